"""The acts on one proceeding, and the panel "Check it yourself"."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.case import Case
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.reading import name_for
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading, words
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf

LEFT_OUT = ("debate.speak", "motion.vote", "change.vote", "question.vote")


def check_it(index: int, on: str, address: str) -> dict[str, Any]:
    """What `front/parts/checkit.html` shows. Reads the published checkpoint, no row."""
    found = reading.checkpoint()
    covered = found is not None and index < found[0].size
    return {
        "act_number": index,
        "act_url": f"/record/{index}/",
        "witnesses": len(reading.witnesses()) if covered else 0,
        "proof_url": f"/record/{index}.tlog-proof" if covered else "",
        "acts_url": f"/record/?on={on}",
        "address": address,
    }


def chief_entries(on: str) -> list[Entry]:
    """The entries on a proceeding, the first first; one query.

    Votes are left out, since before the result is declared they would show the turnout; so are speeches.
    """
    return list(Entry.objects.filter(on=on).exclude(act__in=LEFT_OUT).order_by("index"))


def acts_on(
    case: Case, entries: list[Entry], deeds: list[Deed], viewer: Person | None
) -> list[dict[str, Any]]:
    """These entries for `front/parts/act.html`, with the names that the viewer may see."""
    named = {deed.entry: deed.person for deed in deeds}
    titles = {branch.id: branch.title for branch in reading.assembly().branches.values()}
    return [
        {
            "index": entry.index,
            "url": f"/record/{entry.index}/",
            "sentence": _sentence(Leaf.decode(bytes(entry.leaf)), titles, named, viewer),
            "at": case.book.calendar.local(entry.time),
            "rule": entry.rule,
            "rule_url": f"/rulebook/{entry.rule}/",
            "proof_url": "",
        }
        for entry in entries
    ]


def _sentence(
    leaf: Leaf, titles: dict[str, str], named: dict[int, Person | None], viewer: Person | None
) -> str:
    said, who = words.sentence(leaf, titles), words.who(leaf.by.role)
    if viewer is None or leaf.index not in named or leaf.by.role == "the site" or not said.startswith(who):
        return said
    name = name_for(named[leaf.index], viewer)
    if leaf.by.role not in ("member", "mover", "proposer"):
        name = _("{name} ({office})").format(name=name, office=_(leaf.by.role))
    return name + said[len(who) :]

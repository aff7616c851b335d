"""What a page shows of a case to whoever looks: the people, the file, the precautions, the acts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.procedure.act import day_fact
from folkmoot.procedure.case import standing
from folkmoot.procedure.complaint import outcome_facts
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.sanction import IN_FORCE, RIGHTS, appealed, rights_of, runs
from folkmoot.site.cases import course
from folkmoot.site.cases.judging import SANCTIONS
from folkmoot.site.cases.people import seats_in
from folkmoot.site.cases.reading import Here
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import FOR_OTHERS
from folkmoot.site.record import reading, words
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.course import days_left
from folkmoot.tlog.leaf import Leaf

TIE = "tie"
"""A seat of the pool's: somebody who is never drawn here. Nobody is shown it."""
QUIET = ("draw.contribute", "draw.reveal", "draw.dice", "draw.accept", "draw.decline")
"""Acts that would drown the others in the list on the page; the record shows them all."""
SIDES = ("subject", "complainant", "investigator", "companion of subject", "companion of complainant")


@dataclass(frozen=True)
class Named:
    """Somebody in a case, as far as whoever looks may know."""

    role: str
    name: str
    you: bool


@dataclass(frozen=True)
class Paper:
    """One thing in the file: what it is, who handed it in, and from when it counts as served."""

    title: str
    url: str
    kind: str
    by: str
    served: datetime | None
    made: datetime
    item: Item


@dataclass(frozen=True)
class Precaution:
    """A precaution that touches rights now."""

    rights: str
    until: datetime
    days: int
    state: str


def role_words(role: str) -> str:
    """A part in a case, in words."""
    said = {
        "subject": pgettext("part", "the subject: whom the complaint is about"),
        "complainant": pgettext("part", "the complainant"),
        "investigator": pgettext("part", "the investigator"),
        "companion of subject": pgettext("part", "companion of the subject"),
        "companion of complainant": pgettext("part", "companion of the complainant"),
        "companion of applicant": pgettext("part", "companion of the applicant"),
        "adjudicator": pgettext("part", "the adjudicator"),
        "earlier adjudicator": pgettext("part", "an earlier adjudicator"),
        "panel member": pgettext("part", "on the panel"),
        "earlier panel member": pgettext("part", "on an earlier panel"),
        "drawn member": pgettext("part", "drawn by lot"),
        "applicant": pgettext("part", "the applicant"),
        "author": pgettext("part", "the author"),
        "flagger": pgettext("part", "who flagged it"),
        "case officer": pgettext("part", "the case officer"),
        "who acted at once": pgettext("part", "who joined in acting at once"),
    }
    return said.get(role, role)


def from_words(role: str) -> str:
    """A part in a case, as the one from whom something comes."""
    if role in ("panel member", "earlier panel member"):
        return pgettext("part", "a member of the panel")
    return pgettext("part", "the subject") if role == "subject" else role_words(role)


def people(here: Here) -> list[Named]:
    """Who is in the case, each once for a part. Two queries."""
    found: dict[tuple[str, str], Named] = {}
    shielded = here.head.shielded and not (here.parts & {"complainant", "adjudicator"} or here.officer)
    for seat in seats_in(here.head.on):
        person = seat.person
        assert person is not None
        you = here.person is not None and person.pk == here.person.pk
        if seat.role == TIE or (not you and not _may_know(here, seat.role)):
            continue
        hidden = shielded and seat.role in ("complainant", "companion of complainant") and not you
        name = (
            _("not named, by order of the adjudicator")
            if hidden
            else person.shown_name or _("a former member")
        )
        found.setdefault((seat.role, person.pk), Named(role_words(_in_review(here, seat.role)), name, you))
    return list(found.values())


def _in_review(here: Here, role: str) -> str:
    """In a review the one whom it is about has applied for it."""
    return role.replace("subject", "applicant") if here.docket.kind == "review" else role


def _may_know(here: Here, role: str) -> bool:
    """Parties and judges know each other; whoever was only drawn knows the parties, to see a tie."""
    if here.officer or here.parts - {"drawn member"}:
        return role in (
            *SIDES,
            "adjudicator",
            "panel member",
            "applicant",
            "companion of applicant",
            "author",
        )
    return bool(here.parts) and role in (*SIDES, "applicant", "author")


def papers(here: Here) -> list[Paper]:
    """What whoever looks may read in this case, oldest first. Three queries."""
    if here.person is None or not here.inside and not here.officer:
        return []
    found_items = evidence.open_to(here.person, here.head.on).filter(destroyed_at=None)
    items = list(found_items.order_by("made_at", "entry", "kind", "id"))
    said = evidence.about(items)
    calendar, found = here.head.book.calendar, []
    for item in items:
        about = said.get(item.pk)
        if about is None:
            continue
        served = here.head.served.get(item.seal)
        role = about.role.removeprefix("the ")
        own = item.person_id == here.person.pk and about.role not in FOR_OTHERS
        by = _("you") if own else from_words(role)
        if own or role == "subject":
            served = None  # what the subject has written needs no serving on the subject
        found.append(
            Paper(
                about.title,
                f"/evidence/{item.pk}/?back={here.docket.url}",
                item.get_kind_display(),
                by,
                calendar.local(served) if served is not None else None,
                calendar.local(item.made_at),
                item,
            )
        )
    return found


def charge_text(here: Here, file: list[Paper]) -> str:
    """What somebody is said to have done, from the charge as it was served last; empty before."""
    charge = next((each.item for each in reversed(file) if each.item.kind == Item.Kind.CHARGE), None)
    return said_in(evidence.words(charge)) if charge is not None else ""


def said_in(charge: str) -> str:
    """The words and deeds in a charge: what stands between its first heading and the second."""
    blocks = charge.split("\n\n")
    heads = [at for at, block in enumerate(blocks) if block.startswith("# ")]
    if len(heads) < 2:
        return charge
    return "\n\n".join(blocks[heads[0] + 1 : heads[1]])


def published(head: Dispute, at: int) -> str:
    """For everybody: the class of outcome of a case that is final, and how long it took; empty before."""
    if standing(head, at).state not in ("final", "published"):
        return ""
    facts = outcome_facts(reading.assembly(), head, at)
    kind = SANCTIONS.get(facts["outcome"]) or course.state_words(facts["outcome"])
    return ngettext(
        "Outcome: {kind}, {n} day after the charge was served; what an appeal has left of it.",
        "Outcome: {kind}, {n} days after the charge was served; what an appeal has left of it.",
        facts["days"],
    ).format(kind=kind, n=facts["days"])


def decision(head: Dispute, file: list[Paper], at: int) -> dict[str, Any] | None:
    """What was decided, and what is left of it; None before there is a decision."""
    if head.decided < 0 or not head.sanction:
        return None
    appeal, left = appealed(reading.assembly(), head, at)
    until = day_fact(left, "until")
    served = [each.item.entry for each in file if each.item.kind == Item.Kind.DECISION]
    return {
        "kind": _(str(left.get("kind", "none"))),
        "until": until,
        "rights": rights_words(rights_of(left)),
        "undone": not left,
        "url": f"/cases/decisions/{served[-1]}/" if served else "",
        "appeal": course.state_words(appeal) if appeal else "",
    }


def precautions(here: Here) -> list[Precaution]:
    """What touches rights in this case now."""
    found = []
    for case in here.family:
        if case.machine.name != "precaution":
            continue
        state = standing(case, here.at).state
        limit = reading.assembly().limits.get(case.on)
        if state not in IN_FORCE or limit is None:
            continue
        found.append(
            Precaution(
                rights_words(limit.rights),
                case.book.calendar.local(limit.until),
                days_left(case.book, here.at, limit.until),
                course.state_words(state),
            )
        )
    return found


def rights_words(rights: frozenset[str]) -> str:
    """Rights in words, in their order."""
    said = {
        "vote": _("to vote"),
        "stand": _("to stand for office"),
        "speak": _("to speak"),
        "attend": _("to attend"),
    }
    return ", ".join(said[each] for each in RIGHTS if each in rights)


def touched(here: Here) -> frozenset[str]:
    """The rights that this case takes from its subject now."""
    facts = reading.assembly()
    return frozenset().union(
        *(runs(facts, limit, here.at) for on, limit in facts.limits.items() if on in _names(here))
    )


def _names(here: Here) -> set[str]:
    return {case.on for case in here.family}


def acts(head: Dispute, untold: Collection[str] = ()) -> list[dict[str, Any]]:
    """The acts of a case and its parts for `front/parts/act.html`, but for those `untold`. One query."""
    entries = Entry.objects.filter(Q(on=head.on) | Q(on__startswith=head.on + "/")).exclude(act__in=QUIET)
    return [_act(head, entry) for entry in entries.exclude(on__in=untold).order_by("index")]


def _act(head: Dispute, entry: Entry) -> dict[str, Any]:
    return {
        "index": entry.index,
        "url": f"/record/{entry.index}/",
        "sentence": words.sentence(Leaf.decode(bytes(entry.leaf)), {}),
        "at": head.book.calendar.local(entry.time),
        "rule": entry.rule,
        "rule_url": f"/rulebook/{entry.rule}/",
        "proof_url": "",
    }


def parts(here: Here) -> Iterator[dict[str, Any]]:
    """The precautions and appeals in a case, and where each stands."""
    for case in here.family[1:]:
        kind, word = course.pill(case, here.at)
        yield {
            "case": case,
            "label": course.part_words(case),
            "status": kind,
            "pill": word,
            "means": course.means(case, here.at),
            "day": course.day(case.book, min(case.events.values())),
            "kind": case.machine.name,
        }

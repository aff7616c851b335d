"""A draft as its page shows it: each change in words and in its place, and what has to be settled first."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.site.debate.reading import name_for
from folkmoot.site.members.models import Person
from folkmoot.site.plan import changes
from folkmoot.site.plan.changes import Add, Change, Everywhere, Instead, Split, Words
from folkmoot.site.plan.compiling import Fault, Made, together, words_made
from folkmoot.site.plan.consequences import does, fault_words
from folkmoot.site.plan.desk import Desk
from folkmoot.site.plan.sheet import called, marked
from folkmoot.texts.clause import FIELDS, BadText, Clause

LAST = 1 << 30


@dataclass(frozen=True)
class Line:
    """One change of a draft: what it does, its words in their place, and where it is gone on with.

    `why` says why it cannot be made as the text stands; `mine` and `now` are then the member's words and what
    the text says. `again` is true where these words may be used on today's text all the same.
    """

    key: str
    name: str
    does: list[str] = field(default_factory=list)
    shown: SafeString | str = ""
    url: str = ""
    moved: bool = False
    why: str = ""
    mine: SafeString | str = ""
    now: SafeString | str = ""
    again: bool = False


def lines(desk: Desk) -> list[Line]:
    """The changes that can be made, in the order of the text."""
    found = sorted(desk.compiled.made, key=lambda each: _place(desk, each.change))
    return [_line(desk, each) for each in found]


def stuck(desk: Desk) -> list[Line]:
    """The changes that cannot be made any more, with the member's words beside what the text says now."""
    return [_fault(desk, each) for each in desk.compiled.faults]


def _place(desk: Desk, change: Change) -> tuple[int, int]:
    id, places = about(change), desk.base.places
    if isinstance(change, Everywhere):
        return LAST, 0
    if isinstance(change, Add):
        beside = change.after or change.parent
        return (desk.base.ends.get(beside, LAST), 1) if beside else (-1, 0)
    return places.get(id, LAST), 0


def about(change: Change) -> str:
    """The clause that a change is about; of one that is added, the new one."""
    if isinstance(change, Add):
        return change.clause.id
    return "" if isinstance(change, Everywhere) else change.clause


def _line(desk: Desk, made: Made) -> Line:
    wording = together(desk.base, [made], desk.amends)
    change = made.change
    return Line(
        change.key,
        name_of(desk, change),
        does(desk, wording),
        _shown(desk, change),
        _url(desk, change),
        made.moved,
    )


def name_of(desk: Desk, change: Change) -> str:
    """What a change is about, in words."""
    if isinstance(change, Everywhere):
        return _("Everywhere")
    if isinstance(change, Add):
        if change.after:
            return _("After {clause}").format(clause=called(desk.base, change.after))
        if change.parent:
            return _("In {clause}").format(clause=called(desk.base, change.parent))
        return _("At the beginning")
    name = called(desk.base, about(change))
    return name[:1].upper() + name[1:]


def _url(desk: Desk, change: Change) -> str:
    if isinstance(change, Everywhere):
        return f"{desk.url}everywhere/{change.id}/"
    way = {"words": "words", "split": "split", "add": "words", "move": "move", "number": "number"}.get(
        changes.kind_of(change), ""
    )
    return f"{desk.url}clauses/{about(change)}/?what={way}" if way else ""


def _shown(desk: Desk, change: Change) -> SafeString | str:
    """The words of a change in their place, struck and underlined."""
    numbers, page = desk.sheet.labels, desk.plan.url
    if isinstance(change, Words):
        clause = desk.base.by_id[change.clause]
        return marked(getattr(clause, change.field), _after(desk, change), numbers, page)
    if isinstance(change, Split):
        return marked(desk.base.by_id[change.clause].body, f"{change.first}\n\n{change.rest}", numbers, page)
    if isinstance(change, Add):
        return marked("", all_words(change.clause), numbers, page)
    if isinstance(change, Instead):
        return marked(all_words(desk.base.by_id[change.clause]), all_words(change.by), numbers, page)
    return ""


def _after(desk: Desk, change: Words) -> str:
    """What a field says with the change made: where other words of it have changed, with these too."""
    made = next((each for each in desk.compiled.made if each.change is change), None)
    if made is None:
        return change.now
    return words_made(desk.base, together(desk.base, [made])).get((change.clause, change.field), change.now)


def all_words(clause: Clause) -> str:
    """What a clause says with all under it, a line each."""
    return "\n".join(words for each in clause.walk() for name in FIELDS if (words := getattr(each, name)))


def _fault(desk: Desk, fault: Fault) -> Line:
    change, numbers, page = fault.change, desk.sheet.labels, desk.plan.url
    mine: SafeString | str = ""
    now: SafeString | str = fault.now
    if isinstance(change, Words):
        mine = marked(change.was, change.now, numbers, page)
    elif isinstance(change, Split):
        mine = marked(change.was, f"{change.first}\n\n{change.rest}", numbers, page)
    elif isinstance(change, Add | Instead):
        mine = all_words(change.clause if isinstance(change, Add) else change.by)
    elif isinstance(change, Everywhere):
        mine = _("Everywhere “{find}”, say “{say}”").format(find=change.find, say=change.say)
    again = fault.why == "changed" or (fault.why == "gone" and isinstance(change, Add | Words | Split))
    return Line(
        change.key,
        name_of(desk, change),
        url=_url(desk, change) if fault.why == "changed" and isinstance(change, Words) else "",
        why=fault_words(fault.why, fault.says),
        mine=mine,
        now=now,
        again=again,
    )


def asides(desk: Desk, viewer: Person) -> list[dict[str, Any]]:
    """Wordings that stand beside the draft because two people wrote on one thing at once; one query."""
    kept = list(desk.fields.get("aside", ()))
    if not kept:
        return []
    people = Person.objects.in_bulk([each["by"] for each in kept])
    current = {each.key: each for each in desk.changes}
    return [
        {
            "at": place,
            "by": _("you") if each["by"] == viewer.pk else name_for(people.get(each["by"]), viewer),
            "when": desk.case.book.calendar.local(each["at"]),
            "name": _aside_name(desk, each),
            "theirs": _aside_words(desk, current.get(each["key"]), each["key"]),
            "mine": _aside_words(desk, read_one(each["value"]), each["key"], each["value"]),
        }
        for place, each in enumerate(kept)
    ]


def read_one(value: Any) -> Change | None:
    """The change in a wording that stands beside a draft; None where it is of another kind."""
    try:
        return changes.read(value) if isinstance(value, dict) else None
    except BadText:
        return None


def _aside_name(desk: Desk, aside: dict[str, Any]) -> str:
    change = read_one(aside["value"])
    return name_of(desk, change) if change is not None else _("Reasons")


def _aside_words(desk: Desk, change: Change | None, key: str, typed: Any = None) -> SafeString | str:
    if isinstance(change, Words):
        return marked(change.was, change.now, desk.sheet.labels, desk.plan.url)
    if isinstance(change, Split):
        return marked(change.was, f"{change.first}\n\n{change.rest}", desk.sheet.labels, desk.plan.url)
    if isinstance(change, Add | Instead):
        return all_words(change.clause if isinstance(change, Add) else change.by)
    if isinstance(change, Everywhere):
        return _("Everywhere “{find}”, say “{say}”").format(find=change.find, say=change.say)
    if change is not None:
        return name_of(desk, change)
    if key.startswith("field/"):
        return str(typed if typed is not None else desk.fields.get(key.removeprefix("field/"), ""))
    return _("nothing: it was struck")

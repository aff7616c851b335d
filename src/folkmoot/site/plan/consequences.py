"""What an amendment would do that is still being written: said while its writer can still change it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.wording import new_words
from folkmoot.site.plan.cards import short_of
from folkmoot.site.plan.desk import Desk
from folkmoot.site.plan.instructions import sentences, summary
from folkmoot.site.plan.overview import GATHERING, OPEN, Overview, overview
from folkmoot.site.plan.weighing import Weighed, in_full
from folkmoot.texts.edits import Amendment
from folkmoot.texts.likeness import marks
from folkmoot.texts.meeting import SAME
from folkmoot.texts.relations import EXCLUDING, FALLS, PARTLY, Relation

SIMILAR = 5


@dataclass(frozen=True)
class Consequences:
    """What a draft does in words; how it stands to what is on the table; what is like it; its length.

    `hangs` are rows of words and the amendments that they are about (number, address); `similar` are number,
    address, and what it does in short. `most` is how many words the rules allow, 0 where they say nothing.
    """

    does: list[str]
    hangs: list[tuple[str, list[tuple[int, str]]]]
    similar: list[tuple[int, str, str]]
    words: int
    most: int
    rule: str

    @property
    def left(self) -> int:
        """How many more words there is room for; below zero, how many are too many."""
        return self.most - self.words


def consequences(desk: Desk, at: int) -> Consequences:
    """What the draft would do if it were tabled at second `at`. At most one query."""
    wording, over = desk.compiled.amendment, overview(desk.case, at)
    most, rule = limit_of(desk)
    hangs = [
        (words, [(number, f"{over.page}amendments/{number}/") for number in numbers])
        for words, numbers in in_full(weigh_draft(over, wording, desk))
    ]
    similar = [] if desk.amends else similar_to(over, wording, desk)
    return Consequences(does(desk, wording), hangs, similar, new_words(wording), most, rule)


def does(desk: Desk, wording: Amendment) -> list[str]:
    """What edits of a desk's text do, in words."""
    if not wording.edits and not wording.sweeps:
        return []
    amended = desk.case.amendments[desk.amends].wording if desk.amends else None
    return sentences(summary(desk.base, wording, amended, desk.case.base if amended else None))


def weigh_draft(over: Overview, wording: Amendment, desk: Desk) -> Weighed:
    """How a draft stands to the open amendments; not to those that it is made of, or takes the place of."""
    with GATHERING:
        try:
            found: tuple[Relation, ...] = over.gathered.index.against(wording)
        except KeyError:  # what it amends is not written against the text as it stands
            found = ()
    own, told = {wording.number, desk.confirms, *desk.sources}, dict[str, set[int]]()
    for each in found:
        other = each.b if each.a == wording.number else each.a
        if other not in own and over.states.get(other) in OPEN:
            told.setdefault(_how(each.kind, first=each.a == wording.number), set()).add(other)
    return Weighed(**{name: tuple(sorted(numbers)) for name, numbers in told.items()})


def _how(kind: str, *, first: bool) -> str:
    """Under which name `Weighed` lists the other side of a relation; `first`: whether that is its second."""
    if kind in EXCLUDING:
        return "collides"
    if kind == FALLS:
        return "fells" if first else "felled_by"
    if kind == PARTLY:
        return "wounds" if first else "wounded_by"
    return "same" if kind == SAME else "touches"


def similar_to(over: Overview, wording: Amendment, desk: Desk) -> list[tuple[int, str, str]]:
    """The amendments on the table that are like a draft, the likest first; one query where there are any."""
    own = {desk.confirms, *desk.sources}
    found = [like.key for like in over.likenesses.to(marks(wording), most=SIMILAR) if like.key not in own]
    does = short_of(over, found) if found else {}
    return [(number, f"{over.page}amendments/{number}/", does.get(number, "")) for number in found]


def limit_of(desk: Desk) -> tuple[int, str]:
    """How many words an amendment may insert, and the rule that says so; 0 and "" where none does."""
    for power in desk.case.book.powers.get("amendment.table", ()):
        need = power.need("text within")
        if need is not None:
            value: Any = desk.case.book.setting(need.key or "").value
            return int(value.number), power.paragraph
    powers = desk.case.book.powers.get("amendment.table", ())
    return 0, powers[0].paragraph if powers else ""


def fault_words(why: str, says: str = "") -> str:
    """Why a change cannot be made any more, as a page says it."""
    words = {
        "gone": _("The text has changed: the clause that this is about is not in it any more."),
        "made": _("The text says this already: there is nothing left to change."),
        "changed": _("The text has changed since you wrote this: it says something else there now."),
        "inside": _("Your draft leaves out or replaces the whole clause around this."),
        "nothing": _("This changes nothing."),
    }
    return words.get(why) or _("This cannot be made: {says}").format(says=says)

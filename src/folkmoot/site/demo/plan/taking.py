"""In which order the meeting takes the amendments to the Plan, and how each question is voted on.

What nobody speaks against goes first, in three blocs. The rest follows in the order of the list, rivals on
one ranked ballot; whatever is put out of its turn says why. The last question is the whole text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from folkmoot.site.demo.plan.told import KEEP, Moved, Ranked, Votes, agenda, moved
from folkmoot.site.demo.plan.whole import by_key, numbers, second, standing
from folkmoot.texts.order import order
from folkmoot.texts.relations import relations

LISTED = ("carried", "lost", "fallen", "accepted")
"""Fates of what the list holds; what is in a composite stands there as the composite."""

NOBODY = (0, 0, 0)


@dataclass(frozen=True)
class Question:
    """One question to the meeting: about which amendments, and how it is voted on.

    `kind`: "en bloc", "one", "rivals" or "adoption". `votes`: for, against, abstaining; of rivals `ranked`.
    `reasons`: why it is put out of its turn.
    """

    kind: str
    title: str
    about: tuple[str, ...] = ()
    votes: Votes = NOBODY
    ranked: Ranked | None = None
    reasons: str = ""

    @property
    def carries(self) -> tuple[str, ...]:
        """The keys of the amendments that are carried by it."""
        if self.ranked:
            return () if self.ranked.wins == KEEP else (self.ranked.wins,)
        return self.about if self.votes[0] > self.votes[1] else ()


@cache
def listed() -> tuple[tuple[str, ...], ...]:
    """The marshalled list, in the order of the text: each item one key, or those of rivals."""
    there = tuple(standing(each.key) for each in moved() if each.fate in LISTED)
    keys = {number: key for key, number in numbers().items()}
    items = order(second(), there, relations(second(), there), "text")
    return tuple(tuple(keys[n] for n in (item if isinstance(item, tuple) else (item,))) for item in items)


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order in which they are put."""
    last = agenda().adoption
    return (*_blocs(), *_in_turn(), Question("adoption", last.title, votes=last.votes))


def _blocs() -> Iterator[Question]:
    for name, bloc in agenda().blocs.items():
        about = tuple(each.key for each in moved() if each.bloc == name and each.taken == "bloc")
        yield Question("en bloc", bloc.title, about, bloc.votes)


def _in_turn() -> Iterator[Question]:
    early = {each.key for each in moved() if each.early}
    for item in listed():
        each = by_key()[item[0]]
        if each.because in early:  # before what falls because of it
            early.remove(each.because)
            cause = by_key()[each.because]
            yield _alone(cause, reasons=cause.early)
        if each.rivals:
            said = agenda().rivals[each.rivals]
            yield Question("rivals", said.title, item, ranked=said)
        elif each.votes and not each.early:
            yield _alone(each)


def _alone(each: Moved, reasons: str = "") -> Question:
    title = f"Amendment {numbers()[each.key]}: {agenda().groups[each.group]}"
    return Question("one", title, (each.key,), each.votes or NOBODY, reasons=reasons)

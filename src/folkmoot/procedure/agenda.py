"""The marshalled list of a plan: in which order amendments are taken, and what stands beside them.

The paper is canonical JSON of maps, lists, strings and whole numbers, as `spec/acts.md` says. It decides: a
question put out of its order must state reasons. Groups are for debate, and advice stands beside the movers'
texts; neither binds anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.procedure.papers import DIGEST
from folkmoot.texts.clause import BadText, canonical, read_json, require_words

FORMAT = "folkmoot/agenda/v1"
ADVICE = ("support", "oppose", "leave open")
"""What those who marshal may recommend about an amendment."""
LONGEST_TITLE = 200
"""Characters in the title of a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Amendments that are debated together."""

    title: str
    amendments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended about an amendment: a word of `ADVICE`, and the digest of the reasons, or ""."""

    amendment: int
    word: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The order of taking: each item is one amendment, or rivals that are taken on one ranked ballot."""

    order: tuple[tuple[int, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    advice: tuple[Advice, ...] = ()

    @property
    def data(self) -> bytes:
        """The paper: canonical bytes."""
        return canonical(
            {
                "format": FORMAT,
                "order": [list(item) for item in self.order],
                "groups": [{"title": g.title, "amendments": list(g.amendments)} for g in self.groups],
                "advice": [
                    {"amendment": a.amendment, "word": a.word} | ({"reasons": a.reasons} if a.reasons else {})
                    for a in self.advice
                ],
            }
        )

    def item_of(self, number: int) -> tuple[int, tuple[int, ...]] | None:
        """The place of the item with this amendment, and the item; None where the list does not have it."""
        return next(((place, item) for place, item in enumerate(self.order) if number in item), None)


NO_AGENDA = Agenda()


def read_agenda(data: bytes) -> Agenda:
    """The list in these bytes. Raises `BadText` where they are none, or not in their canonical form.

    Whether it lists the right amendments is not asked here.
    """
    value = read_json(data)
    known = {"format", "order", "groups", "advice"}
    if not isinstance(value, dict) or value.keys() != known or value["format"] != FORMAT:
        raise BadText("", "this is no marshalled list", f"It must state {', '.join(sorted(known))}.")
    agenda = Agenda(
        tuple(_numbers(each, f"order[{n}]") for n, each in enumerate(_list(value["order"], "order"))),
        tuple(_group(each, f"groups[{n}]") for n, each in enumerate(_list(value["groups"], "groups"))),
        tuple(_advice(each, f"advice[{n}]") for n, each in enumerate(_list(value["advice"], "advice"))),
    )
    _once([n for item in agenda.order for n in item], "order")
    _once([n for group in agenda.groups for n in group.amendments], "groups")
    _once([each.amendment for each in agenda.advice], "advice")
    if agenda.data != data:
        raise BadText("", "the list is not in its canonical form", "Write it as the specification says.")
    return agenda


def _list(value: object, where: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise BadText(where, "this is no list", "Put it between square brackets.")
    return value


def _numbers(value: object, where: str) -> tuple[int, ...]:
    found = _list(value, where)
    if not found or not all(type(each) is int and each > 0 for each in found):
        raise BadText(where, "these are no numbers of amendments", "Name at least one.")
    return tuple(found)


def _group(value: object, where: str) -> Group:
    if not isinstance(value, dict) or value.keys() != {"title", "amendments"}:
        raise BadText(where, "a group has a title and amendments", "State both.")
    title = require_words(value["title"], f"{where}.title", most=LONGEST_TITLE)
    return Group(title, _numbers(value["amendments"], f"{where}.amendments"))


def _advice(value: object, where: str) -> Advice:
    if not isinstance(value, dict) or not {"amendment", "word"} <= value.keys() <= {
        "amendment",
        "word",
        "reasons",
    }:
        raise BadText(where, "advice names an amendment, a word and perhaps reasons", "State no more.")
    (number,), word, reasons = _numbers([value["amendment"]], where), value["word"], value.get("reasons", "")
    if word not in ADVICE:
        raise BadText(where, f"advice is one of {', '.join(ADVICE)}", "Choose one.")
    if "reasons" in value and not (isinstance(reasons, str) and DIGEST.match(reasons)):
        raise BadText(where, "reasons are named by their digest", "Name them by it, or leave them out.")
    return Advice(number, word, reasons)


def _once(numbers: Sequence[int], where: str) -> None:
    if len(set(numbers)) != len(numbers):
        raise BadText(where, "an amendment stands twice", "Name it once.")

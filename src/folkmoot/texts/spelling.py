"""How the parts of an edit are spelled in JSON; whatever is spelled otherwise is refused."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from folkmoot.texts.clause import FIELDS, ID, MOST_WORDS, BadText, Clause, read_clause, require_words

MOST_EDITS = 20_000
"""Edits of one amendment; a sweep may find many places."""
LONGEST_LABEL = 40
"""Characters."""


def each_of(value: object, where: str) -> Iterator[tuple[str, object]]:
    if not isinstance(value, list) or len(value) > MOST_EDITS:
        raise BadText(
            where, f"{where} are a list of at most {MOST_EDITS}", "Put them between square brackets."
        )
    for place, each in enumerate(value):
        yield f"{where}[{place}]", each


def _read_id(value: object, where: str) -> str:
    if not isinstance(value, str) or not ID.match(value):
        raise BadText(where, "this is no id of a clause", "Name one of the text.")
    return value


def _read_anchor(value: object, where: str) -> str:
    return "" if value == "" else _read_id(value, where)


def _read_field(value: object, where: str) -> str:
    if not isinstance(value, str) or value not in FIELDS:
        raise BadText(where, f"a field is one of {', '.join(FIELDS)}", "Name it.")
    return value


def _read_number(value: object, where: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST_WORDS:
        raise BadText(where, f"this is no whole number from 0 to {MOST_WORDS}", "Correct it.")
    return value


def _read_true(value: object, where: str) -> bool:
    if value is not True:
        raise BadText(where, "this is stated only where it is true", "Leave it out.")
    return True


def _read_label(value: object, where: str) -> str:
    return require_words(value, where, most=LONGEST_LABEL)


def read_fragment(value: object, where: str) -> Clause:
    return read_clause(value, where, set())


def _read_struck(value: object, where: str) -> tuple[tuple[str, str, int], ...]:
    found = []
    for place, each in each_of(value, where):
        if not isinstance(each, dict) or each.keys() != {"clause", "field", "start"}:
            raise BadText(place, "a place is a clause, a field and a start", "State them.")
        place_id, field = _read_id(each["clause"], place), _read_field(each["field"], place)
        found.append((place_id, field, _read_number(each["start"], place)))
    if len(set(found)) != len(found):
        raise BadText(where, "a place is struck off twice", "State it once.")
    return tuple(found)


READ: Mapping[str, Callable[[object, str], Any]] = {
    "after": _read_anchor,
    "by": read_fragment,
    "clause": _read_id,
    "end": _read_number,
    "field": _read_field,
    "find": require_words,
    "inner": read_fragment,
    "inserted": _read_true,
    "label": _read_label,
    "new": require_words,
    "old": require_words,
    "parent": _read_anchor,
    "part": _read_true,
    "replace": require_words,
    "start": _read_number,
    "struck": _read_struck,
    "sweep": _read_number,
}

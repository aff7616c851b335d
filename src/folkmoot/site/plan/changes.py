"""An amendment while it is written: changes in the member's own terms, never offsets.

A change names clauses by id and holds the member's words whole, with the words that stood there when they
were typed. It is made into edits anew against the revision of the day (`compiling.py`), so that a new
revision, or a clause that is gone, loses nothing.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision, canonical, read_clause


@dataclass(frozen=True, slots=True)
class Words:
    """A field of a clause says something else: `was` before, `now` from now on."""

    clause: str
    field: str
    was: str
    now: str

    @property
    def key(self) -> str:
        return f"words/{self.clause}/{self.field}"


@dataclass(frozen=True, slots=True)
class Split:
    """A clause is made two: `first` stays, `rest` becomes a clause of its own, `id`, right after it."""

    clause: str
    was: str
    first: str
    rest: str
    id: str

    @property
    def key(self) -> str:
        return f"words/{self.clause}/body"  # who splits a clause says what its body says


@dataclass(frozen=True, slots=True)
class Add:
    """A clause more, with all under it: below `parent` ("" at the top), after `after` ("" as the first)."""

    parent: str
    after: str
    clause: Clause

    @property
    def key(self) -> str:
        return f"add/{self.clause.id}"


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """A clause less, with all under it; `was` is the digest of what it said (`saying`)."""

    clause: str
    was: str

    @property
    def key(self) -> str:
        return f"whole/{self.clause}"


@dataclass(frozen=True, slots=True)
class Instead:
    """Another clause in the place of this one and all under it; `was` as above."""

    clause: str
    was: str
    by: Clause

    @property
    def key(self) -> str:
        return f"whole/{self.clause}"


@dataclass(frozen=True, slots=True)
class MoveTo:
    """A clause with all under it goes elsewhere: below `parent`, after `after`."""

    clause: str
    parent: str
    after: str

    @property
    def key(self) -> str:
        return f"place/{self.clause}"


@dataclass(frozen=True, slots=True)
class Within:
    """What a clause says becomes its first sub-clause, `inner`."""

    clause: str
    inner: Clause

    @property
    def key(self) -> str:
        return f"within/{self.clause}"


@dataclass(frozen=True, slots=True)
class Number:
    """A clause gets a fixed number, or with None the one that the text counts."""

    clause: str
    label: str | None

    @property
    def key(self) -> str:
        return f"number/{self.clause}"


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Everywhere `find`, say `say`, but for the places in `struck`: clause, field, and the how-manieth there
    (from 0). `inserted`: also in what other amendments insert, once carried. `part`: also inside longer
    words."""

    id: str
    find: str
    say: str
    struck: tuple[tuple[str, str, int], ...] = ()
    inserted: bool = False
    part: bool = False

    @property
    def key(self) -> str:
        return f"everywhere/{self.id}"


def new_clause_id() -> str:
    """An id that no text has used: 60 random bits."""
    return f"c-{secrets.token_hex(8)[:15]}"


Change = Words | Split | Add | LeaveOut | Instead | MoveTo | Within | Number | Everywhere
KINDS: dict[str, type[Change]] = {
    "words": Words,
    "split": Split,
    "add": Add,
    "out": LeaveOut,
    "instead": Instead,
    "move": MoveTo,
    "within": Within,
    "number": Number,
    "everywhere": Everywhere,
}
_NAMES = {each: name for name, each in KINDS.items()}


def kind_of(change: Change) -> str:
    """The kind of a change in a word: `words`, `add`, …"""
    return _NAMES[type(change)]


def as_json(change: Change) -> dict[str, Any]:
    """A change as maps and lists."""
    said: dict[str, Any] = {"kind": kind_of(change)}
    for each in fields(change):
        value = getattr(change, each.name)
        said[each.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [list(place) for place in value]
    return {"clause": value.as_json()} if isinstance(value, Clause) else value


def read(value: dict[str, Any]) -> Change:
    """The change in what `as_json` gave. Raises `BadText` for anything else."""
    try:
        given = dict(value)
        kind = KINDS[given.pop("kind")]
        return kind(**{name: _read(found) for name, found in given.items()})
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadText("", "this is no change of a text", "Write it anew.") from fault


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple((str(clause), str(field), int(nth)) for clause, field, nth in value)
    if isinstance(value, dict):
        return read_clause(value["clause"], "clause", set())
    if value is not None and not isinstance(value, str | bool):
        raise TypeError(value)
    return value


def put(changes: Iterable[Change], *more: Change) -> tuple[Change, ...]:
    """The changes with some more; one on the same thing takes the place of the one before."""
    found = {change.key: change for change in changes}
    found.update((change.key, change) for change in more)
    return tuple(found.values())


def drop(changes: Iterable[Change], key: str) -> tuple[Change, ...]:
    """The changes without the one of that key."""
    return tuple(change for change in changes if change.key != key)


def saying(clause: Clause) -> str:
    """The digest of what a clause says with all under it; where it stands does not count."""
    return sha256(canonical(clause.as_json())).hexdigest()


def fields_now(revision: Revision, changes: Iterable[Change], clause: Clause) -> dict[str, str]:
    """What each field of a clause says with these changes made."""
    said = {name: getattr(clause, name) for name in FIELDS}
    for change in changes:
        if isinstance(change, Words) and change.clause == clause.id:
            said[change.field] = change.now
        elif isinstance(change, Split) and change.clause == clause.id:
            said["body"] = change.first
    return said

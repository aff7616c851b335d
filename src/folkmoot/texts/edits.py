"""Amendments as sets of edits, each anchored to clause ids and character ranges of one frozen base.

Their form beside the record is `folkmoot/amendment/v1` (`spec/texts.md`): one map, canonical, in words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from folkmoot.texts.clause import BadText, Clause, canonical, read_json
from folkmoot.texts.spelling import LONGEST_LABEL as LONGEST_LABEL
from folkmoot.texts.spelling import MOST_EDITS as MOST_EDITS
from folkmoot.texts.spelling import READ, each_of, read_fragment

FORMAT = "folkmoot/amendment/v1"


@dataclass(frozen=True, slots=True)
class Reword:
    """In a field of a clause, leave out the characters from `start` to `end` (`old`) and insert `new`.

    Offsets count code points of the base; where both are equal it only inserts. `sweep` is the number, from
    1, of the sweep of which this edit is a place; 0 for none.
    """

    clause: str
    field: str
    start: int
    end: int
    old: str
    new: str
    sweep: int = 0


@dataclass(frozen=True, slots=True)
class Insert:
    """Add a clause with all under it, below `parent` ("" at the top), after `after` ("" as the first)."""

    parent: str
    after: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Delete:
    """Leave out a clause with all under it."""

    clause: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another clause in the place of this one and all under it; the new one keeps the id."""

    clause: str
    by: Clause


@dataclass(frozen=True, slots=True)
class Move:
    """Move a clause with all under it below `parent` ("" at the top), after `after` ("" as the first)."""

    clause: str
    parent: str
    after: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """Make what a clause says now, and all under it, its first sub-clause: `inner` gives its id, kind, label.

    The heading stays over both. Edits of the words, and of what hangs under the clause, follow inside.
    """

    clause: str
    inner: Clause


@dataclass(frozen=True, slots=True)
class Relabel:
    """Give a clause a fixed label, or with None the one that the text computes."""

    clause: str
    label: str | None


Edit = Reword | Insert | Delete | Replace | Move | Wrap | Relabel

KINDS: Mapping[str, type[Edit]] = {
    "reword": Reword,
    "insert": Insert,
    "delete": Delete,
    "replace": Replace,
    "move": Move,
    "wrap": Wrap,
    "relabel": Relabel,
}
"""What an edit may be, in words; there is no other."""
NAMES: Mapping[type[Edit], str] = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Sweep:
    """“Everywhere `find`, say `replace`”: frozen as `Reword` edits when it is tabled.

    `struck` are the places, as (clause, field, start), at which it was struck off. `inserted`: it also runs
    over what other carried amendments insert. `part`: it also stands where `find` is a part of a longer word.
    """

    find: str
    replace: str
    struck: tuple[tuple[str, str, int], ...] = ()
    inserted: bool = False
    part: bool = False


@dataclass(frozen=True)
class Amendment:
    """One amendment: its agenda number, the digest of the base it is anchored in, and its edits.

    Numbers are frozen before the first vote and are the only tie-break. `amends` is the number of the
    amendment whose content this one amends, 0 for the text itself; its base is then that content's digest.
    """

    number: int
    base: str
    edits: tuple[Edit, ...]
    amends: int = 0
    sweeps: tuple[Sweep, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is kept beside the record; numbers and links stand in the record itself."""
        said: dict[str, Any] = {"format": FORMAT, "base": self.base}
        said["edits"] = [_edit_as_json(edit) for edit in self.edits]
        if self.sweeps:
            said["sweeps"] = [_sweep_as_json(sweep) for sweep in self.sweeps]
        return said

    @cached_property
    def data(self) -> bytes:
        """The canonical bytes of `as_json`."""
        return canonical(self.as_json())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `data`, in lower-case hex."""
        return sha256(self.data).hexdigest()


def _edit_as_json(edit: Edit) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": NAMES[type(edit)]}
    for field in fields(edit):
        value = getattr(edit, field.name)
        if isinstance(value, Clause):
            value = value.as_json()
        if value is not None and (field.name, value) != ("sweep", 0):
            said[field.name] = value
    return said


def _sweep_as_json(sweep: Sweep) -> dict[str, Any]:
    said: dict[str, Any] = {"find": sweep.find, "replace": sweep.replace}
    if sweep.struck:
        said["struck"] = [
            {"clause": clause, "field": field, "start": start}
            for clause, field, start in sorted(sweep.struck)
        ]
    return said | {name: True for name in ("inserted", "part") if getattr(sweep, name)}


def read_amendment(data: bytes, number: int = 0, amends: int = 0) -> Amendment:
    """The amendment in these bytes. Raises `BadText` where they are none, or not in their canonical form.

    Whether it fits its base is not asked here (`compile.check`).
    """
    value = read_json(data)
    known = {"format", "base", "edits"}
    if not isinstance(value, dict) or value.keys() - {"sweeps"} != known or value["format"] != FORMAT:
        raise BadText("", "this is no amendment", f"It must state format ({FORMAT}), base and edits.")
    base = value["base"]
    if not isinstance(base, str) or len(base) != 64 or not set(base) <= set("0123456789abcdef"):
        raise BadText("base", "the base is no digest", "Name it by its SHA-256 in lower-case hex.")
    edits = tuple(_read_edit(each, where) for where, each in each_of(value["edits"], "edits"))
    sweeps = tuple(_read_sweep(each, where) for where, each in each_of(value.get("sweeps", []), "sweeps"))
    amendment = Amendment(number, base, edits, amends, sweeps)
    if amendment.data != data:
        raise BadText("", "the amendment is not in its canonical form", "Write it as the specification says.")
    return amendment


def _read_edit(value: object, where: str) -> Edit:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kind, str) or kind not in KINDS:
        raise BadText(where, f"an edit is one of {', '.join(KINDS)}", "Name its kind.")
    said: dict[str, Any] = {"label": None} if kind == "relabel" else {}
    allowed = {field.name for field in fields(KINDS[kind])}
    for name, each in value.items():
        if name not in allowed and name != "kind":
            raise BadText(where, f"a {kind} states no {name}", "Leave it out.")
        if name != "kind":
            read = read_fragment if (kind, name) == ("insert", "clause") else READ[name]
            said[name] = read(each, f"{where}.{name}")
    make: Callable[..., Edit] = KINDS[kind]
    return _made(make, said, where)


def _read_sweep(value: object, where: str) -> Sweep:
    known = {"find", "replace", "struck", "inserted", "part"}
    if not isinstance(value, dict) or not value.keys() <= known:
        raise BadText(where, "a sweep states find and replace, and where it is struck off", "State them.")
    said: dict[str, Any] = {name: READ[name](each, f"{where}.{name}") for name, each in value.items()}
    return _made(Sweep, said, where)


T = TypeVar("T")


def _made(kind: Callable[..., T], said: dict[str, Any], where: str) -> T:
    try:
        return kind(**said)
    except TypeError as fault:
        raise BadText(where, "it does not say all that it must", "Complete it.") from fault

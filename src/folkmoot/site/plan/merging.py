"""Two people write one draft: what each did since they last saw it is put together, and nothing is lost.

A draft is maps and lists: `changes`, a list of maps (`changes.as_json`) each on something of its own; single
fields such as `reasons`; and `aside`, wordings that stand beside what the draft says, because somebody else
had said something else on the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.site.plan import changes

Fields = Mapping[str, Any]
WORDED = ("field/reasons",)
"""Single fields in which somebody wrote something; in others the first to choose has chosen."""


@dataclass(frozen=True)
class Aside:
    """A wording that stands beside the draft: whose, on what (`key`, or the name of a field), and the
    wording."""

    by: str
    at: int
    key: str
    value: Any

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at, "key": self.key, "value": self.value}


def merge(base: Fields, mine: Fields, theirs: Fields, *, by: str, at: int) -> dict[str, Any]:
    """`mine` and `theirs` both grew from `base`; `theirs` was kept first.

    Where both say something else on one thing, theirs stands and mine, written by `by` at second `at`, goes
    beside it.
    """
    if theirs == base:
        return dict(mine)
    was, ours, others = _things(base), _things(mine), _things(theirs)
    merged: dict[str, Any] = {}
    aside: list[dict[str, Any]] = []
    for key in dict.fromkeys((*others, *ours)):
        before, here, there = was.get(key), ours.get(key), others.get(key)
        if here in (before, there) or (before is None and not here):
            taken = there
        elif there == before:
            taken = here
        else:
            taken = there if there is not None else here
            if None not in (here, there) and (key in WORDED or not key.startswith("field/")):
                aside.append(Aside(by, at, key, here).as_json())
        if taken is not None:
            merged[key] = taken
    return _fields(merged, [*_asides(base, mine, theirs), *aside])


def _things(fields: Fields) -> dict[str, Any]:
    """Each thing that a draft speaks of, by a key: its changes, and its single fields."""
    found: dict[str, Any] = {
        changes.read(change).key: change for change in fields.get("changes", ()) if isinstance(change, dict)
    }
    found |= {f"field/{name}": value for name, value in fields.items() if name not in ("changes", "aside")}
    return found


def _fields(things: Mapping[str, Any], aside: list[dict[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {
        key.removeprefix("field/"): value for key, value in things.items() if key.startswith("field/")
    }
    said["changes"] = [value for key, value in things.items() if not key.startswith("field/")]
    return said | ({"aside": aside} if aside else {})


def _asides(base: Fields, mine: Fields, theirs: Fields) -> list[dict[str, Any]]:
    """What stood beside the draft already: all that either has, but for what one of them settled."""
    was, ours, others = (list(each.get("aside", ())) for each in (base, mine, theirs))
    settled = [each for each in was if each not in ours or each not in others]
    found = others + [each for each in ours if each not in others]
    return [each for each in found if each not in settled]

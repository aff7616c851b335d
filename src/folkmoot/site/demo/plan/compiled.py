"""Edits in words ("in this clause, for these words say those") made into edits of a text.

An edit names clauses by their ids and words by themselves, and is one of these:

- `clause` with `for` and `say`, or with `becomes`: words of a field (`body`, or what `field` names);
- `after` or `under` with `add`: a new clause, after this one or as the first under it;
- `leave out`, `move` (with `after` or `under`), `replace` (with `by`), `split` (with `before` and `id`);
- `everywhere` with `say`: a sweep, but for the clauses in `except`;
- `in` with `for` and `say`: words of another amendment.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from folkmoot.site.demo.plan.told import Edit
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.compile import reworded, split, sweep
from folkmoot.texts.edits import Amendment, Delete, Insert, Move, Replace, Sweep
from folkmoot.texts.edits import Edit as Made


def compiled(base: Revision, edits: Iterable[Edit], number: int = 0, amends: int = 0) -> Amendment:
    """One amendment to `base`. Raises `ValueError` where words are not there, or stand there twice."""
    words: dict[tuple[str, str], str] = {}
    made: list[Made] = []
    sweeps: list[Sweep] = []
    for said in edits:
        match said:
            case {"clause": id, "becomes": new}:
                words[id, "body"] = new
            case {"clause": id, "for": old, "say": new}:
                _say(base, words, (id, said.get("field", "body")), old, new)
            case {"in": _, "for": old, "say": new}:
                _say(base, words, _holding(base, old), old, new)
            case {"add": add}:
                parent, after, kind = _gap(base, said)
                made.append(Insert(parent, after, _fragment(add["id"], kind, add)))
            case {"leave out": id}:
                made.append(Delete(id))
            case {"move": id}:
                parent, after, _ = _gap(base, said)
                made.append(Move(id, parent, after))
            case {"replace": id, "by": by}:
                made.append(Replace(id, _fragment(id, base.by_id[id].kind, by)))
            case {"split": id, "before": rest, "id": new_id}:
                made += split(base, id, "body", _place(base.by_id[id].body, rest, id), new_id)
            case {"everywhere": _}:
                sweeps.append(_sweep(base, said))
                made += sweep(base, sweeps[-1], len(sweeps))
            case _:
                raise ValueError(f"nobody knows how to make {dict(said)}")
    for (id, field), new in words.items():
        made += reworded(id, field, getattr(base.by_id[id], field), new)
    return Amendment(number, base.digest, tuple(made), amends, tuple(sweeps))


def _say(
    base: Revision, words: dict[tuple[str, str], str], where: tuple[str, str], old: str, new: str
) -> None:
    id, field = where
    text = words.get(where, getattr(base.by_id[id], field))
    at = _place(text, old, id)
    words[where] = text[:at] + new + text[at + len(old) :]


def _place(text: str, words: str, where: str) -> int:
    """Where these words stand in a text, which has them once."""
    if text.count(words) != 1:
        raise ValueError(f"{where} has “{words}” {text.count(words)} times")
    return text.index(words)


def _holding(base: Revision, words: str) -> tuple[str, str]:
    """The one clause and field of a text that has these words."""
    found = [(each.id, field) for each in base.walk() for field in FIELDS if words in getattr(each, field)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} clauses have “{words}”")
    return found[0]


def _gap(base: Revision, said: Edit) -> tuple[str, str, str]:
    """Below which clause and after which something is put, and the kind of what stands there."""
    if "under" in said:
        parent: str = said["under"]
        children = base.by_id[parent].children
        return parent, "", children[0].kind if children else "clause"
    after: str = said["after"]
    return base.parents[after], after, base.by_id[after].kind


def _fragment(id: str, kind: str, said: dict[str, Any]) -> Clause:
    items = tuple(Clause(each["id"], "item", body=each["body"]) for each in said.get("items", ()))
    return Clause(id, kind, body=said["body"], tail=said.get("tail", ""), children=items)


def _sweep(base: Revision, said: Edit) -> Sweep:
    """The sweep, with each of its places in a clause that is excepted struck off."""
    whole = Sweep(said["everywhere"], said["say"], inserted=said.get("inserted", False))
    struck = (
        (each.clause, each.field, each.start)
        for each in sweep(base, whole, 1)
        if each.clause in said.get("except", ())
    )
    return replace(whole, struck=tuple(sorted(struck)))

"""A constitution with the resolutions that amended it, as they lie in the folder of real data.

A folder of this kind holds amendments.json and the text in its versions, in the form that its README.md
describes. Which version is the base, what is expected, which options are rivals and which operation is a
sweep is found from what lies there.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, count
from pathlib import Path
from typing import Any

from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.compile import reworded, sweep
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Replace, Sweep
from folkmoot.texts.sweeping import standing
from texts.statutes import words

OPTIONS = 10
"""Numbers of one resolution: one for each of its options."""
NODES = {"item": "num", "entry": ""}
"""Our kinds for what has none in the data: points of a list, with a number and without."""


class Unknown(LookupError):
    """An operation of a kind that is not described in the data's README.md."""


@dataclass
class Constitution:
    """One folder of resolutions over a constitution."""

    folder: Path
    versions: dict[str, Any] = field(init=False)
    resolutions: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        files = {file.stem: json.loads(file.read_text()) for file in sorted(self.folder.glob("*.json"))}
        self.resolutions = files.pop("amendments")
        self.versions = {
            name: said for name, said in files.items() if isinstance(said, dict) and "children" in said
        }
        self.ids: dict[Any, str] = {}
        self.fresh = (f"c{number}" for number in count(1))

    @cached_property
    def base(self) -> Revision:
        """The version that no resolution made, the earliest of them."""
        made = {str(each.get("resulting_version")) for each in self.resolutions}
        first = min(
            (
                said
                for name, said in self.versions.items()
                if str(said.get("version")) not in made and not name.endswith("as-voted")
            ),
            key=lambda said: [int(part) for part in str(said.get("version")).split(".") if part.isdigit()],
        )
        return self.read(first)

    @property
    def expected(self) -> Any:
        """The text as voted: the file that says so, or the version that the last resolution made."""
        for name, said in self.versions.items():
            if name.endswith("as-voted"):
                return self.said(self.read(said))
        last = str(self.resolutions[-1].get("resulting_version"))
        return next(
            self.said(self.read(said)) for said in self.versions.values() if str(said.get("version")) == last
        )

    def read(self, said: Any) -> Revision:
        top = self.clause({**said, "kind": "text"})
        return Revision(words(said.get("heading") or ""), top.children)

    def clause(self, said: dict[str, Any], key: Any = None) -> Clause:
        """A part of the text as a clause; those with one key are versions of one, and share their ids."""
        children = said.get("children") or ()
        positions = [f"{place}." for place in range(1, len(children) + 1)]
        numbered = [child.get("num") for child in children] == positions
        id = next(self.fresh) if key is None else self.ids.setdefault(key, f"n{len(self.ids)}")
        kind = said.get("kind") or ("item" if "num" in said else "entry")
        label = None if said.get("counted") or "num" not in said else words(said["num"])
        return Clause(
            id,
            kind,
            label,
            words(said.get("heading") or ""),
            words(said.get("text") or ""),
            words(said.get("aftertext") or ""),
            tuple(
                self.clause({**child, "counted": numbered}, None if key is None else (key, place))
                for place, child in enumerate(children)
            ),
        )

    def said(self, revision: Revision) -> Any:
        """A text as the data has it, numbers of lists by position."""
        return [
            revision.title,
            [self._said(clause, place) for place, clause in enumerate(revision.clauses, start=1)],
        ]

    def _said(self, clause: Clause, place: int) -> dict[str, Any]:
        told: dict[str, Any] = {"heading": clause.heading, "text": clause.body, "aftertext": clause.tail}
        if clause.kind not in NODES:
            told["kind"] = clause.kind
        elif clause.kind == "item":
            told["num"] = f"{place}." if clause.label is None else clause.label
        told["children"] = [self._said(child, each) for each, child in enumerate(clause.children, start=1)]
        return {name: value for name, value in told.items() if value}

    def options(self, place: int) -> dict[int, Amendment]:
        """The options of a resolution that change anything, as amendments, by their numbers on the ballot."""
        found = {}
        for option in self.resolutions[place]["options"]:
            if option.get("operations"):
                found[option["n"]] = self.option(place, option)
        return found

    def winner(self, place: int) -> Amendment | None:
        """The option that was carried, if it changes anything."""
        return self.options(place).get(self.resolutions[place]["winner"])

    def rivals(self, place: int) -> list[tuple[Amendment, Amendment]]:
        """Pairs of options on one ballot that the data calls rivals, or that both change something."""
        options = self.options(place)
        rows = self.resolutions[place].get("rivals") or [list(options)]
        return [
            (options[a], options[b])
            for row in rows
            for a, b in combinations(row, 2)
            if a in options and b in options
        ]

    def option(self, place: int, option: dict[str, Any]) -> Amendment:
        edits: list[Edit] = []
        sweeps: list[Sweep] = []
        self.come: Counter[Any] = Counter()
        for operation in option["operations"]:
            if is_sweep(operation):
                sweeps.append(self.sweep(operation))
                edits += sweep(self.base, sweeps[-1], len(sweeps))
            else:
                edits += self.edits(operation, place)
        return Amendment(place * OPTIONS + option["n"], self.base.digest, tuple(edits), sweeps=tuple(sweeps))

    def sweep(self, operation: dict[str, Any]) -> Sweep:
        """Everywhere in the text, or in the part that an operation names."""
        said = Sweep(words(operation["find"]), words(operation["replace"]), inserted=True, part=True)
        within = {clause.id for clause in self.within(operation)}
        struck = tuple(
            sorted((e.clause, e.field, e.start) for e in sweep(self.base, said, 1) if e.clause not in within)
        )
        return replace(said, struck=struck)

    def within(self, operation: dict[str, Any]) -> Iterator[Clause]:
        at = self.find(operation)
        return at.walk() if at else self.base.walk()

    def find(self, operation: dict[str, Any]) -> Clause | None:
        """The part of the text that an operation names by headings from the top; None for all of it."""
        at, row = None, self.base.clauses
        for heading in operation.get("in") or ():
            at = next(each for clause in row for each in clause.walk() if each.heading == words(heading))
            row = at.children
        return at

    def edits(self, operation: dict[str, Any], resolution: int) -> list[Edit]:
        """The edits of one operation; what two options of a resolution bring in at one place has one id."""
        match operation["op"]:
            case "replace_text":
                return self.replaced(operation)
            case "replace_heading":
                return self.heading(operation)
            case "insert_item":
                return self.item(operation, resolution)
            case "delete_item" | "remove_item" | "repeal_item":
                return [Delete(self.numbered(operation, operation["item"])[1].id)]
            case "replace_item":
                old = self.numbered(operation, operation["item"])[1]
                new = self.clause(
                    {"num": "", "counted": True, "children": operation["content"]}, (resolution, old.id)
                )
                return [Replace(old.id, replace(new, id=old.id))]
        raise Unknown(operation["op"])

    def replaced(self, operation: dict[str, Any]) -> list[Edit]:
        find, to = words(operation["find"]), words(operation["replace"])
        places = [
            (clause.id, name, start)
            for clause in self.within(operation)
            for name in FIELDS
            for start in standing(getattr(clause, name), find, part=True)
        ]
        chosen = {"first": places[:1], "last": places[-1:]}.get(operation.get("occurrence") or "all", places)
        found: list[Edit] = []
        for id, name, start in chosen:
            for edit in reworded(id, name, find, to):
                found.append(replace(edit, start=edit.start + start, end=edit.end + start))
        return found

    def heading(self, operation: dict[str, Any]) -> list[Edit]:
        find, to = words(operation["find"]), words(operation["replace"])
        clause = next(each for each in self.within(operation) if each.heading == find)
        return list[Edit](reworded(clause.id, "heading", find, to))

    def item(self, operation: dict[str, Any], resolution: int) -> list[Edit]:
        said = {"num": "", "counted": True, "children": operation["content"]}
        after = operation.get("after_item")
        if after:
            row, item = self.numbered(operation, after)
            gap = (row.id, item.id)
        else:
            gap = (self.numbered(operation, "1.")[0].id, "")
        self.come[gap] += 1
        return [Insert(*gap, self.clause(said, (resolution, gap, self.come[gap])))]

    def numbered(self, operation: dict[str, Any], number: str) -> tuple[Clause, Clause]:
        """The list with an item of this number in a part of the text, and the item."""
        for row in self.within(operation):
            for place, item in enumerate(row.children, start=1):
                if item.kind == "item" and number in (item.label, f"{place}."):
                    return row, item
        raise LookupError(f"there is no item {number}")


def is_sweep(operation: dict[str, Any]) -> bool:
    """Whether an operation changes words wherever they stand, in more places than one."""
    everywhere = operation["op"] == "replace_text" and (operation.get("occurrence") or "all") == "all"
    return everywhere and operation.get("expected_count", 2) != 1


def folders(data: Path) -> list[Path]:
    """The folders of constitutions among the real data."""
    return [each for each in sorted((data / "amendments").glob("*")) if (each / "amendments.json").is_file()]

"""Statutes with the acts that amended them, as they lie in the folder of real data, and as our texts.

A folder of this kind holds base.json, acts.json and adopted.json, in the form that its README.md describes.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from folkmoot.texts.clause import KIND, Clause, Revision

SAID = {"num", "section", "heading", "text", "aftertext", "children", "kind", "undesignated"}
UNPRINTED = "-undesignated"
"""Ends the kind of a clause whose number is for addressing only."""


@dataclass
class Shelf:
    """Ids for clauses as they come in, and what a clause says that our clauses do not hold, by id."""

    ids: Iterator[str] = field(default_factory=lambda: (f"c{number}" for number in count(1)))
    more: dict[str, dict[str, Any]] = field(default_factory=dict)

    def clause(self, said: dict[str, Any]) -> Clause:
        """A section or clause of the data as one of ours, with an id of its own."""
        id = next(self.ids)
        more = {name: value for name, value in said.items() if name not in SAID and value}
        if more:
            self.more[id] = more
        kind = said.get("kind") or ("section" if "section" in said else "clause")
        kind = kind if KIND.match(kind) else "clause"
        return Clause(
            id,
            kind + (UNPRINTED if said.get("undesignated") else ""),
            words(said.get("section") or said.get("num") or ""),
            words(said.get("heading") or ""),
            words(said.get("text") or ""),
            words(said.get("aftertext") or ""),
            tuple(self.clause(child) for child in said.get("children") or ()),
        )

    def said(self, clause: Clause) -> dict[str, Any]:
        """A clause of ours as the data has it, without what is empty."""
        kind = clause.kind.removesuffix(UNPRINTED)
        told = {
            "section" if kind == "section" else "num": clause.label or "",
            "heading": clause.heading,
            "text": clause.body,
            "aftertext": clause.tail,
            "undesignated": clause.kind.endswith(UNPRINTED),
            "kind": kind if kind not in ("section", "clause") else "",
            "children": [self.said(child) for child in clause.children],
        }
        return {name: value for name, value in told.items() if value} | self.more.get(clause.id, {})


def words(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True)
class Statutes:
    """One folder of statutes. `official`: each section of the result, by its number, in their order."""

    name: str
    shelf: Shelf
    base: Revision
    acts: list[dict[str, Any]]
    official: dict[str, dict[str, Any]]

    def sections(self, revision: Revision) -> dict[str, dict[str, Any]]:
        return {clause.label or "": self.shelf.said(clause) for clause in revision.clauses}


def statutes_in(folder: Path) -> Statutes:
    base, acts, adopted = (
        json.loads((folder / f"{name}.json").read_text()) for name in ("base", "acts", "adopted")
    )
    shelf, plain = Shelf(), Shelf()
    text = Revision(folder.name, tuple(shelf.clause(each) for each in sections(base)))
    official = {each["section"]: plain.said(plain.clause(each)) for each in sections(adopted)}
    return Statutes(folder.name, shelf, text, acts["acts"] if isinstance(acts, dict) else acts, official)


def sections(said: Any) -> list[dict[str, Any]]:
    """The sections of a file in the order of its contents."""
    found = said["sections"]
    if isinstance(found, dict):
        found = [{"section": number, **each} for number, each in found.items()]
    order = {number: place for place, number in enumerate(listed(said.get("contents") or {}))}
    return sorted(found, key=lambda each: order.get(each["section"], len(order)))


def listed(contents: Any) -> Iterator[str]:
    """The section numbers in a table of contents."""
    if isinstance(contents, str):
        yield contents
    elif isinstance(contents, list):
        for each in contents:
            yield from listed(each)
    else:
        yield from listed(contents.get("items") or contents.get("sections") or [])


def folders(data: Path) -> list[Path]:
    """The folders of statutes among the real data."""
    return [each for each in sorted((data / "amendments").glob("*")) if is_statutes(each)]


def is_statutes(folder: Path) -> bool:
    return all((folder / f"{name}.json").is_file() for name in ("base", "acts", "adopted"))

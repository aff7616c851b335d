"""A text as clauses: each with a permanent id, in a revision that never changes and is named by its hash."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

FORMAT = "folkmoot/text/v1"
FIELDS = ("heading", "body", "tail")
"""What a clause says: before its body, its body, and after its children."""

KINDS = ("section", "clause", "item", "flush", "table")
"""`section`: a heading over clauses; `clause`: a numbered paragraph; `item`: a point of a list; `flush`:
words without a number; `table`: rows, one a line, cells between bars. Other texts may use further kinds."""

DEEPEST = 40
"""How deep clauses may hang under one another."""

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
KIND = re.compile(r"[a-z][a-z-]{0,31}\Z")


class BadText(ValueError):
    """What is no revision, or no amendment: `where` it fails, what is wrong (`says`), what cures it."""

    def __init__(self, where: str, says: str, cure: str) -> None:
        super().__init__(where, says, cure)
        self.where, self.says, self.cure = where, says, cure

    def __str__(self) -> str:
        return f"{self.where}: {self.says}. {self.cure}" if self.where else f"{self.says}. {self.cure}"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what hangs under it.

    `id` is permanent and says nothing; `label` is the printed number where it is fixed ("(2A)"), "" where the
    clause has none, and None where the text numbers it by itself (`labels`). The fields are plain text in
    normal form C; emphasis, links and references to clauses stand in the sentence (`spec/texts.md`, 2).
    """

    id: str
    kind: str = "clause"
    label: str | None = None
    heading: str = ""
    body: str = ""
    tail: str = ""
    children: tuple["Clause", ...] = ()

    def walk(self) -> Iterator["Clause"]:
        """The clause and all under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def as_json(self) -> dict[str, Any]:
        """The clause as maps and lists; what is empty is left out."""
        said: dict[str, Any] = {"id": self.id, "kind": self.kind}
        if self.label is not None:
            said["label"] = self.label
        said |= {name: words for name in FIELDS if (words := getattr(self, name))}
        if self.children:
            said["children"] = [child.as_json() for child in self.children]
        return said


@dataclass(frozen=True)
class Revision:
    """One state of a text, for ever: its title and its clauses in order. `digest` names it."""

    title: str
    clauses: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """All clauses in the order of the text."""
        return iter(self.by_id.values())

    @cached_property
    def data(self) -> bytes:
        """The canonical bytes (RFC 8785): what is hashed, and what lies beside the record."""
        return canonical(
            {"format": FORMAT, "title": self.title, "clauses": [each.as_json() for each in self.clauses]}
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `data`, in lower-case hex."""
        return sha256(self.data).hexdigest()

    @cached_property
    def _survey(self) -> "_Survey":
        return _survey(self.clauses)

    @property
    def by_id(self) -> Mapping[str, Clause]:
        """Each clause by its id, in the order of the text."""
        return self._survey.by_id

    @property
    def parents(self) -> Mapping[str, str]:
        """The id of the clause under which each hangs; "" at the top."""
        return self._survey.parents

    @property
    def places(self) -> Mapping[str, int]:
        """The place of each clause in the order of the text, counted from 0."""
        return self._survey.places

    @property
    def in_order(self) -> Sequence[str]:
        """The ids in the order of the text."""
        return self._survey.in_order

    @property
    def ends(self) -> Mapping[str, int]:
        """The place of the last clause that hangs under each, its own where none does."""
        return self._survey.ends

    def under(self, id: str) -> tuple[Clause, ...]:
        """The clauses that hang directly under one; at the top for ""."""
        return self.by_id[id].children if id else self.clauses

    def above(self, id: str) -> Iterator[str]:
        """The ids of the clauses over this one, the nearest first."""
        while id := self.parents[id]:
            yield id


@dataclass(frozen=True, slots=True)
class _Survey:
    by_id: Mapping[str, Clause]
    parents: Mapping[str, str]
    places: Mapping[str, int]
    ends: Mapping[str, int]
    in_order: Sequence[str]


def _survey(clauses: tuple[Clause, ...]) -> _Survey:
    by_id: dict[str, Clause] = {}
    parents: dict[str, str] = {}
    places: dict[str, int] = {}
    ends: dict[str, int] = {}

    def visit(children: tuple[Clause, ...], parent: str) -> None:
        for clause in children:
            id = clause.id
            by_id[id], parents[id], places[id] = clause, parent, len(places)
            if clause.children:
                visit(clause.children, id)
            ends[id] = len(places) - 1

    visit(clauses, "")
    return _Survey(by_id, parents, places, ends, list(by_id))


def canonical(value: Any) -> bytes:
    """Canonical JSON of maps with ASCII keys, lists, strings, whole numbers and booleans (RFC 8785)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_revision(data: bytes) -> Revision:
    """The revision in these bytes. Raises `BadText` where they are none, or not in their canonical form."""
    value = read_json(data)
    if (
        not isinstance(value, dict)
        or value.keys() != {"format", "title", "clauses"}
        or value["format"] != FORMAT
    ):
        raise BadText(
            "", "this is no text of clauses", f"It must state format ({FORMAT}), title and clauses."
        )
    title = require_words(value["title"], "title")
    clauses = read_clauses(value["clauses"], "clauses", set())
    revision = Revision(title, clauses)
    if revision.data != data:
        raise BadText("", "the text is not in its canonical form", "Write it as the specification says.")
    return revision


def read_clauses(value: object, where: str, seen: set[str], depth: int = 0) -> tuple[Clause, ...]:
    """Clauses from JSON; `seen` gathers ids, each of which stands once. Raises `BadText`."""
    if not isinstance(value, list):
        raise BadText(where, "clauses are a list", "Put them between square brackets.")
    if depth > DEEPEST:
        raise BadText(where, f"clauses hang more than {DEEPEST} deep", "Put them under fewer others.")
    return tuple(read_clause(each, f"{where}[{place}]", seen, depth) for place, each in enumerate(value))


def read_clause(value: object, where: str, seen: set[str], depth: int = 0) -> Clause:
    """One clause from JSON. Raises `BadText`."""
    known = {"id", "kind", "label", "children", *FIELDS}
    if not isinstance(value, dict) or not {"id", "kind"} <= value.keys() <= known:
        raise BadText(where, "a clause states id and kind, and what it says", "Leave out anything else.")
    id, kind, label = value["id"], value["kind"], value.get("label")
    if not isinstance(id, str) or not ID.match(id):
        raise BadText(where, "an id is 1 to 64 small letters, figures and hyphens", "Choose another.")
    if id in seen:
        raise BadText(where, f"the id {id} stands twice", "Give each clause an id of its own.")
    seen.add(id)
    if not isinstance(kind, str) or not KIND.match(kind):
        raise BadText(where, "a kind is a word in small letters", "Name one.")
    words = {name: require_words(value[name], f"{where}.{name}") for name in FIELDS if name in value}
    if label is not None:
        label = require_words(label, f"{where}.label", most=40)
    children = read_clauses(value.get("children", []), f"{where}.children", seen, depth + 1)
    return Clause(id, kind, label, children=children, **words)


def read_json(data: bytes) -> Any:
    """The value in these bytes, with no key twice and no broken number. Raises `BadText`."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise BadText("", "a key stands twice in one map", "State it once.")
        return found

    try:
        return json.loads(data.decode(), object_pairs_hook=once)
    except BadText:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadText("", "this is no JSON in UTF-8", "Write it anew.") from fault


MOST_WORDS = 200_000
"""Characters in one field."""


def require_words(value: object, where: str, most: int = MOST_WORDS) -> str:
    """Plain text in normal form C without control or direction characters; raises `BadText`."""
    if not isinstance(value, str) or len(value) > most:
        raise BadText(where, f"this is no text of at most {most} characters", "Shorten it.")
    if value.isascii() and value.isprintable():
        return value
    if unicodedata.normalize("NFC", value) != value:
        raise BadText(where, "the text is not in normal form C", "Normalise it.")
    odd = next((mark for mark in value if forbidden(mark)), None)
    if odd is not None:
        raise BadText(where, f"it holds the invisible character U+{ord(odd):04X}", "Take it out.")
    return value


def forbidden(mark: str) -> bool:
    """Whether nobody sees this character, or it turns the reading direction. The end of a line may stand.

    The list is closed, so that a text which was recorded is one for every version of Unicode.
    """
    return _UNSEEN.match(mark) is not None or ord(mark) & 0xFFFE == 0xFFFE


_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)

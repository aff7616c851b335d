"""A draw as the record tells it, from its announcement on: read from the entries alone, past draws too."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from folkmoot.lots.announcement import Announcement
from folkmoot.lots.contributions import commit, encode_lines, revealed
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import encode_handles, handle
from folkmoot.lots.result import Result
from folkmoot.lots.sources import Source, seed
from folkmoot.procedure.dispute import Dispute, family
from folkmoot.procedure.draw import THROWERS
from folkmoot.procedure.roll import read_roll
from folkmoot.site.cases.people import case_of
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf

STEPS = (
    "draw.announce", "draw.contribute", "draw.reveal", "draw.dice", "draw.result", "draw.accept",
    "draw.decline", "panel.seat",
)  # fmt: skip


@dataclass
class Drawn:
    """One draw. Names are code names; times are POSIX seconds. `excluded` maps who was left out to why.

    `steps` are its entries in their order. `source` is the line that made the seed, `result` the file that
    follows from it; both empty before the result. `answers` maps those drawn to `accept` or `decline`.
    """

    index: int
    on: str
    at: int
    rule: str
    purpose: str
    said: Announcement
    names: frozenset[str]
    excluded: dict[str, str]
    again: str = ""
    commits: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    dice: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    source: str = ""
    drawn_at: int = 0
    seated_at: int = 0
    steps: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def case(self) -> Dispute:
        """The proceeding as it stands."""
        found = case_of(self.on)
        assert found is not None
        return found

    @property
    def is_latest(self) -> bool:
        """Whether this is the draw that the proceeding goes by now."""
        panel = self.case.panel
        return panel is not None and panel.index == self.index

    @property
    def pool(self) -> list[str]:
        """The code names that are drawn from."""
        return sorted(self.names - self.excluded.keys())

    def handle_of(self, name: str) -> bytes:
        """The handle of a code name in this draw."""
        return handle(family(self.on), name.encode())

    def result(self) -> Result | None:
        """Seats and reserves, run again from the files; None before there is a source."""
        if not self.source:
            return None
        handles = {self.handle_of(name): name for name in self.pool}
        source = Source.parse(f"{self.source}\n".encode())
        told = revealed(tuple(self.commits), [bytes.fromhex(each) for each in self.secrets.values()])
        made = seed(self.said, told, source)
        return Result(self.said.digest, made, draw(self.said, handles, made))

    def files(self) -> dict[str, str]:
        """The files of the draw by name (spec/lots.md, section 8), as far as it has come."""
        found = {
            "announcement": self.said.encode().decode(),
            "handles": encode_handles(self.handle_of(name) for name in self.pool).decode(),
        }
        if self.said.contributed:
            found["commits"] = encode_lines(self.commits).decode()
            found["reveals"] = encode_lines(self.secrets.values()).decode()
        result = self.result()
        if result is not None:
            found |= {"source": f"{self.source}\n", "result": result.encode().decode()}
        return found

    def as_json(self) -> bytes:
        """The same as one file, as `folkmoot draw verify` takes it."""
        return json.dumps(self.files(), indent=1).encode() + b"\n"

    def same_throws(self) -> tuple[str, int]:
        """The throw that most have entered, and how many have; none yet is an empty text and 0."""
        throws = list(self.dice.values())
        best = max(throws, key=throws.count, default="")
        return best, throws.count(best) if best else 0

    @property
    def waits_for(self) -> int:
        """How many more members must enter the same throw."""
        return max(0, THROWERS - self.same_throws()[1])

    def time(self, at: int) -> datetime:
        """A second, in the zone of the rulebook."""
        return self.case.book.calendar.local(at)


def drawn(index: int) -> Drawn | None:
    """The draw announced at this entry, or None where none was. Three queries."""
    entry = Entry.objects.filter(index=index, act="draw.announce").first()
    if entry is None:
        return None
    later = Entry.objects.filter(on=entry.on, index__gt=index, act__in=STEPS).order_by("index")
    leaf = Leaf.decode(bytes(entry.leaf))
    digest = leaf.facts["roll"]["digest"]
    roll = read_roll(leaf.facts, {digest: reading.paper(digest) or b""})
    found = Drawn(
        index=index,
        on=entry.on,
        at=entry.time,
        rule=entry.rule,
        purpose=leaf.facts["purpose"],
        said=Announcement.decode(leaf.facts["announcement"].encode()),
        names=roll.names,
        excluded={name: why for why, names in leaf.facts["excluded"].items() for name in names},
        again=leaf.facts.get("again", ""),
        steps=[(index, entry.time, "draw.announce")],
    )
    for each in later:
        if each.act == "draw.announce":
            break
        _follow(found, Leaf.decode(bytes(each.leaf)))
        found.steps.append((each.index, each.time, each.act))
    return found


def _follow(found: Drawn, leaf: Leaf) -> None:
    facts: dict[str, Any] = dict(leaf.facts)
    if leaf.act == "draw.contribute":
        found.commits[facts["commit"]] = leaf.by.name
    elif leaf.act == "draw.reveal":
        found.secrets[commit(bytes.fromhex(facts["secret"]))] = facts["secret"]
    elif leaf.act == "draw.dice":
        found.dice[leaf.by.name] = facts["dice"]
    elif leaf.act == "draw.result":
        found.source, found.drawn_at = facts["source"], leaf.time
    elif leaf.act == "panel.seat":
        found.seated_at = leaf.time
    else:
        found.answers[leaf.by.name] = leaf.act.partition(".")[2]


def own(found: Drawn, person: Person | None) -> str:
    """The code name that somebody has in the case of a draw, where they are on its roll; else empty."""
    name = person.code(found.on) if person is not None else ""
    return name if name in found.names else ""

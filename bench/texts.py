"""Measure the engine of shared texts against tokenising the text once, in the same run.

    python bench/texts.py

30,000 words of a statute from the folder of real data, and 1,000 amendments of one to twelve words at places
that chance chose. Everything together (what was typed to edits, all collisions, the order of taking, the
adopted text with its origins) takes at most 4 times as long as `re` needs to cut the base into words once;
one new amendment, checked and compared with all others, at most a tenth of that. Beside it, what difflib and
diff-match-patch need for the edits alone, field by field and once for the whole text. What is printed are
medians of rounds in turn; exits 1 if a limit is missed, and 0 with a word where there is no such text.
"""

import difflib
import importlib
import json
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.compile import check, reworded
from folkmoot.texts.edits import Amendment
from folkmoot.texts.order import order
from folkmoot.texts.relations import EXCLUDING, Index, Relation, fallen, relations

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).resolve().parents[2] / "shared")
WORDS = 30_000
AMENDMENTS = 1_000
ROUNDS = 15
LIMIT = 4.0
TENTH = LIMIT / 10
PATIENCE = 20
"""Seconds after which diff-match-patch gives up looking for the smallest difference."""
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Typed:
    """What somebody typed over one field."""

    clause: str
    field: str
    old: str
    new: str


def statute() -> Revision | None:
    """The first `WORDS` words of the longest statute that lies in the data folder."""
    files = sorted(DATA.glob("amendments/*/base.json"), key=lambda file: file.stat().st_size)
    if not files:
        return None
    ids, words, kept = (f"c{number}" for number in count(1)), 0, []
    for section in json.loads(files[-1].read_text())["sections"]:
        kept.append(clause(section, ids))
        words += sum(len(said.split()) for each in kept[-1].walk() for said in fields_of(each).values())
        if words >= WORDS:
            break
    return Revision("", tuple(kept))


def clause(said: dict[str, Any], ids: Iterator[str]) -> Clause:
    words = (said.get(name) or "" for name in ("heading", "text", "aftertext"))
    children = said.get("children") or ()
    return Clause(
        next(ids), "clause", said.get("num") or "", *words, tuple(clause(each, ids) for each in children)
    )


def fields_of(clause: Clause) -> dict[str, str]:
    return {name: said for name in FIELDS if (said := getattr(clause, name))}


def typed(fields: list[tuple[str, str, str]], chance: random.Random) -> list[Typed]:
    """Fields in which 1 to 12 words were replaced, left out or put in."""
    vocabulary = [word for _, _, said in fields for word in said.split()]
    found: list[Typed] = []
    while len(found) < AMENDMENTS:
        id, name, old = chance.choice(fields)
        words = old.split(" ")
        start, size = chance.randrange(len(words)), chance.randint(1, 12)
        new = [chance.choice(vocabulary) for _ in range(chance.randint(1, 12))]
        way = chance.choice(["replace", "leave out", "put in"])
        end = start if way == "put in" else start + size
        said = " ".join([*words[:start], *(new if way != "leave out" else ()), *words[end:]])
        if said != old and len(words) > 3:
            found.append(Typed(id, name, old, said))
    return found


def compiled(base: Revision, edited: list[Typed]) -> list[Amendment]:
    return [
        Amendment(number, base.digest, reworded(each.clause, each.field, each.old, each.new))
        for number, each in enumerate(edited, start=1)
    ]


def carried(amendments: list[Amendment], found: tuple[Relation, ...]) -> list[Amendment]:
    """As many as can stand together, taken in the order of the agenda."""
    apart: dict[int, set[int]] = {}
    for each in found:
        if each.kind in EXCLUDING:
            apart.setdefault(each.b, set()).add(each.a)
    kept: set[int] = set()
    for amendment in amendments:
        if kept.isdisjoint(apart.get(amendment.number, ())):
            kept.add(amendment.number)
    return [amendment for amendment in amendments if amendment.number in kept]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Steps:
    """One round: each step with what the one before it gave, on a text of which nothing is known yet."""

    def __init__(self, base: Revision, edited: list[Typed]) -> None:
        self.base, self.edited = Revision(base.title, base.clauses), edited
        _ = self.base.digest  # it was named when it was published

    def compile(self) -> None:
        self.amendments = compiled(self.base, self.edited)

    def relate(self) -> None:
        self.found = relations(self.base, self.amendments)

    def order(self) -> None:
        self.row = order(self.base, self.amendments, self.found)

    def adopt(self) -> None:
        self.carried = carried(self.amendments, self.found)
        self.adopted = adopt(self.base, self.carried)


def difflib_words(edited: list[Typed], autojunk: bool) -> None:
    for each in edited:
        old, new = TOKEN.findall(each.old), TOKEN.findall(each.new)
        difflib.SequenceMatcher(None, old, new, autojunk).get_opcodes()


def diff_match_patch(edited: list[Typed]) -> Callable[[], object] | None:
    """The same differences with diff-match-patch, if it is installed."""
    try:
        machine = importlib.import_module("diff_match_patch").diff_match_patch()
    except ImportError:
        return None
    machine.Diff_Timeout = PATIENCE
    return lambda: [machine.patch_make(each.old, each.new) for each in edited]


def row(what: str, taken: float, floor: float, limit: float | None = None) -> bool:
    """Print one line of the table; return whether it keeps its limit."""
    asked = "" if limit is None else f"{limit:10.2f}"
    print(f"{what:<64}{taken * 1e3:10.3f}{taken / floor:10.3f}{asked}")
    return limit is None or taken / floor <= limit


def main() -> int:
    base = statute()
    if base is None:
        print("texts: no statute in the folder of real data, so there is nothing to measure on")
        return 0
    fields = [(each.id, name, said) for each in base.walk() for name, said in fields_of(each).items()]
    edited = typed(fields, random.Random(1))
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        floor = seconds(lambda: [TOKEN.findall(said) for _, _, said in fields])
        steps = Steps(base, edited)
        works = {"compile": steps.compile, "relate": steps.relate, "order": steps.order, "adopt": steps.adopt}
        rounds.append({"floor": floor} | {name: seconds(work) for name, work in works.items()})
    return table(base, fields, edited, rounds, steps)


def table(
    base: Revision,
    fields: list[tuple[str, str, str]],
    edited: list[Typed],
    rounds: list[dict[str, float]],
    last: Steps,
) -> int:
    def median(name: str) -> float:
        return statistics.median(each[name] for each in rounds)

    together = statistics.median(sum(each.values()) - each["floor"] for each in rounds)
    floor, words = median("floor"), sum(len(said.split()) for _, _, said in fields)
    print(
        f"{words:,} words in {len(fields):,} fields; {len(edited):,} amendments, {len(last.carried)} carried"
    )
    print(f"{'':<64}{'ms':>10}{'ratio':>10}{'limit':>10}")
    row("tokenise the base once with re", floor, floor)
    row("what was typed, as edits", median("compile"), floor)
    row(f"all collisions ({sum(each.kind in EXCLUDING for each in last.found)})", median("relate"), floor)
    row("the order of taking", median("order"), floor)
    row("the adopted text, and whose each word is", median("adopt"), floor)
    kept = [row("everything together", together, floor, LIMIT)]
    index = Index(base)
    for each in last.amendments:
        index.add(each)
    new = [seconds(lambda one=one: (check(base, one), index.against(one))) for one in last.amendments]
    kept.append(
        row("one new amendment, checked and against all others", statistics.median(new), floor, TENTH)
    )
    numbers = [each.number for each in last.amendments]
    index.relations()
    row("what falls after a vote", seconds(lambda: fallen(index, numbers[:500], numbers[500:])), floor)
    row("the edits alone with difflib", seconds(lambda: difflib_words(edited, autojunk=True)), floor)
    row(
        "the edits alone with difflib, exactly", seconds(lambda: difflib_words(edited, autojunk=False)), floor
    )
    whole = [Typed("", "", words_of(base), words_of(last.adopted.revision))]
    row("the whole text once with difflib", seconds(lambda: difflib_words(whole, autojunk=True)), floor)
    for what, some in (("the edits alone", edited), ("the whole text once", whole)):
        other = diff_match_patch(some)
        if other is None:
            print(f"{what} with diff-match-patch: it is not installed, so there is nothing to compare with")
        else:
            row(f"{what} with diff-match-patch, {PATIENCE} s at most each", seconds(other), floor)
    return 0 if all(kept) else 1


def words_of(revision: Revision) -> str:
    return "\n".join(said for each in revision.walk() for said in fields_of(each).values())


if __name__ == "__main__":
    sys.exit(main())

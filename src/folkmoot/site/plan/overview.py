"""One text with all its amendments, worked out once for each state of the record and kept in memory.

A list of thousands, the margin of a text and the marked words all ask for the same: where each amendment
stands, which clauses it touches, and how it stands to the others. Every act on a text or on anything in it
puts a fresh `Plan` in the place of the one before (`record.memory`), so that a plan is known again by being
the same object; and from the second at which time alone moves one of its amendments, all is worked out anew.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from folkmoot.procedure.case import next_lapse, standing
from folkmoot.procedure.shared_text import STANDS, UNDER_WAY, Amendment, Plan
from folkmoot.texts.adopt import adopt
from folkmoot.texts.adopted import Adopted
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.edits import Edit, Insert
from folkmoot.texts.labels import citations, labels
from folkmoot.texts.likeness import Likenesses, marks
from folkmoot.texts.naming import Names
from folkmoot.texts.relations import Index, Relation

OPEN = (*UNDER_WAY, *STANDS)
"""What a page of the text speaks of: on its way, or standing."""
FOR_EVER = 1 << 62
KEPT = 8  # texts
PAGES_KEPT = 400  # parts of pages, of one text


@dataclass
class Gathered:
    """The engine's index of what is anchored in one base, and how all of that stands to one another."""

    base: str
    index: Index
    wordings: dict[int, Wording] = field(default_factory=dict)


@dataclass
class Overview:
    """One text at a moment: true from second `since` to before `until`."""

    plan: Plan
    since: int
    until: int
    states: Mapping[int, str]
    gathered: Gathered
    kept: dict[Any, Any] = field(default_factory=dict)
    """What pages have worked out of it and may ask for again (`once`)."""
    cards: dict[tuple[int, str], str] = field(default_factory=dict)
    """Amendments as they stand in lists, by number and language: everybody sees the same."""

    def once(self, key: Any, work: Callable[[], Any]) -> Any:
        """What `work` gives, worked out once as long as this overview is true; the oldest goes first."""
        if key not in self.kept:
            while len(self.kept) >= PAGES_KEPT:
                self.kept.pop(next(iter(self.kept)), None)
            self.kept[key] = work()
        return self.kept[key]

    @property
    def base(self) -> Revision:
        return self.plan.base

    @property
    def page(self) -> str:
        """The address of the text."""
        return page_of(self.plan)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return labels(self.base)

    @cached_property
    def citations(self) -> Mapping[str, str]:
        return citations(self.base)

    @cached_property
    def names(self) -> Names:
        return Names(self.base)

    def clauses_of(self, amendment: Amendment) -> Iterator[str]:
        """The same of one amendment."""
        return iter(self.about[amendment.number])

    @cached_property
    def touched(self) -> Mapping[str, tuple[int, ...]]:
        """The open amendments that touch each clause, in the order of their numbers."""
        found: dict[str, list[int]] = {}
        for number, clauses in self.about.items():
            if self.states[number] in OPEN:
                for clause in clauses:
                    found.setdefault(clause, []).append(number)
        return {clause: tuple(numbers) for clause, numbers in found.items()}

    @cached_property
    def about(self) -> Mapping[int, tuple[str, ...]]:
        """The clauses of the base that each amendment is about; of one to an amendment, those of that one."""
        known, amendments = self.base.by_id, self.plan.amendments
        return {
            number: tuple(
                dict.fromkeys(
                    clause
                    for edit in (amendments[each.amends] if each.amends else each).wording.edits
                    if (clause := beside(edit)) in known
                )
            )
            for number, each in amendments.items()
        }

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """For each clause of the base the one at the top under which it hangs."""
        return {clause.id: top.id for top in self.base.clauses for clause in top.walk()}

    @cached_property
    def in_section(self) -> Mapping[str, tuple[int, ...]]:
        """The open amendments to anything in each clause at the top."""
        found: dict[str, set[int]] = {}
        for clause, numbers in self.touched.items():
            found.setdefault(self.sections[clause], set()).update(numbers)
        return {top: tuple(sorted(numbers)) for top, numbers in found.items()}

    @cached_property
    def places(self) -> Mapping[int, tuple[int, int]]:
        """Where each amendment stands in the text, to sort by; at equal places by number."""
        order, found = self.base.places, dict[int, tuple[int, int]]()
        for number, clauses in self.about.items():
            found[number] = (min((order[clause] for clause in clauses), default=len(order)), number)
        return found

    def in_states(self, states: Collection[str]) -> list[int]:
        """The numbers of the amendments that stand in one of these states."""
        return [number for number, state in self.states.items() if state in states]

    @cached_property
    def _relations(self) -> Mapping[int, tuple[Relation, ...]]:
        found: dict[int, list[Relation]] = {}
        with GATHERING:
            told = self.gathered.index.relations()
        for each in told:
            found.setdefault(each.a, []).append(each)
            found.setdefault(each.b, []).append(each)
        return {number: tuple(mine) for number, mine in found.items()}

    def relations_of(self, number: int) -> tuple[Relation, ...]:
        """How an amendment stands to all others that are anchored in the same text."""
        return self._relations.get(number, ())

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All of them."""
        return self.gathered.index.relations()

    def wordings(self, numbers: Iterable[int]) -> list[Wording]:
        """The edits of these amendments, as far as they are anchored in the text as it stands."""
        kept = self.gathered.wordings
        return [kept[number] for number in numbers if number in kept]

    @cached_property
    def standing(self) -> tuple[int, ...]:
        """The amendments that count as carried; one that went into a composite stands as a part of it."""
        amendments = self.plan.amendments
        return tuple(n for n in self.in_states(STANDS) if not amendments[n].composite)

    @cached_property
    def as_it_stands(self) -> Adopted:
        """The text with everything that has been carried or agreed so far."""
        return adopt(self.base, self.wordings(self.standing))

    @cached_property
    def likenesses(self) -> Likenesses[int]:
        """All amendments that are on their way, to be asked which are like one of them."""
        found: Likenesses[int] = Likenesses()
        for number in self.in_states(UNDER_WAY):
            if not self.plan.amendments[number].amends:
                found.add(number, marks(self.plan.amendments[number].wording))
        return found

    def clause_in(self, id: str) -> Clause | None:
        """A clause of the base, or of the text as it stands now, or None."""
        return self.base.by_id.get(id) or self.as_it_stands.revision.by_id.get(id)


GATHERING = threading.RLock()
_gathered: dict[str, Gathered] = {}
_overviews: dict[str, Overview] = {}


def overview(plan: Plan, at: int) -> Overview:
    """The text and its amendments as they are at second `at`. Reads memory only."""
    found = _overviews.get(plan.on)
    if found is not None and found.plan is plan and found.since <= at < found.until:
        return found
    states, until = _states(plan, at)
    with GATHERING:
        found = Overview(plan, at, until, states, _gather(plan))
        _keep(_overviews, plan.on, found)
    return found


def forget() -> None:
    """Drop what is kept: it is worked out again when next needed."""
    with GATHERING:
        _gathered.clear()
        _overviews.clear()


def page_of(plan: Plan) -> str:
    """The address of a text: `/plans/1/`."""
    return f"/plans/{plan.on.partition('/')[2]}/"


def beside(edit: Edit) -> str:
    """The clause that an edit is about, or beside which it puts something; "" for the top of the text."""
    return edit.after or edit.parent if isinstance(edit, Insert) else edit.clause


def _states(plan: Plan, at: int) -> tuple[dict[int, str], int]:
    """Where each amendment stands, and the first second at which time alone changes that."""
    states, until = dict[int, str](), FOR_EVER
    for case in (plan, *plan.amendments.values()):
        now = standing(case, at)
        after = next_lapse(case, now)
        if after is not None:
            until = min(until, after.since)
        if isinstance(case, Amendment):
            states[case.number] = now.state
    return states, until


def _gather(plan: Plan) -> Gathered:
    """The index of all that is anchored in the text as it stands; what is in it already stays. The caller
    holds `GATHERING`."""
    wanted = dict(_anchored(plan))
    found = _gathered.get(plan.on)
    same = found is not None and found.base == plan.base.digest
    if not same or any(wanted.get(number) is not each for number, each in found.wordings.items()):  # type: ignore[union-attr]
        found = Gathered(plan.base.digest, Index(plan.base))
        _keep(_gathered, plan.on, found)
    assert found is not None
    for number, wording in wanted.items():
        if number not in found.wordings:
            found.index.add(wording)
            found.wordings[number] = wording
    return found


def _anchored(plan: Plan) -> Iterator[tuple[int, Wording]]:
    """The amendments that are written against the text as it stands, or against what these say."""
    bases = {0: plan.base.digest}
    for number, amendment in sorted(plan.amendments.items()):
        amends, wording = amendment.amends, amendment.wording
        if amends and amends not in bases:
            primary = plan.amendments[amends].wording
            bases[amends] = content_of(primary).digest if primary.base == bases[0] else ""
        if wording.base == bases[amends]:
            yield number, wording


def _keep(kept: dict[str, Any], key: str, value: Any) -> None:
    kept.pop(key, None)
    kept[key] = value
    while len(kept) > KEPT:
        del kept[next(iter(kept))]

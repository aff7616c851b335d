"""Where the words of a text come from: by which amendment, moved by whom, carried when and how."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.procedure.question import Question
from folkmoot.procedure.shared_text import Amendment, Plan
from folkmoot.site.members.models import Person
from folkmoot.site.plan.cards import movers_of
from folkmoot.site.plan.marking import HIDDEN, Marking, numbers_in
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.possible import asked_about
from folkmoot.site.record import reading
from folkmoot.site.voting.course import day
from folkmoot.site.voting.reading import tallies
from folkmoot.texts.adopt import adopt
from folkmoot.texts.labels import citations, labels
from folkmoot.texts.marked import INSERTED, MarkedClause
from folkmoot.texts.shown import changes_shown


@dataclass(frozen=True)
class Origin:
    """An amendment from which words come: a sentence about it, and its page."""

    number: int
    words: str
    url: str


def origins(over: Overview, numbers: Iterable[int], viewer: Person | None) -> Mapping[int, Origin]:
    """What is to be said of these amendments as origins of words. Three queries."""
    wanted = sorted(set(numbers))
    cases = {number: over.plan.amendments[number] for number in wanted}
    asked = asked_about(over.plan)
    counts = tallies([asked[number].on for number in wanted if number in asked])
    movers = movers_of(over, wanted, viewer)
    titles = {each.id: each.title for each in reading.assembly().branches.values()}
    return {
        number: Origin(
            number,
            _words(over, case, titles, movers.get(number, ""), asked.get(number), counts),
            f"{over.page}amendments/{number}/",
        )
        for number, case in cases.items()
    }


def _words(
    over: Overview,
    case: Amendment,
    titles: Mapping[str, str],
    mover: str,
    question: Question | None,
    counts: Mapping[str, str],
) -> str:
    branch = titles.get(case.comes_from, case.comes_from)
    moved = _("moved by {mover}, {branch}").format(mover=mover, branch=branch) if mover else branch
    now = standing(case, over.since)
    when = day(case.book, now.since)
    if now.state == "agreed":
        return _("{moved}; accepted, and agreed on {day}").format(moved=moved, day=when)
    if now.state != "carried":
        return moved
    count = counts.get(question.on, "") if question is not None else ""
    said = _("{moved}; carried on {day}").format(moved=moved, day=when)
    return f"{said}: {count}" if count else said


@dataclass(frozen=True)
class Told:
    """A text as it stands with what has been carried, and the history of its words."""

    over: Overview
    viewer: Person | None = None

    @cached_property
    def rows(self) -> tuple[MarkedClause, ...]:
        """Its clauses, each with the words that it lost and gained."""
        carried = self.over.wordings(self.over.standing)
        found: tuple[MarkedClause, ...] = self.over.once(
            "changes shown",
            lambda: changes_shown(self.over.base, carried, adopt(self.over.base, carried)).clauses,
        )
        return found

    @cached_property
    def origins(self) -> Mapping[int, Origin]:
        return origins(self.over, {number for row in self.rows for number in numbers_in(row)}, self.viewer)

    def html(self) -> SafeString:
        """The text with the history of each clause folded under it."""
        told = Telling(self.over, self.origins)
        return mark_safe("".join(told.pieces(self.rows)))  # each piece is escaped where it is made

    @property
    def has_marks(self) -> bool:
        return any(row.marks for row in self.rows)


class Telling(Marking):
    """Sets a text clean, with the history of each clause folded under its words."""

    def __init__(self, over: Overview, origins: Mapping[int, Origin]) -> None:
        super().__init__(over)
        self.origins = origins
        self.revision = over.as_it_stands.revision
        self.labels, self.citations = labels(self.revision), citations(self.revision)

    def has_page(self, row: MarkedClause) -> bool:
        return row.clause.id in self.revision.by_id

    def runs(self, row: MarkedClause, name: str) -> str:
        if row.deleted:
            return ""
        return "".join(self.plainly(run.text) for run in row.fields[name] if not run.out)

    def _open(self, row: MarkedClause, rank: int, *, first: bool) -> Iterator[str]:
        if not row.deleted:
            yield from super()._open(row, rank, first=first)
            return
        yield '<section class="clause was-here">'
        yield from self.after(row)

    def _close(self, row: MarkedClause, *, inside: bool) -> Iterator[str]:
        if not row.deleted:
            yield from super()._close(row, inside=inside)
            return
        yield "</section></div>" if inside else "</section>"

    def _whole(self, row: MarkedClause, *, first: bool) -> Iterator[str]:
        yield from ()  # what became of a clause stands in its history

    def _mark(self, row: MarkedClause) -> str:
        return ""

    def after(self, row: MarkedClause) -> Iterator[str]:
        """The history of a clause, on demand: its words with the marks of what was carried, and whose."""
        numbers = sorted(numbers_in(row))
        if not numbers:
            return
        said = _("A clause was left out here") if row.deleted else _("History")
        label = "" if row.deleted else conditional_escape(row.label)
        yield f'<details class="more origin"><summary>{said}{HIDDEN} {label}</span></summary>'
        for name in row.fields:
            yield f'<p class="voice">{super().runs(row, name)}</p>'
        if row.by and row.stands == INSERTED:
            yield f"<p>{self._named(_('Inserted by {amendments}'), row.by)}</p>"
        for by, move in row.moved:
            yield f"<p>{self._named(_('Moved by {amendments}, {where}'), by, where=self._where(move))}</p>"
        yield '<ul class="origins">'
        for number in numbers:
            origin = self.origins.get(number)
            if origin is not None:
                said, words = _("Amendment {number}").format(number=number), conditional_escape(origin.words)
                yield f'<li><a href="{origin.url}">{said}</a>{HIDDEN}: </span> {words}</li>'
        yield "</ul></details>"


def came_from(over: Overview, id_: str, viewer: Person | None = None) -> list[tuple[str, str]]:
    """From which amendments the words of a clause come, in words, each with its page. Three queries."""
    numbers: set[int] = over.once(
        ("numbers", id_, get_language()),
        lambda: {n for row in Told(over).rows if row.clause.id == id_ for n in numbers_in(row)},
    )
    if not numbers:
        return []
    return [
        (_("Amendment {number}: {words}").format(number=each.number, words=each.words), each.url)
        for each in origins(over, numbers, viewer).values()
    ]


def chain(plan: Plan) -> list[Plan]:
    """The plans of one text, the first first: each follows the one before. Reads memory only."""
    cases = reading.assembly().cases
    found = [plan]
    while (earlier := cases.get(found[0].follows)) is not None and isinstance(earlier, Plan):
        found.insert(0, earlier)
    known = {each.on for each in found}
    later = {each.follows: each for each in cases.values() if isinstance(each, Plan) and each.follows}
    while (after := later.get(found[-1].on)) is not None and after.on not in known:
        found.append(after)
        known.add(after.on)
    return found


def in_force(plan: Plan, at: int) -> Plan | None:
    """The plan of the same text that was in force at second `at`: the one adopted last by then, or None."""
    adopted = [
        each
        for each in chain(plan)
        if each.adopted is not None and standing(each, at).state == "adopted" and adopted_at(each) <= at
    ]
    return max(adopted, key=adopted_at, default=None)


def adopted_at(plan: Plan) -> int:
    """The second at which a plan was adopted."""
    return plan.since

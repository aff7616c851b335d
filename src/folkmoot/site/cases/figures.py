"""The year in numbers, as pages show it: how many cases, under which rules, how they went, and what
moderators did.

All comes from the record. No cell under five is shown and none from which such a cell could be worked out:
not within a table (`procedure.statistics.shown`), and not by taking one year from another, since what stands
under "all years" is the sum of what each year shows. They are counted again when the record has grown, or
the hour is another.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.procedure.case import Case
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.statistics import LEAST, NONE, OTHER, TABLES, numbers, shown
from folkmoot.site.cases import course
from folkmoot.site.cases.wording import offence_words
from folkmoot.site.record import reading

HOUR = 3_600
MONTHS_SHOWN = 12
EVENTS = {"flagging": "flags", "hold": "held", "appeal": "appeals", "shredding": "destroying"}
CLASSES = (
    "flags", "held", "hidden", "labelled", "kept", "changed", "appeals", "restored", "upheld", "destroying",
    "muted", OTHER,
)  # fmt: skip


@dataclass(frozen=True)
class Year:
    """One year as it may be shown: `cases` is 0 where there were fewer than five; each table by its key."""

    year: int
    cases: int
    tables: Mapping[str, Mapping[str, int]]
    over: bool
    published: bool


@dataclass(frozen=True)
class Figures:
    """All that is shown: the years, the latest first; their sum; moderation by month, the latest first."""

    size: int
    at: int
    years: tuple[Year, ...]
    moderation: tuple[tuple[tuple[int, int], Mapping[str, int]], ...]

    def of(self, year: int) -> Year | None:
        """One year, or None where the record knows nothing of it."""
        return next((each for each in self.years if each.year == year), None)

    @property
    def together(self) -> Year | None:
        """All years: the sum of what each shows, so that no year can be worked out from it."""
        if not self.years:
            return None
        tables: dict[str, Counter[str]] = {key: Counter() for key in TABLES}
        for year in self.years:
            for key, cells in year.tables.items():
                tables.setdefault(key, Counter()).update(cells)
        return Year(0, sum(year.cases for year in self.years), tables, over=False, published=False)


_kept: tuple[Assembly, Figures] | None = None


def figures(at: int) -> Figures:
    """The figures at the hour of second `at`. No query; counted once for each size of the record and hour."""
    global _kept
    assembly, hour = reading.assembly(), at - at % HOUR
    kept = _kept
    if kept is None or kept[0] is not assembly or kept[1].at != hour:
        kept = _kept = (assembly, _count(assembly, hour, at))
    return kept[1]


def year_of(assembly: Assembly, at: int) -> int:
    """The year of a second, as the rulebook in force then counts days."""
    return assembly.book_at(at).calendar.local_date(at).year


def _count(assembly: Assembly, hour: int, at: int) -> Figures:
    if not assembly.books:
        return Figures(assembly.size, hour, (), ())
    first, now = year_of(assembly, assembly.books[0][0]), year_of(assembly, at)
    begun = {began.year for case in assembly.cases.values() if (began := _began(case)) is not None}
    years = []
    for year in range(now, first - 1, -1):
        published = f"statistics/{year}" in assembly.cases
        said = numbers(assembly, year, at) if year in begun else dict[str, Any](cases=0, tables={})
        years.append(Year(year, said["cases"], said["tables"], over=year < now, published=published))
    return Figures(assembly.size, hour, tuple(years), _moderation(assembly, at))


def _began(case: Case) -> date | None:
    """The day on which a case or a review was brought, or None."""
    if case.machine.name not in ("case", "review") or not isinstance(case, Dispute):
        return None
    at = case.events.get("filing") or case.events.get("application")
    return case.book.calendar.local_date(at) if at else None


def _moderation(assembly: Assembly, at: int) -> tuple[tuple[tuple[int, int], Mapping[str, int]], ...]:
    """What was done about comments in each of the last months, by class of act, no cell under five."""
    months: dict[tuple[int, int], Counter[str]] = {}
    for case in assembly.cases.values():
        for what, when in _moderated(case):
            day = case.book.calendar.local_date(when)
            months.setdefault((day.year, day.month), Counter())[what] += 1
    latest = sorted(months, reverse=True)[:MONTHS_SHOWN]
    return tuple((month, shown(months[month])) for month in latest)


def _moderated(case: Case) -> list[tuple[str, int]]:
    """The acts on one comment, or the one that kept somebody from posting, each with its second."""
    if case.machine.name == "mute":
        return [("muted", case.since)]
    if case.machine.name != "moderation" or not isinstance(case, Dispute):
        return []
    found = [(what, case.events[event]) for event, what in EVENTS.items() if event in case.events]
    if "moderation" in case.events:
        found.append((case.outcome, case.events["moderation"]))
    if "decision" in case.events:
        found.append((case.phase, case.events["decision"]))
    if case.phase == "edited":
        found.append(("changed", case.since))
    return found


# Words


@dataclass(frozen=True)
class Row:
    """One line of a figure."""

    label: str
    count: int


@dataclass(frozen=True)
class Figure:
    """A figure: the table is the figure, and a bar beside each number a picture of it. A full bar is all."""

    id: str
    title: str
    head: str
    rows: tuple[Row, ...]
    said: str

    @property
    def of(self) -> int:
        return sum(row.count for row in self.rows) or 1


def figures_of(year: Year) -> list[Figure]:
    """The figures of a year that show anything, in their order."""
    titles = {
        "rule": (_("What the complaints were about"), _("Offence")),
        "stage": (_("Where they stand"), _("Stage")),
        "days": (_("From the serving of the charge to the decision"), _("Time")),
        "outcome": (_("How they ended"), _("Outcome")),
        "interim": (_("Under a precaution before any decision"), _("Time")),
        "reversal": (_("What became of appeals"), _("Appeal")),
        "late": (_("Terms that officers let slip"), _("Term")),
        "review": (_("Reviews of past exclusions"), _("Review")),
    }
    return [
        Figure(key, title, head, rows, _sum_of(key, rows))
        for key, (title, head) in titles.items()
        if (rows := _rows(key, year.tables.get(key, {})))
    ]


def _rows(table: str, cells: Mapping[str, int]) -> tuple[Row, ...]:
    """The largest first; what was merged last."""
    order = sorted(
        cells, key=lambda key: (key == OTHER, key == NONE and table != "outcome", -cells[key], key)
    )
    return tuple(Row(label_of(table, key), cells[key]) for key in order)


def _sum_of(table: str, rows: tuple[Row, ...]) -> str:
    total = sum(row.count for row in rows)
    if table == "review":
        return ngettext("{n} review in all.", "{n} reviews in all.", total).format(n=total)
    return ngettext("{n} case in all.", "{n} cases in all.", total).format(n=total)


def label_of(table: str, key: str) -> str:
    """What a cell counts, in words."""
    if key == OTHER:
        return _("others, fewer than {least} of each").format(least=LEAST)
    if table == "rule":
        return offence_words(reading.assembly().books[-1][1], key)
    said = _words().get(table, {}).get(key)
    return said or course.state_words(key)


def _words() -> dict[str, dict[str, str]]:
    spans = {
        "to 28 days": _("up to 28 days"),
        "to 56 days": _("29 to 56 days"),
        "to 84 days": _("57 to 84 days"),
        "to 120 days": _("85 to 120 days"),
        "beyond 120 days": _("more than 120 days"),
    }
    return {
        "days": spans | {NONE: _("no decision")},
        "interim": spans | {NONE: _("no precaution")},
        "reversal": {NONE: _("no appeal"), "allowed": _("allowed: not decided in time")},
        "late": {
            NONE: _("nothing late"),
            "acknowledgement": _("the complaint was acknowledged late"),
            "serving": _("the charge was served late"),
            "acknowledgement; serving": _("both were late"),
        },
        "outcome": {
            NONE: _("no sanction"),
            "advice": _("advice"),
            "warning": _("a warning"),
            "repair": _("repair of the harm"),
            "function limit": _("functions limited"),
            "rights limit": _("rights limited"),
            "expulsion": _("expulsion, with a day for its review"),
            "quashed": _("quashed"),
        },
    }


def class_words(key: str) -> str:
    """A class of acts of moderation."""
    return {
        "flags": pgettext("comments", "flagged"),
        "held": pgettext("comments", "held back"),
        "hidden": pgettext("comments", "hidden"),
        "labelled": pgettext("comments", "labelled"),
        "kept": pgettext("comments", "kept"),
        "changed": pgettext("comments", "changed by author"),
        "appeals": pgettext("comments", "appealed"),
        "restored": pgettext("comments", "restored by a jury"),
        "upheld": pgettext("comments", "upheld by a jury"),
        "destroying": pgettext("comments", "to be destroyed"),
        "muted": pgettext("comments", "kept from posting"),
        OTHER: pgettext("comments", "others"),
    }[key]


def month_words(month: tuple[int, int]) -> str:
    """A month: "June 2026"."""
    return date_format(date(month[0], month[1], 1), "F Y")


def moderation_table(found: Figures) -> tuple[list[str], list[list[object]]]:
    """Head and rows of the table of moderation: months down, classes of acts across; a dash where hidden or
    none."""
    used = [key for key in CLASSES if any(key in cells for _month, cells in found.moderation)]
    head = [_("Month"), *(class_words(key) for key in used)]
    rows: list[list[object]] = [
        [month_words(month), *(cells.get(key, "–") for key in used)] for month, cells in found.moderation
    ]
    return head, rows

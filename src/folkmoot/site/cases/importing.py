"""A table of past cases (CSV), read strictly: every fault by row and column, and nothing entered.

Rows are counted as a spreadsheet counts them: the heading is row 1. The columns are in
`docs/guides/past-exclusions.md`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.review import ACTS, OUTCOMES, SOUGHT
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.members.address import BadAddress, tidy

NEEDED = ("asked", "name", "email", "excluder", "act", "when")
COLUMNS = (*NEEDED, "body", "sought", "story", "case")
MOST_ROWS = 5000
MOST_STORY = 50_000  # characters
_YEAR = re.compile(r"[0-9]{4}\Z")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\Z")
_CASE = re.compile(r"case/[1-9][0-9]{0,8}\Z")
_YES, _NO = ("yes", "y", "1", "true"), ("no", "n", "0", "false", "")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place: `row` as the spreadsheet counts, `column` by its heading, or empty."""

    row: int
    column: str
    words: str


@dataclass(frozen=True)
class PastCase:
    """One good row. `asked`: the person has asked for a review; otherwise they are only told that they can.

    `when` is the day as it was written, or the year.
    """

    row: int
    asked: bool
    name: str
    email: str
    about: Exclusion
    when: str
    story: str

    @property
    def told(self) -> str:
        """The application in words, as whoever keeps the old papers has it."""
        lines = [
            (_("Name"), self.name),
            (_("Who excluded"), self.about.body or _("This organisation")),
            (_("What was done"), self.about.act),
            (_("When"), self.when),
            (_("What is asked"), "; ".join(self.about.sought)),
        ]
        head = "\n".join(f"{label}: {value}" for label, value in lines)
        source = _("Entered by the organisation from what the person had asked for.")
        return f"{head}\n\n{self.story}\n\n{source}\n"


@dataclass
class Table:
    """What a file holds: good rows, and all faults in their order. A table with faults is not entered."""

    rows: list[PastCase] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(data: bytes, today: date) -> Table:
    """Read a table. UTF-8, with or without a byte-order mark; comma, semicolon or tab; any line ending."""
    table = Table()
    text = _text(data, table)
    if text is None:
        return table
    records = _records(text, table)
    heading = _heading(records, table)
    if heading is None:
        return table
    earlier: dict[tuple[Any, ...], int] = {}
    names: dict[str, tuple[str, int]] = {}
    for number, record in enumerate(records[1:], 2):
        if not any(each.strip() for each in record):
            continue
        if number > MOST_ROWS + 1:
            table.faults.append(
                Fault(number, "", _("More than {n} rows: cut the table up.").format(n=MOST_ROWS))
            )
            break
        if len(record) != len(heading):
            said = _(
                "{found} fields, where the heading has {wanted}: is a comma inside words without quotes?"
            )
            table.faults.append(Fault(number, "", said.format(found=len(record), wanted=len(heading))))
            continue
        given = {name: value.strip() for name, value in zip(heading, record, strict=True)}
        _take(given, number, today, table, earlier, names)
    if not table.rows and not table.faults:
        table.faults.append(Fault(1, "", _("There are no rows below the heading.")))
    return table


def _text(data: bytes, table: Table) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = data[: fault.start].count(b"\n") + 1
        said = _("This is not UTF-8. Save the table as “CSV UTF-8”, so that names keep their letters.")
        table.faults.append(Fault(row, "", said))
        return None
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        table.faults.append(Fault(row, "", _("This is no CSV file: save the table as “CSV UTF-8”.")))
        return None
    return text


def _records(text: str, table: Table) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        said = _("From here on a quotation mark is open that is never closed.")
        table.faults.append(Fault(len(found) + 1, "", said))
    return found


def _heading(records: list[list[str]], table: Table) -> list[str] | None:
    names = [each.strip().casefold() for each in records[0]] if records else []
    before = len(table.faults)
    for name in NEEDED:
        if name not in names:
            said = _("This column is missing. The columns are: {all}.").format(all=", ".join(COLUMNS))
            table.faults.append(Fault(1, name, said))
    for place, name in enumerate(names):
        if name not in COLUMNS:
            said = _("No such column is known. The columns are: {all}.").format(all=", ".join(COLUMNS))
            table.faults.append(Fault(1, name or str(place + 1), said))
        elif name in names[:place]:
            table.faults.append(Fault(1, name, _("This column stands there twice.")))
    return names if len(table.faults) == before else None


def _take(
    given: dict[str, str],
    number: int,
    today: date,
    table: Table,
    earlier: dict[tuple[Any, ...], int],
    names: dict[str, tuple[str, int]],
) -> None:
    faults = [Fault(number, column, words) for column, words in _wrong(given, today)]
    if not faults:
        row = _row(given, number)
        about = row.about
        who = row.email.casefold() or row.name.casefold()
        same = (who, about.excluder, about.body.casefold(), about.act, about.year) if row.asked else (who,)
        if same in earlier:
            said = _("The same as row {row}: leave one of them out.").format(row=earlier[same])
            faults.append(Fault(number, "", said))
        other = names.get(row.email.casefold()) if row.email else None
        if other and other[0] != row.name.casefold():
            said = _("Row {row} gives this address to another name; one address is one person's.")
            faults.append(Fault(number, "email", said.format(row=other[1])))
        earlier.setdefault(same, number)
        names.setdefault(row.email.casefold(), (row.name.casefold(), number))
        if not faults:
            table.rows.append(row)
    table.faults.extend(faults)


def _wrong(given: dict[str, str], today: date) -> Iterator[tuple[str, str]]:
    """Every fault of one row: column and words."""
    asked = given["asked"].casefold()
    if asked not in _YES + _NO:
        yield "asked", _("Write yes if the person has asked for a review, and no if not.")
    wants = asked in _YES
    if not given["name"] or not given["name"].isprintable() or len(given["name"]) > 60:
        yield "name", _("Write a name of at most 60 letters and ordinary signs.")
    yield from _wrong_address(given["email"], wants)
    yield from _wrong_exclusion(given, wants)
    yield from _wrong_day(given["when"], today)
    if wants and not given.get("story"):
        yield "story", _("Write what the person asked for, in their words as far as you have them.")
    if len(given.get("story", "")) > MOST_STORY:
        yield "story", _("More than {n} letters: shorten it; papers can be added later.").format(n=MOST_STORY)


def _wrong_address(email: str, wants: bool) -> Iterator[tuple[str, str]]:
    try:
        if not tidy(email) and not wants:
            yield "email", _("Without an address no invitation can be sent. Find one, or leave the row out.")
    except BadAddress:
        yield "email", _("This is no e-mail address: {value}").format(value=email)


def _wrong_exclusion(given: dict[str, str], wants: bool) -> Iterator[tuple[str, str]]:
    excluder, body, case = given["excluder"].casefold(), given.get("body", ""), given.get("case", "")
    if excluder not in OUTCOMES:
        yield "excluder", _("Write own for this organisation, or other.")
    if excluder == "other" and not body:
        yield "body", _("Write which other organisation it was.")
    if excluder == "own" and body:
        yield "body", _("It was this organisation: leave this empty, or write other under excluder.")
    if given["act"].casefold() not in ACTS:
        yield "act", _("Write one of: {all}.").format(all=", ".join(ACTS))
    sought = _sought(given)
    unknown = [each for each in sought if each not in SOUGHT]
    if unknown:
        said = _("Not known: {value}. Write some of: {all}, with a space between them.")
        yield "sought", said.format(value=", ".join(unknown), all=", ".join(SOUGHT))
    if wants and not sought:
        yield "sought", _("Write what is asked: some of {all}.").format(all=", ".join(SOUGHT))
    if case and not _CASE.match(case):
        yield "case", _("Write the case of this record as case/7, or leave it empty.")
    if case and excluder == "other":
        yield "case", _("A case of this record is no exclusion by another organisation: leave it empty.")


def _wrong_day(when: str, today: date) -> Iterator[tuple[str, str]]:
    day = _day(when)
    if day is None:
        yield (
            "when",
            _("Write a year (2009) or a day (2009-05-12 or 12/05/2009): this is none: {value}").format(
                value=when or "–"
            ),
        )
    elif day.year < 1800 or day > today:
        yield "when", _("This is before 1800, or still to come.")


def _day(when: str) -> date | None:
    """The day, or the first of the year that was written; None for what is neither."""
    try:
        if _YEAR.match(when):
            return date(int(when), 1, 1)
        if found := _ISO.match(when):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BRITISH.match(when):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    return None


def _sought(given: dict[str, str]) -> list[str]:
    return [each for each in re.split(r"[\s;,|]+", given.get("sought", "").casefold()) if each]


def _row(given: dict[str, str], number: int) -> PastCase:
    day = _day(given["when"])
    assert day is not None
    sought = _sought(given)
    return PastCase(
        row=number,
        asked=given["asked"].casefold() in _YES,
        name=" ".join(given["name"].split()),
        email=tidy(given["email"]),
        about=Exclusion(
            excluder=given["excluder"].casefold(),
            act=given["act"].casefold(),
            year=day.year,
            sought=[each for each in SOUGHT if each in sought],
            body=given.get("body", ""),
            case=given.get("case", ""),
        ),
        when=given["when"],
        story=given.get("story", ""),
    )

"""The year in numbers: nothing under five and nothing that gives it away, on page, paper and record."""

import io
import re
from collections import Counter
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from case_world import DAY, Cases
from case_world import cases as cases  # the fixture
from folkmoot.procedure import complaint, moderation
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.statistics import LEAST, NONE, OTHER, TABLES, numbers, shown
from folkmoot.site.cases import figures
from folkmoot.site.cases.acts.statistics import publish_year, unpublished
from folkmoot.site.cases.figures import Figures, Year, figures_of
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf

PAGE = "/cases/statistics/"


def past(number: int, at: int, offence: str = "harassment", outcome: str = "") -> Dispute:
    """A case brought at `at`, as the record would know it; decided after 40 days where it has an outcome."""
    book = reading.assembly().book_at(at)
    events = {"conduct": at - DAY, "filing": at}
    if outcome:
        events |= {"service": at + DAY, "decision": at + 41 * DAY, "finality": at + 70 * DAY}
    return Dispute(
        complaint.MACHINE, f"case/{number}", "commons", book, "published" if outcome else "closed", at,
        events, charges=(offence,), outcome=outcome,
    )  # fmt: skip


def with_cases(monkeypatch: pytest.MonkeyPatch, *made: Case) -> None:
    """Let the record know these as well."""
    before = reading.assembly()
    facts = Assembly(**{each: getattr(before, each) for each in Assembly.__dataclass_fields__})
    facts.cases = {**before.cases, **{each.on: each for each in made}}
    monkeypatch.setattr(reading, "assembly", lambda: facts)


def flags(count: int, at: int, first: int = 1000, **more: Any) -> list[Dispute]:
    book = reading.assembly().book_at(at)
    return [
        Dispute(
            moderation.MACHINE, f"comment/{first + each}", "commons", book,
            more.get("outcome", "flagged"), at,
            {"flagging": at} | ({"moderation": at} if "outcome" in more else {}),
            charges=("person",), outcome=more.get("outcome", ""),
        )
        for each in range(count)
    ]  # fmt: skip


def seen(cases: Cases, path: str = PAGE, name: str = "") -> str:
    answer = cases.client(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def bars(html: str) -> dict[str, int]:
    """What the bars of a page show, by label."""
    rows = re.findall(r'<th scope="row">(.*?)</th><td><svg.*?<td class="count">(\d+)</td>', html, re.S)
    return {re.sub(r"<[^>]+>", "", label).strip(): int(count) for label, count in rows}


def test_with_few_cases_the_page_says_that_there_is_nothing_to_show(cases: Cases) -> None:
    assert "Nothing to show: in no year were there five cases or more." in seen(cases)
    assert "No comment has been flagged." in seen(cases)


def test_four_cases_are_not_shown_and_five_are(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    four = [past(each, cases.now) for each in range(1, 5)]
    with monkeypatch.context() as patch:
        with_cases(patch, *four)
        assert bars(seen(cases)) == {}
    with_cases(monkeypatch, *four, past(5, cases.now))
    assert bars(seen(cases))["2026 so far"] == 5


def test_every_picture_stands_in_a_table_with_its_number(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_cases(
        monkeypatch, *(past(each, cases.now, outcome="warning" if each % 2 else "none") for each in range(20))
    )
    html = seen(cases)
    assert html.count('<svg class="bar"') == len(re.findall(r'<td class="count">\d+</td>', html)) > 5
    assert "a warning" in html and "no sanction" in html and "29 to 56 days" in html
    assert "style=" not in html.split("<main")[1]


def test_a_small_cell_of_one_year_cannot_be_had_by_taking_that_year_from_all(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three expulsions in the first year and seven in the second: ten in all would give the three away."""
    start = cases.now
    first = [past(each, start, outcome="expulsion" if each < 3 else "warning") for each in range(20)]
    later = start + 366 * DAY
    second = [past(100 + each, later, outcome="expulsion" if each < 7 else "warning") for each in range(20)]
    cases.now = later + 90 * DAY
    with_cases(monkeypatch, *first, *second)
    found = figures.figures(cases.now)
    together = found.together
    assert together is not None
    assert found.of(2027).tables["outcome"] == {"expulsion": 7, "warning": 13}  # type: ignore[union-attr]
    assert "expulsion" not in found.of(2026).tables["outcome"]  # type: ignore[union-attr]
    assert together.tables["outcome"]["expulsion"] == 7
    assert together.cases == 40 == sum(together.tables["outcome"].values())


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)), min_size=1, max_size=5))
def test_what_stands_under_all_years_is_the_sum_of_what_each_shows(years: list[dict[str, int]]) -> None:
    tables = [shown(cells) for cells in years]
    found = Figures(0, 0, tuple(Year(n, 9, {"rule": each}, True, False) for n, each in enumerate(tables)), ())
    together = found.together
    assert together is not None
    summed: Counter[str] = Counter()
    for each in tables:
        summed.update(each)
    assert together.tables["rule"] == summed
    assert all(count >= LEAST for count in together.tables["rule"].values())


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30)))
def test_no_cell_and_no_complement_is_small(cells: dict[str, int]) -> None:
    found, total = shown(cells), sum(cells.values())
    assert all(count >= LEAST for count in found.values())
    assert not found or sum(found.values()) == total
    for count in found.values():
        assert total - count == 0 or total - count >= LEAST
    for key in found.keys() - {OTHER}:
        assert found[key] == cells[key], "what is named is counted truly"


def test_moderation_is_shown_by_month_without_small_numbers(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    june, july = cases.now, cases.now + 32 * DAY
    made = [*flags(9, june), *flags(6, june, 2000, outcome="hidden"), *flags(2, june, 3000, outcome="kept"),
            *flags(3, july, 4000)]  # fmt: skip
    with_cases(monkeypatch, *made)
    cases.now = july
    found = dict(figures.figures(july).moderation)
    first, second = sorted(found)
    assert found[first] == {"flags": 17, OTHER: 8}
    assert found[second] == {}
    html = seen(cases)
    assert figures.month_words(first) in html and ">17<" in html and ">3<" not in html and ">2<" not in html


def test_figures_are_counted_once_for_each_size_of_the_record_and_hour(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_cases(monkeypatch, *(past(each, cases.now) for each in range(6)))
    counted: list[int] = []
    real = figures._count
    monkeypatch.setattr(figures, "_count", lambda *given: counted.append(1) or real(*given))
    for _time in range(3):
        seen(cases)
        seen(cases, f"{PAGE}2026/")
    assert len(counted) == 1
    cases.now += 3_600
    seen(cases)
    assert len(counted) == 2
    with_cases(monkeypatch, past(50, cases.now))
    seen(cases)
    assert len(counted) == 3


def test_ten_thousand_cases_take_few_queries(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    with_cases(monkeypatch, *(past(each, cases.now, outcome="warning") for each in range(10_000)))
    for path in (PAGE, f"{PAGE}2026/", f"{PAGE}2026/cases.pdf"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert cases.client("Ada").get(path).status_code == 200
        assert len(asked) < 15, path


# The yearly report


def test_the_report_of_the_running_year_says_that_it_is_not_over(cases: Cases) -> None:
    html = seen(cases, f"{PAGE}2026/", "Ada")
    assert "so far" in html and "Publish them" not in html
    assert cases.client().get(f"{PAGE}2025/").status_code == 404, "before the founding"
    assert cases.client().get(f"{PAGE}2027/").status_code == 404, "not begun"


def test_a_year_is_published_once_it_is_over_and_not_before(cases: Cases) -> None:
    with pytest.raises(OutOfOrder, match="once the year is over"):
        publish_year(2026, cases.now)
    assert unpublished(cases.now) == []
    cases.pass_days(220)
    assert unpublished(cases.now) == [2026]
    entry = publish_year(2026, cases.now)
    assert entry.on == "statistics/2026" and entry.by_role == "the site"
    assert unpublished(cases.now) == []
    with pytest.raises(OutOfOrder):
        publish_year(2026, cases.now)


def test_the_report_shows_what_was_published_and_the_act_that_did_it(cases: Cases) -> None:
    for name in ("Sol", "Ada", "Ben", "Cyn", "Del", "Eli"):
        cases.filed(by="Fay" if name == "Cleo" else "Cleo", about=name)
        cases.now += DAY
    cases.pass_days(220)
    entry = publish_year(2026, cases.now)
    facts = Leaf.decode(bytes(entry.leaf)).facts
    assert facts["cases"] == 6 and set(facts["tables"]) == set(TABLES)
    html = seen(cases, f"{PAGE}2026/")
    assert "6 cases were brought in 2026." in html
    assert f"/record/{entry.index}/" in html and "published" in html
    assert (
        bars(html)["the complaint was acknowledged late"] == facts["tables"]["late"]["acknowledgement"] == 6
    )
    for name in ("Sol", "Cleo"):
        assert name.encode() not in bytes(entry.leaf) and name not in html


def test_any_member_publishes_a_year_that_is_over_and_nobody_is_named(cases: Cases) -> None:
    cases.pass_days(220)
    assert "Publish them" in seen(cases, f"{PAGE}2026/", "Ada")
    assert "Publish them" not in seen(cases, f"{PAGE}2026/")
    assert cases.client().post(f"{PAGE}2026/publish/").status_code == 302
    assert not Entry.objects.filter(act="statistics.publish").exists()
    assert cases.client("Ada").post(f"{PAGE}2026/publish/").status_code == 303
    entry = Entry.objects.get(act="statistics.publish")
    assert (entry.by_role, entry.by_name) == ("member", "")
    assert "Publish them" not in seen(cases, f"{PAGE}2026/", "Ada")


def test_the_pdf_is_tagged_and_holds_the_figures_as_text(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_cases(
        monkeypatch,
        *(past(each, cases.now, outcome="warning" if each < 12 else "none") for each in range(20)),
    )
    answer = cases.client().get(f"{PAGE}2026/cases.pdf")
    assert answer["Content-Type"] == "application/pdf"
    read = pypdf.PdfReader(io.BytesIO(answer.content))
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    assert "Cases in 2026" in text and "a warning" in text and "12" in text
    assert "No number below 5 is shown" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert "pdfuaid" in (read.xmp_metadata.stream.get_data().decode() if read.xmp_metadata else "")


def test_words_that_look_like_markup_stay_words_in_the_pdf(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = reading.assembly()
    monkeypatch.setattr(facts, "name", '#panic("x") *Network* $x$')
    text = (
        pypdf.PdfReader(io.BytesIO(cases.client().get(f"{PAGE}2026/cases.pdf").content))
        .pages[0]
        .extract_text()
    )
    assert '#panic("x") *Network* $x$' in text


def test_each_cell_that_can_occur_has_words(cases: Cases) -> None:
    states = {state.name for machine in (complaint.MACHINE,) for state in machine.states}
    for table, keys in {
        "stage": states, "days": {NONE, "to 28 days", "beyond 120 days"}, "late": {NONE, "serving"},
        "outcome": {NONE, "expulsion", "quashed"}, "reversal": {NONE, "quashed", "reduced"},
    }.items():  # fmt: skip
        for key in keys:
            words = figures.label_of(table, key)
            assert words and words != key or key in words, (table, key)
    assert figures.label_of("days", NONE) == "no decision"
    assert figures_of(Year(2026, 0, {}, True, False)) == []
    assert numbers(reading.assembly(), 2026, cases.now)["cases"] == 0

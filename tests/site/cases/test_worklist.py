"""The worklist: what lapses next comes first, and nobody is named."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from case_world import Cases
from folkmoot.site.cases.due import do_what_is_due_in_cases

MOST_QUERIES = 15


def page(cases: Cases, name: str = "Oona", kind: str = "case") -> str:
    """The worklist as somebody sees it."""
    got = cases.client(name, by_passkey=True).get(f"/cases/work/?kind={kind}")
    assert got.status_code == 200
    return got.content.decode()


def test_what_lapses_next_comes_first(cases: Cases) -> None:
    later = cases.decided()
    sooner = cases.filed(by="Ben", about="Cyn")
    told = page(cases)
    assert told.index(f"/cases/{sooner}/") < told.index(f"/cases/{later}/")


def test_on_a_page_the_rows_stand_by_the_days_that_they_show(cases: Cases) -> None:
    cases.filed()
    cases.pass_days(4)
    cases.filed(by="Ben", about="Cyn")
    cases.filed(by="Fay", about="Gus")
    shown = [int(each) for each in re.findall(r'<p class="days">(\d+)<', page(cases))]
    assert len(shown) == 3 and shown == sorted(shown)


def test_a_row_says_what_is_due_by_whom_until_when_and_what_follows(cases: Cases) -> None:
    cases.filed()
    told = page(cases)
    assert "Acknowledge the complaint" in told and "the case officer" in told
    assert "If missed:" in told and "until" in told


def test_it_says_when_any_member_may_do_it(cases: Cases) -> None:
    on = cases.filed()
    assert "acknowledge it" not in page(cases)
    cases.pass_days(4)
    told = page(cases, "Ada")
    assert f'href="/cases/{on}/do/complaint.ack/"' in told
    done = cases.client("Ada").post(f"/cases/{on}/do/complaint.ack/")
    assert done.status_code == 303
    assert "acknowledge it" not in page(cases, "Ada")


def test_nobody_in_a_case_is_named(cases: Cases) -> None:
    cases.on_papers()
    told = page(cases, "Tess")
    assert not any(f">{name}<" in told or f" {name} " in told for name in ("Sol", "Cleo", "Ines"))
    assert "harassment" not in told


def test_what_officers_let_slip_is_counted(cases: Cases) -> None:
    cases.filed()
    before = page(cases)
    assert "complaints not acknowledged in the officer&#x27;s time</dt><dd>0" in before
    cases.pass_days(4)
    do_what_is_due_in_cases(cases.now)
    assert "complaints not acknowledged in the officer&#x27;s time</dt><dd>1" in page(cases)


def test_what_is_over_is_not_on_it(cases: Cases) -> None:
    on = cases.filed()
    cases.pass_days(20)
    do_what_is_due_in_cases(cases.now)
    assert f"/cases/{on}/" not in page(cases)
    assert "Nothing of this kind is under way" in page(cases, kind="review")


def test_it_is_for_members(cases: Cases) -> None:
    assert cases.client().get("/cases/work/").status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_cases(cases: Cases) -> None:
    cases.filed()
    client = cases.client("Oona", by_passkey=True)

    def queries() -> int:
        client.get("/cases/work/")
        with CaptureQueriesContext(connection) as made:
            client.get("/cases/work/")
        return len(made)

    few = queries()
    for name in ("Ada", "Ben", "Cyn", "Del"):
        cases.filed(by=name, about="Gus")
        cases.pass_days(1)
    assert queries() == few <= MOST_QUERIES

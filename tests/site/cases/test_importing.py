"""Past cases from a table: every fault is said, nothing is entered meanwhile, then row by row."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases import importing
from folkmoot.site.cases.acts.importing import take
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import holder
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.notices.models import Letter
from folkmoot.site.notices.postman import KEEP_CODES, KEEP_OTHERS, address_of, deliver
from folkmoot.site.record.models import Entry
from review_world import applied, the_record

SAMPLE = Path(__file__).parent / "tables" / "past-cases.csv"
TODAY = date(2026, 6, 2)
HEAD = "asked,name,email,excluder,body,act,when,sought,story,case"
GOOD = "yes,Ash Brook,ash@example.org,own,,expelled,2009,annul,They shut the door.,"


def read(*rows: str, head: str = HEAD) -> importing.Table:
    return importing.read("\n".join([head, *rows]).encode(), TODAY)


def places(table: importing.Table) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in table.faults]


def run(file: Path, *words: str) -> str:
    out = StringIO()
    call_command("import_cases", str(file), *words, stdout=out)
    return out.getvalue()


def test_the_sample_is_good_and_keeps_letters_quotes_and_line_ends() -> None:
    table = importing.read(SAMPLE.read_bytes(), TODAY)
    assert not table.faults
    assert [row.row for row in table.rows] == [2, 3, 4, 5]
    assert 'said "you know why".\nI did not.' in table.rows[0].story
    assert table.rows[1].name == "Zoë Łukasz" and table.rows[1].about.year == 2011
    assert not table.rows[3].asked


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_any_spreadsheets_way_of_writing_it_reads_the_same(mark: str, end: str, bom: bytes) -> None:
    text = end.join([HEAD, GOOD, ""]).replace(",", mark)
    table = importing.read(bom + text.encode(), TODAY)
    assert not table.faults and [row.email for row in table.rows] == ["ash@example.org"]


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ((HEAD + "\n" + GOOD.replace("Ash", "Zo\xeb")).encode("latin-1"), 2),
        ((HEAD + "\n" + GOOD).encode("utf-16"), 1),
        ((HEAD + "\n" + GOOD + "\x00").encode(), 2),
        (b"PK\x03\x04\xff\xfe", 1),
        (b"", 1),
        (HEAD.encode(), 1),
    ],
)
def test_what_is_no_table_in_utf_8_is_refused_with_its_row(data: bytes, row: int) -> None:
    table = importing.read(data, TODAY)
    assert table.faults[0].row == row and not table.rows


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("asked", "perhaps", "Write yes"),
        ("name", "", "Write a name"),
        ("name", "x" * 61, "at most 60"),
        ("email", "not an address", "no e-mail address"),
        ("excluder", "them", "own for this organisation"),
        ("excluder", "other", "which other organisation"),
        ("body", "The League", "leave this empty"),
        ("act", "banned", "expelled, suspended"),
        ("when", "the nineties", "Write a year"),
        ("when", "2009-02-30", "Write a year"),
        ("when", "31/02/2009", "Write a year"),
        ("when", "", "Write a year"),
        ("when", "2027", "still to come"),
        ("when", "2026-06-03", "still to come"),
        ("when", "1700", "before 1800"),
        ("sought", "revenge", "Not known: revenge"),
        ("sought", "", "what is asked"),
        ("story", "", "in their words"),
        ("case", "7", "case/7"),
    ],
)
def test_a_fault_is_told_by_row_and_column_with_its_cure(column: str, value: str, told: str) -> None:
    fields = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | {column: value}
    table = read(GOOD.replace("ash@", "elm@").replace("Ash", "Elm"), ",".join(fields.values()))
    assert len(table.rows) == 1
    assert {fault.row for fault in table.faults} == {3}
    assert any(told in fault.words for fault in table.faults)
    assert column in {fault.column for fault in table.faults} or column == "excluder"


def test_all_faults_are_listed_and_not_only_the_first() -> None:
    table = read(
        "maybe,,nowhere,they,,banned,long ago,revenge,,x", GOOD, "a,b", "no,Elm,,own,,refused,2010,,,"
    )
    assert places(table) == [
        (2, "asked"), (2, "name"), (2, "email"), (2, "excluder"), (2, "act"), (2, "sought"), (2, "case"),
        (2, "when"), (4, ""), (5, "email"),
    ]  # fmt: skip


def test_the_same_row_twice_and_one_address_for_two_names_are_faults() -> None:
    table = read(GOOD, GOOD, GOOD.replace("Ash Brook", "Elm Hill").replace("2009", "2010"))
    assert [(fault.row, fault.column) for fault in table.faults] == [(3, ""), (4, "email")]
    assert "The same as row 2" in table.faults[0].words
    assert not read(GOOD, GOOD.replace("2009", "2010")).faults  # another year is another exclusion


def test_a_column_that_is_missing_unknown_or_twice_is_told() -> None:
    assert places(read(GOOD, head=HEAD.replace("act", "deed"))) == [(1, "act"), (1, "deed")]
    assert places(read(GOOD + ",x", head=HEAD + ",name")) == [(1, "name")]


def test_an_open_quotation_mark_is_a_fault_and_no_end_of_the_table() -> None:
    assert any("quotation mark" in each.words for each in read(GOOD, 'yes,"Elm,elm@example.org').faults)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_faults_are_told_and_nothing_breaks(data: bytes) -> None:
    table = importing.read(HEAD.encode() + b"\n" + data, TODAY)
    assert table.faults or table.rows


def test_a_dry_run_enters_nothing_and_says_every_fault(cases: Cases, tmp_path: Path) -> None:
    before = Entry.objects.count(), Person.objects.count(), Letter.objects.count()
    assert "3 reviews to enter, 1 people to invite; no faults" in run(SAMPLE)
    bad = tmp_path / "bad.csv"
    bad.write_text("\n".join([HEAD, GOOD.replace("2009", "soon"), GOOD.replace("own", "mine")]))
    out = StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("import_cases", str(bad), "--enter", stdout=out)
    assert "row 2, when:" in out.getvalue() and "row 3, excluder:" in out.getvalue()
    assert (Entry.objects.count(), Person.objects.count(), Letter.objects.count()) == before
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.csv")


def test_a_run_enters_each_row_and_a_second_run_takes_none_again(cases: Cases) -> None:
    out = run(SAMPLE, "--enter")
    assert "1 of 4: row 2 entered, review/1" in out and "3 entered, 1 invited" in out
    assert Docket.objects.filter(kind="review").count() == 3
    zoe = holder("review/2", "subject")
    assert zoe is not None and zoe.email == "zoe@example.org" and not zoe.is_member
    fern = holder("review/3", "subject")
    assert fern is not None and fern.on_paper
    assert {each.way for each in Letter.objects.filter(person=fern)} == {Letter.Way.PRINT}
    invited = Letter.objects.get(occasion="review-invitation")
    assert address_of(invited) == "moss@example.org" and invited.person is None
    before = Entry.objects.count(), Person.objects.count(), Letter.objects.count()
    assert "4 before" in run(SAMPLE, "--enter")
    assert (Entry.objects.count(), Person.objects.count(), Letter.objects.count()) == before
    public = the_record()
    for secret in ("Zoë", "Łukasz", "Tulip", "zoe@", "Fern", "Moss", "shut the door"):
        assert secret.encode() not in public


def test_only_inviting_enters_no_review(cases: Cases, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("\n".join([HEAD, GOOD, GOOD.replace("ash@", "elm@").replace("Ash", "Elm")]))
    assert "2 invited" in run(table, "--invite-only")
    assert not Docket.objects.exists() and Letter.objects.filter(occasion="review-invitation").count() == 2


def test_an_invitation_outlives_the_codes_and_goes_after_a_month(cases: Cases) -> None:
    run(SAMPLE, "--enter")
    invited = Letter.objects.filter(occasion="review-invitation")
    deliver(cases.now + KEEP_CODES + 1)
    assert invited.count() == 1
    deliver(cases.now + KEEP_OTHERS + 1)
    assert not invited.exists()


def test_a_row_that_is_refused_stops_no_other(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = importing.read(SAMPLE.read_bytes(), TODAY).rows
    from folkmoot.site.cases.acts import reviews

    real: Any = reviews.apply

    def stumble(**given: Any) -> Any:
        if given["about"].year == 2011:
            raise OutOfOrder(rule="12.1", condition="No.", fact="It is so.", cure="Wait.")
        return real(**given)

    with monkeypatch.context() as patch:
        patch.setattr(reviews, "apply", stumble)
        taken = [each.what for each in take(rows, cases.now)]
    assert taken == ["entered", "refused", "entered", "invited"]
    assert not Person.objects.filter(shown_name="Zoë Łukasz").exists()
    assert [each.what for each in take(rows, cases.now)] == ["before", "entered", "before", "before"]


def test_the_record_has_its_say_in_the_dry_run(cases: Cases, tmp_path: Path) -> None:
    applied(cases, email="ash@example.org")
    table = tmp_path / "table.csv"
    table.write_text("\n".join([HEAD, GOOD, GOOD.replace("2009", "2010") + "case/99"]))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_cases", str(table), stdout=out)
    assert (
        "row 2: Rule 12.1" in out.getvalue()
        and "row 3, case: The record knows no such case" in out.getvalue()
    )


def test_the_case_officer_tries_a_table_and_then_enters_it(cases: Cases) -> None:
    client = cases.client("Oona", by_passkey=True)
    page = "/cases/reviews/import/"
    bad = SimpleUploadedFile("t.csv", f"{HEAD}\n{GOOD.replace('expelled', 'banned')}".encode())
    seen = client.post(page, {"table": bad}).content.decode()
    assert "1 fault; nothing was entered" in seen and "expelled, suspended" in seen
    assert client.post(page, {"enter": "1"}).status_code == 409
    seen = client.post(page, {"table": SimpleUploadedFile("t.csv", SAMPLE.read_bytes())}).content.decode()
    assert "3 reviews would be entered" in seen and not Item.objects.exists()
    seen = client.post(page, {"enter": "1"}).content.decode()
    assert "review/3" in seen and Docket.objects.count() == 3
    assert cases.client("Sol").get(page).status_code == 403
    assert cases.client("Oona").get(page).status_code == 403

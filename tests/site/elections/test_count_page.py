"""The page of a count: what an outsider reads, takes away and counts again; small for a large count too."""

import io
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from pypdf import PdfReader

from election_world import DECLARED, OPEN, VOTERS, ElectionWorld, found
from folkmoot.cli.main import main
from folkmoot.counting import rules
from folkmoot.counting.account import Account
from folkmoot.counting.contest import Contest
from folkmoot.site.elections import acts, downloads, naming
from folkmoot.site.elections.views import count as view
from motion_world import day
from record_world import BOOK

LIMIT, QUERIES = 300_000, 12
MANY = 30


def many() -> Account:
    """A count of 30 candidates for 5 places in more than 20 stages."""
    numbers = range(1, MANY + 1)
    papers = {
        (a, (a * 7 + k) % MANY + 1 or 1, (a * 11 + 3 * k) % MANY + 1): 40 + a * 5 + k
        for a in numbers
        for k in range(6)
    }
    proper = {ranking: n for ranking, n in papers.items() if len(set(ranking)) == 3}
    names = tuple(f"Candidate {n} of the long list" for n in numbers)
    return rules.count(Contest(names, 5, proper), "scottish-2011/1", lot=tuple(numbers))


def test_an_outsider_reads_the_count_of_a_declared_election(
    world: ElectionWorld, client: Client, django_assert_max_num_queries: Any
) -> None:
    row = world.declared()
    with django_assert_max_num_queries(QUERIES - 1):
        page = client.get(f"{row.url}count/").content.decode()
    for words in ("Where the papers went", "The sheet of the count", "Stage by stage, in words", "r.46"):
        assert words in page
    assert 'role="img"' in page
    assert "style=" not in page


@pytest.mark.usefixtures("db")
def test_where_only_the_stage_table_is_published_the_page_shows_it(client: Client) -> None:
    world = found(BOOK.replace(b"[whole ballots]{delegates", b"[stage table]{delegates"))
    row = world.declared()
    page = client.get(f"{row.url}count/").content.decode()
    for words in ("Where the papers went", "The sheet of the count", "Elected, place 1", "r.47"):
        assert words in page
    assert "what is published is the sheet" in page and "ballots.blt" not in page
    assert downloads.command(world.case(row)) == ""
    assert client.get(f"{row.url}ballots.blt").status_code == 404
    assert client.get(f"{row.url}sheet.csv").content.startswith(b"Contest,")
    words = pdf_words(client.get(f"{row.url}declaration.pdf").content)
    assert "The stages of the count" in words and "Elected, place 1" in words


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("level", "by_word"), [(b"ballots as far as the count read them", False), (b"stage table", True)]
)
def test_under_a_quota_the_page_says_who_would_have_won_without_it_and_on_whose_word(
    client: Client, level: bytes, by_word: bool
) -> None:
    book = re.sub(rb"```examples\n.*?```\n", b"", BOOK, flags=re.DOTALL)
    for old, new in (
        (b"[7 places]{executive", b"[1 place]{executive"),
        (b"[at least 4 women]", b"[at least 1 women]"),
        (b"[ballots as far as the count read them]{executive", b"[%s]{executive" % level),
    ):
        assert old in book
        book = book.replace(old, new)
    world = found(book)
    row = world.call(branch="network", office="executive member", seats=1)
    for name in ("Vic", "Bea", "Cass"):
        world.nominate(row, name, groups=("women",) if name == "Cass" else (), in_public=True)
    acts.open_ballot(
        number=row.number, by=world.returning("network"), at=day(OPEN), by_passkey=True, dice=True
    )
    number = {name: str(world.case(row).paper.index(world.code(row, name)) + 1) for name in ("Vic", "Cass")}
    for name in VOTERS:
        world.cast(row, name, number["Cass" if name == "Teo" else "Vic"])
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    page = client.get(f"{row.url}count/").content.decode()
    vic, cass = (naming.names_on(row, (world.code(row, name),), None)[0] for name in ("Vic", "Cass"))
    assert f"Without it {vic} would have been elected, and not {cass}" in page
    assert ("the word of whoever counted the ballots" in page) is by_word
    words = pdf_words(client.get(f"{row.url}declaration.pdf").content)
    assert "Places that are kept" in words and ("nobody else can count this again" in words) is by_word


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("method", "other", "explained"),
    [
        ("Condorcet with Schwartz dropping", "Strongest chains", "the weakest comparisons are left off"),
        ("strongest chains", "Condorcet with Schwartz dropping", "a stronger chain of comparisons"),
    ],
)
def test_a_count_by_pairs_shows_who_goes_before_whom_also_where_nothing_else_is_published(
    method: str, other: str, explained: str, client: Client
) -> None:
    book = re.sub(rb"```examples\n.*?```\n", b"", BOOK, flags=re.DOTALL)
    for old, new in (
        (b"[3 delegates]", b"[1 delegate]"),
        (b"[Scottish STV]{delegates", f"[{method}]{{delegates".encode()),
        (b"[whole ballots]{delegates", b"[pairwise table]{delegates"),
    ):
        assert old in book
        book = book.replace(old, new)
    world = found(book)
    row = world.declared(seats=1, lines=("1,2,3,4", "1,2,3", "1,3", "2,1,3", "2,3,1", "3,1,2", "4,1"))
    page = client.get(f"{row.url}count/").content.decode()
    assert "Pair by pair" in page and "Where the papers went" not in page
    assert "The sheet of the count" not in page
    assert page.count("✓") == 6
    assert "<strong>5<span" in page
    assert "Who goes before whom; the same stands in the table" in page
    assert "goes before" in page and other in page and "finds from it again" in page
    assert explained in page
    words = pdf_words(client.get(f"{row.url}declaration.pdf").content)
    assert "Pair by pair" in words and "5 ✓" in words


def pdf_words(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def test_before_the_declaration_the_page_says_nothing_of_votes(world: ElectionWorld, client: Client) -> None:
    row = world.voted()
    page = client.get(f"{row.url}count/").content.decode()
    assert "The result is not declared yet." in page
    assert "First preferences" not in page
    assert client.get(f"{row.url}declaration.pdf").status_code == 404


def test_a_stranger_counts_the_ballot_file_again(
    world: ElectionWorld, client: Client, tmp_path: Path
) -> None:
    row = world.declared()
    case = world.case(row)
    (tmp_path / "ballots.blt").write_bytes(client.get(f"{row.url}ballots.blt").content)
    words = shlex.split(downloads.command(case))
    assert words[:2] == ["folkmoot", "count"]
    done = CliRunner().invoke(main, ["count", str(tmp_path / "ballots.blt"), *words[3:], "--json"])
    assert done.exit_code == 0, done.output
    assert [case.paper[n - 1] for n in json.loads(done.output)["elected"]] == list(case.result.elected)


def test_the_declaration_is_a_pdf_and_the_sheet_a_table(world: ElectionWorld, client: Client) -> None:
    row = world.declared()
    made = client.get(f"{row.url}declaration.pdf")
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert client.get(f"{row.url}sheet.csv").content.count(b"\n") > len(world.case(row).paper)


def test_a_long_count_is_a_small_page(
    world: ElectionWorld,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    account, row = many(), world.declared()
    assert len(account.stages) >= 20
    monkeypatch.setattr(view.downloads, "account", lambda case, names: account)
    monkeypatch.setattr(naming, "names_on", lambda row, paper, viewer: list(account.names))
    with django_assert_max_num_queries(QUERIES - 1):
        page = client.get(f"{row.url}count/").content
    assert page.count(b"Candidate 30 of the long") > 1
    assert len(page) < LIMIT

"""The ballot paper to print: a page, and a sheet in large print, the same for everybody."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH as PATH

from election_world import CLOSED, STANDING, VOTING, ElectionWorld
from folkmoot.site.elections.acts import strike
from folkmoot.site.elections.blank import blank, pdf
from folkmoot.site.elections.models import Election
from folkmoot.site.record import reading
from motion_world import day

Now = Callable[[float], None]
HEAD = ["Ballot paper · Election 1 · The Commons Network", "Delegate, Harbour: 3 places"]


@pytest.fixture
def row(world: ElectionWorld, now: Now) -> Election:
    """A ballot that is open."""
    made = world.opened()
    now(VOTING)
    return made


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).split())


def in_order(text: str, *parts: str) -> bool:
    at = [text.find(part) for part in parts]
    return -1 not in at and at == sorted(at)


def test_the_sheet_has_all_that_the_rule_says_and_candidates_in_the_order_of_the_paper(
    world: ElectionWorld, row: Election
) -> None:
    answer = world.client("Wren").get(f"{row.url}printed.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = words(answer.content)
    names = {world.code(row, name): name for name in STANDING[:4]}
    listed = [f"{at} {names[code]}" for at, code in enumerate(world.case(row).paper, start=1)]
    assert in_order(
        said, *HEAD, "Write 1 beside your first choice", "3 places are to be filled. Rule 15.", *listed
    )
    assert in_order(said, "it must not say whose it is", "The box closes on", listed[0])
    about = pypdf.PdfReader(BytesIO(answer.content))
    assert about.metadata is not None and about.metadata.title == HEAD[1]
    assert about.trailer["/Root"]["/MarkInfo"]["/Marked"], "a screen reader can read it"


def test_every_member_gets_the_same_sheet_to_the_byte_and_nothing_of_their_own(
    world: ElectionWorld, row: Election
) -> None:
    sheets = {
        name: world.client(name).get(f"{row.url}printed.pdf").content for name in ("Wren", "Sable", "Vic")
    }
    assert sheets["Wren"] == sheets["Sable"] == sheets["Vic"]
    assert "Wren" not in words(sheets["Wren"])
    assert b"/CreationDate" not in sheets["Wren"], "not even when it was fetched"


def test_boxes_stand_one_below_the_other_and_as_many_as_candidates(
    world: ElectionWorld, row: Election
) -> None:
    with pypdfium2.PdfDocument(world.client("Wren").get(f"{row.url}printed.pdf").content) as sheet:
        boxes = [each.get_bounds() for each in sheet[0].get_objects() if each.type == PATH]
    squares = [(x, y) for x, y, right, top in boxes if 30 < right - x == pytest.approx(top - y, abs=1)]
    assert len(squares) == 4
    assert len({round(x) for x, _y in squares}) == 1


@pytest.mark.parametrize("many", [1, 30])
def test_one_candidate_or_thirty_with_long_names(world: ElectionWorld, row: Election, many: int) -> None:
    paper = blank(row, world.case(row), world["Wren"], day(VOTING))
    assert paper is not None
    name = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley of the Upper Harbour"
    long = replace(paper, lines=tuple((at, f"{name} {at}", "") for at in range(1, many + 1)))
    data = pdf(long, 1, "The Commons Network")
    assert in_order(words(data).replace("- ", "-"), *(f"{name} {at}" for at in range(1, many + 1)))
    assert (len(pypdf.PdfReader(BytesIO(data)).pages) > 1) == (many > 1)


def test_a_candidate_who_withdrew_after_the_opening_is_marked(world: ElectionWorld, row: Election) -> None:
    strike(
        number=row.number,
        name=world.code(row, "Una"),
        ground="died",
        reasons="Una has died.",
        by=world.returning(),
        at=day(VOTING),
        by_passkey=True,
    )
    client = world.client("Wren")
    for said in (
        words(client.get(f"{row.url}printed.pdf").content),
        client.get(f"{row.url}printed/").content.decode(),
    ):
        assert "Has died. The count passes over this name." in said


def test_there_is_no_paper_before_the_opening_and_one_after_the_close_says_so(
    world: ElectionWorld, now: Now
) -> None:
    row = world.nominated()
    now(18)
    client = world.client("Wren")
    assert client.get(f"{row.url}printed.pdf").status_code == 404
    assert "The paper is made when the ballot opens" in client.get(f"{row.url}printed/").content.decode()
    assert reading.assembly().cases[row.on].paper == ()


def test_after_the_close_the_page_says_that_a_paper_counts_for_nobody(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    client = world.client("Wren")
    link = f'href="{row.url}printed.pdf"'
    assert link in client.get(f"{row.url}printed/").content.decode()
    now(CLOSED)
    assert "This ballot has closed." in client.get(f"{row.url}printed/").content.decode()


def test_names_are_for_members_so_a_stranger_is_asked_to_sign_in(world: ElectionWorld, row: Election) -> None:
    for page in ("printed/", "printed.pdf"):
        answer = world.client().get(f"{row.url}{page}")
        assert answer.status_code == 302
        assert answer["Location"] == f"/sign-in/?next={row.url}{page}"

"""A ranking of motions on its pages: what became of a motion meanwhile stands wherever it is named."""

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from election_world import VOTERS, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from folkmoot.site.motions import acts as motions
from motion_world import day

Now = Callable[[float], None]
GONE, SINCE = "Meanwhile withdrawn by its mover.", "Since then withdrawn by its mover."


def ranking(world: ElectionWorld, number: int = 5) -> Election:
    """A ranking of so many motions of Harbour, called on day 1."""
    for n in range(1, number + 1):
        motion = world.table(on=1, title=f"Motion {n}")
        for name in ("Ola", "Idris"):
            motions.second(number=motion.number, by=world[name], at=day(1))
    return acts.call(
        by=world.returning(),
        by_passkey=True,
        branch="harbour",
        kind="priority",
        seats=3,
        motions=tuple(range(1, number + 1)),
        at=day(1),
    )


def opened(world: ElectionWorld, row: Election) -> None:
    acts.open_ballot(number=row.number, by=world.returning(), at=day(5), by_passkey=True, dice=True)


def page(world: ElectionWorld, path: str, name: str = "Wren") -> str:
    return " ".join(world.client(name).get(path).content.decode().split())


def declaration(world: ElectionWorld, row: Election) -> bytes:
    return world.client("Wren").get(f"{row.url}declaration.pdf").content


def test_a_motion_withdrawn_before_the_opening_is_left_off_and_the_titles_stay_right(
    world: ElectionWorld, now: Now
) -> None:
    row = ranking(world)
    motions.withdraw(number=2, by=world["Wren"], at=day(2))
    now(3)
    assert f"{GONE} It does not come on the ballot paper." in page(world, row.url)
    opened(world, row)
    now(6)
    assert f"{GONE} It did not come on the ballot paper." in page(world, row.url)
    paper = page(world, f"{row.url}vote/")
    assert 'data-name="Motion 3"' in paper and 'data-name="Motion 2"' not in paper
    assert [f'data-candidate="{n}" data-name="Motion {m}"' in paper for n, m in ((1, 1), (2, 3), (4, 5))] == [
        True
    ] * 3


def test_a_motion_withdrawn_during_the_ranking_says_so_and_is_left_off_the_agenda(
    world: ElectionWorld, now: Now
) -> None:
    row = ranking(world)
    opened(world, row)
    motions.withdraw(number=5, by=world["Wren"], at=day(6))
    now(6.5)
    assert f"{GONE} The count passes over this motion." in page(world, f"{row.url}vote/")
    assert f"{GONE} The count passes over this motion." in page(world, f"{row.url}printed/")
    assert "does not, and the count passes over it" in page(world, "/motions/5/")
    assert "Members put it in an order with other motions." in page(world, "/motions/4/")
    for name, line in zip(VOTERS, ("5,4", "5,1", "5,4,2", "4", "1,5", "4", "5,2,4"), strict=True):
        world.cast(row, name, line, on=7)
    motions.withdraw(number=4, by=world["Wren"], at=day(16))
    acts.declare(number=row.number, by=None, at=day(17))
    assert set(world.case(row).result.elected) < {f"motion/{n}" for n in range(1, 5)}
    now(18)
    election = page(world, row.url)
    assert f"{GONE} The count passes over it, and it takes no place." in election
    assert f'Motion 4</a> <span class="quiet">{SINCE}</span>' in election, (
        "after the close: it keeps its place"
    )
    count = page(world, f"{row.url}count/")
    declared = "".join(each.extract_text() for each in PdfReader(BytesIO(declaration(world, row))).pages)
    assert "Declared to come first" in declared and "andidate" not in declared
    assert GONE.rstrip(".") in count and ">Withdrawn<" not in count
    assert "the count passes over it" in page(world, "/motions/5/")


def test_where_no_more_are_left_than_places_there_is_no_poll(world: ElectionWorld, now: Now) -> None:
    row = ranking(world, 4)
    motions.withdraw(number=2, by=world["Wren"], at=day(2))
    now(5)
    assert "No more motions wait than there are places" in page(world, row.url)
    assert "Declare the agenda" in page(world, row.url)
    asked = page(world, f"{row.url}declare/")
    assert (
        "No more motions wait than there are places" in asked and "elected" not in asked.partition("<h1")[2]
    )
    done = acts.do_what_is_due_in_elections(day(5))
    assert [each.act for each in done] == ["election.declare"]
    assert world.case(row).result.elected == ("motion/1", "motion/3", "motion/4")
    now(6)
    said = page(world, row.url)
    assert "No more motions waited than there are places" in said and GONE in said


def test_the_paper_of_a_ranking_speaks_of_motions(world: ElectionWorld, now: Now) -> None:
    row = ranking(world)
    opened(world, row)
    now(6)
    said = page(world, f"{row.url}printed/")
    assert "3 motions come first on the agenda." in said and "andidate" not in said

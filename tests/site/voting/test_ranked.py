"""Ranked ballots: options, numbers in boxes, the count by Condorcet, and a casting vote."""

from collections.abc import Callable

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.rulebook.starters import starter
from folkmoot.site.motions import acts as motions
from folkmoot.site.motions.models import Option
from folkmoot.site.record import reading
from folkmoot.site.voting import acts
from motion_world import World, day, found

Now = Callable[[float], None]
SPONSORS = ("Idris", "Juno", "Sable", "Teo", "Una")


@pytest.fixture
def world(db: None) -> World:
    return found(starter("debian-resolutions").encode())


@pytest.fixture
def voting(world: World, now: Now) -> World:
    """Two options on the paper and one that found no sponsors; the ballot is open, the clock at day 22."""
    world.table(1, title="Blue", text="Paint it blue.")
    motions.add_option(number=1, by=world["Ola"], title="Green", text="Paint it green.", at=day(2))
    motions.add_option(number=1, by=world["Vic"], title="Pink", text="Paint it pink.", at=day(2))
    for name in SPONSORS:
        motions.second(number=1, by=world[name], at=day(3))
        motions.second(number=1, option=2, by=world[name], at=day(3))
    acts.put(on="motion/1", by=world["Vic"], at=day(21))
    now(22)
    return world


def rank(world: World, name: str, *ranks: str) -> int:
    boxes = {f"rank_{at}": rank for at, rank in enumerate(ranks, start=1)}
    return world.client(name).post("/ballots/1/", boxes).status_code


def test_the_paper_lists_the_options_with_enough_sponsors_and_the_default(voting: World) -> None:
    page = voting.client("Vic").get("/ballots/1/").content.decode()
    assert page.count('class="rank"') == 3
    assert page.index("Blue") < page.index("Green") < page.index("None of these")
    assert "Pink" not in page
    paper = voting.client().get("/ballots/1/paper/").content.decode()
    assert paper.count('class="box"') == 3


def test_numbers_in_boxes_are_a_vote_and_an_empty_box_is_last(voting: World) -> None:
    assert rank(voting, "Vic", "2", "1", "") == 303
    held = reading.assembly().cases["motion/1"].ballot
    assert held is not None
    assert held.votes == {voting["Vic"].code("ballot/1"): (2, 1, 0)}
    assert 'name="rank_2" value="1"' in voting.client("Vic").get("/ballots/1/").content.decode()


@pytest.mark.parametrize("ranks", [("", "", ""), ("4", "", ""), ("0", "", ""), ("x", "", "")])
def test_a_paper_that_ranks_nothing_is_shown_again(voting: World, ranks: tuple[str, ...]) -> None:
    assert rank(voting, "Vic", *ranks) == 422


def test_the_winner_is_named_with_the_matrix_and_every_step(voting: World, now: Now) -> None:
    for name in ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo"):
        assert rank(voting, name, "1", "2", "3") == 303
    rank(voting, "Vic", "2", "1", "3")
    acts.do_what_is_due(day(40))
    assert voting.standing("motion/1", 40) == "carried"
    now(41)
    page = voting.client().get("/ballots/1/result/").content.decode()
    assert "7 ballots cast." in page
    assert "The winner is: Blue." in page
    assert "How many put the option of the row before that of the column" in page
    assert "A.6.8" in page
    assert "The winner is: Blue." in voting.client().get("/motions/1/").content.decode()


def test_where_options_are_level_an_officer_casts_a_vote(voting: World, now: Now) -> None:
    for name in ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo"):
        rank(voting, name, *(("1", "2", "3") if name in ("Wren", "Ola", "Idris") else ("2", "1", "3")))
    assert acts.do_what_is_due(day(40)) == []
    assert voting.standing("motion/1", 40) == "closed"
    now(40)
    assert voting.client("Vic").get("/ballots/1/casting/").status_code == 404
    assert voting.client().get("/ballots/1/casting/").status_code == 302
    client = voting.client("Juno", by_passkey=True)
    assert "/ballots/1/casting/" in client.get("/motions/1/").content.decode()
    page = client.get("/ballots/1/casting/").content.decode()
    assert page.count('name="casting"') == 2
    assert client.post("/ballots/1/casting/", {"casting": "3"}).status_code == 422
    assert client.post("/ballots/1/casting/", {"casting": "2"}).status_code == 303
    sheet = client.get("/ballots/1/result/").content.decode()
    assert "The winner is: Green." in sheet
    assert "the casting vote chose among them" in sheet


def test_an_option_stands_on_the_page_and_may_be_seconded_there(world: World, now: Now) -> None:
    world.table(1, title="Blue", text="Paint it blue.")
    now(2)
    client = world.client("Ola")
    assert "Add an option" in client.get("/motions/1/").content.decode()
    typed = {"title": "Green", "text": "Paint it green.", "option_class": "override"}
    assert client.post("/motions/1/option/", typed).status_code == 303
    assert Option.objects.get().number == 2
    page = world.client("Vic").get("/motions/1/").content.decode()
    assert "Option 2: Green" in page
    assert "0 of 5 seconders" in page
    assert world.client("Vic").post("/motions/1/option/2/second/").status_code == 303
    assert "1 of 5 seconders" in world.client("Vic").get("/motions/1/").content.decode()


def test_an_option_of_an_unknown_class_is_refused(world: World, now: Now) -> None:
    world.table(1)
    with pytest.raises(OutOfOrder):
        motions.add_option(number=1, by=world["Ola"], title="G", text="T", at=day(2), option_class="whatever")


def test_a_secret_ranked_ballot_is_counted_from_its_slips(world: World, now: Now) -> None:
    world.table(1, title="Blue", text="Paint it blue.")
    for name in SPONSORS:
        motions.second(number=1, by=world[name], at=day(3))
        motions.ask_secret(number=1, by=world[name], at=day(3))
    acts.put(on="motion/1", by=world["Vic"], at=day(21))
    for name in ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo", "Vic"):
        acts.cast_secret(on="motion/1", by=world[name], at=day(22), ranks=(1, 2))
    acts.do_what_is_due(day(40))
    assert world.standing("motion/1", 40) == "carried"
    now(41)
    assert "The winner is: Blue." in world.client().get("/ballots/1/result/").content.decode()

"""An open vote: entries under code names, changed until the close, hidden until the result."""

from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import acts
from motion_world import World, day

Now = Callable[[float], None]


@pytest.fixture
def voting(world: World, now: Now) -> World:
    """A ballot open since day 15, with the clock at day 16."""
    world.debated()
    acts.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    now(16)
    return world


def cast(client: Client, choice: str = "for") -> int:
    return client.post("/ballots/1/", {"choice": choice}).status_code


def test_a_vote_is_an_entry_under_a_code_name(voting: World) -> None:
    assert cast(voting.client("Vic")) == 303
    entry = Entry.objects.order_by("-index")[0]
    assert (entry.act, entry.by_name, entry.rule) == ("motion.vote", voting["Vic"].code("ballot/1"), "6.3")


def test_a_later_vote_takes_the_place_of_the_earlier(voting: World) -> None:
    client = voting.client("Vic")
    cast(client, "for")
    cast(client, "against")
    held = reading.assembly().cases["motion/1"].ballot
    assert held is not None
    assert held.votes == {voting["Vic"].code("ballot/1"): "against"}
    assert "You have voted: Against." in client.get("/ballots/1/").content.decode()


def test_how_it_stands_and_how_many_have_voted_is_shown_to_nobody(voting: World) -> None:
    before = {name: voting.client(name).get("/motions/1/").content for name in ("", "Ola")}
    for name in ("Vic", "Una", "Bea"):
        cast(voting.client(name))
    for name, page in before.items():
        after = voting.client(name).get("/motions/1/").content.decode()
        size = "The record holds"
        lines = [line for line in after.splitlines() if size not in line and "csrf" not in line]
        known = [line for line in page.decode().splitlines() if size not in line and "csrf" not in line]
        assert lines == known
    assert "There is no result yet" in voting.client("Ola").get("/ballots/1/result/").content.decode()


@pytest.mark.parametrize("choice", ["", "maybe", "FOR"])
def test_a_vote_that_is_none_is_shown_again(voting: World, choice: str) -> None:
    before = Entry.objects.count()
    assert cast(voting.client("Vic"), choice) == 422
    assert Entry.objects.count() == before


def test_a_member_of_another_branch_has_no_vote(voting: World) -> None:
    assert cast(voting.client("Dov")) == 422
    with pytest.raises(OutOfOrder):
        acts.vote(on="motion/1", by=voting["Dov"], at=day(16), choice="for")


def test_after_the_close_no_vote_is_taken(voting: World, now: Now) -> None:
    now(25)
    assert cast(voting.client("Vic")) == 422
    assert "This ballot has closed." in voting.client("Vic").get("/ballots/1/").content.decode()


def test_a_visitor_sees_the_question_and_no_paper_to_fill_in(voting: World) -> None:
    page = voting.client().get("/ballots/1/").content.decode()
    assert "Keep the harbour open" in page
    assert "Sign in" in page
    assert 'name="choice"' not in page
    assert cast(voting.client()) == 200
    assert not Entry.objects.filter(act="motion.vote").exists()


def test_the_ballot_paper_can_be_printed_by_anyone(voting: World) -> None:
    page = voting.client().get("/ballots/1/paper/").content.decode()
    assert "Put a cross beside one of these." in page
    assert page.count('class="box"') == 3


@pytest.mark.parametrize("address", ["/ballots/7/", "/ballots/7/paper/", "/ballots/7/result/"])
def test_there_is_no_page_for_a_ballot_that_was_never_opened(voting: World, address: str) -> None:
    assert voting.client("Vic").get(address).status_code == 404


def test_a_clerk_enters_a_vote_from_paper_and_the_entry_says_so(voting: World) -> None:
    clerk = voting.office("clerk", "network")
    acts.vote(on="motion/1", by=voting["Cass"], at=day(16), choice="for", clerk=clerk)
    entry = Entry.objects.order_by("-index")[0]
    assert b'"clerk":"' + clerk.code.encode() in bytes(entry.leaf)
    assert voting["Cass"].letters.filter(occasion="entered-by-a-clerk").count() == 1

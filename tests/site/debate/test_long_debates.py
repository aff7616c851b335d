"""A debate may be long and deep: the page stays small, and asks the database no more often."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.site.debate import acts
from folkmoot.site.debate.models import Speech
from folkmoot.site.debate.reading import DEEPEST, ON_A_PAGE, debate, page_with
from folkmoot.site.motions import acts as motions
from folkmoot.site.record import reading
from folkmoot.site.voting import acts as voting
from motion_world import World, day

Now = Callable[[float], None]
MOST_QUERIES = 12


def talk(world: World, many: int, first: int = 0) -> None:
    """Many speeches, every third an answer to the one before it."""
    last: int | None = None
    for number in range(first, first + many):
        answered = last if number % 3 == 2 else None
        name = ("Vic", "Una", "Bea")[number % 3]
        at = day(3) + number
        last = acts.speak(
            on="motion/1", by=world[name], words=f"Speech {number}.", at=at, reply_to=answered
        ).entry


def queries(world: World, who: str, count: Any) -> int:
    client = world.client(who, by_passkey=True)
    with count() as found:
        assert client.get("/motions/1/").status_code == 200
    return len(found)


@pytest.fixture
def count() -> Any:
    return lambda: CaptureQueriesContext(connection)


def test_a_motion_page_asks_the_database_as_often_for_five_speeches_as_for_three_hundred(
    world: World, now: Now, count: Any
) -> None:
    world.debated()
    talk(world, 5)
    now(3.5)
    for_five = {who: queries(world, who, count) for who in ("", "Vic", "Sable")}
    talk(world, 295, first=5)
    assert Speech.objects.count() == 300
    assert {who: queries(world, who, count) for who in ("", "Vic", "Sable")} == for_five
    assert 0 < max(for_five.values()) <= MOST_QUERIES


def test_a_motion_with_every_kind_of_history_stays_within_the_limit(
    world: World, now: Now, count: Any
) -> None:
    world.table(kind="appoint", office="treasurer", nominee=world["Una"])
    secretary = world.office("secretary")
    motions.rule_out(
        number=1, by=secretary, ground="contrary", reasons="Because.", at=day(1.5), by_passkey=True
    )
    for name in ("Ola", "Idris", "Vic", "Una", "Bea"):
        motions.object_to_ruling(number=1, by=world[name], at=day(2))
    for name in ("Ola", "Idris"):
        motions.second(number=1, by=world[name], at=day(2.5))
    talk(world, 50)
    for name in ("Ola", "Idris", "Vic"):
        motions.ask_secret(number=1, by=world[name], at=day(4))
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    now(16)
    assert queries(world, "Sable", count) <= MOST_QUERIES
    voting.cast_secret(on="motion/1", by=world["Vic"], at=day(16), choice="for")
    voting.do_what_is_due(day(24))
    now(25)
    assert queries(world, "Sable", count) <= MOST_QUERIES


def test_a_long_debate_comes_in_pages_and_no_thread_is_cut(world: World, now: Now) -> None:
    world.debated()
    talk(world, 100)
    calendar = reading.assembly().cases["motion/1"].book.calendar
    pages = [debate("motion/1", world["Ola"], calendar, number, at=day(9)) for number in (1, 2, 3)]
    assert [page.pages for page in pages] == [3, 3, 3]
    shown = [sum(1 + len(said.replies) for said in page.comments) for page in pages]
    assert sum(shown) == 100
    assert max(shown) <= ON_A_PAGE
    now(4)
    client = world.client("Ola")
    assert "Page 2 of 3" in client.get("/motions/1/?page=2").content.decode()
    for odd in ("0", "99", "x", "-1", "9" * 30):
        assert client.get(f"/motions/1/?page={odd}").status_code == 200


def test_whoever_has_spoken_is_taken_to_the_page_with_their_words(world: World, now: Now) -> None:
    world.debated()
    talk(world, 90)
    now(4)
    answer = world.client("Vic").post("/motions/1/speak/", {"words": "The last word."})
    last = Speech.objects.order_by("-entry")[0].entry
    assert page_with("motion/1", last) == 3
    assert answer["Location"] == f"/motions/1/?page=3#speech-{last}"


def test_a_chain_of_answers_goes_no_deeper_than_a_page_can_show(world: World, now: Now) -> None:
    world.debated()
    last: int | None = None
    for number in range(60):
        at = day(3) + number
        last = acts.speak(on="motion/1", by=world["Vic"], words=f"Deep {number}.", at=at, reply_to=last).entry
    now(4)
    page = world.client("Ola").get("/motions/1/").content.decode()
    assert "Deep 59." in page
    assert page.count('<ol class="thread">') == DEEPEST

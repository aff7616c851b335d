"""Between the paper and the box nothing is lost, nothing is doubled, and the voter sees which."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from election_world import CLOSED, DECLARED, LINES, VOTERS, VOTING, ElectionWorld
from folkmoot.site.elections import acts, keeping
from folkmoot.site.elections.models import Election
from folkmoot.site.elections.views import lost
from folkmoot.site.voting.models import SecretBallot
from motion_world import day

Now = Callable[[float], None]
HALF_AN_HOUR = keeping.SHOWN / 86_400
FILLED = {"rank_1": "2", "rank_2": "1"}


@pytest.fixture
def row(world: ElectionWorld, now: Now) -> Election:
    """A ballot that is open."""
    made = world.opened()
    now(VOTING)
    return made


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([\w]+)" value="([^"]*)"', page))


def looked_at(client: Client, row: Election, **boxes: str) -> str:
    """The page that asks whether to cast a paper."""
    return text(client.post(f"{row.url}vote/", boxes or FILLED, follow=True))


def receipt_in(page: str) -> str:
    found = re.search(r"data-receipt>([^<]+)<", page)
    assert found is not None
    return found[1]


def numbers(page: str) -> dict[str, str]:
    """What stands in the boxes of a paper."""
    boxes = re.findall(r'<input type="text" name="(rank_\d+)"( value="[^"]*")?', page)
    return {name: value.split('"')[1] for name, value in boxes if value}


def lines_cast() -> list[str]:
    return sorted(SecretBallot.objects.exclude(choice="").values_list("choice", flat=True))


# The way back


def test_the_way_back_and_loading_again_do_no_harm(world: ElectionWorld, row: Election) -> None:
    client = world.client("Wren")
    asked = client.post(f"{row.url}vote/", FILLED)
    assert (asked.status_code, asked["Location"]) == (303, f"{row.url}vote/check/")
    page = text(client.get(asked["Location"]))
    assert receipt_in(page) == receipt_in(text(client.get(asked["Location"]))), "the same receipt each time"
    assert numbers(text(client.get(f"{row.url}vote/"))) == FILLED, "the way back loses nothing"
    cast = client.post(f"{row.url}cast/", hidden(page))
    assert "Your ballot is cast" in text(cast)
    for _time in range(2):
        assert "Your ballot is cast" in text(client.get(f"{row.url}cast/"))
    back = text(client.get(f"{row.url}vote/check/"))
    assert "It was in the box already" in back
    assert receipt_in(back) == receipt_in(page)
    assert numbers(text(client.get(f"{row.url}vote/"))) == {}, "the numbers are gone once they are cast"
    assert lines_cast() == ["2,1"]


def test_a_receipt_is_shown_again_for_half_an_hour(world: ElectionWorld, row: Election, now: Now) -> None:
    client = world.client("Wren")
    receipt = receipt_in(text(client.post(f"{row.url}cast/", hidden(looked_at(client, row)), follow=True)))
    now(VOTING + HALF_AN_HOUR - 0.001)
    assert receipt in text(client.get(f"{row.url}cast/"))
    now(VOTING + HALF_AN_HOUR)
    for page in ("cast", "vote/check"):
        later = client.get(f"{row.url}{page}/", follow=True)
        assert receipt not in text(later)
        assert "Is my ballot in the box?" in text(later)


def test_change_something_goes_back_to_the_numbers_of_that_tab(world: ElectionWorld, row: Election) -> None:
    client = world.client("Wren")
    first = hidden(looked_at(client, row))
    looked_at(client, row, rank_3="1")  # in another tab
    page = text(client.post(f"{row.url}vote/", first | {"back": "1"}, follow=True))
    assert numbers(page) == FILLED


# Somebody is not signed in any more, or the form is not of this session


@pytest.mark.parametrize("place", ["vote", "cast"])
def test_whoever_is_signed_out_in_mid_ballot_goes_on_where_they_were(
    world: ElectionWorld, row: Election, place: str
) -> None:
    client = world.client("Wren")
    page = looked_at(client, row)
    form = hidden(page if place == "cast" else text(client.get(f"{row.url}vote/"))) | FILLED
    client.cookies.clear()  # the session has run out; the paper lay on another device, so to speak
    answer = client.post(f"{row.url}{place}/", form)
    assert answer.status_code == 403
    assert "nothing was cast" in text(answer)
    assert "Place 1 on the paper: 2\nPlace 2 on the paper: 1</textarea>" in text(answer)
    back = {"vote": f"{row.url}vote/", "cast": f"{row.url}vote/check/"}[place]
    assert f'href="/sign-in/?next={back}"' in text(answer)
    wren, ola = world.client("Wren"), world.client("Ola")
    for again in (wren, ola):
        again.cookies[keeping.COOKIE] = client.cookies[keeping.COOKIE].value
    assert numbers(text(ola.get(f"{row.url}vote/"))) == {}, "nobody else sees them"
    assert numbers(text(wren.get(f"{row.url}vote/"))) == FILLED
    shown = text(wren.get(back))
    if place == "cast":
        assert receipt_in(shown) == receipt_in(page)
        wren.post(f"{row.url}cast/", hidden(shown))
        assert lines_cast() == ["2,1"]


def test_a_form_that_was_made_up_keeps_nothing_on_a_device(world: ElectionWorld, row: Election) -> None:
    client = world.client()
    answer = client.post(f"{row.url}vote/", FILLED | {"token": "made:up"})
    assert "Place 1 on the paper: 2" in text(answer)
    assert keeping.COOKIE not in client.cookies
    paper = hidden(text(world.client("Wren").get(f"{row.url}vote/")))
    kept = client.post(f"{row.url}vote/", paper | {"rank_1": "nine", "rank_2": "99", "rank_3": "1"})
    assert "Place 1 on the paper: nine" in text(kept)
    wren = world.client("Wren")
    wren.cookies[keeping.COOKIE] = client.cookies[keeping.COOKIE].value
    assert numbers(text(wren.get(f"{row.url}vote/"))) == {"rank_3": "1"}, (
        "what is no number is said, not kept"
    )


@pytest.mark.parametrize("place", ["vote", "cast"])
def test_a_form_that_is_too_old_shows_its_numbers_by_name_and_casts_nothing(
    world: ElectionWorld, row: Election, place: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["sessionid"] = world.client("Wren").cookies["sessionid"].value
    first, second = re.findall(r'data-name="(\w+)"', text(strict.get(f"{row.url}vote/")))[:2]
    answer = strict.post(f"{row.url}{place}/", FILLED)
    assert answer.status_code == 403
    assert f"{first}: 2\n{second}: 1</textarea>" in text(answer)
    assert f'href="{row.url}vote/"' in text(answer)
    assert keeping.COOKIE not in answer.cookies, "it may have come from anywhere"
    assert lines_cast() == []


@pytest.mark.parametrize(
    ("posted", "names", "crosses", "said"),
    [
        ({"rank_10": "1", "rank_2": "3"}, (), False, ["Place 2 on the paper: 3\nPlace 10 on the paper: 1"]),
        ({"rank_1": "on"}, ("Vic", "Bea"), True, ["Vic: a cross"]),
        ({"rank_2": "a very long word"}, ("Vic", "Bea"), False, ["Bea: a very lo"]),
        ({"rank_1": " ", "rank_0": "1", "rank_x": "2", "keep": "1", "token": "7"}, (), False, []),
    ],
)
def test_what_stood_on_a_paper_is_said_in_its_order(
    posted: dict[str, str], names: tuple[str, ...], crosses: bool, said: list[str]
) -> None:
    assert lost.lines(posted, names, crosses=crosses) == said


# The ballot closes


@pytest.mark.parametrize("place", ["vote", "cast"])
def test_a_ballot_that_closes_in_between_says_so_and_loses_no_numbers(
    world: ElectionWorld, row: Election, now: Now, place: str
) -> None:
    client = world.client("Wren")
    form = hidden(looked_at(client, row))
    now(CLOSED)
    answer = client.post(f"{row.url}{place}/", form | FILLED)
    assert answer.status_code == 422
    page = text(answer)
    assert "Cast this paper" not in page
    assert "See where the election stands" in page
    if place == "vote":
        assert "Nothing was cast." in page
        assert "This ballot has closed." in page
        assert re.search(r"<p>\w+: 2<br>\w+: 1</p>", page)
    else:
        assert "This paper was not cast" in page
        assert page.count("<li>", page.index("as-read")) >= 2
        assert "This paper was not cast" in text(client.get(f"{row.url}vote/check/"))
    assert lines_cast() == []


def test_whoever_never_saw_the_answer_learns_after_the_close_that_the_paper_is_in_the_box(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    for name, line in zip(VOTERS[1:], LINES[1:], strict=True):
        world.cast(row, name, line)
    client = world.client("Wren")
    page = looked_at(client, row)
    form, on_the_way = hidden(page), client.cookies[keeping.COOKIE].value
    client.post(f"{row.url}cast/", form)
    client.cookies[keeping.COOKIE] = on_the_way  # the answer was lost, and its cookie too
    now(CLOSED)
    again = text(client.post(f"{row.url}cast/", form, follow=True))
    assert "It was in the box already" in again
    assert receipt_in(again) == receipt_in(page)
    client.cookies[keeping.COOKIE] = on_the_way
    assert "It was in the box already" in text(client.get(f"{row.url}vote/check/"))
    assert client.cookies[keeping.COOKIE].value != on_the_way, "and its numbers are gone from the device"
    client.cookies[keeping.COOKIE] = on_the_way
    now(DECLARED)
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    for late in (client.get(f"{row.url}vote/check/"), client.post(f"{row.url}cast/", form)):
        assert "the receipts of all papers that were in the box are published" in text(late)
        assert receipt_in(text(late)) == receipt_in(page)


# Kept until later


def test_a_paper_is_kept_on_the_device_without_a_script_until_the_close(
    world: ElectionWorld, row: Election
) -> None:
    client = world.client("Wren")
    answer = client.post(f"{row.url}vote/", FILLED | {"keep": "1"}, follow=True)
    page = text(answer)
    assert "This paper is kept on this device until the ballot closes. Nothing is cast yet." in page
    assert numbers(page) == FILLED
    cookie = client.cookies[keeping.COOKIE]
    assert 6.9 * 86_400 > int(cookie["max-age"]) > 5 * 86_400
    assert cookie["httponly"] and cookie["path"] == row.url
    looked_at(client, row, rank_1="1")
    assert int(client.cookies[keeping.COOKIE]["max-age"]) > 0, "looking at it keeps it still"
    page = text(client.post(f"{row.url}vote/", {"forget": "1"}, follow=True))
    assert numbers(page) == {}
    assert "kept on this device until" not in page
    assert lines_cast() == []


def test_what_lies_on_the_device_tells_nobody_anything_and_the_server_has_none_of_it(
    world: ElectionWorld, row: Election
) -> None:
    client, other = world.client("Wren"), world.client("Ola")
    client.post(f"{row.url}vote/", FILLED | {"keep": "1"})
    one = client.cookies[keeping.COOKIE].value
    client.post(f"{row.url}vote/", {"keep": "1"})
    assert len(client.cookies[keeping.COOKIE].value) == len(one), "not even how many numbers stand on it"
    client.post(f"{row.url}vote/", FILLED)
    assert len(client.cookies[keeping.COOKIE].value) == len(one)
    sessions = [each.get_decoded() for each in Session.objects.all()]
    assert not any("rank" in str(each) or "paper" in str(each) for each in sessions)
    assert set().union(*sessions) == {"person", "by_passkey"}
    for changed in (one[:-8] + "AAAAAAA=", "!", "", one[:40]):
        client.cookies[keeping.COOKIE] = changed
        assert numbers(text(client.get(f"{row.url}vote/"))) == {}
        assert client.get(f"{row.url}vote/check/")["Location"] == f"{row.url}vote/"
    other.cookies[keeping.COOKIE] = one
    assert numbers(text(other.get(f"{row.url}vote/"))) == {}


# Voters who may change their vote, and voters who may not


def test_the_pages_say_that_a_vote_may_be_changed(world: ElectionWorld, row: Election) -> None:
    client = world.client("Wren")
    assert "You may change your vote until the ballot closes" in text(client.get(f"{row.url}vote/"))
    asked = looked_at(client, row)
    assert "You vote once" not in asked
    cast = text(client.post(f"{row.url}cast/", hidden(asked), follow=True))
    assert "With it you can exchange your paper" in cast
    assert "Exchange your paper" in text(client.get(row.url))


def test_where_the_rule_says_once_no_page_offers_an_exchange(once: ElectionWorld, now: Now) -> None:
    row = once.opened()
    now(VOTING)
    client, other = once.client("Wren"), once.client("Wren")
    assert "You vote once; a paper that is cast stays as it is: " in text(client.get(f"{row.url}vote/"))
    asked = looked_at(client, row)
    assert "You vote once: when it is cast it stays as it is." in asked
    elsewhere = looked_at(other, row, rank_3="1")
    cast = text(client.post(f"{row.url}cast/", hidden(asked), follow=True))
    assert "Your ballot is cast" in cast
    assert "exchange" not in cast
    page = text(client.get(row.url))
    assert "Exchange" not in page
    assert "You have voted. Your ballot is in the box, without your name, and stays as it is." in page
    assert f'href="{row.url}vote/"' not in page
    paper = text(client.get(f"{row.url}vote/"))
    assert "rank_1" not in paper
    assert "Rule 15.9" in paper
    late = other.post(f"{row.url}cast/", hidden(elsewhere))
    assert late.status_code == 422
    assert "it stays as it is" in text(late)
    assert 'name="old"' not in text(late)
    assert lines_cast() == ["2,1"]

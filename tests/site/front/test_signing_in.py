"""Signing in by a code, a link; every way in which it must fail; and where one may be sent afterwards."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.site.members.gate import safe_next
from folkmoot.site.members.models import Passkey, Person, SignInCode, Tries
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from people import ALICE, CHARLIE, World


def ask(client: Client, address: str = ALICE, **query: str) -> None:
    answer = client.post("/sign-in/" + ("?next=" + query["next"] if query else ""), {"address": address})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/sign-in/code/"


def letter() -> writing.Words:
    newest = Letter.objects.filter(occasion="sign-in-code").latest("made_at", "pk")
    return writing.read(newest.box, newest.pk, None)


def code() -> str:
    found = re.search(r"(\d{3} \d{3})$", letter().subject)
    assert found
    return found[1]


def link() -> str:
    found = re.search(r"\S+(/sign-in/link/\S+)", letter().text)
    assert found
    return found[1]


def other_than(right: str) -> str:
    return f"{(int(right.replace(' ', '')) + 1) % 1_000_000:06d}"


def signed_in(client: Client) -> bool:
    return client.get("/you/").status_code == 200


def test_a_member_signs_in_with_the_code_and_the_session_is_a_new_one(world: World) -> None:
    client = world.client()
    ask(client)
    before = client.session.session_key
    assert client.post("/sign-in/code/", {"code": code()})["Location"] == "/"
    assert signed_in(client)
    assert client.session.session_key != before


def test_the_code_may_be_typed_without_its_blank(world: World) -> None:
    client = world.client()
    ask(client)
    client.post("/sign-in/code/", {"code": code().replace(" ", "")})
    assert signed_in(client)


def test_a_wrong_code_does_not_sign_in_and_the_right_one_still_does(world: World) -> None:
    client = world.client()
    ask(client)
    answer = client.post("/sign-in/code/", {"code": other_than(code())})
    assert answer.status_code == 400
    assert "not the code in the letter" in answer.content.decode()
    assert not signed_in(client)
    client.post("/sign-in/code/", {"code": code()})
    assert signed_in(client)


def test_what_is_no_code_is_redisplayed_with_an_error(world: World) -> None:
    client = world.client()
    ask(client)
    page = client.post("/sign-in/code/", {"code": "12"}).content.decode()
    assert "The code has six digits." in page
    assert 'value="12"' in page
    assert 'autocomplete="one-time-code"' in page


def test_a_code_is_of_no_use_after_ten_minutes(world: World) -> None:
    client = world.client()
    ask(client)
    world.now += 601
    assert "more than ten minutes old" in client.post("/sign-in/code/", {"code": code()}).content.decode()
    assert not signed_in(client)


def test_a_code_is_of_no_use_twice(world: World) -> None:
    client = world.client()
    ask(client)
    right = code()
    kept = dict(client.session.items())
    client.post("/sign-in/code/", {"code": right})
    replay = world.client()
    ask(replay, CHARLIE)
    stolen = replay.session
    stolen.update(kept)
    stolen.save()
    assert "used already" in replay.post("/sign-in/code/", {"code": right}).content.decode()
    assert not signed_in(replay)


def test_five_wrong_codes_wear_the_code_out(world: World) -> None:
    client = world.client()
    ask(client)
    right = code()
    for _ in range(5):
        client.post("/sign-in/code/", {"code": other_than(right)})
    assert "Five wrong codes" in client.post("/sign-in/code/", {"code": right}).content.decode()
    assert not signed_in(client)


def test_a_code_is_of_no_use_in_another_browser(world: World) -> None:
    mine, theirs = world.client(), world.client()
    ask(mine)
    right = code()
    ask(theirs, CHARLIE)
    theirs.post("/sign-in/code/", {"code": right})
    assert not signed_in(theirs)
    assert world.client().post("/sign-in/code/", {"code": right})["Location"] == "/sign-in/"


def test_an_earlier_letter_still_helps_after_asking_again(world: World) -> None:
    client = world.client()
    ask(client)
    first = code()
    world.now += 60
    ask(client)
    client.post("/sign-in/code/", {"code": first})
    assert signed_in(client)


def test_looking_at_the_link_does_not_use_it_up_and_its_button_signs_in_once(world: World) -> None:
    ask(world.client())
    where = link()
    for _ in range(3):
        assert "Press the button" in world.client().get(where).content.decode()
    phone = world.client()
    assert phone.post(where).status_code == 302
    assert signed_in(phone)
    late = world.client()
    assert late.get(where).status_code == 410
    assert late.post(where).status_code == 410
    assert not signed_in(late)


def test_the_code_is_used_up_with_its_link(world: World) -> None:
    client = world.client()
    ask(client)
    right = code()
    world.client().post(link())
    assert "used already" in client.post("/sign-in/code/", {"code": right}).content.decode()


def test_an_old_link_and_a_made_up_link_are_of_no_use(world: World) -> None:
    ask(world.client())
    where = link()
    world.now += 601
    for path in (where, "/sign-in/link/made-up/"):
        assert world.client().get(path).status_code == 410
        assert world.client().post(path).status_code == 410


def test_somebody_unknown_gets_the_same_answer_the_same_letter_and_the_same_queries(world: World) -> None:
    seen = []
    for address in (ALICE, CHARLIE):
        client = world.client()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/sign-in/", {"address": address})
        page = client.get("/sign-in/code/").content.decode()
        words = letter()
        text = re.sub(r"\d{3} \d{3}|link/\S+", "…", words.subject + words.text)
        shapes = [re.sub(r"'[^']*'|X'[0-9a-f]*'|\d+", "?", each["sql"])[:60] for each in queries]
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        seen.append((answer.status_code, answer["Location"], page, text, shapes))
        world.now += 1
    assert seen[0] == seen[1]


def test_somebody_unknown_who_proves_the_address_may_join_and_is_nobody_before(world: World) -> None:
    client = world.client()
    ask(client, CHARLIE)
    answer = client.post("/sign-in/code/", {"code": code()})
    assert answer["Location"] == "/join/you/"
    assert not signed_in(client)
    assert Person.objects.count() == 3


def test_a_fifth_code_within_ten_minutes_is_not_sent_to_one_address_known_or_not(world: World) -> None:
    for address in (ALICE, CHARLIE):
        for _ in range(4):
            ask(world.client(), address)
        answer = world.client().post("/sign-in/", {"address": address})
        assert answer.status_code == 429
        page = answer.content.decode()
        assert "tried too often" in page
        assert address in page, "what was typed is redisplayed"
    world.now += 600
    ask(world.client())


def test_codes_asked_for_in_bulk_over_many_addresses_are_limited(world: World) -> None:
    for number in range(120):
        ask(world.client(), f"somebody{number}@example.org")
    assert world.client().post("/sign-in/", {"address": ALICE}).status_code == 429
    world.now += 60
    ask(world.client())


def test_guessing_in_bulk_for_one_address_is_limited_even_with_new_codes(world: World) -> None:
    for round_ in range(3):
        client = world.client()
        ask(client)
        wrong = other_than(code())
        for _ in range(5):
            client.post("/sign-in/code/", {"code": wrong})
        world.now += 200 * (round_ % 2)
    client = world.client()
    ask(client)
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 429


def test_guessing_in_bulk_over_many_addresses_is_limited(world: World) -> None:
    start = world.now - world.now % 60
    Tries.objects.create(what="guess", whose="", window=start, number=100)
    client = world.client()
    ask(client)
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 429


def test_limits_and_codes_hold_no_readable_address_and_nothing_of_the_browser(world: World) -> None:
    client = world.client()
    ask(client)
    rows = repr([*SignInCode.objects.values(), *Tries.objects.values()])
    assert "alice" not in rows
    assert "127.0.0.1" not in rows
    assert code().replace(" ", "") not in rows
    assert "alice" not in repr(dict(client.session.items()))


@pytest.mark.parametrize(
    "typed", ["", "alice", "alice@", "a@b\r\nBcc: x@example.org", "a b@example.org", "x" * 260 + "@e.org"]
)
def test_what_is_no_address_gets_an_error_and_no_letter(world: World, typed: str) -> None:
    answer = world.client().post("/sign-in/", {"address": typed})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Letter.objects.filter(occasion="sign-in-code").exists()


def test_signing_out_ends_the_session(world: World) -> None:
    client = world.client(world.alice)
    assert signed_in(client)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not signed_in(client)


def test_a_form_without_its_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/", {"address": ALICE}).status_code == 403
    assert not Letter.objects.filter(occasion="sign-in-code").exists()


# Faults that peers have had


ELSEWHERE = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation:x\r\n",
    "https:evil.example",
    " //evil.example",
    "/\t/evil.example",
    "///evil.example",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_cve_2024_46883_nobody_is_sent_to_another_site_by_a_link_to_us(world: World, wanted: str) -> None:
    client = world.client()
    client.post("/sign-in/", {"address": ALICE}, QUERY_STRING=f"next={wanted}".replace("\r\n", "%0d%0a"))
    assert client.post("/sign-in/code/", {"code": code()})["Location"] == "/"
    assert safe_next(wanted) == "/"


def test_a_path_of_our_own_is_where_one_comes_back_to(world: World) -> None:
    client = world.client()
    ask(client, next="/motions/14/")
    assert client.post("/sign-in/code/", {"code": code()})["Location"] == "/motions/14/"


def test_cve_2024_46882_an_address_that_was_not_proved_makes_nothing(world: World) -> None:
    form = {"shown_name": "Charlie", "branch": "harbour", "shows": "branch", "accepts": "on"}
    client = world.client()
    ask(client, CHARLIE)
    for extra in ({}, {"address": CHARLIE, "email": CHARLIE}):
        assert client.post("/join/you/", form | extra)["Location"] == "/join/"
    assert Person.objects.count() == 3


def test_cve_2024_46882_a_proved_address_cannot_be_swapped_for_another(world: World) -> None:
    client = world.client()
    ask(client, CHARLIE)
    client.post("/sign-in/code/", {"code": code()})
    form = {"shown_name": "Charlie", "branch": "harbour", "shows": "branch", "accepts": "on"}
    client.post("/join/you/", form | {"address": "victim@example.org", "email": "victim@example.org"})
    assert Person.objects.get(shown_name="Charlie").email == CHARLIE


def test_cve_2024_46884_a_script_in_a_name_stays_text_on_every_page(world: World) -> None:
    client = world.client()
    ask(client, CHARLIE)
    client.post("/sign-in/code/", {"code": code()})
    name = '<script>alert("x")</script>'
    client.post("/join/you/", {"shown_name": name, "branch": "harbour", "shows": "members", "accepts": "on"})
    assert Person.objects.filter(shown_name=name).exists()
    mine = Letter.objects.get(person__shown_name=name)
    for browser, path in (
        (client, "/"),
        (client, "/you/"),
        (client, "/letters/"),
        (client, f"/letters/{mine.pk}/"),
        (client, "/you/leave/"),
        (world.client(world.alice), "/members/"),
        (world.client(), "/outbox/"),
    ):
        page = browser.get(path)
        assert page.status_code == 200
        assert b"<script>alert" not in page.content, path
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert "unsafe" not in page["Content-Security-Policy"]
    assert b"&lt;script&gt;alert" in world.client(world.alice).get("/members/").content


def test_no_page_holds_an_inline_script_or_style(world: World) -> None:
    for path in ("/", "/sign-in/", "/join/", "/sign-in/passkey/", "/branches/", "/privacy/"):
        page = world.client().get(path).content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))|<style|\son\w+=|\sstyle=", page), path


def test_a_passkey_answer_that_is_rubbish_signs_nobody_in(world: World) -> None:
    client = world.client()
    client.get("/sign-in/passkey/")
    for rubbish in (
        "{}",
        "[]",
        "null",
        '{"id": "x"}',
        "not json",
        '{"id":"eA","rawId":"eA","type":"public-key","response":{}}',
    ):
        client.get("/sign-in/passkey/")
        assert client.post("/sign-in/passkey/", {"answer": rubbish}).status_code == 400
        assert not signed_in(client)
    assert not Passkey.objects.exists()

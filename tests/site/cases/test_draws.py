"""A draw on the site: who is left out, what members add, what anybody can check, who is asked."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from case_world import DICE, HOUR, Cases, found
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.dispute import family
from folkmoot.site.cases.acts import draws
from folkmoot.site.cases.acts.entering import SITE, Hand, give_seat
from folkmoot.site.cases.acts.pools import TIE, left_out
from folkmoot.site.cases.drawn import Drawn, drawn
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import by_code
from folkmoot.site.members import clock
from folkmoot.site.members.roll import roll_for
from folkmoot.site.notices.models import Letter


def announced(cases: Cases, on: str) -> Drawn:
    """The draw, just announced by the site."""
    found = drawn(draws.announce(on=on, by=SITE, at=cases.now).entry.index)
    assert found is not None
    return found


def ready(cases: Cases, draw: Drawn) -> None:
    """Let the time pass until dice count."""
    cases.now = max(cases.now, draw.said.ready)


def out(cases: Cases, on: str) -> dict[str, str]:
    """Who is left out of a pool now and why, by name."""
    case = cases.case(on)
    members = roll_for("commons", family(on), "membership", cases.now)
    return {members[code].shown_name: why for code, why in left_out(case, members, cases.now).items()}


# The pool


def test_parties_and_officers_of_the_branches_concerned_are_not_in_the_pool(cases: Cases) -> None:
    found = out(cases, cases.filed())
    assert {"Sol": "party", "Cleo": "party"}.items() <= found.items()
    assert all(found[name] == "officer" for name in ("Oona", "Remy", "Page", "Tam", "Moe"))
    assert "Ada" not in found


def test_whoever_judged_before_is_left_out_as_such(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    assert adjudicator.person is not None
    assert out(cases, on)[adjudicator.person.shown_name] == "earlier"


def test_a_declared_tie_keeps_a_member_out(cases: Cases) -> None:
    on = cases.filed()
    give_seat(on, cases["Ada"], TIE, cases.now)
    assert out(cases, on)["Ada"] == TIE


def test_somebody_in_another_case_of_the_same_people_is_related(cases: Cases) -> None:
    cases.filed(by="Ben", about="Sol")
    on = cases.filed(by="Cleo", about="Sol", offence="confidence")
    assert out(cases, on)["Ben"] == "related"


def test_reasons_that_the_record_does_not_show_never_take_more_than_a_third(cases: Cases) -> None:
    on = cases.filed()
    for name in ("Ada", "Ben", "Cyn", "Del", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jan", "Kai", "Lou"):
        give_seat(on, cases[name], TIE, cases.now)
    found = out(cases, on)
    hidden = [why for why in found.values() if why != "party"]
    assert len(hidden) == len(cases.people) // 3
    assert set(hidden) == {TIE}
    assert announced(cases, on).said.pool == len(cases.people) - len(found)


def test_a_draw_is_announced_once(cases: Cases) -> None:
    on = cases.filed()
    announced(cases, on)
    with pytest.raises(OutOfOrder, match="under way"):
        announced(cases, on)


# Numbers, dice and the beacon


def test_three_members_who_enter_the_same_throw_make_the_result(cases: Cases) -> None:
    on = cases.filed()
    draw = announced(cases, on)
    ready(cases, draw)
    for name in ("Uli", "Val"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    draws.throw(on=on, by=cases.hand("Ned"), dice="1" * 24, at=cases.now)
    assert not cases.case(on).panel.ranking  # type: ignore[union-attr]
    draws.throw(on=on, by=cases.hand("Wim"), dice=DICE, at=cases.now)
    found = drawn(draw.index)
    assert found is not None and found.source == f"dice {DICE}"
    result = found.result()
    panel = cases.case(on).panel
    assert result is not None and panel is not None
    assert [found.handle_of(name) for name in panel.ranking] == [
        *result.outcome.seats,
        *result.outcome.reserves,
    ]


def test_a_number_that_was_opened_goes_into_the_seed(cases: Cases) -> None:
    on = cases.notified()
    draw = announced(cases, on)
    for name, words in (("Ada", "a " * 24), ("Ben", "b " * 24)):
        secret = draws.secret_of(words)
        assert secret is not None
        seal = sha256(bytes.fromhex(secret)).hexdigest()
        draws.contribute(on=on, by=cases.hand(name), commit=seal, at=cases.now)
    cases.now = draw.said.closes + HOUR
    opened = draws.secret_of("a " * 24)
    assert opened is not None
    draws.reveal(on=on, by=cases.hand("Ada"), secret=opened, at=cases.now)
    with pytest.raises(OutOfOrder, match="not the number"):
        draws.reveal(on=on, by=cases.hand("Ned"), secret=opened, at=cases.now)
    cases.now = draw.said.fallback_from
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    found = drawn(draw.index)
    assert found is not None
    assert found.files()["commits"].count("\n") == 2
    assert found.files()["reveals"] == f"{opened}\n"


def test_a_signature_that_is_not_that_of_the_round_is_refused_in_plain_words(cases: Cases) -> None:
    on = cases.notified()
    draw = announced(cases, on)
    cases.now = draw.said.ready + HOUR
    page = cases.client("Ada").post(f"/cases/draws/{draw.index}/", {"what": "beacon", "signature": "8a" * 48})
    assert page.status_code == 422
    assert "Nothing was entered" in page.content.decode()
    assert not cases.case(on).panel.ranking  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["", "too few words", "1234", "1 2 3"])
def test_a_number_that_could_be_guessed_is_none(words: str) -> None:
    assert draws.secret_of(words) is None


def test_the_same_words_make_the_same_number_however_they_are_spaced() -> None:
    assert draws.secret_of("Word " * 24) == draws.secret_of("word\n" * 24)
    assert draws.secret_of("123456 " * 4) == draws.secret_of("1 2 3 4 5 6 " * 4)
    assert draws.secret_of("word " * 24) != draws.secret_of("word " * 25)


# Those drawn


def test_those_drawn_get_a_letter_that_says_where_to_answer(cases: Cases) -> None:
    on = cases.filed()
    draw = announced(cases, on)
    ready(cases, draw)
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    people = {person.pk for person in by_code(on, panel.ranking).values()}
    assert set(Letter.objects.filter(occasion="case-drawn").values_list("person", flat=True)) == people
    assert draw.index == panel.index


def test_whoever_declines_with_a_tie_is_left_out_of_the_next_draw(cases: Cases) -> None:
    on = cases.filed()
    ready(cases, announced(cases, on))
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    found = by_code(on, panel.ranking)
    for code in panel.ranking:
        draws.decline(on=on, by=Hand(found[code], "drawn member"), reason="tie", at=cases.now)
    again = announced(cases, on)
    assert again.again == "too-few"
    assert all(again.excluded[code] == TIE for code in panel.ranking)
    assert not Seat.objects.filter(role="drawn member", until=None).exists()


# The page


def test_the_page_shows_each_member_their_own_handle_and_no_other(cases: Cases) -> None:
    on = cases.filed()
    draw = announced(cases, on)
    mine, other = cases["Ada"].code(on), cases["Ben"].code(on)
    page = cases.client("Ada").get(f"/cases/draws/{draw.index}/").content.decode()
    assert draw.handle_of(mine).hex() in page
    assert draw.handle_of(other).hex() not in page and mine not in page
    stranger = cases.client().get(f"/cases/draws/{draw.index}/").content.decode()
    assert draw.handle_of(mine).hex() not in stranger


def test_the_page_says_why_one_is_left_out(cases: Cases) -> None:
    draw = announced(cases, cases.filed())
    page = cases.client("Sol").get(f"/cases/draws/{draw.index}/").content.decode()
    assert "You are not in the pool" in page and "has a part in the case" in page


def test_the_file_of_a_draw_passes_the_auditors_program(cases: Cases, tmp_path: Path) -> None:
    on, _adjudicator = cases.triaged()
    index = cases.case(on).panel.index  # type: ignore[union-attr]
    file = tmp_path / "draw.json"
    file.write_bytes(cases.client().get(f"/cases/draws/{index}/draw.json").content)
    ran = subprocess.run(
        [sys.executable, "-m", "folkmoot.cli", "draw", "verify", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0 and "good: the draw follows" in ran.stdout, ran.stderr
    told = json.loads(file.read_text())
    told["handles"] = told["handles"][65:]
    file.write_text(json.dumps(told))
    ran = subprocess.run(
        [sys.executable, "-m", "folkmoot.cli", "draw", "verify", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1 and "not those announced" in ran.stderr


def test_a_member_announces_a_draw_that_is_due_with_one_button(cases: Cases) -> None:
    on = cases.filed()
    client = cases.client("Ada")
    assert "Announce it" in client.get("/cases/draws/").content.decode()
    sent = client.post("/cases/draws/announce/", {"on": on})
    assert sent.status_code == 303 and sent["Location"].startswith("/cases/draws/")
    assert client.get(sent["Location"]).status_code == 200


def test_whoever_is_not_signed_in_adds_nothing(cases: Cases) -> None:
    draw = announced(cases, cases.filed())
    sent = cases.client().post(f"/cases/draws/{draw.index}/", {"what": "dice", "dice": DICE})
    assert sent.status_code in (302, 403)
    assert not cases.case(draw.on).panel.dice  # type: ignore[union-attr]


def test_a_throw_typed_short_is_handed_back_with_what_was_typed(cases: Cases) -> None:
    draw = announced(cases, cases.filed())
    ready(cases, draw)
    page = cases.client("Uli").post(f"/cases/draws/{draw.index}/", {"what": "dice", "dice": "1234"})
    assert page.status_code == 422
    assert "You typed 4 figures" in page.content.decode() and 'value="1234"' in page.content.decode()


def test_an_entry_that_announces_nothing_has_no_page(cases: Cases) -> None:
    assert cases.client().get("/cases/draws/0/").status_code == 404
    assert cases.client().get("/cases/draws/999/draw.json").status_code == 404


# In a browser


@pytest.mark.django_db(transaction=True)
def test_a_number_made_in_the_browser_stays_there_until_it_is_opened(
    live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    world = found()
    monkeypatch.setattr(clock, "read", lambda: world.now)
    on = world.notified()
    draw = announced(world, on)
    cookie = world.client("Ada").cookies["sessionid"].value
    page_url, sent = f"{live_server.url}/cases/draws/{draw.index}/", []
    with playwright.sync_playwright() as stage:
        browser = stage.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("request", lambda request: sent.append(request.post_data or ""))
        page.goto(page_url)
        page.click("[data-make]")
        page.wait_for_selector("text=Keep the number")
        kept = page.evaluate(f"localStorage.getItem('folkmoot.draw.{draw.index}')")
        assert sha256(bytes.fromhex(kept)).hexdigest() in drawn(draw.index).commits  # type: ignore[union-attr]
        assert not any(kept in body for body in sent)
        world.now = draw.said.closes + HOUR
        page.goto(page_url)
        assert page.input_value("[name=secret]") == kept
        page.click("text=Open my number")
        page.wait_for_selector("text=Your number is open")
        connection.close()  # while the browser's loop runs, this thread has a second one
        browser.close()
    assert kept in drawn(draw.index).secrets.values()  # type: ignore[union-attr]

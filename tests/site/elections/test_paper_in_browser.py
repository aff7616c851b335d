"""Ranking by dragging, by keyboard and by numbers: the same boxes, and a screen reader is told."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from election_world import VOTING, ElectionWorld, found
from folkmoot.site.elections.models import Election
from folkmoot.site.voting.models import SecretBallot

if importlib.util.find_spec("playwright") is None:
    pytest.skip("nothing drives a browser here", allow_module_level=True)

from playwright.sync_api import expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Vic", "Bea", "Cass", "Una")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser of this machine."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as stage:
        opened = stage.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def world(transactional_db: None) -> ElectionWorld:
    """The network, with real transactions: the server has threads of its own."""
    return found()


@pytest.fixture
def row(world: ElectionWorld, now: Callable[[float], None]) -> Election:
    """A ballot that is open."""
    made = world.opened()
    now(VOTING)
    return made


def is_a_fault(said: Any) -> bool:
    """Whether a line in the console is one; a connection that a test cuts is none."""
    return bool(said.type == "error" and "net::ERR_FAILED" not in said.text)


@pytest.fixture(params=[True])
def page(request: Any, world: ElectionWorld, row: Election, live_server: Any, browser: Any) -> Iterator[Any]:
    """Wren's ballot paper on a phone, with scripts unless the test says so; a fault of one fails it."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=request.param
    )
    session = world.client("Wren").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    faults: list[str] = []
    shown = context.new_page()
    shown.on("pageerror", lambda fault: faults.append(str(fault)))
    shown.on("console", lambda said: faults.append(said.text) if is_a_fault(said) else None)
    shown.goto(f"{live_server.url}{row.url}vote/")
    yield shown
    context.close()
    assert faults == []


def numbers(page: Any) -> dict[str, str]:
    """The number in each box, by name."""
    found = page.locator("[data-candidate]").evaluate_all(
        "rows => rows.map(row => [row.dataset.name, row.querySelector('input').value])"
    )
    return {name: value for name, value in found if value}


def told(page: Any, words: str) -> None:
    expect(page.locator("[data-live]")).to_have_text(words)
    assert page.locator("[data-live]").get_attribute("aria-live") == "polite"


def test_arrows_by_keyboard_fill_the_boxes_and_are_announced(page: Any) -> None:
    up = page.get_by_role("button", name="Bea: one place up")
    up.focus()
    page.keyboard.press("Enter")
    told(page, "Bea: choice 1 of 1.")
    page.get_by_role("button", name="Vic: one place up").press("Enter")
    told(page, "Vic: choice 2 of 2.")
    page.get_by_role("button", name="Vic: one place up").press("Space")
    told(page, "Vic: choice 1 of 2.")
    assert numbers(page) == {"Vic": "1", "Bea": "2"}
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Vic: one place up"
    down = page.get_by_role("button", name="Bea: one place down")
    down.press("Enter")
    told(page, "Bea: no number.")
    assert numbers(page) == {"Vic": "1"}


def test_dragging_fills_the_same_boxes(page: Any) -> None:
    for name in ("Bea", "Vic"):
        page.get_by_role("button", name=f"{name}: one place up").click()
    handle = page.locator("[data-name=Una] [data-handle]")
    handle.evaluate("each => each.scrollIntoView({block: 'end'})")
    start, target = handle.bounding_box(), page.locator("[data-name=Bea]").bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, target["y"] + 4, steps=15)
    page.mouse.up()
    told(page, "Una: choice 1 of 3.")
    assert numbers(page) == {"Una": "1", "Bea": "2", "Vic": "3"}


def finger(page: Any) -> Callable[..., None]:
    """Touches the page: `touchStart`, `touchMove` and `touchEnd` with a place."""
    talk = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        talk.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def test_the_page_moves_along_where_a_row_is_dragged_to_its_edge(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 420})
    last = page.locator("[data-candidate]").nth(3)
    name = last.get_attribute("data-name")
    handle = page.locator(f"[data-name={name}] [data-handle]")
    handle.evaluate("each => each.scrollIntoView({block: 'center'})")
    start, before = handle.bounding_box(), page.evaluate("scrollY")
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, 5, steps=3)
    expect(page.locator("[data-ranking] > li").first).to_have_attribute("data-name", name)
    page.mouse.up()
    told(page, f"{name}: choice 1 of 1.")
    assert page.evaluate("scrollY") < before
    handle.evaluate("each => each.scrollIntoView({block: 'center'})")
    start, before, touch = handle.bounding_box(), page.evaluate("scrollY"), finger(page)
    touch("touchStart", start["x"] + 20, start["y"] + 20)
    touch("touchMove", start["x"] + 20, 300)
    touch("touchMove", start["x"] + 20, 415)
    expect(page.locator("[data-ranking] > li").last).to_have_attribute("data-name", name)
    touch("touchEnd")
    told(page, f"{name}: no number.")
    assert page.evaluate("scrollY") > before
    assert numbers(page) == {}


def test_numbers_typed_are_what_the_arrows_go_on_from(page: Any) -> None:
    line = page.locator("[data-divider]")
    expect(line).to_have_text("Below this line: no number")
    page.get_by_label("Your number for Cass").fill("1")
    expect(line).to_have_text("The rows follow when you are done")
    page.get_by_label("Your number for Una").fill("2")
    page.get_by_role("button", name="Una: one place up").click()
    expect(line).to_have_text("Below this line: no number")
    assert numbers(page) == {"Una": "1", "Cass": "2"}


def test_faults_are_told_while_the_paper_is_filled_in(page: Any) -> None:
    page.get_by_label("Your number for Cass").fill("1")
    page.get_by_label("Your number for Una").fill("3")
    expect(page.get_by_role("status").first).to_contain_text("yours counts as far as number 1")
    page.get_by_label("Your number for Una").fill("2")
    expect(page.locator("[data-remarks]")).to_be_empty()


def test_what_was_filled_in_outlives_the_connection_and_goes_with_the_cast(page: Any) -> None:
    page.get_by_role("button", name="Bea: one place up").click()
    page.reload()
    assert numbers(page) == {"Bea": "1"}
    page.get_by_role("button", name="Look at it before casting").click()
    page.get_by_role("button", name="Cast this paper").click()
    expect(page.locator("h1")).to_have_text("Your ballot is cast")
    receipt = page.locator("[data-receipt]").inner_text()
    assert SecretBallot.objects.exclude(choice="").get().receipt == receipt
    page.reload()
    expect(page.locator("h1")).to_have_text("Your ballot is cast")
    page.goto(page.url.replace("/cast/", "/vote/"))
    assert numbers(page) == {}, "on this device nothing is left of it"
    expect(page.get_by_text("You have voted.")).to_be_visible()
    assert SecretBallot.objects.exclude(choice="").count() == 1


@pytest.mark.parametrize("page", [True, False], ids=["with scripts", "without"], indirect=True)
def test_back_after_casting_shows_what_became_of_the_paper(page: Any) -> None:
    page.get_by_label("Your number for Cass").fill("1")
    page.get_by_role("button", name="Look at it before casting").click()
    receipt = page.locator("[data-receipt]").inner_text()
    page.go_back()
    expect(page.get_by_label("Your number for Cass")).to_have_value("1")
    page.go_forward()
    expect(page.locator("[data-receipt]")).to_have_text(receipt)
    page.get_by_role("button", name="Cast this paper").click()
    expect(page.locator("h1")).to_have_text("Your ballot is cast")
    page.go_back()
    expect(page.locator("h1")).to_have_text("It was in the box already")
    expect(page.locator("[data-receipt]")).to_have_text(receipt)
    page.go_back()
    expect(page.get_by_text("You have voted.")).to_be_visible()
    assert numbers(page) == {}
    page.goto(page.url.replace("/vote/", "/cast/"))
    expect(page.locator("[data-receipt]")).to_have_text(receipt)
    assert SecretBallot.objects.exclude(choice="").count() == 1


def test_whoever_comes_back_to_the_receipt_fetches_it_and_sends_no_form(page: Any) -> None:
    page.get_by_label("Your number for Cass").fill("1")
    page.get_by_role("button", name="Look at it before casting").click()
    page.get_by_role("button", name="Cast this paper").click()
    receipt = page.locator("[data-receipt]").inner_text()
    page.get_by_role("link", name="Back to the election").click()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Your ballot is cast")
    expect(page.locator("[data-receipt]")).to_have_text(receipt)


@pytest.mark.parametrize("arrives", [True, False], ids=["the answer is lost", "the paper is lost"])
def test_a_connection_that_breaks_doubles_nothing_and_loses_nothing(page: Any, arrives: bool) -> None:
    def breaks(route: Any) -> None:
        if arrives:
            route.fetch(max_redirects=0)
        route.abort()

    page.get_by_label("Your number for Cass").fill("1")
    page.get_by_role("button", name="Look at it before casting").click()
    receipt = page.locator("[data-receipt]").inner_text()
    page.route("**/cast/", breaks, times=1)
    page.get_by_role("button", name="Cast this paper").click()
    page.wait_for_url("chrome-error://**")
    page.go_back()
    if not arrives:
        expect(page.locator("h1")).to_have_text("Is this your vote?")
        page.get_by_role("button", name="Cast this paper").click()
    expect(page.locator("h1")).to_have_text("It was in the box already" if arrives else "Your ballot is cast")
    expect(page.locator("[data-receipt]")).to_have_text(receipt)
    assert SecretBallot.objects.exclude(choice="").get().receipt == receipt

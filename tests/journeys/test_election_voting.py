"""Ranking in three equal ways, and what happens to a paper that is sent twice, changed, or comes too late.

The delegates of Harbour branch are at the vote in the demonstration; five stand.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from journeys.browser import DESK, PATIENCE, PHONE, Enter, Site, Visitor
from journeys.keys import tab_to
from journeys.looking import faults_of
from journeys.writing import announced

ELECTION = "/elections/7/"
BOTH = ((DESK, "light"), (PHONE, "dark"))
GAP = (
    "There is no number 2. A paper is read in the order of its numbers and ends where one is missing:"
    " yours counts as far as number 1."
)
EQUAL = (
    "Number 2 stands more than once. A paper ends where the next choice is not clear:"
    " yours counts as far as number 1."
)
LOOKS, CASTS, EXCHANGES = "Look at it before casting", "Cast this paper", "Exchange it for this one"
WANTED = ["Ola B.", "Ewan P.", "Imani G."]
RECEIPT = re.compile(r"\w{4}-\w{4}-\w{4}-\w{4}")
CLOSES = re.compile(r"The ballot closes on \w+ (\d+ \w+ \d{4}, \d\d:\d\d)")
CLOCK = ZoneInfo("Europe/London")


def numbers(visitor: Visitor, *typed: tuple[str, str]) -> None:
    """Write a number beside each of these names."""
    for name, number in typed:
        visitor.page.get_by_label(f"Your number for {name}").fill(number)


def ranked(visitor: Visitor) -> dict[str, str]:
    """What stands in the boxes that are not empty, by name."""
    found = visitor.part("[data-candidate]").evaluate_all(
        "rows => rows.map(row => [row.dataset.name, row.querySelector('input').value])"
    )
    return {name: value for name, value in found if value}


def as_read(visitor: Visitor) -> list[str]:
    """The order on the page that asks whether to cast."""
    expect(visitor.part("h1")).to_have_text("Is this your vote?")
    return visitor.part(".as-read li").all_inner_texts()


def receipt_of(visitor: Visitor) -> str:
    found = visitor.part("[data-receipt]").inner_text()
    assert RECEIPT.fullmatch(found), found
    return found


def looks_for(visitor: Visitor, receipt: str, said: str) -> None:
    """Ask whether a paper with this receipt is in the box."""
    visitor.go(f"{ELECTION}look/")
    visitor.write("Your receipt", receipt)
    visitor.press("Look", exact=True)
    visitor.sees(f"{receipt} {said}")
    assert receipt not in visitor.page.url, "with it a paper can be exchanged, and addresses are remembered"


def passes(visitor: Visitor) -> None:
    """The page as it stands is sound on a desk in light and on a telephone in the dark."""
    faults = [f"{visitor.path} {fault}" for fault in faults_of(visitor, *BOTH)]
    visitor.page.set_viewport_size(DESK)
    visitor.page.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)


def test_numbers_alone_are_enough_and_the_rule_warns(enter: Enter) -> None:
    greta = enter("greta", java_script_enabled=False)
    greta.go(f"{ELECTION}vote/")
    assert not greta.part("[data-move]:visible, [data-handle]:visible, [data-clear]:visible").count()
    numbers(greta, ("Ola B.", "1"), ("Ewan P.", "3"))
    greta.press(LOOKS)
    greta.sees(GAP)
    assert as_read(greta) == ["Ola B."]
    greta.press("Change something")
    assert ranked(greta) == {"Ola B.": "1", "Ewan P.": "3"}, "what was written is still there"
    numbers(greta, ("Ewan P.", "2"), ("Imani G.", "2"))
    greta.press(LOOKS)
    greta.sees(EQUAL)
    greta.press("Change something")
    numbers(greta, ("Imani G.", "nine"))
    greta.press(LOOKS)
    greta.sees("Write a whole number, or leave the box empty.")
    numbers(greta, ("Imani G.", "3"))
    greta.press(LOOKS)
    assert as_read(greta) == WANTED
    promised = receipt_of(greta)
    assert f"{promised} is not in the box" in greta.sends(f"{ELECTION}look/", receipt=promised).text()
    greta.press(CASTS)
    greta.sees("Your ballot is cast")
    assert receipt_of(greta) == promised, "the receipt is the one that was shown before"
    looks_for(greta, promised, "is in the box")


def the_paper_is_told_to_whoever_does_not_see(visitor: Visitor) -> None:
    """Names, roles and the region that speaks."""
    paper = visitor.part("[data-paper]")
    expect(paper.get_by_role("textbox", name="Your number for Ewan P.", exact=True)).to_have_count(1)
    expect(paper.get_by_role("textbox")).to_have_count(5)
    for way in ("up", "down"):
        expect(paper.get_by_role("button", name=f"Ewan P.: one place {way}", exact=True)).to_have_count(1)
    expect(paper.locator("[data-live]")).to_have_attribute("aria-live", "polite")
    expect(paper.locator("[data-remarks]")).to_have_role("status")
    expect(paper.locator("[data-ranking]")).to_have_role("list")


def test_arrows_by_keyboard_are_announced(enter: Enter) -> None:
    dai = enter("dai")
    dai.go(f"{ELECTION}vote/")
    the_paper_is_told_to_whoever_does_not_see(dai)
    passes(dai)
    keys = dai.page.keyboard
    for name, said in (("Ewan P.", "choice 1 of 1."), ("Ola B.", "choice 2 of 2."), ("Imani G.", "choice 3")):
        dai.page.get_by_role("button", name=f"{name}: one place up").focus()
        keys.press("Enter")
        announced(dai, f"{name}: {said}")
    dai.page.get_by_role("button", name="Ola B.: one place up").press("Space")
    announced(dai, "Ola B.: choice 1 of 3.")
    assert ranked(dai) == {"Ola B.": "1", "Ewan P.": "2", "Imani G.": "3"}
    down = dai.page.get_by_role("button", name="Imani G.: one place down")
    down.press("Enter")
    announced(dai, "Imani G.: no number.")
    expect(down).to_be_focused()
    dai.page.get_by_role("button", name="Imani G.: one place up").press("Enter")
    announced(dai, "Imani G.: choice 3 of 3.")
    dai.page.get_by_label("Your number for Imani G.").fill("4")
    expect(dai.part("[data-remarks]")).to_contain_text("There is no number 3.")
    dai.page.get_by_label("Your number for Imani G.").fill("3")
    expect(dai.part("[data-remarks]")).to_be_empty()
    for words in (LOOKS, CASTS):
        tab_to(dai, words, "BUTTON")
        with dai.page.expect_navigation(timeout=PATIENCE):
            keys.press("Enter")
        if words == LOOKS:
            assert as_read(dai) == WANTED
            passes(dai)
    dai.sees("Your ballot is cast")
    passes(dai)


def drags(page: Page, name: str, onto: str) -> None:
    """Take a candidate by the handle with the mouse, and let go just above another row."""
    handle, target = page.locator(f"[data-name='{name}'] [data-handle]"), page.locator(onto)
    target.evaluate("each => { each.scrollIntoView({block: 'start'}); scrollBy(0, -120); }")
    start, end = handle.bounding_box(), target.bounding_box()
    assert start and end
    x = start["x"] + start["width"] / 2
    page.mouse.move(x, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, end["y"] + 3, steps=12)
    page.mouse.up()


def strokes(page: Page, name: str, onto: str) -> None:
    """The same with a finger."""
    handle, target = page.locator(f"[data-name='{name}'] [data-handle]"), page.locator(onto)
    target.evaluate("each => { each.scrollIntoView({block: 'start'}); scrollBy(0, -120); }")
    start, end = handle.bounding_box(), target.bounding_box()
    assert start and end
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    talk = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        put = [{"x": at, "y": down} for at, down in points]
        talk.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": put})

    touch("touchStart", (x, y))
    for step in range(1, 13):
        touch("touchMove", (x, y + (end["y"] + 3 - y) * step / 12))
    touch("touchEnd")


def test_a_mouse_and_a_finger_do_the_same(enter: Enter) -> None:
    nia = enter("nia")
    theo = enter("theo", viewport=PHONE, has_touch=True, is_mobile=True)
    for visitor, move in ((nia, drags), (theo, strokes)):
        visitor.go(f"{ELECTION}vote/")
        for place, name in enumerate(WANTED, start=1):
            move(visitor.page, name, "[data-divider]")
            announced(visitor, f"{name}: choice {place} of {place}.")
        move(visitor.page, "Imani G.", "[data-candidate] >> nth=0")
        announced(visitor, "Imani G.: choice 1 of 3.")
        visitor.page.get_by_role("button", name="Imani G.: one place down").click()
        visitor.page.get_by_role("button", name="Imani G.: one place down").click()
        assert ranked(visitor) == {name: str(at) for at, name in enumerate(WANTED, start=1)}
        visitor.press(LOOKS)
        assert as_read(visitor) == WANTED
        visitor.press(CASTS)
        visitor.sees("Your ballot is cast")


def sent_twice(ewan: Visitor) -> str:
    """Back and forth, and the same form again: one ballot, and the page says so; its receipt."""
    ewan.go(f"{ELECTION}vote/")
    assert ranked(ewan) == {"Ola B.": "1", "Ewan P.": "2"}, "what the other tab last looked at"
    numbers(ewan, ("Ola B.", ""), ("Ewan P.", "1"))
    ewan.press(LOOKS)
    assert as_read(ewan) == ["Ewan P."]
    ewan.page.go_back()
    assert ranked(ewan) == {"Ewan P.": "1"}, "the way back loses nothing"
    ewan.press(LOOKS)
    receipt = receipt_of(ewan)
    ewan.press(CASTS)
    ewan.sees("Your ballot is cast")
    ewan.page.reload()
    ewan.sees("Your ballot is cast")
    ewan.page.go_back()
    ewan.sees("It was in the box already")
    ewan.sees("It counts once.")
    assert receipt_of(ewan) == receipt
    ewan.go(f"{ELECTION}vote/")
    ewan.sees("You have voted. To put another paper in the place of the one in the box")
    assert ranked(ewan) == {}, "what was kept in this tab is forgotten"
    numbers(ewan, ("Ewan P.", "1"))
    ewan.press(LOOKS)
    expect(ewan.page.get_by_role("button", name=CASTS)).to_have_count(0)
    expect(ewan.page.get_by_role("button", name=EXCHANGES)).to_have_count(1)
    return receipt


def test_whatever_is_pressed_twice_there_is_one_ballot(enter: Enter) -> None:
    ewan = enter("ewan")
    first, second = ewan, Visitor.__new__(Visitor)
    second.__dict__.update(ewan.__dict__ | {"page": ewan.context.new_page()})
    second.go(f"{ELECTION}vote/")  # another tab, from before anything was cast
    numbers(second, ("Ola B.", "1"), ("Ewan P.", "2"))
    second.press(LOOKS)
    other = receipt_of(second)
    receipt = sent_twice(first)
    second.press(CASTS)
    second.sees("This paper was not taken. Nothing you filled in is lost.")
    assert as_read(second) == ["Ola B.", "Ewan P."]
    looks_for(first, receipt, "is in the box")
    looks_for(first, other, "is not in the box")
    second.write("Receipt of the earlier paper", "0000-0000-0000-0000")
    second.press(EXCHANGES)
    second.sees("This paper was not taken.")
    second.write("Receipt of the earlier paper", receipt)
    second.press(EXCHANGES)
    second.sees("Your paper is exchanged")
    looks_for(first, receipt, "was exchanged for another paper, and is void.")
    looks_for(first, other, "is in the box")
    first.go(ELECTION)
    first.sees("You have voted. Your ballot is in the box, without your name.")


def test_a_paper_that_comes_late_is_refused_and_kept(enter: Enter, site: Site) -> None:
    ola, lotte = enter("ola"), enter("lotte")
    for visitor in (ola, lotte):
        visitor.go(f"{ELECTION}vote/")
        numbers(visitor, ("Ola B.", "1"), ("Imani G.", "2"))
    ola.press(LOOKS)
    shown = receipt_of(ola)
    lotte.context.clear_cookies(name="sessionid")
    lotte.press(LOOKS)
    lotte.sees("You are no longer signed in, so nothing was cast. What stood on your paper is kept")
    closes = CLOSES.search(enter("greta").context.request.get(f"{ELECTION}vote/").text())
    assert closes, "the paper says until when"
    last = datetime.strptime(closes[1], "%d %B %Y, %H:%M").replace(tzinfo=CLOCK)
    site.wait_until(last + timedelta(minutes=2))
    ola.press(CASTS)
    ola.sees("This paper was not taken. Nothing you filled in is lost.")
    assert ola.part(".as-read li").all_inner_texts() == ["Ola B.", "Imani G."]
    assert receipt_of(ola) == shown
    ola.go(ELECTION)
    ola.sees_not("You have voted")

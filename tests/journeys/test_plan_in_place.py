"""A clause is amended by keyboard alone, on a telephone, and without script; the draft is kept throughout."""

from playwright.sync_api import expect

from journeys.browser import PHONE, Enter, Site
from journeys.writing import announced

TEXT = "/plans/3/"
CLAUSE = "[data-clause='august']"
OLD, NEW = "No meeting is called for August.", "No meeting is called for August or December."


def test_by_keyboard_the_change_is_shown_said_and_tabled(enter: Enter) -> None:
    greta = enter("greta")
    greta.go("/plans/")
    greta.follow("How Harbour branch meets")
    assert greta.path == TEXT
    link = greta.part(f"{CLAUSE} > .beside a[data-amend]")
    link.focus()
    greta.page.keyboard.press("Enter")
    box = greta.part(f"{CLAUSE} > [data-placed] textarea").first
    expect(box).to_be_focused()
    assert box.input_value() == OLD
    greta.page.keyboard.press("End")
    greta.page.keyboard.press("ArrowLeft")
    greta.page.keyboard.type(" or December")
    expect(greta.part(".live-words ins").first).to_contain_text("or December")
    announced(greta, "inserted: or December")
    for _stop in range(5):
        greta.page.keyboard.press("Tab")
        if greta.page.locator("button:focus", has_text="Put it in the draft").count():
            break
    greta.page.keyboard.press("Enter")
    announced(greta, "Kept in your draft")
    greta.go(f"{TEXT}amend/mine/")
    greta.sees("after “August” insert “or December”")
    greta.write("Reasons", "In December nobody comes.")
    greta.page.get_by_role("button", name="Table this amendment").focus()
    greta.page.keyboard.press("Enter")
    greta.sees("2 more members must second it")
    greta.in_good_order()


def test_on_a_telephone_nothing_scrolls_sideways_and_it_can_be_amended_and_seconded(enter: Enter) -> None:
    idris = enter("idris", viewport=PHONE, has_touch=True, is_mobile=True)
    idris.go(TEXT)
    idris.part(f"{CLAUSE} > .beside a[data-amend]").tap()
    box = idris.part(f"{CLAUSE} > [data-placed] textarea").first
    expect(box).to_be_focused()
    box.fill(NEW)
    expect(idris.part(".live-words ins").first).to_contain_text("or December")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert idris.page.evaluate(wide) <= 0
    idris.page.get_by_role("button", name="Put it in the draft").tap()
    announced(idris, "Kept in your draft")
    for path in (f"{TEXT}amend/mine/", f"{TEXT}marked/", f"{TEXT}amendments/", f"{TEXT}amendments/1/"):
        idris.go(path)
        assert idris.page.evaluate(wide) <= 0, path


def test_without_script_a_form_with_the_words_does_the_same(enter: Enter, site: Site) -> None:
    bettan = enter("bettan", java_script_enabled=False)
    bettan.go(TEXT)
    bettan.part(f"{CLAUSE} > .beside a[data-amend]").click()
    box = bettan.part("textarea").first
    assert box.input_value() == OLD
    box.fill(NEW)
    bettan.press("Put it in the draft")
    bettan.go(f"{TEXT}amend/mine/")
    bettan.sees("after “August” insert “or December”")
    bettan.go(f"{TEXT}marked/")
    bettan.follow("At the meeting")
    assert "texts" in site.audit()

"""A clause is amended by keyboard alone, on a telephone, and without script; the draft is kept throughout."""

from playwright.sync_api import expect

from journeys.browser import PATIENCE, PHONE, Enter, Site, Visitor
from journeys.keys import enters, tab_to
from journeys.writing import announced

TEXT, MEETING = "/plans/3/", "/plans/2/meeting/"
CLAUSE = "[data-clause='august']"
OLD, NEW = "No meeting is called for August.", "No meeting is called for August or December."
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_by_keyboard_the_change_is_shown_said_and_tabled(enter: Enter) -> None:
    greta = enter("greta")
    greta.go("/plans/")
    enters(greta, "How Harbour branch meets", "A")
    assert greta.path == TEXT
    tab_to(greta, "Amend clause 1.4", "A")
    greta.page.keyboard.press("Enter")
    box = greta.part(f"{CLAUSE} > [data-placed] textarea").first
    expect(box).to_be_focused()
    assert box.input_value() == OLD
    greta.page.keyboard.press("Escape")
    expect(greta.part(f"{CLAUSE} > .beside a[data-amend]")).to_be_focused()  # back where it was opened
    greta.page.keyboard.press("Enter")
    expect(box).to_be_focused()
    greta.page.keyboard.press("End")
    greta.page.keyboard.press("ArrowLeft")
    greta.page.keyboard.type(" or December")
    expect(greta.part(".live-words ins").first).to_contain_text("or December")
    announced(greta, "inserted: or December")
    tab_to(greta, "Put it in the draft", "BUTTON")
    greta.page.keyboard.press("Enter")
    announced(greta, "Kept in your draft")
    enters(greta, "Look it through, and table it", "A")
    greta.sees("after “August” insert “or December”")
    tab_to(greta, "Reasons", "TEXTAREA")
    greta.page.keyboard.type("In December nobody comes.")
    enters(greta, "Table this amendment")
    greta.sees("2 more members must second it")


def fits(visitor: Visitor) -> None:
    """Nothing on the page is wider than the telephone."""
    assert visitor.page.evaluate(WIDE) <= 0, f"{visitor.path} scrolls sideways"


def taps(visitor: Visitor, name: str, role: str = "button") -> None:
    """Touch a button or a link; what follows fits."""
    with visitor.page.expect_navigation(timeout=PATIENCE):
        visitor.page.get_by_role(role, name=name, exact=True).first.tap()  # type: ignore[arg-type]
    fits(visitor)


def test_on_a_telephone_one_amends_seconds_and_votes_and_nothing_scrolls_sideways(enter: Enter) -> None:
    touch = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    idris, greta = enter("idris", **touch), enter("greta", **touch)
    idris.go(TEXT)
    idris.part(f"{CLAUSE} > .beside a[data-amend]").tap()
    box = idris.part(f"{CLAUSE} > [data-placed] textarea").first
    expect(box).to_be_focused()
    box.fill(NEW.replace("December", "a feast"))
    expect(idris.part(".live-words ins").first).to_contain_text("or a feast")
    fits(idris)
    idris.page.get_by_role("button", name="Put it in the draft").tap()
    announced(idris, "Kept in your draft")
    taps(idris, "Look it through, and table it", "link")
    taps(idris, "Table this amendment")
    idris.sees("is tabled. It stands in the record.")
    greta.go(idris.path)
    taps(greta, "Second it")
    greta.sees("You have seconded amendment")
    for page in ("marked/", "contested/", "amendments/", "list/", "clauses/august/", "compare/", "files/"):
        greta.go(TEXT + page)
        fits(greta)
    greta.go(MEETING)
    fits(greta)
    taps(greta, "Vote", "link")
    assert greta.path.startswith("/ballots/")
    if greta.page.get_by_label("For", exact=True).count():
        greta.page.get_by_label("For", exact=True).tap()
    else:
        greta.part("main input.rank").first.fill("1")
    taps(greta, "Vote")
    greta.sees("Your vote counts")


def test_without_script_a_form_with_the_words_does_the_same(enter: Enter, site: Site) -> None:
    bettan = enter("bettan", java_script_enabled=False)
    bettan.go(TEXT)
    bettan.part(f"{CLAUSE} > .beside a[data-amend]").click()
    box = bettan.part("textarea").first
    assert box.input_value() == OLD
    box.fill(OLD.replace("August", "July or August"))
    bettan.press("Put it in the draft")
    bettan.sees("after “for” insert “July or”")
    bettan.press("Table this amendment")
    bettan.sees("is tabled. It stands in the record.")
    bettan.follow("With amendments")
    bettan.sees_not("The minutes are out")
    bettan.follow("After the meeting")  # in the contents: its place on the page, with a link to its words
    bettan.page.get_by_role("link", name="Show this section").last.click()
    bettan.settle()
    bettan.sees("The minutes are out")
    assert "texts" in site.audit()

"""Sign in, second and vote with Tab, Enter, the blank and the arrows alone; what has the focus shows it."""

from journeys.browser import Enter, Site
from journeys.keys import FOCUS, enters, tab_to


def test_a_member_signs_in_seconds_and_votes_by_keyboard(enter: Enter, site: Site) -> None:
    title = "Paint the boat shed"
    greta = enter("greta")
    path = greta.tables(title, "Harbour branch paints the boat shed.", "Harbour branch")
    enter("bettan").does(path, "Second it")
    ewan = enter()
    ewan.go("/")
    visitor = ewan.page
    visitor.keyboard.press("Tab")
    assert ewan.page.evaluate(FOCUS)["words"] == "Skip to the page"
    enters(ewan, "Sign in", "A")
    tab_to(ewan, "Your e-mail address", "INPUT")
    visitor.keyboard.type("ewan@commons.example")
    enters(ewan, "Send me a code")
    tab_to(ewan, "The six digits", "INPUT")
    visitor.keyboard.type(ewan.code_sent("ewan@commons.example"))
    enters(ewan, "Go on")
    enters(ewan, title, "A")
    enters(ewan, "Second it")
    ewan.sees("You have seconded motion")
    site.wait_days(30)
    ewan.go(path)
    for words in ("Put it to the vote", "Let the site put it to the vote"):
        if ewan.page.get_by_role("button", name=words, exact=True).count():
            enters(ewan, words)
            break
    enters(ewan, "Vote", "A")
    tab_to(ewan, "For", "INPUT")
    visitor.keyboard.press("Space")
    visitor.keyboard.press("ArrowDown")
    assert ewan.page.get_by_label("Against", exact=True).is_checked()
    visitor.keyboard.press("ArrowUp")
    enters(ewan, "Vote")
    ewan.sees("Your vote counts")
    ewan.sees("You have voted: For")

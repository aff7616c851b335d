"""Everything a member does works in a browser that runs no scripts."""

from journeys.browser import PHONE, Enter, Site

PLAIN = {"java_script_enabled": False, "viewport": PHONE}


def test_a_member_signs_in_moves_speaks_and_votes_without_scripts(enter: Enter, site: Site) -> None:
    imani, nia, theo = enter(**PLAIN), enter("nia", **PLAIN), enter("theo", **PLAIN)
    imani.proves("imani@commons.example")
    assert "Imani" in imani.heading()
    imani.go("/motions/new/")
    imani.write("Title", "Keep the kettle")
    imani.write("Text", "Harbour branch keeps its kettle.")
    imani.press("Keep as a draft")
    imani.sees("Your draft is kept")
    imani.page.get_by_label("Branch", exact=True).select_option(label="Harbour branch")
    imani.press("Table this motion")
    path = imani.path
    for seconder in (nia, theo):
        seconder.does(path, "Second it")
    nia.says(path, "It is a good kettle.")
    imani.says(path, "It is, and it was a gift.", answering="Nia P.")
    imani.go(path)
    imani.sees("It is a good kettle.")
    site.wait_days(30)
    nia.go(path)
    nia.press_unless_done("put it to the vote")
    for voter in (imani, nia, theo):
        voter.votes(path, "For")
        voter.sees("Your vote counts")
    site.wait_days(13)
    imani.go(path)
    imani.press_unless_done("Declare the result")
    imani.go(path)
    imani.sees("Carried")
    imani.go("/you/")
    imani.press("Sign out")
    imani.sees("You are signed out")

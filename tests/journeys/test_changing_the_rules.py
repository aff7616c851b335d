"""A change of the rules: proposed with a fault, mended, backed, voted, in force."""

from journeys.browser import Enter, Site

VOTERS = ("wren", "idris", "maeve", "tomas", "priya", "noor", "ffion", "jonah", "bettan", "ewan")


def test_a_change_of_the_rules_is_mended_backed_voted_and_in_force(enter: Enter, site: Site) -> None:
    callum = enter("callum")
    callum.go("/rulebook/4.1/")
    callum.sees("500 words")
    callum.follow("Propose a change")
    before = callum.page.get_by_label("The new words").input_value()
    callum.write("Title", "Room for longer motions")
    callum.write("Reasons", "A hundred words more would have saved three of us from two motions each.")
    callum.write("The new words", before.replace("{motion.length}", "{motion.lenght}", 1))
    callum.press("Check and compare")
    callum.sees("These words cannot stand as rules yet")
    callum.sees("motion.lenght")
    assert "motion.lenght" in callum.page.get_by_label("The new words").input_value()
    callum.write("The new words", before.replace("500 words", "600 words"))
    callum.press("Check and compare")
    callum.sees("It reads well, keeps every guarantee, and its examples hold.")
    callum.press("Propose this change")
    path = callum.path
    assert path.startswith("/rulebook/changes/")

    for key in ("zadie", "noor", "hanna", "viktor", "greta"):
        enter(key).does(path, "Back it")
    callum.go(path)
    callum.sees("not yet")
    site.wait_days(34)
    callum.go(path)
    callum.press_unless_done("Put it to the vote")
    callum.votes(path, "For")
    ballot = callum.path
    for key in VOTERS:
        enter(key).sends(ballot, choice="for")

    site.wait_days(13)
    callum.go(path)
    callum.press_unless_done("Declare the result")
    callum.go(path)
    callum.sees("Adopted")
    callum.go("/rulebook/4.1/")
    callum.sees("500 words")
    site.wait_days(20)
    callum.go("/rulebook/4.1/")
    callum.sees("600 words")
    callum.go(path)
    callum.sees("In force")
    site.audit()

"""An outsider becomes a member: by the code in a letter, or by its link."""

from journeys.browser import Enter


def test_an_outsider_joins_with_the_six_digits_of_a_letter(enter: Enter) -> None:
    juno = enter()
    juno.go("/")
    juno.follow("Join")
    juno.write("Your e-mail address", "juno@commons.example")
    juno.press("Send me a code")
    juno.write("The six digits in the letter", juno.code_sent("juno@commons.example"))
    juno.press("Go on")
    juno.write("The name", "Juno P.")
    juno.page.get_by_label("Your branch").select_option(label="Quarry branch")
    juno.press("Join")
    assert juno.path == "/join/you/", "the rulebook has not been accepted"
    assert juno.page.get_by_label("The name").input_value() == "Juno P."
    juno.page.get_by_label("I accept the rulebook").check()
    juno.press("Join")
    juno.sees("Welcome. You are a member from now on")
    assert "Juno P." in juno.heading()
    juno.go("/letters/")
    juno.sees("Welcome")


def test_the_link_of_a_letter_joins_as_well_and_in_another_browser(enter: Enter) -> None:
    asking, reading = enter(), enter()
    asking.go("/join/")
    asking.write("Your e-mail address", "sorrel@commons.example")
    asking.press("Send me a code")
    link = reading.link_sent("sorrel@commons.example")
    reading.go(link)
    reading.go(link)
    reading.press("Go on")
    reading.write("The name", "Sorrel B.")
    reading.page.get_by_label("I accept the rulebook").check()
    reading.press("Join")
    assert "Sorrel B." in reading.heading()
    asking.go(link)
    asking.sees("This link is of no use any more")

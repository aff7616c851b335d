"""What keeps strangers out: wrong, used, old and guessed codes; addresses that nobody can list; `next`."""

import pytest

from journeys.browser import Enter, Site, Visitor


def asks(visitor: Visitor, address: str) -> str:
    """Ask for a code; the code."""
    visitor.go("/sign-in/")
    visitor.write("Your e-mail address", address)
    visitor.press("Send me a code")
    return visitor.code_sent(address)


def types(visitor: Visitor, code: str) -> None:
    visitor.write("The six digits in the letter", code)
    visitor.press("Go on")


def another(code: str) -> str:
    """Six digits that are not those."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"


def test_a_wrong_code_lets_nobody_in_and_five_of_them_wear_it_out(enter: Enter) -> None:
    charlie = enter()
    code = asks(charlie, "tomas@commons.example")
    for _ in range(5):
        types(charlie, another(code))
        charlie.sees("This is not the code in the letter")
    types(charlie, code)
    charlie.sees("Ask for a new one")
    charlie.go("/you/")
    assert charlie.path == "/sign-in/"


def test_a_code_counts_once_and_only_in_the_browser_that_asked(enter: Enter) -> None:
    wren, charlie = enter(), enter()
    code = asks(wren, "wren@commons.example")
    asks(charlie, "charlie@elsewhere.example")
    types(charlie, code)
    charlie.sees("This is not the code in the letter")
    types(wren, code)
    assert "Wren H." in wren.heading()
    wren.go("/you/")
    wren.press("Sign out")
    wren.go("/sign-in/code/")
    if wren.path == "/sign-in/code/":
        types(wren, code)
    wren.go("/you/")
    assert wren.path == "/sign-in/"


def test_a_link_that_has_been_used_is_of_no_use_to_whoever_finds_it(enter: Enter) -> None:
    maeve, charlie = enter(), enter()
    asks(maeve, "maeve@commons.example")
    link = maeve.link_sent("maeve@commons.example")
    maeve.go(link)
    maeve.press("Go on")
    assert charlie.go(link) == 410
    answer = charlie.context.request.post(link, form={"csrfmiddlewaretoken": "x" * 64})
    assert answer.status == 403


def test_known_and_unknown_addresses_are_answered_alike(enter: Enter) -> None:
    pages = []
    for address in ("jonah@commons.example", "nobody@elsewhere.example"):
        visitor = enter()
        asks(visitor, address)
        pages.append((visitor.path, visitor.part("main").inner_text()))
    assert pages[0] == pages[1]


def test_asking_and_guessing_in_bulk_meets_a_limit(enter: Enter) -> None:
    charlie = enter()
    statuses = [charlie.sends("/sign-in/", address="callum@commons.example").status for _ in range(6)]
    assert statuses[-1] == 429
    for stranger in range(4):
        guesser = enter()
        guesser.sends("/sign-in/", address="noor@commons.example")
        wrong = another(guesser.code_sent("noor@commons.example"))
        statuses = [guesser.sends("/sign-in/code/", code=wrong).status for _ in range(5)]
        assert 200 not in statuses, stranger
    assert statuses[-1] == 429, "fifteen wrong codes in an hour are enough for one address"


ELSEWHERE = ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_next_leads_to_no_other_host(enter: Enter, elsewhere: str) -> None:
    visitor = enter()
    address = f"{'idris' if '//' in elsewhere else 'ewan'}@commons.example"
    visitor.proves(address, door=f"/sign-in/?next={elsewhere}")
    assert visitor.page.url.startswith(visitor.site.address)
    assert visitor.path == "/"


def test_a_code_is_worthless_after_ten_minutes(enter: Enter, site: Site) -> None:
    visitor = enter()
    code = asks(visitor, "bettan@commons.example")
    site.wait_seconds(11 * 60)
    types(visitor, code)
    visitor.sees("more than ten minutes old")
    visitor.go("/you/")
    assert visitor.path == "/sign-in/"


def test_a_page_that_is_not_there_and_a_form_that_is_too_old_say_what_helps(enter: Enter) -> None:
    visitor = enter()
    assert visitor.go("/nothing-here/") == 404
    assert visitor.heading() == "There is no page here"
    visitor.go("/sign-in/")
    visitor.context.clear_cookies()
    visitor.write("Your e-mail address", "wren@commons.example")
    visitor.press("Send me a code")
    visitor.sees("load the page again")

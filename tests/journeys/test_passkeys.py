"""Signing in with a passkey, made in the same browser."""

from journeys.browser import Enter


def test_a_member_makes_a_passkey_and_signs_in_by_it(enter: Enter) -> None:
    zadie = enter("zadie").makes_a_passkey()
    zadie.go("/you/")
    zadie.press("Sign out")
    zadie.go("/sign-in/")
    zadie.follow("Sign in with a passkey instead")
    zadie.press("Use my passkey")
    zadie.page.wait_for_url(zadie.site.address + "/")  # every address of ours ends in a slash
    assert "Zadie U." in zadie.heading()


def test_a_browser_without_the_passkey_is_told_what_else_helps(enter: Enter) -> None:
    charlie = enter()
    charlie.has_a_device()
    charlie.go("/sign-in/passkey/")
    charlie.press("Use my passkey")
    charlie.sees("No passkey answered")
    charlie.follow("Sign in with a code instead")
    assert charlie.path == "/sign-in/"

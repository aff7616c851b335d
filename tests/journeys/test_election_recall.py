"""A recall is begun, signed until there are enough, and replied to; the record bears it out."""

from journeys.browser import DESK, PHONE, Enter, Site, Visitor
from journeys.looking import faults_of
from journeys.writing import words_of

REASONS = "Three letters to the executive have had no answer."
REPLY = "They came while I was away, and each has an answer now."


def passes(visitor: Visitor) -> None:
    """The page as it stands is sound on a desk in light and on a telephone in the dark."""
    faults = [f"{visitor.path} {each}" for each in faults_of(visitor, (DESK, "light"), (PHONE, "dark"))]
    visitor.page.set_viewport_size(DESK)
    assert not faults, "\n".join(faults)


def test_an_officer_is_called_to_account(enter: Enter, site: Site) -> None:
    greta = enter("greta")
    greta.go("/elections/recalls/")
    passes(greta)
    greta.follow("Begin a recall")
    passes(greta)
    greta.page.get_by_label("Zadie U., executive member of The Commons Network").check()
    greta.write("Your reasons", REASONS)
    greta.press("Begin it")
    greta.sees("The recall has begun; your signature is the first.")
    greta.sees(REASONS)
    passes(greta)
    path = greta.path
    zadie = enter("zadie").makes_a_passkey()
    for key in ("nia", "theo", "dai", "samir", "ewan"):
        visitor = enter(key)
        visitor.go(path)
        if not visitor.page.get_by_role("link", name="Sign it").count():
            break
        answer = visitor.sends(f"{path}sign/")
        assert "You have signed." in answer.text(), words_of(answer.text())
    zadie.go(path)
    zadie.sees("Enough have signed.")
    zadie.follow("Reply")
    passes(zadie)
    zadie.page.get_by_role("textbox").first.fill(REPLY)
    zadie.page.locator("main form .button").first.click()
    zadie.sees(REPLY)
    site.audit()

"""A motion is ruled out on a ground of the rulebook, and members put it back."""

from journeys.browser import Enter, Site

ROOT = "The Commons Network"


def test_five_objectors_put_back_a_motion_that_was_ruled_out(enter: Enter, site: Site) -> None:
    mover, secretary = enter("greta"), enter("ola")
    path = mover.tables("Speak for the lighthouse", "This network asks that the lighthouse stay lit.", ROOT)
    secretary.go(path)
    assert secretary.page.get_by_role("link", name="Rule it out").count() == 0, "signed in by a letter only"
    secretary.makes_a_passkey()
    secretary.go(path)
    secretary.follow("Rule it out")
    secretary.press("Rule it out")
    secretary.sees("Nothing you typed is lost")
    secretary.page.get_by_label("not the business of the network").check()
    secretary.write("Reasons", "The lighthouse belongs to the harbour board.")
    secretary.press("Rule it out")
    secretary.sees("is ruled out")
    outsider = enter()
    outsider.go(path)
    outsider.sees("The lighthouse belongs to the harbour board.")
    outsider.sees("4.3")
    for key in ("idris", "zadie", "noor", "viktor", "hanna"):
        objector = enter(key)
        objector.does(path, "Object to the ruling")
        objector.sees("counts")
    callum = enter("callum")
    callum.does(path, "Second it")
    callum.sees("You have seconded motion")
    site.audit()

"""A delegate is called to account, and the members decide: signed, answered, voted on, and the place free."""

from playwright.sync_api import expect

from election_world import SETTLED
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Candidacy
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, does, passes
from journeys.keys import enters, tab_to
from motion_world import day

BEGUN, PUT, VOTED, OVER = SETTLED + 95, SETTLED + 105, SETTLED + 106, SETTLED + 115
REASONS = "The branch has heard nothing from the conference."
REPLY = "I was ill, and the report is written now."
SIGNERS = ("Ola", "Idris", "Juno", "Teo")


def test_the_members_recall_a_delegate(stage: Stage) -> None:
    world = stage.world
    row = world.declared()
    acts.do_what_is_due_in_elections(day(SETTLED))
    winner = world.case(row).result.elected[0]
    name = Candidacy.objects.get(election=row, code=winner).person.shown_name
    stage.at(BEGUN)
    wren = stage.enter("Wren")
    path = it_is_begun(wren, name)
    for signer in SIGNERS:
        signs(stage.enter(signer), path)
    it_is_replied_to(stage.enter(name), path)
    ola = stage.enter("Ola", by_passkey=True)
    ola.go(path)
    ola.sees("Put it to the vote: not yet.")
    stage.at(PUT)
    ola.go(path)
    does(ola, "Put it to the vote", "Open the ballot", "The ballot is open.")
    stage.at(VOTED)
    votes_by_keyboard(stage.enter("Juno"), path)
    stage.enter("Teo").votes(path, "For")
    wren.go(path)
    for told in ("2 have voted", "2 votes", "2 for"):
        wren.sees_not(told)
    stage.at(OVER)
    wren.go(path)
    does(wren, "Declare the result", "Declare it", "The result is declared.")
    the_place_is_free(wren, ola, name)


def it_is_begun(wren: Visitor, name: str) -> str:
    """A member begins it, with reasons; its address."""
    wren.go("/elections/")
    wren.follow("Recalls")
    wren.follow("Begin a recall")
    wren.page.get_by_label(f"{name}, delegate of Harbour").check()
    wren.write("Your reasons", REASONS)
    wren.press("Begin it")
    wren.sees(REASONS)
    wren.sees("1 member has signed; 5 are needed.")
    wren.sees("You have signed.")
    passes(wren)
    return wren.path


def signs(member: Visitor, path: str) -> None:
    """A member signs, once."""
    member.go(path)
    member.follow("Sign it")
    member.press("Sign it")
    member.sees("You have signed.")


def it_is_replied_to(officer: Visitor, path: str) -> None:
    """The officer may answer, at equal length."""
    officer.go(path)
    officer.follow("Reply")
    officer.page.get_by_role("textbox").first.fill(REPLY)
    officer.press("Reply")
    officer.sees(REPLY)
    expect(officer.page.get_by_role("link", name="Reply", exact=True)).to_have_count(0)


def votes_by_keyboard(member: Visitor, path: str) -> None:
    """From the page to the paper and into the box, with Tab, Space and Enter alone."""
    member.go(path)
    enters(member, "Vote", "A")
    passes(member)
    tab_to(member, "For", "INPUT")
    member.page.keyboard.press("Space")
    enters(member, "Cast")
    member.sees("receipt")


def the_place_is_free(wren: Visitor, ola: Visitor, name: str) -> None:
    """What was decided stands on the page; the place is shown as vacant, and can be filled."""
    wren.sees("Recalled")
    expect(wren.page.get_by_role("table").filter(has_text="For")).to_contain_text("2")
    passes(wren)
    wren.follow("The whole result")
    wren.sees("Recall")
    passes(wren)
    wren.go("/branches/harbour/")
    wren.sees("1 of 3 places is vacant")
    expect(wren.page.get_by_role("row").filter(has_text="Delegate").filter(has_text=name)).to_have_count(0)
    ola.go("/elections/new/")
    expect(ola.page.get_by_label("a vacancy, from the ballots of election 1")).to_be_visible()

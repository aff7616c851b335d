"""A place falls vacant: it is filled from the ballots of the poll, or, where nobody does that, by another."""

from playwright.sync_api import expect

from election_world import SETTLED, STANDING, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Candidacy, Election
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, passes
from motion_world import day

LINES = ("1,4", "1,5", "1,4", "2,4", "2,3", "3,5", "3,1")
"""Whoever is elected first holds papers that go on to those who are not elected."""
RESIGNS, CALLED, WILLING, DECLARED, TAKES = (SETTLED + n for n in (1, 2, 3, 25, 45))


def seated(world: ElectionWorld) -> tuple[Election, str, list[str]]:
    """The delegates hold office: the poll, one of them, and those who were not elected."""
    row = world.declared(names=(*STANDING[:4], "Teo"), lines=LINES)
    acts.do_what_is_due_in_elections(day(SETTLED))
    case = world.case(row)
    names = {each.code: each.person.shown_name for each in Candidacy.objects.filter(election=row)}
    assert case.result.elected == case.paper[:3]
    return row, names[case.paper[0]], [names[code] for code in case.paper[3:]]


def test_a_vacancy_is_filled_from_the_ballots_of_the_poll(stage: Stage) -> None:
    row, delegate, others = seated(stage.world)
    stage.at(RESIGNS)
    resigns(stage.enter(delegate, by_passkey=True))
    it_shows(stage.enter())
    stage.at(CALLED)
    path = it_is_called(stage.enter("Ola", by_passkey=True), row)
    stage.at(WILLING)
    is_still_willing(stage.enter(others[0]), path)
    acts.consent(number=2, by=stage.world[others[1]], statement="I too.", at=day(WILLING))
    stage.at(DECLARED)
    acts.do_what_is_due_in_elections(day(DECLARED))
    outsider = stage.enter()
    outsider.go(path)
    outsider.sees("Declared")
    passes(outsider)
    outsider.follow("The count, stage by stage")
    outsider.sees("the ballots are those of election 1")
    outsider.sees("100000 are one vote")
    outsider.sees("Keeps the place")
    outsider.sees("Not in this count")
    outsider.sees_not("Withdrawn")
    passes(outsider)
    outsider.follow("The ballots of election 1")
    outsider.sees("7 voters, 7 receipts, 7 ballots")
    stage.at(TAKES)
    acts.do_what_is_due_in_elections(day(TAKES))
    member = stage.enter("Wren")
    member.go("/branches/harbour/")
    holders = member.page.get_by_role("row").filter(has_text="Delegate")
    expect(holders).to_have_count(3)
    expect(holders.filter(has_text=others[0])).to_have_count(1)
    expect(holders.filter(has_text=delegate)).to_have_count(0)
    member.sees_not("Delegate: 1 of 3 places is vacant")


def resigns(delegate: Visitor) -> None:
    """A delegate gives the place back."""
    delegate.go("/you/")
    delegate.page.get_by_role("listitem").filter(has_text="Delegate").get_by_role("link").click()
    delegate.press("Resign", exact=True)
    delegate.sees("You have resigned.")


def it_shows(outsider: Visitor) -> None:
    """Everybody sees that a place is vacant, in the branch and among the elections."""
    for page in ("/branches/harbour/", "/elections/"):
        outsider.go(page)
        expect(
            outsider.page.get_by_role("listitem").filter(has_text="1 of 3 places is vacant")
        ).to_be_visible()
    passes(outsider)


def it_is_called(ola: Visitor, row: Election) -> str:
    """The returning officer has it filled from the ballots; the address of that."""
    ola.go("/elections/new/")
    ola.page.get_by_label(f"a vacancy, from the ballots of election {row.number}").check()
    ola.press("Call it")
    ola.sees("Delegate, Harbour: filling a vacancy")
    passes(ola)
    return ola.path


def is_still_willing(other: Visitor, path: str) -> None:
    """Whoever was not elected then says whether they still want to be."""
    other.go(path)
    other.follow("Say that you are willing")
    passes(other)
    other.write("Your election address", "Still here.")
    other.press("I am willing")
    other.sees("Still here.")


def test_where_nobody_calls_one_any_member_calls_a_new_poll(stage: Stage) -> None:
    world = stage.world
    _row, delegate, _others = seated(world)
    held = Office.objects.get(office="delegate", person=world[delegate])
    members.resign(office=held, at=day(RESIGNS))
    wren = stage.enter("Wren")
    place = wren.page.get_by_role("radio", name="Delegate, Harbour: 1 place")
    stage.at(RESIGNS + 2)
    wren.go("/elections/")
    wren.follow("Call an election")
    expect(wren.page.get_by_role("radio")).to_have_count(2)
    expect(place).to_have_count(0)
    stage.at(RESIGNS + 30)
    wren.go("/elections/new/")
    passes(wren)
    place.check()
    wren.press("Call it")
    wren.sees("Nominations are open")
    assert "1 place" in wren.heading()

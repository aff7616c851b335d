"""The forms of an election, for officers and members: each field is reached by the Tab key, in its order."""

from playwright.sync_api import expect

from election_world import CLOSED, DECLARED, LINES, OPEN, VOTERS, VOTING
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, passes
from journeys.keys import enters, tab_to
from motion_world import day

Stops = tuple[tuple[str, str], ...]
REASONS: Stops = (("Reasons", "TEXTAREA"),)


def reaches(visitor: Visitor, path: str, *stops: tuple[str, str]) -> None:
    """Each of these, a label and a kind of element, has the focus in this order, and shows it."""
    visitor.go(path)
    for words, tag in stops:
        tab_to(visitor, words, tag)


def test_every_form_is_filled_in_by_keyboard(stage: Stage) -> None:
    world = stage.world
    for n in range(1, 4):
        world.table(on=1, title=f"Motion {n}")
    row = world.nominated()
    executive = world.call(on=2, branch="network", office="executive member", seats=7)
    stage.at(3)
    ola, bea = (stage.enter(name, by_passkey=True) for name in ("Ola", "Bea"))
    those_of_the_call(ola, row)
    somebody_is_nominated(stage, executive)
    acts.open_ballot(number=row.number, by=world.returning(), at=day(OPEN), by_passkey=True, dice=True)
    acts.cast_on_paper(row=stage.row(), by=world["Sable"], clerk=world.office("clerk"), at=day(VOTING))
    for name, line in zip(VOTERS[:3], LINES, strict=False):
        world.cast(row, name, line)
    stage.at(VOTING)
    roll = (("Add somebody", "INPUT"), ("Name", "INPUT"), *REASONS, ("Correct it", "BUTTON"))
    reaches(ola, f"{row.url}roll/", *roll)
    stage.at(CLOSED + 1)
    reaches(bea, f"{row.url}batches/")
    enters(bea, "Take up the next batch")
    for words, tag in (("What stands", "TEXTAREA"), ("Finished", "BUTTON"), ("Keep", "BUTTON")):
        tab_to(bea, words, tag)
    reaches(bea, f"{row.url}lot/", ("The throw", "INPUT"), ("Enter it", "BUTTON"))
    lost = acts.begin_batch(row=stage.row())
    for clerk in (world.office("clerk"), world.returning()):
        acts.keep_reading(batch=lost, clerk=clerk, text="-", finished=True)
    acts.enter_batch(row=stage.row(), batch=lost, by=world.returning(), at=day(CLOSED + 1), by_passkey=True)
    stage.at(DECLARED)
    reaches(ola, f"{row.url}declare/")
    enters(ola, "Declare it")
    ola.sees("The result is declared.")
    reaches(ola, f"{row.url}object/", ("Your reasons", "TEXTAREA"), ("Object", "BUTTON"))


def those_of_the_call(ola: Visitor, row: Election) -> None:
    """What the returning officer has before the ballot is opened."""
    reaches(ola, "/elections/new/", ("Delegate, Hill", "INPUT"), ("Call it", "BUTTON"), ("Rank motions", "A"))
    reaches(ola, "/elections/rank/", ("Motion 1", "INPUT"), ("Motion 3", "INPUT"), ("Call it", "BUTTON"))
    strike = (("", "INPUT"), ("Has died", "INPUT"), *REASONS, ("Strike", "BUTTON"))
    reaches(ola, f"{row.url}strike/", *strike)


def somebody_is_nominated(stage: Stage, row: Election) -> None:
    """A member names somebody, who consents and says for whom a place of the quota counts."""
    wren, vic = stage.enter("Wren"), stage.enter("Vic")
    wren.go(row.url)
    enters(wren, "Nominate somebody", "A")
    tab_to(wren, "Name", "INPUT")
    wren.page.keyboard.type("Nobody of here")
    wren.page.keyboard.press("Enter")
    wren.sees("Nobody of that name is shown to you")
    passes(wren)
    tab_to(wren, "Name", "INPUT")
    wren.page.keyboard.press("Control+A")
    wren.page.keyboard.type("Vic")
    wren.page.keyboard.press("Enter")
    wren.sees("Vic is nominated.")
    wren.sees("Needs 1 more nominator.")
    vic.go("/")
    vic.follow("Executive member")
    enters(vic, "Say that you stand", "A")
    tab_to(vic, "Your election address", "TEXTAREA")
    vic.page.keyboard.type("word " * 301)
    for words in ("women", "Show my name"):
        tab_to(vic, words, "INPUT")
        vic.page.keyboard.press("Space")
    enters(vic, "I stand")
    vic.sees("This has 301 words; 300 are allowed. Shorten it by 1.")
    expect(vic.page.get_by_label("women")).to_be_checked()
    passes(vic)
    vic.write("Your election address", "I would keep the minutes.")
    tab_to(vic, "I stand", "BUTTON")
    vic.page.keyboard.press("Enter")
    vic.sees("You stand.")

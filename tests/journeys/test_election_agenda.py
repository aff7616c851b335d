"""Motions put in an order by the members: called, ranked by keyboard alone, counted, on the agenda."""

from playwright.sync_api import expect

from election_world import VOTERS
from folkmoot.site.motions import acts as motions
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, does, passes
from journeys.keys import enters
from journeys.writing import announced
from motion_world import day

TITLES = tuple(f"Mend the {what}" for what in ("roof", "door", "stair", "well", "quay"))
LINES = ("5,4", "5,1", "4,2", "1,5", "5,4,1", "4,5")
"""How six of the voters rank the five motions."""


def test_the_members_ranking_makes_the_agenda(stage: Stage) -> None:
    world = stage.world
    for motion in [world.table(on=1, title=title) for title in TITLES]:
        for name in ("Ola", "Idris"):
            motions.second(number=motion.number, by=world[name], at=day(1))
    stage.at(3)
    ola = stage.enter("Ola", by_passkey=True)
    it_is_called(ola)
    path = ola.path
    ola.sees("Open the ballot: not yet.")
    stage.at(9)
    ola.go(path)
    does(ola, "Open the ballot", "Open the ballot", "The ballot is open.")
    stage.at(10)
    ranked_by_keyboard(stage.enter("Vic"), path)
    for name, line in zip(VOTERS, LINES, strict=False):
        world.cast(stage.row(), name, line, on=10)
    stage.at(22)
    sable = stage.enter("Sable")
    sable.go(path)
    does(sable, "Declare the result", "Declare it", "The agenda, in order")
    it_is_the_agenda(sable)


def it_is_called(ola: Visitor) -> None:
    """The returning officer picks the motions; fewer than there are places for is refused."""
    ola.go("/elections/new/")
    ola.follow("Rank motions instead")
    passes(ola)
    for title in TITLES[:2]:
        ola.page.get_by_label(title).check()
    ola.press("Call it")
    expect(ola.page.get_by_role("alert")).to_be_visible()
    expect(ola.page.get_by_label(TITLES[0])).to_be_checked()
    for title in TITLES[2:]:
        ola.page.get_by_label(title).check()
    ola.press("Call it")
    ola.sees("The ranking is called.")
    ola.sees("Which motions come first, Harbour: 3 places")
    passes(ola)


def ranked_by_keyboard(vic: Visitor, path: str) -> None:
    """Tab, Enter and the arrows are enough, and each motion can be read on the way."""
    vic.go(path)
    enters(vic, "Vote", "A")
    expect(vic.page.get_by_role("link", name="Read the motion")).to_have_count(5)
    passes(vic)
    for place, title in enumerate((TITLES[4], TITLES[3], TITLES[0]), start=1):
        vic.page.get_by_role("button", name=f"{title}: one place up").press("Enter")
        announced(vic, f"{title}: choice {place} of {place}.")
    enters(vic, "Look at it before casting")
    enters(vic, "Cast this paper")
    vic.sees("Your ballot is cast")


def it_is_the_agenda(visitor: Visitor) -> None:
    """The order stands on the page of the ranking, and on those of the motions."""
    order = visitor.part("ol.elected li").all_inner_texts()
    assert len(order) == 3 and order[0] == TITLES[4]
    passes(visitor)
    visitor.part("ol.elected").get_by_role("link", name=order[1]).click()
    visitor.sees("Number 2 on the agenda, as the members ranked it.")
    passes(visitor)
    visitor.follow("The ranking")
    visitor.follow("The count, stage by stage")
    visitor.sees("In this order")
    visitor.go("/motions/")
    for place, title in enumerate(order, start=1):
        expect(visitor.part("li.card").filter(has_text=title)).to_contain_text(
            f"number {place} on the agenda"
        )
    left = next(title for title in TITLES if title not in order)
    visitor.follow(left)
    visitor.sees("Not among the 3 that come first")

"""A vote without a device: a printed paper, a tick on the roll, two clerks, and a count that says so."""

import re

from playwright.sync_api import expect

from election_world import CLOSED, DECLARED, VOTING
from folkmoot.site.elections.models import Election
from folkmoot.site.members.models import Person
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, numbers, passes


def test_a_paper_goes_from_the_printer_to_the_count(stage: Stage) -> None:
    world = stage.world
    row = world.opened()
    Person.objects.filter(pk=world["Juno"].pk).update(on_paper=True)
    stage.at(VOTING)
    bea, ola = (stage.enter(name, by_passkey=True) for name in ("Bea", "Ola"))
    it_is_printed(stage.enter("Wren"), row)
    she_is_ticked_off(bea, row)
    nobody_votes_twice(stage, bea, row)
    for name, line in (("Idris", "2,1"), ("Una", "1,2"), ("Teo", "1,3")):
        world.cast(row, name, line)
    stage.at(CLOSED + 1)
    both_read_the_papers(bea, ola, row)
    stage.at(DECLARED)
    the_count_tells_of_them(stage.enter("Juno"), row)


def it_is_printed(visitor: Visitor, row: Election) -> None:
    """A member prints a paper; in print there are the boxes, and nothing that leads elsewhere."""
    visitor.go(row.url)
    visitor.follow("A ballot paper to print")
    passes(visitor)
    expect(visitor.part("main").get_by_role("button", name="Print this page")).to_be_visible()
    visitor.page.emulate_media(media="print")
    expect(visitor.part("td.box")).to_have_count(4)
    expect(visitor.part("td.box").first).to_be_visible()
    expect(visitor.part("nav, .screen").locator("visible=true")).to_have_count(0)
    sheets = visitor.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    visitor.page.emulate_media(media="screen")


def she_is_ticked_off(bea: Visitor, row: Election) -> None:
    """The clerk has her form on the desk, and ticks her off once; how she votes nobody is told."""
    bea.go("/clerk/")
    bea.press("Take up a paper of Juno")
    bea.follow("Elections: nominations, voting on paper")
    bea.follow("Delegate, Harbour: 3 places")
    bea.follow("Vote", exact=True)
    bea.sees("Does Juno put a paper in the box?")
    bea.press("Tick them off")
    bea.sees("The member is ticked off.")
    bea.go(f"{row.url}tick/")
    bea.press("Tick them off")
    bea.sees("Take no paper from them")
    passes(bea)


def nobody_votes_twice(stage: Stage, bea: Visitor, row: Election) -> None:
    """Who was ticked casts no second ballot by the site, nor is ticked off who has cast one there."""
    juno = stage.enter("Juno")
    juno.go(f"{row.url}vote/")
    numbers(juno, ("Vic", "1"))
    juno.press("Look at it before casting")
    expect(juno.page.get_by_role("button", name="Cast this paper")).to_have_count(0)
    juno.write("Receipt of the earlier paper", "0000-0000-0000-0000")
    juno.press("Exchange it for this one")
    juno.sees("This paper was not taken.")
    stage.world.cast(row, "Sable", "1,2,3")
    bea.go("/clerk/")
    bea.press("Done: put the paper to the file")
    bea.write("Number of the membership card", stage.world["Sable"].membership)
    bea.press("Take up the paper")
    bea.go(f"{row.url}tick/")
    bea.press("Tick them off")
    bea.sees("Take no paper from them")
    bea.does("/clerk/", "Done: put the paper to the file")


def both_read_the_papers(bea: Visitor, ola: Visitor, row: Election) -> None:
    """Two read the batch apart: neither sees the other's lines before both have finished."""
    bea.go(row.url)
    bea.follow("Enter paper ballots")
    bea.sees("1 paper is still to be entered")
    passes(bea)
    bea.press("Take up the next batch")
    reads(bea, "2,9")
    bea.sees("numbers from 1 to 4")
    passes(bea)
    reads(bea, "2,1")
    bea.sees("When the other clerk has too")
    reads(bea, "2,1")
    bea.sees("When the other clerk has too")
    ola.go(f"{row.url}batches/")
    ola.follow("Batch 1: go on")
    ola.sees_not("2,1")
    reads(ola, "2 4")
    ola.sees("1 paper was read otherwise by the other clerk")
    passes(ola)
    bea.go(f"{row.url}batches/1/")
    bea.sees("The other read")
    reads(ola, "2,1")
    ola.sees("Both read every paper alike: batch 1 is entered.")
    ola.sees("No paper is to be entered")


def reads(clerk: Visitor, lines: str) -> None:
    """A clerk types what stands on the papers of the batch."""
    clerk.write("What stands on the papers", lines)
    clerk.press("Finished: compare")


def the_count_tells_of_them(visitor: Visitor, row: Election) -> None:
    """Declared, the count and the lists say how many ballots came on paper."""
    visitor.go(row.url)
    visitor.follow("Declare the result")
    visitor.press("Declare it")
    visitor.sees("The result is declared.")
    visitor.follow("The count, stage by stage")
    expect(visitor.page.get_by_role("row", name=re.compile("Of these on paper 1"))).to_be_visible()
    visitor.go(f"{row.url}ballots/")
    visitor.sees("1 came on paper")

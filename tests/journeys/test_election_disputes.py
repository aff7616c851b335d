"""What may go otherwise: somebody is struck and stands again, withdraws, is taken off the roll; a tie is
drawn, and a result objected to and counted again. Each refusal is read on the page where it is met."""

from playwright.sync_api import expect

from election_world import DECLARED, STANDING, VOTING
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from journeys.browser import Visitor
from journeys.election_stage import *  # noqa: F403  the fixtures
from journeys.election_stage import Stage, does, numbers, passes
from motion_world import day

THROW = "123456" * 4
NOT_SENT = "Nothing was sent yet. Nothing you typed is lost."


def test_who_stands_and_who_votes_may_still_change(stage: Stage) -> None:
    world = stage.world
    row = world.opened(names=(*STANDING[:4], "Teo"))
    world.cast(row, "Sable", "1,2")
    stage.at(VOTING)
    ola, wren = stage.enter("Ola", by_passkey=True), stage.enter("Wren")
    one_is_struck(ola, row)
    enough_object(stage, wren, row)
    a_second_time_is_refused(ola, row)
    one_withdraws(stage.enter("Teo"), wren, row)
    the_roll_is_corrected(ola, stage.enter("Juno"), row)


def one_is_struck(ola: Visitor, row: Election) -> None:
    """The returning officer strikes a candidate, with a ground and reasons; without them nothing happens."""
    ola.go(row.url)
    ola.follow("Strike a candidate")
    ola.press("Strike", exact=True)
    ola.sees(NOT_SENT)
    passes(ola)
    ola.page.get_by_label("Una").check()
    ola.page.get_by_label("Cannot stand under the rules").check()
    ola.write("Reasons", "The branch has another treasurer.")
    ola.press("Strike", exact=True)
    ola.sees("The candidate is struck; members may object.")


def enough_object(stage: Stage, wren: Visitor, row: Election) -> None:
    """Members read the reasons and object; with the third the candidate stands again."""
    case = stage.world.case(row)
    una = stage.world.code(row, "Una")
    assert not case.stands(una)
    wren.go(row.url)
    wren.sees("The branch has another treasurer.")
    passes(wren)
    does(wren, "Object to the striking", "Object", "You have objected.")
    wren.sees("Object to the striking of Una: not yet.")
    for name in ("Idris", "Cass"):
        acts.reinstate(number=row.number, name=una, by=stage.world[name], at=day(VOTING))
    assert stage.world.case(row).stands(una)
    wren.go(row.url)
    expect(wren.part("ol.addresses").get_by_role("heading", name="Una")).to_be_visible()


def a_second_time_is_refused(ola: Visitor, row: Election) -> None:
    """Whom the members have let stand is not struck again; the page says by which rule."""
    ola.go(f"{row.url}strike/")
    ola.page.get_by_label("Una").check()
    ola.page.get_by_label("Cannot stand under the rules").check()
    ola.write("Reasons", "I still think so.")
    ola.press("Strike", exact=True)
    ola.sees(NOT_SENT)
    expect(ola.page.get_by_role("alert").get_by_role("link", name="Rule 15.7")).to_be_visible()
    expect(ola.page.get_by_label("Reasons")).to_have_value("I still think so.")


def one_withdraws(teo: Visitor, wren: Visitor, row: Election) -> None:
    """A candidate withdraws while the ballot is open; the paper keeps the place, and says so."""
    teo.go(row.url)
    does(teo, "Withdraw", "Withdraw", "You have withdrawn.")
    expect(teo.page.get_by_role("link", name="Withdraw")).to_have_count(0)
    wren.go(f"{row.url}vote/")
    wren.sees("Has withdrawn.")
    numbers(wren, ("Una", "1"))


def the_roll_is_corrected(ola: Visitor, juno: Visitor, row: Election) -> None:
    """A late change has reasons, and touches nobody who has voted."""
    ola.go(row.url)
    ola.follow("Correct the roll")
    for who, said in (
        ("Nobody", "Nobody of that name is shown to you"),
        ("Sable", "Whoever has voted stays"),
    ):
        takes_off(ola, who)
        ola.sees(NOT_SENT)
        ola.sees(said)
    passes(ola)
    juno.go(row.url)
    expect(juno.page.get_by_role("link", name="Vote", exact=True)).to_be_visible()
    takes_off(ola, "Juno")
    ola.sees("The roll is corrected; the member is told.")
    ola.sees("Moved to Hill before the opening.")
    juno.go(row.url)
    juno.sees("Vote: not yet.")
    juno.go("/letters/")
    juno.sees("roll")


def takes_off(ola: Visitor, who: str) -> None:
    ola.page.get_by_label("Take off somebody").check()
    ola.write("Name", who)
    ola.write("Reasons", "Moved to Hill before the opening.")
    ola.press("Correct it")


def test_a_tie_waits_for_the_lot_and_a_result_for_a_recount(stage: Stage) -> None:
    row = stage.world.voted(lines=("1", "2", "3", "4"))
    stage.at(DECLARED)
    wren = stage.enter("Wren")
    the_lot_is_entered(stage, wren, row)
    wren.go(row.url)
    does(wren, "Declare the result", "Declare it", "The result is declared.")
    wren.follow("The count, stage by stage")
    wren.sees("The lot gave this order, the first favoured")
    una = stage.enter("Una")
    una.go(row.url)
    una.follow("Object to the result")
    una.press("Object", exact=True)
    una.sees(NOT_SENT)
    passes(una)
    una.write("Your reasons", "One paper was counted for another.")
    una.press("Object", exact=True)
    una.sees("Your objection stands in the record.")
    una.sees("One paper was counted for another.")
    wren.go(row.url)
    does(wren, "Count again", "Count again", "The recount is declared.")
    wren.sees("Settled")
    passes(wren)


def the_lot_is_entered(stage: Stage, wren: Visitor, row: Election) -> None:
    """The declaration waits; three enter the throw that they saw, each once."""
    wren.go(row.url)
    wren.follow("Declare the result")
    wren.sees("These are tied for")
    for name in STANDING[:4]:
        expect(wren.page.get_by_role("alert")).to_contain_text(name)
    expect(wren.page.get_by_role("button", name="Declare it")).to_have_count(0)
    passes(wren)
    wren.follow("Enter the lot")
    wren.write("The throw that you saw", "1234")
    wren.press("Enter it")
    wren.sees("24 figures from 1 to 6")
    passes(wren)
    wren.write("The throw that you saw", f"{THROW[:12]} {THROW[12:]}")
    wren.press("Enter it")
    wren.sees("The lot is entered.")
    wren.follow("Enter the throw")
    wren.sees("1 member has entered a throw. It counts once 3 have entered the same.")
    wren.write("The throw that you saw", THROW)
    wren.press("Enter it")
    wren.sees("each once")
    for name in ("Ola", "Idris"):
        acts.enter_lot(number=row.number, source=f"dice {THROW}", by=stage.world[name], at=day(DECLARED))

"""The clocks of a proceeding: who can do what from when until when, and what follows if nobody does."""

from folkmoot.procedure.clocks import Clock, clocks
from procedure.world import PLAIN, ROOT, World, edited


def found(world: World, on: str) -> dict[tuple[str, str], Clock]:
    listed = clocks(world.assembly, world.case(on), world.now)
    assert [c.closes is None for c in listed] == sorted(c.closes is None for c in listed)
    closing = [c.closes for c in listed if c.closes is not None]
    assert closing == sorted(closing)
    return {(clock.verb, clock.rule): clock for clock in listed}


def test_a_motion_that_is_tabled_waits_for_seconders_and_may_be_ruled_out() -> None:
    world = World().found().to(0)
    on = world.table()
    now = found(world, on)
    second, rule_out = now["motion.second", "4.2"], now["motion.rule_out", "4.3"]
    assert second.who == ("member of the branch",)
    assert (second.opens, second.missed) == (None, "the motion lapses")
    assert second.closes == world.book.calendar.end_of(
        world.book.powers["motion.second"][0].within.term, world.now
    )  # type: ignore[union-attr]
    assert (rule_out.closes, rule_out.missed) == (world.now + 72 * 3600, "the motion is in order")
    assert ("motion.put", "4.8") not in now, "its time has not begun to run"


def test_what_has_no_term_of_its_own_ends_with_the_state() -> None:
    world = World().found().to(0)
    now = found(world, world.table())
    speak = now["debate.speak", "5.1"]
    assert (speak.closes, speak.missed) == (now["motion.second", "4.2"].closes, "lapsed")


def test_a_power_whose_time_has_passed_is_left_out() -> None:
    world = World().found().to(0)
    on = world.table()
    assert ("motion.rule_out", "4.3") not in found(world.to(4), on)


def test_a_debate_shows_when_officers_and_when_members_may_put_it_to_the_vote() -> None:
    world = World().found().to(0)
    now = found(world, world.debated())
    officers, members = now["motion.put", "4.8"], now["motion.put", "4.9"]
    assert officers.opens is not None and officers.opens > world.now
    assert officers.closes is not None and members.opens == officers.closes + 1
    assert (officers.missed, members.missed) == ("any member may do it", "the motion lapses")


def test_a_ballot_shows_when_it_closes_and_who_declares_the_result_then() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(9).put(on)
    closing = world.case(on).events["closing"]
    now = found(world, on)
    vote, declare = now["motion.vote", "6.3"], now["motion.declare", "6.5"]
    assert (vote.opens, vote.closes, vote.missed) == (None, closing, "closed")
    assert declare.opens == closing + 1
    assert (declare.who, declare.missed) == (("the site", "anyone"), "a new ballot may be opened")
    late = found(world.to(20), on)
    assert late["motion.declare", "6.5"].opens is None
    assert late["motion.put", "4.9"].opens == declare.closes + 1  # type: ignore[operator]


def test_an_end_has_no_clocks() -> None:
    world = World().found().to(0)
    on, _ = world.decided()
    assert found(world, on) == {}


def test_an_office_shows_when_its_term_ends() -> None:
    world = World().found()
    holding = world.case(f"office/{ROOT}/chair/1")
    vacate, resign, *_ = clocks(world.assembly, holding, world.now)
    assert vacate.verb == "office.vacate" and vacate.closes == resign.closes
    assert (resign.verb, resign.closes, resign.missed) == (
        "office.resign",
        holding.events["end of term"],
        "out of office",
    )


def test_a_change_shows_its_freeze_and_its_notice() -> None:
    world = World().found().to(0)
    on = world.propose(edited(PLAIN))
    assert found(world, on)["change.amend", "7.3"].closes == found(world, on)["change.back", "7.2"].closes
    world.back(on)
    now = found(world, on)
    amend, put = now["change.amend", "7.3"], now["change.put", "7.5"]
    assert amend.closes is not None and put.opens is not None and amend.closes < put.opens


def test_what_never_runs_out_stands_last() -> None:
    world = World().found()
    listed = clocks(
        world.assembly, next(c for on, c in world.assembly.cases.items() if "membership" in on), world.now
    )
    assert [(clock.verb, clock.closes) for clock in listed] == [("member.move", None), ("member.leave", None)]

"""Whole proceedings from beginning to end, and the record replayed from its bytes."""

from procedure.world import DEEP, NORTH, PLAIN, World, edited


def test_a_motion_becomes_a_decision() -> None:
    world = World().found().to(0)
    on, index = world.decided()
    assert world.state(on) == "carried"
    assert world.assembly.decisions[index].on == on
    assert world.again() == world.assembly


def test_a_branch_decides_for_itself() -> None:
    world = World().found().to(0)
    on, _ = world.decided(NORTH)
    assert len(world.case(on).roll.names) == 10
    assert world.again() == world.assembly


def test_a_change_of_the_rules_comes_into_force_on_its_day() -> None:
    world = World().found().to(0)
    on = world.propose(edited(PLAIN))
    assert world.state(on) == "proposed"
    world.to(2).back(on)
    assert world.state(on) == "notice"
    world.to(31).put(on)
    world.votes(on, 6, 3)
    world.to(40).do(world.declaring(on))
    assert world.state(on) == "adopted"
    assert world.to(56).assembly.book_at(world.now).edition == 1
    assert world.state(on) == "adopted"
    assert world.to(57).assembly.book_at(world.now).edition == 2
    assert world.state(on) == "in force"
    assert world.again() == world.assembly


def test_an_entrenched_paragraph_is_voted_on_twice_in_the_same_words() -> None:
    world = World().found().to(0)
    on = world.propose(edited(DEEP))
    world.to(2).back(on)
    world.to(31).put(on)
    world.votes(on, 12, 4)
    world.to(40).do(world.declaring(on))
    assert world.state(on) == "notice"
    amended = world.act(
        "change.amend", on, world.member(on, 0, "proposer"), papers={},
        rulebook=world.case(on).proposed, base=world.case(on).base, text=world.case(on).text,
    )  # fmt: skip
    refusal = world.refusal(amended)
    assert (refusal.rule, str(refusal.fact)) == ("7.3", "The first vote has been held.")
    early = world.to(72).refusal(world.putting(on))
    assert str(early.fact) == "The time between the votes has not passed."
    world.to(103).put(on)
    world.votes(on, 12, 4)
    world.to(113).do(world.declaring(on))
    assert world.state(on) == "adopted"
    assert world.again() == world.assembly

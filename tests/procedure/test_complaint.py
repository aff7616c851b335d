"""A complaint from its filing to its publication."""

from procedure.tribunal import Tribunal


def test_a_complaint_becomes_a_decision() -> None:
    world = Tribunal().found().to(0)
    on = world.decided()
    assert world.state(on) == "decided"
    world.pass_days(40)
    assert world.state(on) == "published"
    assert world.again() == world.assembly

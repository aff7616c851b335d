"""Speaking: one seal a speech, and an answer to an earlier speech of the same debate or to none."""

import pytest

from folkmoot.procedure.act import Act
from procedure.world import NORTH, PLAIN, SEAL, World, edited, words


def speaking(
    world: World, on: str, number: int = 3, seals: tuple[str, ...] = (SEAL,), **facts: object
) -> Act:
    return world.act("debate.speak", on, world.member(on, number), seals=seals, **facts)


def test_members_speak_and_answer() -> None:
    world = World().found().to(0)
    on = world.debated()
    first = world.do(speaking(world, on))
    world.do(speaking(world, on, 4, reply_to=first))
    assert world.case(on).speeches == {first, first + 1}
    assert world.again() == world.assembly


def test_members_speak_to_a_change_of_the_rules() -> None:
    world = World().found().to(0)
    on = world.propose(edited(PLAIN))
    world.do(speaking(world, on))


@pytest.mark.parametrize(("seals", "number"), [((), 0), ((SEAL, SEAL), 2), (("words",), 1)])
def test_a_speech_has_one_seal(seals: tuple[str, ...], number: int) -> None:
    world = World().found().to(0)
    on = world.debated()
    assert words(world.refusal(speaking(world, on, seals=seals))) == (
        "5.1",
        "A speech stands in the record as one seal.",
        f"This entry has {number} of them, or none that is one.",
        "Seal the words and try again.",
    )


def test_a_speech_answers_a_speech_of_the_same_debate() -> None:
    world = World().found().to(0)
    on, other = world.debated(), world.debated(NORTH)
    elsewhere = world.do(speaking(world, other, 25))
    for index in (0, elsewhere, 99):
        assert words(world.refusal(speaking(world, on, reply_to=index))) == (
            "5.1",
            "A speech answers an earlier one in the same debate, or none.",
            f"Entry {index} is no speech in this debate.",
            "Answer another, or speak without answering.",
        )
    for index in (-1, True, "1"):
        assert str(world.refusal(speaking(world, on, reply_to=index)).condition) == (
            "This act must state reply_to as a whole number."
        )


def test_no_words_stand_in_the_record() -> None:
    world = World().found().to(0)
    on = world.debated()
    assert str(world.refusal(speaking(world, on, words="hear, hear")).fact) == "This one also carries words."


def test_who_is_not_on_the_roll_does_not_speak() -> None:
    world = World().found().to(0)
    on = world.debated(NORTH)
    assert str(world.refusal(speaking(world, on, 3)).fact) == "The one who acts is not on the roll."


def test_a_debate_ends_when_the_ballot_opens() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(9).put(on)
    assert str(world.refusal(speaking(world, on)).fact) == "It is: at the vote."

"""Declaring: what the count gives, by the paragraph that sets the majority, with its arithmetic in words."""

from collections.abc import Callable

import pytest

from folkmoot.counting.majority import count
from folkmoot.counting.quorum import Members
from folkmoot.counting.share import Share
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import acts
from folkmoot.site.voting.models import Ballot
from folkmoot.site.voting.reading import majority_words, share_words
from motion_world import NAMES, World, day

Now = Callable[[float], None]


def voted(world: World, *choices: str) -> None:
    """A motion on which these votes have been cast, in a ballot that closes on day 22."""
    world.debated()
    acts.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    for name, choice in zip(NAMES, choices, strict=False):
        acts.vote(on="motion/1", by=world[name], at=day(16), choice=choice)


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (("for", "for", "against"), "carried"),
        (("for", "against"), "lost"),
        (("abstain", "abstain"), "lost"),
        ((), "lost"),
    ],
)
def test_the_result_is_what_the_count_gives(world: World, choices: tuple[str, ...], outcome: str) -> None:
    voted(world, *choices)
    entry = acts.declare(on="motion/1", by=world["Vic"], at=day(24))
    assert (entry.rule, world.standing("motion/1", 24)) == ("6.5", outcome)
    assert Ballot.objects.get().declared == entry.index


def test_nobody_declares_before_the_close(world: World) -> None:
    voted(world, "for")
    with pytest.raises(OutOfOrder) as refused:
        acts.declare(on="motion/1", by=world["Vic"], at=day(17))
    assert refused.value.rule
    assert not Entry.objects.filter(act="motion.declare").exists()


def test_nothing_is_declared_twice(world: World) -> None:
    voted(world, "for")
    acts.declare(on="motion/1", by=None, at=day(24))
    with pytest.raises(OutOfOrder):
        acts.declare(on="motion/1", by=None, at=day(24))


def test_a_motion_without_a_ballot_has_no_result(world: World) -> None:
    world.debated()
    with pytest.raises(OutOfOrder):
        acts.declare(on="motion/1", by=None, at=day(5))


def test_each_elector_is_told_the_result_once(world: World) -> None:
    voted(world, "for", "for")
    acts.declare(on="motion/1", by=None, at=day(24))
    assert Letter.objects.filter(occasion="result-declared").count() == 10


def test_the_sheet_shows_the_arithmetic_and_to_members_who_voted_how(world: World, now: Now) -> None:
    voted(world, "for", "for", "against")
    acts.declare(on="motion/1", by=None, at=day(24))
    now(25)
    member = world.client("Vic").get("/ballots/1/result/").content.decode()
    outside = world.client().get("/ballots/1/result/").content.decode()
    sums = "2 for, 1 against, 0 abstained; 3 counted; more than half of 3 is 2: carried."
    assert sums in member
    assert sums in outside
    assert "Quorum 1: 3 took part, met." in outside
    assert ">Wren<" in member
    assert "Wren" not in outside
    assert world["Wren"].code("ballot/1") in outside


def test_the_motion_page_shows_the_sum_and_its_rule(world: World, now: Now) -> None:
    voted(world, "for", "for", "against")
    acts.declare(on="motion/1", by=None, at=day(24))
    now(25)
    page = world.client().get("/motions/1/").content.decode()
    assert "more than half of 3 is 2: carried." in page
    assert "/rulebook/6.5/" in page


def test_the_words_of_the_count_are_those_of_the_counting_room() -> None:
    found = count(12, 5, 3, share=Share(1, 2, True), base="votes for and against", roll=40, quorum=Members(8))
    assert majority_words(found) == (
        "12 for, 5 against, 3 abstained; 17 counted; more than half of 17 is 9: carried. "
        "Quorum 8: 20 took part, met."
    )


def test_enough_votes_without_a_quorum_are_not_called_carried() -> None:
    found = count(3, 0, 0, share=Share(2, 3, False), base="ballots cast", roll=40, quorum=Members(8))
    words = majority_words(found)
    assert "at least two thirds of 3 is 2: enough votes." in words
    assert words.endswith("Quorum 8: 3 took part, not met. So it is lost.")


def test_a_count_among_all_members_says_so() -> None:
    found = count(3, 0, 0, share=Share(51, 100, False), base="members on the roll", roll=40, quorum=None)
    assert "40 on the roll; at least 51/100 of 40 is 21: lost." in majority_words(found)
    assert share_words(Share(1, 1, False)) == "all"

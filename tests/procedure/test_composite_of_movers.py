"""Composites: signed one by one, formed, accepted, decided, withdrawn; who has not signed stands alone."""

import pytest

from folkmoot.procedure.act import Act
from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Insert
from procedure.conference import Conference, conference
from procedure.world import words


def moved() -> Conference:
    """Three amendments to one clause by three movers; the third has no seconders."""
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c1", "The members may meet in the library every month.", mover=2)
    world.amend("c1", "The members may meet in the hall every week.", mover=3, seconded=False)
    return world


NEW = "The members must meet in the library every week."


def compositing(world: Conference, *sources: int, mover: int = 1, new: str = NEW, amends: int = 0) -> Act:
    clause = "edit-1" if amends else "c1"
    edits = world.edits(clause, new, amends=amends)
    return world.tabling_edits(*edits, mover=mover, amends=amends, composite_of=list(sources))


def composite(world: Conference, *sources: int, mover: int = 1) -> int:
    world.do(compositing(world, *sources, mover=mover))
    return len(world.plan.amendments)


def test_a_composite_is_formed_when_two_have_signed_and_its_seconders_are_those_of_its_sources() -> None:
    world = moved()
    number = composite(world, 1, 2, 3)
    assert world.amendment(number).joined == {1}
    assert [world.stands(n) for n in (1, 2, 3, number)] == ["seconded", "seconded", "tabled", "tabled"]
    world.do(world.joining(2, number, 2))
    assert [world.stands(n) for n in (1, 2, 3, number)] == [
        "in composite",
        "in composite",
        "tabled",
        "seconded",
    ]
    assert world.amendment(number).supporters_of({}) == {world.as_member(n).name for n in (2, 28, 29)}
    world.do(world.joining(3, number, 3))
    assert world.stands(3) == "in composite"
    assert world.to(40).stands(3) == "in composite", "it does not lapse with those that nobody seconded"
    assert world.again() == world.assembly


def test_a_composite_of_what_nobody_seconded_needs_seconders_of_its_own() -> None:
    world = conference()
    for mover, word in ((1, "must"), (2, "shall")):
        world.amend("c1", f"The members {word} meet in the hall every month.", mover=mover, seconded=False)
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    assert [world.stands(n) for n in (1, 2, number)] == ["tabled", "tabled", "tabled"]
    assert words(world.refusal(world.on_it("second", number, 2)))[1] == "Each member counts once."
    world.second_it(number, [9])
    assert [world.stands(n) for n in (1, 2, number)] == ["in composite", "in composite", "seconded"]
    alone = conference()
    for mover, word in ((1, "must"), (2, "shall")):
        alone.amend("c1", f"The members {word} meet in the hall every month.", mover=mover, seconded=False)
    number = composite(alone, 1, 2)
    alone.second_it(number, [9, 10])
    assert alone.stands(number) == "tabled", "its seconders do not make it one"
    assert alone.to(40).stands(number) == "lapsed"
    assert [alone.stands(n) for n in (1, 2)] == ["lapsed", "lapsed"]
    assert alone.again() == alone.assembly


def test_what_has_gone_into_a_composite_leaves_the_list_and_is_carried_with_it() -> None:
    world = moved()
    number = composite(world, 1, 2, 3)
    world.do(world.joining(2, number, 2))
    world.second_it(3)
    world.marshal()
    assert world.plan.agenda.order == ((number, 3),), "whoever has not signed stands alone, as a rival"
    world.decide_it(3, number, kind="rivals", votes=[[1, 2, 3]] * 4)
    assert [world.stands(n) for n in (1, 2, 3, number)] == ["carried", "carried", "lost", "carried"]
    assert world.as_amended.by_id["c1"].body == NEW
    world.decide_it()
    assert world.state("plan/1") == "adopted"
    assert world.again() == world.assembly


def test_what_has_gone_into_a_composite_fells_nothing_by_itself() -> None:
    """Its own words do not stand; those of the composite do."""
    world = dropped()
    world.do(world.on_it("withdraw", 4, 5, "mover"))
    rival = world.amend("c1", "The members shall meet in the hall every month.", mover=6)
    world.marshal().decide_it(3)
    assert [world.stands(n) for n in (1, 2, 3)] == ["carried"] * 3
    world.decide_it(rival)
    assert world.stands(rival) == "carried"
    assert world.as_amended.by_id["c1"].body == "The members shall meet in the hall every month."
    assert world.again() == world.assembly


def test_what_has_gone_into_a_composite_is_lost_with_it() -> None:
    world = moved()
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    world.marshal().decide_it(number, carried=False)
    assert [world.stands(n) for n in (1, 2, number)] == ["lost", "lost", "lost"]


def test_what_has_gone_into_a_composite_falls_with_it() -> None:
    world = moved()
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    gone = world.delete("c1", mover=4)
    world.marshal()
    world.decide_it(gone)
    assert [world.stands(n) for n in (1, 2, number)] == ["fallen", "fallen", "fallen"]
    assert [world.amendment(n).because for n in (1, 2, number)] == [gone] * 3
    assert world.again() == world.assembly


def test_if_a_composite_is_withdrawn_its_sources_come_back() -> None:
    world = moved()
    number = composite(world, 1, 2, 3)
    world.do(world.joining(2, number, 2))
    world.do(world.joining(3, number, 3))
    world.marshal()
    assert world.plan.agenda.order == ((number,),)
    world.do(world.on_it("withdraw", number, 1, "mover"))
    assert [world.stands(n) for n in (1, 2, 3, number)] == ["seconded", "seconded", "lapsed", "withdrawn"]
    assert world.asking(1).facts.get("reasons") is None, "they take its place on the list"
    world.decide_it(2)
    assert [world.stands(n) for n in (1, 2)] == ["seconded", "carried"]
    assert world.again() == world.assembly


def dropped() -> Conference:
    """A composite that leaves the words of its first source alone, and an accepted rival of that source."""
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c2", "Each branch sends three delegates, who report to it afterwards.", mover=2)
    world.do(
        world.tabling_edits(*world.edits("c4", "Officers serve two years."), mover=1, composite_of=[1, 2])
    )
    world.do(world.joining(2, 3, 2))
    rival = world.amend("c1", "The members shall meet in the hall every month.", mover=5, seconded=False)
    world.do(world.accepting(rival))
    return world


def test_what_comes_back_ends_the_acceptance_of_a_rival() -> None:
    world = dropped()
    world.do(world.on_it("withdraw", 3, 1, "mover"))
    assert [world.stands(n) for n in (1, 2, 3, 4)] == ["seconded", "seconded", "withdrawn", "seconded"]
    assert world.again() == world.assembly


def test_what_comes_back_when_a_rival_is_agreed_falls() -> None:
    world = dropped()
    world.to(45).do(world.on_it("withdraw", 3, 1, "mover"))
    assert [world.stands(n) for n in (1, 2, 3, 4)] == ["fallen", "seconded", "withdrawn", "agreed"]
    assert world.amendment(1).because == 4
    assert world.again() == world.assembly


def test_an_accepted_composite_is_agreed_with_all_that_has_gone_into_it() -> None:
    world = moved()
    number = composite(world, 1, 2)
    assert words(world.refusal(world.accepting(number)))[1] == (
        "Amendments are accepted until the time for them is over, composites once they are formed."
    )
    world.do(world.joining(2, number, 2))
    world.do(world.accepting(number))
    assert str(world.refusal(world.joining(3, number, 3)).fact) == "This one is not."
    assert world.to(36).stands(1) == "in composite"
    assert [world.to(40).stands(n) for n in (1, 2, number)] == ["agreed", "agreed", "agreed"]
    assert len(world.plan.standing(world.now)) == 1
    assert world.as_amended.by_id["c1"].body == NEW
    contested = moved()
    number = composite(contested, 1, 2)
    contested.do(contested.joining(2, number, 2))
    contested.do(contested.accepting(number))
    contested.do(contested.on_it("contest", number, 9))
    assert [contested.to(40).stands(n) for n in (1, 2, number)] == [
        "in composite",
        "in composite",
        "seconded",
    ]
    assert contested.again() == contested.assembly


def test_what_is_left_in_a_composite_that_is_not_called_is_not_called() -> None:
    world = moved()
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    world.marshal().to(100)
    assert [world.stands(n) for n in (1, 2, number)] == ["not called"] * 3


def test_what_amends_a_source_falls_when_that_goes_into_a_composite() -> None:
    world = moved()
    other = world.amend("edit-1", "ought to", mover=6, amends=1)
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    assert (world.stands(other), world.amendment(other).because) == ("fallen", 1)


def test_a_composite_of_amendments_to_an_amendment_is_formed_in_the_same_way() -> None:
    world = moved()
    for mover, word in ((4, "ought to"), (5, "should")):
        world.amend("edit-1", word, mover=mover, amends=1)
    world.do(compositing(world, 4, 5, mover=4, new="ought always to", amends=1))
    world.do(world.joining(5, 6, 5))
    assert [world.stands(n) for n in (4, 5, 6)] == ["in composite", "in composite", "seconded"]
    world.marshal().decide_it(6)
    world.decide_it(1)
    assert world.as_amended.by_id["c1"].body == "The members ought always to meet in the hall every month."
    assert world.again() == world.assembly


@pytest.mark.parametrize("sources", [[1], [2, 1], [1, 1], [1, 9], ["1", 2], [True, 2]])
def test_a_composite_names_two_or_more_in_order(sources: list[object]) -> None:
    world = moved()
    act = compositing(world, *sources)  # type: ignore[arg-type]
    assert words(world.refusal(act)) == (
        "14.4",
        "A composite names the amendments of which it is made: two or more, in order, each once.",
        "This one does not.",
        "Name them by their numbers.",
    )


def test_a_composite_is_made_of_what_is_under_way_and_of_no_composite() -> None:
    world = moved()
    number = composite(world, 1, 2)
    condition = "A composite is made of amendments to one text that are under way, and of no composite."
    assert words(world.refusal(compositing(world, 1, number)))[1:3] == (
        condition,
        f"Amendment {number} is: tabled.",
    )
    other = world.amend("edit-1", "ought to", mover=6, amends=1)
    assert str(world.refusal(compositing(world, 1, other)).fact) == f"Amendment {other} is: seconded."
    world.do(world.on_it("withdraw", 2, 2, "mover"))
    assert str(world.refusal(compositing(world, 1, 2)).fact) == "Amendment 2 is: withdrawn."


def test_a_composite_is_tabled_by_one_of_the_movers_for_others_to_sign() -> None:
    world = moved()
    world.amend("c1", "The members may meet.", mover=1)
    refusal = (
        "14.4",
        "A composite is tabled by the mover of one of its sources, to be signed by movers of others.",
        "You moved none of them, or all of them.",
        "Ask one of their movers to table it.",
    )
    assert words(world.refusal(compositing(world, 1, 2, mover=7))) == refusal
    assert words(world.refusal(compositing(world, 1, 4, mover=1))) == refusal


def test_a_composite_may_use_the_clauses_of_its_sources() -> None:
    world = conference()
    world.add("new", "Meetings begin on time.", mover=1)
    world.add("more", "Meetings end on time.", mover=2)
    act = world.tabling_edits(
        Insert("s1", "c6", Clause("new", body="Meetings begin and end on time.")),
        mover=1,
        composite_of=[1, 2],
    )
    world.do(act)
    world.do(world.joining(2, 3, 2))
    world.marshal().decide_it(3)
    assert world.as_amended.by_id["new"].body == "Meetings begin and end on time."
    assert world.again() == world.assembly


def test_a_mover_signs_once_and_for_their_own() -> None:
    world = moved()
    number = composite(world, 1, 2)
    assert str(world.refusal(world.joining(2, number, 3)).fact) == "That is somebody else."
    assert words(world.refusal(world.joining(3, number, 3))) == (
        "14.6",
        "The mover of an amendment signs a composite that is made of it.",
        "This one is not.",
        "Look up the number of the composite.",
    )
    assert str(world.refusal(world.joining(3, 9, 3)).fact) == "This one is not."
    condition = "A composite is signed once by each mover, while it is on its way."
    assert words(world.refusal(world.joining(1, number, 1)))[1:3] == (condition, "You have signed it.")
    world.do(world.on_it("withdraw", number, 1, "mover"))
    assert words(world.refusal(world.joining(2, number, 2)))[1:3] == (condition, "It is: withdrawn.")
    assert "It closed on" in str(world.to(32).refusal(world.joining(2, number, 2)).fact)


def test_whoever_goes_another_way_has_not_signed() -> None:
    world = moved()
    first, second = composite(world, 1, 2, 3), composite(world, 1, 2)
    world.do(world.joining(3, first, 3))
    assert world.amendment(first).joined == {1, 3}
    assert world.stands(first) == "seconded"
    assert world.amendment(second).joined == set()
    world.do(world.joining(2, second, 2))
    assert world.stands(second) == "tabled", "its own mover has signed another"
    world.do(world.on_it("withdraw", 2, 2, "mover"))
    assert world.amendment(second).joined == set()


def test_what_is_accepted_by_itself_has_not_signed() -> None:
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1, seconded=False)
    world.amend("c2", "Each branch sends three.", mover=2, seconded=False)
    number = composite(world, 1, 2)
    world.do(world.accepting(1))
    assert world.amendment(number).joined == set()
    world.do(world.joining(2, number, 2))
    assert world.stands(number) == "tabled"

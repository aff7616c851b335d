"""Rival texts on one ballot paper, ranked: options, sponsors, quorum, majority, and the casting vote."""

from typing import Any

import pytest

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.declaration import account, secret_lists
from folkmoot.procedure.trial import code_name
from folkmoot.rulebook.starters import starter
from procedure.world import NORTH, ROOT, TEXT, World, words

EFFECT = {"act": "office.appoint", "office": "chair", "branch": ROOT, "name": code_name("new chair")}


def project(members: int = 30, text: str = "") -> World:
    world = World(text or starter("debian-resolutions"), [ROOT] * members)
    offices = [
        {"office": o, "branch": ROOT, "name": world.officer(o).name} for o in ("secretary", "leader", "chair")
    ]
    branches = [
        {"id": ROOT, "title": "Project", "parent": ""},
        {"id": NORTH, "title": "Team", "parent": ROOT},
    ]
    return world.found(branches=branches, offices=offices).to(0)


def adding(world: World, on: str, number: int, **changes: Any) -> Act:
    facts = {"text": TEXT, "length": 9} | changes
    return world.act("motion.option", on, world.member(on, number), **facts)


def sponsor(world: World, on: str, option: int, number: int = 5) -> None:
    for n in range(10, 10 + number):
        world.do(world.act("motion.second", on, world.member(on, n), option=option))


def on_the_paper(world: World, *classes: str, **changes: Any) -> str:
    """A motion with one option for each class, all sponsored, put to the vote."""
    on = world.table(**({"class": classes[0]} | changes))
    for n, name in enumerate(classes[1:], start=1):
        world.do(adding(world, on, n, **{"class": name}))
    for option in range(1, len(classes) + 1):
        sponsor(world, on, option)
    world.pass_days(17)
    world.put(on)
    return on


def declaring(world: World, on: str, by: Actor = THE_SITE, **facts: Any) -> Act:
    return world.act("motion.declare", on, by, **facts)


def test_the_winner_is_found_by_ranks() -> None:
    world = project()
    on = on_the_paper(world, "ordinary", "ordinary", effect=EFFECT)
    for n in range(6):
        world.vote(on, n, [2, 1, 3])
    for n in range(6, 15):
        world.vote(on, n, [1, 2, 0])
    world.pass_days(17)
    index = world.do(declaring(world, on, cast=15, dropped=[], winners=[1], outcome="carried"))
    assert world.state(on) == "carried"
    assert world.assembly.decisions[index].effect == EFFECT
    assert world.again() == world.assembly


def test_where_a_rival_wins_the_motion_itself_authorises_nothing() -> None:
    world = project()
    on = on_the_paper(world, "ordinary", "ordinary", effect=EFFECT)
    for n in range(12):
        world.vote(on, n, [2, 1, 3])
    world.pass_days(17)
    index = world.do(declaring(world, on, cast=12, dropped=[], winners=[2], outcome="carried"))
    assert world.assembly.decisions[index].effect == {}


def test_an_option_without_enough_sponsors_stays_off_the_paper() -> None:
    world = project()
    on = world.table()
    world.do(adding(world, on, 1))
    sponsor(world, on, 1)
    sponsor(world, on, 2, 4)
    world.pass_days(17)
    world.put(on)
    act = world.act("motion.vote", on, world.member("ballot/1", 3), ranks=[1, 2, 3])
    assert words(world.refusal(act)) == (
        "",
        "A vote gives each of the 2 options a rank from 1 to 99, or 0 for none.",
        "This one is something else.",
        "Choose again.",
    )
    world.vote(on, 3, [1, 2])


@pytest.mark.parametrize("ranks", [[1], [1, 2, 3, 4], [1, -1, 2], [1, 100, 2], [1, True, 2], [1, "2", 3]])
def test_a_ranking_gives_each_option_a_rank(ranks: list[Any]) -> None:
    world = project()
    on = on_the_paper(world, "ordinary", "ordinary")
    act = world.act("motion.vote", on, world.member("ballot/1", 3), ranks=ranks)
    assert str(world.refusal(act).fact) == "This one is something else."


def test_a_ranking_is_a_list_and_no_choice() -> None:
    world = project()
    on = on_the_paper(world, "ordinary")
    voter = world.member("ballot/1", 3)
    none = world.refusal(world.act("motion.vote", on, voter, ranks="12"))
    assert str(none.condition) == "This act must state ranks as a list."
    both = world.refusal(world.act("motion.vote", on, voter, ranks=[1, 2], choice="for"))
    assert str(both.fact) == "This one also carries choice."


def test_an_option_needs_the_majority_of_its_class_and_the_quorum() -> None:
    world = project()
    on = on_the_paper(world, "constitution", "ordinary", "override")
    for n in range(8):
        world.vote(on, n, [1, 2, 4, 3])
    for n in range(8, 12):
        world.vote(on, n, [3, 1, 4, 2])
    world.pass_days(17)
    result = account(world.assembly, on)
    assert result.facts == {"cast": 12, "dropped": [1, 3], "winners": [2], "outcome": "carried"}
    world.do(declaring(world, on, **result.facts))


def test_further_discussion_may_win() -> None:
    world = project()
    on = on_the_paper(world, "ordinary")
    for n in range(12):
        world.vote(on, n, [2, 1])
    world.pass_days(17)
    index = world.do(declaring(world, on, cast=12, dropped=[1], winners=[2], outcome="lost"))
    assert world.state(on) == "lost" and index not in world.assembly.decisions


def tied() -> tuple[World, str]:
    world = project()
    on = on_the_paper(world, "ordinary", "ordinary")
    for n in range(20):
        world.vote(on, n, [1, 2, 3] if n % 2 else [2, 1, 3])
    world.pass_days(17)
    return world, on


TIED = {"cast": 20, "dropped": [], "winners": [1, 2], "outcome": "carried"}
CASTING = (
    "6.5",
    "Where several options remain, an officer named by the rule has the casting vote among them.",
    "These remain: 1, 2.",
    "Ask one of these officers to declare the result: secretary, leader.",
)


def test_an_officer_named_by_the_rule_has_the_casting_vote() -> None:
    world, on = tied()
    world.do(declaring(world, on, world.officer("leader"), casting=2, **TIED))
    assert world.state(on) == "carried"
    assert world.assembly.decisions[world.assembly.size - 1].effect == {}
    assert world.again() == world.assembly


@pytest.mark.parametrize("casting", [None, 3, True, "2"])
def test_the_casting_vote_is_for_one_of_those_that_remain(casting: object) -> None:
    world, on = tied()
    assert (
        words(world.refusal(declaring(world, on, world.officer("leader"), casting=casting, **TIED)))
        == CASTING
    )


def test_nobody_else_has_a_casting_vote() -> None:
    world, on = tied()
    for by in (THE_SITE, Actor("anyone"), world.officer("chair")):
        assert words(world.refusal(declaring(world, on, by, casting=2, **TIED))) == CASTING
    forged = declaring(world, on, Actor("leader", "nobody"), casting=2, **TIED)
    assert str(world.refusal(forged).fact) == "That code name does not hold the office of leader."


def test_where_the_rule_names_no_officer_a_tie_waits_for_a_new_ballot() -> None:
    text = starter("debian-resolutions").replace("who: secretary, leader, the site or anyone", "who: anyone")
    world = project(text=text)
    on = on_the_paper(world, "ordinary", "ordinary")
    for n in range(20):
        world.vote(on, n, [1, 2, 3] if n % 2 else [2, 1, 3])
    world.pass_days(17)
    refusal = world.refusal(declaring(world, on, world.officer("leader"), casting=2, **TIED))
    assert str(refusal.cure) == "The rule names no officer: wait until a new ballot may be opened."
    world.pass_days(35)
    assert world.state(on) == "debate"


def test_another_quorum_than_a_root_is_a_turnout() -> None:
    text = starter("debian-resolutions").replace(
        "[3 times half the square root]{resolution.quorum}", "[10 members]{resolution.quorum}"
    )
    world = project(text=text)
    for votes, outcome in ((9, "lost"), (10, "carried")):
        on = on_the_paper(world, "ordinary")
        for n in range(votes):
            world.vote(on, n, [1, 2])
        world.pass_days(17)
        assert account(world.assembly, on).outcome == outcome
        world.do(declaring(world, on, cast=votes, dropped=[], winners=[1], outcome=outcome))
        assert world.state(on) == outcome


def test_an_option_may_be_sponsored_by_the_author_of_another() -> None:
    world = project()
    on = world.table()
    world.do(adding(world, on, 1))
    world.do(world.act("motion.second", on, world.member(on, 0), option=2))
    world.do(world.act("motion.second", on, world.member(on, 1)))
    own = world.act("motion.second", on, world.member(on, 1), option=2)
    assert str(world.refusal(own).fact) == "You moved it yourself."
    twice = world.act("motion.second", on, world.member(on, 0), option=2)
    assert str(world.refusal(twice).fact) == "You have done this already."


@pytest.mark.parametrize("option", [0, 3])
def test_an_option_that_is_not_there_finds_no_sponsor(option: int) -> None:
    world = project()
    on = world.table()
    world.do(adding(world, on, 1))
    act = world.act("motion.second", on, world.member(on, 5), option=option)
    assert words(world.refusal(act)) == (
        "4.2",
        "The options are numbered from 1 to 2.",
        "There is no such option.",
        "Choose one of them.",
    )


def test_an_option_is_named_by_a_number() -> None:
    world = project()
    on = world.table()
    for option in (True, "1", [1]):
        act = world.act("motion.second", on, world.member(on, 5), option=option)
        assert str(world.refusal(act).condition) == "This act must state option as a whole number."


def test_an_option_belongs_to_a_class_that_the_rulebook_lists() -> None:
    world = project()
    refusal = words(world.refusal(world.tabling(**{"class": "royal"})))
    assert refusal == (
        "4.1",
        "An option belongs to one of these classes: ordinary, override, constitution.",
        "The entry says royal.",
        "Choose one of them, or leave it out.",
    )
    on = world.table()
    assert words(world.refusal(adding(world, on, 1, **{"class": "royal"})))[1:] == refusal[1:]
    assert str(world.refusal(adding(world, on, 1, **{"class": ["royal"]})).condition).startswith(
        "This act must"
    )


def test_a_ballot_for_or_against_has_no_options() -> None:
    text = World().text.replace(
        "4.7 The mover may withdraw",
        "4.7 Members may add options.\n```rule\npower: motion.option\nwho: member of the branch\n```\n\n"
        "4.8 The mover may withdraw",
    )
    text = text.replace("4.9 After the time in 4.8", "4.10 After the time in 4.9").replace(
        "4.8 When a motion", "4.9 When a motion"
    )
    text = text.replace("refused under 4.8", "refused under 4.9")
    world = World(text).found().to(0)
    on = world.table()
    assert words(world.refusal(adding(world, on, 1))) == (
        "4.7",
        "Options stand on a ballot on which they are ranked.",
        "This ballot has no options: it is for or against.",
        "Table a motion of your own.",
    )
    classes = world.refusal(world.tabling(**{"class": "ordinary"}))
    assert str(classes.condition) == "An option belongs to one of these classes: none."


def test_secret_rankings_are_written_in_one_way() -> None:
    world = project()
    on = world.table()
    sponsor(world, on, 1)
    for n in range(5):
        world.do(world.act("motion.ask_secret", on, world.member(on, n)))
    world.pass_days(17)
    world.put(on)
    world.pass_days(17)
    voters = [code_name("ballot/1", n) for n in range(12)]
    receipts = [code_name("receipt", n) for n in range(12)]
    for line in ("01,2", "1;2", "a,b", "1,2,", "100,1"):
        stated, papers = secret_lists([line] * 12, receipts, voters)
        act = world.act(
            "motion.declare", on, papers=papers, cast=12, dropped=[], winners=[1], outcome="carried", **stated
        )
        assert str(world.refusal(act).fact) == "A line of the ballots is no ranking."
    stated, papers = secret_lists([(1, 2)] * 12, receipts, voters)
    world.do(
        world.act(
            "motion.declare", on, papers=papers, cast=12, dropped=[], winners=[1], outcome="carried", **stated
        )
    )
    assert world.again() == world.assembly

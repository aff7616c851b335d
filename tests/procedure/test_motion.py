"""A motion on its way: tabled, seconded, debated, withdrawn, lapsed."""

import pytest

from folkmoot.procedure.act import Act
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.trial import code_name
from procedure.walks import RULES
from procedure.world import NORTH, ROOT, TEXT, World, changed, edited, words

ROLL = "A proceeding opens with the roll of those entitled in it."
GONE = "Nothing can be done here any more; it may be begun anew where the rules allow."


def seconding(world: World, on: str, number: int, **facts: object) -> Act:
    return world.act("motion.second", on, world.member(on, number), **facts)


def test_a_motion_is_numbered_in_the_order_of_tabling() -> None:
    world = World().found().to(0)
    assert [world.table(), world.table(NORTH)] == ["motion/1", "motion/2"]
    refusal = words(world.refusal(changed(world.tabling(), branch="south")))
    assert refusal == (
        "4.1",
        "Motions are numbered one by one, each in a branch.",
        "The next is motion 3.",
        "Use that number, and a branch that exists.",
    )
    roll, papers = world.roll("motion/9")
    facts = {"branch": ROOT, "text": TEXT, "length": 1, "roll": roll}
    jump = world.act("motion.table", "motion/9", world.member("motion/9", 0), papers=papers, **facts)
    assert words(world.refusal(jump)) == refusal


def test_a_second_motion_with_the_number_of_the_first_is_refused() -> None:
    world = World().found().to(0)
    act = world.tabling()
    world.do(act)
    assert str(world.refusal(act).fact) == "The record knows motion/1 already."


def test_a_motion_is_in_debate_when_the_last_seconder_has_seconded_it() -> None:
    world = World().found().to(0)
    on = world.table()
    world.to(1).second(on, 1)
    assert world.state(on) == "tabled"
    world.to(2).do(seconding(world, on, 2))
    assert world.state(on) == "debate"
    assert world.case(on).events["debate"] == world.now


def test_nobody_seconds_twice_and_the_mover_not_at_all() -> None:
    world = World().found().to(0)
    on = world.table()
    assert words(world.refusal(seconding(world, on, 0))) == (
        "4.2",
        "Somebody other than the mover must do this.",
        "You moved it yourself.",
        "Ask another member.",
    )
    world.do(seconding(world, on, 1))
    assert words(world.refusal(seconding(world, on, 1))) == (
        "4.2",
        "Each member counts once.",
        "You have done this already.",
        "Nothing more is needed from you.",
    )


def test_no_rulebook_counts_a_seconder_twice_or_the_mover_at_all() -> None:
    world = World(World().text.replace("needs: not the mover; not already a seconder\n", "")).found().to(0)
    on = world.table()
    world.do(seconding(world, on, 1))
    for number in (0, 1):
        assert words(world.refusal(seconding(world, on, number))) == (
            "4.2",
            "Each member seconds once, and not what they moved.",
            "You have moved or seconded this already.",
            "Nothing more is needed from you.",
        )


def test_nobody_seconds_who_is_not_on_the_roll() -> None:
    world = World().found().to(0)
    on = world.table(NORTH)
    outsider = world.act("motion.second", on, world.member(on, 3))
    assert words(world.refusal(outsider)) == (
        "4.2",
        "This may be done by a member of the branch.",
        "The one who acts is not on the roll.",
        "Ask one of those named to do it.",
    )


def test_a_code_name_from_another_proceeding_is_worth_nothing() -> None:
    world = World().found().to(0)
    on, other = world.table(), world.table()
    borrowed = world.act("motion.second", on, world.member(other, 1))
    assert str(world.refusal(borrowed).fact) == "The one who acts is not on the roll."


def test_a_motion_that_finds_no_seconders_lapses_in_the_second_after_its_term() -> None:
    world = World().found().to(0)
    on = world.table()
    end = world.book.calendar.end_of(world.book.powers["motion.second"][0].within.term, world.now)  # type: ignore[union-attr]
    assert world.assembly.standing(on, end).state == "tabled"
    lapsed = world.assembly.standing(on, end + 1)
    assert (lapsed.state, lapsed.since, lapsed.rule) == ("lapsed", end + 1, "4.2")
    world.now = end + 1
    assert words(world.refusal(seconding(world, on, 1))) == (
        "4.2",
        "This can be done while it is: tabled, debate.",
        "It is: lapsed.",
        GONE,
    )


def test_a_motion_that_nobody_puts_to_the_vote_lapses() -> None:
    world = World().found().to(0)
    on = world.debated()
    assert world.to(90).state(on) == "debate"
    lapsed = world.to(95).standing(on)
    assert (lapsed.state, lapsed.rule) == ("lapsed", "4.9")


def test_a_motion_whose_term_has_not_begun_waits_for_any_member() -> None:
    assert "within: motion.life from tabling" in RULES
    world = World(RULES.replace("within: motion.life from tabling", "within: motion.life from closing"))
    on = world.found().to(0).debated()
    assert world.to(400).state(on) == "debate"
    world.put(on, world.member(on, 3))


def test_no_act_without_a_rule() -> None:
    world = World().found().to(0)
    on = world.table()
    option = world.act("motion.option", on, world.member(on, 3), text=TEXT, length=9)
    assert words(world.refusal(option)) == (
        "",
        "No act without a rule.",
        "No paragraph of the rulebook gives the power to do this (motion.option).",
        "Propose a change of the rules that gives it.",
    )
    assert words(world.refusal(world.act("motion.adore", on, world.member(on, 3)))) == (
        "",
        "An act concerns something that the record knows.",
        "There is nothing at motion/1 on which to do this (motion.adore).",
        "Look up the number again.",
    )
    assert str(world.refusal(world.act("motion.second", "motion/9")).fact).startswith(
        "There is nothing at motion/9"
    )


def test_a_late_seconder_is_refused_while_the_motion_is_in_debate() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(16)
    assert words(world.refusal(seconding(world, on, 5))) == (
        "4.2",
        "This may be done within 14 days from the tabling.",
        "That time has run out.",
        "What follows is: the motion lapses.",
    )


def test_a_motion_has_a_text_of_the_length_that_the_rulebook_allows() -> None:
    world = World().found().to(0)
    assert words(world.refusal(world.tabling(length=512))) == (
        "4.1",
        "The text may have 500 words at the most.",
        "This one has 512.",
        "Shorten it by 12.",
    )
    for wrong in (None, "many", True, -1):
        assert words(world.refusal(world.tabling(length=wrong))) == (
            "",
            "This act must state length as a whole number.",
            "It does not.",
            "State it.",
        )
    assert str(world.refusal(world.tabling(text="The roof")).fact) == "What stands there is no digest."


def test_the_mover_withdraws_it_and_nobody_else() -> None:
    world = World().found().to(0)
    on = world.debated()
    other = world.act("motion.withdraw", on, world.member(on, 1, "mover"))
    assert words(world.refusal(other)) == (
        "4.7",
        "This may be done by the mover.",
        "That is somebody else.",
        "Ask one of those named to do it.",
    )
    withdraw = world.act("motion.withdraw", on, world.member(on, 0, "mover"))
    world.do(withdraw)
    assert world.state(on) == "withdrawn"
    assert words(world.refusal(withdraw))[2:] == ("It is: withdrawn.", GONE)


def test_what_is_at_the_vote_is_not_withdrawn() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(9).put(on)
    refusal = world.refusal(world.act("motion.withdraw", on, world.member(on, 0, "mover")))
    assert words(refusal) == (
        "4.7",
        "This can be done while it is: tabled, debate, ruled out.",
        "It is: at the vote.",
        "See on its page what comes next.",
    )


@pytest.mark.parametrize(
    "effect",
    [
        "appoint Ada",
        {},
        {"act": "motion.table"},
        {"act": ["office.appoint"]},
        {"act": "office.appoint", "office": "chair", "branch": ROOT},
        {"act": "office.appoint", "office": "chair", "branch": ROOT, "name": "x", "pay": "much"},
        {"act": "office.appoint", "office": "chair", "branch": ROOT, "name": 3},
    ],
)
def test_a_motion_authorises_one_act_of_those_that_rest_on_decisions(effect: object) -> None:
    world = World().found().to(0)
    assert words(world.refusal(world.tabling(effect=effect))) == (
        "4.1",
        "A motion may authorise one act of these: office.appoint, branch.open.",
        "This entry names another, or not just what such an act states.",
        "Name the act and its facts.",
    )


def test_a_roll_holds_each_member_of_the_branch_once() -> None:
    world = World().found().to(0)
    roll, papers = world.roll("motion/1", NORTH)
    facts = {"branch": ROOT, "text": TEXT, "length": 1, "roll": roll}
    short = world.act("motion.table", "motion/1", world.member("motion/1", 25), papers=papers, **facts)
    assert words(world.refusal(short)) == (
        "4.1",
        "The roll holds each member of the branch once: 30.",
        "It holds 10 code names.",
        "Make the roll anew.",
    )


def test_a_roll_lists_what_it_states() -> None:
    world = World().found().to(0)
    act = world.tabling()
    roll, names = act.facts["roll"], next(iter(act.papers.values()))
    lines = names.decode().splitlines()
    wrong = [
        (None, names, "The entry does not state its roll.", "State its count and digest."),
        ({**roll, "note": "x"}, names, "The entry does not state its roll.", "State its count and digest."),
        (roll, None, "The list is not among the papers.", "Put the list beside the entry."),
        (roll, b"other", "The list is not the one whose digest was stated.", "Put the right list beside it."),
    ]
    for stated, data, fact, cure in wrong:
        papers = {} if data is None else {roll["digest"]: data}
        tried = world.act(act.verb, act.on, act.by, papers=papers, **{**act.facts, "roll": stated})
        assert words(world.refusal(tried)) == ("", ROLL, fact, cure)
    for data, count, fact in (
        (names, 29, "The list does not hold 29 code names, one a line."),
        (names, True, "The list does not hold True code names, one a line."),
        (names[:-1], 30, "The list does not hold 30 code names, one a line."),
        (names.upper(), 30, "The list does not hold 30 code names, one a line."),
        (b"\xff" + names[1:], 30, "The list does not hold 30 code names, one a line."),
        (
            "\n".join([*reversed(lines), ""]).encode(),
            30,
            "The list is not sorted, or a name stands in it twice.",
        ),
        (
            "\n".join([lines[0], *lines[:29], ""]).encode(),
            30,
            "The list is not sorted, or a name stands in it twice.",
        ),
    ):
        stated = {"count": count, "digest": digest_of(data)}
        papers = {digest_of(data): data}
        tried = world.act(act.verb, act.on, act.by, papers=papers, **{**act.facts, "roll": stated})
        assert words(world.refusal(tried))[2] == fact


def test_nothing_rides_along_with_a_motion() -> None:
    world = World().found().to(0)
    on = world.debated()
    acts = [
        world.tabling(note="x"),
        seconding(world, on, 5, note="x"),
        world.act("motion.withdraw", on, world.member(on, 0, "mover"), note="x"),
        world.act("motion.ask_secret", on, world.member(on, 0), note="x"),
        world.to(9).putting(on, note="x"),
    ]
    for act in acts:
        assert str(world.refusal(act).fact) == "This one also carries note.", act.verb


def test_seals_and_reliance_stand_only_where_a_rule_asks_for_them() -> None:
    world = World().found().to(0)
    act = world.tabling()
    for extra in ({"seals": (TEXT,)}, {"relies_on": (0,)}):
        ridden = world.act(act.verb, act.on, act.by, papers=act.papers, **extra, **act.facts)
        assert words(world.refusal(ridden)) == (
            "",
            "An entry seals words, or relies on other entries, only where its rule asks for it.",
            "No rule asks for it here.",
            "Leave it out.",
        )


def test_a_motion_keeps_the_rules_under_which_it_began() -> None:
    world = World().found().to(0)
    first = world.table()
    change = world.propose(edited(("[14 days]{motion.seconding}", "[21 days]{motion.seconding}")))
    world.back(change)
    world.to(31).put(change)
    world.votes(change, 9)
    world.to(40).do(world.declaring(change))
    world.to(60)
    second = world.table()
    assert world.case(first).book.edition == 1
    assert world.case(second).book.edition == 2
    assert world.to(75).state(first) == "lapsed" and world.state(second) == "tabled"


def test_the_same_member_has_another_name_in_each_proceeding() -> None:
    world = World().found().to(0)
    first, second = world.table(), world.table()
    assert world.case(first).roll.names.isdisjoint(world.case(second).roll.names)
    assert world.case(first).mover == code_name(first, 0)

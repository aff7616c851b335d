"""Putting the question, voting in the open, and declaring the result."""

from typing import Any

import pytest

from folkmoot.procedure.act import Act, Actor
from folkmoot.procedure.declaration import account
from procedure.walks import RULES
from procedure.world import NORTH, ROOT, World, changed, words


def at_the_vote(branch: str = ROOT, **facts: Any) -> tuple[World, str]:
    world = World(**facts).found().to(0)
    on = world.debated(branch)
    world.to(9).put(on)
    return world, on


def voting(world: World, on: str, number: int, **facts: Any) -> Act:
    return world.act("motion.vote", on, world.member("ballot/1", number), **facts)


def test_a_motion_is_not_put_to_the_vote_before_its_debate() -> None:
    world = World().found().to(0)
    on = world.table()
    assert words(world.refusal(world.to(9).putting(on)))[1:3] == (
        "This can be done while it is: debate.",
        "It is: tabled.",
    )
    world.second(on)
    for by, rule, term, day in (
        (None, "4.8", "7 days from the debate", "18 June 2026"),
        (world.member(on, 5), "4.9", "21 days from the debate", "2 July 2026"),
    ):
        count, _, event = term.partition(" from the ")
        assert words(world.refusal(world.putting(on, by))) == (
            rule,
            f"This may be done once {count} have passed from the {event}.",
            "They have not.",
            f"Wait until {day}.",
        )


def test_a_wait_that_has_not_begun_has_no_last_day() -> None:
    withdraw = "power: motion.withdraw\nwho: mover\n"
    assert withdraw in RULES
    world = World(RULES.replace(withdraw, withdraw + "after: motion.debate from ruling\n")).found().to(0)
    on = world.table()
    act = world.act("motion.withdraw", on, world.member(on, 0, "mover"))
    assert words(world.to(2).refusal(act))[2:] == ("They have not.", "Wait until then.")


def test_a_term_has_passed_after_its_last_second_not_in_it() -> None:
    world = World().found().to(0)
    on = world.debated()
    after = world.book.powers["motion.put"][0].after
    assert after is not None
    world.now = world.book.calendar.end_of(after.term, world.now)
    assert str(world.refusal(world.putting(on)).fact) == "They have not."
    world.now += 1
    world.put(on)


def test_officers_have_their_time_and_then_any_member_may_do_it() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(24)
    assert words(world.refusal(world.putting(on))) == (
        "4.8",
        "This may be done within 21 days from the debate.",
        "That time has run out.",
        "What follows is: any member may do it.",
    )
    world.put(on, world.member(on, 7))
    assert world.state(on) == "at the vote"


def test_the_site_puts_it_to_the_vote_where_nobody_did() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(24).put(on, Actor("the site"))
    assert world.again() == world.assembly


def test_a_ballot_has_the_next_number_the_manner_of_the_rule_and_all_members() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.to(9)
    assert words(world.refusal(world.putting(on, ballot="ballot/2"))) == (
        "4.8",
        "Ballots are numbered one by one.",
        "The next is ballot 1.",
        "Use that number.",
    )
    assert words(world.refusal(world.putting(on, manner="secret ballot"))) == (
        "4.8",
        "The rule says how this vote is taken: open vote.",
        "The entry says otherwise.",
        "Take it as the rule says.",
    )
    world.join(30)
    act = world.putting(on)
    world.join(31)
    assert words(world.refusal(act)) == (
        "4.8",
        "The roll holds each member of the branch once: 32.",
        "It holds 31 code names.",
        "Make the roll anew.",
    )
    world.do(world.putting(on))


def test_who_joined_after_the_tabling_may_vote() -> None:
    world = World().found().to(0)
    on = world.debated()
    world.join(30)
    world.to(9).put(on)
    world.vote(on, 30, "for")


def test_a_vote_may_be_changed_while_the_ballot_is_open() -> None:
    world, on = at_the_vote()
    for choice in ("for", "against", "abstain", "against"):
        world.vote(on, 4, choice)
    assert account(world.assembly, on).facts["against"] == 1
    world.to(20)
    assert words(world.refusal(voting(world, on, 4, choice="for")))[1:3] == (
        "This can be done while it is: at the vote.",
        "It is: closed.",
    )


def test_nobody_votes_who_is_not_on_the_roll_of_the_ballot() -> None:
    world, on = at_the_vote(NORTH)
    assert words(world.refusal(voting(world, on, 3, choice="for"))) == (
        "6.3",
        "This may be done by a member of the branch.",
        "The one who acts is not on the roll.",
        "Ask one of those named to do it.",
    )
    under_the_name_of_the_motion = world.act("motion.vote", on, world.member(on, 25), choice="for")
    assert str(world.refusal(under_the_name_of_the_motion).fact) == "The one who acts is not on the roll."


@pytest.mark.parametrize("choice", ["yes", "", None, True, ["for"]])
def test_a_vote_is_one_of_three(choice: object) -> None:
    world, on = at_the_vote()
    assert words(world.refusal(voting(world, on, 3, choice=choice))) == (
        "",
        "A vote is one of: for, against, abstain.",
        "This one is something else.",
        "Choose again.",
    )


def test_a_vote_for_or_against_has_no_ranks() -> None:
    world, on = at_the_vote()
    act = voting(world, on, 3, choice="for", ranks=[1])
    assert str(world.refusal(act).fact) == "This one also carries ranks."


def test_a_result_is_declared_when_the_ballot_has_closed_and_not_before() -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    assert words(world.refusal(world.declaring(on))) == (
        "6.5",
        "This can be done while it is: closed.",
        "It is: at the vote.",
        "See on its page what comes next.",
    )
    closing = world.case(on).events["closing"]
    world.now = closing
    assert world.state(on) == "at the vote"
    world.now = closing + 1
    world.do(world.declaring(on))
    assert world.state(on) == "carried"


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ((12, 5, 3), "carried"),
        ((8, 8, 3), "lost"),
        ((2, 0, 0), "lost"),
        ((3, 0, 0), "carried"),
        ((0, 0, 0), "lost"),
    ],
)
def test_the_majority_and_the_quorum_decide(votes: tuple[int, int, int], outcome: str) -> None:
    world, on = at_the_vote()
    world.votes(on, *votes)
    world.to(20)
    result = account(world.assembly, on)
    assert result.outcome == outcome and result.by_majority is not None
    other = "lost" if outcome == "carried" else "carried"
    assert words(world.refusal(world.declaring(on, other))) == (
        "6.5",
        "A declaration states what the count gives.",
        f"For outcome it says {other}; the count gives {outcome}.",
        "Count again.",
    )
    world.do(world.declaring(on, outcome))
    assert world.state(on) == outcome
    assert account(world.assembly, on) == result


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"for": 9}, "For for it says 9; the count gives 8."),
        ({"for": "8"}, "For for it says 8; the count gives 8."),
        ({"abstain": False}, "For abstain it says False; the count gives 0."),
        ({"against": None}, "For against it says nothing; the count gives 0."),
        ({"casting": 1}, "For casting it says 1; the count gives nothing."),
        ({"voters": {}}, "For voters it says {}; the count gives nothing."),
    ],
)
def test_a_declaration_states_just_what_the_count_gives(changes: dict[str, Any], fact: str) -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    world.to(20)
    refusal = words(world.refusal(world.declaring(on, **changes)))
    assert refusal == ("6.5", "A declaration states what the count gives.", fact, "Count again.")


def test_a_new_ballot_may_be_opened_where_nobody_declared_the_result() -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    later = world.to(35).standing(on)
    assert (later.state, later.rule) == ("debate", "6.5")
    assert world.refusal(world.declaring(on)).rule == "6.5"
    assert world.put(on, Actor("the site")) == "ballot/2"
    world.votes(on, 1, 6)
    world.to(45).do(world.declaring(on))
    assert world.state(on) == "lost"
    assert world.again() == world.assembly


@pytest.mark.parametrize(
    ("by", "fact"),
    [
        (Actor("secretary", "nobody"), "That code name does not hold the office of secretary."),
        (Actor("member", "nobody"), "The one who acts is not on the roll."),
        (Actor("the site", "hal"), "The entry gives a name to the site."),
        (Actor("anyone", "me"), "The entry gives a name to anyone."),
        (Actor("founder", "me"), "Nobody is founder here."),
        (Actor("applicant", "me"), "Nobody is applicant here."),
        (Actor("mover", "me"), "That is somebody else."),
        (Actor("king", "me"), "The rulebook knows no king."),
    ],
)
def test_anyone_may_declare_but_nobody_signs_as_what_they_are_not(by: Actor, fact: str) -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    world.to(20)
    assert words(world.refusal(world.declaring(on, by=by))) == (
        "6.5",
        "This may be done by the site or anyone.",
        fact,
        "Ask one of those named to do it.",
    )


@pytest.mark.parametrize("role", ["anyone", "member", "mover", "secretary"])
def test_whoever_declares_the_result_is_the_same(role: str) -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    world.to(20)
    by = {
        "anyone": Actor("anyone"),
        "member": world.member(on, 9),
        "mover": world.member(on, 0, "mover"),
        "secretary": world.officer("secretary"),
    }[role]
    world.do(world.declaring(on, by=by))
    assert world.state(on) == "carried"


TWO_MAJORITIES = """
6.6 The chair may declare it as well.
```rule
power: motion.declare
who: chair
needs: ballot is closed
within: vote.declaring from closing
missed: a new ballot may be opened
majority: vote.other
base: vote.base
```

6.7 Then it would take [three quarters]{vote.other}.

```examples"""


def test_the_majority_does_not_depend_on_who_declares() -> None:
    head, examples, tail = World().text.partition("## 6 Votes")[2].partition("\n```examples")
    text = World().text.replace(head + examples + tail, head + TWO_MAJORITIES + tail)
    world, on = at_the_vote(text=text)
    world.votes(on, 8, 5)
    world.to(20)
    assert account(world.assembly, on, by=world.officer("chair")).outcome == "carried"
    world.do(world.declaring(on, "carried", by=world.officer("chair")))
    assert world.state(on) == "carried"


def test_the_account_of_a_ballot_that_never_was_is_not_given() -> None:
    world = World().found().to(0)
    for on in (world.debated(), f"membership/{world.case('assembly').on}", f"office/{ROOT}/chair/1"):
        with pytest.raises(KeyError):
            account(world.assembly, on)


def test_a_change_without_a_majority_is_never_counted() -> None:
    from folkmoot.procedure.act import OutOfOrder
    from folkmoot.procedure.declaration import count_choices
    from folkmoot.rulebook.book import Power

    with pytest.raises(OutOfOrder) as refused:
        count_choices(World(World().text).book, Power("x.declare", "9.9", 1), {}, 3, "x")
    assert words(refused.value) == (
        "9.9",
        "A vote is counted by the majority that the rules set.",
        "No paragraph sets one for this vote.",
        "Propose a change of the rules that sets it.",
    )


def test_nothing_rides_along_with_a_declaration_or_a_passkey() -> None:
    world, on = at_the_vote()
    world.votes(on, 8)
    world.to(20)
    for act in (
        changed(world.declaring(on), passkey=True),
        changed(world.declaring(on, by=world.officer("secretary")), passkey=1),
        changed(world.declaring(on, by=world.officer("secretary")), passkey="yes"),
    ):
        assert words(world.refusal(act)) == (
            "",
            "An entry says of officers, and of them alone, that they signed in by passkey.",
            "This one says it of another, or says something else.",
            "Leave it out.",
        )
    world.do(changed(world.declaring(on, by=world.officer("secretary")), passkey=True))

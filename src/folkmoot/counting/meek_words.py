"""What the steps of a Meek count say: the letter of the reference rule, and a sentence."""

from folkmoot.counting.account import Step, figure
from folkmoot.counting.who import Who
from folkmoot.sentence import say


def first_preferences(valid: int) -> Step:
    return Step(
        "A", say("Papers that are valid: {valid}. At first every candidate keeps all of a vote.", valid=valid)
    )


def at_quota(name: Who, votes: int, quota: int) -> Step:
    template = "{name} has {votes}, which reaches the quota of {quota}, and is elected."
    return Step("B.2.c", say(template, name=name, votes=figure(votes, 9), quota=figure(quota, 9)))


def keeps(name: Who, keep: int) -> Step:
    template = "{name} now keeps {keep} of each vote that comes by, and the rest goes on."
    return Step("B.2.f", say(template, name=name, keep=figure(keep, 9)))


def lowest_goes(name: Who, votes: int, of_unguarded: bool) -> Step:
    template = "{name} has the fewest votes, {votes}, and is excluded."
    if of_unguarded:
        template = "{name} has the fewest votes of those not guarded, {votes}, and is excluded."
    return Step("B.3", say(template, name=name, votes=figure(votes, 9)))


def tied(names: Who, chosen: Who) -> Step:
    template = "{names} are no further apart than the surplus still to be shared out; the lot names {chosen}."
    return Step("B.3", say(template, names=names, chosen=chosen))


def left_in_hand(votes: int) -> Step:
    template = "What those not elected had, {votes} votes in all, is in hand: it is shared out no more."
    return Step("C", say(template, votes=figure(votes, 9)))

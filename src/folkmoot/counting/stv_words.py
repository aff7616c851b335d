"""What the steps of a count with stages say: the paragraph that required it, and a sentence."""

from folkmoot.counting.account import Step, figure
from folkmoot.counting.who import Who
from folkmoot.sentence import say


def first_preferences(paragraph: str, valid: int) -> Step:
    return Step(
        paragraph, say("Papers that are valid: {valid}. They are sorted by first preference.", valid=valid)
    )


def quota_set(paragraph: str, valid: int, seats: int, quota: int) -> Step:
    template = (
        "The number of valid papers, {valid}, divided by {more}, which is one more than the places, "
        "and the next whole number above: the quota is {quota}."
    )
    return Step(paragraph, say(template, valid=valid, more=seats + 1, quota=quota))


def at_quota(paragraph: str, name: Who, votes: int, quota: int, decimals: int) -> Step:
    template = "{name} has {votes}, which reaches the quota of {quota}, and is elected."
    said = say(template, name=name, votes=figure(votes, decimals), quota=quota)
    return Step(paragraph, said)


def surplus_moves(
    paragraph: str, name: Who, surplus: int, votes: int, flows: tuple[int, int], decimals: int
) -> Step:
    """`flows`: how many papers went on, and how many had nobody to go to."""
    template = (
        "The surplus of {name}, {surplus} of {votes} votes, is transferred, each paper at that part of its "
        "value. Papers that go on: {papers}; that name nobody else who is left: {ended}."
    )
    said = say(
        template,
        name=name,
        surplus=figure(surplus, decimals),
        votes=figure(votes, decimals),
        papers=flows[0],
        ended=flows[1],
    )
    return Step(paragraph, said)


def papers_move(paragraph: str, name: Who, flows: tuple[int, int]) -> Step:
    template = (
        "The papers of {name} are transferred at the value each has. Papers that go on: {papers}; "
        "that name nobody else who is left: {ended}."
    )
    return Step(paragraph, say(template, name=name, papers=flows[0], ended=flows[1]))


def largest_surplus(paragraph: str, name: Who, surplus: int, decimals: int) -> Step:
    template = "The surplus of {name}, {surplus}, is transferred next."
    return Step(paragraph, say(template, name=name, surplus=figure(surplus, decimals)))


def largest_of_several(paragraph: str, name: Who, surplus: int, decimals: int) -> Step:
    template = "The largest surplus is that of {name}, {surplus}, and is transferred next."
    return Step(paragraph, say(template, name=name, surplus=figure(surplus, decimals)))


def lowest_goes(paragraph: str, name: Who, votes: int, decimals: int) -> Step:
    template = "{name} has the fewest votes, {votes}, and is excluded."
    return Step(paragraph, say(template, name=name, votes=figure(votes, decimals)))


def lowest_unguarded_goes(paragraph: str, name: Who, votes: int, decimals: int) -> Step:
    template = "{name} has the fewest votes of those not guarded, {votes}, and is excluded."
    return Step(paragraph, say(template, name=name, votes=figure(votes, decimals)))


def tie_settled(paragraph: str, names: Who, chosen: Who, stage: int) -> Step:
    """`stage`: the one that settled it; 0: the lot did."""
    if stage:
        template = "{names} have equally many; going back, stage {stage} sets them apart, and it is {chosen}."
        return Step(paragraph, say(template, names=names, chosen=chosen, stage=stage))
    template = "{names} have equally many, and no earlier stage settles it; the lot names {chosen}."
    return Step(paragraph, say(template, names=names, chosen=chosen))


def fills_the_places(paragraph: str, name: Who, empty: int = 0) -> Step:
    """`empty`: places for which nobody stands."""
    if empty:
        template = "No more are left than there are places to fill: {name} is elected."
    else:
        template = "As many are left as there are places to fill: {name} is elected."
    return Step(paragraph, say(template, name=name))


def count_ends(paragraph: str, empty: int = 0) -> Step:
    """`empty`: places for which nobody stands."""
    if empty:
        template = "The count ends. Places that stay empty, as nobody else stands: {empty}."
        return Step(paragraph, say(template, empty=empty))
    return Step(paragraph, say("All places are filled, and the count ends."))


def more_than_half(paragraph: str, name: Who, votes: int, in_play: int) -> Step:
    template = "{name} has {votes} of the {in_play} votes still in play, more than half, and is elected."
    return Step(paragraph, say(template, name=name, votes=votes, in_play=in_play))


def nobody_has_half(paragraph: str, in_play: int) -> Step:
    template = "Nobody has more than half of the {in_play} votes still in play."
    return Step(paragraph, say(template, in_play=in_play))


def last_one_left(paragraph: str, name: Who) -> Step:
    return Step(paragraph, say("{name} is the only one left, and is elected.", name=name))

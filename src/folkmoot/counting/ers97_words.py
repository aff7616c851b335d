"""What the steps of an ERS97 count say: the paragraph that required it, and a sentence."""

from folkmoot.counting.account import Step, figure
from folkmoot.counting.ers97_table import DECIMALS
from folkmoot.counting.who import Who
from folkmoot.sentence import say


def votes(units: int) -> str:
    """Votes with their two decimals."""
    return figure(units, DECIMALS)


def first_preferences(valid: int) -> Step:
    return Step(
        "5.1.1", say("Papers that are valid: {valid}. They are sorted by first preference.", valid=valid)
    )


def quota_set(quota: int, seats: int) -> Step:
    said = say("The quota for {seats} places is {quota}.", seats=seats, quota=votes(quota))
    return Step("5.1.6", said)


def quota_falls(quota: int) -> Step:
    template = "Nobody is elected yet and papers have become non-transferable: the quota is now {quota}."
    return Step("5.4.8", say(template, quota=votes(quota)))


def reaches_quota(name: Who, has: int, quota: int, paragraph: str) -> Step:
    template = "{name} has {votes}, which reaches the quota of {quota}, and is elected."
    return Step(paragraph, say(template, name=name, votes=votes(has), quota=votes(quota)))


def reaches_share(name: Who, has: int, active: int, left: int, paragraph: str) -> Step:
    template = (
        "{name} has {votes}. Votes still active: {active}; places left to fill: {left}. "
        "So many votes cannot be overtaken, and {name} is elected."
    )
    said = say(template, name=name, votes=votes(has), active=votes(active), left=left)
    return Step(paragraph, said)


def none_of_equals(names: Who) -> Step:
    template = "{names} are equal, were so throughout, and are more than the places left: none elected."
    return Step("5.6.2", say(template, names=names))


def surplus_moves(name: Who, surplus: int, papers: int, value: int) -> Step:
    template = (
        "The surplus of {name}, {surplus}, is transferred. Transferable papers: {papers}, at {value} each."
    )
    said = say(template, name=name, surplus=votes(surplus), papers=papers, value=votes(value))
    return Step("5.3.7", said)


def surplus_keeps(name: Who, surplus: int, papers: int, value: int) -> Step:
    template = (
        "The surplus of {name}, {surplus}, is transferred. Transferable papers: {papers}, at the value of "
        "{value} that each has, as together they are not worth more than the surplus."
    )
    said = say(template, name=name, surplus=votes(surplus), papers=papers, value=votes(value))
    return Step("5.3.7", said)


def surplus_waits(total: int, lowest: Who, above: Who, gap: int) -> Step:
    template = (
        "The surpluses, {total} together, wait: "
        "they could not lift {lowest} above {above}, who is {gap} ahead."
    )
    return Step("5.2.2", say(template, total=votes(total), lowest=lowest, above=above, gap=votes(gap)))


def lowest_goes(name: Who, has: int) -> Step:
    template = "{name} has the fewest votes, {votes}, and is excluded."
    return Step("5.2.5", say(template, name=name, votes=votes(has)))


def lowest_unguarded_goes(name: Who, has: int) -> Step:
    template = "{name} has the fewest votes of those not guarded, {votes}, and is excluded."
    return Step("5.2.5", say(template, name=name, votes=votes(has)))


def group_goes(names: Who, together: int, above: Who, has: int) -> Step:
    template = (
        "{names} are excluded together: their votes and all surpluses that wait are {together}, "
        "not more than the {votes} of {above}, next above."
    )
    said = say(template, names=names, together=votes(together), votes=votes(has), above=above)
    return Step("5.2.5", said)


def papers_move(names: Who, value: int, papers: int) -> Step:
    template = "The papers of {names} worth {value} each are transferred: {papers}."
    return Step("5.4.3", say(template, names=names, value=votes(value), papers=papers))


def nothing_moves(names: Who) -> Step:
    return Step("5.4.1", say("{names} had no papers to transfer.", names=names))


def fill_the_places(names: Who, empty: int) -> Step:
    """`empty`: places for which nobody stands."""
    if empty:
        template = "No more are left than there are places to fill: {names} elected without another transfer."
    else:
        template = "As many are left as there are places to fill: {names} elected without another transfer."
    return Step("5.5.1", say(template, names=names))


def found_by_points(names: Who, chosen: Who, paragraph: str) -> Step:
    template = "{names} are equal; at the earliest point where they differed it was {chosen}."
    return Step(paragraph, say(template, names=names, chosen=chosen))


def found_by_lot(names: Who, chosen: Who, paragraph: str) -> Step:
    template = "{names} are equal and were so throughout; the lot names {chosen}."
    return Step(paragraph, say(template, names=names, chosen=chosen))


def still_sit(names: Who) -> Step:
    return Step("7.1", say("Guarded from exclusion, as they still sit: {names}.", names=names))


def newly_elected(name: Who) -> Step:
    return Step("7.1", say("{name} is elected to the vacant place, and the recount ends.", name=name))

"""What a count says when it keeps quotas on the result; the same under every rule."""

from folkmoot.counting.account import Step
from folkmoot.counting.bounds import Relaxed
from folkmoot.counting.who import Who
from folkmoot.sentence import say

HILL = "Voting matters 9 (1998)"


def doomed_goes(name: Who) -> Step:
    template = "With {name} elected the quotas on the result could not be met any more: {name} is excluded."
    return Step(HILL, say(template, name=name))


def guarded_stays(names: Who) -> Step:
    template = "Without {names} the quotas on the result could not be met any more: guarded from exclusion."
    return Step(HILL, say(template, names=names))


def bound_gives_way(relaxed: Relaxed) -> Step:
    asked, kept = relaxed.asked, relaxed.kept
    if kept.at_least < asked.at_least:
        template = (
            "Those who stand cannot give {asked} places to {group}, with the other quotas on the result: "
            "at least {kept} are asked instead."
        )
        said = say(template, asked=asked.at_least, group=asked.group, kept=kept.at_least)
    else:
        template = (
            "With so few who stand the places cannot be filled and {group} kept to {asked} of them: "
            "the quota on the result gives way."
        )
        said = say(template, asked=asked.at_most, group=asked.group)
    return Step(HILL, said)

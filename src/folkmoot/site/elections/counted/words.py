"""A count in words: what a stage is called, what moved at it, what was close, how ties were broken."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.counting.account import PILE, Account, Flow, Stage, figure
from folkmoot.counting.bounds_words import HILL
from folkmoot.sentence import filled
from folkmoot.site.elections.counted.moves import moves
from folkmoot.site.members.refusal import translated

CLOSE = 5
"""An exclusion by less than this many votes is told as close."""


@dataclass(frozen=True, slots=True)
class Told:
    """One stage in words: its name, a sentence and paragraph for each step, and the flows, as lines."""

    number: str
    name: str
    steps: list[tuple[str, str]]
    moved: list[str]


def listed(names: Iterable[str]) -> str:
    """ "Ada", "Ada and Bo", "Ada, Bo and Cy"."""
    shown = list(names)
    if len(shown) < 2:
        return "".join(shown)
    return _("{several} and {last}").format(several=", ".join(shown[:-1]), last=shown[-1])


def named(numbers: Iterable[int], names: Sequence[str]) -> str:
    """The candidates with these numbers, in a list."""
    return listed(names[number - 1] for number in numbers)


def numbers(account: Account) -> list[str]:
    """What the stages are numbered: "3"; "3.1" and "3.2" where a stage has several parts."""
    parts = Counter(stage.number for stage in account.stages)
    seen = Counter[int]()
    said = []
    for stage in account.stages:
        seen[stage.number] += 1
        part = f".{seen[stage.number]}" if parts[stage.number] > 1 else ""
        said.append(f"{stage.number}{part}")
    return said


def stage_name(stage: Stage, names: Sequence[str]) -> str:
    """What a stage is called at the head of its column."""
    who = named(stage.of, names)
    words = {
        "first preferences": _("First preferences"),
        "surplus": _("Surplus of {who}"),
        "exclusion": _("Exclusion of {who}"),
        "iteration": _("All papers shared out again"),
        "recount": _("Recount without {who}"),
        "result": _("The last places") if stage.number > 1 else _("The result"),
    }
    return words[stage.what].format(who=who)


def moved_words(flow: Flow, names: Sequence[str], decimals: int) -> str:
    """One flow as a line: "12 papers worth 9.60 from Ada to Bo"."""
    source = names[flow.source - 1] if flow.source else _("the ballot box")
    value = figure(flow.value, decimals)
    papers = ngettext("{n} paper", "{n} papers", flow.papers).format(n=flow.papers)
    if flow.target == PILE:
        return _("{papers}, worth {value}, from {source}: no preference was left on them.").format(
            papers=papers, value=value, source=source
        )
    target = names[flow.target - 1]
    return filled(
        _("{papers}, worth {value}, from {source} to {target}."),
        {"papers": papers, "value": value, "source": source, "target": target},
    )


def moved_lines(stage: Stage, names: Sequence[str], decimals: int) -> list[str]:
    """The movements of a stage, and what the smallest of them are worth together."""
    found = moves(stage)
    lines = [moved_words(flow, names, decimals) for flow in found.told]
    if found.left:
        n, value = len(found.left), figure(sum(flow.value for flow in found.left), decimals)
        rest = ngettext(
            "{n} smaller movement, worth {value}.", "{n} smaller movements, worth {value} together.", n
        )
        lines.append(rest.format(n=n, value=value))
    return lines


def told(account: Account, names: Sequence[str], rule: str = "") -> list[Told]:
    """Every stage in words, from the steps of the rule.

    Quotas on the result are no part of the counting rule: `rule` is the paragraph of the rulebook on them.
    """
    kept = _("rule {rule}").format(rule=rule) if rule else HILL
    return [
        Told(
            number,
            stage_name(stage, names),
            [(translated(each.said), each.paragraph.replace(HILL, kept)) for each in stage.steps],
            moved_lines(stage, names, account.decimals) if at else [],
        )
        for at, (number, stage) in enumerate(zip(numbers(account), account.stages, strict=True))
    ]


def close_calls(account: Account, names: Sequence[str]) -> list[str]:
    """How close each exclusion was, the closest first."""
    found = sorted(
        (margin for stage in account.stages for margin in stage.margins), key=lambda margin: margin.units
    )
    return [
        filled(
            _("{out} went out {units} votes behind {above}."),
            {
                "out": names[each.excluded - 1],
                "above": names[each.next_above - 1],
                "units": figure(each.units, account.decimals),
            },
        )
        for each in found
    ]


def ties(account: Account, names: Sequence[str]) -> list[str]:
    """Every tie, and how it was broken."""
    by = {"earlier stage": _("by an earlier stage"), "lot": _("by lot")}
    over = {
        "election": _("the order of election"),
        "surplus": _("whose surplus goes first"),
        "exclusion": _("who goes out"),
    }
    return [
        _("Stage {number}: {among} were equal for {over}; {chosen} was chosen {by}.").format(
            number=stage.number,
            among=named(tie.among, names),
            over=over.get(tie.over, tie.over),
            chosen=names[tie.chosen - 1],
            by=by.get(tie.settled_by, tie.settled_by),
        )
        for stage in account.stages
        for tie in stage.ties
    ]

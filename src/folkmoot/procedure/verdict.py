"""How a panel decides: one of its members puts a decision, others agree, and at a majority it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.procedure.act import list_fact, only_facts, say
from folkmoot.procedure.dispute import Dispute, Proposal, dispute, refuse_unless
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.values import Share
from folkmoot.rulebook.vocabulary import REMEDIES

Check = Callable[[Matter], None]
Apply = Callable[[Matter, Proposal, int], None]
Majority = Callable[[Matter, Mapping[str, Any]], Share]


def ordinary(matter: Matter, facts: Mapping[str, Any]) -> Share:
    """The majority that the paragraph on agreeing sets."""
    powers = matter.book.powers.get(matter.row.verb.partition(".")[0] + ".agree", ())
    return next(power.majority for power in powers if power.majority)


def check_remedies(matter: Matter) -> None:
    """Whoever is judged is told where else help is to be had (guarantee 28). Raises `OutOfOrder`."""
    refuse_unless(
        tuple(list_fact(matter.act.facts, "remedies")) == REMEDIES,
        matter,
        say("A decision says where else help is to be had: {remedies}.", remedies=", ".join(REMEDIES)),
        say("The entry leaves some of it out."),
        say("State all of them; the letter gives the dates."),
    )


def needed(case: Dispute, share: Share) -> int:
    """How many of the panel must agree: the least number that reaches the share of its seats."""
    seats = case.panel.seats if case.panel else 0
    return next(number for number in range(1, seats + 1) if share.reached(number, seats))


def decision_rows(
    kind: str,
    states: tuple[str, ...],
    targets: tuple[str, ...],
    check: Check,
    apply: Apply,
    majority: Majority = ordinary,
    put: str = "decide",
    leads_head: tuple[str, ...] = (),
) -> tuple[Row, Row]:
    """The two lines by which a panel decides in these states; `apply` lets the decision take effect."""

    def propose(matter: Matter, index: int) -> None:
        _take(matter, Proposal(index, matter.act.facts, (matter.act.by.name,)), index)

    def check_agree(matter: Matter) -> None:
        case, relies = dispute(matter), matter.act.relies_on
        only_facts(matter.act.facts)
        found = case.proposals.get(relies[0]) if len(relies) == 1 else None
        refuse_unless(
            found is not None and matter.act.by.name not in found.agreed,
            matter,
            say("A member of the panel agrees once with a decision that was put to it."),
            say("The entry relies on no such decision, or you have agreed with it."),
            say("Name the decision with which you agree, or put another."),
        )

    def agree(matter: Matter, index: int) -> None:
        found = dispute(matter).proposals[matter.act.relies_on[0]]
        _take(matter, Proposal(found.index, found.facts, (*found.agreed, matter.act.by.name)), index)

    def _take(matter: Matter, proposal: Proposal, index: int) -> None:
        case = dispute(matter)
        case.proposals[proposal.index] = proposal
        sitting = case.panel.sitting if case.panel else []
        agreed = sum(name in sitting for name in proposal.agreed)
        if agreed >= needed(case, majority(matter, proposal.facts)):
            case.proposals = {}
            case.decided = index
            apply(matter, proposal, index)

    return (
        Row(
            f"{kind}.{put}",
            states,
            "",
            check,
            propose,
            sealed=True,
            relies=True,
            may_lead_to=targets,
            leads_head=leads_head,
        ),
        Row(
            f"{kind}.agree",
            states,
            "",
            check_agree,
            agree,
            relies=True,
            may_lead_to=targets,
            leads_head=leads_head,
        ),
    )

"""The decision of a case: a finding for each charge, with evidence and reasons, and a sanction in range.

Source: SM1 from HEARD to DECIDED; guarantees 7 and 16 to 19 and 28.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from folkmoot.procedure.act import list_fact, only_facts, say, text_fact
from folkmoot.procedure.charge import range_in
from folkmoot.procedure.dispute import (
    Dispute,
    Proposal,
    dispute,
    is_over,
    refuse_unless,
    require_seals,
    share,
    term,
)
from folkmoot.procedure.facts import Assembly, Limit
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.sanction import (
    QUASHED,
    check_sanction,
    end_of_sanction,
    imposed,
    precautions,
    rank,
    rights_of,
    touch,
)
from folkmoot.procedure.verdict import check_remedies, decision_rows, ordinary
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.values import Share

COMPARATORS = 3
"""How many earlier decisions under the same rule are named, where there are so many."""


def precedents(assembly: Assembly, offence: str, at: int) -> Iterator[tuple[int, str]]:
    """Earlier decisions under a rule, the latest first: their index, and the kind that is left of each.

    What an appeal has undone, or sent back, is no precedent.
    """
    for index, on in reversed(assembly.precedents.get(offence, ())):
        case = assembly.cases[on]
        assert isinstance(case, Dispute)
        if case.decided == index and (kind := imposed(assembly, case, at)) != QUASHED:
            yield index, kind


def comparators(assembly: Assembly, charges: Sequence[str], at: int) -> list[int]:
    """The earlier decisions that a decision on these charges names: the latest of each, ascending."""
    latest = (islice(precedents(assembly, each, at), COMPARATORS) for each in charges)
    return sorted({index for found in latest for index, _kind in found})


def goes_beyond(assembly: Assembly, charges: Sequence[str], kind: str, at: int) -> bool:
    """Whether there are earlier decisions under these rules, and none imposed this much."""
    ranks = (rank(each) for offence in charges for _index, each in precedents(assembly, offence, at))
    first = next(ranks, None)
    return first is not None and first < rank(kind) and all(each < rank(kind) for each in ranks)


def range_of(case: Dispute, proved: Sequence[str]) -> tuple[str, str]:
    """The range that the charges that were proved allow: from nothing to the gravest of any."""
    ranges = [found for each in proved if (found := range_in(case, each))]
    return ("none", max((high for _low, high in ranges), key=rank)) if ranges else ("none", "none")


def readable(case: Dispute, book: Rulebook, seal: str, at: int) -> bool:
    """Whether a panel may rest on this item: served on the subject for long enough before it is heard."""
    served, heard = case.root.served.get(seal), case.events.get("hearing", at)
    return served is not None and book.calendar.end_of(term(book, "evidence.before"), served) < heard


def check_findings(matter: Matter, findings: Sequence[Any], seals: Sequence[str]) -> list[str]:
    """A finding for each charge, in their order: proved or not, on what, and why. Returns what is proved."""
    case, proved = dispute(matter), []
    refuse_unless(
        [each.get("offence") if isinstance(each, Mapping) else None for each in findings]
        == list(case.charges),
        matter,
        say("A decision finds on each charge, in their order: {charges}.", charges=", ".join(case.charges)),
        say("This one leaves out a charge, or finds on another."),
        say("State a finding for each."),
    )
    for each in findings:
        cites = each.get("cites")
        refuse_unless(
            set(each) == {"offence", "proved", "cites", "reasons"}
            and isinstance(each["proved"], bool)
            and isinstance(cites, list | tuple)
            and isinstance(each["reasons"], str)
            and bool(DIGEST.match(each["reasons"]))
            and each["reasons"] in seals,
            matter,
            say("A finding says whether the charge is proved, on what evidence, and why."),
            say("On {offence} the entry lacks one of these.", offence=str(each.get("offence"))),
            say("Write the reasons for this charge, and name the evidence."),
        )
        refuse_unless(
            (bool(cites) or not each["proved"])
            and all(readable(case, matter.book, str(seal), matter.at) for seal in cites),
            matter,
            say(
                "What a finding rests on was served on the subject {term} or more before it was heard.",
                term=matter.book.setting("evidence.before").words,
            ),
            say("On {offence} it rests on something that was not, or on nothing.", offence=each["offence"]),
            say("Rest it on evidence that was served in time, or find the charge not proved."),
        )
        if each["proved"]:
            proved.append(each["offence"])
    return proved


def check_decision(matter: Matter) -> None:
    """The decision is complete, in range, reasoned, and says where else help is to be had."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "findings", "sanction", "proof", "above", "branch", "remedies")
    findings = list_fact(facts, "findings")
    seals = require_seals(matter, len(case.charges) + 1, say("reasons for each charge, and for the sanction"))
    proved = check_findings(matter, findings, seals)
    sanction = check_sanction(matter, facts.get("sanction"), precautions(matter))
    low, high = range_of(case, proved)
    refuse_unless(
        rank(low) <= rank(sanction["kind"]) <= rank(high),
        matter,
        say("For what is proved the range goes from {low} to {high}.", low=low, high=high),
        say("The entry states: {kind}.", kind=sanction["kind"]),
        say("Choose a sanction inside the range."),
    )
    _check_precedents(matter, sanction)
    refuse_unless(
        facts.get("proof") == ("cogent" if sanction["kind"] == "expulsion" else "balance"),
        matter,
        say("Proof is on the balance of probabilities; an expulsion asks for cogent proof."),
        say("The entry states another standard."),
        say("State the standard, or choose a milder sanction."),
    )
    check_remedies(matter)
    refuse_unless(
        ("branch" in facts) == bool(rights_of(sanction))
        and ("branch" not in facts or text_fact(facts, "branch") in matter.assembly.branches),
        matter,
        say("Where rights are touched, the entry names the member's branch, so that rolls can be checked."),
        say("It does not, or names it without need."),
        say("Name the branch there, and only there."),
    )


def _check_precedents(matter: Matter, sanction: Mapping[str, Any]) -> None:
    case, facts = dispute(matter), matter.act.facts
    wanted = comparators(matter.assembly, case.charges, matter.at)
    refuse_unless(
        list(matter.act.relies_on) == wanted,
        matter,
        say(
            "A decision names the latest decisions under the same rules: {acts}.",
            acts=", ".join(map(str, wanted)) or say("none"),
        ),
        say("The entry relies on others."),
        say("Rely on these; the page shows what they decided."),
    )
    beyond = goes_beyond(matter.assembly, case.charges, sanction["kind"], matter.at)
    refuse_unless(
        facts.get("above") is (True if beyond else None),
        matter,
        say("A decision that goes beyond all earlier ones says so, and gives its reason."),
        say("The entry does not fit that."),
        say("State it, or choose a sanction that was imposed before."),
    )


def majority(matter: Matter, facts: Mapping[str, Any]) -> Share:
    """More must agree with an expulsion than with anything else."""
    if facts["sanction"]["kind"] == "expulsion":
        return share(matter.book, "decision.expulsion")
    return ordinary(matter, facts)


def apply_decision(matter: Matter, proposal: Proposal, index: int) -> None:
    """The decision stands; it is final when no appeal comes in time, at once where nothing was imposed."""
    case, facts = dispute(matter), proposal.facts
    case.sanction = facts["sanction"]
    case.outcome = facts["sanction"]["kind"]
    end_precautions(matter, case)
    case.events["decision"] = matter.at
    matter.assembly.sanctions[index] = case.on
    take_effect(matter, case, facts)
    for each in case.charges:
        known = matter.assembly.precedents.get(each, ())
        matter.assembly.precedents[each] = (*known, (index, case.on))
    if case.outcome == "none":
        case.events["finality"] = matter.at
    case.moves_to("final" if case.outcome == "none" else "decided", matter.at)


def end_precautions(matter: Matter, head: Dispute) -> None:
    """A precaution ends when the case, or an appeal in it, has been decided (guarantee 11)."""
    for on in head.parts:
        part = matter.assembly.cases[on]
        if part.machine.name == "precaution" and not is_over(part, matter.at):
            part.moves_to("ended", matter.at)


def take_effect(matter: Matter, case: Dispute, facts: Mapping[str, Any]) -> None:
    """The rights that the sanction of a case touches, once it is final."""
    rights, until = rights_of(facts["sanction"]), end_of_sanction(case, facts["sanction"])
    if rights:
        assert until is not None  # whatever touches rights ends (guarantees 18 and 19)
        touch(matter.assembly, Limit(case.on, facts["branch"], rights, until), matter.at)
    else:
        matter.assembly.limits.pop(case.on, None)


def decision_lines(states: tuple[str, ...]) -> tuple[Row, Row]:
    """The lines by which the panel of a case decides."""
    return decision_rows(
        "decision", states, ("decided", "final"), check_decision, apply_decision, majority, put="make"
    )

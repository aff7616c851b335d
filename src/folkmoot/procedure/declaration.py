"""Declaring a result: counting the ballot by its rule, and holding what is declared against the count.

The votes of an open ballot stand in the record. A secret one brings three lists with its declaration: the
choices, the receipts, and the code names of those who voted. Nothing joins one to another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast

from folkmoot.counting import condorcet, majority
from folkmoot.counting.condorcet import CondorcetResult
from folkmoot.counting.majority import MajorityResult
from folkmoot.counting.quorum import Members, Quorum, RootQuorum, ShareOfRoll
from folkmoot.counting.share import Share
from folkmoot.procedure.act import (
    BEARING,
    THE_SITE,
    Act,
    Actor,
    OutOfOrder,
    same_fact,
    say,
)
from folkmoot.procedure.ballot import (
    CHOICES,
    CONDORCET,
    SECRET,
    Vote,
    kind_of,
    options_of,
    term_of_art,
    vote_in,
)
from folkmoot.procedure.case import Ballot, powers_for
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import digest_of
from folkmoot.rulebook import values
from folkmoot.rulebook.book import Power, Rulebook

RANKING = re.compile(r"(0|[1-9][0-9]?)(,(0|[1-9][0-9]?))*\Z")
LINE = re.compile(r"[!-~]{1,200}\Z")
NO_FACTS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Result:
    """A count and what follows from it: `carried` or `lost`. `facts` is what the declaration must state."""

    outcome: str
    facts: Mapping[str, Any]
    by_majority: MajorityResult | None = None
    by_rank: CondorcetResult | None = None


def check_declaration(matter: Matter) -> None:
    """The declaration must state just what the count gives."""
    wanted = dict(count(matter).facts)
    if matter.case and matter.case.ballot and matter.case.ballot.manner == SECRET:
        wanted |= {key: matter.act.facts[key] for key in LISTS}
    require_stated(matter, wanted)


def require_stated(matter: Matter, wanted: Mapping[str, Any]) -> None:
    """Raise `OutOfOrder` unless the entry states just these facts."""
    stated = {key: value for key, value in matter.act.facts.items() if key not in BEARING}
    odd = sorted(
        key
        for key in stated.keys() | wanted.keys()
        if not (key in stated and key in wanted and same_fact(stated[key], wanted[key]))
    )
    if odd:
        key = odd[0]
        raise matter.refuse(
            say("A declaration states what the count gives."),
            say(
                "For {key} it says {stated}; the count gives {counted}.",
                key=key,
                stated=str(stated.get(key, "nothing")),
                counted=str(wanted.get(key, "nothing")),
            ),
            say("Count again."),
        )


LISTS = ("ballots", "receipts", "voters")


def count(matter: Matter) -> Result:
    """Count the ballot of this case by the rule: open votes from the record, secret ones from the lists.

    Whoever declares, the terms of the count are those of the first paragraph on declaring that fits the case.
    """
    case, found = matter.case, _count(matter)
    assert case is not None
    more = case.also_declared(found.outcome)
    return replace(found, facts={**found.facts, **more}) if more else found


def _count(matter: Matter) -> Result:
    case = matter.case
    assert case is not None and case.ballot is not None
    ballot, terms = case.ballot, terms_of_count(matter)
    votes: Iterable[Vote] = _secret_votes(matter) if ballot.manner == SECRET else ballot.votes.values()
    tally = Counter(votes)
    if ballot.method == CONDORCET:
        return _count_ranks(matter, terms, cast("Counter[tuple[int, ...]]", tally))
    quorum = case.quorum(terms.quorum or _art(matter.book, kind_of(matter), "quorum"))
    return count_choices(
        matter.book,
        replace(terms, quorum=cast("values.Share | None", quorum)),
        cast("Counter[str]", tally),
        len(ballot.roll.names),
        kind_of(matter),
    )


def account(
    assembly: Assembly,
    on: str,
    *,
    by: Actor = THE_SITE,
    facts: Mapping[str, Any] = NO_FACTS,
    papers: Mapping[str, bytes] = NO_FACTS,
) -> Result:
    """The count of the last ballot of a motion, a change or a question, with its arithmetic, declared or not.

    In a secret ballot `facts` states the three lists and `papers` holds them (`secret_lists` makes both).
    Raises `KeyError` where the record knows no such ballot, `OutOfOrder` where the lists do not fit, or where
    `by` has no casting vote and one is due.
    """
    case = assembly.cases[on]
    verb = f"{case.machine.name}.declare"
    row, powers = case.machine.row(verb), powers_for(case.book, verb, case)
    if row is None or not powers or case.ballot is None:
        raise KeyError(on)
    power = next((each for each in powers if by.role in each.who), powers[0])
    act = Act(verb, on, by, facts, papers=papers)
    return count(Matter(assembly, act, assembly.last, row, case.book, case, power, case.phase))


def terms_of_count(matter: Matter) -> Power:
    """The power whose majority, base, quorum, delay and repeat count for this case."""
    powers = powers_for(matter.book, matter.act.verb, matter.case)
    return next((power for power in powers if power.majority or power.method), powers[0])


def count_choices(book: Rulebook, power: Power, tally: Mapping[str, int], roll: int, kind: str) -> Result:
    """A majority count under a paragraph that sets majority, base and quorum; `tally` by choice.

    Raises `OutOfOrder` where no paragraph sets a majority.
    """
    share = power.majority or _art(book, kind, "majority")
    if share is None:
        raise OutOfOrder(
            rule=power.paragraph,
            condition=say("A vote is counted by the majority that the rules set."),
            fact=say("No paragraph sets one for this vote."),
            cure=say("Propose a change of the rules that sets it."),
        )
    base = power.base or _art(book, kind, "base") or "votes for and against"
    found = majority.count(
        tally.get("for", 0),
        tally.get("against", 0),
        tally.get("abstain", 0),
        share=Share(share.numerator, share.denominator, share.strict),
        base=cast("majority.Base", base),
        roll=roll,
        quorum=quorum_of(power.quorum or _art(book, kind, "quorum")),
    )
    outcome = "carried" if found.carried else "lost"
    facts = {choice: tally.get(choice, 0) for choice in CHOICES} | {"outcome": outcome}
    return Result(outcome, facts, by_majority=found)


def _art(book: Rulebook, kind: str, name: str) -> Any:
    """What other paragraphs say of such ballots; questions have a paragraph for each of their majorities."""
    return None if kind == "question" else term_of_art(book, kind, name)


def quorum_of(value: values.Value | None) -> Quorum | None:
    """The counting room's word for what the rulebook says of the quorum."""
    if isinstance(value, values.Count):
        return Members(value.number)
    if isinstance(value, values.Share):
        return ShareOfRoll(Share(value.numerator, value.denominator, value.strict))
    return RootQuorum(value.times, strict=False) if isinstance(value, values.Root) else None


def _count_ranks(matter: Matter, terms: Power, tally: Mapping[tuple[int, ...], int]) -> Result:
    case = matter.case
    assert case is not None and case.ballot is not None
    paper, roll = getattr(case, "on_the_paper", ()), len(case.ballot.roll.names)
    quorum = quorum_of(terms.quorum or _art(matter.book, kind_of(matter), "quorum"))
    found = condorcet.schwartz_dropping(
        tally.items(),
        len(paper) + 1,
        default=len(paper) + 1,
        ratios=[*(Fraction(option.ratio.over, option.ratio.to) for option in paper), Fraction(1)],
        quorum=quorum if isinstance(quorum, RootQuorum) else None,
        roll=roll,
    )
    winner = found.winners[0] if len(found.winners) == 1 else _casting_vote(matter, found.winners)
    # A root is a number of voters over the default option; any other quorum is a turnout.
    present = quorum is None or isinstance(quorum, RootQuorum) or found.ballots >= quorum.needed(roll)
    outcome = "carried" if present and winner != found.default else "lost"
    facts: dict[str, Any] = {
        "cast": found.ballots,
        "dropped": [drop.option for drop in found.dropped],
        "winners": list(found.winners),
        "outcome": outcome,
    }
    if len(found.winners) > 1:
        facts["casting"] = winner
    return Result(outcome, facts, by_rank=found)


def winner_of(facts: Mapping[str, Any]) -> int:
    """The number of the option that a declaration by ranks made the winner."""
    return int(facts.get("casting") or facts["winners"][0])


def _casting_vote(matter: Matter, winners: tuple[int, ...]) -> int:
    """The option that the declaring officer chose; only an officer whom the paragraph names may choose."""
    casting, role = matter.act.facts.get("casting"), matter.act.by.role
    named = [office for office in matter.power.who if office in matter.book.offices]
    if role in named and any(same_fact(casting, winner) for winner in winners):
        return cast("int", casting)
    raise matter.refuse(
        say("Where several options remain, an officer named by the rule has the casting vote among them."),
        say("These remain: {options}.", options=", ".join(map(str, winners))),
        say("Ask one of these officers to declare the result: {officers}.", officers=", ".join(named))
        if named
        else say("The rule names no officer: wait until a new ballot may be opened."),
    )


def secret_lists(
    votes: Iterable[Vote], receipts: Iterable[str], voters: Iterable[str]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The facts and papers of a secret ballot's declaration: three sorted lists that nothing joins."""
    return lists_of(map(_line, votes), receipts, voters)


def lists_of(
    ballots: Iterable[str], receipts: Iterable[str], voters: Iterable[str]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The same, for ballots that are lines already."""
    facts: dict[str, Any] = {}
    papers: dict[str, bytes] = {}
    for key, each in zip(LISTS, (list(ballots), list(receipts), list(voters)), strict=True):
        data = "".join(f"{line}\n" for line in sorted(each)).encode()
        facts[key] = {"count": len(each), "digest": digest_of(data)}
        papers[digest_of(data)] = data
    return facts, papers


def _line(vote: Vote) -> str:
    return vote if isinstance(vote, str) else ",".join(map(str, vote))


def _secret_votes(matter: Matter) -> list[Vote]:
    case = matter.case
    assert case is not None and case.ballot is not None
    ballots, receipts, voters = (published_list(matter, key) for key in LISTS)
    lengths = {len(ballots), len(receipts), len(voters)}
    if len(lengths) > 1 or len(set(receipts)) < len(receipts) or len(set(voters)) < len(voters):
        raise _bad_lists(matter, say("They differ in length, or something stands in one twice."))
    if not case.ballot.roll.names.issuperset(voters):
        raise _bad_lists(matter, say("Somebody voted who is not on the roll."))
    options = options_of(matter)
    return [_read_line(matter, case.ballot, options, line) for line in ballots]


def _read_line(matter: Matter, ballot: Ballot, options: int, line: str) -> Vote:
    if ballot.method == CONDORCET:
        if not RANKING.match(line):
            raise _bad_lists(matter, say("A line of the ballots is no ranking."))
        return vote_in({"ranks": [int(part) for part in line.split(",")]}, ballot, options)
    return vote_in({"choice": line}, ballot, options)


def published_list(matter: Matter, key: str) -> list[str]:
    """The lines of a list: printable ASCII, sorted, as many as stated, none empty."""
    stated = matter.act.facts.get(key)
    if not isinstance(stated, Mapping) or set(stated) != {"count", "digest"}:
        raise _bad_lists(matter, say("The entry does not state the list of {key}.", key=key))
    data = matter.act.papers.get(str(stated["digest"]))
    if data is None or digest_of(data) != stated["digest"]:
        raise _bad_lists(matter, say("The list of {key} is missing, or it is another one.", key=key))
    lines = data.decode("ascii", "replace").split("\n")
    last, fits = lines.pop(), same_fact(len(lines), stated["count"])
    if last or not fits or lines != sorted(lines) or not all(LINE.match(line) for line in lines):
        raise _bad_lists(matter, say("The list of {key} is not written as it must be.", key=key))
    return lines


def _bad_lists(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("A secret ballot is declared with the lists of choices, receipts and voters, each once."),
        fact,
        say("Publish the lists as the specification says."),
    )

"""Ballots: putting the question, and voting. Motions, rule changes and questions on a plan share this file
and `declaration`.

In an open vote each vote is an entry under a code name made for this ballot; a later vote replaces an
earlier one until the close. In a secret ballot the entries say nothing until the declaration.
"""

from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import (
    OutOfOrder,
    list_fact,
    only_facts,
    say,
)
from folkmoot.procedure.case import Ballot, Case
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.sanction import limited
from folkmoot.rulebook.book import Rulebook

OPEN, SECRET = "open vote", "secret ballot"
CHOICES = ("for", "against", "abstain")
MAJORITY = "majority"
CONDORCET = "Condorcet with Schwartz dropping"
LAST_RANK = 99
"""Gaps between ranks mean nothing, so that a rank may be larger than the number of options."""
Vote = str | tuple[int, ...]


def term_of_art(book: Rulebook, kind: str, name: str) -> Any:
    """What the rulebook says of ballots of this kind (`motion`, `change`, `question`): `manner`, `lasts`, …

    It may stand in the paragraph on putting the question, on voting, on asking for secrecy, or on declaring.
    """
    for verb in ("put", "vote", "ask_secret", "declare"):
        for power in book.powers.get(f"{kind}.{verb}", ()):
            value = getattr(power, name)
            if value:
                return value
    return None


def kind_of(matter: Matter) -> str:
    """`motion`, `change` or `question`: the first part of the verb."""
    return matter.act.verb.partition(".")[0]


def check_put(matter: Matter) -> None:
    """The ballot of a motion or a change that is put to the vote. Raises `OutOfOrder`."""
    assert matter.case is not None
    only_facts(matter.act.facts, "ballot", "roll", "manner")
    require_ballot(matter, matter.case.branch, len(getattr(matter.case, "secrecy", ())))


def require_ballot(matter: Matter, branch: str, askers: int = 0) -> None:
    """The ballot takes the next number and the manner that the rule gives; its roll has all who may vote.

    Raises `OutOfOrder` otherwise.
    """
    act, assembly = matter.act, matter.assembly
    number = assembly.next_number("ballot")
    if act.facts.get("ballot") != f"ballot/{number}":
        raise matter.refuse(
            say("Ballots are numbered one by one."),
            say("The next is ballot {number}.", number=number),
            say("Use that number."),
        )
    manner = manner_of(matter.book, kind_of(matter), askers)
    if act.facts.get("manner") != manner:
        raise matter.refuse(
            say("The rule says how this vote is taken: {manner}.", manner=manner),
            say("The entry says otherwise."),
            say("Take it as the rule says."),
        )
    require_size(matter, len(read_roll(act.facts, act.papers).names), "vote", branch)


def manner_of(book: Rulebook, kind: str, askers: int) -> str:
    """Open or secret, as the rulebook says, given how many members asked for a secret ballot."""
    asked = book.powers.get(f"{kind}.ask_secret", ())
    enough = term_of_art(book, kind, "secret_if") or (asked[0].threshold if asked else None)
    if enough and askers >= enough:
        return SECRET
    return str(term_of_art(book, kind, "manner") or OPEN)


def require_size(matter: Matter, size: int, right: str, branch: str = "") -> None:
    """A roll is as long as the branch has members with this right: nobody is dropped from it, nobody doubled.

    `right`: `speak` for a debate, `vote` for a ballot, `membership` for the roll of a case. `branch` is that
    of the proceeding, or the one that its opening act names, unless it is given.
    """
    assembly = matter.assembly
    own = matter.case.branch if matter.case else str(matter.act.facts.get("branch") or assembly.root)
    branch = branch or own
    members = assembly.members_of(branch) - limited(assembly, branch, right, matter.at)
    if size != members:
        raise matter.refuse(
            say("The roll holds each member of the branch once: {members}.", members=members),
            say("It holds {size} code names.", size=size),
            say("Make the roll anew."),
        )


def method_of(book: Rulebook, kind: str) -> str:
    """How ballots of this kind are counted. A change of the rules is one text, for or against."""
    return str(term_of_art(book, kind, "method") or MAJORITY) if kind == "motion" else MAJORITY


def follow_put(matter: Matter, index: int) -> None:
    """The ballot of a motion or a change is open from now until its term has run out."""
    assert matter.case is not None
    open_ballot(matter, matter.case, method_of(matter.book, kind_of(matter)))


def open_ballot(matter: Matter, case: Case, method: str) -> None:
    """A ballot on a proceeding, counted by this method, is open from now until its term has run out."""
    act = matter.act
    lasts = term_of_art(matter.book, kind_of(matter), "lasts")
    case.events["opening"] = matter.at
    case.events["closing"] = matter.book.calendar.end_of(lasts, matter.at)
    roll = read_roll(act.facts, act.papers)
    case.ballot = Ballot(act.facts["ballot"], roll, act.facts["manner"], method)
    matter.assembly.numbers["ballot"] = matter.assembly.next_number("ballot")


def check_vote(matter: Matter) -> None:
    """An open vote: one of the three choices, or a rank for each option."""
    case, facts = matter.case, matter.act.facts
    assert case is not None and case.ballot is not None
    only_facts(facts, "ranks" if case.ballot.method == CONDORCET else "choice")
    if case.ballot.manner == SECRET:
        raise matter.refuse(
            say("In a secret ballot no vote stands in the record by itself."),
            say("This entry would show one."),
            say("Cast it in the ballot; the lists are published with the result."),
        )
    vote_in(facts, case.ballot, options_of(matter))


def options_of(matter: Matter) -> int:
    """How many options stand on the ballot paper, the default option included."""
    return len(getattr(matter.case, "on_the_paper", ())) + 1


def vote_in(facts: Mapping[str, Any], ballot: Ballot, options: int) -> Vote:
    """The vote that an entry states; raises `OutOfOrder` where it is none that this ballot knows."""
    if ballot.method == CONDORCET:
        ranks = list_fact(facts, "ranks")
        if len(ranks) == options and all(type(rank) is int and 0 <= rank <= LAST_RANK for rank in ranks):
            return tuple(ranks)
        wanted = say(
            "A vote gives each of the {options} options a rank from 1 to {last}, or 0 for none.",
            options=options,
            last=LAST_RANK,
        )
    else:
        if facts.get("choice") in CHOICES:
            return str(facts["choice"])
        wanted = say("A vote is one of: for, against, abstain.")
    raise OutOfOrder(
        rule="", condition=wanted, fact=say("This one is something else."), cure=say("Choose again.")
    )


def follow_vote(matter: Matter, index: int) -> None:
    """The vote counts; an earlier one under the same code name no longer does."""
    ballot = matter.case.ballot if matter.case else None
    assert ballot is not None
    ballot.votes[matter.act.by.name] = vote_in(matter.act.facts, ballot, options_of(matter))

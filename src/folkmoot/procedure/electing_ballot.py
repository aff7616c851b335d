"""The ballot of an election: opened with a frozen roll and a fixed paper, corrected, cast; batches and lot.

While it is open no entry tells how many have voted, or how. Paper ballots come in after the close, in batches
that two clerks have entered and found equal; each batch is committed to before the result is declared.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from folkmoot.lots import beacon
from folkmoot.lots.sources import DICE, Source
from folkmoot.lots.void import Void
from folkmoot.procedure import ballot
from folkmoot.procedure.act import list_fact, number_fact, only_facts, same_fact, say, text_fact
from folkmoot.procedure.case import opens, standing
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import COUNTBACK, HELD, Election, election_of
from folkmoot.procedure.electing_candidates import require_on_the_roll
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST, require_digest
from folkmoot.procedure.roll import CODE_NAME
from folkmoot.procedure.roll_change import amended
from folkmoot.rulebook.book import Power
from folkmoot.rulebook.vocabulary import CHANGED

THROWERS = 3
"""Members who enter the same throw before it counts."""
ROUND_AFTER = 60 * 60
"""Seconds between the close of a ballot and the round of the beacon that decides ties, at the least."""
CLERKS = 2


def closing_of(matter: Matter) -> int:
    """The last second of a ballot that opens now."""
    lasts = ballot.term_of_art(matter.book, "election", "lasts")
    return matter.book.calendar.end_of(lasts, matter.at)


def lot_for(closing: int) -> dict[str, Any]:
    """What decides ties of a ballot with this last second, where the public beacon does."""
    return {"source": "drand", "round": beacon.first_round_after(closing + ROUND_AFTER)}


def check_open(matter: Matter) -> None:
    """More stand than there are places; the paper has all of them; a lot is named that nobody knows yet."""
    election, facts = election_of(matter), matter.act.facts
    only_facts(facts, "ballot", "roll", "manner", "candidates", "lot")
    paper = paper_of(matter.assembly, election, matter.at)
    refuse_unless(
        election.kind != COUNTBACK and len(paper) > election.seats,
        matter,
        say("A ballot is held where more stand than there are places: {seats}.", seats=election.seats),
        say("{number} stand.", number=len(paper)),
        say("Declare them elected unopposed; what stays vacant is filled by another election."),
    )
    require_on_the_roll(matter)
    ballot.require_ballot(matter, election.branch)
    refuse_unless(
        same_fact(facts.get("candidates"), list(paper)),
        matter,
        say("The ballot paper has all who stand or may yet be reinstated, in the order of their code names."),
        say("The entry names others, or in another order."),
        say("Make the paper again."),
    )
    dice = {"source": "dice"}
    refuse_unless(
        same_fact(facts.get("lot"), dice) or same_fact(facts.get("lot"), lot_for(closing_of(matter))),
        matter,
        say(
            "What decides ties is said at the opening: dice, or a round of the public beacon after the close."
        ),
        say("The entry names something else, or another round."),
        say("Name the first round one hour after the close, or dice."),
    )


def follow_open(matter: Matter, index: int) -> None:
    """The ballot is open until its term has run out; its roll and its paper are fixed."""
    election = election_of(matter)
    ballot.open_ballot(matter, election, election.called_under.method)
    election.paper = paper_of(matter.assembly, election, matter.at)
    election.lot_from = dict(matter.act.facts["lot"])


def check_vote(matter: Matter) -> None:
    """No vote of an election stands in the record: people are elected in secret (guarantee 17)."""
    raise matter.refuse(
        say("In a secret ballot no vote stands in the record by itself."),
        say("This entry would show one."),
        say("Cast it in the ballot; the lists are published with the result."),
    )


def follow_vote(matter: Matter, index: int) -> None:
    """No such entry is ever in order."""


def may_change(election: Election) -> bool:
    """Whether a voter may put another paper in the place of the one in the box, until the close."""
    return bool(ballot.term_of_art(election.book, "election", "changing") == CHANGED)


def _names(matter: Matter, key: str) -> set[str]:
    listed = list_fact(matter.act.facts, key)
    if all(isinstance(name, str) and CODE_NAME.match(name) for name in listed) and all(
        a < b for a, b in pairwise(listed)
    ):
        return set(listed)
    raise matter.refuse(
        say("The names added and removed are code names, sorted, each once."),
        say("What stands under {key} is something else.", key=key),
        say("Sort them; name each once."),
    )


def check_roll(matter: Matter) -> None:
    """A late change of the frozen roll, with reasons; it never holds more than the branch has members."""
    election, facts = election_of(matter), matter.act.facts
    only_facts(facts, "added", "removed", "reasons")
    require_digest(matter.act, "reasons")
    assert election.ballot is not None
    added, removed, names = _names(matter, "added"), _names(matter, "removed"), election.ballot.roll.names
    refuse_unless(
        bool(added or removed) and added.isdisjoint(names) and removed <= names,
        matter,
        say("A correction adds names that are missing on the roll, or removes names that stand on it."),
        say("This one does neither, or something else."),
        say("Compare it with the roll."),
    )
    most, size = matter.assembly.members_of(election.branch), len(names) - len(removed) + len(added)
    refuse_unless(
        size <= most,
        matter,
        say("A roll never holds more names than the branch has members: {most}.", most=most),
        say("It would hold {size}.", size=size),
        say("Remove whoever is no member any more."),
    )


def follow_roll(matter: Matter, index: int) -> None:
    """The corrected roll is in force."""
    election, facts = election_of(matter), matter.act.facts
    assert election.ballot is not None
    roll = amended(election.ballot.roll, set(facts["added"]), set(facts["removed"]))
    election.ballot = replace(election.ballot, roll=roll)


def check_batch(matter: Matter) -> None:
    """A batch of paper ballots: numbered, committed to, and entered by two different clerks in office."""
    election, facts = election_of(matter), matter.act.facts
    only_facts(facts, "batch", "count", "digest", "clerks")
    refuse_unless(
        number_fact(facts, "batch") == len(election.batches) + 1 and number_fact(facts, "count") > 0,
        matter,
        say("Batches of paper ballots are numbered one by one, and hold at least one."),
        say("The next is batch {number}.", number=len(election.batches) + 1),
        say("Use that number."),
    )
    refuse_unless(
        bool(DIGEST.match(text_fact(facts, "digest"))),
        matter,
        say("A batch is committed to by a digest of its lines."),
        say("What stands there is no digest."),
        say("Name it by its digest."),
    )
    clerks = list_fact(facts, "clerks")
    in_office = [
        name
        for name in clerks
        if isinstance(name, str)
        and (held := matter.assembly.holders.get(name)) is not None
        and standing(held, matter.at).state == HELD
        and held.branch in matter.assembly.above(election.branch)
    ]
    refuse_unless(
        len(clerks) == len(set(in_office)) == CLERKS,
        matter,
        say(
            "Two different officers of the branch enter a batch, each without seeing what the other entered."
        ),
        say("The entry does not name two who are in office."),
        say("Let a second one enter it."),
    )


def follow_batch(matter: Matter, index: int) -> None:
    """The batch is part of what is counted."""
    election_of(matter).batches.append(matter.act.facts["count"])


def check_lot(matter: Matter) -> None:
    """The lot that was named at the opening: the signature of the round, or dice that three members enter."""
    election, facts = election_of(matter), matter.act.facts
    only_facts(facts, "source")
    refuse_unless(
        matter.state == "closed" or election.kind == COUNTBACK,
        matter,
        say("Ties are decided when the ballot has closed."),
        say("It has not been opened."),
        say("Wait until then."),
    )
    openings = election.book.powers.get("election.open", ())
    refuse_unless(
        matter.state == "closed" or opens_from(election, openings, matter.events, matter.at),
        matter,
        say("In a vacancy ties are decided once those not elected had the time to say if they are willing."),
        say("It is too early."),
        say("Wait until then."),
    )
    refuse_unless(
        not election.draw,
        matter,
        say("The lot is entered once."),
        say("It stands in the record."),
        say("Declare the result."),
    )
    try:
        source = Source.parse((text_fact(facts, "source") + "\n").encode())
        refuse_unless(
            source.kind == election.lot_from["source"],
            matter,
            say("Ties are decided by what was named at the opening."),
            say("This is another source."),
            say("Bring the one that was named."),
        )
        if source.kind == "drand":
            beacon.verify(election.lot_from["round"], source.value)
    except (Void, UnicodeEncodeError) as bad:
        raise matter.refuse(
            say("Ties are decided by what was named at the opening."),
            say("{bad}.", bad=bad),
            say("Bring the source again, letter by letter."),
        ) from None
    if source.kind == "drand":
        return
    throw = source.value.decode()
    refuse_unless(
        len(throw) == DICE and set(throw) <= set("123456"),
        matter,
        say("A throw is written as {number} figures from 1 to 6.", number=DICE),
        say("What stands there is none."),
        say("Write it again, in the order in which the dice were thrown."),
    )
    refuse_unless(
        bool(matter.act.by.name) and matter.act.by.name not in election.throws,
        matter,
        say("Three people enter the throw that they have seen, each once."),
        say("You have entered one."),
        say("Two others who saw it enter the same."),
    )


def follow_lot(matter: Matter, index: int) -> None:
    """The lot is known: at once by the beacon, by dice when three have entered the same throw."""
    election = election_of(matter)
    source = Source.parse((matter.act.facts["source"] + "\n").encode())
    if source.kind == "drand":
        election.draw = beacon.verify(election.lot_from["round"], source.value)
        return
    throw = source.value.decode()
    election.throws[matter.act.by.name] = throw
    if list(election.throws.values()).count(throw) >= THROWERS:
        election.draw = throw.encode()


def opens_from(election: Election, powers: tuple[Power, ...], events: Mapping[str, int], at: int) -> bool:
    """Whether any of these powers to open a ballot could be used by now, as far as a wait goes."""
    waits = [(power, opens(election, power, events)) for power in powers]
    return any(power.after is None or (wait is not None and at > wait) for power, wait in waits)

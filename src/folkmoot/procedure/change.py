"""A change of the rulebook: proposed, backed, given notice, voted, and in force on its day.

Source: the procedure SM6 for rule changes. An entrenched paragraph is changed only by the larger majority,
voted twice on the same words, with the term `repeat` between. One change at a time goes to the vote, so that
each is voted on the text that it will change.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure import ballot, declaration
from folkmoot.procedure.act import only_facts, say
from folkmoot.procedure.books import book_of
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.conditions import passes_the_check
from folkmoot.procedure.debate import check_speak, follow_speak
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.roll_change import check_roll, follow_roll
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.compare import compare, touches_entrenched


@dataclass(slots=True)
class Change(Case):
    """A proposed change so far: the rulebook it would put in force, and the one it was written against."""

    proposed: str = ""
    base: str = ""
    text: str = ""
    entrenched: bool = False
    supporters: set[str] = field(default_factory=set)
    votes_carried: int = 0

    def supporters_of(self, facts: Mapping[str, Any]) -> Collection[str]:
        """Those who back the change."""
        return self.supporters

    @property
    def wanted(self) -> int:
        """How many backers, the proposer not counted, the rulebook asks for."""
        powers = self.book.powers.get("change.back", ())
        return (powers[0].threshold or 0) if powers else 0


def _change(matter: Matter) -> Change:
    assert isinstance(matter.case, Change)
    return matter.case


def _latest(matter: Matter) -> Rulebook:
    """The rulebook in force, or the one that is adopted and waits for its day."""
    return matter.assembly.books[-1][1]


def _check_book(matter: Matter) -> None:
    """The proposed rulebook is sound, is written against the latest, and changes something in it."""
    passes_the_check(matter, None)
    latest, facts = _latest(matter), matter.act.facts
    if facts.get("base") != latest.digest or facts["rulebook"] == latest.digest:
        raise matter.refuse(
            say("A change is written against the latest rulebook, and changes something in it."),
            say("This one was written against another text, or changes nothing."),
            say("Start again from the rulebook as it now stands."),
        )


def _check_propose(matter: Matter) -> None:
    act, assembly = matter.act, matter.assembly
    only_facts(act.facts, "rulebook", "base", "text", "roll", "branch")
    require_digest(act, "text")
    _check_book(matter)
    number = assembly.next_number("change")
    if act.on != f"change/{number}" or act.facts.get("branch") != assembly.root:
        raise matter.refuse(
            say("Changes of the rules are numbered one by one and concern the whole organisation."),
            say("The next is change {number}.", number=number),
            say("Use that number."),
        )
    ballot.require_size(matter, len(read_roll(act.facts, act.papers).names), "speak")


def _propose(matter: Matter, index: int) -> None:
    act, at = matter.act, matter.at
    change = Change(
        MACHINE,
        act.on,
        matter.assembly.root,
        matter.book,
        "proposed",
        at,
        {"proposal": at},
        mover=act.by.name,
        roll=read_roll(act.facts, act.papers),
    )
    matter.assembly.cases[act.on] = change
    matter.assembly.numbers["change"] = matter.assembly.next_number("change")
    _take_text(matter, change)


def _take_text(matter: Matter, change: Change) -> None:
    facts, assembly, latest = matter.act.facts, matter.assembly, _latest(matter)
    book = book_of(assembly, matter.act)
    assembly.known_books[book.digest] = book
    change.proposed, change.base, change.text = facts["rulebook"], facts["base"], facts["text"]
    change.entrenched = touches_entrenched(compare(latest, book), latest)


def _give_notice(change: Change, at: int) -> None:
    change.events["notice"] = at
    change.moves_to("notice", at)


def _check_back(matter: Matter) -> None:
    only_facts(matter.act.facts)
    change = _change(matter)
    if matter.act.by.name == change.mover or matter.act.by.name in change.supporters:
        raise matter.refuse(
            say("Each member backs a change once, and not their own."),
            say("You have proposed or backed it already."),
            say("Nothing more is needed from you."),
        )


def _back(matter: Matter, index: int) -> None:
    change = _change(matter)
    change.supporters.add(matter.act.by.name)
    if change.phase == "proposed" and len(change.supporters) >= change.wanted:
        _give_notice(change, matter.at)


def _check_amend(matter: Matter) -> None:
    only_facts(matter.act.facts, "rulebook", "base", "text")
    require_digest(matter.act, "text")
    if _change(matter).votes_carried:
        raise matter.refuse(
            say("An entrenched paragraph is voted on twice, in the same words."),
            say("The first vote has been held."),
            say("Withdraw the change and propose another."),
        )
    _check_book(matter)


def _amend(matter: Matter, index: int) -> None:
    _take_text(matter, _change(matter))


def _check_withdraw(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _withdraw(matter: Matter, index: int) -> None:
    """The table's target ends the proposal."""


def _check_put(matter: Matter) -> None:
    change = _change(matter)
    rivals = [
        case
        for case in matter.assembly.cases.values()
        if isinstance(case, Change)
        and case is not change
        and standing(case, matter.at).state in ("at the vote", "closed", "adopted")
    ]
    if rivals or change.base != _latest(matter).digest:
        raise matter.refuse(
            say("One change of the rules at a time goes to the vote, on the text that it will change."),
            say("Another is at the vote or has been adopted since."),
            say("Amend this one to the latest text, or wait for the other's result."),
        )
    again = change.events.get("second vote from", 0)
    if matter.at < again:
        raise matter.refuse(
            say("An entrenched paragraph is voted on twice, some time apart."),
            say("The time between the votes has not passed."),
            say("Wait until it has."),
        )
    ballot.check_put(matter)


def _declare(matter: Matter, index: int) -> None:
    change, at = _change(matter), matter.at
    if matter.act.facts["outcome"] != "carried":
        change.moves_to("lost", at)
        return
    change.votes_carried += 1
    terms = declaration.terms_of_count(matter)
    if change.entrenched and terms.repeat and change.votes_carried < 2:
        change.events["second vote from"] = matter.book.calendar.end_of(terms.repeat, at) + 1
        _give_notice(change, at)
        return
    delay = terms.delay or ballot.term_of_art(matter.book, "change", "delay")
    change.events["adoption"] = at
    change.events["coming into force"] = matter.book.calendar.end_of(delay, at) if delay else at
    change.moves_to("adopted", at)
    since = change.events["coming into force"] + 1
    matter.assembly.books.append((since, matter.assembly.known_books[change.proposed]))


LIVE = ("proposed", "notice")
MACHINE = Machine(
    name="change",
    title="Change of the rules",
    states=(
        State("proposed", "Looking for backers."),
        State("notice", "Backed; notice is given to all members."),
        State("at the vote", "The ballot is open."),
        State("closed", "The ballot has closed; the result is due."),
        State("adopted", "Carried; it comes into force on its day."),
        State("in force", "Part of the rulebook.", final=True),
        State("lost", "Voted on and not carried.", final=True),
        State("lapsed", "Its time ran out.", final=True),
        State("withdrawn", "Withdrawn by its proposer.", final=True),
    ),
    rows=(
        Row(
            "change.propose",
            (START,),
            "proposed",
            _check_propose,
            _propose,
            entitled="facts",
            brings_book=True,
        ),
        Row("change.back", ("proposed", "notice"), "", _check_back, _back, may_lead_to=("notice",)),
        Row("change.amend", LIVE, "", _check_amend, _amend, brings_book=True),
        Row("change.withdraw", LIVE, "withdrawn", _check_withdraw, _withdraw),
        Row("debate.speak", LIVE, "", check_speak, follow_speak, sealed=True),
        Row("roll.amend", LIVE, "", check_roll, follow_roll),
        Row("change.put", ("notice",), "at the vote", _check_put, ballot.follow_put),
        Row("change.vote", ("at the vote",), "", ballot.check_vote, ballot.follow_vote, entitled="ballot"),
        Row(
            "change.declare",
            ("closed",),
            "",
            declaration.check_declaration,
            _declare,
            may_lead_to=("adopted", "notice", "lost"),
        ),
    ),
    lapses=(
        Lapse("proposed", {"": "lapsed"}, verb="change.back"),
        Lapse("notice", {"": "lapsed"}, verb="change.put"),
        Lapse("at the vote", {"": "closed"}, event="closing"),
        Lapse(
            "closed",
            {"a new ballot may be opened": "notice", "": "lapsed"},
            verb="change.declare",
        ),
        Lapse("adopted", {"": "in force"}, event="coming into force"),
    ),
)

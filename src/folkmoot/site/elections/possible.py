"""What a member or an officer may do in an election now; and for the rest, why not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import Act, Actor, OutOfOrder, Sentence
from folkmoot.procedure.ballot import manner_of, term_of_art
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.electing import COUNTBACK, OFFICE, PRIORITY, Election
from folkmoot.procedure.electing_ballot import lot_for
from folkmoot.procedure.electing_candidates import way_back, why_strike_first
from folkmoot.procedure.electing_count import unopposed_facts
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.procedure.electing_vacancy import not_ready
from folkmoot.procedure.ruling import why_not_yet
from folkmoot.procedure.sanction import limited
from folkmoot.site.elections.leavers import to_strike
from folkmoot.site.elections.models import Election as ElectionRow
from folkmoot.site.elections.naming import names_on
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.possible import stand_in_roll, why_not

DIGEST = "0" * 64  # stands for any text: asking needs none
OBJECTED_IN = ("nominations", "nominated", "at the vote", "closed")
"""States in which members object to the striking of a candidate."""
Asked = tuple[str, dict[str, Any], OutOfOrder | None]


@dataclass(frozen=True)
class Possible:
    """Buttons for what may be done, and explanations for what may not."""

    actions: list[dict[str, Any]]
    whynots: list[Explained]


@dataclass(frozen=True)
class Asker:
    """In whose name one asks, and the offices of whoever asks."""

    hand: Hand | None
    offices: tuple[Office, ...] = ()
    by_passkey: bool = False

    def actors(self, on: str, verb: str, case: Election) -> list[tuple[Actor, dict[str, Any]]]:
        """Who could do it: the offices that the rules name, then the member."""
        named = {role for power in case.book.powers.get(verb, ()) for role in power.who}
        passkey: dict[str, Any] = {"passkey": True} if self.by_passkey else {}
        above = reading.assembly().above(case.branch)
        found = [
            (Actor(o.office, o.code), passkey)
            for o in self.offices
            if o.office in named and o.branch_id in above
        ]
        if self.hand is not None:
            found.append((Actor("member", self.hand.person.code(on)), self.hand.facts()))
        return found


def possible(row: ElectionRow, case: Election, asker: Asker, at: int) -> Possible:
    """Everything that is worth asking in the state in which the election is."""
    if asker.hand is None:
        return Possible([], [])
    asked = _asked(row, case, asker, at)
    actions = [action for _what, action, refusal in asked if refusal is None]
    whynots = [explain(refusal, what) for what, _action, refusal in asked if refusal is not None]
    return Possible(actions, whynots)


def button(label: str, url: str, kind: str = "") -> dict[str, Any]:
    """A button that leads to a page of its own."""
    return {"label": label, "url": url, "kind": kind, "post": False, "fields": []}


def _asked(row: ElectionRow, case: Election, asker: Asker, at: int) -> list[Asked]:
    assert asker.hand is not None
    state, url, person = standing(case, at).state, row.url, asker.hand.person
    on = row.named_in
    own = case.candidates.get(person.code(on))
    found: list[Asked] = []

    def ask(label: str, place: str, verb: str, facts: dict[str, Any], kind: str = "") -> None:
        refusal = refused(case, asker, on, verb, facts, at)
        found.append((label, button(label, f"{url}{place}/", kind), refusal))

    if state == "nominations" and case.kind == OFFICE:
        ask(
            _("Nominate somebody"),
            "nominate",
            "election.nominate",
            {"name": _somebody(case, person.code(on))},
        )
    if state in ("nominations", "nominated") and own is not None and not own.gone and not own.consented:
        ask(
            _("Say that you are willing") if case.kind == COUNTBACK else _("Say that you stand"),
            "stand",
            "election.consent",
            {"statement": DIGEST, "length": 0, "groups": []},
        )
    if state == "nominated" and case.kind != COUNTBACK:
        if len(paper_of(reading.assembly(), case, at)) > case.seats:
            refusal = why_not_open(row, case, asker, on, at)
            found.append((_("Open the ballot"), button(_("Open the ballot"), f"{url}open/"), refusal))
        else:
            facts = unopposed_facts(reading.assembly(), case, at)
            label = _("Declare the agenda") if case.kind == PRIORITY else _("Declare them elected")
            ask(label, "declare", "election.declare", facts)
    if state == "nominated" and case.kind == COUNTBACK:
        why = why_not_fill(case, asker, on, at)
        found.append((_("Fill the vacancy"), button(_("Fill the vacancy"), f"{url}fill/"), why))
        if why is None and case.throws and not case.draw:
            found.append((_("Enter the throw"), button(_("Enter the throw"), f"{url}lot/", "plain"), None))
    if state == "at the vote" and case.ballot is not None:
        label = _("Vote")
        why = why_not_cast(case, person.code(case.ballot.id), at)
        found.append((label, button(label, f"{url}vote/"), why))
    if own is not None and not own.gone and state in ("nominations", "nominated", "at the vote"):
        ask(_("Withdraw from the election"), "withdraw", "election.withdraw", {}, "grave")
    struck = [name for name, each in case.candidates.items() if each.gone in each.struck]
    if struck and state in OBJECTED_IN:
        for name, shown in zip(struck, names_on(row, tuple(struck), person), strict=True):
            ask(
                _("Object to the striking of {name}").format(name=shown),
                f"reinstate/{name}",
                "election.reinstate",
                {"name": name},
                "plain",
            )
    if state == "closed" and not case.draw and case.lot_from.get("source") == "dice" and case.throws:
        found.append((_("Enter the throw"), button(_("Enter the throw"), f"{url}lot/", "plain"), None))
    if state == "closed":
        why = _refused_with(case, "election.declare", way_back(case, at))
        why = why or _not_yet(case, asker, on, "election.declare", at)
        found.append((_("Declare the result"), button(_("Declare the result"), f"{url}declare/"), why))
    if state in ("declared", "disputed"):
        ask(_("Object to the result"), "object", "election.object", {"reasons": DIGEST}, "plain")
    if state == "disputed":
        found.append((_("Count again"), button(_("Count again"), f"{url}recount/"), None))
    return found


def refused(
    case: Election, asker: Asker, on: str, verb: str, facts: dict[str, Any], at: int
) -> OutOfOrder | None:
    """Why none of those in whose name one asks may do it, or None where one may."""
    first: OutOfOrder | None = None
    for actor, bearing in asker.actors(on, verb, case):
        refusal = why_not(verb, case.on, actor, at, facts | bearing)
        if refusal is None:
            return None
        first = first or refusal
    return first


def why_not_open(row: ElectionRow, case: Election, asker: Asker, on: str, at: int) -> OutOfOrder | None:
    """Why the ballot may not be opened by any of them now, or None where it may."""
    assembly = reading.assembly()
    out = limited(assembly, case.branch, "vote", at)
    roll, papers = stand_in_roll(assembly.members_of(case.branch) - out)
    lasts = term_of_art(case.book, "election", "lasts")
    facts = {
        "ballot": f"ballot/{assembly.next_number('ballot')}",
        "roll": roll.as_facts(),
        "manner": manner_of(case.book, "election", 0),
        "candidates": list(paper_of(reading.assembly(), case, at)),
        "lot": lot_for(case.book.calendar.end_of(lasts, at)) if lasts else {"source": "dice"},
    }
    first: OutOfOrder | None = None
    for actor, bearing in asker.actors(on, "election.open", case):
        refusal = reading.why_not(Act("election.open", case.on, actor, facts | bearing, papers=papers), at)
        refusal = refusal or why_strike_first(case, actor.role, to_strike(row, case))
        if refusal is None:
            return None
        first = first or refusal
    return first


def why_not_fill(case: Election, asker: Asker, on: str, at: int) -> OutOfOrder | None:
    """Why a vacancy may not be filled from ballots yet, or None where it may. What the ballots give, or that
    they leave a tie, is known when they have been counted."""
    lacking = not_ready(case, standing(case, at).events, at) or way_back(case, at)
    if lacking is not None:
        return _refused_with(case, "election.countback", lacking)
    return _not_yet(case, asker, on, "election.countback", at)


def _not_yet(case: Election, asker: Asker, on: str, verb: str, at: int) -> OutOfOrder | None:
    """Why nobody in whose name one asks may do it now, whatever it would state; None where one may."""
    acts = [Act(verb, case.on, actor, bearing) for actor, bearing in asker.actors(on, verb, case)]
    whys = [why_not_yet(reading.assembly(), act, at) for act in acts]
    return None if None in whys else next(iter(whys), None)


def _refused_with(
    case: Election, verb: str, words: tuple[Sentence, Sentence, Sentence] | None
) -> OutOfOrder | None:
    """The refusal with these words under the paragraph that grants an act; None where there are none."""
    if words is None:
        return None
    condition, fact, cure = words
    return OutOfOrder(rule=case.paragraph_for(verb), condition=condition, fact=fact, cure=cure)


def _somebody(case: Election, own: str) -> str:
    """A name on the roll whom the asker has not nominated."""
    for name in case.roll.names:
        known = case.candidates.get(name)
        if known is None or (own not in known.nominators and not known.gone):
            return name
    return next(iter(case.roll.names), "")


def officer(asker: Asker, case: Case, verb: str) -> Office | None:
    """The office by which whoever asks may do something, if they hold one that the rules name."""
    named = {role for power in case.book.powers.get(verb, ()) for role in power.who}
    above = reading.assembly().above(case.branch)
    return next((o for o in asker.offices if o.office in named and o.branch_id in above), None)

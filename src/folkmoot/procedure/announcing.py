"""The announcement of a draw inside a proceeding: whose code names the pool holds, and who is left out of it.

The pool is frozen before anybody can know the lot (guarantees 12 and 13).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.lots.announcement import Announcement, BadAnnouncement, round_for
from folkmoot.lots.handles import digest, encode_handles, handle
from folkmoot.procedure.act import OutOfOrder, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.dispute import Dispute, Panel, count, dispute, family, refuse_unless, words
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import Roll, read_roll
from folkmoot.procedure.seating import Purpose, accepted, answers_end
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.vocabulary import BEACON

REASONS = ("party", "tie", "officer", "earlier", "related", "limited")
"""Why somebody is left out of a pool: a part in the case, a tie, an office in a branch concerned, an earlier
stage, a case that hangs together with this one, rights that are limited now."""
AGAIN = ("too-few", "emptied")
"""Why a draw may be announced anew for the same seats."""
MOST_LEFT_OUT = 3
"""Of so many on a roll at most one is left out for a reason that the record does not show."""
RESERVES = 3
"""Reserves asked for each seat; at least two are the rule of the draw."""


def seats_of(case: Dispute, book: Rulebook, purpose: Purpose) -> int:
    """How many seats the panel has."""
    key = purpose.seats(case)
    return count(book, key) if key else 1


def announcement_for(
    case: Dispute, book: Rulebook, purpose: Purpose, names: Sequence[str], at: int
) -> Announcement:
    """The announcement that the rules give for a pool of these code names at second `at`.

    Raises `OutOfOrder` where the pool is too small for the seats.
    """
    seats, head = seats_of(case, book, purpose), family(case.on)
    if len(names) < seats:
        raise OutOfOrder(
            rule=book.setting("draw.source").paragraph,
            condition=say("A pool holds at least as many people as there are seats: {seats}.", seats=seats),
            fact=say("After all exclusions it holds {number}.", number=len(names)),
            cure=say("The case ends by its own terms if no panel can be found."),
        )
    source = words(book, "draw.quick" if purpose.quick else "draw.source")
    outside = "drand" if source == BEACON else "dice"
    sources = (outside,) if purpose.quick else ("contributions", outside)
    powers = book.powers.get("draw.contribute", ())
    window = powers[0].within if powers and not purpose.quick else None
    closes = at if window is None else book.calendar.end_of(window.term, at)
    handles = encode_handles(handle(head, name.encode()) for name in names)
    return Announcement(
        case=head,
        seats=seats,
        reserves=min(RESERVES * seats, len(names) - seats),
        pool=len(names),
        handles_digest=digest(handles),
        quotas=(),
        strata_digest="",
        sources=sources,
        fallback="dice" if outside == "drand" else "",
        closes=closes,
        round=round_for(closes, sources),
    )


def _stated(matter: Matter) -> tuple[Roll, dict[str, str]]:
    """The roll of the pool, and who is left out with the reason."""
    facts = matter.act.facts
    roll, stated = read_roll(facts, matter.act.papers), facts.get("excluded")
    out: dict[str, str] = {}
    if not isinstance(stated, Mapping):
        raise _bad_exclusions(matter, say("The entry does not state them."))
    for reason, names in stated.items():
        texts = isinstance(names, list | tuple) and all(isinstance(each, str) for each in names)
        if reason not in REASONS or not texts or list(names) != sorted(set(names)):
            raise _bad_exclusions(matter, say("A reason or a list of them is not one that the rules know."))
        if not roll.names.issuperset(names) or out.keys() & set(names):
            raise _bad_exclusions(matter, say("Somebody is left out who is not on the roll, or twice."))
        out |= dict.fromkeys(names, reason)
    return roll, out


def _bad_exclusions(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("Whoever is left out of a pool is named, with a reason: {reasons}.", reasons=", ".join(REASONS)),
        fact,
        say("State them again, sorted, each once."),
    )


def check_announce(matter: Matter, purpose: Purpose) -> None:
    """The pool is frozen: all members but those who may not judge, and the text says what the lot needs."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "purpose", "roll", "excluded", "announcement", "again")
    if facts.get("purpose") != purpose.name:
        raise matter.refuse(
            say("What is drawn here is: {purpose}.", purpose=purpose.name),
            say("The entry says something else."),
            say("Announce that."),
        )
    _require_no_draw(matter, case, purpose)
    roll, out = _stated(matter)
    require_size(matter, len(roll.names), "membership")
    involved = {name for name in case.root.roles if name in roll.names} - out.keys()
    refuse_unless(
        not involved,
        matter,
        say("Nobody sits in judgement who has had a part in the case."),
        say("{number} such people were left in the pool.", number=len(involved)),
        say("Leave them out, and announce the draw again."),
    )
    _require_fair_pool(matter, case, roll, out)
    wanted = announcement_for(case, matter.book, purpose, sorted(roll.names - out.keys()), matter.at)
    try:
        stated = Announcement.decode(text_fact(facts, "announcement").encode())
    except (BadAnnouncement, UnicodeEncodeError) as bad:
        raise matter.refuse(
            say("A draw is announced in the words of the specification."),
            say("{bad}.", bad=bad),
            say("Write it anew."),
        ) from None
    refuse_unless(
        stated == wanted,
        matter,
        say("The announcement says what the rules give: pool, seats, sources, close and round."),
        say("This one says something else."),
        say("Make it anew from the roll and the exclusions."),
    )


def _require_fair_pool(matter: Matter, case: Dispute, roll: Roll, out: Mapping[str, str]) -> None:
    """Nobody trims a pool to those whom they like: a part in the case shows, the rest has a limit."""
    parties = [name for name, reason in out.items() if reason == "party"]
    refuse_unless(
        all(name in case.root.roles for name in parties),
        matter,
        say("Left out as a party is who has a part in the case."),
        say("Somebody is left out so who has none."),
        say("Give the reason that is true, or leave them in."),
    )
    others = sum(name not in case.root.roles for name in out)
    refuse_unless(
        MOST_LEFT_OUT * others <= len(roll.names),
        matter,
        say("At most a third of the roll is left out who have no part in the case."),
        say("{number} of {roll} are.", number=others, roll=len(roll.names)),
        say("Leave in all whose tie is not close."),
    )


def _require_no_draw(matter: Matter, case: Dispute, purpose: Purpose) -> None:
    panel, again = case.panel, matter.act.facts.get("again")
    if panel is None or panel.purpose != purpose.name:
        if again is not None:
            raise _again(matter, say("No draw came before this one."))
        return
    emptied = bool(panel.sitting) and len(panel.sitting) < panel.seats
    failed = {
        "too-few": bool(panel.ranking) and not panel.sitting and _too_few(matter, panel),
        "emptied": emptied,
    }
    if not failed.get(str(again)):
        raise _again(matter, say("A draw for these seats is under way, or has been held."))


def _again(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("A draw is held again only where too few accepted, or no reserve is left; it says which."),
        fact,
        say("Wait for the draw, or say why it is held again."),
    )


def _too_few(matter: Matter, panel: Panel) -> bool:
    end = answers_end(matter, panel)
    over = (end is not None and matter.at > end) or len(panel.answers) == len(panel.ranking)
    return over and len(accepted(dispute(matter))) < panel.seats


def follow_announce(matter: Matter, index: int) -> None:
    """The pool is frozen from here on."""
    case, facts = dispute(matter), matter.act.facts
    roll, out = _stated(matter)
    said = Announcement.decode(facts["announcement"].encode())
    case.panel = Panel(facts["purpose"], said, roll, frozenset(out), index)
    case.events["announcement"] = matter.at
    case.events["commitment"] = said.closes


def as_facts(
    case: Dispute, book: Rulebook, purpose: Purpose, names: Mapping[str, str], roll: Roll, at: int
) -> dict[str, Any]:
    """What an announcement states, for a roll and for those of it (name to reason) who are left out."""
    kept = sorted(roll.names - names.keys())
    excluded = {
        reason: sorted(name for name, why in names.items() if why == reason)
        for reason in sorted(set(names.values()))
    }
    said = announcement_for(case, book, purpose, kept, at)
    return {
        "purpose": purpose.name,
        "roll": roll.as_facts(),
        "excluded": excluded,
        "announcement": said.encode().decode(),
    }

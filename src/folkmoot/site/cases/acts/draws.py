"""A draw by lot in a case: announced, added to, thrown or shone on by the beacon, and what came of it.

Serves every proceeding that draws: `case/7`, `case/7/appeal/1`, `case/7/interim/2`, `review/3`, `class/1`,
`comment/90`. The steps of the record are in `procedure.announcing`, `draw` and `seating`.
"""

import hashlib
from collections import Counter

from folkmoot.lots.sources import Source
from folkmoot.lots.void import Void
from folkmoot.procedure import appeal, complaint, likeness, moderation, precaution, review
from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.announcing import as_facts
from folkmoot.procedure.case import ends, standing
from folkmoot.procedure.dispute import Dispute, Panel, family
from folkmoot.procedure.draw import THROWERS, outcome_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.seating import Purpose, Purposes, accepted
from folkmoot.site.cases.acts.entering import SITE, Done, Hand, act, give_seat, leave_seat
from folkmoot.site.cases.acts.panels import seat_if_enough
from folkmoot.site.cases.acts.pools import DRAWN, TIE, left_out
from folkmoot.site.cases.people import by_code, case_of
from folkmoot.site.members.roll import roll_for
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import pen

PURPOSES: dict[str, Purposes] = {
    "case": complaint.PURPOSES,
    "precaution": {
        "asked": precaution.DUTY,
        "in force unheard": precaution.FRESH,
        "renewal": precaution.RENEWAL,
        "under appeal": precaution.OTHERS,
    },
    "appeal": {"filed": appeal.PANEL},
    "review": dict.fromkeys(review.LIVE, review.PANEL),
    "class": {"formed": likeness.CLASS_PANEL},
    "moderation": {"jury": moderation.JURY},
}
"""What is drawn in which state of which kind of proceeding, as its table in `procedure` says."""
FEWEST = 24
"""Words, or figures of dice, that a number made without JavaScript has at least."""


def purpose_now(case: Dispute, at: int) -> Purpose | None:
    """What would be drawn for in the state in which the proceeding stands, or None."""
    return PURPOSES.get(case.machine.name, {}).get(standing(case, at).state)


def why_due(case: Dispute, at: int) -> str | None:
    """None where no draw is to be announced; else why it is held again, or an empty text for the first."""
    purpose, panel = purpose_now(case, at), case.panel
    if purpose is None:
        return None
    if panel is None or panel.purpose != purpose.name:
        return ""
    if panel.sitting:
        return "emptied" if len(panel.sitting) < panel.seats else None
    return "too-few" if panel.ranking and answered(case, panel, at) and _too_few(case, panel) else None


def answered(case: Dispute, panel: Panel, at: int) -> bool:
    """Whether nobody drawn can answer any more: all have, or the time for it is over."""
    end = last_answer(case, panel)
    return len(panel.answers) == len(panel.ranking) or (end is not None and at > end)


def last_answer(case: Dispute, panel: Panel) -> int | None:
    """The last second at which those drawn may answer; None where the rules set none."""
    powers = case.book.powers.get("draw.accept", ())
    window = powers[0].within if powers else None
    return ends(case, window.key, window.term, panel.asked_at) if window else None


def _too_few(case: Dispute, panel: Panel) -> bool:
    return len(accepted(case)) < panel.seats


def announce(*, on: str, by: Hand, at: int) -> Done:
    """Freeze the pool and say how the lot will be made. Raises `OutOfOrder`."""
    with pen():
        case = _case(on)
        purpose, again = purpose_now(case, at), why_due(case, at)
        if purpose is None or again is None:
            raise _no_draw(case)
        members = roll_for(case.branch, family(on), "membership", at)
        roll, papers = make_roll(members)
        facts = as_facts(case, case.book, purpose, left_out(case, members, at), roll, at)
        facts |= {"again": again} if again else {}
        return act("draw.announce", on=on, by=by, at=at, facts=facts, papers=papers)


def contribute(*, on: str, by: Hand, commit: str, at: int) -> Done:
    """Add the SHA-256 (hex) of a secret that stays on the member's device or slip. Raises `OutOfOrder`."""
    return act("draw.contribute", on=on, by=by, at=at, facts={"commit": commit})


def reveal(*, on: str, by: Hand, secret: str, at: int) -> Done:
    """Open one's own secret (64 figures of hex) once the close has passed. Raises `OutOfOrder`."""
    return act("draw.reveal", on=on, by=by, at=at, facts={"secret": secret})


def secret_of(words: str) -> str | None:
    """The secret, in hex, that typed words or figures stand for; None where they are too few to be one."""
    said = " ".join(words.lower().split())
    figures = said.replace(" ", "")
    if not (len(said.split(" ")) >= FEWEST or (figures.isdecimal() and len(figures) >= FEWEST)):
        return None
    if figures.isdecimal():
        said = figures
    return hashlib.sha256(said.encode()).hexdigest()


def throw(*, on: str, by: Hand, dice: str, at: int) -> Done:
    """Enter what was thrown; with the third who enters the same, the result follows. Raises `OutOfOrder`."""
    with pen():
        done = act("draw.dice", on=on, by=by, at=at, facts={"dice": dice})
        if thrown(_panel(on)):
            enter_result(on=on, by=SITE, at=at)
    return done


def thrown(panel: Panel) -> str:
    """The throw that enough members have entered, or an empty text."""
    most = Counter(panel.dice.values()).most_common(1)
    return most[0][0] if most and most[0][1] >= THROWERS else ""


def shine(*, on: str, by: Hand, signature: str, at: int) -> Done:
    """Bring the signature of the announced round, in hex: the result follows. Raises `OutOfOrder`."""
    return enter_result(on=on, by=by, at=at, line=f"drand {signature}")


def enter_result(*, on: str, by: Hand, at: int, line: str = "") -> Done:
    """Enter who was drawn, from the source in `line` or from dice that count, and ask them.

    Raises `OutOfOrder`.
    """
    with pen():
        panel = _panel(on)
        line = line or f"dice {thrown(panel)}"
        facts = {"source": line, "ranking": _ranking(panel, line, on)}
        done = act("draw.result", on=on, by=by, at=at, facts=facts)
        ask_the_drawn(on, at, done.entry.index)
    return done


def _ranking(panel: Panel, line: str, on: str) -> str:
    """The digest of the ranking; empty where the source is not good, for then the ruling says why."""
    try:
        return outcome_of(panel, Source.parse(f"{line}\n".encode()), family(on))[1]
    except Void:
        return ""


def ask_the_drawn(on: str, at: int, entry: int) -> None:
    """Seats for those drawn, and a letter each: what it is, until when, what silence means."""
    case, panel = _case(on), _panel(on)
    found = by_code(on, panel.ranking)
    people = [found[name] for name in panel.ranking if name in found]
    for person in people:
        give_seat(on, person, DRAWN, at, entry)
    end = last_answer(case, panel)
    context = {
        "page": f"/cases/draws/{panel.index}/",
        "until": case.book.calendar.local(end) if end is not None else None,
    }
    send_to_all(people, "case-drawn", context, at, entry=entry, once=f"drawn/{panel.index}")


def accept(*, on: str, by: Hand, at: int) -> Done:
    """Say yes to sitting; the panel is seated with the answer that makes it complete. Raises `OutOfOrder`."""
    with pen():
        done = act("draw.accept", on=on, by=by, at=at)
        seat_if_enough(on, at)
    return done


def decline(*, on: str, by: Hand, reason: str, at: int) -> Done:
    """Say no, with a reason; a tie keeps the member out of later draws in this case. Raises `OutOfOrder`."""
    with pen():
        done = act("draw.decline", on=on, by=by, at=at, facts={"reason": reason})
        assert by.person is not None  # the ruling has asked for somebody drawn
        leave_seat(on, by.person, at, DRAWN)
        if reason == "tie":
            give_seat(on, by.person, TIE, at, done.entry.index)
        seat_if_enough(on, at)
    return done


def _case(on: str) -> Dispute:
    case = case_of(on)
    if case is None:
        raise OutOfOrder(
            rule="",
            condition=say("An act concerns something that the record knows."),
            fact=say("The record knows no such case."),
            cure=say("Look up the number again."),
        )
    return case


def _panel(on: str) -> Panel:
    panel = _case(on).panel
    if panel is None:
        raise OutOfOrder(
            rule="",
            condition=say("A draw is announced first."),
            fact=say("None has been."),
            cure=say("Announce it; any member may."),
        )
    return panel


def _no_draw(case: Dispute) -> OutOfOrder:
    powers = case.book.powers.get("draw.announce", ())
    return OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say("A draw is announced where a panel is wanted, and held once."),
        fact=say("None is wanted here now, or a draw is under way."),
        cure=say("See on its page what comes next."),
    )

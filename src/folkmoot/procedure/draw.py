"""Draws by lot inside a proceeding, after the announcement and before the seating: what makes the seed.

Source: `spec/lots.md` for the draw itself; here stands what the record adds: who may add to it, and when.
"""

from collections.abc import Sequence

from folkmoot.lots.contributions import commit, revealed
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import handle
from folkmoot.lots.sources import DICE, Source
from folkmoot.lots.sources import seed as seed_of
from folkmoot.lots.void import Void
from folkmoot.procedure.act import only_facts, say, text_fact
from folkmoot.procedure.announcing import check_announce, follow_announce
from folkmoot.procedure.dispute import Panel, dispute, family, refuse_unless
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.seating import (
    Purposes,
    accepted,
    check_answer,
    check_challenge,
    check_recuse,
    check_seat,
    check_uphold,
    follow_answer,
    follow_challenge,
    make_room,
    panel_of,
)

THROWERS = 3


def _undrawn(matter: Matter) -> Panel:
    panel = panel_of(matter)
    refuse_unless(
        not panel.ranking,
        matter,
        say("This comes before the result of a draw."),
        say("The result stands in the record."),
        say("Nothing more can be added."),
    )
    return panel


def check_contribute(matter: Matter) -> None:
    """A commitment to a number that nobody knows yet: one for each member."""
    panel, facts = _undrawn(matter), matter.act.facts
    only_facts(facts, "commit")
    refuse_unless(
        panel.announcement.contributed,
        matter,
        say("Numbers are added to a draw that says so."),
        say("This lot is thrown at once."),
        say("Watch the throw instead."),
    )
    refuse_unless(
        bool(DIGEST.match(text_fact(facts, "commit"))),
        matter,
        say("A number is added as its SHA-256."),
        say("What stands there is none."),
        say("Seal the number, and keep it to open it later."),
    )
    refuse_unless(
        matter.act.by.name not in panel.commits.values() and facts["commit"] not in panel.commits,
        matter,
        say("Each member adds one number."),
        say("You have added one, or this one has been added."),
        say("Open yours when the time for adding is over."),
    )


def follow_contribute(matter: Matter, index: int) -> None:
    """The commitment counts if it is opened in time."""
    panel_of(matter).commits[matter.act.facts["commit"]] = matter.act.by.name


def check_reveal(matter: Matter) -> None:
    """The number behind one's own commitment, once the close has passed."""
    panel, facts = _undrawn(matter), matter.act.facts
    only_facts(facts, "secret")
    try:
        commitment = commit(bytes.fromhex(text_fact(facts, "secret")))
    except (Void, ValueError):
        commitment = ""
    refuse_unless(
        matter.at > panel.announcement.closes,
        matter,
        say("Numbers are opened once no more can be added."),
        say("More can still be added."),
        say("Wait until the close."),
    )
    refuse_unless(
        panel.commits.get(commitment) == matter.act.by.name and commitment not in panel.secrets,
        matter,
        say("One opens the number that one has added, once."),
        say("This is not the number that you sealed, or it has been opened."),
        say("Look for the number that you kept."),
    )


def follow_reveal(matter: Matter, index: int) -> None:
    """The number goes into the seed."""
    secret = matter.act.facts["secret"]
    panel_of(matter).secrets[commit(bytes.fromhex(secret))] = secret


def check_dice(matter: Matter) -> None:
    """A throw that somebody has seen, when dice are what decides."""
    panel, facts = _undrawn(matter), matter.act.facts
    only_facts(facts, "dice")
    throw = text_fact(facts, "dice")
    refuse_unless(
        len(throw) == DICE and set(throw) <= set("123456"),
        matter,
        say("A throw is written as {number} figures from 1 to 6.", number=DICE),
        say("What stands there is none."),
        say("Write it again, in the order in which the dice were thrown."),
    )
    _require_dice_time(matter, panel)
    refuse_unless(
        matter.act.by.name not in panel.dice,
        matter,
        say("Each member enters a throw once."),
        say("You have entered one."),
        say("Two others who saw it enter the same."),
    )


def _require_dice_time(matter: Matter, panel: Panel) -> None:
    said = panel.announcement
    since = said.ready if said.outside == "dice" else said.fallback_from
    refuse_unless(
        "dice" in (said.outside, said.fallback) and matter.at >= since,
        matter,
        say(
            "Dice are thrown when nobody can add to the seed any more, and where no other source can be had."
        ),
        say("It is too early for that, or this draw goes by another source."),
        say("Wait until then, or bring the signature of the beacon."),
    )


def follow_dice(matter: Matter, index: int) -> None:
    """One more member says what was thrown."""
    panel_of(matter).dice[matter.act.by.name] = matter.act.facts["dice"]


def outcome_of(panel: Panel, source: Source, case: str) -> tuple[list[str], str]:
    """The code names in the order of the draw, as far as they are asked, and the digest of the whole ranking.

    Raises `Void` where the source is not good.
    """
    names = panel.roll.names - panel.excluded
    handles = {handle(case, name.encode()): name for name in names}
    secrets = revealed(tuple(panel.commits), [bytes.fromhex(each) for each in panel.secrets.values()])
    found = draw(panel.announcement, handles, seed_of(panel.announcement, secrets, source))
    return [handles[each] for each in (*found.seats, *found.reserves)], found.ranking_digest


def check_result(matter: Matter) -> None:
    """The result follows from the sources, which anyone can check (guarantee 12)."""
    panel, facts = _undrawn(matter), matter.act.facts
    only_facts(facts, "source", "ranking")
    try:
        source = Source.parse((text_fact(facts, "source") + "\n").encode())
        if source.kind == "dice":
            _require_dice_time(matter, panel)
            seen = sum(throw == source.value.decode() for throw in panel.dice.values())
            refuse_unless(
                seen >= THROWERS,
                matter,
                say("Dice count when {wanted} members have entered the same throw.", wanted=THROWERS),
                say("{seen} have.", seen=seen),
                say("Let those who saw it enter it."),
            )
        refuse_unless(
            matter.at >= panel.announcement.ready,
            matter,
            say("A draw ends when all numbers are open."),
            say("They may still be opened."),
            say("Wait until then."),
        )
        _names, ranking = outcome_of(panel, source, family(matter.act.on))
    except (Void, UnicodeEncodeError) as bad:
        raise matter.refuse(
            say("A draw is decided by the sources that were announced."),
            say("{bad}.", bad=bad),
            say("Bring the source again, letter by letter."),
        ) from None
    refuse_unless(
        facts.get("ranking") == ranking,
        matter,
        say("The ranking follows from the seed and the pool."),
        say("The entry states another."),
        say("Rank the pool again."),
    )


def follow_result(matter: Matter, index: int) -> None:
    """Those drawn are asked."""
    case, panel = dispute(matter), panel_of(matter)
    source = Source.parse((matter.act.facts["source"] + "\n").encode())
    panel.ranking, _digest = outcome_of(panel, source, family(case.on))
    panel.asked_at = case.events["drawing"] = matter.at


def draw_rows(purposes: Purposes, sat: Sequence[str] = ()) -> tuple[Row, ...]:
    """The lines for draws in these states; `sat` are the states in which a panel sits and may change."""
    states, targets = (
        tuple(purposes),
        tuple(dict.fromkeys(state for p in purposes.values() for state in (p.target, *p.leads) if state)),
    )
    replied = tuple(dict.fromkeys(state for p in purposes.values() for state in p.after_reply))
    only = {
        target: tuple(state for state, p in purposes.items() if target in (p.target, *p.leads))
        for target in targets
    }

    def announce(matter: Matter) -> None:
        check_announce(matter, purposes[matter.state])

    def seat(matter: Matter, index: int) -> None:
        case, panel, purpose = dispute(matter), panel_of(matter), purposes[matter.state]
        panel.sitting = accepted(dispute(matter))[: panel.seats]
        case.root.roles |= dict.fromkeys(panel.sitting, purpose.role)
        case.events["panel"] = matter.at
        if purpose.then:
            purpose.then(matter)
        if purpose.target:
            case.moves_to(purpose.target, matter.at)

    def uphold(matter: Matter, index: int) -> None:
        panel, name = panel_of(matter), matter.act.facts["name"]
        panel.upheld[name] = [*panel.upheld.get(name, []), matter.act.by.name]
        if 2 * len(panel.upheld[name]) > panel.seats - 1:
            make_room(matter, name, purposes)

    def recuse(matter: Matter, index: int) -> None:
        make_room(matter, matter.act.by.name, purposes)

    rows: list[Row] = [
        Row("draw.announce", states, "", announce, follow_announce),
        Row("draw.contribute", states, "", check_contribute, follow_contribute, entitled="draw"),
        Row("draw.reveal", states, "", check_reveal, follow_reveal, entitled="draw"),
        Row("draw.dice", states, "", check_dice, follow_dice, entitled="draw"),
        Row("draw.result", states, "", check_result, follow_result),
        Row("draw.accept", states, "", check_answer, follow_answer),
        Row("draw.decline", states, "", check_answer, follow_answer),
        Row(
            "panel.seat",
            states,
            "",
            check_seat,
            seat,
            may_lead_to=targets,
            only_from=only,
            after_reply=replied,
        ),
    ]
    if sat:
        back = tuple(state for state, purpose in purposes.items() if purpose.target or purpose.leads)
        rows += [
            Row("panel.challenge", tuple(sat), "", check_challenge, follow_challenge, sealed=True),
            Row("panel.uphold", tuple(sat), "", check_uphold, uphold, may_lead_to=back),
            Row("panel.recuse", tuple(sat), "", check_recuse, recuse, may_lead_to=back),
        ]
    return tuple(rows)

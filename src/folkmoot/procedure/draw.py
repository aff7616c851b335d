"""Draws by lot inside a proceeding, from the announcement to the seats; challenges, and those who make room.

Source: `spec/lots.md` for the draw itself; here stands what the record adds: whose code names the pool holds,
who must be left out of it, who may add to the seed and when, who answers, and who sits.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.lots.announcement import Announcement, BadAnnouncement, round_for
from folkmoot.lots.contributions import commit, revealed
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import digest, encode_handles, handle
from folkmoot.lots.sources import BadSource, Source
from folkmoot.lots.sources import seed as seed_of
from folkmoot.lots.void import Void
from folkmoot.procedure.act import OutOfOrder, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import ends
from folkmoot.procedure.dispute import (
    PANEL,
    Dispute,
    Panel,
    count,
    dispute,
    family,
    refuse_unless,
    require_free,
    require_seals,
    words,
)
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import Roll, read_roll
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.vocabulary import BEACON

REASONS = ("party", "tie", "officer", "earlier", "related", "limited")
"""Why somebody is left out of a pool: a part in the case, a tie, an office in a branch concerned, an earlier
stage, a case that hangs together with this one, rights that are limited now."""
AGAIN = ("too-few", "emptied")
"""Why a draw may be announced anew for the same seats."""
GROUNDS = ("tie", "officer", "earlier", "bias")
DECLINED = ("tie", "ill", "away", "other")
THROWERS = 3
RESERVES = 3
"""Reserves asked for each seat; at least two are the rule of the draw."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a panel is for: its name, the role of those who sit, how many, and where the case goes then.

    `quick`: the lot is thrown at once, without contributions. `then` follows the seating, and may lead to the
    states `leads` where `target` is empty.
    """

    name: str
    seats: Callable[[Dispute], str]
    target: str
    role: str = PANEL
    quick: bool = False
    then: Callable[[Matter], None] | None = None
    leads: tuple[str, ...] = ()


Purposes = Mapping[str, Purpose]


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
    for reason, names in stated.items() if isinstance(stated, Mapping) else ():
        if reason not in REASONS or not isinstance(names, list | tuple) or list(names) != sorted(set(names)):
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


def answers_end(matter: Matter, panel: Panel) -> int | None:
    """The last second at which those drawn may answer."""
    powers = matter.book.powers.get("draw.accept", ())
    window = powers[0].within if powers else None
    return None if window is None else ends(dispute(matter), window.key, window.term, panel.asked_at)


def _too_few(matter: Matter, panel: Panel) -> bool:
    end = answers_end(matter, panel)
    over = (end is not None and matter.at > end) or len(panel.answers) == len(panel.ranking)
    return over and len(accepted(panel)) < panel.seats


def accepted(panel: Panel) -> list[str]:
    """Who has accepted, in the order of the draw."""
    return [name for name in panel.ranking if panel.answers.get(name) == "accept"]


def follow_announce(matter: Matter, index: int) -> None:
    """The pool is frozen from here on."""
    case, facts = dispute(matter), matter.act.facts
    roll, out = _stated(matter)
    said = Announcement.decode(facts["announcement"].encode())
    case.panel = Panel(facts["purpose"], said, roll, frozenset(out), index)
    case.events["announcement"] = matter.at
    case.events["commitment"] = said.closes


def _panel(matter: Matter) -> Panel:
    panel = dispute(matter).panel
    if panel is None:
        raise matter.refuse(
            say("A draw is announced first."), say("None has been."), say("Announce it; any member may.")
        )
    return panel


def _undrawn(matter: Matter) -> Panel:
    panel = _panel(matter)
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
    _panel(matter).commits[matter.act.facts["commit"]] = matter.act.by.name


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
    _panel(matter).secrets[commit(bytes.fromhex(secret))] = secret


def check_dice(matter: Matter) -> None:
    """A throw that somebody has seen, when dice are what decides."""
    panel, facts = _undrawn(matter), matter.act.facts
    only_facts(facts, "dice")
    try:
        Source.parse(f"dice {text_fact(facts, 'dice')}\n".encode())
    except (BadSource, UnicodeEncodeError) as bad:
        raise matter.refuse(
            say("A throw is written as figures."), say("{bad}.", bad=bad), say("Write it again.")
        ) from None
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
    _panel(matter).dice[matter.act.by.name] = matter.act.facts["dice"]


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
    case, panel = dispute(matter), _panel(matter)
    source = Source.parse((matter.act.facts["source"] + "\n").encode())
    panel.ranking, _digest = outcome_of(panel, source, family(case.on))
    panel.asked_at = case.events["drawing"] = matter.at


def check_answer(matter: Matter) -> None:
    """Somebody drawn accepts, or declines with a reason from the list."""
    panel, accepts = _panel(matter), matter.act.verb == "draw.accept"
    only_facts(matter.act.facts, *([] if accepts else ["reason"]))
    refuse_unless(
        matter.act.by.name not in panel.answers,
        matter,
        say("One answers once."),
        say("You have answered."),
        say("If something has changed, make room on the panel when it sits."),
    )
    if accepts:
        require_free(matter, dispute(matter).root, panel.roll, matter.act.by.name, PANEL)
    elif matter.act.facts.get("reason") not in DECLINED:
        raise matter.refuse(
            say("Whoever declines gives one of these reasons: {reasons}.", reasons=", ".join(DECLINED)),
            say("None of them was given."),
            say("Choose one."),
        )


def follow_answer(matter: Matter, index: int) -> None:
    """The answer counts."""
    answer = matter.act.verb.partition(".")[2]
    _panel(matter).answers[matter.act.by.name] = answer


def check_seat(matter: Matter) -> None:
    """Enough have accepted, and nobody who comes before them can still answer."""
    panel = _panel(matter)
    only_facts(matter.act.facts)
    refuse_unless(
        not panel.sitting,
        matter,
        say("A panel is seated once."),
        say("It sits."),
        say("Nothing more needs to be done."),
    )
    take, end = accepted(panel)[: panel.seats], answers_end(matter, panel)
    waiting = []
    if take and (end is None or matter.at <= end):
        before = panel.ranking[: panel.ranking.index(take[-1])]
        waiting = [name for name in before if name not in panel.answers]
    refuse_unless(
        len(take) == panel.seats and not waiting,
        matter,
        say(
            "A panel sits when {seats} have accepted, and nobody drawn before them may still answer.",
            seats=panel.seats,
        ),
        say(
            "{number} have accepted; {waiting} drawn before them have not answered.",
            number=len(take),
            waiting=len(waiting),
        ),
        say(
            "Wait for their answers, or until their time is over; then announce a new draw if too few accept."
        ),
    )


def check_challenge(matter: Matter) -> None:
    """A party says, on a listed ground, why somebody should not sit (guarantee 13)."""
    panel, facts = _panel(matter), matter.act.facts
    only_facts(facts, "name", "ground")
    require_seals(matter, 1, say("the reasons for the challenge"))
    refuse_unless(
        facts.get("name") in panel.sitting
        and facts["name"] not in panel.challenged
        and facts.get("ground") in GROUNDS,
        matter,
        say(
            "A challenge names somebody who sits, once, and one of these grounds: {grounds}.",
            grounds=", ".join(GROUNDS),
        ),
        say("This one does not."),
        say("Name the member of the panel and the ground."),
    )


def follow_challenge(matter: Matter, index: int) -> None:
    """The others decide."""
    _panel(matter).challenged[matter.act.facts["name"]] = matter.act.facts["ground"]
    dispute(matter).events["challenge"] = matter.at


def check_uphold(matter: Matter) -> None:
    """Another member of the panel upholds a challenge."""
    panel, name, by = _panel(matter), matter.act.facts.get("name"), matter.act.by.name
    only_facts(matter.act.facts, "name")
    refuse_unless(
        name in panel.challenged
        and name in panel.sitting
        and name != by
        and by not in panel.upheld.get(str(name), []),
        matter,
        say("Each of the others on the panel may uphold a challenge once."),
        say("There is no such challenge, or you have upheld it, or it is against you."),
        say("If you have a tie to the case, make room instead."),
    )


def check_recuse(matter: Matter) -> None:
    """Somebody makes room, on a listed ground."""
    _panel(matter)
    only_facts(matter.act.facts, "ground")
    refuse_unless(
        matter.act.facts.get("ground") in (*GROUNDS, *DECLINED),
        matter,
        say(
            "Whoever makes room gives one of these grounds: {grounds}.",
            grounds=", ".join((*GROUNDS, *DECLINED)),
        ),
        say("None of them was given."),
        say("Choose one."),
    )


def _make_room(matter: Matter, name: str, purposes: Purposes) -> None:
    """The next reserve who accepted takes the seat; where none is left, a new draw is due."""
    case, panel = dispute(matter), _panel(matter)
    place = panel.sitting.index(name)
    panel.answers[name] = "gone"
    free = [each for each in accepted(panel) if each not in panel.sitting and each not in case.root.roles]
    if free:
        panel.sitting[place] = free[0]
        case.root.roles[free[0]] = PANEL
        return
    panel.sitting.remove(name)
    state = next((each for each, purpose in purposes.items() if purpose.name == panel.purpose), "")
    if state:
        case.moves_to(state, matter.at)


def draw_rows(purposes: Purposes, sat: Sequence[str] = ()) -> tuple[Row, ...]:
    """The lines for draws in these states; `sat` are the states in which a panel sits and may change."""
    states, targets = (
        tuple(purposes),
        tuple(dict.fromkeys(state for p in purposes.values() for state in (p.target, *p.leads) if state)),
    )

    def announce(matter: Matter) -> None:
        check_announce(matter, purposes[matter.state])

    def seat(matter: Matter, index: int) -> None:
        case, panel, purpose = dispute(matter), _panel(matter), purposes[matter.state]
        panel.sitting = accepted(panel)[: panel.seats]
        case.root.roles |= dict.fromkeys(panel.sitting, purpose.role)
        case.events["panel"] = matter.at
        if purpose.then:
            purpose.then(matter)
        if purpose.target:
            case.moves_to(purpose.target, matter.at)

    def uphold(matter: Matter, index: int) -> None:
        panel, name = _panel(matter), matter.act.facts["name"]
        panel.upheld[name] = [*panel.upheld.get(name, []), matter.act.by.name]
        if 2 * len(panel.upheld[name]) > panel.seats - 1:
            _make_room(matter, name, purposes)

    def recuse(matter: Matter, index: int) -> None:
        _make_room(matter, matter.act.by.name, purposes)

    rows: list[Row] = [
        Row("draw.announce", states, "", announce, follow_announce),
        Row("draw.contribute", states, "", check_contribute, follow_contribute, entitled="draw"),
        Row("draw.reveal", states, "", check_reveal, follow_reveal, entitled="draw"),
        Row("draw.dice", states, "", check_dice, follow_dice, entitled="draw"),
        Row("draw.result", states, "", check_result, follow_result),
        Row("draw.accept", states, "", check_answer, follow_answer),
        Row("draw.decline", states, "", check_answer, follow_answer),
        Row("panel.seat", states, "", check_seat, seat, may_lead_to=targets),
    ]
    if sat:
        back = tuple(state for state, purpose in purposes.items() if purpose.target or purpose.leads)
        rows += [
            Row("panel.challenge", tuple(sat), "", check_challenge, follow_challenge, sealed=True),
            Row("panel.uphold", tuple(sat), "", check_uphold, uphold, may_lead_to=back),
            Row("panel.recuse", tuple(sat), "", check_recuse, recuse, may_lead_to=back),
        ]
    return tuple(rows)


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

"""Who sits on a panel: those drawn answer, enough of them are seated, some are challenged or make room.

Source: SM1, PANELLED; guarantees 12 to 14. A seat that becomes empty goes to the next reserve; where none is
left, a whole new panel is drawn and hears the case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkmoot.procedure.act import only_facts, say, text_fact
from folkmoot.procedure.case import ends
from folkmoot.procedure.charge import hear_again
from folkmoot.procedure.dispute import (
    PANEL,
    Dispute,
    Panel,
    dispute,
    refuse_unless,
    require_free,
    require_seals,
)
from folkmoot.procedure.matter import Matter

GROUNDS = ("tie", "officer", "earlier", "bias")
DECLINED = ("tie", "ill", "away", "other")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a panel is for: its name, the role of those who sit, how many, and where the case goes then.

    `quick`: the lot is thrown at once, without contributions. `then` follows the seating, and may lead to the
    states `leads` where `target` is empty, to some of them only `after_reply`.
    """

    name: str
    seats: Callable[[Dispute], str]
    target: str
    role: str = PANEL
    quick: bool = False
    then: Callable[[Matter], None] | None = None
    leads: tuple[str, ...] = ()
    after_reply: tuple[str, ...] = ()


Purposes = Mapping[str, Purpose]


def panel_of(matter: Matter) -> Panel:
    panel = dispute(matter).panel
    if panel is None:
        raise matter.refuse(
            say("A draw is announced first."), say("None has been."), say("Announce it; any member may.")
        )
    return panel


def answers_end(matter: Matter, panel: Panel) -> int | None:
    """The last second at which those drawn may answer."""
    powers = matter.book.powers.get("draw.accept", ())
    window = powers[0].within if powers else None
    return None if window is None else ends(dispute(matter), window.key, window.term, panel.asked_at)


def accepted(case: Dispute) -> list[str]:
    """Who has accepted, in the order of the draw, and has taken no other part in the case since."""
    panel, roles = case.panel, case.root.roles
    if panel is None:
        return []
    return [
        name
        for name in panel.ranking
        if panel.answers.get(name) == "accept" and (name in panel.sitting or name not in roles)
    ]


def check_answer(matter: Matter) -> None:
    """Somebody drawn accepts, or declines with a reason from the list."""
    panel, accepts = panel_of(matter), matter.act.verb == "draw.accept"
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
    panel_of(matter).answers[matter.act.by.name] = answer


def check_seat(matter: Matter) -> None:
    """Enough have accepted, and nobody who comes before them can still answer."""
    panel = panel_of(matter)
    only_facts(matter.act.facts)
    refuse_unless(
        not panel.sitting,
        matter,
        say("A panel is seated once."),
        say("It sits."),
        say("Nothing more needs to be done."),
    )
    take, end = accepted(dispute(matter))[: panel.seats], answers_end(matter, panel)
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
    panel, facts = panel_of(matter), matter.act.facts
    only_facts(facts, "name", "ground")
    require_seals(matter, 1, say("the reasons for the challenge"))
    refuse_unless(
        text_fact(facts, "name") in panel.sitting
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
    panel_of(matter).challenged[matter.act.facts["name"]] = matter.act.facts["ground"]
    dispute(matter).events["challenge"] = matter.at


def check_uphold(matter: Matter) -> None:
    """Another member of the panel upholds a challenge."""
    panel, name, by = panel_of(matter), text_fact(matter.act.facts, "name"), matter.act.by.name
    only_facts(matter.act.facts, "name")
    refuse_unless(
        name in panel.challenged
        and name in panel.sitting
        and name != by
        and by not in panel.upheld.get(name, []),
        matter,
        say("Each of the others on the panel may uphold a challenge once."),
        say("There is no such challenge, or you have upheld it, or it is against you."),
        say("If you have a tie to the case, make room instead."),
    )


def check_recuse(matter: Matter) -> None:
    """Somebody makes room, on a listed ground."""
    panel_of(matter)
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


def make_room(matter: Matter, name: str, purposes: Purposes) -> None:
    """The next reserve who accepted takes the seat; where none is left, a new draw is due."""
    case, panel = dispute(matter), panel_of(matter)
    place = panel.sitting.index(name)
    panel.answers[name] = "gone"
    free = [each for each in accepted(case) if each not in panel.sitting]
    if free:
        panel.sitting[place] = free[0]
        case.root.roles[free[0]] = PANEL
        case.events["panel"] = matter.at  # whoever comes in can be challenged too
        return
    panel.sitting.remove(name)
    drawing = [state for state, purpose in purposes.items() if purpose.name == panel.purpose]
    case.events["vacancy"] = matter.at
    if matter.state not in drawing:
        hear_again(case)
        case.moves_to(drawing[0], matter.at)

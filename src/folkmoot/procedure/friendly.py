"""Friendly amendments: accepted by the mover of what they amend, unless a member asks for a vote.

Source: Debian's constitution, appendix A. So that nobody closes a clause to others while they may still
write, the time in which a vote can be asked for never ends before the plan is closed to amendments; and where
one that others have seconded would fall, none is accepted, for a collision is for the meeting.
"""

from collections.abc import Mapping

from folkmoot.procedure.act import OutOfOrder, only_facts, say
from folkmoot.procedure.case import last_chance, standing
from folkmoot.procedure.composite import unsign
from folkmoot.procedure.dispute import term
from folkmoot.procedure.falling import give_back, gone_into, would_fall
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.shared_text import Amendment, Plan, amendment_of

WHILE = ("open", "closed to amendments", "deciding")
"""States of a plan in which amendments to it may be accepted."""


def end_of_contest(amendment: Amendment, at: int) -> int:
    """The last second at which a vote on it can be asked for, if it is accepted at second `at`."""
    return _end(amendment, {**amendment.events, "acceptance": _from_when(amendment.plan, at)})


def _end(amendment: Amendment, events: Mapping[str, int]) -> int:
    end, _power = last_chance(amendment, "amendment.contest", events)
    assert (
        end is not None
    )  # no rulebook lets anybody accept without a term in which others may ask for a vote
    return end


def _from_when(plan: Plan, at: int) -> int:
    return max(at, plan.events["deadline"])


def _check_accept(matter: Matter) -> None:
    amendment, at = amendment_of(matter), matter.at
    plan = amendment.plan
    only_facts(matter.act.facts)
    if matter.act.by.role in matter.book.offices and amendment.amends:
        raise matter.refuse(
            say("An amendment to an amendment is accepted by the mover of that one."),
            say("It amends amendment {number}.", number=amendment.amends),
            say("Leave it to them, or to the meeting."),
        )
    if standing(plan, at).state not in WHILE or (amendment.composite_of and matter.state == "tabled"):
        raise matter.refuse(
            say("Amendments are accepted until the time for them is over, composites once they are formed."),
            say("The plan is: {state}.", state=standing(plan, at).state),
            say("Leave it to the meeting."),
        )
    rivals = would_fall(amendment, at)
    if rivals:
        raise matter.refuse(
            say("An amendment is accepted only where no other would fall."),
            say("Amendment {number} would fall.", number=rivals[0]),
            say("A collision is for the meeting: leave it to the vote, or ask the mover to withdraw."),
        )
    _require_time(matter, amendment)


def _require_time(matter: Matter, amendment: Amendment) -> None:
    """A vote can be asked for before the time for amendments is over. Raises `OutOfOrder`."""
    plan, end = amendment.plan, end_of_contest(amendment, matter.at)
    if "marshalling" not in plan.events:
        return
    if end > matter.book.calendar.end_of(term(matter.book, "plan.deciding"), plan.events["marshalling"]):
        raise _too_late(matter)


def _too_late(matter: Matter) -> OutOfOrder:
    return matter.refuse(
        say("An amendment is accepted early enough for others to ask for a vote on it."),
        say("The time for amendments will be over before that."),
        say("Leave it to the meeting."),
    )


def _accept(matter: Matter, index: int) -> None:
    """It is agreed when the time has passed in which somebody can ask for a vote."""
    amendment = amendment_of(matter)
    unsign(amendment)
    amendment.events["acceptance"] = _from_when(amendment.plan, matter.at)
    note_end_of_contest(amendment)


def note_end_of_contest(amendment: Amendment) -> None:
    """What has gone into an accepted composite is agreed together with it."""
    for source in gone_into(amendment):
        source.events["end of contest"] = _end(amendment, amendment.events)


def _check_contest(matter: Matter) -> None:
    only_facts(matter.act.facts)
    if matter.act.by.name in amendment_of(matter).objectors or amendment_of(matter).apart:
        raise matter.refuse(
            say("A vote on an amendment is asked for once."),
            say("You have asked for it, or others have."),
            say("Nothing more is needed from you."),
        )


def _contest(matter: Matter, index: int) -> None:
    """With enough who ask, it is put to the meeting, and by itself."""
    amendment = amendment_of(matter)
    amendment.objectors.add(matter.act.by.name)
    if len(amendment.objectors) < (matter.power.threshold or 1):
        return
    amendment.apart = True
    if matter.state == "accepted":
        give_back(amendment)
        amendment.moves_to("seconded", matter.at)


ROWS = (
    Row("amendment.accept", ("tabled", "seconded"), "accepted", _check_accept, _accept, entitled="head"),
    Row(
        "amendment.contest",
        ("seconded", "accepted"),
        "",
        _check_contest,
        _contest,
        entitled="head",
        may_lead_to=("seconded",),
    ),
)

"""Hearings: asked for by either side, fixed with notice, put off once, held on the day.

Source: SM1, from READY to HEARD, and guarantee 9. Appeals and reviews use the same lines.
"""

from datetime import timedelta

from folkmoot.procedure.act import list_fact, number_fact, only_facts, say
from folkmoot.procedure.case import ends
from folkmoot.procedure.charge import require_side
from folkmoot.procedure.dispute import Dispute, dispute, refuse_unless, require_seals, term
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import delayed

KINDS = ("place", "link")
PRESENT = ("subject", "complainant", "companion", "investigator", "panel", "applicant")
WRITTEN_UP = 3
"""Days after its own in which a hearing that was held is entered: a note takes an evening."""
MOST_HEARINGS = 2
"""A hearing that did not take place is fixed once more."""


def check_ask(matter: Matter) -> None:
    """Either side asks, once; nobody else has to agree."""
    only_facts(matter.act.facts)
    refuse_unless(
        _side(matter) not in dispute(matter).asked,
        matter,
        say("One asks for a hearing once."),
        say("You have asked."),
        say("Nothing more is needed from you."),
    )


def _side(matter: Matter) -> str:
    by = matter.act.by
    held = dispute(matter).root.roles.get(by.name, by.role)
    return held.removeprefix("companion of ")


def follow_ask(matter: Matter, index: int) -> None:
    """There will be a hearing."""
    case = dispute(matter)
    case.asked.append(_side(matter))
    case.proposals = {}
    if matter.state in DECIDES:
        case.moves_to("to be heard", matter.at)


def check_fix(matter: Matter) -> None:
    """Notice is long enough, and the day lies within the term from the sitting of the panel."""
    case, facts, book = dispute(matter), matter.act.facts, matter.book
    only_facts(facts, "at", "kind")
    at, calendar = number_fact(facts, "at"), book.calendar
    refuse_unless(
        facts.get("kind") in KINDS,
        matter,
        say("A hearing has a place or a link."),
        say("The entry names neither."),
        say("Say which."),
    )
    refuse_unless(
        case.hearings < MOST_HEARINGS,
        matter,
        say("A hearing that was not held is fixed once more."),
        say("It has been fixed twice."),
        say("The case ends by its terms."),
    )
    refuse_unless(
        at > calendar.end_of(term(book, "hearing.notice"), matter.at),
        matter,
        say("A hearing is fixed with {term} notice.", term=book.setting("hearing.notice").words),
        say("This day is sooner."),
        say("Choose a later day."),
    )
    since = case.events["sitting"] if case.hearings else case.events["panel"]
    refuse_unless(
        at <= ends(case, "hearing.holding", term(book, "hearing.holding"), since),
        matter,
        say(
            "A hearing is held within {term} from the sitting of the panel, or from a day that was missed.",
            term=book.setting("hearing.holding").words,
        ),
        say("This day is later."),
        say("Choose an earlier day."),
    )


def follow_fix(matter: Matter, index: int) -> None:
    """The day is fixed."""
    case = dispute(matter)
    case.hearings += 1
    _set_day(matter, case, matter.act.facts["at"])


def _set_day(matter: Matter, case: Dispute, at: int) -> None:
    calendar = matter.book.calendar
    case.events["sitting"] = at
    case.events["sitting over"] = calendar.last_second(calendar.local_date(at))


def check_postpone(matter: Matter) -> None:
    """The subject puts the hearing off, once, by a few working days."""
    case, facts, book = dispute(matter), matter.act.facts, matter.book
    only_facts(facts, "at")
    require_side(matter, "subject")
    latest = book.calendar.end_of(term(book, "hearing.postponing"), case.events["sitting"])
    refuse_unless(
        not case.postponed
        and case.events["sitting"] < number_fact(facts, "at") <= latest
        and matter.at < case.events["sitting"],
        matter,
        say(
            "The subject may put a hearing off once, by {term}.",
            term=book.setting("hearing.postponing").words,
        ),
        say("It has been put off, has begun, or the new day is too late."),
        say("Choose a day within that time, or ask the panel for a stay."),
    )


def follow_postpone(matter: Matter, index: int) -> None:
    """The new day holds."""
    case, calendar = dispute(matter), matter.book.calendar
    case.postponed = True
    days = (calendar.local_date(matter.act.facts["at"]) - calendar.local_date(case.events["sitting"])).days
    delayed(case, days)
    _set_day(matter, case, matter.act.facts["at"])


def check_held(matter: Matter) -> None:
    """On its day, with a note of who was there."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "attended")
    require_seals(matter, 1, say("the note of the hearing"))
    attended = list_fact(facts, "attended")
    refuse_unless(
        matter.at >= case.events["sitting"],
        matter,
        say("A hearing is held on its day."),
        say("That has not come."),
        say("Wait for it."),
    )
    calendar = matter.book.calendar
    last = calendar.local_date(case.events["sitting"]) + timedelta(days=WRITTEN_UP)
    refuse_unless(
        matter.at <= calendar.last_second(last),
        matter,
        say("That a hearing was held is entered within {days} days.", days=WRITTEN_UP),
        say("They are over."),
        say("Fix it again, if it has not been fixed twice."),
    )
    refuse_unless(
        bool(attended)
        and all(each in PRESENT for each in attended)
        and len(set(attended)) == len(attended)
        and "panel" in attended,
        matter,
        say("The entry says who was there: {who}.", who=", ".join(PRESENT)),
        say("It names somebody else, somebody twice, or no panel."),
        say("State it again."),
    )


def follow_held(matter: Matter, index: int) -> None:
    """The case has been heard."""
    case = dispute(matter)
    case.events["hearing"] = case.events["sitting"]
    case.root.served |= dict.fromkeys(matter.act.seals, matter.at)


DECIDES = ("on papers", "ready")
"""States in which a panel would decide on the papers, were no hearing asked for."""


def hearing_rows(asking: tuple[str, ...]) -> tuple[Row, ...]:
    """The lines of a hearing; it may be asked for in the states `asking`."""
    leads, only = ("to be heard",), {"to be heard": DECIDES}
    return (
        Row("hearing.ask", asking, "", check_ask, follow_ask, may_lead_to=leads, only_from=only),
        Row("hearing.fix", ("to be heard", "hearing missed"), "fixed", check_fix, follow_fix),
        Row("hearing.postpone", ("fixed",), "", check_postpone, follow_postpone),
        Row("hearing.held", ("fixed", "hearing missed"), "heard", check_held, follow_held, sealed=True),
    )

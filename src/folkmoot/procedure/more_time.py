"""More time to reply, a standstill, and the noting of what time alone has brought.

Source: the clock rules on extension, stay and lapse; the organisation's convenience is never a reason.
"""

from folkmoot.procedure.act import number_fact, only_facts, say
from folkmoot.procedure.case import last_chance
from folkmoot.procedure.dispute import PANEL, Dispute, dispute, refuse_unless, require_seals, term
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.values import Term

LONGEST_EXTENSION = 14
MOST_BY_PANEL = 2
STAYS = ("illness", "request", "criminal")
DELAY_BY_SUBJECT = 30
"""Days by which delay that the subject asks for lengthens the whole case, at the most."""


def check_extend(matter: Matter) -> None:
    """The subject has more time once, of right; a panel may give some twice, with reasons."""
    case, facts, by = dispute(matter), matter.act.facts, matter.act.by
    only_facts(facts, "days")
    days, most = number_fact(facts, "days"), LONGEST_EXTENSION
    if by.role == PANEL:
        require_seals(matter, 1, say("the reasons"))
        used = case.extended.count(PANEL) < MOST_BY_PANEL
    else:
        most, used = term(matter.book, "reply.more").number, "subject" not in case.extended
    over, _power = last_chance(case, "reply.file")
    refuse_unless(
        1 <= days <= most and used and "reply" not in case.events and (over is None or matter.at <= over),
        matter,
        say(
            "The time to reply is lengthened by {most} days at the most: once by asking, twice by the panel.",
            most=most,
        ),
        say("This is more than that, or it has been used, or the reply is in, or its time is over."),
        say("Reply in the time there is, or ask the panel, with reasons."),
    )


def follow_extend(matter: Matter, index: int) -> None:
    """The term is longer, and so is the case as a whole where the subject asked."""
    case, days = dispute(matter), matter.act.facts["days"]
    case.extended.append(PANEL if matter.act.by.role == PANEL else "subject")
    case.longer["reply.term"] = case.longer.get("reply.term", 0) + days
    delayed(case, days)


def delayed(case: Dispute, days: int) -> None:
    """Delay that the subject asked for lengthens the whole case, within limits."""
    case.longer["case.overall"] = min(case.longer.get("case.overall", 0) + days, DELAY_BY_SUBJECT)


def check_stay(matter: Matter) -> None:
    """A standstill for a listed reason, never for the organisation's convenience."""
    case, facts, book = dispute(matter), matter.act.facts, matter.book
    only_facts(facts, "days", "reason")
    require_seals(matter, 1, say("the reasons"))
    days, used = number_fact(facts, "days"), sum(each for _since, each in case.stays)
    refuse_unless(
        facts.get("reason") in STAYS
        and 1 <= days <= term(book, "stay.step").number
        and used + days <= term(book, "stay.most").number
        and not any(
            matter.at <= book.calendar.end_of(Term(each, "days"), since) for since, each in case.stays
        ),
        matter,
        say(
            "A case is stayed for one of these reasons, for a step at a time: {reasons}.",
            reasons=", ".join(STAYS),
        ),
        say("This is another reason or more days than the rules allow, or a stay runs."),
        say("Name the reason and fewer days, or wait for the end of the stay."),
    )


def follow_stay(matter: Matter, index: int) -> None:
    """All terms stand still for so many days; a hearing that was fixed is fixed anew."""
    case = dispute(matter)
    case.stays.append((matter.at, matter.act.facts["days"]))
    if matter.state == "fixed":
        case.hearings -= 1
        case.moves_to("to be heard", matter.at)


def check_note(matter: Matter) -> None:
    """A missed term is noted: the log alone shows that time has brought the case here."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "state")
    refuse_unless(
        matter.state != case.phase and facts.get("state") == matter.state,
        matter,
        say("A missed term is noted where time alone has led somewhere."),
        say("It stands where the last act left it, or the entry says otherwise."),
        say("Look at its clocks: they say what runs out next."),
    )

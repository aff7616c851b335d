"""The beginning of a complaint: filed, acknowledged, looked at by an adjudicator, mediated or withdrawn.

Conduct is judged by the rulebook in force on its days (guarantee 2); the same matter comes once (guarantee
4); a charge rests on conduct alone (guarantee 25).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from folkmoot.procedure.act import OutOfOrder, day_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import standing
from folkmoot.procedure.charge import offence_range, range_in
from folkmoot.procedure.dispute import Dispute, dispute, refuse_unless, require_free, require_seals
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import read_roll
from folkmoot.rulebook.book import Rulebook

CLOSED_UNSEEN = "closed"
RESTS_ON = "conduct"
SPEECH = ("opinion", "vote", "procedure")
"""What no charge may rest on (guarantee 25)."""


def conduct_days(facts: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and the last day of the conduct, or None where they are none."""
    first, last = day_fact(facts, "from"), day_fact(facts, "until")
    return (first, last) if first and last and first <= last else None


def begins(matter: Matter) -> Mapping[str, int]:
    """The conduct ends with its last day: from there the time for complaining runs."""
    days, calendar = conduct_days(matter.act.facts), matter.book.calendar
    past = days is not None and days[1] <= calendar.local_date(matter.at)
    return {"conduct": calendar.at(days[1])} if days and past else {}


def books_for(matter: Matter, days: tuple[date, date]) -> tuple[Rulebook, ...]:
    """The rulebooks in force at the end of the first and the last day of the conduct, and now.

    Raises `OutOfOrder` where none was in force.
    """
    seconds = (*map(matter.book.calendar.last_second, days), matter.at)
    books = (matter.assembly.book_at(at) for at in seconds)
    return tuple({book.digest: book for book in books}.values())


def check_file(matter: Matter) -> None:
    act, assembly, facts = matter.act, matter.assembly, matter.act.facts
    only_facts(facts, "subject", "offence", "from", "until", "roll", "matter", "late", "again")
    number = assembly.next_number("case")
    refuse_unless(
        act.on == f"case/{number}",
        matter,
        say("Cases are numbered one by one."),
        say("The next is case {number}.", number=number),
        say("Use that number."),
    )
    roll = read_roll(facts, act.papers)
    require_size(matter, len(roll.names), "membership")
    subject = require_free(matter, None, roll, text_fact(facts, "subject"), "subject")
    refuse_unless(
        subject != act.by.name,
        matter,
        say("One complains about somebody else."),
        say("The entry names the same person twice."),
        say("Talk to the case officer about what troubles you."),
    )
    require_seals(matter, 2, say("the facts, and at least one item of evidence"))
    late = matter.power.need("asks leave") is not None
    refuse_unless(
        facts.get("late") is (True if late else None),
        matter,
        say("A complaint says that it is late where it is, and nowhere else."),
        say("The entry does not fit the days of the conduct."),
        say("Say so, and the adjudicator decides about leave."),
    )
    check_conduct(matter)
    check_once(matter)


def check_conduct(matter: Matter) -> None:
    """The offence stood in the rules on each end of the conduct (guarantee 2)."""
    facts, assembly, calendar = matter.act.facts, matter.assembly, matter.book.calendar
    days, offence = conduct_days(facts), text_fact(facts, "offence")
    refuse_unless(
        days is not None and days[1] <= calendar.local_date(matter.at),
        matter,
        say("A complaint names the days of the conduct, from the first to the last."),
        say("The entry names none, or days to come."),
        say("Write them as 2026-05-04."),
    )
    assert days is not None
    for day in days:
        try:
            known = offence_range(assembly.book_at(calendar.last_second(day)), offence)
        except OutOfOrder:
            known = None
        refuse_unless(
            known is not None,
            matter,
            say("Conduct is judged by the rules in force on its day."),
            say("On {day} no rule made this an offence: {offence}.", day=day.isoformat(), offence=offence),
            say("Name a rule that was in force then; what came before it is no offence."),
        )


def check_once(matter: Matter) -> None:
    """The same matter once; again only where nobody looked at it in time (guarantee 4)."""
    facts, assembly = matter.act.facts, matter.assembly
    refuse_unless(
        bool(DIGEST.match(text_fact(facts, "matter"))),
        matter,
        say("A complaint carries the digest of its matter, by which the same matter is known again."),
        say("The entry has none."),
        say("The site makes it."),
    )
    earlier = assembly.matters.get(facts["matter"])
    again = facts.get("again")
    if earlier is None:
        allowed = again is None
    else:
        case = assembly.cases[earlier]
        unseen = (
            standing(case, matter.at).state == CLOSED_UNSEEN
            and isinstance(case, Dispute)
            and not case.outcome
        )
        allowed = again == earlier and unseen and "again" not in getattr(case, "extended", ())
    refuse_unless(
        allowed,
        matter,
        say("The same matter is not brought twice, but once more where nobody looked at it in time."),
        say("It was brought before: {earlier}.", earlier=earlier or say("never")),
        say("What was decided stands; an appeal or a review is the way to change it."),
    )


def check_plain(matter: Matter) -> None:
    only_facts(matter.act.facts)


def check_ack(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "acknowledgement" not in dispute(matter).events,
        matter,
        say("A complaint is acknowledged once."),
        say("It has been."),
        say("Nothing more needs to be done."),
    )


def follow_ack(matter: Matter, index: int) -> None:
    dispute(matter).events["acknowledgement"] = matter.at


def check_shield(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the reasons"))


def follow_shield(matter: Matter, index: int) -> None:
    dispute(matter).shielded = True


def check_open(matter: Matter) -> None:
    """A case rests on conduct (guarantee 25), and somebody free looks into it."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "charges", "investigator", "rests_on", "leave")
    require_seals(matter, 1, say("the draft of the charge and the reasons"))
    refuse_unless(
        facts.get("rests_on") == RESTS_ON,
        matter,
        say("A charge rests on conduct: an opinion, a vote, or the use of these rules is no offence."),
        say("The entry says that it rests on: {what}.", what=str(facts.get("rests_on", "nothing"))),
        say("Reject the complaint, or say on what conduct the charge rests."),
    )
    charges = facts.get("charges")
    refuse_unless(
        isinstance(charges, list | tuple)
        and bool(charges)
        and len(set(map(str, charges))) == len(charges)
        and all(isinstance(each, str) and range_in(case, each) for each in charges)
        and case.charges[0] in charges,
        matter,
        say("A case is opened on offences of the rules of those days, that of the complaint among them."),
        say("The entry names others, or one twice."),
        say("Name each offence once."),
    )
    refuse_unless(
        facts.get("leave") is (True if case.late else None),
        matter,
        say("A late complaint goes on only by leave, with reasons; one in time needs none."),
        say("The entry does not fit that."),
        say("Give leave and say why, or reject the complaint as out of time."),
    )
    require_free(matter, case, case.roll, text_fact(facts, "investigator"), "investigator")


def follow_open(matter: Matter, index: int) -> None:
    case, facts = dispute(matter), matter.act.facts
    case.charges = tuple(facts["charges"])
    case.roles[facts["investigator"]] = "investigator"
    case.events["charging"] = matter.at
    case.panel = None


def check_reject(matter: Matter) -> None:
    only_facts(matter.act.facts, "ground")
    require_seals(matter, 1, say("the reasons"))


def follow_reject(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.outcome = "rejected"
    case.events["rejection"] = matter.at


def check_ask_again(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "second look" not in dispute(matter).events,
        matter,
        say("Another adjudicator looks at a complaint once."),
        say("That has been done."),
        say("The rejection stands."),
    )


def follow_ask_again(matter: Matter, index: int) -> None:
    case = dispute(matter)
    first = case.holder("adjudicator")
    case.roles[first] = "earlier adjudicator"
    case.panel, case.outcome = None, ""
    case.events["second look"] = case.events["filing"] = matter.at


def follow_mediate(matter: Matter, index: int) -> None:
    dispute(matter).events["mediation"] = matter.at


def check_settle(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        matter.act.by.role not in dispute(matter).asked,
        matter,
        say("Each side says once that the matter is settled."),
        say("You have said so."),
        say("It ends when the other side says so too."),
    )


def follow_settle(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.asked.append(matter.act.by.role)
    if {"subject", "complainant"} <= set(case.asked):
        case.asked, case.outcome = [], "settled"
        case.moves_to("settled", matter.at)


def follow_refuse(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.asked = []
    case.events["filing"] = matter.at


def follow_withdraw(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.extended.append(f"before {matter.state}")
    case.events["withdrawal"] = matter.at


def check_keep(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the reasons"))


def follow_keep(matter: Matter, index: int) -> None:
    case = dispute(matter)
    before = next(each for each in reversed(case.extended) if each.startswith("before "))
    case.extended.append("kept")
    case.moves_to(before.removeprefix("before "), matter.at)


def check_withdraw(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "kept" not in dispute(matter).extended,
        matter,
        say("A complaint that the adjudicator has kept goes on."),
        say("It was kept for the harm that it is about."),
        say("You need do nothing more in it."),
    )

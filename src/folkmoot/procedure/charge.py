"""The charge: served with particulars and evidence, objected to and mended once, replied to.

Source: SM1 from the opening of a case to the reply, and the clock rule on service.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from folkmoot.procedure.act import list_fact, number_fact, only_facts, say, text_fact
from folkmoot.procedure.dispute import (
    Dispute,
    dispute,
    refuse_unless,
    require_free,
    require_seals,
    term,
)
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.vocabulary import LADDER

PARTICULARS = ("words", "where", "when", "rule", "range", "evidence", "deadlines", "help")
"""What a charge says to the subject, in the sealed text; the entry states that each is there."""
WAYS = {"e-mail": "service.electronic", "post": "service.post", "by hand": ""}
"""How something is served besides the inbox, and the setting that says when it counts as served."""


def served_at(book: Rulebook, way: str, at: int) -> int:
    """The second at which what was sent at `at` counts as served: noon of the deemed day, or at once by hand.

    Source: A3, service; two days for what is electronic, five for what is posted, in the network's rules.
    """
    key = WAYS[way]
    if not key:
        return at
    day: date = book.calendar.local_date(at) + timedelta(days=term(book, key).number)
    return book.calendar.at(day)


def offence_range(book: Rulebook, offence: str) -> tuple[str, str] | None:
    """The mildest and the gravest sanction that a rulebook allows for an offence, or None."""
    powers = book.powers.get("complaint.file", ())
    return next((power.offences[offence] for power in powers if offence in power.offences), None)


def range_in(case: Dispute, offence: str) -> tuple[str, str] | None:
    """The range of an offence in a case, or None where it was none on some day of the conduct.

    Of the rules in force during the conduct and at the filing the mildest counts (guarantee 2).
    """
    found = [offence_range(book, offence) for book in case.judged_by]
    ranges = [each for each in found if each is not None]
    if not ranges or len(ranges) < len(found):
        return None
    low = min((each[0] for each in ranges), key=LADDER.index)
    return low, min((each[1] for each in ranges), key=LADDER.index)


def require_way(matter: Matter) -> str:
    """The way by which something was served besides the inbox. Raises `OutOfOrder`."""
    way = text_fact(matter.act.facts, "way")
    refuse_unless(
        way in WAYS,
        matter,
        say("What is served reaches the inbox, and comes by one other way: {ways}.", ways=", ".join(WAYS)),
        say("The entry names another."),
        say("Name the way by which it was sent."),
    )
    return way


def check_serve(matter: Matter) -> None:
    """Notice with particulars (guarantee 5), the complainant named (6), the evidence with it (7)."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "charges", "states", "complainant", "way", "evidence")
    require_way(matter)
    refuse_unless(
        tuple(list_fact(facts, "states")) == PARTICULARS,
        matter,
        say("A charge says all of this: {what}.", what=", ".join(PARTICULARS)),
        say("The entry does not state that it does."),
        say("Write what is missing, and serve the charge then."),
    )
    seals = require_seals(matter, 2, say("the charge, and each item of evidence"))
    refuse_unless(
        number_fact(facts, "evidence") == len(seals) - 1,
        matter,
        say("All the evidence goes with the charge."),
        say(
            "The entry counts {number} items and seals {seals}.",
            number=facts["evidence"],
            seals=len(seals) - 1,
        ),
        say("Seal each item once, after the charge itself."),
    )
    refuse_unless(
        facts.get("complainant") == ("shielded" if case.shielded else "named"),
        matter,
        say("The complainant is named to the subject, unless adjudicator or panel ordered otherwise."),
        say("The entry does not fit that."),
        say("Name the complainant, or ask for an order with reasons."),
    )
    wanted = [{"offence": offence, "range": list(range_in(case, offence) or ())} for offence in case.charges]
    refuse_unless(
        facts.get("charges") == wanted,
        matter,
        say("A charge names the offences with which the case was opened, each with its range."),
        say("The entry names others, or another range."),
        say("Charge what the adjudicator opened: {offences}.", offences=", ".join(case.charges)),
    )


def follow_serve(matter: Matter, index: int) -> None:
    """The charge counts as served from the deemed day; all terms of the subject run from there."""
    case = dispute(matter)
    served = served_at(matter.book, matter.act.facts["way"], matter.at)
    case.events["serving"] = matter.at
    case.events["service"] = case.events["notice"] = served
    case.served |= dict.fromkeys(matter.act.seals, served)


def check_bounce(matter: Matter) -> None:
    """Both ways came back, before the charge counted as served."""
    only_facts(matter.act.facts)
    refuse_unless(
        matter.at <= dispute(matter).events["service"],
        matter,
        say("That a charge came back is entered before it counts as served."),
        say("It counts as served."),
        say("Serve it again all the same, and tell the subject; an appeal may cure the rest."),
    )


def follow_bounce(matter: Matter, index: int) -> None:
    """No term has begun; the first time, that of serving begins again, so that nobody gains by it."""
    case = dispute(matter)
    for event in ("service", "notice"):
        case.events.pop(event, None)
    case.served = {}
    if "bounce" not in case.events:
        case.events["bounce"] = case.events["charging"] = matter.at


def check_object(matter: Matter) -> None:
    """The subject says that the charge names the wrong rule."""
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("why it is the wrong rule"))
    refuse_unless(
        "objection" not in dispute(matter).events,
        matter,
        say("The rule of a charge is objected to once."),
        say("An objection stands."),
        say("Say the rest in the reply."),
    )


def follow_object(matter: Matter, index: int) -> None:
    """The investigator may mend the charge from now on."""
    dispute(matter).events["objection"] = matter.at


def check_mend(matter: Matter) -> None:
    """Another rule for the same facts, once (guarantee 4); the reply begins again, the case runs on."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "charges", "way")
    require_way(matter)
    require_seals(matter, 1, say("the mended charge"))
    offences = [
        each.get("offence") if isinstance(each, Mapping) else None for each in list_fact(facts, "charges")
    ]
    fits = (
        all(isinstance(offence, str) and range_in(case, offence) for offence in offences)
        and len(set(offences)) == len(offences)
        and facts["charges"]
        == [{"offence": each, "range": list(range_in(case, str(each)) or ())} for each in offences]
    )
    refuse_unless(
        "objection" in case.events and not case.mended and bool(offences) and fits,
        matter,
        say("A charge is mended once, after an objection, with rules that exist and their ranges."),
        say("No objection stands, it has been mended, or the entry names something else."),
        say("The charge stands as served."),
    )


def follow_mend(matter: Matter, index: int) -> None:
    """The reply begins again, and so does what came after it; the time for the whole case runs on."""
    case = dispute(matter)
    case.charges = tuple(each["offence"] for each in matter.act.facts["charges"])
    case.mended = True
    case.events["notice"] = served_at(matter.book, matter.act.facts["way"], matter.at)
    case.served |= dict.fromkeys(matter.act.seals, case.events["notice"])
    case.events.pop("reply", None)
    hear_again(case)
    if matter.state != "notified":
        case.moves_to("panelled", matter.at)


def hear_again(case: Dispute) -> None:
    """What was fixed, heard or put to the panel so far does not count any more."""
    for event in ("hearing", "sitting", "sitting over"):
        case.events.pop(event, None)
    case.hearings, case.proposals = 0, {}


def require_side(matter: Matter, side: str) -> None:
    """A companion acts for the side that named them. Raises `OutOfOrder`."""
    by = matter.act.by
    held = dispute(matter).root.roles.get(by.name, "")
    refuse_unless(
        by.role != "companion" or held == f"companion of {side}",
        matter,
        say("This is for the {side} and their companion.", side=side),
        say("You are here with somebody else."),
        say("Say it for the side that named you."),
    )


def check_reply(matter: Matter) -> None:
    """The subject's answer (guarantee 8); whether a hearing is wanted."""
    facts = matter.act.facts
    only_facts(facts, "hearing", "items")
    require_side(matter, "subject")
    seals = require_seals(matter, 1, say("the reply, and whatever goes with it"))
    refuse_unless(
        isinstance(facts.get("hearing"), bool) and number_fact(facts, "items") == len(seals) - 1,
        matter,
        say("A reply says whether a hearing is wanted, and how many items go with it."),
        say("This one does not, or counts otherwise."),
        say("Say so; nothing follows from not wanting one."),
    )
    refuse_unless(
        "reply" not in dispute(matter).events,
        matter,
        say("One replies once; evidence may be added later."),
        say("A reply stands."),
        say("Add evidence, or make a representation."),
    )


def follow_reply(matter: Matter, index: int) -> None:
    """The reply is in; the case goes on as soon as a panel sits."""
    case, facts = dispute(matter), matter.act.facts
    case.events["reply"] = matter.at
    # What comes from the subject needs no serving on the subject.
    case.served |= dict.fromkeys(matter.act.seals, case.events["service"])
    if facts["hearing"] and "subject" not in case.asked:
        case.asked.append("subject")
    if case.phase == "panelled":
        goes_on(matter)


def goes_on(matter: Matter) -> None:
    """With the reply in and a panel sitting, the case is heard, or decided on the papers."""
    case = dispute(matter)
    if "reply" in case.events:
        case.moves_to("to be heard" if case.asked else "on papers", matter.at)
        case.events["reply"] = matter.at


def check_evidence(matter: Matter) -> None:
    """Evidence that is added is served on the other side with the same entry (guarantee 7)."""
    facts = matter.act.facts
    only_facts(facts, "way", "items")
    require_way(matter)
    seals = require_seals(matter, 1, say("each item of evidence"))
    refuse_unless(
        number_fact(facts, "items") == len(seals),
        matter,
        say("The entry seals each item that it counts."),
        say("It counts {number} and seals {seals}.", number=facts["items"], seals=len(seals)),
        say("Seal each item once."),
    )


def follow_evidence(matter: Matter, index: int) -> None:
    """The panel may read it when it has been served for long enough."""
    served = served_at(matter.book, matter.act.facts["way"], matter.at)
    dispute(matter).root.served |= dict.fromkeys(matter.act.seals, served)


def check_representation(matter: Matter) -> None:
    """Words to the panel that go to both sides (guarantee 15)."""
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("what is said to the panel and to both sides"))


def follow_nothing(matter: Matter, index: int) -> None:
    """The entry stands, and nothing else changes."""


def check_companion(matter: Matter) -> None:
    """Somebody who has no other part in the case, and who agreed to come along (guarantee 9)."""
    case, facts, by = dispute(matter), matter.act.facts, matter.act.by
    only_facts(facts, "name")
    side = "subject" if by.role == "applicant" else by.role
    require_free(matter, case.root, case.root.roll, text_fact(facts, "name"), f"companion of {side}")


def follow_companion(matter: Matter, index: int) -> None:
    """The companion may do what the rules let a companion do; an earlier one no longer may."""
    root, by = dispute(matter).root, matter.act.by
    role = f"companion of {'subject' if by.role == 'applicant' else by.role}"
    for name, held in list(root.roles.items()):
        if held == role:
            root.roles[name] = "earlier companion"
    root.roles[matter.act.facts["name"]] = role


def side_rows(states: tuple[str, ...], sat: tuple[str, ...]) -> tuple[Row, ...]:
    """What parties and panel may do along the way: evidence, representations, companions, stays."""
    return (
        Row("evidence.add", states, "", check_evidence, follow_evidence, sealed=True),
        Row("representation.make", sat, "", check_representation, follow_nothing, sealed=True),
        Row("companion.name", states, "", check_companion, follow_companion),
    )


def served_facts(case: Dispute, *, way: str, items: int) -> dict[str, Any]:
    """What an entry states that serves the charge of a case, with so many items of evidence."""
    return {
        "charges": [{"offence": each, "range": list(range_in(case, each) or ())} for each in case.charges],
        "states": list(PARTICULARS),
        "complainant": "shielded" if case.shielded else "named",
        "way": way,
        "evidence": items,
    }

"""A year's numbers of complaints, panels and outcomes, from the record alone, no cell small enough to point
at somebody (guarantees 23 and 26).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from folkmoot.procedure.act import only_facts, same_fact, say
from folkmoot.procedure.case import Case, closes, standing
from folkmoot.procedure.dispute import Dispute, refuse_unless
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machine import START, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.sanction import imposed, precaution_days

LEAST = 5
"""No cell under this is shown, and none whose complement is under it."""
OTHER = "other"
SPANS = ((28, "to 28 days"), (56, "to 56 days"), (84, "to 84 days"), (120, "to 120 days"))
BEYOND = "beyond 120 days"
ONE_DAY = 86_400
NONE = "none"
TABLES = ("rule", "stage", "outcome", "days", "interim", "reversal", "late", "review")
CLERICAL = (("complaint.ack", "acknowledgement"), ("charge.serve", "serving"))
"""Steps that an officer may let slip, each with the event that says when it was done."""


def shown(cells: Mapping[str, int]) -> dict[str, int]:
    """A distribution as it may be shown: small cells merged, and nothing that gives a small one away.

    Cells under `LEAST` are added up as "other"; while that is still under it, the smallest cell shown is
    added too. Where only "other" would be left, nothing is shown but that.
    """
    large = {key: number for key, number in cells.items() if number >= LEAST}
    rest = sum(number for number in cells.values() if number < LEAST)
    while 0 < rest < LEAST and large:
        smallest = min(large, key=lambda key: (large[key], key))
        rest += large.pop(smallest)
    if rest >= LEAST:
        large[OTHER] = rest
    return dict(sorted(large.items()))


def span_of(days: int) -> str:
    """The span into which a number of days falls."""
    return next((words for most, words in SPANS if days <= most), BEYOND)


def counts(assembly: Assembly, year: int, at: int) -> dict[str, Counter[str]]:
    """The distributions of all cases filed in a year, as they stand at second `at`: nothing hidden.

    `rule`, `stage` (where they stand), `outcome`, `days` (service to decision), `interim` (days under
    precautions), `reversal` (how appeals stand or ended), `late` (what officers let slip), `review`.
    Each counts every case, with `none` where there was nothing: so no complement can be worked out either.
    """
    found: dict[str, Counter[str]] = {key: Counter() for key in TABLES}
    for case in assembly.cases.values():
        if not isinstance(case, Dispute):
            continue
        began = case.events.get("conduct") and case.events.get("filing") or case.events.get("application")
        if case.machine.name == "case" and began and _year(case, began) == year:
            _count_case(assembly, case, at, found)
        if case.machine.name == "review" and began and _year(case, began) == year:
            found["review"][standing(case, at).state] += 1
    return found


def _year(case: Case, at: int) -> int:
    return case.book.calendar.local_date(at).year


def _count_case(assembly: Assembly, case: Dispute, at: int, found: dict[str, Counter[str]]) -> None:
    now = standing(case, at)
    found["rule"][case.charges[0]] += 1
    found["stage"][now.state] += 1
    outcome = imposed(assembly, case, at) if case.sanction else case.outcome or now.state
    found["outcome"][outcome] += 1
    decided = "decision" in case.events and "service" in case.events
    days = (case.events["decision"] - case.events["service"]) // ONE_DAY if decided else 0
    found["days"][span_of(days) if decided else NONE] += 1
    served = precaution_days(assembly, case, at)
    found["interim"][span_of(served) if served else NONE] += 1
    appeals = [on for on in case.parts if assembly.cases[on].machine.name == "appeal"]
    found["reversal"][assembly.standing(appeals[-1], at).state if appeals else NONE] += 1
    late = [what for verb, what in CLERICAL if _late(case, verb, what, at)]
    found["late"]["; ".join(late) or NONE] += 1


def _late(case: Dispute, verb: str, event: str, at: int) -> bool:
    """Whether an officer's first power to do this ran out before it was done."""
    power = next((each for each in case.book.powers.get(verb, ()) if each.within), None)
    end = closes(case, power) if power else None
    return end is not None and case.events.get(event, at) > end


def numbers(assembly: Assembly, year: int, at: int) -> dict[str, Any]:
    """A year's numbers as they are published."""
    found = counts(assembly, year, at)
    total = sum(found["rule"].values())
    tables = {key: shown(cells) for key, cells in found.items()}
    return {"year": year, "cases": total if total >= LEAST else 0, "tables": tables}


def _check_publish(matter: Matter) -> None:
    facts, assembly = matter.act.facts, matter.assembly
    only_facts(facts, "year", "cases", "tables")
    kind, _, year = matter.act.on.partition("/")
    today: date = matter.book.calendar.local_date(matter.at)
    refuse_unless(
        kind == "statistics"
        and year == str(facts.get("year"))
        and year.isdecimal()
        and int(year) < today.year,
        matter,
        say("A year's numbers are published once the year is over."),
        say("It is not, or the entry names another."),
        say("Wait for the end of the year."),
    )
    refuse_unless(
        same_fact({**facts}, numbers(assembly, int(year), matter.at) | _bearing(facts)),
        matter,
        say("The numbers are those that the record gives, with none below {least}.", least=LEAST),
        say("The entry states others."),
        say("Count them again from the record."),
    )


def _bearing(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("clerk", "passkey") if key in facts}


def _publish(matter: Matter, index: int) -> None:
    on, assembly = matter.act.on, matter.assembly
    assembly.cases[on] = Case(MACHINE, on, assembly.root, matter.book, "published", matter.at, {})


MACHINE = Machine(
    name="statistics",
    title="A year's numbers",
    states=(State("published", "Published, with no cell under five.", final=True),),
    rows=(Row("statistics.publish", (START,), "published", _check_publish, _publish, entitled="unnamed"),),
)

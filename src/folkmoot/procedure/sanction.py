"""Sanctions: the ladder, how long each may last, when one is in force, and what it takes away meanwhile.

Nothing here waits for an act to end: whether a sanction or a precaution runs is computed from where its
proceeding stands (guarantees 11, 18 and 19).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from folkmoot.procedure.act import list_fact, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute, dispute, refuse_unless, term
from folkmoot.procedure.facts import Assembly, Limit
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.vocabulary import LADDER

RIGHTS = ("vote", "stand", "speak", "attend")
"""What may be touched. The site, the inbox, one's own case and appeals are not among them (guarantee 22)."""
MEMBERSHIP = "membership"
TERMS = {
    "warning": "sanction.warning",
    "function limit": "sanction.function",
    "rights limit": "sanction.rights",
    "expulsion": "sanction.review",
}
"""How long a sanction lasts at the most; each ends by itself."""
FIVE_YEARS = 5
IN_FORCE = ("emergency", "in force unheard", "in force", "renewal", "under appeal")
"""The states of a precaution in which it touches rights."""
ONE_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Sanction:
    """What is in force against the subject of a case: its kind, the rights touched, from when until when."""

    kind: str
    rights: frozenset[str]
    since: int
    until: int | None


def rank(kind: object) -> int:
    """The place of a sanction on the ladder, from 0; -1 for none that it knows."""
    return LADDER.index(kind) if isinstance(kind, str) and kind in LADDER else -1


def latest_end(book: Rulebook, kind: str, at: int, served: int) -> date | None:
    """The last day that a sanction decided at `at` may have, `served` days under a precaution counted.

    None where the kind has no length.
    """
    key = TERMS.get(kind)
    if key is None:
        return None
    end = book.calendar.last_day(term(book, key), at)
    years = book.calendar.local_date(at)
    end = min(end, years.replace(year=years.year + FIVE_YEARS, day=min(years.day, 28)))
    return end if kind == "expulsion" else end - timedelta(days=served)


def check_sanction(matter: Matter, stated: object, served: int) -> Mapping[str, Any]:
    """A sanction as an entry states it: kind, end, rights. Raises `OutOfOrder` where it breaks the ladder.

    `{"kind": k}`, with `"until": "YYYY-MM-DD"` where the kind lasts, with `"rights": [..]` for a limit to
    rights.
    """
    known = isinstance(stated, Mapping) and rank(stated.get("kind")) >= 0
    kind = str(stated["kind"]) if known and isinstance(stated, Mapping) else ""
    found: Mapping[str, Any] = stated if isinstance(stated, Mapping) else {}
    latest = latest_end(matter.book, kind, matter.at, served)
    wanted = {"kind"} | ({"until"} if latest else set()) | ({"rights"} if kind == "rights limit" else set())
    refuse_unless(
        known and set(found) == wanted,
        matter,
        say(
            "A sanction states its kind, of {ladder}, and where it lasts its last day.",
            ladder=", ".join(LADDER),
        ),
        say("This one states something else."),
        say("State what the ladder knows."),
    )
    if latest is not None:
        refuse_unless(
            _day(found["until"]) is not None
            and matter.book.calendar.local_date(matter.at) < date.fromisoformat(found["until"]) <= latest,
            matter,
            say(
                "This lasts until {day} at the latest, time served counted; nobody is excluded for life.",
                day=latest.isoformat(),
            ),
            say("The entry states: {until}.", until=str(found["until"])),
            say("State an earlier day."),
        )
    if kind == "rights limit":
        rights = list_fact(found, "rights")
        refuse_unless(
            bool(rights) and list(rights) == [each for each in RIGHTS if each in rights],
            matter,
            say("Only these rights can be touched: {rights}.", rights=", ".join(RIGHTS)),
            say("The entry names others, or none."),
            say("Name them in this order; one's own case, the inbox and an appeal stay open."),
        )
    return found


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def rights_of(sanction: Mapping[str, Any]) -> frozenset[str]:
    """The rights that a sanction takes away while it lasts."""
    if sanction.get("kind") == "expulsion":
        return frozenset((*RIGHTS, MEMBERSHIP))
    if sanction.get("kind") == "function limit":
        return frozenset({"stand"})
    return frozenset(sanction.get("rights", ()))


def in_force(assembly: Assembly, case: Dispute, at: int) -> Sanction | None:
    """The sanction in force in a case at second `at`: once it is final, and until it ends."""
    now, decided = standing(case, at), case.sanction
    since = now.events.get("finality")
    if now.state == "appealed":
        appeal = assembly.cases[case.parts[-1]]
        then = standing(appeal, at)
        since = then.since if appeal.machine.by_name[then.state].final else None
        decided = getattr(appeal, "sanction", {}) if then.state == "reduced" else decided
        if then.state in ("quashed", "allowed", "remitted"):
            return None
    elif now.state not in ("final", "published"):
        return None
    review = _reviewed(assembly, case, at)
    if since is None or not decided or decided.get("kind") == "none" or since > at or review == {}:
        return None
    if review is not None:
        decided, since = review["converted"], review["since"]
    until = (
        case.book.calendar.last_second(date.fromisoformat(decided["until"])) if "until" in decided else None
    )
    if until is not None and at > until:
        return None
    return Sanction(decided["kind"], rights_of(decided), since, until)


def _reviewed(assembly: Assembly, case: Dispute, at: int) -> Mapping[str, Any] | None:
    """What a review has made of a sanction by second `at`: None where it stands, {} where it is undone."""
    on = assembly.restored.get(case.on)
    review = assembly.cases.get(on or "")
    if not isinstance(review, Dispute):
        return None
    now = standing(review, at)
    if now.state == "converted":
        return {"converted": review.sanction["converted"], "since": now.since}
    return {} if now.state in ("provisional", "annulled", "restored") else None


def runs(assembly: Assembly, limit: Limit, at: int) -> frozenset[str]:
    """The rights that a limit takes away at second `at`; empty when it does not run."""
    case = assembly.cases.get(limit.on)
    if not isinstance(case, Dispute):
        return frozenset()
    if case.machine.name == "precaution":
        return limit.rights if standing(case, at).state in IN_FORCE else frozenset()
    found = in_force(assembly, case, at)
    return found.rights if found else frozenset()


def limited(assembly: Assembly, branch: str, right: str, at: int) -> int:
    """How many members of a branch and those under it are without this right at second `at`."""
    places = frozenset(assembly.below(branch)) if assembly.limits else frozenset()
    heads = {
        limit.on.split("/")[1]
        for limit in assembly.limits.values()
        if limit.branch in places and right in runs(assembly, limit, at)
    }
    return len(heads)


def precaution_days(assembly: Assembly, head: Dispute, at: int) -> int:
    """How many whole days the subject of a case has been under precautions until second `at`."""
    total = 0
    for on in head.parts:
        part = assembly.cases[on]
        if part.machine.name == "precaution" and "measure" in part.events:
            now = standing(part, at)
            end = at if now.state in IN_FORCE else min(now.since, at)
            total += max(0, end - part.events["measure"]) // ONE_DAY
    return total


def precautions(matter: Matter) -> int:
    """The days served in the case that lies before the assembly."""
    return precaution_days(matter.assembly, dispute(matter).root, matter.at)

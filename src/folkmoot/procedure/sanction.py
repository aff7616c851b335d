"""Sanctions: the ladder, how long each may last, when one is in force, and what it takes away meanwhile.

Nothing here waits for an act to end: whether a sanction or a precaution runs is computed from where its
proceeding stands (guarantees 11, 18 and 19).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from folkmoot.procedure.act import day_fact, list_fact, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute, dispute, family, refuse_unless, term
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
QUASHED = "quashed"
UNDONE = ("quashed", "allowed", "remitted")
"""Ends of an appeal that leave nothing of the decision."""
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
        until = day_fact(found, "until")
        refuse_unless(
            until is not None and matter.book.calendar.local_date(matter.at) < until <= latest,
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


def rights_of(sanction: Mapping[str, Any]) -> frozenset[str]:
    """The rights that a sanction takes away while it lasts."""
    if sanction.get("kind") == "expulsion":
        return frozenset((*RIGHTS, MEMBERSHIP))
    if sanction.get("kind") == "function limit":
        return frozenset({"stand"})
    return frozenset(sanction.get("rights", ()))


def milder(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether one sanction is milder than another: further down the ladder, or of its kind but less, and in
    neither case longer."""
    ends = [str(each.get("until", "")) for each in (new, old)]
    if ends[0] and ends[1] and ends[0] > ends[1]:
        return False
    if rank(new["kind"]) != rank(old["kind"]):
        return rank(new["kind"]) < rank(old["kind"])
    fewer, same = rights_of(new) < rights_of(old), rights_of(new) == rights_of(old)
    return fewer or (same and ends[0] < ends[1])


def appealed(assembly: Assembly, case: Dispute, at: int) -> tuple[str, Mapping[str, Any]]:
    """How the latest appeal in a case stands at second `at`, and the sanction that is left of the decision.

    The state is empty where nobody appealed; the sanction is empty where an appeal has undone it.
    """
    if not case.appeal:
        return "", case.sanction
    appeal = assembly.cases[case.appeal]
    assert isinstance(appeal, Dispute)
    state = standing(appeal, at).state
    if state in UNDONE:
        return state, {}
    return state, appeal.sanction if state == "reduced" else case.sanction


def imposed(assembly: Assembly, case: Dispute, at: int) -> str:
    """The kind of sanction that is left of a decision at second `at`; `quashed` where nothing is."""
    _state, left = appealed(assembly, case, at)
    reviews = (assembly.standing(on, at).state for on in assembly.restored.get(case.on, ()))
    return QUASHED if "annulled" in reviews else str(left.get("kind", QUASHED))


def in_force(assembly: Assembly, case: Dispute, at: int) -> Sanction | None:
    """The sanction in force in a case at second `at`: once it is final, and until it ends."""
    now = standing(case, at)
    since = now.events.get("finality")
    if now.state not in ("final", "published") or since is None:
        return None
    _state, decided = appealed(assembly, case, at)
    until = end_of_sanction(case, decided)
    if decided.get("kind", "none") == "none" or (until is not None and at > until):
        return None
    return _reviewed(assembly, case, at, Sanction(decided["kind"], rights_of(decided), since, until))


def end_of_sanction(case: Dispute, decided: Mapping[str, Any]) -> int | None:
    """The last second of a sanction of this case; None where its kind has no length."""
    day = day_fact(decided, "until")
    return None if day is None else case.book.calendar.last_second(day)


def _reviewed(assembly: Assembly, case: Dispute, at: int, found: Sanction) -> Sanction | None:
    """What the latest review that changed anything has left of a sanction by second `at`."""
    for on in reversed(assembly.restored.get(case.on, ())):
        review = assembly.cases[on]
        assert isinstance(review, Dispute)
        now = standing(review, at)
        if now.state in ("annulled", "restored"):
            return None
        if now.state == "provisional":  # restored without office
            return replace(found, rights=found.rights & {"stand"})
        if now.state == "converted":
            left = review.sanction["converted"]
            until = end_of_sanction(case, left)
            over = until is not None and at > until
            return None if over else Sanction(left["kind"], rights_of(left), now.since, until)
    return found


def runs(assembly: Assembly, limit: Limit, at: int) -> frozenset[str]:
    """The rights that a limit takes away at second `at`; empty when it does not run."""
    case = assembly.cases.get(limit.on)
    if not isinstance(case, Dispute) or at > limit.until:
        return frozenset()
    if case.machine.name == "precaution":
        return limit.rights if standing(case, at).state in IN_FORCE else frozenset()
    found = in_force(assembly, case, at)
    return found.rights if found else frozenset()


def touch(assembly: Assembly, limit: Limit, at: int) -> None:
    """Let a limit stand in the record from second `at` on; those that can never run again drop out."""
    kept = {on: each for on, each in assembly.limits.items() if each.until >= at}
    assembly.limits = {**kept, limit.on: limit}


def limited(assembly: Assembly, branch: str, right: str, at: int) -> int:
    """How many members of a branch and those under it are without this right at second `at`."""
    if not assembly.limits:
        return 0
    places = frozenset(assembly.below(branch))
    heads = {
        family(limit.on)
        for limit in assembly.limits.values()
        if limit.until >= at and limit.branch in places and right in runs(assembly, limit, at)
    }
    return len(heads)


def under_precaution(assembly: Assembly, head: Dispute, at: int) -> int:
    """How many seconds the subject of a case has been under precautions until second `at`."""
    total = 0
    for on in head.parts:
        part = assembly.cases[on]
        if part.machine.name == "precaution" and "measure" in part.events:
            now = standing(part, at)
            end = at if now.state in IN_FORCE else min(now.since, at)
            total += max(0, end - part.events["measure"])
    return total


def precaution_days(assembly: Assembly, head: Dispute, at: int) -> int:
    """How many whole days that makes."""
    return under_precaution(assembly, head, at) // ONE_DAY


def precautions(matter: Matter) -> int:
    """The days served in the case that lies before the assembly."""
    return precaution_days(matter.assembly, dispute(matter).root, matter.at)

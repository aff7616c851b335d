"""Dates fixed by law, with the day from which each is known to hold: the one place to change when law does.

None of it is legal advice, and pages say "check with an adviser" beside each. Where it is not certain that a
longer limit is in force, the shorter one is counted, because acting early is never wrong.
"""

from dataclasses import dataclass
from datetime import date

from folkmoot.site.help.reckoning import Term

# Bank holidays in England and Wales. A page says so when a date lies beyond the last year.
_DAYS = """
    2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
    2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
    2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
    2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
"""
HOLIDAYS = frozenset(map(date.fromisoformat, _DAYS.split()))
KNOWN_TO = max(HOLIDAYS).year


@dataclass(frozen=True, slots=True)
class Limit:
    """A term of the law as it stands from `since` on; not `certain` where its beginning is to be checked."""

    term: Term
    since: date = date.min
    certain: bool = True


LIMITS: dict[str, tuple[Limit, ...]] = {
    # Trade Union and Labour Relations (Consolidation) Act 1992, section 108A: six months,
    # the first day counted.
    "certification-officer": (Limit(Term(6, "months", moves=False, with_first=True)),),
    # Sections 66 and 174: three months; six by the Employment Rights Act 2025, section 152, expected in
    # October 2026, whose beginning has to be checked.
    "tribunal": (
        Limit(Term(3, "months", moves=False, with_first=True)),
        Limit(Term(6, "months", moves=False, with_first=True), since=date(2026, 10, 1), certain=False),
    ),
    # A claim on the contract of membership: six years (Limitation Act 1980, section 5).
    "court": (Limit(Term(72, "months", moves=False)),),
    # Section 63: an organisation has 28 days to say what is wrong with an internal application.
    "defects": (Limit(Term(28, moves=False)),),
    # UK GDPR, articles 12 and 15.
    "subject-access": (Limit(Term(1, "months")),),
    # Data Protection Act 2018, section 164A: in force since 19 June 2026.
    "data-complaint": (Limit(Term(30), since=date(2026, 6, 19)),),
}


def limit_at(name: str, day: date) -> Limit | None:
    """What certainly holds for something that happened on `day`; none if nothing does."""
    holding = [each for each in LIMITS[name] if each.since <= day and each.certain]
    return holding[-1] if holding else None

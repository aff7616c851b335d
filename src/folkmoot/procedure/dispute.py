"""What all proceedings share in which somebody is judged: people in roles, evidence, a panel, more time.

A case (`case/7`) and its parts (`case/7/appeal/1`, `case/7/interim/2`) are one family: a person has one code
name in all of it, so that anybody can see that nobody sits in judgement who had a part before, and nobody can
see who that is. Who holds which role stands in the head of the family.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from folkmoot.lots.announcement import Announcement
from folkmoot.procedure.act import Act, say
from folkmoot.procedure.case import Case, over_by_time, standing
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import CODE_NAME, Roll
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.values import Count, Share, Term, Words

PANEL, EARLIER = "panel member", "earlier panel member"


def family(on: str) -> str:
    """The head of the family to which a proceeding belongs: `case/7` for `case/7/appeal/1`."""
    return "/".join(on.split("/", 2)[:2]) if on.startswith(("case/", "plan/")) else on


@dataclass(slots=True)
class Panel:
    """A draw, and who came of it. Names are code names; all containers are its own.

    `purpose` says what the panel is for. `commits` maps each commitment to who made it, `secrets` to what was
    revealed; `dice` maps who entered a throw to the throw. `ranking` is the pool in the order of the draw,
    as far as it was asked; `answers` what those asked said; `sitting` who sits, once it sits.
    """

    purpose: str
    announcement: Announcement
    roll: Roll
    excluded: frozenset[str]
    index: int
    asked_at: int = 0
    commits: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    dice: dict[str, str] = field(default_factory=dict)
    ranking: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    sitting: list[str] = field(default_factory=list)
    challenged: dict[str, str] = field(default_factory=dict)
    upheld: dict[str, list[str]] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        """How many sit."""
        return self.announcement.seats


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision put before a panel: the entry, its facts, and who agrees with it."""

    index: int
    facts: Mapping[str, Any]
    agreed: tuple[str, ...]


@dataclass(slots=True)
class Dispute(Case):
    """A proceeding in which somebody is judged.

    `head` is the head of the family, None where this is it. `roles` maps code names to roles, in the head
    alone. `served` maps each seal of evidence to the second from which it counts as served on the subject.
    `longer` maps a setting's key to the days added to its term, `stays` seconds to days of standstill.
    `judged_by` are the rulebooks in force on the days of the conduct and when it was brought, the earliest
    first; `appeal` is the name of the latest appeal, unless it sent the case back.
    `charges` are the offences charged; `shielded` says that the complainant is not named to the subject,
    `mended` that the charge was mended, `late` that a complaint came after its time and needs leave.
    `outcome` is the class of outcome, `sanction` what was decided, `decided` the index at which it stood.
    """

    head: "Dispute | None" = None
    parts: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    served: dict[str, int] = field(default_factory=dict)
    panel: Panel | None = None
    proposals: dict[int, Proposal] = field(default_factory=dict)
    longer: dict[str, int] = field(default_factory=dict)
    extended: list[str] = field(default_factory=list)
    stays: list[tuple[int, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hearings: int = 0
    postponed: bool = False
    charges: tuple[str, ...] = ()
    shielded: bool = False
    mended: bool = False
    late: bool = False
    outcome: str = ""
    sanction: Mapping[str, Any] = field(default_factory=dict)
    decided: int = -1
    judged_by: tuple[Rulebook, ...] = ()
    appeal: str = ""

    @property
    def part_of(self) -> Case | None:
        """The head of the family; None for the head itself."""
        return self.head

    @property
    def root(self) -> "Dispute":
        """The head of the family, which may be this."""
        return self.head or self

    def holder(self, role: str) -> str:
        """The code name of whoever holds this role in the family, or an empty string."""
        return next((name for name, held in self.root.roles.items() if held == role), "")

    def holds(self, role: str, name: str) -> bool:
        """Whether somebody holds this role here and now."""
        if role == PANEL:
            return self.panel is not None and name in self.panel.sitting
        if role == EARLIER:
            sits = self.panel is not None and name in self.panel.sitting
            return self.root.roles.get(name) == PANEL and not sits
        if role == "drawn member":
            return self.panel is not None and name in self.panel.ranking
        held = self.root.roles.get(name, "")
        return held == role or held.startswith(f"{role} of ")

    def lengthened(self, key: str, start: int, end: int) -> int:
        """The last second of a term with what was added to it, and with the days of standstill within it.

        A term that begins while its proceeding stands still begins to run when that is over.
        """
        calendar, added = self.book.calendar, self.longer.get(key, 0)
        if added:
            end = calendar.end_of(Term(added, "days"), end)
        for since, days in self.stays:
            over = calendar.local_date(since) + timedelta(days=days)
            still = (over - calendar.local_date(max(since, start))).days
            if since <= end and still > 0:
                end = calendar.end_of(Term(still, "days"), end)
        return end


def dispute(matter: Matter) -> Dispute:
    """The proceeding of a matter that is known to be one in which somebody is judged."""
    assert isinstance(matter.case, Dispute)
    return matter.case


def require_free(matter: Matter, head: Dispute | None, roll: Roll, name: object, role: str) -> str:
    """A code name of somebody entitled here who has no other part in the case (guarantee 14).

    Raises `OutOfOrder`; returns the name.
    """
    if not isinstance(name, str) or not CODE_NAME.match(name) or name not in roll.names:
        raise matter.refuse(
            say("Whoever is {role} is named by the code name that the roll of the case gives.", role=role),
            say("The entry names nobody on the roll."),
            say("Choose a member."),
        )
    held = head.roles.get(name) if head else None
    if held not in (None, role):
        raise matter.refuse(
            say("Nobody has two parts in one case."),
            say("This person is {held} already, and cannot be {role}.", held=held, role=role),
            say("Choose somebody who has had no part in it."),
        )
    return name


def term(book: Rulebook, key: str) -> Term:
    """The term set under this key. The rulebook's check has seen to it that it is one."""
    value = book.setting(key).value
    assert isinstance(value, Term)
    return value


def count(book: Rulebook, key: str) -> int:
    """The number set under this key."""
    value = book.setting(key).value
    assert isinstance(value, Count)
    return value.number


def share(book: Rulebook, key: str) -> Share:
    """The share set under this key."""
    value = book.setting(key).value
    assert isinstance(value, Share)
    return value


def words(book: Rulebook, key: str) -> str:
    """The words set under this key."""
    value = book.setting(key).value
    assert isinstance(value, Words)
    return value.text


def within(matter: Matter, key: str, since: int) -> bool:
    """Whether the term set under this key, begun at `since`, still runs."""
    return matter.at <= matter.book.calendar.end_of(term(matter.book, key), since)


def require_seals(matter: Matter, least: int, what: str) -> Sequence[str]:
    """The seals of the entry: at least so many, each a digest, none twice or used before in the family."""
    seals = matter.act.seals
    known = matter.case.root.served if isinstance(matter.case, Dispute) else {}
    if len(seals) < least or len(set(seals)) < len(seals) or any(seal in known for seal in seals):
        raise matter.refuse(
            say("This act seals what belongs to it: {what}.", what=what),
            say("The entry holds {number} seals, or one that stands elsewhere.", number=len(seals)),
            say("Write what is asked for, and try again."),
        )
    return seals


def is_over(case: Case, at: int) -> bool:
    """Whether a proceeding has come to its end by second `at`."""
    return case.machine.by_name[standing(case, at).state].final


def refuse_unless(held: bool, matter: Matter, condition: str, fact: str, cure: str) -> None:
    """Raise `OutOfOrder` with these words unless `held`."""
    if not held:
        raise matter.refuse(condition, fact, cure)


def note_end_of_appeal(case: Dispute) -> None:
    """The head of an appeal knows when that will be over if nobody acts any more: it waits for it."""
    if case.head is not None and case.head.appeal == case.on:
        over = over_by_time(case)
        assert over is not None  # every appeal ends by time
        case.head.events["end of the appeal"] = over - 1


def note_officer(case: Dispute, act: Act) -> None:
    """An officer who has acted in a case has that part in it from now on, and no other."""
    case.root.roles[act.facts["as"]] = act.by.role

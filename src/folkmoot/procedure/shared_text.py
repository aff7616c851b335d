"""A plan as the record shows it, and the amendments that hang on it.

A plan is a text that many write: a frozen revision, and amendments anchored in it. Whatever is decided about
an amendment is a fact about it; the text that follows from these facts is computed by `folkmoot.texts`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.act import Day, say
from folkmoot.procedure.agenda import NO_AGENDA, Agenda
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.dispute import family
from folkmoot.procedure.matter import Matter
from folkmoot.texts.clause import Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.relations import Index

NO_TEXT = Revision("")
NO_WORDING = Wording(0, "", ())
Said = tuple[str, str, str]
"""What a clause says: heading, body, tail."""

UNDER_WAY = ("tabled", "seconded", "unconfirmed", "accepted", "in composite", "at the vote")
"""Where an amendment is on its way."""
ON_THE_LIST = ("seconded", "accepted", "at the vote")
"""Where an amendment may still come to a decision of the meeting."""
ANCHORED = ("tabled", "seconded", "accepted", "at the vote", "carried")
"""The states after acts in which an amendment concerns others, and is written against the text as it is."""
STANDS = ("carried", "agreed")
"""Where an amendment counts as carried."""


@dataclass(slots=True)
class Plan(Case):
    """A plan so far.

    `base` is the text as it was published last, in which all amendments are anchored. `ids` maps every id
    that this plan, or an earlier one of the same text, has given to a clause to what that clause said last.
    `follows` names the earlier plan, `agenda` is the marshalled list, `adopted` the text that was adopted,
    and `questions` how many have been put. `amendments` are its parts by number; the assembly has them by
    name. `gathered` is the engine's index of them, and `waiting` the numbers that are not in it yet: both
    follow from the rest, and are there so that nothing is compared twice.
    """

    base: Revision = NO_TEXT
    ids: dict[str, Said] = field(default_factory=dict)
    follows: str = ""
    agenda: Agenda = NO_AGENDA
    adopted: Revision | None = None
    questions: int = 0
    amendments: dict[int, "Amendment"] = field(default_factory=dict, compare=False, repr=False)
    gathered: Index | None = field(default=None, compare=False, repr=False)
    waiting: list[int] = field(default_factory=list, compare=False, repr=False)

    def state(self, number: int, at: int) -> str:
        """Where an amendment stands at second `at`."""
        return standing(self.amendments[number], at).state

    def those(self, at: int, states: Collection[str] = UNDER_WAY) -> tuple["Amendment", ...]:
        """The amendments that stand in one of these states at second `at`, in the order of their numbers."""
        return tuple(each for each in self.amendments.values() if standing(each, at).state in states)

    def standing(self, at: int) -> tuple[Wording, ...]:
        """The edits that stand at second `at`: carried or agreed. What went into a composite stands in it."""
        return tuple(each.wording for each in self.those(at, STANDS) if not each.composite)

    def printed(self, number: int) -> str:
        """The number as people say it: 7, and 7A, 7B, … for what amends amendment 7."""
        amends = self.amendments[number].amends
        if not amends:
            return str(number)
        place, letters = self.amendments[amends].secondaries.index(number) + 1, ""
        while place:
            place, letter = divmod(place - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{amends}{letters}"

    def anchored_in(self, amends: int) -> Revision:
        """The text in which amendments are anchored: the base (0), or the words of an amendment."""
        return content_of(self.amendments[amends].wording) if amends else self.base

    def index(self) -> Index:
        """All amendments that are anchored in the text as it stands, or in what these say."""
        if self.gathered is None:
            self.gathered, self.waiting = Index(self.base), sorted(self.amendments)
        known = self.gathered.amendments
        for each in (self.amendments[number] for number in self.waiting):
            # What amends something that is out of the way is so itself.
            if (
                each.number not in known
                and each.phase in ANCHORED
                and (not each.amends or each.amends in known)
            ):
                self.gathered.add(each.wording)
        self.waiting = []
        return self.gathered


@dataclass(slots=True)
class Amendment(Case):
    """An amendment so far.

    `number` is that under which it was tabled, and decides wherever two could stand in either order;
    `wording` its edits, anchored in the base or, where it `amends` another, in the words of that one.
    `comes_from` is the branch that it states. `composite_of` are its sources, if it is a composite, and
    `joined` those whose movers have signed; `composite` is the one into which it went. `secondaries` are
    those that amend it. `left` is the state to which it comes back, from a composite or once it is confirmed.
    `objectors` asked for a vote on it; `apart` says that it is put by itself. `because` is the number of the
    amendment by which it fell.
    """

    head: Plan | None = field(default=None, compare=False, repr=False)
    number: int = 0
    wording: Wording = NO_WORDING
    amends: int = 0
    comes_from: str = ""
    supporters: set[str] = field(default_factory=set)
    composite_of: tuple[int, ...] = ()
    joined: set[int] = field(default_factory=set)
    composite: int = 0
    secondaries: list[int] = field(default_factory=list)
    left: str = ""
    objectors: set[str] = field(default_factory=set)
    apart: bool = False
    because: int = 0

    @property
    def part_of(self) -> Plan | None:
        """The plan."""
        return self.head

    @property
    def plan(self) -> Plan:
        """The plan that it amends."""
        assert self.head is not None
        return self.head

    @property
    def amended_by(self) -> str:
        """The code name of whoever moved what it amends: the plan, or an amendment."""
        return self.plan.amendments[self.amends].mover if self.amends else self.plan.mover

    def supporters_of(self, facts: Mapping[str, Any]) -> Collection[str]:
        """Those who seconded it; for a composite also those who moved or seconded a source that is in it."""
        found = set(self.supporters)
        for number in self.joined:
            source = self.plan.amendments[number]
            found |= source.supporters | {source.mover}
        return found - {self.mover}

    def amended_in(self, at: int) -> list["Amendment"]:
        """The amendments to it that are on their way."""
        found = (self.plan.amendments[number] for number in self.secondaries)
        return [each for each in found if standing(each, at).state in UNDER_WAY]

    @property
    def wanted(self) -> int:
        """How many seconders, other than the mover, the rulebook asks for."""
        powers = self.book.powers.get("amendment.second", ())
        return (powers[0].threshold or 0) if powers else 0


def head_of(matter: Matter) -> Plan:
    """The plan of which the proceeding that an act opens will be a part. Raises `OutOfOrder`."""
    head = matter.assembly.cases.get(family(matter.act.on))
    if not isinstance(head, Plan):
        raise matter.refuse(
            say("This belongs to a plan."), say("The record knows no such plan."), say("Look up its number.")
        )
    return head


def require_open(matter: Matter, plan: Plan) -> None:
    """The plan is open for amendment at this second. Raises `OutOfOrder`, which says when it closed."""
    if standing(plan, matter.at).state != "open":
        closed = matter.book.calendar.local(plan.events["deadline"])
        raise matter.refuse(
            say("This can be done while the plan is open for amendment."),
            say("It closed on {day} at {time}.", day=Day.of(closed.date()), time=f"{closed:%H:%M:%S}"),
            say("What you wrote is kept; it can be tabled to the next plan."),
        )


def plan_of(matter: Matter) -> Plan:
    """The plan of a matter that is known to be one."""
    assert isinstance(matter.case, Plan)
    return matter.case


def amendment_of(matter: Matter) -> Amendment:
    """The amendment of a matter that is known to be one."""
    assert isinstance(matter.case, Amendment)
    return matter.case

"""A small organisation made by real acts: a network of two branches, twelve members, a chair and a secretary
each.

Times are given as days from the founding, which was a Monday at noon.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pytest
from django.test import Client

from folkmoot.site.members import acts as members
from folkmoot.site.members import clock
from folkmoot.site.members.models import Office, Person
from folkmoot.site.motions import acts as motions
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading
from record_world import BOOK

DAY = 86_400
START = 1_780_311_600
"""Monday 1 June 2026, 12:00 in London, POSIX seconds."""
NAMES = ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo", "Una", "Vic", "Bea", "Cass", "Dov", "Esi")
TEXT = "This branch keeps the harbour *open*.\n\nIt asks each member to help."


def day(number: float) -> int:
    """Noon of a day, counted from the founding."""
    return START + int(number * DAY)


@dataclass
class World:
    """The people by name, and short ways to do what most tests need first."""

    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return Person.objects.select_related("branch").get(pk=self.people[name].pk)

    def office(self, office: str, branch: str = "harbour") -> Office:
        return (
            Office.objects.select_related("person", "branch")
            .filter(office=office, branch=branch)
            .order_by("-since")[0]
        )

    def client(self, name: str = "", *, by_passkey: bool = False) -> Client:
        """A browser, signed in under that name."""
        client = Client()
        if name:
            session = client.session
            session["person"] = self.people[name].pk
            session["by_passkey"] = by_passkey
            session.save()
        return client

    def table(self, on: float = 1, by: str = "Wren", **more: Any) -> Motion:
        given = {"branch": "harbour", "title": "Keep the harbour open", "text": TEXT} | more
        return motions.table(by=self[by], at=day(on), **given)

    def debated(self, on: float = 1, **more: Any) -> Motion:
        """A motion with two seconders, in debate from the day after."""
        motion = self.table(on, **more)
        for name in ("Ola", "Idris"):
            motions.second(number=motion.number, by=self[name], at=day(on + 1))
        return motion

    def standing(self, on: str, number: float) -> str:
        return reading.standing(on, day(number)).state


def found(
    rulebook: bytes = BOOK, more: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({})
) -> World:
    """Found the network: the first ten members in Harbour, two in Hill. `more`: further offices by name."""
    offices = {
        "Wren": (("secretary", "network"),),
        "Juno": (("secretary", "harbour"),),
        "Sable": (("chair", "harbour"),),
        "Teo": (("clerk", "network"),),
        **more,
    }
    founders = [
        members.Founder(
            shown_name=name,
            email=f"{name.lower()}@commons.example",
            branch="hill" if name in ("Dov", "Esi") else "harbour",
            offices=offices.get(name, ()),
        )
        for name in NAMES
    ]
    branches = [
        members.FoundingBranch("network", "The Commons Network"),
        members.FoundingBranch("harbour", "Harbour", "network"),
        members.FoundingBranch("hill", "Hill", "network"),
    ]
    made = members.found(
        name="The Commons Network", rulebook=rulebook, branches=branches, founders=founders, at=START
    )
    return World(dict(zip(NAMES, made, strict=True)))


@pytest.fixture
def world(db: None) -> World:
    """The network, founded anew for each test."""
    return found()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock of the site to a day, counted from the founding."""

    def set_clock(number: float) -> None:
        monkeypatch.setattr(clock, "read", lambda: day(number))

    return set_clock

"""A small organisation for tests of the site, founded by its own acts: Alice, Bob, Charlie, Dora.

Alice is a member of the Harbour branch, Bob the secretary, Dora the clerk; Charlie is nobody.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from folkmoot.rulebook.starters import starter
from folkmoot.site.members import acts, clock
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import BY_PASSKEY, PERSON

DAWN = 1_800_000_000
"""The second at which the organisation is founded."""
ALICE, BOB, CHARLIE, DORA = (f"{name}@example.org" for name in ("alice", "bob", "charlie", "dora"))


@dataclass
class World:
    """The organisation, its people, and a clock that only the test moves."""

    alice: Person
    bob: Person
    dora: Person
    now: int = DAWN

    def office(self, office: str) -> Office:
        return Office.objects.get(office=office)

    def client(self, person: Person | None = None, *, by_passkey: bool = False) -> Client:
        """A browser; with a person, one in which they have signed in."""
        client = Client()
        if person is not None:
            session: Any = client.session
            session[PERSON], session[BY_PASSKEY] = person.pk, by_passkey
            session.save()
            client.cookies["sessionid"] = session.session_key
        return client


def founded(monkeypatch: Any) -> World:
    """The organisation at `DAWN`; the site's clock stands still there until the test moves it."""
    alice, bob, dora = acts.found(
        name="The Commons Network",
        rulebook=starter("network").encode(),
        branches=[
            acts.FoundingBranch("commons", "The Commons Network"),
            acts.FoundingBranch("harbour", "Harbour", "commons"),
            acts.FoundingBranch("hill", "Hill", "commons"),
        ],
        founders=[
            acts.Founder("Alice", ALICE, "harbour"),
            acts.Founder("Bob", BOB, "commons", [("secretary", "commons")]),
            acts.Founder("Dora", DORA, "hill", [("clerk", "commons")]),
        ],
        at=DAWN,
    )
    world = World(alice, bob, dora)
    monkeypatch.setattr(clock, "read", lambda: world.now)
    return world


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small organisation, founded anew for each test."""
    return founded(monkeypatch)

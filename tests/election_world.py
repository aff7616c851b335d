"""The small organisation of `motion_world` with a returning officer for each branch, and elections played by
their acts.

Times are days from the founding. An election called on day 1 is nominated on day 16; its ballot may be opened
from day 19, is open for seven days, and is declared two days after the close.
"""

from collections.abc import Iterator
from typing import Any

import pytest

import motion_world
from folkmoot.rulebook.vocabulary import CHANGED, ONCE
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from folkmoot.site.members.models import Office
from folkmoot.site.record import reading
from folkmoot.site.voting.models import new_receipt
from motion_world import World, day
from record_world import BOOK

STANDING = ("Vic", "Bea", "Cass", "Una", "Esi")
VOTERS = ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo", "Vic")
OPEN, VOTING, CLOSED, DECLARED, SETTLED = 22.0, 23.0, 30.0, 33.0, 45.0
LINES = ("1,2", "1,3", "2,1", "3,2", "3", "4,1", "2")


class ElectionWorld(World):
    """The people, and short ways to do what most tests need first."""

    def returning(self, branch: str = "harbour") -> Office:
        return self.office("returning officer", branch)

    def call(self, on: float = 1, **more: Any) -> Election:
        """An election of the three delegates of Harbour."""
        given: dict[str, Any] = {
            "branch": "harbour",
            "kind": "office",
            "office": "delegate",
            "seats": 3,
        } | more
        officer = self.returning(given["branch"])
        return acts.call(by=officer, at=day(on), by_passkey=True, **given)

    def nominate(self, row: Election, name: str, on: float = 2, **more: Any) -> None:
        """Somebody is named by two members and consents."""
        second = "Ola" if name != "Ola" else "Idris"
        for by in (name, second):
            acts.nominate(number=row.number, nominee=self[name], by=self[by], at=day(on))
        acts.consent(number=row.number, by=self[name], statement=f"I am *{name}*.", at=day(on), **more)

    def nominated(self, names: tuple[str, ...] = STANDING[:4], **more: Any) -> Election:
        row = self.call(**more)
        for name in names:
            self.nominate(row, name)
        return row

    def opened(self, names: tuple[str, ...] = STANDING[:4], **more: Any) -> Election:
        row = self.nominated(names, **more)
        officer = self.returning(row.branch_id)
        acts.open_ballot(number=row.number, by=officer, at=day(OPEN), by_passkey=True, dice=True)
        return self.row(row)

    def row(self, row: Election) -> Election:
        return Election.objects.select_related("ballot", "branch").get(number=row.number)

    def case(self, row: Election) -> Any:
        return reading.assembly().cases[row.on]

    def cast(self, row: Election, name: str, line: str, on: float = VOTING, **more: Any) -> acts.Cast:
        given = {"receipt": new_receipt()} | more
        return acts.cast(row=self.row(row), by=self[name], at=day(on), line=line, **given)

    def voted(self, lines: tuple[str, ...] = LINES, **more: Any) -> Election:
        row = self.opened(**more)
        for name, line in zip(VOTERS, lines, strict=False):
            self.cast(row, name, line)
        return row

    def declared(self, **more: Any) -> Election:
        row = self.voted(**more)
        acts.declare(number=row.number, by=None, at=day(DECLARED))
        return self.row(row)

    def code(self, row: Election, name: str) -> str:
        return self[name].code(row.named_in)


def found(rulebook: bytes = BOOK) -> ElectionWorld:
    """Found the network: Ola returns elections in Harbour, Idris in the network; Bea is a clerk."""
    world = motion_world.found(
        rulebook,
        more={
            "Ola": (("returning officer", "harbour"),),
            "Idris": (("returning officer", "network"),),
            "Bea": (("clerk", "harbour"),),
        },
    )
    return ElectionWorld(world.people)


@pytest.fixture
def once(db: None) -> Iterator[ElectionWorld]:
    """The same under rules by which nobody may change their vote."""
    yield found(BOOK.replace(f"[{CHANGED}]".encode(), f"[{ONCE}]".encode()))


@pytest.fixture
def world(db: None) -> Iterator[ElectionWorld]:
    """The network, founded anew for each test."""
    yield found()

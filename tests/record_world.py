"""An assembly of three founders with a secretary, made by the record's own pen and nobody's pages."""

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import folkmoot.rulebook
from folkmoot.procedure.act import Actor
from folkmoot.site.record import acts
from folkmoot.tlog.leaf import code_name

BOOK = (Path(folkmoot.rulebook.__file__).parent / "starters" / "network.md").read_bytes()
DIGEST = hashlib.sha256(BOOK).hexdigest()
DAWN = 1_790_000_000
"""When the assembly was founded, POSIX seconds."""


class Person(SimpleNamespace):
    """Somebody with a key; not a row of any room."""

    def code(self, proceeding: str) -> str:
        return code_name(self.key, proceeding)


def person(number: int) -> Person:
    key = hashlib.sha256(f"person {number}".encode()).digest()
    return Person(
        pk=f"p{number}", key=key, membership=code_name(key, "membership/0"), shown_name=f"Person {number}"
    )


def found() -> Any:
    """The founding act: people 1, 2 and 3, the first of them secretary."""
    people = [person(number) for number in (1, 2, 3)]
    with acts.pen():
        return acts.enter(
            "assembly.found",
            on="assembly",
            by=Actor("founder", people[0].membership),
            at=DAWN,
            facts={
                "name": "The Commons Network",
                "rulebook": DIGEST,
                "branches": [{"id": "network", "title": "The Network", "parent": ""}],
                "founders": [{"name": each.membership, "branch": "network"} for each in people],
                "offices": [
                    {
                        "office": "secretary",
                        "branch": "network",
                        "name": people[0].code("office/network/secretary/1"),
                    }
                ],
            },
            papers={DIGEST: BOOK},
        )


def join(number: int, at: int = DAWN + 60) -> Any:
    """One more member, online."""
    code = person(number).membership
    with acts.pen():
        return acts.enter(
            "member.join",
            on=f"membership/{code}",
            by=Actor("applicant", code),
            at=at,
            facts={"branch": "network", "way": "online"},
        )

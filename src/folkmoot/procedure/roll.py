"""Rolls: who is entitled in one proceeding, by code names that nobody can join across proceedings.

A roll file is the sorted code names, one a line, each ended by LF; its digest is the SHA-256 of the file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from folkmoot.procedure.act import OutOfOrder, same_fact, say

CODE_NAME = re.compile(r"[a-z2-7]{16}\Z")
ROLL_FILE = re.compile(r"(?:[a-z2-7]{16}\n)*\Z")


@dataclass(frozen=True, slots=True)
class Roll:
    """The code names entitled in one proceeding, and the digest of the file that lists them."""

    names: frozenset[str]
    digest: str

    def as_facts(self) -> dict[str, Any]:
        """What the entry states: how many, and the digest of the list."""
        return {"count": len(self.names), "digest": self.digest}


NOBODY = Roll(frozenset(), sha256(b"").hexdigest())


def roll_file(names: Iterable[str]) -> bytes:
    """The bytes of the roll file for these code names."""
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def make_roll(names: Iterable[str]) -> tuple[Roll, dict[str, bytes]]:
    """A roll, and the paper that lists it, keyed by digest."""
    held = frozenset(names)
    data = roll_file(held)
    digest = sha256(data).hexdigest()
    return Roll(held, digest), {digest: data}


def read_roll(facts: Mapping[str, Any], papers: Mapping[str, bytes], key: str = "roll") -> Roll:
    """The roll that an entry states under `key`: count, digest and list agree; names are sorted and distinct.

    Raises `OutOfOrder` where that is not so, or where the list is not among the papers.
    """
    stated = facts.get(key)
    if not isinstance(stated, Mapping) or set(stated) != {"count", "digest"}:
        raise _refuse(say("The entry does not state its roll."), say("State its count and digest."))
    data = papers.get(str(stated["digest"]))
    if data is None:
        raise _refuse(say("The list is not among the papers."), say("Put the list beside the entry."))
    if sha256(data).hexdigest() != stated["digest"]:
        raise _refuse(
            say("The list is not the one whose digest was stated."), say("Put the right list beside it.")
        )
    text = data.decode("ascii", "replace")
    names = text.splitlines()
    if not ROLL_FILE.match(text) or not same_fact(len(names), stated["count"]):
        raise _refuse(
            say("The list does not hold {count} code names, one a line.", count=stated["count"]),
            say("Write the list as the specification says."),
        )
    if names != sorted(set(names)):
        raise _refuse(
            say("The list is not sorted, or a name stands in it twice."), say("Sort it; name each once.")
        )
    return Roll(frozenset(names), str(stated["digest"]))


def _refuse(fact: str, cure: str) -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("A proceeding opens with the roll of those entitled in it."),
        fact=fact,
        cure=cure,
    )

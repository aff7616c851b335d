"""Which acts are one person's own: the entries under a code name that the person's key gives.

Nobody without the key can do this. Nothing is stored: the code names are made anew each time.
"""

from collections.abc import Iterator
from typing import Protocol

from folkmoot.procedure.dispute import family
from folkmoot.procedure.facts import Assembly
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import code_name

AT_ONCE = 500  # names in one question to the database


class Member(Protocol):
    """A person with a key and a membership."""

    @property
    def key(self) -> bytes: ...
    @property
    def membership(self) -> str: ...


def acts_of(person: Member, assembly: Assembly) -> list[int]:
    """The indexes of the person's acts and of those about their membership, the latest first."""
    names = sorted({*_names(person, assembly)})
    found: set[int] = set()
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        found.update(Entry.objects.filter(by_name__in=some).values_list("index", flat=True))
    found.update(Entry.objects.filter(on=f"membership/{person.membership}").values_list("index", flat=True))
    return sorted(found, reverse=True)


def _names(person: Member, assembly: Assembly) -> Iterator[str]:
    key = person.key
    if person.membership:
        yield person.membership
    for on in assembly.cases:
        if not on.startswith("membership/"):
            yield code_name(key, family(on))
    for number in range(1, assembly.next_number("ballot")):
        yield code_name(key, f"ballot/{number}")

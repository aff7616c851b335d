"""Who is entitled in a branch, by code names made anew for one proceeding."""

from collections.abc import Iterable

from folkmoot.site.members.models import Branch, Person
from folkmoot.tlog.leaf import code_name


def below(branch: str) -> tuple[str, ...]:
    """The ids of the branch and of all branches under it; one query."""
    children: dict[str | None, list[str]] = {}
    for id_, parent in Branch.objects.order_by("id").values_list("id", "parent_id"):
        children.setdefault(parent, []).append(id_)
    found = [branch]
    for each in found:
        found.extend(children.get(each, ()))
    return tuple(found)


def electors(branch: str) -> list[Person]:
    """The members of the branch and of all branches under it."""
    return list(Person.objects.in_branches(below(branch)).order_by("id"))


def roll_for(branch: str, proceeding: str) -> dict[str, Person]:
    """The members of the branch and of those under it, by their code names in `proceeding` (`motion/14`)."""
    return {person.code(proceeding): person for person in electors(branch)}


def keys_of(branch: str) -> tuple[bytes, ...]:
    """The keys of those entitled in a branch: with them `codes` tells whether a roll is up to date."""
    return Person.objects.in_branches(below(branch)).keys()


def codes(keys: Iterable[bytes], proceeding: str) -> frozenset[str]:
    """The code names in `proceeding` of those who hold these keys."""
    return frozenset(code_name(key, proceeding) for key in keys)


def whose(codes: "set[str] | frozenset[str]", branch: str, proceeding: str) -> dict[str, Person]:
    """Of these code names, those that belong to present members of the branch, with the member."""
    return {code: person for code, person in roll_for(branch, proceeding).items() if code in codes}

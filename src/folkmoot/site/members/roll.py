"""Who is entitled in a branch, by code names made anew for one proceeding."""

from collections.abc import Iterable

from folkmoot.procedure.sanction import runs
from folkmoot.site.members.models import Branch, Person, PersonQuery, Restriction
from folkmoot.site.record import reading
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


def without(right: str, at: int) -> frozenset[str]:
    """The ids of those who are without a right at second `at`: `vote`, `speak`, `membership`, …

    No query while nobody's rights are touched.
    """
    facts = reading.assembly()
    now = {on for on, limit in facts.limits.items() if right in runs(facts, limit, at)}
    if not now:
        return frozenset()
    return frozenset(Restriction.objects.filter(on__in=now).values_list("person_id", flat=True))


def entitled(branch: str, right: str, at: int) -> PersonQuery:
    """The members of the branch and of all under it who have this right at second `at`."""
    people = Person.objects.in_branches(below(branch))
    out = without(right, at)
    return people.exclude(pk__in=out) if out else people


def electors(branch: str, right: str, at: int) -> list[Person]:
    """The same, each a row."""
    return list(entitled(branch, right, at).order_by("id"))


def roll_for(branch: str, proceeding: str, right: str, at: int) -> dict[str, Person]:
    """Those entitled in a branch and under it, by their code names in `proceeding` (`motion/14`).

    `right`: `speak` for a debate, `vote` for a ballot, `membership` for a case.
    """
    return {person.code(proceeding): person for person in electors(branch, right, at)}


def keys_of(branch: str, right: str, at: int) -> tuple[bytes, ...]:
    """The keys of those entitled in a branch: with them `codes` tells whether a roll is up to date."""
    return entitled(branch, right, at).keys()


def codes(keys: Iterable[bytes], proceeding: str) -> frozenset[str]:
    """The code names in `proceeding` of those who hold these keys."""
    return frozenset(code_name(key, proceeding) for key in keys)


def whose(codes: "set[str] | frozenset[str]", branch: str, proceeding: str) -> dict[str, Person]:
    """Of these code names, those that belong to present members of the branch, with the member."""
    people = Person.objects.in_branches(below(branch)).order_by("id")
    return {code: person for person in people if (code := person.code(proceeding)) in codes}

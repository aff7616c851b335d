"""The votes of one ballot on a text: who may cast them, and when they do while it is open."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

from folkmoot.site.demo.year import Year
from folkmoot.site.members.models import Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot

Vote = str | tuple[int, ...]
"""A choice by its name, or the rank of each option on the paper (0: none)."""


def voters(ballot: Ballot) -> list[Person]:
    """All who may vote without a clerk, in an order of their own for each ballot."""
    found = sorted(roll_for(ballot.branch, ballot.name, "vote", ballot.opened_at).items())
    return [person for _code, person in found if not person.on_paper]


def on_paper(paper: Sequence[str], order: Sequence[str]) -> tuple[int, ...]:
    """The ranks of the options on a ballot paper, for somebody who likes them in this order."""
    return tuple(order.index(each) + 1 if each in order else 0 for each in paper)


def plan_votes(year: Year, ballot: Ballot, votes: Iterable[tuple[Person, Vote]]) -> None:
    """Plan these votes, over the two days after the ballot was opened."""
    opened = year.calendar.at(year.calendar.local_date(ballot.opened_at) + timedelta(days=1), 7)
    for place, (person, vote) in enumerate(votes):
        when = opened + place % 2 * 86_400 + place * 431
        year.plan(when, partial(_cast, year, ballot, person, vote))


def _cast(year: Year, ballot: Ballot, person: Person, vote: Vote, at: int) -> None:
    if at > ballot.closes_at or person.pk in year.gone:
        return
    if isinstance(vote, str):
        voting.vote(on=ballot.on, by=person, choice=vote, at=at)
    else:
        voting.vote(on=ballot.on, by=person, ranks=vote, at=at)

"""How the text of `plan_world` comes to be adopted: marshalled on day 33, put, voted on, declared."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.site.plan import acts
from folkmoot.site.record import memory
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot
from motion_world import day
from plan_world import PlanWorld

LISTED = 33
"""The day on which the order of taking is published."""


def marshalled(world: PlanWorld, on: float = LISTED, **more: Any) -> None:
    """The order of taking is published by the arranger."""
    acts.marshal(plan=world.plan_number, by=world.arranger, at=day(on), by_passkey=True, **more)


def put(world: PlanWorld, *numbers: int, on: float, **more: Any) -> Ballot:
    """The arranger puts a question; with no number the last one."""
    given = {"by": world.arranger, "by_passkey": True} | more
    return acts.put_question(plan=world.plan_number, amendments=list(numbers), at=day(on), **given)


def decided(
    world: PlanWorld,
    *numbers: int,
    on: float,
    yes: Iterable[str] = ("Ola", "Bea", "Dov"),
    no: Iterable[str] = (),
) -> Ballot:
    """A question is put on a day, voted on an hour later, and declared five days later."""
    ballot = put(world, *numbers, on=on)
    for choice, names in (("for", yes), ("against", no)):
        for name in names:
            voting.vote(on=ballot.on, by=world[name], at=day(on + 0.05), choice=choice)
    voting.declare(on=ballot.on, by=None, at=day(on + 5))
    return ballot


def adopted(world: PlanWorld, *numbers: int, on: float = LISTED) -> None:
    """The list is published, these amendments are carried one by one, the last question too."""
    marshalled(world, on)
    for place, number in enumerate(numbers):
        decided(world, number, on=on + 1 + 6 * place)
    decided(world, on=on + 1 + 6 * len(numbers))


def shown(client: Client, url: str, status: int = 200) -> str:
    """The HTML of a page."""
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode()


def words(html: str) -> str:
    """What a reader sees and hears, without tags and in single blanks."""
    text = re.sub(r"<[^>]*>", " ", html.replace("&#8202;", " "))
    for code, sign in (("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&"), ("&nbsp;", " ")):
        text = text.replace(code, sign)
    return re.sub(r"\s+([.,;:?])", r"\1", " ".join(text.split()))


def said(client: Client, url: str, status: int = 200) -> str:
    """The words of a page."""
    return words(shown(client, url, status))


def queries(client: Client, url: str) -> int:
    """How many questions a page asks the database, once what it keeps in memory is there."""
    client.get(url)
    memory.shown()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)

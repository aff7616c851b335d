"""What a draft adds is a small text of its own: clauses go under a new one, beside it, and out again."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from folkmoot.site.plan import drafts
from folkmoot.site.plan.changes import Add, Change
from folkmoot.site.plan.desk import changes_in
from folkmoot.site.plan.models import Draft
from folkmoot.texts.adopt import adopt
from plan_course import said
from plan_world import TEXT, PlanWorld

Now = Callable[[float], None]
MINE = "/plans/1/amend/mine/"


@pytest.fixture
def vic(world: PlanWorld, now: Now) -> Client:
    """Vic's browser on day 2."""
    now(2)
    return world.client("Vic")


def write(client: Client, clause: str, what: str, **typed: Any) -> None:
    """Open the form for a clause, fill it in, send it."""
    url = f"{MINE}clauses/{clause}/"
    opened = client.get(f"{url}?what={what}").content.decode()
    (version,) = re.findall(r'name="version" value="([0-9]+)"', opened)
    assert client.post(url, {"what": what, "version": version, **typed}).status_code == 303


def drafted(world: PlanWorld) -> tuple[Change, ...]:
    """The changes in Vic's draft."""
    found = drafts.opened(Draft.objects.get(person=world.people["Vic"]))
    assert found is not None
    return changes_in(found.fields)


def adds(client: Client, clause: str, where: str, kind: str, body: str, **more: str) -> str:
    """Add a clause by the form of another; its id."""
    write(client, clause, what="add", where=where, kind=kind, body=body, **more)
    shown = client.get(f"{MINE}text/").content.decode()
    before = shown[: shown.index(body or more["heading"])]
    return re.findall(r'data-clause="([\w-]+)"', before)[-1]


def test_a_section_is_added_with_clauses_under_it_and_beside_them(world: PlanWorld, vic: Client) -> None:
    section = adds(vic, "s2", "/s2", "section", "", heading="Keys")
    assert "Under it" in said(vic, f"{MINE}clauses/{section}/?what=add")
    held = adds(vic, section, "under", "clause", "The keeper holds a list.")
    lent = adds(vic, held, "after", "clause", "Keys are lent by the day.")
    adds(vic, lent, "under", "item", "to whoever asks")
    adds(vic, held, "before", "clause", "There is a keeper.")
    adds(vic, section, "after", "section", "", heading="Doors")
    adds(vic, section, "before", "section", "", heading="Halls")
    write(vic, held, what="words", kind="clause", body="The keeper holds a list of all.")
    found = world.wording(*drafted(world))
    text = adopt(TEXT, [replace(found, number=1)]).revision
    assert [each.heading for each in text.clauses] == ["Assembly", "Money", "Halls", "Keys", "Doors"]
    assert [each.body for each in text.by_id[section].walk()][1:] == [
        "There is a keeper.",
        "The keeper holds a list of all.",
        "Keys are lent by the day.",
        "to whoever asks",
    ]
    write(vic, held, what="out")
    held_by = next(each for each in drafted(world) if isinstance(each, Add) and each.clause.id == section)
    assert len(list(held_by.clause.walk())) == 4
    write(vic, section, what="out")
    assert len(drafted(world)) == 2


def test_every_amend_beside_a_draft_leads_to_a_form(world: PlanWorld, vic: Client) -> None:
    adds(vic, "s2", "s2/d", "clause", "Gifts are", points="named,\nand kept.")
    write(vic, "b", what="split", body="The chair opens the assembly.\n\nThe chair may adjourn it.")
    shown = vic.get(f"{MINE}text/").content.decode()
    links = re.findall(r'href="(/plans/1/amend/[^"]+)" data-amend', shown)
    assert len(links) == len(TEXT.by_id) + 4
    for link in links:
        assert vic.get(link).status_code == 200, link

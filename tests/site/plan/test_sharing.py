"""A draft that several write: nobody's words are lost, and all versions can be read."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.site.members.models import Person
from folkmoot.site.notices.models import Letter
from folkmoot.site.plan import drafts
from folkmoot.site.plan.models import Draft
from motion_world import day
from plan_world import PlanWorld

Now = Callable[[float], None]
MINE = "/plans/1/amend/mine/"


@pytest.fixture
def url(world: PlanWorld, now: Now) -> str:
    """The page of Vic's draft, of which one clause is written."""
    now(2)
    vic = world.client("Vic")
    typed = {"what": "words", "version": "0", "body": "Each branch must send two delegates."}
    location: str = vic.post(f"{MINE}clauses/a/", typed)["Location"]
    return location


def write(client: Client, url: str, clause: str, version: int, body: str) -> str:
    typed = {"what": "words", "version": str(version), "body": body}
    answer = client.post(f"{url}clauses/{clause}/", typed)
    assert answer.status_code == 303
    return client.get(url).content.decode()


def test_a_member_is_let_in_by_name_and_gets_a_letter(world: PlanWorld, url: str) -> None:
    vic = world.client("Vic")
    answer = vic.post(f"{url}share/", {"invite": "1", "person": world.people["Ola"].pk})
    assert answer.status_code == 303
    assert Letter.objects.get(occasion="draft-shared").person == world["Ola"]
    assert world.client("Ola").get(url).status_code == 200
    assert "Ola" in vic.get(f"{url}share/").content.decode()
    assert world.client("Bea").get(url).status_code == 404


def test_nobody_is_let_in_whose_name_one_may_not_see(world: PlanWorld, url: str) -> None:
    Person.objects.filter(pk=world.people["Dov"].pk).update(shows="nobody")
    answer = world.client("Vic").post(f"{url}share/", {"invite": "1", "person": world.people["Dov"].pk})
    assert answer.status_code == 422


def test_others_come_by_a_link_and_are_asked_first(world: PlanWorld, url: str) -> None:
    vic, dov = world.client("Vic"), world.client("Dov")
    vic.post(f"{url}share/", {"link": "1"})
    found = re.search(r"/plans/join-a-draft/[0-9a-f]{24}/", vic.get(f"{url}share/").content.decode())
    assert found is not None
    assert "has invited you to write in a draft" in dov.get(found[0]).content.decode()
    assert dov.get(url).status_code == 404
    assert dov.post(found[0])["Location"] == url
    assert dov.get(url).status_code == 200
    vic.post(f"{url}share/", {"no-link": "1"})
    assert world.client("Bea").get(found[0]).status_code == 404
    assert Client().get(found[0]).status_code == 302


def test_the_owner_puts_somebody_out_and_they_may_go_themselves(world: PlanWorld, url: str) -> None:
    draft = Draft.objects.get()
    for name in ("Ola", "Bea"):
        drafts.let_in(draft, world[name], day(2))
    row = draft.writers.get(person=world["Ola"])
    world.client("Bea").post(f"{url}share/", {"put-out": row.pk})
    assert draft.writers.count() == 2
    world.client("Vic").post(f"{url}share/", {"put-out": row.pk})
    assert world.client("Ola").get(url).status_code == 404
    world.client("Bea").post(url, {"discard": "1"})
    assert draft.writers.count() == 0 and Draft.objects.count() == 1


def test_two_write_at_once_and_both_are_there(world: PlanWorld, url: str) -> None:
    drafts.let_in(Draft.objects.get(), world["Ola"], day(2))
    write(world.client("Ola"), url, "d", 1, "The treasurer reports to members.")
    shown = write(world.client("Vic"), url, "b", 1, "The chair opens the assembly.")
    assert "In clause 1.1" in shown and "In clause 1.2" in shown and "In clause 2.2" in shown


def test_two_wordings_of_one_clause_stand_side_by_side_until_one_is_taken(world: PlanWorld, url: str) -> None:
    vic, ola = world.client("Vic"), world.client("Ola")
    drafts.let_in(Draft.objects.get(), world["Ola"], day(2))
    write(ola, url, "d", 1, "The treasurer reports to members.")
    shown = write(vic, url, "d", 1, "The treasurer reports to the assembly.")
    assert "Two wordings of one thing" in shown and "by you" in shown
    assert "members" in shown and "assembly" in shown
    vic.post(f"{url}settle/", {"do": "take", "place": "0"})
    shown = vic.get(url).content.decode()
    assert "Two wordings" not in shown and "insert “the assembly”" in shown or "assembly" in shown
    vic.post(f"{url}versions/2/take/")
    write(ola, url, "d", 2, "The treasurer reports to nobody.")
    vic.post(f"{url}settle/", {"do": "leave", "place": "0"})
    assert "Two wordings" not in vic.get(url).content.decode()


def test_earlier_versions_are_read_and_taken_back(world: PlanWorld, url: str) -> None:
    vic = world.client("Vic")
    write(vic, url, "a", 1, "Each branch sends nobody.")
    assert "Kept by Vic" in vic.get(f"{url}versions/").content.decode()
    then = vic.get(f"{url}versions/1/").content.decode()
    assert "insert “must”" in then and "Take this version back" in then
    vic.post(f"{url}versions/1/take/")
    assert "insert “must”" in vic.get(url).content.decode()
    assert vic.get(f"{url}versions/9/").status_code == 404
    assert vic.post(f"{url}versions/9/take/").status_code == 404


def test_whoever_writes_may_table_it_and_is_its_mover(world: PlanWorld, url: str) -> None:
    drafts.let_in(Draft.objects.get(), world["Ola"], day(2))
    answer = world.client("Ola").post(url, {"version": "1", "branch": "harbour", "table": "1"})
    assert answer.status_code == 303
    assert world.case.amendments[1].mover == world["Ola"].code("plan/1")

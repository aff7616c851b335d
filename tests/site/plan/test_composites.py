"""A composite is built from several amendments, in their words; its movers sign it or stand alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.site.notices.models import Letter
from folkmoot.site.plan import acts, drafts
from folkmoot.site.plan.models import Draft
from motion_world import day
from plan_world import PlanWorld, a_body, out

Now = Callable[[float], None]
URL = "/plans/1/amendments/1/composite/"
THREE, FOUR = "Each branch may send three able delegates.", "Each branch may send four able delegates."


@pytest.fixture
def vic(world: PlanWorld, now: Now) -> Client:
    """Vic has moved three able delegates, Bea four, Dov that clause 2.2 go."""
    world.seconded(a_body(THREE))
    world.seconded(a_body(FOUR), by="Bea", on=4)
    world.seconded(out("d"), by="Dov", on=6, branch="hill")
    now(8)
    return world.client("Vic")


def opened(world: PlanWorld) -> drafts.Opened:
    found = drafts.opened(Draft.objects.get())
    assert found is not None
    return found


def test_what_is_alike_is_suggested(vic: Client) -> None:
    shown = vic.get(URL).content.decode()
    assert 'name="source" value="2"' in shown and "similar" in shown
    assert 'value="3"' not in shown


def test_a_composite_needs_a_second_source(vic: Client) -> None:
    answer = vic.post(URL, {})
    assert answer.status_code == 422
    assert "choose at least one besides this" in answer.content.decode()


def test_it_is_written_from_the_words_of_its_sources(world: PlanWorld, vic: Client) -> None:
    answer = vic.post(URL, {"source": ["2"]})
    assert answer.status_code == 303
    assert opened(world).fields["sources"] == [1, 2]
    url = answer["Location"]
    beside = vic.get(f"{url}clauses/a/").content.decode()
    assert "What it is written from" in beside and "insert “four able”" in beside
    form = {"what": "words", "version": "1", "body": "Each branch may send three or four able delegates."}
    vic.post(f"{url}clauses/a/", form)
    shown = vic.get(url).content.decode()
    assert "A composite of amendments 1, 2" in shown
    assert "Whose words these are" in shown and "Table this composite" in shown
    tabled = vic.post(url, {"version": "2", "branch": "harbour", "reasons": "Together.", "table": "1"})
    assert tabled["Location"] == "/plans/1/amendments/4/"
    assert world.case.amendments[4].composite_of == (1, 2)
    assert "Composite 4 to clause 1.1" in vic.get("/plans/1/amendments/4/").content.decode()
    assert Letter.objects.filter(occasion="composite-asks", person=world.people["Bea"]).count() == 1


def test_who_moved_none_of_the_sources_may_write_it_for_others(world: PlanWorld, vic: Client) -> None:
    ola = world.client("Ola")
    answer = ola.post(URL, {"source": ["2"]})
    assert answer.status_code == 422
    assert "invite one of them to the draft" in answer.content.decode()
    assert ola.post(URL, {"source": ["2"], "anyway": "1"}).status_code == 303


def test_sources_come_back_when_it_is_withdrawn_and_their_movers_are_told(
    world: PlanWorld, vic: Client
) -> None:
    wording = world.wording(a_body("Each branch may send three or four able delegates."))
    acts.table(plan=1, by=world["Vic"], branch="harbour", wording=wording, at=day(9), composite_of=(1, 2))
    acts.sign(plan=1, number=2, composite=4, by=world["Bea"], at=day(10))
    assert [world.state(n, 10) for n in (1, 2, 4)] == ["in composite", "in composite", "seconded"]
    acts.withdraw(plan=1, number=4, by=world["Vic"], at=day(11))
    assert [world.state(n, 11) for n in (1, 2, 4)] == ["seconded", "seconded", "withdrawn"]
    assert Letter.objects.filter(occasion="composite-withdrawn", person=world.people["Bea"]).count() == 1


def test_who_does_not_sign_stands_alone(world: PlanWorld, vic: Client) -> None:
    wording = world.wording(a_body("Each branch may send three or four able delegates."))
    acts.table(plan=1, by=world["Vic"], branch="harbour", wording=wording, at=day(9), composite_of=(1, 2))
    assert world.state(2, 20) == "seconded" and world.state(4, 20) == "tabled"

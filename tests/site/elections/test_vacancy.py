"""A vacancy whose ballots leave a tie: said on the page, decided by the lot, and filled."""

from collections.abc import Callable
from typing import Any

import pytest

from election_world import DECLARED, SETTLED, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office, Person
from motion_world import day

Now = Callable[[float], None]
STANDING = ("Vic", "Bea", "Cass", "Una", "Teo")
LINES = ("1,4", "1,5", "1", "2", "2", "3", "3", "3", "4")
"""Three places: 1, 3 and 2 are elected without a tie; of the papers that 1 held, 4 and 5 have one each."""
VOTERS = ("Wren", "Ola", "Idris", "Juno", "Sable", "Teo", "Vic", "Bea", "Cass")
THROW = "123456 123456 123456 123456"


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def vacancy(world: ElectionWorld) -> Election:
    """The first elected has resigned, and both who were not elected are willing."""
    row = world.opened(STANDING)
    for name, line in zip(VOTERS, LINES, strict=True):
        world.cast(row, name, line)
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    acts.do_what_is_due_in_elections(day(SETTLED))
    gone = Office.objects.get(office="delegate", person=on_paper(world, row, 1))
    members.resign(office=gone, at=day(SETTLED + 1))
    kind = {"kind": "countback", "office": "delegate", "branch": "harbour", "seats": 1}
    again = acts.call(by=world.returning(), at=day(SETTLED + 2), follows=row.number, by_passkey=True, **kind)
    for number in (4, 5):
        person = on_paper(world, row, number)
        acts.consent(number=again.number, by=person, statement="Still here.", at=day(SETTLED + 3))
    return again


def on_paper(world: ElectionWorld, row: Election, number: int) -> Person:
    """Who has this number on the paper."""
    code = world.case(row).paper[number - 1]
    return next(person for name in STANDING if (person := world[name]).code(row.on) == code)


def test_a_tie_in_a_vacancy_is_decided_by_the_lot(world: ElectionWorld, vacancy: Election, now: Now) -> None:
    page, fill, lot = vacancy.url, f"{vacancy.url}fill/", f"{vacancy.url}lot/"
    client = world.client("Wren")
    now(SETTLED + 20)
    assert "had the time to say if they are willing" in text(client.get(page))
    early = client.post(lot, {"value": THROW})
    assert early.status_code == 422, "nobody draws while people may still say that they are willing"
    now(SETTLED + 24)
    assert acts.do_what_is_due_in_elections(day(SETTLED + 24)) == []
    assert fill in text(client.get(page))
    tied = client.post(fill)
    assert tied.status_code == 422
    assert "These are tied for" in text(tied)
    assert lot in text(tied)
    for name in ("Wren", "Ola", "Idris"):
        visitor = world.client(name)
        if name == "Ola":
            assert "Enter the throw" in text(visitor.get(page))
        assert "The lot is entered." in text(visitor.post(lot, {"value": THROW}, follow=True))
    assert "The vacancy is filled." in text(client.post(fill, follow=True))
    found = world.case(vacancy)
    assert found.result.elected[0] in world.case(vacancy).paper[3:]
    assert len(found.result.elected) == 1


def test_where_nobody_is_willing_a_poll_is_offered(world: ElectionWorld, now: Now) -> None:
    row = world.opened(STANDING)
    for name, line in zip(VOTERS, LINES, strict=True):
        world.cast(row, name, line)
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    acts.do_what_is_due_in_elections(day(SETTLED))
    gone = Office.objects.get(office="delegate", person=on_paper(world, row, 1))
    members.resign(office=gone, at=day(SETTLED + 1))
    now(SETTLED + 2)
    officer, page = world.client("Ola", by_passkey=True), "/elections/new/"
    officer.post(page, {"what": "countback|delegate|harbour|1|1"})
    now(SETTLED + 4)
    assert "Delegate, Harbour" not in text(officer.get(page))
    now(SETTLED + 21)
    assert "Delegate, Harbour: 1 place" in text(officer.get(page))
    officer.post(page, {"what": "office|delegate|harbour|1|"})
    assert Election.objects.get(number=3).kind == "office"


def test_the_site_fills_it_once_the_lot_is_known(world: ElectionWorld, vacancy: Election, now: Now) -> None:
    now(SETTLED + 24)
    for name in ("Wren", "Ola", "Idris"):
        world.client(name).post(f"{vacancy.url}lot/", {"value": THROW})
    (first, *_) = acts.do_what_is_due_in_elections(day(SETTLED + 25))
    assert (first.on, first.act) == (vacancy.on, "election.countback")

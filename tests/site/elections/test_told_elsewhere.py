"""What other pages than those of voting say of elections: vacant places, the agenda, reasons given."""

from collections.abc import Callable
from typing import Any

import pytest

from election_world import DECLARED, SETTLED, VOTERS, VOTING, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Candidacy
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office
from folkmoot.site.motions import acts as motions
from folkmoot.site.notices.models import Letter
from motion_world import day

Now = Callable[[float], None]
RANKED = ("5", "5", "5", "4", "4", "1", "1")
FIRST, OUT = "Number 1 on the agenda", "Not among the 3 that come first"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_vacant_places_are_told_of_in_the_branch_and_those_left_are_asked(
    world: ElectionWorld, now: Now
) -> None:
    row = world.declared()
    acts.do_what_is_due_in_elections(day(SETTLED))
    now(SETTLED)
    assert "Delegate: " not in text(world.client().get("/branches/harbour/"))
    seat = Office.objects.filter(office="delegate").order_by("holding")[0]
    members.resign(office=seat, at=day(SETTLED + 1))
    now(SETTLED + 2)
    for page in ("/branches/harbour/", "/elections/"):
        assert "1 of 3 places is vacant." in text(world.client().get(page))
    acts.call(
        by=world.returning(), by_passkey=True, branch="harbour", kind="countback", office="delegate",
        seats=1, follows=row.number, at=day(SETTLED + 2),
    )  # fmt: skip
    asked = Letter.objects.filter(occasion="vacancy-called").values_list("person", flat=True)
    elected = world.case(row).result.elected
    left = Candidacy.objects.filter(election=row).exclude(code__in=elected).values_list("person", flat=True)
    assert sorted(asked) == sorted(left)
    assert "1 of 3 places" not in text(world.client().get("/elections/")), "an election is under way for it"


@pytest.mark.parametrize(("number", "said"), [(5, FIRST), (3, OUT)])
def test_a_motion_says_where_the_members_put_it(
    world: ElectionWorld, now: Now, number: int, said: str
) -> None:
    for each in [world.table(on=1, title=f"Motion {n}") for n in range(1, 6)]:
        for name in ("Ola", "Idris"):
            motions.second(number=each.number, by=world[name], at=day(1))
    row = acts.call(
        by=world.returning(), by_passkey=True, branch="harbour", kind="priority", seats=3,
        motions=(1, 2, 3, 4, 5), at=day(1),
    )  # fmt: skip
    now(2)
    page = f"/motions/{number}/"
    assert "Members put it in an order with other motions." in text(world.client().get(page))
    acts.open_ballot(number=row.number, by=world.returning(), at=day(5), by_passkey=True, dice=True)
    for name, line in zip(VOTERS, RANKED, strict=False):
        world.cast(row, name, line, on=6)
    acts.declare(number=row.number, by=None, at=day(17))
    now(17)
    assert said in text(world.client().get(page))
    assert "number 1 on the agenda" in text(world.client().get("/motions/"))


def test_reasons_are_read_on_the_page_by_the_names_that_the_reader_may_see(
    world: ElectionWorld, now: Now
) -> None:
    row = world.opened()
    una = world.code(row, "Una")
    given = {"by": world.returning(), "by_passkey": True, "at": day(VOTING)}
    acts.strike(number=row.number, name=una, ground="not-eligible", reasons="Not a member.", **given)
    acts.correct_roll(number=row.number, reasons="Moved away.", removed=(world["Juno"],), **given)
    now(VOTING)
    page = text(world.client("Wren").get(row.url))
    for said in ("Una was struck. 0 members object to it; it takes 3.", "Not a member.", "Moved away."):
        assert said in page
    assert "Object to the striking of Una" in page
    assert "Object to the striking of Una?" in text(world.client("Wren").get(f"{row.url}reinstate/{una}/"))
    outside = text(world.client().get(row.url))
    assert "Una" not in outside
    assert "Juno" not in page + outside
    assert f"Candidate {una[:6]} was struck" in outside


def test_a_result_says_why_a_member_objects(world: ElectionWorld, now: Now) -> None:
    row = world.declared()
    acts.object_to_result(number=row.number, reasons="Too close.", by=world["Una"], at=day(DECLARED + 1))
    now(DECLARED + 1)
    page = text(world.client().get(row.url))
    assert "A member objects to the result" in page
    assert "Too close." in page

"""An election from the call to the appointment, by its acts."""

from election_world import CLOSED, DECLARED, SETTLED, VOTING, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from motion_world import day


def test_an_election_goes_from_the_call_to_those_elected_in_office(world: ElectionWorld) -> None:
    row = world.voted()
    assert world.standing(row.on, VOTING) == "at the vote"
    assert world.standing(row.on, CLOSED) == "closed"
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    result = world.case(row).result
    assert len(result.elected) == 3
    assert result.facts["valid"] == 7
    assert world.standing(row.on, SETTLED) == "settled"
    done = acts.do_what_is_due_in_elections(day(SETTLED))
    assert [each.act for each in done] == ["office.appoint"] * 3
    assert world.case(row).appointed == set(result.elected)
    assert Election.objects.get(number=row.number).declared is not None

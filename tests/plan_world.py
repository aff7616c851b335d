"""The small organisation of `motion_world` with a drafter, an arranger, and a text open for amendment.

Times are days from the founding. The text is published on day 1, open until day 31.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

import motion_world
from folkmoot.site.members.models import Office
from folkmoot.site.plan import acts, overview
from folkmoot.site.plan.changes import Change, LeaveOut, Words, saying
from folkmoot.site.plan.compiling import compiled
from folkmoot.site.plan.models import Amendment, Plan
from folkmoot.site.record import reading
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Amendment as Wording
from motion_world import START, World, day

OPEN = 30
"""Days for which the text is open."""
TEXT = Revision(
    "A Plan for Change",
    (
        Clause(
            "s1",
            "section",
            heading="Assembly",
            children=(
                Clause("a", body="Each branch may send two delegates."),
                Clause("b", body="The chair opens the assembly. The chair may adjourn it."),
            ),
        ),
        Clause(
            "s2",
            "section",
            heading="Money",
            children=(
                Clause(
                    "c",
                    body="Members pay five pounds, as {clause:a} has it:",
                    children=(
                        Clause("c1", "item", body="yearly,"),
                        Clause("c2", "item", body="or *monthly*."),
                    ),
                ),
                Clause("d", body="The treasurer reports to the chair."),
            ),
        ),
    ),
)


def a_body(now: str, was: str = "Each branch may send two delegates.") -> Words:
    """Clause 1.1 says something else."""
    return Words("a", "body", was, now)


def out(id: str, text: Revision = TEXT) -> LeaveOut:
    """A clause goes."""
    return LeaveOut(id, saying(text.by_id[id]))


class PlanWorld(World):
    """The people, and short ways to do what most tests need first."""

    plan_number = 0

    @property
    def plan(self) -> Plan:
        return Plan.objects.select_related("branch").get(number=self.plan_number)

    @property
    def case(self) -> Any:
        return reading.assembly().cases[f"plan/{self.plan_number}"]

    @property
    def drafter(self) -> Office:
        return self.office("drafter", "network")

    @property
    def arranger(self) -> Office:
        return self.office("arranger", "network")

    def wording(self, *changes: Change, amends: int = 0) -> Wording:
        """Changes as edits of the text as it stands."""
        found = compiled(self.case.anchored_in(amends), changes, amends)
        assert not found.faults, found.faults
        return found.amendment

    def amend(
        self, *changes: Change, by: str = "Vic", on: float = 2, amends: int = 0, **more: Any
    ) -> Amendment:
        """An amendment of Vic's, tabled on day 2."""
        given = {"branch": "harbour", "reasons": "It is *better* so."} | more
        return acts.table(
            plan=self.plan_number,
            by=self[by],
            at=day(on),
            wording=self.wording(*changes, amends=amends),
            **given,
        )

    def seconded(self, *changes: Change, on: float = 2, by: str = "Vic", **more: Any) -> Amendment:
        """The same with two seconders of the day after."""
        found = self.amend(*changes, on=on, by=by, **more)
        for name in [each for each in ("Ola", "Bea", "Cass") if each != by][:2]:
            acts.second(plan=self.plan_number, number=found.number, by=self[name], at=day(on + 1))
        return found

    def state(self, number: int, on: float) -> str:
        """Where an amendment stands."""
        return self.standing(f"plan/{self.plan_number}/amendment/{number}", on)


def found() -> PlanWorld:
    """Found the network: Una drafts, Cass arranges."""
    world = motion_world.found(more={"Una": (("drafter", "network"),), "Cass": (("arranger", "network"),)})
    return PlanWorld(world.people)


def publish(world: PlanWorld, text: Revision = TEXT, on: float = 1, **more: Any) -> Plan:
    """Publish a text on day 1, open for 30 days."""
    until = reading.assembly().book_at(START).calendar.local_date(day(on)) + timedelta(days=OPEN)
    plan = acts.publish(
        by=world.drafter, branch="network", revision=text, until=until, at=day(on), by_passkey=True, **more
    )
    world.plan_number = plan.number
    return plan


@pytest.fixture
def world(db: None) -> Iterator[PlanWorld]:
    """The network with a text that is open."""
    overview.forget()
    made = found()
    publish(made)
    yield made
    overview.forget()

"""What the rules make due is done by whoever looks first; what they do not is left alone."""

from collections.abc import Callable

from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Branch, Office
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import acts
from motion_world import NAMES, World, day

Now = Callable[[float], None]


def carried(world: World, **more: object) -> None:
    """A motion voted on by all of Harbour; its ballot closes on day 22."""
    world.debated(**more)
    acts.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    for name in NAMES[:10]:
        acts.vote(on="motion/1", by=world[name], at=day(16), choice="for")


def did(at: float, only: str = "") -> list[tuple[str, str]]:
    return [(done.on, done.act) for done in acts.do_what_is_due(day(at), only=only)]


def test_nothing_is_due_on_a_quiet_day(world: World) -> None:
    world.debated()
    before = Entry.objects.count()
    assert did(5) == []
    assert Entry.objects.count() == before


def test_a_result_is_declared_by_the_site(world: World) -> None:
    carried(world)
    assert did(16) == []
    assert did(24) == [("motion/1", "motion.declare")]
    assert did(24) == []
    assert world.standing("motion/1", 24) == "carried"


def test_the_site_puts_what_the_officers_left_lying(world: World) -> None:
    world.debated()
    assert did(20) == []
    assert did(30) == [("motion/1", "motion.put")]
    assert world.standing("motion/1", 30) == "at the vote"


def test_a_motion_whose_time_has_run_out_is_left_lapsed(world: World) -> None:
    world.debated()
    assert did(120) == []
    assert world.standing("motion/1", 120) == "lapsed"


def test_an_appointment_is_carried_out_once_it_is_decided(world: World) -> None:
    carried(world, title="A treasurer", kind="appoint", office="treasurer", nominee=world["Una"])
    assert did(24) == [("motion/1", "motion.declare"), ("motion/1", "office.appoint")]
    office = Office.objects.get(office="treasurer")
    assert (office.person_id, office.branch_id) == (world.people["Una"].pk, "harbour")
    assert did(25) == []


def test_an_appointment_to_an_office_that_is_held_waits(world: World) -> None:
    carried(world, title="A chair", kind="appoint", office="chair", nominee=world["Una"])
    assert did(24) == [("motion/1", "motion.declare")]
    assert Office.objects.filter(office="chair", branch="harbour").count() == 1
    members.resign(office=world.office("chair"), at=day(25), by_passkey=True)
    assert did(26) == [("motion/1", "office.appoint")]


def test_a_nominee_who_has_left_is_not_appointed(world: World) -> None:
    carried(world, title="A treasurer", kind="appoint", office="treasurer", nominee=world["Una"])
    members.leave(person=world["Una"], at=day(20))
    assert did(24) == [("motion/1", "motion.declare")]
    assert not Office.objects.filter(office="treasurer").exists()


def test_a_new_branch_is_opened_once_it_is_decided(world: World) -> None:
    carried(world, title="A branch on the quay", kind="branch", new_branch="Quay  Side")
    assert did(24) == [("motion/1", "motion.declare"), ("motion/1", "branch.open")]
    assert Branch.objects.get(pk="quay-side").title == "Quay Side"
    assert reading.assembly().branches["quay-side"].parent == "harbour"


def test_a_roll_takes_in_new_members_by_threes(world: World) -> None:
    world.debated()
    for number in range(2):
        members.join(email=f"n{number}@commons.example", shown_name=f"N{number}", branch="harbour", at=day(3))
    assert did(4) == []
    members.join(email="n3@commons.example", shown_name="N3", branch="harbour", at=day(4))
    assert did(5) == [("motion/1", "roll.amend")]
    assert len(reading.assembly().cases["motion/1"].roll.names) == 13
    assert did(5) == []


def test_who_has_left_is_struck_off_the_roll(world: World) -> None:
    world.debated()
    members.leave(person=world["Cass"], at=day(3))
    assert did(4) == [("motion/1", "roll.amend")]
    assert world["Cass"].code("motion/1") not in reading.assembly().cases["motion/1"].roll.names


def test_only_the_proceeding_that_is_named_is_looked_at(world: World) -> None:
    carried(world)
    assert did(24, only="motion/2") == []
    assert did(24, only="motion/1") == [("motion/1", "motion.declare")]


def test_a_member_presses_for_what_is_due(world: World, now: Now) -> None:
    carried(world)
    now(24)
    page = world.client("Esi").get("/motions/1/").content.decode()
    assert "Declare the result" in page
    assert world.client().post("/motions/1/due/").status_code == 302
    assert world.standing("motion/1", 24) == "closed"
    answer = world.client("Esi").post("/motions/1/due/", follow=True).content.decode()
    assert "The result is declared." in answer
    assert world.standing("motion/1", 24) == "carried"


def test_a_member_presses_for_all_that_is_due(world: World, now: Now) -> None:
    carried(world)
    now(24)
    assert world.client().post("/ballots/due/").status_code == 302
    answer = world.client("Esi").post("/ballots/due/", follow=True).content.decode()
    assert "1 act was due and is done." in answer
    assert "Nothing was due." in world.client("Esi").post("/ballots/due/", follow=True).content.decode()

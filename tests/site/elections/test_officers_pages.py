"""The pages of returning officers and clerks, and those of recalls, vacancies and rankings."""

from collections.abc import Callable
from typing import Any

import pytest

from election_world import CLOSED, DECLARED, SETTLED, VOTING, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Batch, Candidacy, Election, Recall
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office
from folkmoot.site.voting.models import VoterMark
from motion_world import day

Now = Callable[[float], None]


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def row(world: ElectionWorld) -> Election:
    """A ballot that is open."""
    return world.opened()


def test_a_candidate_is_struck_and_members_object(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    officer = world.client("Ola", by_passkey=True)
    assert "Strike a candidate" in text(officer.get(row.url))
    assert "Strike a candidate" not in text(world.client("Wren").get(row.url))
    name = world.code(row, "Vic")
    form = {"name": name, "ground": "not-eligible", "reasons": ""}
    assert officer.post(f"{row.url}strike/", form).status_code == 422
    answer = officer.post(f"{row.url}strike/", form | {"reasons": "Moved."}, follow=True)
    assert "The candidate is struck" in text(answer)
    page = text(world.client("Wren").get(row.url))
    assert "cannot stand under the rules" in page
    assert f"{row.url}reinstate/{name}/" in page
    for each in ("Wren", "Una", "Cass"):
        world.client(each).post(f"{row.url}reinstate/{name}/")
    assert world.case(row).stands(name)
    other = form | {"name": world.code(row, "Bea"), "reasons": "Moved as well."}
    now(CLOSED - 1)
    officer.post(f"{row.url}strike/", other)
    now(CLOSED)
    waits = text(world.client("Wren").get(row.url))
    assert "No result is declared while members may object to the striking of a candidate." in waits
    assert f"{row.url}declare/" not in waits
    assert f"{row.url}reinstate/{other['name']}/" in waits
    now(CLOSED - 0.9)
    refused = world.client("Wren").post(f"{row.url}strike/", form | {"reasons": "I do not like them."})
    assert refused.status_code == 422
    assert "15.7" in text(refused)


def test_the_roll_is_corrected_on_a_page(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    officer = world.client("Ola", by_passkey=True)
    form = {"change": "removed", "who": "Nobody", "reasons": "Left."}
    assert "Nobody of that name" in text(officer.post(f"{row.url}roll/", form))
    assert "The roll is corrected" in text(
        officer.post(f"{row.url}roll/", form | {"who": "cass"}, follow=True)
    )
    assert VoterMark.objects.count() == 9


def test_a_clerk_ticks_off_and_two_enter_the_papers(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    clerk = world.client("Bea", by_passkey=True)
    session = clerk.session
    session["acting_for"] = world.people["Sable"].pk
    session.save()
    assert clerk.get(f"{row.url}vote/").status_code == 302, "a clerk sees nobody's vote"
    assert "Does Sable put a paper in the box?" in text(clerk.get(f"{row.url}tick/"))
    assert "The member is ticked off." in text(clerk.post(f"{row.url}tick/", follow=True))
    assert clerk.post(f"{row.url}tick/").status_code == 422
    del session["acting_for"]
    session.save()
    for name, line in (("Wren", "1,2"), ("Idris", "2,1"), ("Una", "1")):
        world.cast(row, name, line)
    now(CLOSED + 1)
    one, two = clerk, world.client("Ola", by_passkey=True)
    assert "1 paper is still to be entered" in text(one.get(f"{row.url}batches/"))
    assert one.post(f"{row.url}batches/").status_code == 302
    page = f"{row.url}batches/1/"
    assert "is no paper" not in text(one.get(page))
    bad = one.post(page, {"lines": "1,9", "finish": "1"})
    assert bad.status_code == 422
    assert "1,9" in text(bad), "what was typed is not lost"
    assert "When the other clerk has too" in text(one.post(page, {"lines": "1,2", "finish": "1"}))
    unlike = text(two.post(page, {"lines": "2,1", "finish": "1"}))
    assert "read otherwise by the other clerk" in unlike
    assert "entered" in text(two.post(page, {"lines": "1 2", "finish": "1"}, follow=True))
    assert Batch.objects.get().entry is not None
    assert world.client("Wren").get(page).status_code == 404


def test_a_result_is_objected_to_and_counted_again(world: ElectionWorld, now: Now) -> None:
    row = world.declared()
    now(DECLARED + 1)
    client = world.client("Una")
    assert "Object to the result" in text(client.get(row.url))
    client.post(f"{row.url}object/", {"reasons": "Too close."})
    assert "Objected to" in text(client.get(row.url))
    assert "Count again?" in text(client.get(f"{row.url}recount/"))
    client.post(f"{row.url}recount/")
    assert "Settled" in text(client.get(row.url))


def test_a_vacancy_is_offered_from_the_ballots_of_the_poll(world: ElectionWorld, now: Now) -> None:
    row = world.declared()
    acts.do_what_is_due_in_elections(day(SETTLED))
    winner = Candidacy.objects.get(election=row, code=world.case(row).result.elected[0]).person
    assert winner is not None
    members.resign(office=Office.objects.get(office="delegate", person=winner), at=day(SETTLED + 1))
    now(SETTLED + 2)
    officer = world.client("Ola", by_passkey=True)
    assert "a vacancy, from the ballots of election 1" in text(officer.get("/elections/new/"))
    officer.post("/elections/new/", {"what": "countback|delegate|harbour|1|1"})
    again = Election.objects.get(number=2)
    page = text(world.client("Wren").get(again.url))
    assert "filling a vacancy" in page
    left = next(n for n in world.case(row).paper if n not in world.case(row).result.elected)
    loser = Candidacy.objects.get(election=row, code=left).person
    assert loser is not None
    client = world.client(loser.shown_name)
    assert "Say that you are willing" in text(client.get(again.url))
    client.post(f"{again.url}stand/", {"statement": "Still here."})
    now(SETTLED + 25)
    acts.do_what_is_due_in_elections(day(SETTLED + 25))
    assert loser.shown_name in text(world.client("Wren").get(again.url))


def test_motions_are_called_for_ranking_on_a_page(world: ElectionWorld, now: Now) -> None:
    for n in range(1, 6):
        world.table(on=1, title=f"Motion {n}")
    now(2)
    officer = world.client("Ola", by_passkey=True)
    assert "Motion 4" in text(officer.get("/elections/rank/"))
    few = officer.post("/elections/rank/", {"motions": ["1", "2"]})
    assert few.status_code == 422
    officer.post("/elections/rank/", {"motions": ["1", "2", "3", "4", "5"]})
    row = Election.objects.get()
    assert "Motion 5" in text(world.client().get(row.url))
    acts.open_ballot(number=row.number, by=world.returning(), at=day(9), by_passkey=True)
    now(10)
    assert "Read the motion" in text(world.client("Wren").get(f"{row.url}vote/"))


def test_a_recall_is_begun_signed_and_put_on_pages(world: ElectionWorld, now: Now) -> None:
    now(120)
    client = world.client("Wren")
    chair = world.office("chair", "harbour")
    assert "Sable, chair of Harbour" in text(client.get("/elections/recalls/new/"))
    client.post("/elections/recalls/new/", {"holding": chair.holding, "reasons": "Asleep."})
    row = Recall.objects.get()
    page = text(world.client().get(row.url))
    assert "1 member has signed; 5 are needed." in page
    for name in ("Ola", "Idris", "Juno", "Teo"):
        assert "Sign it" in text(world.client(name).get(row.url))
        world.client(name).post(f"{row.url}sign/")
    officer = world.client("Sable", by_passkey=True)
    assert "Reply" in text(officer.get(row.url))
    officer.post(f"{row.url}reply/", {"reasons": "I was tired."})
    assert "I was tired." in text(client.get(row.url))
    now(133)
    world.client("Ola", by_passkey=True).post(f"{row.url}put/")
    page = text(client.get(row.url))
    assert "/ballots/1/" in page
    assert "Recall of Sable, chair" in text(client.get("/ballots/1/")), "a voter reads whose recall it is"
    assert "Recall of Sable" in text(client.get("/ballots/1/paper/"))
    assert "Sable" not in text(world.client().get("/ballots/1/"))
    client.post("/ballots/1/", {"choice": "for"})
    now(145)
    client.post(f"{row.url}declare/")
    page = text(client.get(row.url))
    assert "1 for, 0 against" in page
    assert "Recall" in text(client.get("/elections/recalls/"))
    assert "Recall of Sable, chair" in text(client.get("/ballots/1/result/"))


def test_who_cannot_be_recalled_yet_is_named_with_the_day_before_anybody_writes(
    world: ElectionWorld, now: Now
) -> None:
    now(30)
    client, page = world.client("Wren"), "/elections/recalls/new/"
    early = text(client.get(page))
    assert "Sable, chair of Harbour" in early
    assert "Wait until 2 September 2026." in early
    assert early.count("Rule 16.1") == 1, "a reason that many share is given once"
    assert "<textarea" not in early
    now(120)
    chair, secretary = world.office("chair", "harbour"), world.office("secretary", "harbour")
    client.post(page, {"holding": chair.holding, "reasons": "Asleep."})
    later = text(client.get(page))
    assert "Recall 1 is under way." in later
    assert f'value="{secretary.holding}"' in later
    assert f'value="{chair.holding}"' not in later
    again = client.post(page, {"holding": chair.holding, "reasons": "Asleep still."})
    assert again.status_code == 422
    assert "Asleep still." in text(again), "what was typed is not lost"
    assert "Recall 1 is under way." in text(again)


def test_a_late_call_is_open_to_any_member(world: ElectionWorld, now: Now) -> None:
    now(2)
    client = world.client("Wren")
    early = client.post("/elections/new/", {"what": "office|delegate|harbour|3|"})
    assert early.status_code == 422
    assert "15." in text(early)
    now(60)
    assert client.post("/elections/new/", {"what": "office|delegate|harbour|3|"}).status_code == 303
    assert Election.objects.count() == 1

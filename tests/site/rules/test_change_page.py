"""The page of a change: reasons, old and new, where it stands; the way to a new edition."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate import acts as debate
from folkmoot.site.record import reading
from folkmoot.site.rules import acts
from folkmoot.site.rules import reading as rules
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.text import paragraph_in, with_paragraph
from folkmoot.site.voting import acts as voting
from motion_world import NAMES, World, day

Now = Callable[[float], None]
BACKERS = ("Wren", "Ola", "Vic", "Una", "Bea")


def text_with(old: str, new: str, number: str = "4.2") -> str:
    book = reading.assembly().books[-1][1]
    return with_paragraph(book, number, paragraph_in(book, number).text.replace(old, new))


@pytest.fixture
def proposed(world: World) -> World:
    acts.propose(
        by=world["Idris"],
        rulebook=text_with("[14 days]", "[21 days]"),
        title="Three weeks",
        reasons="Two are *short*.",
        at=day(1),
    )
    return world


@pytest.fixture
def noticed(proposed: World) -> World:
    for name in BACKERS:
        acts.back(number=1, by=proposed[name], at=day(2))
    return proposed


def page(world: World, who: str = "", **more: Any) -> str:
    answer = world.client(who, **more).get("/rulebook/changes/1/")
    assert answer.status_code == 200
    return answer.content.decode()


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def adopt(world: World) -> None:
    voting.put(on="change/1", by=world["Vic"], at=day(32))
    for name in BACKERS:
        voting.vote(on="change/1", by=world[name], at=day(33), choice="for")
    voting.declare(on="change/1", by=None, at=day(45))


def test_reasons_and_both_sides_stand_there_for_anyone(proposed: World, now: Now) -> None:
    now(1.5)
    shown = page(proposed)
    assert "Two are <em>short</em>." in shown
    assert "<del>" in shown
    assert "<ins>" in shown
    assert "leave out" in shown
    assert not [name for name in NAMES if name in shown]
    assert "Proposed by Idris, 0 of 5 backers" in page(proposed, "Vic")


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [
        (1.5, "now:Backed", "5 more members must back it by 16 June, 23:59; if not, the change lapses."),
        (40, "stopped:Lapsed", "It lapsed on 17 June 2026"),
    ],
)
def test_it_says_what_comes_next(proposed: World, now: Now, at: float, state: str, said: str) -> None:
    now(at)
    shown = page(proposed)
    kind, _, label = state.partition(":")
    assert re.search(rf'data-state="{kind}"[^§]*?<b>{label}</b>', shown)
    assert said in text(shown)


def test_notice_runs_before_anyone_may_put_it(noticed: World, now: Now) -> None:
    now(10)
    shown = text(page(noticed, "Vic"))
    assert "From 2 July 2026 on it may be put to the vote (secretary, member or the site)." in shown
    assert "Put it to the vote: not yet. Rule 7.5" in shown
    with pytest.raises(OutOfOrder):
        voting.put(on="change/1", by=noticed["Vic"], at=day(10))
    answer = noticed.client("Vic").post("/rulebook/changes/1/put/", follow=True)
    assert "Rule 7.5" in text(answer.content.decode())


def test_a_member_puts_it_when_notice_has_run(noticed: World, now: Now) -> None:
    now(32)
    assert "Put it to the vote</button>" in page(noticed, "Vic")
    answer = noticed.client("Vic").post("/rulebook/changes/1/put/", follow=True)
    assert "Ballot 1 is open." in answer.content.decode()
    assert noticed.client().post("/rulebook/changes/1/put/").status_code == 302
    assert "/ballots/1/" in page(noticed, "Vic")


def test_the_secretary_puts_it_by_passkey(noticed: World, now: Now) -> None:
    now(32)
    assert "Put it to the vote as secretary</button>" in page(noticed, "Wren", by_passkey=True)
    noticed.client("Wren", by_passkey=True).post("/rulebook/changes/1/put/")
    assert noticed.standing("change/1", 32) == "at the vote"


def test_the_result_is_pressed_for_and_the_new_rules_wait_for_their_day(noticed: World, now: Now) -> None:
    voting.put(on="change/1", by=noticed["Vic"], at=day(32))
    for name in BACKERS:
        voting.vote(on="change/1", by=noticed[name], at=day(33), choice="for")
    now(45)
    assert "Declare the result</button>" in page(noticed, "Vic")
    assert noticed.client().post("/rulebook/changes/1/due/").status_code == 302
    answer = noticed.client("Esi").post("/rulebook/changes/1/due/", follow=True)
    shown = text(answer.content.decode())
    assert "The result is declared." in shown
    assert "5 for, 0 against, 0 abstained; 5 counted; at least two thirds of 5 is 4: carried." in shown
    assert "It has been adopted, and is in force from 31 July 2026 on." in shown
    assert noticed.standing("change/1", 45) == "adopted"
    assert noticed.standing("change/1", 60) == "in force"


def test_a_change_that_is_in_force_says_since_when(noticed: World, now: Now) -> None:
    adopt(noticed)
    now(60)
    assert "It is part of the rulebook since 31 July 2026." in text(page(noticed))


def test_the_result_of_an_earlier_change_is_still_shown_after_the_rules_have_changed(
    noticed: World, now: Now
) -> None:
    adopt(noticed)
    now(61)
    assert noticed.client("Vic").get("/ballots/1/result/").status_code == 200


@pytest.mark.parametrize(("act", "who"), [("back", "Vic"), ("withdraw", "Idris")])
def test_the_short_acts_ask_first_and_then_do_it(proposed: World, now: Now, act: str, who: str) -> None:
    now(2)
    client, address = proposed.client(who), f"/rulebook/changes/1/{act}/"
    assert '<form method="post">' in client.get(address).content.decode()
    assert 'class="notice done"' in client.post(address, follow=True).content.decode()
    assert 'class="notice refused"' in client.post(address, follow=True).content.decode()
    assert proposed.client().post(address).status_code == 302


def test_the_proposer_amends_it_until_the_freeze(noticed: World, now: Now) -> None:
    now(3)
    client = noticed.client("Idris")
    assert "[21 days]{motion.seconding}" in client.get("/rulebook/changes/1/amend/").content.decode()
    fields = {
        "paragraph": "",
        "words": text_with("[14 days]", "[20 days]"),
        "title": "Twenty days",
        "reasons": "Better.",
        "draft": "abc",
    }
    assert client.post("/rulebook/changes/1/amend/", fields).status_code == 303
    assert Change.objects.get().title == "Twenty days"
    assert "20" in text(page(noticed))
    now(25)
    late = client.post("/rulebook/changes/1/amend/", fields | {"words": text_with("[14 days]", "[19 days]")})
    assert late.status_code == 422
    assert "/rulebook/7.3/" in late.content.decode()
    assert "[19 days]" in late.content.decode()
    now(26)
    assert "Amend it: not yet." in text(page(noticed, "Idris"))


def test_somebody_else_cannot_amend_it(noticed: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.amend(
            number=1, by=noticed["Vic"], rulebook=text_with("[14 days]", "[20 days]"), title="T", reasons="R",
            at=day(3),
        )  # fmt: skip
    assert refused.value.rule == "7.3"


def test_members_speak_under_a_change_as_under_a_motion(proposed: World, now: Now) -> None:
    now(2)
    client = proposed.client("Esi")
    answer = client.post("/rulebook/changes/1/speak/", {"words": "From the *hill*."})
    assert answer["Location"].startswith("/rulebook/changes/1/?page=1#speech-")
    assert "From the <em>hill</em>." in page(proposed, "Vic")
    assert "hill" not in page(proposed)


def test_a_change_page_asks_the_database_as_often_for_many_speeches(proposed: World, now: Now) -> None:
    now(3)

    def queries() -> int:
        client = proposed.client("Vic")
        with CaptureQueriesContext(connection) as found:
            client.get("/rulebook/changes/1/")
        return len(found)

    debate.speak(on="change/1", by=proposed["Vic"], words="One.", at=day(2))
    few = queries()
    for number in range(60):
        debate.speak(on="change/1", by=proposed["Una"], words="More.", at=day(2) + number)
    assert queries() == few <= 12


def test_members_are_told_what_wants_them(noticed: World) -> None:
    assert rules.for_home(noticed["Esi"], day(3)) == []
    voting.put(on="change/1", by=noticed["Vic"], at=day(32))
    assert [each["said"] for each in rules.for_home(noticed["Esi"], day(33))] == ["Your vote is wanted."]
    voting.vote(on="change/1", by=noticed["Esi"], at=day(33), choice="for")
    assert rules.for_home(noticed["Esi"], day(33)) == []


def test_backing_is_wanted_of_those_who_have_not_backed(proposed: World) -> None:
    assert [each["said"] for each in rules.for_home(proposed["Esi"], day(2))] == ["It looks for backers."]
    assert rules.for_home(proposed["Idris"], day(2)) == []


def test_an_entrenched_change_is_voted_on_twice(world: World, now: Now) -> None:
    text_ = text_with("each member may rely on them", "every member may rely on them", "1.1")
    acts.propose(by=world["Idris"], rulebook=text_, title="Every", reasons="R", at=day(1))
    for name in BACKERS:
        acts.back(number=1, by=world[name], at=day(2))
    adopt(world)
    assert world.standing("change/1", 46) == "notice"
    now(46)
    assert "it is voted on a second time" in text(page(world, "Vic"))
    assert "touches an entrenched paragraph" in text(page(world))


def test_all_changes_are_listed_and_an_unknown_one_has_no_page(proposed: World, now: Now) -> None:
    now(2)
    assert "Three weeks" in proposed.client().get("/rulebook/changes/").content.decode()
    assert proposed.client().get("/rulebook/changes/7/").status_code == 404
    assert proposed.client("Vic").get("/rulebook/changes/7/amend/").status_code == 404


def test_a_clerk_proposes_from_paper(world: World) -> None:
    clerk = world.office("clerk", "network")
    acts.propose(
        by=world["Cass"], rulebook=text_with("[14 days]", "[21 days]"), title="T", reasons="R", at=day(1),
        clerk=clerk,
    )  # fmt: skip
    acts.back(number=1, by=world["Bea"], at=day(1), clerk=clerk)
    assert world["Cass"].letters.filter(occasion="entered-by-a-clerk").count() == 1
    assert world["Bea"].letters.filter(occasion="entered-by-a-clerk").count() == 1

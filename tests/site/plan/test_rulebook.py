"""The rulebook is amended in the room of texts: a rule block changes with its sentence; what is adopted is
proposed as a change of the rules."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.site.plan import overview
from folkmoot.site.plan.changes import Words
from folkmoot.site.plan.models import Plan
from folkmoot.site.record import reading
from folkmoot.site.rules.from_plan import from_plan, rules_as_text, why_not_from
from folkmoot.site.rules.models import Change
from motion_world import day
from plan_course import adopted, said
from plan_world import PlanWorld, found, publish

Now = Callable[[float], None]


@pytest.fixture
def rules(db: None, now: Now) -> Any:
    """The rules of the network, open for amendment."""
    overview.forget()
    world = found()
    publish(world, rules_as_text(), kind=Plan.Kind.RULEBOOK)
    yield world
    overview.forget()


def clause_of(world: PlanWorld, words: str) -> Any:
    """The clause of the rules that says this."""
    return next(each for each in world.case.base.walk() if words in each.body)


def amended(world: PlanWorld) -> None:
    """Seconders have ten days, under another name: in the marked words and in the block."""
    sentence = clause_of(world, "{motion.seconding} from tabling, it lapses")
    (block,) = sentence.children
    said_now = sentence.body.replace("[14 days]{motion.seconding}", "[10 days]{motion.support}")
    block_now = block.body.replace("within: motion.seconding from", "within: motion.support from")
    assert said_now != sentence.body and block_now != block.body
    world.seconded(
        Words(sentence.id, "body", sentence.body, said_now), Words(block.id, "body", block.body, block_now)
    )


def test_the_rules_are_read_like_any_text_with_each_block_under_its_sentence(
    rules: PlanWorld, now: Now
) -> None:
    now(2)
    page = said(rules.client(), "/plans/1/")
    assert "What is adopted is then proposed as a change of the rules" in page
    assert "power: motion.second" in page
    assert why_not_from("1") == "Only a text that was adopted can become a change of the rules."


def test_what_is_adopted_is_proposed_as_a_change_with_its_block(rules: PlanWorld, now: Now) -> None:
    amended(rules)
    adopted(rules, 1)
    now(60)
    assert why_not_from("1") == ""
    words = from_plan("1")["words"]
    assert "within [10 days]{motion.support} from tabling" in words
    assert "within: motion.support from tabling" in words and "motion.seconding" not in words
    client = rules.client("Vic")
    assert "Propose it as a change of the rules" in said(client, "/plans/1/")
    client.get("/rulebook/propose/?plan=1")
    typed = from_plan("1") | {"propose": "1"}
    answer = client.post("/rulebook/propose/", typed)
    assert answer.status_code == 303, answer.content.decode()
    proposed = reading.assembly().cases[f"change/{Change.objects.get().number}"].proposed
    assert "[10 days]{motion.support}" in reading.assembly().known_books[proposed].text


def test_a_text_that_is_no_rulebook_is_not_proposed_as_one(db: None, now: Now) -> None:
    overview.forget()
    world = found()
    publish(world)
    adopted(world)
    now(60)
    assert why_not_from("1") == "This text is not the rulebook's."
    answer = world.client("Vic").get("/rulebook/propose/?plan=1")
    assert answer.status_code == 303 and answer["Location"] == "/plans/1/"
    overview.forget()


def test_rules_that_have_changed_since_are_not_put_back(rules: PlanWorld, now: Now, monkeypatch: Any) -> None:
    amended(rules)
    adopted(rules, 1)
    now(60)
    since, book = reading.assembly().books[-1]
    later = book.__class__(**{**{f: getattr(book, f) for f in book.__slots__}, "edition": book.edition + 1})
    monkeypatch.setattr("folkmoot.site.rules.from_plan._latest", lambda: later)
    assert "they have changed since" in why_not_from("1")
    assert day(1) > since

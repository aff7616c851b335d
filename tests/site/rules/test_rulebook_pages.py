"""The rulebook as a document: numbered, linked, marked; its editions; the acts under each paragraph."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.site.record import reading
from folkmoot.site.rules import acts
from folkmoot.site.rules.text import paragraph_in, with_paragraph
from folkmoot.site.voting import acts as voting
from motion_world import World, day

Now = Callable[[float], None]
BACKERS = ("Wren", "Ola", "Vic", "Una", "Bea")


def page(world: World, address: str, who: str = "") -> str:
    answer = world.client(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def changed(world: World) -> Any:
    """The rulebook with three weeks for seconders, adopted on day 45; in force two weeks later."""
    book = reading.assembly().books[-1][1]
    words = paragraph_in(book, "4.2").text.replace("[14 days]", "[21 days]")
    text = with_paragraph(book, "4.2", words)
    acts.propose(by=world["Idris"], rulebook=text, title="Three weeks", reasons="Why not.", at=day(1))
    for name in BACKERS:
        acts.back(number=1, by=world[name], at=day(2))
    voting.put(on="change/1", by=world["Vic"], at=day(32))
    for name in BACKERS:
        voting.vote(on="change/1", by=world[name], at=day(33), choice="for")
    voting.declare(on="change/1", by=None, at=day(45))
    return reading.assembly().books[-1][1]


def test_every_paragraph_has_its_number_and_a_permanent_link(world: World, now: Now) -> None:
    now(1)
    shown = page(world, "/rulebook/")
    book = reading.assembly().book_at(day(1))
    for paragraph in book.paragraphs:
        assert f'id="{paragraph.number}"' in shown
        assert f'href="/rulebook/{paragraph.number}/"' in shown


def test_every_setting_is_marked_in_its_sentence_and_nothing_else_is(world: World, now: Now) -> None:
    now(1)
    marked = re.findall(r'<mark class="setting">([^<]*)</mark>', page(world, "/rulebook/"))
    settings = reading.assembly().book_at(day(1)).settings.values()
    words = [setting.words.replace("'", "&#x27;") for setting in settings]
    assert sorted(marked) == sorted([*words, "marked"])


def test_a_mention_of_a_paragraph_is_a_link_to_it(world: World, now: Now) -> None:
    now(1)
    assert '<a href="/rulebook/#4.3">4.3</a>' in page(world, "/rulebook/")


def test_lettered_lines_are_a_list(world: World, now: Now) -> None:
    now(1)
    found = re.search(r'<ol class="letters" type="a">(.*?)</ol>', page(world, "/rulebook/"))
    assert found is not None
    assert found[1].count("<li>") == 4


def test_what_the_program_obeys_is_said_in_plain_words(world: World, now: Now) -> None:
    now(1)
    shown = page(world, "/rulebook/4.2/")
    assert "It lets member of the branch second a motion." in shown
    assert "<dt>If that time passes</dt><dd>the motion lapses</dd>" in shown


def test_a_paragraph_counts_and_lists_the_acts_under_it(world: World, now: Now) -> None:
    world.debated()
    now(4)
    assert "2 acts rest on it" in page(world, "/rulebook/")
    shown = page(world, "/rulebook/4.2/")
    assert "2 acts rest on rule 4.2" in shown
    assert shown.count('class="act"') == 2
    assert "No act rests on it yet." in page(world, "/rulebook/4.3/")


def test_entrenched_paragraphs_say_so(world: World, now: Now) -> None:
    now(1)
    assert "Entrenched" in page(world, "/rulebook/1.1/")
    assert "Entrenched" not in page(world, "/rulebook/4.2/")


@pytest.mark.parametrize(
    "address", ["/rulebook/99.9/", "/rulebook/edition/" + "0" * 64 + "/", "/rulebook/4.02/"]
)
def test_there_is_no_page_for_what_no_rulebook_holds(world: World, now: Now, address: str) -> None:
    now(1)
    assert world.client().get(address).status_code == 404


def test_the_text_can_be_taken_as_it_was_adopted(world: World, now: Now) -> None:
    now(1)
    book = reading.assembly().book_at(day(1))
    answer = world.client().get(f"/rulebook/edition/{book.digest}.md")
    assert answer.content == book.text.encode()
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert world.client().get(f"/rulebook/edition/{'0' * 64}.md").status_code == 404


def test_a_new_edition_is_announced_then_in_force_and_the_old_one_stays_readable(
    world: World, now: Now
) -> None:
    old = reading.assembly().books[0][1]
    new = changed(world)
    now(50)
    before = page(world, "/rulebook/")
    assert "Edition 2 comes into force on 31 July 2026." in before
    assert ">14 days</mark> from tabling" in before
    now(60)
    after = page(world, "/rulebook/")
    assert "Rulebook, edition 2" in after
    assert "in force since 31 July 2026" in after
    assert ">21 days</mark> from tabling" in after
    former = page(world, f"/rulebook/edition/{old.digest}/")
    assert "This is not the edition in force." in former
    assert ">14 days</mark> from tabling" in former
    said = page(world, f"/rulebook/edition/{new.digest}/")
    assert "4.2: leave out &#x27;14 days&#x27; and insert &#x27;21 days&#x27;." in said


def test_a_motion_keeps_the_rules_under_which_it_began_and_says_so(world: World, now: Now) -> None:
    changed(world)
    world.table(58)
    now(61)
    shown = page(world, "/motions/1/")
    assert "It keeps those under which it began." in shown
    assert f"/rulebook/edition/{reading.assembly().books[0][1].digest}/" in shown


def test_the_rulebook_asks_the_database_as_often_however_much_was_done_under_it(
    world: World, now: Now
) -> None:
    now(4)
    client = world.client("Vic")
    with CaptureQueriesContext(connection) as few:
        client.get("/rulebook/")
    for number in range(5):
        world.table(1.5 + number / 100)
    with CaptureQueriesContext(connection) as many:
        client.get("/rulebook/")
    assert len(many) == len(few) <= 8


def test_the_holidays_stand_under_the_paragraph_that_names_them(world: World, now: Now) -> None:
    now(1)
    assert "<li>25 December 2026</li>" in page(world, "/rulebook/1.4/")
    assert "25 December 2026" not in page(world, "/rulebook/1.5/")

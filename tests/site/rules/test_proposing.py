"""Proposing a change: one paragraph or the whole text, checked line by line, compared, kept."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.models import Draft
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.rules import acts
from folkmoot.site.rules.forms import ChangeForm
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.text import next_edition, paragraph_in, read, with_paragraph
from motion_world import World, day

Now = Callable[[float], None]


def words_of(number: str, old: str = "", new: str = "") -> str:
    book = reading.assembly().books[-1][1]
    return paragraph_in(book, number).text.replace(old, new) if old else paragraph_in(book, number).text


def typed(number: str = "4.2", old: str = "[14 days]", new: str = "[21 days]", **more: str) -> dict[str, str]:
    return {
        "paragraph": number,
        "words": words_of(number, old, new),
        "title": "Three weeks",
        "reasons": "Two are short in summer.",
        "draft": "abc",
    } | more


def send(world: World, fields: dict[str, str], who: str = "Idris") -> Any:
    return world.client(who).post("/rulebook/propose/", fields)


def test_a_paragraph_is_cut_out_with_its_blocks_and_put_back_unchanged(world: World) -> None:
    book = reading.assembly().books[-1][1]
    for paragraph in book.paragraphs:
        place = paragraph_in(book, paragraph.number)
        assert place.text.startswith(f"{paragraph.number} ")
        assert place.text.count("```") == 2 * (len(paragraph.powers) + paragraph.entrenched) + 2 * (
            "```holidays" in place.text
        )
        text = with_paragraph(book, paragraph.number, place.text)
        assert text.replace("Edition 2.", "Edition 1.") == book.text


def test_a_paragraph_that_is_not_there_cannot_be_cut_out(world: World) -> None:
    with pytest.raises(KeyError):
        paragraph_in(reading.assembly().books[-1][1], "99.9")


def test_the_number_of_the_edition_is_raised_unless_the_writer_has_done_so(world: World) -> None:
    book = reading.assembly().books[-1][1]
    assert "Edition 2." in next_edition(book, book.text)
    assert "Edition 7." in next_edition(book, book.text.replace("Edition 1.", "Edition 7."))
    assert next_edition(book, "no number") == "no number"


def test_a_change_stands_in_the_record_with_both_texts(world: World, now: Now) -> None:
    now(1)
    base = reading.assembly().books[-1][1]
    answer = send(world, typed())
    assert (answer.status_code, answer["Location"]) == (303, "/rulebook/changes/1/")
    entry = Entry.objects.order_by("-index")[0]
    case: Any = reading.assembly().cases["change/1"]
    assert (entry.act, entry.rule, case.base) == ("change.propose", "7.1", base.digest)
    proposed = reading.paper(case.proposed)
    assert proposed is not None
    assert b"[21 days]{motion.seconding}" in proposed
    assert Change.objects.get().title == "Three weeks"
    assert not Draft.objects.exists()


def test_the_page_begins_with_the_paragraph_as_it_stands(world: World, now: Now) -> None:
    now(1)
    shown = world.client("Idris").get("/rulebook/propose/?paragraph=4.2").content.decode()
    assert "within [14 days]{motion.seconding} from tabling" in shown
    assert "## 5 Debate" not in shown
    whole = world.client("Idris").get("/rulebook/propose/").content.decode()
    assert "## 5 Debate" in whole
    assert world.client("Idris").get("/rulebook/propose/?paragraph=99.9").status_code == 404
    assert world.client().get("/rulebook/propose/").status_code == 302


def test_checking_shows_old_and_new_and_enters_nothing(world: World, now: Now) -> None:
    now(1)
    before = Entry.objects.count()
    shown = send(world, typed(check="1")).content.decode()
    assert "It reads well, keeps every guarantee, and its examples hold." in shown
    assert re.search(r"<del><span class=\"hidden\">\[left out: </span>14", shown)
    assert re.search(r"<ins><span class=\"hidden\">\[inserted: </span>21", shown)
    assert Entry.objects.count() == before


def test_checking_comes_first_until_a_check_has_passed(world: World, now: Now) -> None:
    now(1)
    before = world.client("Idris").get("/rulebook/propose/?paragraph=4.2").content.decode()
    assert '<button class="button" name="check"' in before
    assert '<button class="button plain" name="propose"' in before
    after = send(world, typed(check="1")).content.decode()
    assert '<button class="button plain" name="check"' in after
    assert '<button class="button" name="propose"' in after


def test_the_box_for_the_words_is_as_tall_as_they_need(world: World, now: Now) -> None:
    assert ChangeForm(initial={"words": "one\ntwo\n" + "x" * 81}).fields["words"].widget.attrs["rows"] == 8
    assert ChangeForm({"words": "one"}).fields["words"].widget.attrs["rows"] == 5
    now(1)
    whole = world.client("Idris").get("/rulebook/propose/").content.decode()
    assert re.search(r'<textarea[^>]*name="words"[^>]*rows="24"', whole)


@pytest.mark.parametrize(
    ("number", "old", "new", "said"),
    [
        ("4.2", "{motion.seconding} from", "{motion seconding} from", "a mark is not well formed"),
        ("4.2", "who: member of the branch", "who: the wise", "Line"),
        ("4.3", "needs: names a ground; by passkey", "needs: by passkey", "guarantee G16"),
        ("4.6", "[7 days]{motion.objecting}", "[1 hour]{motion.objecting}", "guarantee G20"),
        ("4.2", "[2 members]", "[2 members]", "It changes nothing."),
    ],
)
def test_a_fault_is_named_with_line_and_cure_and_nothing_typed_is_lost(
    world: World, now: Now, number: str, old: str, new: str, said: str
) -> None:
    now(1)
    answer = send(world, typed(number, old, new))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert 'class="cure"' in shown
    assert 'value="Three weeks"' in shown
    assert "Two are short in summer." in shown
    assert not Change.objects.exists()
    assert Draft.objects.get().fields["title"] == "Three weeks"


def test_a_line_is_counted_within_the_words_that_were_typed(world: World, now: Now) -> None:
    now(1)
    shown = send(world, typed("4.2", "power: motion.second", "power: motion.salute")).content.decode()
    wanted = words_of("4.2").split("\n").index("power: motion.second") + 1
    assert f'<a href="#id_words">Line {wanted}</a>' in shown


def test_a_rulebook_whose_examples_no_longer_hold_is_shown_to_be_so(world: World, now: Now) -> None:
    now(1)
    answer = send(world, typed("4.2", "[14 days]", "[60 days]"))
    assert answer.status_code == 422
    assert "This example does not hold" in answer.content.decode()


@pytest.mark.parametrize("missing", ["title", "reasons", "words"])
def test_title_reasons_and_words_are_all_wanted(world: World, now: Now, missing: str) -> None:
    now(1)
    assert send(world, typed() | {missing: " "}).status_code == 422
    assert not Change.objects.exists()


def test_a_paragraph_nobody_knows_is_no_page(world: World, now: Now) -> None:
    now(1)
    assert send(world, typed() | {"paragraph": "99.9"}).status_code == 404


def test_an_entrenched_paragraph_is_announced_before_it_is_proposed(world: World, now: Now) -> None:
    now(1)
    fields = typed("7.2", "[5 members]", "[6 members]", check="1")
    faults = send(world, fields).content.decode()
    fields = typed("1.1", "each member may rely on them", "every member may rely on them", check="1")
    shown = send(world, fields).content.decode()
    assert "It touches an entrenched paragraph" in shown
    assert "It touches an entrenched paragraph" not in send(world, typed(check="1")).content.decode()
    assert faults


def test_a_change_is_kept_as_it_is_typed(world: World, now: Now) -> None:
    now(1)
    client = world.client("Idris")
    assert "Kept at 12:00" in client.post("/rulebook/drafts/keep/", typed()).content.decode()
    shown = client.get("/rulebook/drafts/abc/").content.decode()
    assert "[21 days]" in shown
    assert "/rulebook/drafts/abc/" in client.get("/rulebook/changes/").content.decode()
    assert "Three weeks" not in world.client("Ola").get("/rulebook/drafts/abc/").content.decode()
    assert client.post("/rulebook/propose/", typed(keep="1"))["Location"] == "/rulebook/drafts/abc/"
    client.post("/rulebook/propose/", typed(discard="1"))
    assert not Draft.objects.exists()


def test_notice_goes_to_all_members_once_enough_back_it(world: World, now: Now) -> None:
    now(1)
    send(world, typed())
    for name in ("Wren", "Ola", "Vic", "Una"):
        acts.back(number=1, by=world[name], at=day(2))
    assert not Letter.objects.filter(occasion="change-notice").exists()
    acts.back(number=1, by=world["Dov"], at=day(2))
    assert world.standing("change/1", 2) == "notice"
    assert Letter.objects.filter(occasion="change-notice").count() == 12
    acts.back(number=1, by=world["Esi"], at=day(3))
    assert Letter.objects.filter(occasion="change-notice").count() == 12


@pytest.mark.parametrize("who", ["Idris", "Ola"])
def test_nobody_backs_their_own_change_or_twice(world: World, now: Now, who: str) -> None:
    now(1)
    send(world, typed())
    acts.back(number=1, by=world["Ola"], at=day(2))
    with pytest.raises(OutOfOrder) as refused:
        acts.back(number=1, by=world[who], at=day(2))
    assert refused.value.rule == "7.2"


def test_what_is_no_rulebook_is_refused_by_the_act_itself(world: World) -> None:
    with pytest.raises(OutOfOrder):
        acts.propose(by=world["Idris"], rulebook="# Hm", title="T", reasons="R", at=day(1))
    assert read("# Hm")[0] is None

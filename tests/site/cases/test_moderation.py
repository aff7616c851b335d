"""A comment is flagged, hidden, appealed and restored: by acts and on pages, by all who have a part in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from case_world import DAY, HOUR, Cases
from case_world import cases as cases  # the fixture
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import moderation
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.acts.moderation import Statement
from folkmoot.site.cases.models import Docket
from folkmoot.site.debate.acts import speak
from folkmoot.site.debate.models import Mute, Speech
from folkmoot.site.evidence.models import Item
from folkmoot.site.motions import acts as motions
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry, Sealed
from folkmoot.tlog.leaf import Leaf

HARSH = "Whoever wants this is a fool, and Ada most of all."
PASSAGE = "Ada most of all"


def debated(cases: Cases) -> str:
    """A motion in debate; its name."""
    motion = motions.table(
        by=cases["Ada"],
        branch="commons",
        title="Open the hall",
        text="The hall is open on Sundays.",
        at=cases.now,
    )
    for name in ("Ben", "Cyn"):
        motions.second(number=motion.number, by=cases[name], at=cases.now)
    return f"motion/{motion.number}"


def said(cases: Cases, words: str = HARSH, by: str = "Del") -> int:
    """A speech by Del in a debate; its entry."""
    return speak(on=debated(cases), by=cases[by], words=words, at=cases.now).entry


def flagged(cases: Cases, ground: str = "person", by: str = "Eli", **more: Any) -> str:
    """A comment by Del that Eli has flagged; the name of the matter."""
    entry = said(cases, **more)
    return str(moderation.flag(entry=entry, ground=ground, by=cases[by], at=cases.now).entry.on)


def stated(**more: Any) -> Statement:
    full = {
        "rule": "13.1",
        "passage": PASSAGE,
        "facts": "It is about Ada, not about the hall.",
        "automatic": False,
    }
    return Statement(**{**full, "appeal": "On its page, to a jury.", **more})


def decided(cases: Cases, outcome: str = "hidden", **more: Any) -> str:
    on = flagged(cases, **more)
    moderation.moderate(
        on=on, by=cases.officer("moderator"), at=cases.now, outcome=outcome, statement=stated()
    )
    return on


def appealed(cases: Cases, **more: Any) -> str:
    on = decided(cases, **more)
    moderation.appeal(on=on, by=cases.hand("Del", "author"), at=cases.now, reasons="It was about the plan.")
    return on


def page(cases: Cases, name: str, path: str, **more: Any) -> str:
    answer = cases.client(name, **more).get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def in_debate(cases: Cases, name: str) -> str:
    return page(cases, name, "/motions/1/")


def on_day(cases: Cases, later: int = 0) -> str:
    """The day as pages write it, or a later one: "2 June 2026"."""
    return date_format(cases.today() + timedelta(days=later), "j F Y")


def six_months_on(cases: Cases) -> str:
    """The last day of six months from now."""
    book = reading.assembly().book_at(cases.now)
    return date_format(
        book.calendar.last_day(book.settings["moderation.appealing"].value, cases.now), "j F Y"
    )


def number(on: str) -> int:
    return int(on.partition("/")[2])


# Flagging


def test_each_speech_of_others_has_a_link_by_which_a_member_flags_it(cases: Cases) -> None:
    entry = said(cases)
    link = f"/cases/comment/{entry}/flag/"
    assert link in in_debate(cases, "Eli")
    assert link not in in_debate(cases, "Del"), "one's own words are not flagged"
    assert link not in page(cases, "", "/motions/1/")


def test_flagging_offers_the_grounds_in_the_words_of_the_rulebook_and_needs_one(cases: Cases) -> None:
    entry = said(cases)
    path = f"/cases/comment/{entry}/flag/"
    asked = page(cases, "Eli", path)
    assert "An attack on a person" in asked and HARSH in asked
    empty = cases.client("Eli").post(path, {})
    assert empty.status_code == 422 and "Choose one of these." in empty.content.decode()
    assert not Docket.objects.exists()
    done = cases.client("Eli").post(path, {"ground": "person"})
    assert done.status_code == 303 and done["Location"].endswith(f"#speech-{entry}")
    assert cases.state(f"comment/{entry}") == "flagged"


def test_whoever_is_not_signed_in_is_asked_to_sign_in_before_flagging(cases: Cases) -> None:
    answer = cases.client().get(f"/cases/comment/{said(cases)}/flag/")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


def test_nobody_flags_their_own_words_or_what_is_no_comment(cases: Cases) -> None:
    entry = said(cases)
    with pytest.raises(OutOfOrder, match="your own comment"):
        moderation.flag(entry=entry, ground="person", by=cases["Del"], at=cases.now)
    with pytest.raises(OutOfOrder, match="no such comment"):
        moderation.flag(entry=1, ground="person", by=cases["Eli"], at=cases.now)
    with pytest.raises(OutOfOrder):
        moderation.flag(entry=entry, ground="dull", by=cases["Eli"], at=cases.now)
    assert not Docket.objects.exists()


def test_a_flag_alone_changes_nothing_that_members_see(cases: Cases) -> None:
    on = flagged(cases)
    shown = in_debate(cases, "Fay")
    assert HARSH in shown and "Hidden" not in shown and on not in shown


def test_the_officers_are_written_to_and_the_record_names_nobody(cases: Cases) -> None:
    flagged(cases)
    told = set(Letter.objects.filter(occasion="case-news").values_list("person_id", flat=True))
    assert told == {cases["Moe"].pk, cases["Tam"].pk}
    for entry in Entry.objects.all():
        for name in ("Del", "Eli", HARSH):
            assert name.encode() not in bytes(entry.leaf)


# Holding back and deciding


def test_a_threat_is_held_back_at_once_and_is_visible_again_by_time_alone(cases: Cases) -> None:
    on = flagged(cases, ground="threat")
    moderation.hold(on=on, by=cases.officer("moderator"), at=cases.now)
    assert HARSH not in in_debate(cases, "Fay") and "Held back under rule 13.2" in in_debate(cases, "Fay")
    cases.now += 24 * HOUR
    assert HARSH not in in_debate(cases, "Fay")
    cases.now += 1 + DAY  # the term ends with the day on which its hours run out, at the latest
    before = Entry.objects.count()
    assert HARSH in in_debate(cases, "Fay")
    assert Entry.objects.count() == before, "no act was needed"


def test_an_attack_on_a_person_is_not_held_back(cases: Cases) -> None:
    on = flagged(cases)
    with pytest.raises(OutOfOrder, match="Only these are held back at once"):
        moderation.hold(on=on, by=cases.officer("moderator"), at=cases.now)
    assert "do/comment.hold" not in page(cases, "Moe", f"/cases/{on}/", by_passkey=True)


def test_the_button_for_holding_back_stands_where_the_ground_allows_it(cases: Cases) -> None:
    on = flagged(cases, ground="private")
    path = f"/cases/{on}/do/comment.hold/"
    assert path in page(cases, "Moe", f"/cases/{on}/", by_passkey=True)
    assert cases.client("Moe", by_passkey=True).post(path).status_code == 303
    assert cases.state(on) == "held"


def test_a_hidden_comment_leaves_a_mark_with_rule_day_ground_and_the_end_of_the_appeal(cases: Cases) -> None:
    on = decided(cases)
    shown = in_debate(cases, "Fay")
    assert HARSH not in shown
    assert f"Hidden under rule 13.3 on {on_day(cases)}: an attack on a person." in shown
    assert f"An appeal is open until {six_months_on(cases)}." in shown
    assert f"/cases/{on}/" in shown


def test_its_author_reads_it_in_its_place_and_others_do_not(cases: Cases) -> None:
    decided(cases)
    shown = in_debate(cases, "Del")
    assert HARSH in shown and "Only you, and a jury, can read your words:" in shown
    assert HARSH not in in_debate(cases, "Eli")
    assert HARSH not in in_debate(cases, "Moe")


def test_hidden_words_are_not_shown_to_whoever_answers_them(cases: Cases) -> None:
    on = decided(cases)
    shown = page(cases, "Fay", f"/motions/1/speak/?answer={number(on)}")
    assert HARSH not in shown and "Hidden under rule 13.3" in shown


def test_a_label_stands_above_the_words_and_a_kept_comment_has_none(cases: Cases) -> None:
    decided(cases, outcome="labelled")
    shown = in_debate(cases, "Fay")
    assert shown.index("Labelled under rule 13.3") < shown.index(HARSH)


def test_a_kept_comment_has_no_mark(cases: Cases) -> None:
    on = decided(cases, outcome="kept")
    shown = in_debate(cases, "Fay")
    assert HARSH in shown and "13.3" not in shown and on not in shown


@pytest.mark.parametrize("part", ["rule", "passage", "facts", "appeal", "automatic"])
def test_a_statement_of_reasons_that_lacks_a_part_is_refused_and_nothing_is_hidden(
    cases: Cases, part: str
) -> None:
    on = flagged(cases)
    lacking = stated(**{part: None if part == "automatic" else ""})
    with pytest.raises(OutOfOrder):
        moderation.moderate(
            on=on, by=cases.officer("moderator"), at=cases.now, outcome="hidden", statement=lacking
        )
    assert cases.state(on) == "flagged" and HARSH in in_debate(cases, "Fay")
    assert not Item.objects.filter(kind="reasons").exists()


FULL = {
    "outcome": "hidden",
    "rule": "13.1",
    "passage": PASSAGE,
    "facts": "It is about Ada.",
    "automatic": "no",
}


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"outcome": ""}, "required"),
        ({"rule": "99.9"}, "The rulebook has no paragraph 99.9"),
        ({"passage": "Words that were never said"}, "These words do not stand in the comment"),
        ({"facts": " "}, "required"),
        ({"automatic": ""}, "required"),
    ],
    ids=["outcome", "rule", "passage", "facts", "machine"],
)
def test_the_form_does_not_submit_incomplete_and_loses_nothing(
    cases: Cases, left_out: dict[str, str], says: str
) -> None:
    on = flagged(cases)
    answer = cases.client("Moe", by_passkey=True).post(f"/cases/{on}/do/comment.moderate/", FULL | left_out)
    shown = answer.content.decode()
    assert answer.status_code < 300 or answer.status_code == 422
    assert says in shown and (PASSAGE in shown)
    assert cases.state(on) == "flagged"


def test_the_moderator_decides_by_the_form_and_both_sides_read_the_reasons(cases: Cases) -> None:
    on = flagged(cases)
    answer = cases.client("Moe", by_passkey=True).post(f"/cases/{on}/do/comment.moderate/", FULL)
    assert answer.status_code == 303, answer.content.decode()
    assert cases.state(on) == "hidden"
    for name in ("Del", "Eli"):
        shown = page(cases, name, f"/cases/{on}/")
        for words in (
            "Rule 13.1",
            "It is about Ada.",
            "No machine helped",
            "How to appeal: within 6 months",
            "The passage",
        ):
            assert words in shown, (name, words)
    told = Letter.objects.filter(occasion="case-news", person__in=[cases["Del"], cases["Eli"]])
    assert told.count() == 2


def test_everybody_else_sees_the_skeleton_alone(cases: Cases) -> None:
    on = decided(cases)
    for name in ("", "Fay"):
        shown = page(cases, name, f"/cases/{on}/")
        assert "Hidden under rule 13.3" in shown and f"/record/{number(on) + 1}/" in shown
        for words in (HARSH, PASSAGE, "not about the hall", "Eli", "do/moderation.appeal"):
            assert words not in shown.replace(f"{name} ·", ""), words


def test_an_officer_without_a_passkey_decides_nothing(cases: Cases) -> None:
    on = flagged(cases)
    held = cases.office("moderator")
    with pytest.raises(OutOfOrder, match="passkey"):
        moderation.moderate(
            on=on, by=Hand(held.person, "moderator", office=held), at=cases.now, outcome="hidden",
            statement=stated(),
        )  # fmt: skip


# Who may not, and who may


@pytest.mark.parametrize("part", ["author", "flagger"])
def test_a_moderator_with_a_part_is_told_why_they_may_not_and_who_may(cases: Cases, part: str) -> None:
    on = flagged(cases, by="Moe") if part == "flagger" else None
    if on is None:
        entry = said(cases, by="Moe")
        on = str(moderation.flag(entry=entry, ground="person", by=cases["Eli"], at=cases.now).entry.on)
    with pytest.raises(OutOfOrder):
        moderation.moderate(
            on=on, by=cases.officer("moderator"), at=cases.now, outcome="hidden", statement=stated()
        )
    for path in ("/cases/comments/", f"/cases/{on}/"):
        shown = page(cases, "Moe", path, by_passkey=True)
        assert ("You flagged it." if part == "flagger" else "You wrote it.") in shown
        assert "Tam (secretary)" in shown
    assert "do/comment.moderate" not in page(cases, "Moe", f"/cases/{on}/", by_passkey=True)
    assert "do/comment.moderate" in page(cases, "Tam", f"/cases/{on}/", by_passkey=True)
    moderation.moderate(
        on=on, by=cases.officer("secretary"), at=cases.now, outcome="kept", statement=stated()
    )
    assert cases.state(on) == "kept"


def test_the_desk_lists_what_lapses_next_first_and_is_closed_to_members(cases: Cases) -> None:
    first = flagged(cases)
    cases.now += HOUR
    second = speak(on="motion/1", by=cases["Fay"], words="You too.", at=cases.now).entry
    moderation.flag(entry=second, ground="off-topic", by=cases["Eli"], at=cases.now)
    shown = page(cases, "Moe", "/cases/comments/", by_passkey=True)
    assert shown.index(f"/cases/{first}/") < shown.index(f"/cases/comment/{second}/")
    assert "47 hours left" in shown
    assert cases.client("Eli").get("/cases/comments/").status_code == 403
    assert cases.client("Moe").get("/cases/comments/").status_code == 403, "without a passkey"


def test_what_nobody_decides_in_time_stands(cases: Cases) -> None:
    on = flagged(cases)
    cases.pass_days(4)
    assert cases.state(on) == "stands"
    assert HARSH in in_debate(cases, "Fay")
    assert "Nothing waits." in page(cases, "Moe", "/cases/comments/", by_passkey=True)


# Changing, appealing, judging


def test_its_author_puts_other_words_in_its_place_and_they_are_visible(cases: Cases) -> None:
    on = decided(cases)
    path = f"/cases/{on}/do/comment.edit/"
    assert cases.client("Del").post(path, {"words": "I am against **this**."}).status_code == 303
    shown = in_debate(cases, "Fay")
    assert "I am against <strong>this</strong>." in shown and HARSH not in shown
    assert f"Its author put these words in the place of others on {on_day(cases)}." in shown
    assert cases.client("Eli").post(path, {"words": "No."}).status_code == 403
    leaf = Leaf.decode(bytes(Entry.objects.get(act="comment.edit").leaf))
    assert reading.unseal(cases["Del"], leaf.seals[0]) == b"I am against **this**."


def test_empty_words_do_not_take_the_place_of_others(cases: Cases) -> None:
    on = decided(cases)
    with pytest.raises(OutOfOrder, match="says something"):
        moderation.put_other_words(on=on, by=cases.hand("Del", "author"), at=cases.now, words=" \n")
    assert HARSH in in_debate(cases, "Del")


def test_a_jury_without_the_moderator_and_both_sides_restores_it_with_reasons(cases: Cases) -> None:
    on = appealed(cases)
    assert "A jury decides on an appeal" in in_debate(cases, "Fay")
    jury = [Hand(person, "panel member") for person in cases.seat(on)]
    assert len(jury) == 3
    names = {hand.person.shown_name for hand in jury if hand.person}
    assert not names & {"Del", "Eli", "Moe"}
    one = jury[0].person
    assert one is not None
    shown = page(cases, one.shown_name, f"/cases/{on}/")
    for words in (HARSH, "It is about Ada", ">Appeal<", ">The passage<"):
        assert words in shown, words
    for link in re.findall(r'href="(/evidence/[^"]+)"', shown):
        assert cases.client(one.shown_name).get(link).status_code == 200
    path = f"/cases/{on}/do/jury.decide/"
    short = cases.client(one.shown_name).post(path, {"outcome": "restored", "reasons": "No."})
    assert "Write two sentences or more" in short.content.decode() and not cases.case(on).proposals
    full = {"outcome": "restored", "reasons": "It is harsh. It is about the plan all the same."}
    assert cases.client(one.shown_name).post(path, full).status_code == 303
    assert cases.state(on) == "jury", "one of three is not most of them"
    two = jury[1].person
    assert two is not None
    asked = page(cases, two.shown_name, f"/cases/{on}/do/jury.agree/")
    assert "It is about the plan all the same." in asked
    put = next(iter(cases.case(on).proposals))
    answer = cases.client(two.shown_name).post(f"/cases/{on}/do/jury.agree/", {"proposal": str(put)})
    assert answer.status_code == 303 and cases.state(on) == "restored"
    shown = in_debate(cases, "Fay")
    assert HARSH in shown and "Visible again since" in shown and "a jury decided so" in shown


def test_a_jury_that_upholds_leaves_the_mark(cases: Cases) -> None:
    on = appealed(cases)
    jury = [Hand(person, "panel member") for person in cases.seat(on)]
    done = moderation.judge(
        on=on, by=jury[0], at=cases.now, outcome="upheld", reasons="It is an attack. It stays."
    )
    moderation.agree(on=on, by=jury[1], at=cases.now, proposal=done.entry.index)
    assert cases.state(on) == "upheld"
    shown = in_debate(cases, "Fay")
    assert HARSH not in shown and "A jury has upheld that." in shown


def test_where_no_jury_decides_in_time_it_is_restored_and_no_timer_was_needed(cases: Cases) -> None:
    on = appealed(cases)
    before = Entry.objects.count()
    assert HARSH not in in_debate(cases, "Fay")
    cases.pass_days(30)
    assert HARSH in in_debate(cases, "Fay") and "no jury decided in time" in in_debate(cases, "Fay")
    assert cases.state(on) == "restored" and Entry.objects.count() == before


def test_the_flagger_appeals_against_keeping_and_the_author_against_hiding(cases: Cases) -> None:
    on = decided(cases, outcome="kept")
    appeal = f"/cases/{on}/do/moderation.appeal/"
    assert appeal in page(cases, "Eli", f"/cases/{on}/")
    assert appeal not in page(cases, "Del", f"/cases/{on}/")
    assert cases.client("Eli").post(appeal, {"reasons": "It names Ada."}).status_code == 303
    assert cases.state(on) == "jury" and HARSH in in_debate(cases, "Fay")


def test_an_appeal_that_comes_too_late_is_refused_with_its_rule(cases: Cases) -> None:
    on = decided(cases)
    cases.pass_days(190)
    with pytest.raises(OutOfOrder) as refused:
        moderation.appeal(on=on, by=cases.hand("Del", "author"), at=cases.now, reasons="Late.")
    assert refused.value.rule == "13.5"
    assert "Nobody appealed in time." in in_debate(cases, "Fay")


# Destroying


def destroyed(cases: Cases) -> str:
    on = decided(cases, ground="private")
    moderation.ask_to_destroy(on=on, by=cases.officer("moderator"), at=cases.now)
    cases.pass_days(3)
    moderation.destroy(on=on, by=cases.officer(), at=cases.now)
    return on


def test_two_officers_destroy_the_words_and_the_passage_and_the_seal_stays(cases: Cases) -> None:
    on = destroyed(cases)
    entry = Entry.objects.get(index=number(on))
    (seal,) = Leaf.decode(bytes(entry.leaf)).seals
    assert not Sealed.objects.filter(seal=seal).exists()
    assert bytes(Speech.objects.get(pk=number(on)).box) == b""
    assert reading.unseal(cases["Del"], seal) is None
    for name in ("Del", "Fay"):
        shown = in_debate(cases, name)
        assert HARSH not in shown and "Destroyed under rule 13.6" in shown
    for name in ("Del", "Eli", "Moe"):
        assert PASSAGE not in page(cases, name, f"/cases/{on}/")


def test_one_officer_alone_destroys_nothing_and_only_what_the_law_forbids(cases: Cases) -> None:
    on = decided(cases)
    with pytest.raises(OutOfOrder, match="Only what the law forbids"):
        moderation.ask_to_destroy(on=on, by=cases.officer("moderator"), at=cases.now)
    assert HARSH in in_debate(cases, "Del")


def test_destruction_waits_until_its_author_was_told_for_a_day_and_lapses(cases: Cases) -> None:
    on = decided(cases, ground="private")
    moderation.ask_to_destroy(on=on, by=cases.officer("moderator"), at=cases.now)
    assert Letter.objects.filter(person=cases["Del"], once__startswith=on).count() >= 2
    with pytest.raises(OutOfOrder):
        moderation.destroy(on=on, by=cases.officer(), at=cases.now)
    cases.pass_days(20)
    assert cases.state(on) == "hidden"
    assert HARSH in in_debate(cases, "Del")


# Keeping somebody from posting


def muted(cases: Cases, hours: int = 48) -> Entry:
    return moderation.mute(
        whom=cases["Del"],
        by=cases.office("moderator"),
        hours=hours,
        why="Three threats today.",
        at=cases.now,
        by_passkey=True,
    )


def test_a_muted_person_who_posts_is_told_until_when_and_what_is_untouched(cases: Cases) -> None:
    on = debated(cases)
    muted(cases)
    answer = cases.client("Del").post("/motions/1/speak/", {"words": "But I must say this."})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f"You are kept from posting until {on_day(cases, 2)}, 12:00." in shown
    assert "may vote, second, appeal and act in their own case" in shown and "13.7" in shown
    assert "But I must say this." in shown, "what was typed is not lost"
    assert not Speech.objects.exists()
    motions.table(by=cases["Del"], branch="commons", title="Mine", text="Let us.", at=cases.now)
    cases.now += 48 * HOUR + 1
    assert speak(on=on, by=cases["Del"], words="Now.", at=cases.now).entry


def test_a_muted_person_changes_their_words_and_appeals(cases: Cases) -> None:
    on = decided(cases)
    muted(cases)
    moderation.appeal(on=on, by=cases.hand("Del", "author"), at=cases.now, reasons="It was about the plan.")
    assert cases.state(on) == "jury"


def test_others_speak_while_somebody_is_muted(cases: Cases) -> None:
    on = debated(cases)
    muted(cases)
    assert speak(on=on, by=cases["Fay"], words="I am for it.", at=cases.now).entry


def test_the_letter_says_why_and_until_when_and_the_record_names_nobody(cases: Cases) -> None:
    entry = muted(cases)
    letter = Letter.objects.get(occasion="kept-from-posting")
    shown = page(cases, "Del", f"/letters/{letter.pk}/")
    assert "Three threats today." in shown and f"{on_day(cases, 2)}, 12:00" in shown
    assert b"Del" not in bytes(entry.leaf) and cases["Del"].code("mute/1").encode() not in bytes(entry.leaf)


def test_nobody_is_muted_a_third_time_or_for_longer_than_the_rules_say(cases: Cases) -> None:
    with pytest.raises(OutOfOrder, match="72 hours"):
        muted(cases, hours=73)
    for _time in range(2):
        muted(cases)
        cases.pass_days(5)
    with pytest.raises(OutOfOrder, match="Bring a complaint"):
        muted(cases)
    assert Mute.objects.count() == 2


def test_the_page_for_muting_asks_for_hours_and_reasons(cases: Cases) -> None:
    on = flagged(cases)
    path = f"/cases/{on}/mute/"
    moe = cases.client("Moe", by_passkey=True)
    assert path in page(cases, "Moe", f"/cases/{on}/", by_passkey=True)
    assert moe.post(path, {"hours": "", "why": ""}).status_code == 422
    long = moe.post(path, {"hours": "100", "why": "Threats."})
    assert long.status_code == 422 and "72 hours" in long.content.decode()
    assert not Mute.objects.exists()
    assert moe.post(path, {"hours": "24", "why": "Threats."}).status_code == 303
    assert Mute.objects.get().person_id == cases["Del"].pk
    assert cases.client("Eli").get(path).status_code == 403


def test_a_moderator_who_has_held_a_comment_back_decides_on_it_by_the_form(cases: Cases) -> None:
    on = flagged(cases, ground="threat")
    moderation.hold(on=on, by=cases.officer("moderator"), at=cases.now)
    assert f"/cases/{on}/do/comment.moderate/" in page(cases, "Moe", f"/cases/{on}/", by_passkey=True)
    answer = cases.client("Moe", by_passkey=True).post(f"/cases/{on}/do/comment.moderate/", FULL)
    assert answer.status_code == 303 and cases.state(on) == "hidden"


def test_the_case_officer_joins_in_by_the_page(cases: Cases) -> None:
    on = decided(cases, ground="private")
    asked = cases.client("Moe", by_passkey=True).post(f"/cases/{on}/do/comment.shred/")
    assert asked.status_code == 303 and cases.state(on) == "shredding"
    cases.pass_days(2)
    shown = page(cases, "Oona", f"/cases/{on}/", by_passkey=True)
    assert f"/cases/{on}/do/shred.join/" in shown and HARSH in shown
    assert cases.client("Oona", by_passkey=True).post(f"/cases/{on}/do/shred.join/").status_code == 303
    assert cases.state(on) == "shredded"


def test_the_desk_and_a_page_take_few_queries_however_much_there_is(cases: Cases) -> None:
    on = appealed(cases)
    jury = [Hand(person, "panel member") for person in cases.seat(on)]
    done = moderation.judge(on=on, by=jury[0], at=cases.now, outcome="upheld", reasons="It is one. It stays.")
    moderation.agree(on=on, by=jury[1], at=cases.now, proposal=done.entry.index)
    for each in range(8):
        entry = speak(on="motion/1", by=cases["Fay"], words=f"Word {each}.", at=cases.now).entry
        moderation.flag(entry=entry, ground="off-topic", by=cases["Moe"], at=cases.now)
    for name, path in (("Moe", "/cases/comments/"), ("Del", f"/cases/{on}/"), ("Moe", f"/cases/{on}/")):
        client = cases.client(name, by_passkey=True)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) < 15, (name, path, len(asked))

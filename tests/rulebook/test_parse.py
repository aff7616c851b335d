"""Reading: total, strict, and every setting exactly where its words stand."""

import string
from dataclasses import fields
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rulebook.book import BadRulebook, Rulebook, Window
from folkmoot.rulebook.layout import LONGEST
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter
from folkmoot.rulebook.values import Count, Root, Share, Term, Words, read_value
from folkmoot.rulebook.vocabulary import OFFENCES

NETWORK = parse(starter("network"))
TERM_KEYS = sorted(key for key, setting in NETWORK.settings.items() if isinstance(setting.value, Term))
UNITS = ("hours", "days", "working days", "weeks", "months", "years")


def answer(text: str) -> Rulebook | BadRulebook:
    """What `parse` makes of a text; anything but these two fails the test."""
    try:
        return parse(text)
    except BadRulebook as bad:
        return bad


@given(st.text(max_size=300))
def test_any_text_is_a_rulebook_or_a_bad_one(text: str) -> None:
    found = answer(text)
    assert isinstance(found, Rulebook) or found.faults


@given(
    st.sampled_from(STARTERS),
    st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=20_000),
            st.integers(min_value=0, max_value=40),
            st.text(max_size=8)
            | st.sampled_from(["[", "]{", "```", "\n\n", "## 2 X", "(a) ", "; ", " from ", "9.9"]),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_a_starter_cut_about_is_a_rulebook_or_a_bad_one(name: str, cuts: list[tuple[int, int, str]]) -> None:
    text = starter(name)
    for at, length, instead in cuts:
        text = text[:at] + instead + text[at + length :]
    found = answer(text)
    if isinstance(found, BadRulebook):
        lines = [fault.line for fault in found.faults]
        assert lines == sorted(lines)
        assert all(0 <= line <= text.count("\n") + 1 for line in lines)
        assert str(found).startswith(f"line {lines[0]}: ")
    else:
        assert found.digest == sha256(text.encode()).hexdigest()


@given(st.sampled_from(STARTERS), st.data())
def test_a_starter_with_a_line_gone_is_a_rulebook_or_a_bad_one(name: str, data: st.DataObject) -> None:
    lines = starter(name).split("\n")
    gone = data.draw(st.integers(min_value=0, max_value=len(lines) - 1))
    answer("\n".join(lines[:gone] + lines[gone + 1 :]))


@given(st.sampled_from(TERM_KEYS), st.integers(min_value=2, max_value=90), st.sampled_from(UNITS))
def test_other_words_in_a_mark_change_exactly_that_setting(key: str, number: int, unit: str) -> None:
    old = NETWORK.setting(key)
    words = f"{number} {unit}"
    book = parse(NETWORK.text.replace(f"[{old.words}]{{{key}}}", f"[{words}]{{{key}}}"))
    assert book.setting(key).value == Term(number, unit)
    for other, setting in NETWORK.settings.items():
        if other != key:
            assert book.setting(other) == setting


@given(st.text(alphabet=string.printable + "½é", max_size=30))
def test_words_that_are_no_value_stay_words(words: str) -> None:
    value = read_value(words)
    if isinstance(value, Words):
        assert value.text == words
    else:
        assert any(c.isdigit() for c in words) or words.split()


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_a_share_is_reached_from_its_exact_bound_on(top: int, bottom: int) -> None:
    value = read_value(f"{top}/{bottom}")
    if top > bottom:
        assert isinstance(value, Words)
        return
    assert isinstance(value, Share)
    assert value.reached(top, bottom)
    assert not value.reached(top * 7 - 1, bottom * 7)
    if top < bottom:
        strict = read_value(f"more than {top}/{bottom}")
        assert isinstance(strict, Share)
        assert not strict.reached(top * 7, bottom * 7)
        assert strict.reached(top * 7 + 1, bottom * 7)


def test_a_rulebook_too_long_to_be_read_is_refused_unread() -> None:
    found = answer("# A\n" * LONGEST)
    assert isinstance(found, BadRulebook)
    assert "characters" in found.faults[0].says


def test_title_edition_and_chapters_are_read() -> None:
    assert (NETWORK.title, NETWORK.edition) == ("Rules of the Network", 1)
    assert [chapter.number for chapter in NETWORK.chapters] == list(range(1, 17))
    assert NETWORK.chapters[3].title == "Motions"
    assert hash(NETWORK) == hash(parse(starter("network")))
    assert parse(starter("network")) == NETWORK
    without = parse(starter("network").replace("Edition 1.\n", ""))
    assert without.edition == 1


def test_a_power_carries_what_its_block_says() -> None:
    (second,) = NETWORK.powers["motion.second"]
    assert second.paragraph == "4.2"
    assert second.who == ("member of the branch",)
    assert [need.name for need in second.needs] == ["not the mover", "not already a seconder"]
    assert second.within == Window("motion.seconding", "tabling", Term(14, "days"))
    assert (second.missed, second.threshold) == ("the motion lapses", 2)
    (rule_out,) = NETWORK.powers["motion.rule_out"]
    assert rule_out.grounds == ("contrary", "not-our-business", "decided-recently", "defamatory")
    assert rule_out.need("names a ground") is not None
    assert rule_out.need("a vacancy") is None
    assert [power.paragraph for power in NETWORK.powers["motion.put"]] == ["4.8", "4.9"]
    (table,) = NETWORK.powers["motion.table"]
    assert table.needs[0].key == "motion.length"
    ordinary, entrenched = NETWORK.powers["change.declare"]
    assert ordinary.repeat is None
    assert entrenched.repeat == Term(60, "days")
    assert ordinary.majority == Share(2, 3, strict=False)


def test_every_power_stands_under_the_paragraph_that_it_cites() -> None:
    for name in STARTERS:
        book = parse(starter(name))
        for act, powers in book.powers.items():
            for power in powers:
                assert power.act == act
                assert power in book.paragraph(power.paragraph).powers
                assert book.text.split("\n")[power.line - 1] == "```rule"


def test_every_setting_stands_on_its_line() -> None:
    for name in STARTERS:
        book = parse(starter(name))
        for setting in book.settings.values():
            assert f"[{setting.words}]{{{setting.key}}}" in book.text.split("\n")[setting.line - 1]


def test_marked_words_may_run_on_over_a_line() -> None:
    book = parse(starter("network").replace("[14 days]{motion.seconding}", "[14\ndays]{motion.seconding}"))
    setting = book.setting("motion.seconding")
    assert (setting.words, setting.value) == ("14 days", Term(14, "days"))


def test_a_declared_office_may_hold_powers_and_a_term_of_office_is_none() -> None:
    book = parse(starter("union-branch"))
    assert book.offices == (
        "chair",
        "secretary",
        "treasurer",
        "clerk",
        "returning officer",
        "case officer",
        "moderator",
        "drafter",
        "arranger",
        "committee member",
        "delegate",
    )
    assert "returning officer" in book.powers["motion.put"][0].who
    assert book.setting("office.term").value == Term(2, "years")


def test_an_unknown_paragraph_or_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        NETWORK.paragraph("9.99")
    with pytest.raises(KeyError):
        NETWORK.setting("motion.nothing")


def test_examples_are_read_step_by_step() -> None:
    first = NETWORK.examples[0]
    assert [step.kind for step in first.given] == ["branch", "table"]
    assert first.given[0].numbers == (30,)
    assert (first.when.kind, first.when.numbers, first.when.day, first.when.hour) == ("second", (2,), 3, 12)
    assert (first.then.kind, first.then.value) == ("state", "in debate")
    ruling = NETWORK.examples[3]
    assert (ruling.when.office, ruling.then.kind, ruling.then.value) == ("secretary", "refused", "4.3")
    vote = next(s for e in NETWORK.examples for s in e.given if s.kind == "vote")
    assert vote.numbers == (12, 5, 3)
    timed = parse(starter("network").replace("rules it out on day 4", "rules it out on day 4 at 09:05"))
    assert (timed.examples[3].when.hour, timed.examples[3].when.minute) == (9, 5)


def test_every_starter_shows_examples_and_the_network_at_least_a_dozen() -> None:
    assert len(NETWORK.examples) >= 12
    assert all(parse(starter(name)).examples for name in STARTERS)


def test_a_starter_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no starter rulebook kingdom"):
        starter("kingdom")


def test_all_faults_are_told_at_once() -> None:
    text = (
        starter("network")
        .replace("who: founder", "who: king")
        .replace("[72 hours]{motion.ruling}", "[soon]{motion.ruling}")
    )
    found = answer(text)
    assert isinstance(found, BadRulebook)
    assert len(found.faults) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("who: founder", "who: founder or founder", "a role is named twice"),
        ("needs: by passkey", "needs: by passkey; by passkey", "a condition is named twice"),
        ("motion.seconding from tabling", "motion.seconding after tabling", "not 'KEY from EVENT'"),
        ("grounds: motion.ground", "grounds: motion.reason", "no words are marked motion.reason.*"),
        ("[the branch]{delegates.electors}", "[the chair]{delegates.electors}", "knows for 'electors'"),
        ("quorum: vote.quorum", "quorum: vote.lasts", "(vote.lasts) is a term, not a count"),
        ("[14 days]{motion.seconding}", "[ 14 days]{motion.seconding}", "stray spaces"),
        ("given a branch of 30 members; a motion", "given a motion", "does not begin with a branch"),
        ("a motion is tabled on day 0\nwhen 2", "a motion is tabled on day 0\nwhile 2", "is due here"),
        ("then it is in force\n", "", "has no 'then'"),
        ("## 5 Debate", "## 5 Debate\n\n## 6 Empty", "chapter 5 has no paragraph"),
        ("# Rules of the Network\n", "# Rules of the Network\n\n```rule\n```\n", "follows no paragraph"),
        ("within: motion.mending from", "within: motion.ground.contrary from", "is plain words, not a term"),
    ],
)
def test_a_slip_is_told_for_what_it_is(old: str, new: str, says: str) -> None:
    assert old in NETWORK.text
    found = answer(NETWORK.text.replace(old, new, 1))
    assert isinstance(found, BadRulebook)
    assert any(says in fault.says for fault in found.faults)


def test_a_class_must_be_a_ratio() -> None:
    found = answer(starter("debian-resolutions").replace("[2:1]", "[two thirds]"))
    assert isinstance(found, BadRulebook)
    assert [fault.says for fault in found.faults] == [
        "'two thirds' (resolution.class.override) is a share, not a ratio such as '3:1'"
    ]


def test_a_lettered_line_after_the_block_is_a_fault() -> None:
    found = answer(
        starter("network").replace("grounds: motion.ground\n```\n", "grounds: motion.ground\n```\n(e) ugly\n")
    )
    assert isinstance(found, BadRulebook)
    assert "after a block" in found.faults[0].says


def test_no_field_of_a_power_is_forgotten_when_it_is_put_into_words() -> None:
    from folkmoot.rulebook.powers import in_lines

    shown = {line for name in STARTERS for line in _lines(name)}
    named = {field.name.replace("_", " ") for field in fields(NETWORK.powers["motion.put"][0])}
    assert named - shown == {"act", "paragraph", "line"}
    assert in_lines(NETWORK.powers["motion.put"][1], NETWORK)["within"] == "3 months from tabling"
    assert Count(2) == read_value("2 members")


def _lines(name: str) -> set[str]:
    from folkmoot.rulebook.powers import in_lines

    book = parse(starter(name))
    return {line for powers in book.powers.values() for power in powers for line in in_lines(power, book)}


@pytest.mark.parametrize(
    ("example", "faults"),
    [
        ("", 1),
        ("nonsense\n", 2),
        ("when 2 members second it on day 3\nthen it is in debate\n", 1),
        ("then it is in debate\n", 1),
        ("given a branch of 3 members\ngiven a branch of 3 members\n", 2),
    ],
)
def test_an_example_that_lacks_its_beginning_is_told_once(example: str, faults: int) -> None:
    found = answer(NETWORK.text + f"\n```examples\n{example}```\n")
    assert isinstance(found, BadRulebook)
    assert len(found.faults) == faults


def test_a_setting_of_the_wrong_kind_is_told_once_though_two_powers_use_it() -> None:
    found = answer(NETWORK.text.replace("[3 members]{vote.secret-if}", "[Some]{vote.secret-if}"))
    assert isinstance(found, BadRulebook)
    assert [fault.says for fault in found.faults] == [
        "'Some' (vote.secret-if) is plain words, not a count such as '2 members'"
    ]


def test_a_root_is_reached_without_taking_one() -> None:
    quorum = read_value("3 times half the square root")
    assert isinstance(quorum, Root)
    assert [quorum.reached(votes, 100) for votes in (14, 15, 16)] == [False, True, True]
    assert [quorum.reached(votes, 1000) for votes in (47, 48)] == [False, True]


def test_an_offence_has_a_range_from_its_mildest_to_its_gravest_sanction() -> None:
    (ordinary, grave, late) = NETWORK.powers["complaint.file"]
    assert ordinary.offences == grave.offences == late.offences
    assert ordinary.offences["money"] == ("warning", "expulsion")
    assert list(ordinary.offences) == list(OFFENCES)


def test_a_step_says_what_it_is_about() -> None:
    filing = next(s for e in NETWORK.examples for s in e.given if s.kind == "file")
    assert (filing.about, filing.numbers, filing.office) == ("harassment", (), "")
    old = next(e.when for e in NETWORK.examples if e.when.kind == "file")
    assert (old.about, old.numbers) == ("disruption", (400,))
    some = next(e.when for e in NETWORK.examples if e.when.kind == "decide" and e.when.numbers)
    assert (some.about, some.numbers) == ("expulsion", (3,))
    serve = next(s for e in NETWORK.examples for s in e.given if s.kind == "serve")
    assert (serve.about, serve.office) == ("", "case officer")

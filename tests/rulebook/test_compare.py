"""Two rulebooks side by side, in words; and what counts as touching the entrenched part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.compare import compare, sentences, touches_entrenched
from folkmoot.rulebook.differences import MOST, Stretch, stretches
from folkmoot.rulebook.marks import plain
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.pieces import Piece, pieces, pieces_of
from folkmoot.rulebook.starters import STARTERS, starter

NETWORK = parse(starter("network"))


def changed(*edits: tuple[str, str]) -> Rulebook:
    text = NETWORK.text
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return parse(text)


@pytest.mark.parametrize("name", STARTERS)
def test_a_rulebook_does_not_differ_from_itself(name: str) -> None:
    book = parse(starter(name))
    comparison = compare(book, book)
    assert comparison.empty
    assert sentences(comparison) == ()
    assert not touches_entrenched(comparison, book)


@pytest.mark.parametrize("old", STARTERS)
@pytest.mark.parametrize("new", STARTERS)
def test_any_two_starters_can_be_compared_in_words(old: str, new: str) -> None:
    comparison = compare(parse(starter(old)), parse(starter(new)))
    assert comparison.empty == (old == new)
    assert all(sentence[-1] in ".'" for sentence in sentences(comparison))


def test_a_changed_term_is_told_as_words_and_as_power() -> None:
    new = changed(("[14 days]{motion.seconding}", "[21 days]{motion.seconding}"))
    comparison = compare(NETWORK, new)
    assert sentences(comparison) == (
        "4.2: leave out '14 days' and insert '21 days'.",
        "4.2: the power to second a motion: "
        "'within: 14 days from tabling' becomes 'within: 21 days from tabling'.",
    )
    (setting,) = comparison.settings
    assert (setting.key, setting.old, setting.new, setting.paragraph) == (
        "motion.seconding", "14 days", "21 days", "4.2",
    )  # fmt: skip
    assert not touches_entrenched(comparison, NETWORK)


def test_a_new_paragraph_moves_the_others_without_changing_them() -> None:
    new = changed(("3.3 An officer", "3.3 Be kind.\n\n3.4 An officer"), ("3.4 What", "3.5 What"))
    assert sentences(compare(NETWORK, new)) == (
        "Insert 3.3: 'Be kind.'",
        "3.3 becomes 3.4.",
        "3.4 becomes 3.5.",
    )
    back = sentences(compare(new, NETWORK))
    assert set(back) == {"Leave out 3.3: 'Be kind.'", "3.4 becomes 3.3.", "3.5 becomes 3.4."}


def test_words_put_in_and_left_out_are_told_with_their_place() -> None:
    new = changed(
        ("A member may leave at any time, and need not say why.", "A member may always leave at any time."),
    )
    assert sentences(compare(NETWORK, new)) == (
        "2.4: insert 'always' after 'A member may'.",
        "2.4: leave out ', and need not say why'.",
    )
    first = changed(("5.2 Speak to", "5.2 Please: Speak to"))
    assert sentences(compare(NETWORK, first)) == ("5.2: insert 'Please:' at the beginning.",)


def test_headings_holidays_and_examples_are_compared_too() -> None:
    new = changed(
        ("# Rules of the Network", "# Rules of the Net"),
        ("## 5 Debate", "## 5 Speech"),
        ("2026-12-25 Christmas Day\n", ""),
        ("2027-01-01", "2027-01-02"),
        (
            "when 2 members second it on day 3\nthen it is in debate",
            "when 2 members second it on day 4\nthen it is in debate",
        ),
    )
    assert sentences(compare(NETWORK, new)) == (
        "The heading 'Rules of the Network' becomes 'Rules of the Net'.",
        "The heading 'Debate' becomes 'Speech'.",
        "2026-12-25 is no longer a holiday.",
        "2027-01-01 is no longer a holiday.",
        "2027-01-02 becomes a holiday.",
        "1 example left out.",
        "1 example added.",
    )


def test_a_power_granted_and_one_taken_away_are_told_whole() -> None:
    block = "```rule\npower: motion.option\nwho: member of the branch\n```\n"
    new = changed(("5.2 Speak to the motion", f"5.2 Add options.\n{block}\n5.3 Speak to the motion"))
    said = sentences(compare(NETWORK, new))
    assert "5.2: the power to add an option to a motion is granted (who: member of the branch)." in said
    assert any(
        "is taken away (who: member of the branch)" in each for each in sentences(compare(new, NETWORK))
    )


def test_a_line_added_to_or_taken_from_a_power_is_told() -> None:
    new = changed(("power: branch.open\nwho: secretary or the site\nneeds: decision of the branch\n",
                   "power: branch.open\nwho: secretary or the site\n"))  # fmt: skip
    assert sentences(compare(NETWORK, new)) == (
        "1.6: the power to open a branch no longer says 'needs: decision of the branch'.",
    )
    assert sentences(compare(new, NETWORK)) == (
        "1.6: the power to open a branch now says 'needs: decision of the branch'.",
    )


def test_powers_in_another_order_are_a_difference() -> None:
    text = NETWORK.text
    start, middle = text.index("4.8 When"), text.index("4.9 After")
    end = text.index("```examples", middle)
    one, two = text[start:middle], text[middle:end]
    swapped = (
        text[:start]
        + two.replace("4.9 ", "4.8 ", 1).replace("in 4.8", "in 4.9")
        + one.replace("4.8", "4.9", 1)
    )
    new = parse(swapped + text[end:].replace("under 4.8", "under 4.9"))
    assert any("is tried in another order" in each for each in sentences(compare(NETWORK, new)))


def test_a_key_that_changes_its_name_changes_no_power() -> None:
    new = changed(("{vote.declaring}", "{vote.telling}"), ("vote.declaring from", "vote.telling from"))
    assert sentences(compare(NETWORK, new)) == (
        "6.5: the program now obeys '14 days' as vote.telling.",
        "6.5: the program no longer obeys '14 days' as vote.declaring.",
    )


@pytest.mark.parametrize(
    "edit",
    [
        ("[two thirds]{change.majority}", "[more than half]{change.majority}"),
        ("who: member\nneeds: passes the check", "who: secretary or member\nneeds: passes the check"),
        (
            "An opinion on the business of the network is no offence, whatever it is.\n",
            "Speak.\n```rule\npower: change.declare\nwho: anyone\n"
            "needs: ballot is closed\nmajority: vote.majority\n```\n",
        ),
        ("Each act names the paragraph", "Each act may name the paragraph"),
        (
            "stands in the record, not before.\n```rule\nentrenched: yes\n```\n",
            "stands in the record, not before.\n",
        ),
    ],
    ids=["majority", "holder", "a second way", "text", "no longer entrenched"],
)
def test_what_loosens_the_entrenched_part_touches_it(edit: tuple[str, str]) -> None:
    new = changed(edit)
    assert touches_entrenched(compare(NETWORK, new), NETWORK)


def test_to_entrench_one_paragraph_more_or_to_renumber_one_touches_nothing() -> None:
    more = changed(
        ("no offence, whatever it is.\n", "no offence, whatever it is.\n```rule\nentrenched: yes\n```\n")
    )
    comparison = compare(NETWORK, more)
    assert sentences(comparison) == ("5.2 is now entrenched.",)
    assert not touches_entrenched(comparison, NETWORK)
    assert sentences(compare(more, NETWORK)) == ("5.2 is no longer entrenched.",)
    assert touches_entrenched(compare(more, NETWORK), more)


WORDS = st.lists(
    st.sampled_from(
        ["the", "chair", "[14 days]{a.b}", "[21 days]{a.b}", "may", ",", ".", "rule 4.3", "\n", "né"]
    )
)


@given(WORDS, WORDS)
def test_the_stretches_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    found = stretches(before, after)
    assert "".join(each.text for each in found if each.kind != "in") == plain(before)
    assert "".join(each.text for each in found if each.kind != "out") == plain(after)
    assert all(each.text for each in found)
    if before == after:
        assert {each.kind for each in found} <= {"same"}


def test_very_long_texts_are_shown_as_replaced() -> None:
    long = "word " * (MOST // 1000)
    found = stretches(long, "other " + long)
    assert [each.kind for each in found] == ["out", "in"]


def test_trailing_space_that_stays_is_no_change() -> None:
    assert stretches("one two ", "one three ") == (
        Stretch("same", "one "),
        Stretch("out", "two"),
        Stretch("in", "three"),
        Stretch("same", " "),
    )
    assert stretches("a b c", "x c") == (
        Stretch("out", "a b"),
        Stretch("in", "x"),
        Stretch("same", " c"),
    )


def test_a_paragraph_is_cut_into_text_settings_and_references() -> None:
    found = pieces(NETWORK.paragraph("4.4"))
    assert Piece("reference", "4.3", number="4.3") in found
    found = pieces(NETWORK.paragraph("6.2"))
    assert found[1] == Piece("setting", "3 members", key="vote.secret-if")


@pytest.mark.parametrize("name", STARTERS)
def test_the_pieces_joined_are_what_members_read(name: str) -> None:
    for paragraph in parse(starter(name)).paragraphs:
        assert "".join(piece.text for piece in pieces(paragraph)) == plain(paragraph.text)


def test_a_paragraph_does_not_refer_to_itself_and_figures_are_no_references() -> None:
    assert pieces_of("see 4.3", own="4.3") == (Piece("text", "see 4.3"),)
    assert pieces_of("3.5% of 1.2.3 at v4.3") == (Piece("text", "3.5% of 1.2.3 at v4.3"),)
    assert pieces_of("") == ()
    assert pieces_of("4.3.") == (Piece("reference", "4.3", number="4.3"), Piece("text", "."))


def test_a_wider_range_is_told_and_touches_what_is_entrenched() -> None:
    old, new = "[none to function limit]{offence.disruption}", "[none to expulsion]{offence.disruption}"
    comparison = compare(NETWORK, changed((old, new)))
    said = sentences(comparison)
    assert "8.1: leave out 'function limit' and insert 'expulsion'." in said or any(
        sentence.startswith("8.1: ") and "expulsion" in sentence for sentence in said
    )
    told = [sentence for sentence in said if "the power to bring a complaint: 'offences: " in sentence]
    assert len(told) == 3
    assert all("disruption (none to expulsion)" in sentence for sentence in told)
    assert touches_entrenched(comparison, NETWORK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[24 months]{sanction.review}", "[36 months]{sanction.review}"),
        ("[120 days]{case.overall}", "[150 days]{case.overall}"),
        ("[28 days]{interim.lasts}", "[27 days]{interim.lasts}"),
        ("[3 people]{panel.seats}", "[5 people]{panel.seats}"),
        ("who: adjudicator\nneeds: names a ground", "who: adjudicator or member\nneeds: names a ground"),
        ("[90 days]{review.deciding}", "[91 days]{review.deciding}"),
        ("[7 days]{jury.deciding}", "[8 days]{jury.deciding}"),
    ],
)
def test_what_guards_the_accused_is_entrenched(old: str, new: str) -> None:
    assert touches_entrenched(compare(NETWORK, changed((old, new))), NETWORK)

"""The floor under complaints, panels, precautions, appeals, reviews and moderation: each test has its book.

Every book here is the network's rules with one thing bent. A test of the floor that no table breaks fails.
"""

import re
from collections.abc import Iterator

import pytest

from folkmoot.rulebook import bounds, floors, vocabulary
from folkmoot.rulebook import floors_of_elections as elections
from folkmoot.rulebook import floors_of_justice as justice
from folkmoot.rulebook import floors_of_plans as plans
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.guarantees import FLOORS, KEPT_BY_THE_PROGRAM, TITLES, check
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.rulebook.values import Count, Share, Term, read_value

TEXT = starter("network").partition("```examples")[0] + "".join(
    part.partition("\n```\n")[2] for part in starter("network").split("```examples")[1:]
)
"""The network's rules without their examples."""
NETWORK = parse(TEXT)

BLOCK = re.compile(r"```rule\n(?:(?!```).*\n)*```\n")


def bent(old: str, new: str) -> str:
    assert old in TEXT, old
    return TEXT.replace(old, new)


def without(act: str) -> str:
    """The text without the blocks that grant an act."""
    return BLOCK.sub(lambda block: "" if f"power: {act}\n" in block[0] else block[0], TEXT)


def held_by(act: str, who: str) -> str:
    """The text with an act granted to others, in each block that grants it."""

    def block(found: re.Match[str]) -> str:
        mine = f"power: {act}\n" in found[0]
        return re.sub(r"who: .*\n", f"who: {who}\n", found[0]) if mine else found[0]

    return BLOCK.sub(block, TEXT)


def line_of(act: str, line: str, new: str, first: bool = False) -> str:
    """The text with one line of the blocks of an act changed, or taken out."""
    done: list[str] = []

    def block(found: re.Match[str]) -> str:
        if f"power: {act}\n" not in found[0] or (first and done):
            return found[0]
        done.append(act)
        assert re.search(rf"^{line}: ", found[0], re.MULTILINE), (act, line)
        return re.sub(rf"^{line}: .*\n", new, found[0], flags=re.MULTILINE)

    return BLOCK.sub(block, TEXT)


def mark(key: str, words: str) -> str:
    """The text with other words marked with a key."""
    return re.sub(rf"\[[^\]]*\]{{{re.escape(key)}}}", f"[{words}]{{{key}}}", TEXT)


def unmarked(key: str) -> str:
    """The text with the words of a key no longer marked."""
    return re.sub(rf"\[([^\]]*)\]{{{re.escape(key)}}}", r"\1", TEXT)


def broken(text: str) -> set[tuple[str, str]]:
    """The tests of the floor that a text breaks: guarantee and name."""
    book = parse(text)
    return {(floor.guarantee, floor.find.__name__) for floor in FLOORS if list(floor.find(book))}


SINGLE = {
    "missing_setting": [
        unmarked("case.overall"),
        mark("case.overall", "soon"),
        mark("draw.source", "the chair's hat"),
        mark("draw.quick", "the treasurer's dice"),
    ],
    "strange_condition": [
        line_of("reply.file", "who", "who: subject\nneeds: ballot is open\n"),
        line_of("review.apply", "who", "who: applicant\nneeds: on the roll\n"),
        line_of("appeal.file", "who", "who: subject\nafter: appeal.term from decision\n", first=True),
    ],
    "only_in_special_cases": [
        line_of("appeal.file", "who", "who: subject\nneeds: good cause\n", first=True),
    ],
    "old_matters_without_limit": [
        line_of("complaint.file", "within", "", first=True).replace("missed: the complaint is barred\n", "")
    ],
    "small_panel_for_expulsion": [mark("panel.seats", "7 people")],
    "no_room_for_a_hearing": [mark("hearing.notice", "45 days")],
    "rejected_without_ground": [
        line_of("triage.reject", "needs", ""),
        line_of("triage.reject", "grounds", ""),
        line_of("comment.flag", "needs", ""),
    ],
    "panel_without_majority": [
        *(line_of(act, "majority", "") for act in justice.AGREEING),
        mark("appeal.majority", "half"),
        mark("jury.majority", "a third"),
    ],
    "no_second_look": [
        line_of("triage.reject", "appeal", ""),
        line_of("comment.moderate", "appeal", "appeal: triage.ask_again\n"),
    ],
    "no_end_by_time": [
        line_of("reply.file", "within", "within: reply.term from opening\n"),
        line_of("charge.serve", "within", "", first=True).replace("missed: any member may do it\n", ""),
    ],
    "untrue_consequence": [line_of("reply.file", "missed", "missed: the complaint is barred\n")],
    "under_another_key": [
        TEXT.replace("reply.term", "answer.term"),
        TEXT.replace("appeal.term", "appealing.term"),
    ],
    "classes_without_number": [line_of("class.join", "threshold", "")],
    "late_acknowledgement": [mark("complaint.acknowledging", "15 days")],
    "complaint_of_anything": [line_of("complaint.file", "offences", "", first=True)],
    "no_remedy": [unmarked(f"remedy.{each}") for each in vocabulary.REMEDIES],
    **{
        f"kept_from_rejecting_{guarantee}": [unmarked(f"triage.ground.{ground}")]
        for guarantee, ground in justice.ALWAYS_A_GROUND.items()
    },
}
"""Books that break one test each, by the name of the test."""


def test_every_guarantee_has_a_title_and_a_test_unless_no_rulebook_can_break_it() -> None:
    assert list(TITLES) == [f"G{number}" for number in range(1, 29)]
    assert {floor.guarantee for floor in FLOORS} == set(TITLES) - set(KEPT_BY_THE_PROGRAM)


def test_no_test_of_the_floor_is_without_a_book_that_breaks_it() -> None:
    made = {
        *SINGLE,
        *(f"not_granted_{grant.guarantee}" for grant in justice.GRANTS),
        *(f"not_theirs_{guarantee}" for guarantee in justice.RESERVED),
        *(f"out_of_bounds_{each.guarantee}" for each in (*bounds.WINDOWS, *bounds.SETTINGS)),
    }
    names = {floor.find.__name__ for floor in FLOORS}
    others = (floors, plans, elections)
    here = {name for name in names if not any(hasattr(other, name) for other in others)}
    assert here == made


def test_the_network_keeps_the_floor() -> None:
    assert check(NETWORK) == ()


def test_a_rulebook_that_hears_no_complaints_is_asked_for_nothing() -> None:
    chapters = starter("network").partition("\n## 8 ")[0] + "\n"
    assert check(parse(chapters)) == ()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SINGLE.items() for text in texts])
def test_a_rulebook_with_one_guarantee_switched_off_is_refused(name: str, text: str) -> None:
    assert name in {found for _, found in broken(text)}


@pytest.mark.parametrize("grant", justice.GRANTS, ids=lambda grant: f"{grant.guarantee}-{grant.act}")
def test_an_act_that_a_guarantee_needs_is_granted(grant: justice.Grant) -> None:
    if grant.because == (grant.act,):
        return
    assert (grant.guarantee, f"not_granted_{grant.guarantee}") in broken(without(grant.act))


def holders() -> Iterator[tuple[justice.Grant, str]]:
    for grant in justice.GRANTS:
        for roles in grant.holders:
            others = {role for power in NETWORK.powers[grant.act] for role in power.who} - roles
            yield grant, ", ".join(sorted(others)) or "secretary"


@pytest.mark.parametrize(("grant", "who"), list(holders()), ids=lambda each: getattr(each, "act", each))
def test_an_act_that_a_guarantee_needs_is_granted_to_those_whose_it_is(
    grant: justice.Grant, who: str
) -> None:
    assert (grant.guarantee, f"not_granted_{grant.guarantee}") in broken(held_by(grant.act, who))


@pytest.mark.parametrize(
    ("guarantee", "act"), [(name, act) for name, acts in justice.RESERVED.items() for act in acts]
)
def test_no_officer_is_given_what_is_for_parties_and_panels(guarantee: str, act: str) -> None:
    who = ", ".join((*NETWORK.powers[act][0].who, "chair"))
    assert (guarantee, f"not_theirs_{guarantee}") in broken(held_by(act, who))


def outside(words: str, by: int) -> str:
    """A value that lies `by` beyond a bound."""
    value = read_value(words)
    if isinstance(value, Share):
        return "more than half"
    assert isinstance(value, Count | Term)
    number = value.number + by * (2 if isinstance(value, Count) else 1)
    if isinstance(value, Count):
        return f"{number} {'person' if number == 1 else 'people'}"
    if number < 1:
        return "1 hour"
    return str(Term(number, value.unit))


def ends() -> Iterator[tuple[str, str, str, str]]:
    for window in bounds.WINDOWS:
        (power, *_) = bounds.powers_for(NETWORK, window)
        assert power.within is not None
        for words, by in ((window.least, -1), (window.most, 1)):
            if words:
                yield window.guarantee, power.within.key, words, outside(words, by)
    for bound in bounds.SETTINGS:
        for words, by in ((bound.least, -1), (bound.most, 1)):
            if words:
                yield bound.guarantee, bound.key, words, outside(words, by)


@pytest.mark.parametrize(("guarantee", "key", "bound", "beyond"), sorted(set(ends())))
def test_a_number_may_lie_at_its_bound_and_not_beyond(
    guarantee: str, key: str, bound: str, beyond: str
) -> None:
    name = f"out_of_bounds_{guarantee}"

    def faults(text: str) -> list[str]:
        find = next(floor.find for floor in FLOORS if floor.find.__name__ == name)
        return [says for _, says in find(parse(text))]

    assert faults(mark(key, bound)) == []
    assert faults(mark(key, beyond)) != []


@pytest.mark.parametrize("key", [bound.key for bound in bounds.SETTINGS if bound.days])
def test_what_the_program_adds_up_in_days_is_written_in_days(key: str) -> None:
    guarantee = next(bound.guarantee for bound in bounds.SETTINGS if bound.key == key)
    assert (guarantee, f"out_of_bounds_{guarantee}") in broken(mark(key, "1 week"))


@pytest.mark.parametrize("key", ["panel.seats", "panel.large", "panel.duty"])
def test_a_panel_of_an_even_number_is_refused(key: str) -> None:
    assert ("G12", "out_of_bounds_G12") in broken(mark(key, "6 people"))


def test_the_tables_speak_of_acts_settings_and_consequences_that_exist() -> None:
    book: Rulebook = NETWORK
    for bound in bounds.WINDOWS:
        assert bound.act in vocabulary.ACTS
        assert bound.event in vocabulary.EVENTS
        assert set(bound.missed) <= vocabulary.MISSED
        assert bounds.powers_for(book, bound)
    assert {bound.key for bound in bounds.SETTINGS} <= set(vocabulary.SETTINGS)
    unbounded = set(vocabulary.SETTINGS) - {bound.key for bound in bounds.SETTINGS}
    assert {key for key in unbounded if vocabulary.SETTINGS[key][0] != "words"} == {
        "reply.term",
        "appeal.term",
    }

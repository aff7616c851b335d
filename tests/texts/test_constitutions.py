"""Resolutions over a constitution, on texts that nobody here wrote."""

import random
from itertools import islice, permutations
from pathlib import Path

import pytest

from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.clause import read_revision
from folkmoot.texts.compile import check, sweep
from folkmoot.texts.edits import Amendment, Reword, read_amendment
from folkmoot.texts.order import order, rivals
from folkmoot.texts.relations import EXCLUDING, relations
from texts.constitutions import Constitution, Unknown, folders, is_sweep
from texts.real_data import each

ORDERS = 120
"""Orders tried where there are more than these."""


@pytest.fixture(scope="module", params=each(folders))
def constitution(request: pytest.FixtureRequest) -> Constitution:
    found = Constitution(request.param)
    try:
        for place in range(len(found.resolutions)):
            found.options(place)
    except Unknown as unknown:
        pytest.skip(f"its resolutions have an operation that no README describes: {unknown}")
    return found


def carried(constitution: Constitution) -> list[Amendment]:
    winners = (constitution.winner(place) for place in range(len(constitution.resolutions)))
    return [winner for winner in winners if winner is not None]


def test_every_version_reads_as_it_was_written(constitution: Constitution) -> None:
    for said in constitution.versions.values():
        revision = constitution.read(said)
        assert read_revision(revision.data) == revision
        assert (
            constitution.said(revision)[1] == constitution.said(constitution.read({**said, "heading": ""}))[1]
        )


def test_every_option_fits_the_base(constitution: Constitution) -> None:
    assert carried(constitution), "no resolution changes anything"
    for place in range(len(constitution.resolutions)):
        for amendment in constitution.options(place).values():
            check(constitution.base, amendment)
            assert read_amendment(amendment.data, amendment.number) == amendment


def test_all_orders_of_the_resolutions_give_the_text_as_voted(constitution: Constitution) -> None:
    winners = carried(constitution)
    orders = list(islice(permutations(winners), ORDERS + 1))
    if len(orders) > ORDERS:
        chance = random.Random(1)
        orders = [tuple(chance.sample(winners, len(winners))) for _ in range(ORDERS)]
    for row in orders:
        revision = adopt(constitution.base, row).revision
        assert constitution.said(revision)[1] == constitution.expected[1]  # the title states the version


def test_rival_options_collide_and_give_another_text(constitution: Constitution) -> None:
    tried = 0
    for place in range(len(constitution.resolutions)):
        for one, two in constitution.rivals(place):
            tried += 1
            told = relations(constitution.base, [one, two])
            assert any(relation.kind in EXCLUDING for relation in told)
            with pytest.raises(Collision) as refused:
                adopt(constitution.base, [two, one])
            assert {refused.value.a, refused.value.b} == {one.number, two.number}
            assert rivals(told, [one.number, two.number]) == (tuple(sorted((one.number, two.number))),)
            assert order(constitution.base, [one, two], told)[0] in (
                (one.number, two.number),
                (two.number, one.number),
            )
            texts = []
            for option in (one, two):
                others = [
                    winner for winner in carried(constitution) if winner.number // 10 != option.number // 10
                ]
                texts.append(constitution.said(adopt(constitution.base, [*others, option]).revision)[1])
            assert texts[0] != texts[1]
            winner = constitution.winner(place)
            expected = [option is not None and option == winner for option in (one, two)]
            assert [text == constitution.expected[1] for text in texts] == expected
    if not tried:
        pytest.skip("no resolution here has rival options")


def test_a_sweep_finds_as_many_places_as_the_resolution_says(constitution: Constitution) -> None:
    found = [
        (operation, constitution.sweep(operation))
        for resolution in constitution.resolutions
        for option in resolution["options"]
        for operation in option.get("operations") or ()
        if is_sweep(operation) and operation.get("expected_count") is not None
    ]
    for operation, said in found:
        assert len(sweep(constitution.base, said, 1)) == operation["expected_count"]
    if not found:
        pytest.skip("no resolution here says in how many places it changes a word")


def test_every_word_that_changed_names_the_resolution_that_changed_it(constitution: Constitution) -> None:
    winners = {winner.number: winner for winner in carried(constitution)}
    adopted = adopt(constitution.base, winners.values())
    for (id, field), told in adopted.segments.items():
        for segment in told:
            for number in segment.numbers:
                assert says(winners[number], segment.text)
        if (id, field) and all(not segment.numbers for segment in told) and id in constitution.base.by_id:
            assert getattr(adopted.revision.by_id[id], field) in getattr(constitution.base.by_id[id], field)


def says(amendment: Amendment, words: str) -> bool:
    """Whether an amendment puts in these words."""
    news = [edit.new for edit in amendment.edits if isinstance(edit, Reword)]
    return any(words in new for new in news) or words.encode()[1:-1] in amendment.data


def test_the_folder_is_looked_for(tmp_path: Path) -> None:
    assert folders(tmp_path) == []
    (tmp_path / "amendments" / "one").mkdir(parents=True)
    (tmp_path / "amendments" / "one" / "amendments.json").write_text("[]")
    assert [folder.name for folder in folders(tmp_path)] == ["one"]

"""Texts of clauses: how deep they go, and where everything stands."""

import json

import pytest

from folkmoot.texts.clause import DEEPEST, BadText, Clause, Revision, forbidden, read_revision
from texts.text_world import PLAN


def nested(depth: int) -> Revision:
    clause = Clause("c0")
    for number in range(1, depth):
        clause = Clause(f"c{number}", children=(clause,))
    return Revision("", (clause,))


def test_clauses_hang_no_deeper_than_a_reader_can_follow() -> None:
    assert read_revision(nested(DEEPEST).data) == nested(DEEPEST)
    with pytest.raises(BadText, match=f"more than {DEEPEST} deep"):
        read_revision(nested(DEEPEST + 1).data)


def test_a_text_knows_where_each_clause_stands() -> None:
    assert PLAN.in_order[:3] == ["aims", "homes", "votes"]
    assert [PLAN.places[id] for id in ("aims", "votes", "means")] == [0, 2, 6]
    assert [PLAN.ends[id] for id in ("aims", "votes", "note")] == [5, 4, 9]
    assert list(PLAN.above("ballot")) == ["votes", "aims"]
    assert PLAN.under("") == PLAN.clauses
    assert [clause.id for clause in PLAN.walk()] == list(PLAN.in_order)


def test_a_text_reads_as_it_was_written_and_in_no_other_spelling() -> None:
    assert read_revision(PLAN.data) == PLAN
    with pytest.raises(BadText, match="not in its canonical form"):
        read_revision(json.dumps(json.loads(PLAN.data)).encode())


def test_clauses_are_a_list() -> None:
    with pytest.raises(BadText, match="clauses: clauses are a list"):
        read_revision(b'{"clauses":{},"format":"folkmoot/text/v1","title":""}')


@pytest.mark.parametrize(
    "mark", "\x00\t\xad\u034f\u061c\u180e\u200b\u202e\u2063\u3164\ufeff\ufffb\uffff\U000e0041\U0010ffff"
)
def test_nothing_stands_in_a_text_that_nobody_can_see(mark: str) -> None:
    assert forbidden(mark)


@pytest.mark.parametrize("mark", "\naé\u200c\u200d\ufe0f東\U0001fae9")
def test_what_can_be_seen_or_joins_letters_stands_on_every_version_of_unicode(mark: str) -> None:
    assert not forbidden(mark)

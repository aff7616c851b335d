"""The paper of a marshalled list: one form, and each departure from it is named."""

import json
from typing import Any

import pytest

from folkmoot.procedure.agenda import ADVICE, Advice, Agenda, Group, read_agenda
from folkmoot.texts.clause import BadText
from procedure.world import SEAL

FULL = Agenda(
    ((4,), (2, 3), (1,)),
    (Group("Meetings", (2, 3)), Group("Money", (1,))),
    (Advice(2, "support", SEAL), Advice(3, "leave open")),
)


def test_what_is_written_is_read_again() -> None:
    for agenda in (FULL, Agenda()):
        assert read_agenda(agenda.data) == agenda
    assert FULL.item_of(3) == (1, (2, 3))
    assert FULL.item_of(9) is None


ADVISED = {"amendment": 1, "word": "support"}


def bent(**changes: Any) -> bytes:
    value = json.loads(FULL.data) | changes
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (b"[]", "", "this is no marshalled list"),
        (b"{", "", "this is no JSON in UTF-8"),
        (bent(format="folkmoot/agenda/v2"), "", "this is no marshalled list"),
        (bent(more=1), "", "this is no marshalled list"),
        (bent(order={}), "order", "this is no list"),
        (bent(order=[4]), "order[0]", "this is no list"),
        (bent(order=[[]]), "order[0]", "these are no numbers of amendments"),
        (bent(order=[[0]]), "order[0]", "these are no numbers of amendments"),
        (bent(order=[[True]]), "order[0]", "these are no numbers of amendments"),
        (bent(order=[["1"]]), "order[0]", "these are no numbers of amendments"),
        (bent(order=[[1], [2, 1]]), "order", "an amendment stands twice"),
        (bent(groups=[{"title": "x"}]), "groups[0]", "a group has a title and amendments"),
        (bent(groups=[[]]), "groups[0]", "a group has a title and amendments"),
        (bent(groups=[{"title": 7, "amendments": [1]}]), "groups[0].title", "this is no text"),
        (bent(groups=[{"title": "x" * 201, "amendments": [1]}]), "groups[0].title", "this is no text"),
        (bent(groups=[{"title": "x", "amendments": 1}]), "groups[0].amendments", "this is no list"),
        (bent(groups=[{"title": "x", "amendments": [1, 1]}]), "groups", "an amendment stands twice"),
        (bent(advice=[1]), "advice[0]", "advice names an amendment"),
        (bent(advice=[{"amendment": 1}]), "advice[0]", "advice names an amendment"),
        (bent(advice=[ADVISED | {"by": "x"}]), "advice[0]", "advice names an amendment"),
        (bent(advice=[{"amendment": "1", "word": "support"}]), "advice[0]", "these are no numbers"),
        (bent(advice=[{"amendment": 1, "word": "burn"}]), "advice[0]", "advice is one of support, oppose"),
        (bent(advice=[ADVISED | {"reasons": "x"}]), "advice[0]", "reasons are named"),
        (bent(advice=[ADVISED | {"reasons": 7}]), "advice[0]", "reasons are named"),
        (bent(advice=[ADVISED, ADVISED | {"word": ADVICE[1]}]), "advice", "an amendment stands twice"),
        (FULL.data + b"\n", "", "the list is not in its canonical form"),
    ],
)  # fmt: skip
def test_a_list_in_another_form_is_refused_by_what_is_wrong(data: bytes, where: str, says: str) -> None:
    with pytest.raises(BadText) as bad:
        read_agenda(data)
    assert bad.value.where == where
    assert says in bad.value.says
    assert bad.value.cure.endswith(".")

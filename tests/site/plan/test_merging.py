"""Two people write one draft: what each did is put together, and no words are lost."""

from typing import Any

from folkmoot.site.plan import changes
from folkmoot.site.plan.changes import Words
from folkmoot.site.plan.merging import merge


def words(clause: str, now: str) -> dict[str, Any]:
    return changes.as_json(Words(clause, "body", "It was.", now))


def draft(*said: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"reasons": "", **fields, "changes": list(said)}


def both(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    return merge(base, mine, theirs, by="me", at=7)


def test_changes_of_two_clauses_are_both_there() -> None:
    base = draft()
    assert both(base, draft(words("a", "Mine.")), draft(words("b", "Theirs."))) == draft(
        words("b", "Theirs."), words("a", "Mine.")
    )


def test_two_wordings_of_one_clause_stand_side_by_side() -> None:
    found = both(draft(), draft(words("a", "Mine.")), draft(words("a", "Theirs.")))
    assert found["changes"] == [words("a", "Theirs.")]
    assert found["aside"] == [{"by": "me", "at": 7, "key": "words/a/body", "value": words("a", "Mine.")}]


def test_the_same_wording_by_both_stands_once() -> None:
    found = both(draft(), draft(words("a", "Same.")), draft(words("a", "Same.")))
    assert found == draft(words("a", "Same."))


def test_what_only_one_changed_is_taken_from_them() -> None:
    base = draft(words("a", "First."), reasons="Why.")
    mine = draft(words("a", "Second."), reasons="Why.")
    theirs = draft(words("a", "First."), reasons="Because.")
    assert both(base, mine, theirs) == draft(words("a", "Second."), reasons="Because.")


def test_what_one_struck_is_struck() -> None:
    base = draft(words("a", "First."), words("b", "Second."))
    theirs = draft(words("a", "First."), words("b", "Second."), reasons="Why.")
    assert both(base, draft(words("b", "Second.")), theirs) == draft(words("b", "Second."), reasons="Why.")
    assert both(base, theirs, draft(words("b", "Second."))) == draft(words("b", "Second."), reasons="Why.")


def test_what_one_struck_while_the_other_went_on_writing_stays() -> None:
    base, onward = draft(words("a", "First.")), draft(words("a", "Further."))
    assert both(base, draft(), onward) == onward
    assert both(base, onward, draft()) == onward


def test_two_reasons_stand_side_by_side() -> None:
    found = both(draft(), draft(reasons="Mine."), draft(reasons="Theirs."))
    assert found["reasons"] == "Theirs."
    assert [(each["key"], each["value"]) for each in found["aside"]] == [("field/reasons", "Mine.")]


def test_what_stood_beside_the_draft_goes_once_somebody_settled_it() -> None:
    aside = [{"by": "x", "at": 1, "key": "words/a/body", "value": words("a", "Old.")}]
    base = draft(words("a", "First.")) | {"aside": aside}
    settled = draft(words("a", "First."))
    typing = draft(words("a", "First."), words("b", "New.")) | {"aside": aside}
    assert "aside" not in both(base, settled, typing)
    assert "aside" not in both(base, typing, settled)
    more = [*aside, {"by": "y", "at": 2, "key": "field/reasons", "value": "No."}]
    assert both(base, typing, base | {"aside": more})["aside"] == more

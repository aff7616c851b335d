"""Statutes and the acts that amended them, on texts that nobody here wrote."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from folkmoot.texts.adopt import Adopted, adopt, content_of
from folkmoot.texts.clause import FIELDS, Revision, read_revision
from folkmoot.texts.compile import check
from folkmoot.texts.edits import Amendment, read_amendment
from texts.acts import STEP, Act
from texts.real_data import each
from texts.statutes import Statutes, folders, statutes_in

SHUFFLES = 20


@dataclass(frozen=True)
class Played:
    """One act: the text before it, its operations as amendments, and what they give together."""

    law: dict[str, Any]
    base: Revision
    act: Act
    amendments: list[Amendment]
    adopted: Adopted

    def operation(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.law["operations"][number // STEP - 1]
        return found


@pytest.fixture(scope="module", params=each(folders))
def statutes(request: pytest.FixtureRequest) -> Statutes:
    return statutes_in(request.param)


@pytest.fixture(scope="module")
def acts(statutes: Statutes) -> list[Played]:
    """All acts in the order in which they took effect, each on the text that the one before it gave."""
    found, base = [], statutes.base
    for law in statutes.acts:
        act = Act(base, statutes.shelf)
        for operation in law["operations"]:
            act.play(operation)
        adopted = adopt(base, act.amendments())
        found.append(Played(law, base, act, act.amendments(), adopted))
        base = adopted.revision
    return found


def test_the_acts_together_give_the_official_text(statutes: Statutes, acts: list[Played]) -> None:
    result = statutes.sections(acts[-1].adopted.revision)
    assert [number for number in statutes.official if result.get(number) != statutes.official[number]] == []
    assert list(result) == list(statutes.official)


def test_each_act_gives_what_its_operations_give_one_after_the_other(
    statutes: Statutes, acts: list[Played]
) -> None:
    for played in acts:
        assert statutes.sections(played.adopted.revision) == statutes.sections(played.act.revision())


def test_no_shuffle_of_the_operations_of_an_act_changes_the_text(acts: list[Played]) -> None:
    for seed, played in enumerate(acts):
        chance, amendments = random.Random(seed), list(played.amendments)
        for _ in range(SHUFFLES):
            chance.shuffle(amendments)
            again = adopt(played.base, amendments)
            assert again.revision == played.adopted.revision, played.law["law"]
            assert again.changed == played.adopted.changed


def test_each_operation_passes_the_check_and_reads_as_it_was_written(acts: list[Played]) -> None:
    for played in acts:
        numbers = {amendment.number: amendment for amendment in played.amendments}
        for amendment in played.amendments:
            primary = numbers.get(amendment.amends)
            check(
                content_of(primary) if primary else played.base,
                amendment,
                taken=() if primary is None else played.base.by_id,
            )
            assert read_amendment(amendment.data, amendment.number, amendment.amends) == amendment


def test_the_text_after_each_act_reads_as_it_was_written(acts: list[Played]) -> None:
    for played in acts:
        revision = played.adopted.revision
        assert read_revision(revision.data).digest == revision.digest


def test_few_operations_can_only_be_said_as_the_replacement_of_a_clause(acts: list[Played]) -> None:
    woven = sum(len(played.act.woven) for played in acts)
    operations = sum(len(played.law["operations"]) for played in acts)
    assert woven * 20 <= operations


def test_every_changed_clause_names_an_operation_that_is_about_it(acts: list[Played]) -> None:
    for played in acts:
        sections = section_of(played.base) | section_of(played.adopted.revision)
        credited = {
            name: getattr(played.adopted, name) for name in ("created", "changed", "moved", "deleted")
        }
        for id, kind in differences(played.base, played.adopted.revision):
            assert id in credited[kind], (played.law["law"], id, kind)
        for credit in credited.values():
            for id, numbers in credit.items():
                assert numbers
                for number in numbers:
                    assert played.operation(number)["section"] in (sections[id], "*")


def test_every_new_word_stands_in_the_operation_that_it_names(acts: list[Played]) -> None:
    for played in acts:
        for (id, field), told in played.adopted.segments.items():
            fresh = [segment for segment in told if segment.numbers]
            for segment in fresh:
                for number in segment.numbers:
                    if str(number // STEP) not in played.act.woven:
                        assert stands_in(segment.text, played.operation(number)), (id, field, segment)


def test_what_no_operation_names_is_as_it_was(acts: list[Played]) -> None:
    for played in acts:
        for (id, field), told in played.adopted.segments.items():
            if id in played.base.by_id and id not in played.adopted.changed:
                assert "".join(segment.text for segment in told) == getattr(played.base.by_id[id], field)


def differences(old: Revision, new: Revision) -> Iterator[tuple[str, str]]:
    """Each clause that is not as it was, and how: found without asking the engine whose work it is."""
    for id, clause in new.by_id.items():
        was = old.by_id.get(id)
        if was is None:
            yield id, "created"
        elif any(getattr(was, name) != getattr(clause, name) for name in (*FIELDS, "label", "kind")):
            yield id, "changed"
    yield from ((id, "deleted") for id in old.by_id if id not in new.by_id)


def section_of(revision: Revision) -> dict[str, str]:
    """The number of the section in which each clause stands."""
    return {clause.id: section.label or "" for section in revision.clauses for clause in section.walk()}


def stands_in(words: str, operation: dict[str, Any]) -> bool:
    said = ["[Repealed].", *sayings(operation.get("content")), *sayings(operation.get("replace"))]
    said += [words for name in ("text", "heading", "aftertext") for words in sayings(operation.get(name))]
    return operation["op"] == "repeal" or any(words.strip() in each for each in said)


def sayings(content: Any) -> Iterator[str]:
    """All words in a piece of the data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from sayings(each)

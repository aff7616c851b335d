"""What spec/texts.md says in figures and lists is what the program does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from folkmoot.cli.compose import CHECKS
from folkmoot.texts import clause, edits, order
from folkmoot.texts.composite import SIZE as COMPOSITE_SIZE
from folkmoot.texts.likeness import SIZE as LIKENESS_SIZE

SPEC = (Path(__file__).resolve().parents[2] / "spec" / "texts.md").read_text()


def section(number: int) -> str:
    found = re.search(rf"^## {number}\. .*?(?=^## |\Z)", SPEC, re.MULTILINE | re.DOTALL)
    assert found, number
    return found[0]


def test_the_formats_are_named() -> None:
    assert f"`{clause.FORMAT}`" in section(1)
    assert f"`{edits.FORMAT}`" in section(4)


def test_the_limits_are_those_of_the_program() -> None:
    assert f"hang at most {clause.DEEPEST} under one another" in section(1)
    assert f"more than {clause.DEEPEST} deep" in section(4)
    assert f"at most {clause.MOST_WORDS:,} characters" in section(1)
    assert f"at most {edits.LONGEST_LABEL} characters" in section(1)
    assert f"at most {edits.MOST_EDITS:,} |" in section(4)
    assert f"a group of up to {order.MOST} are" in section(6)
    assert COMPOSITE_SIZE == 4 and "a row of four words" in section(12)
    assert LIKENESS_SIZE == 3 and "words in rows of three" in section(12)


@pytest.mark.parametrize("kind", edits.KINDS)
def test_each_kind_of_edit_has_a_row_with_what_it_states(kind: str) -> None:
    row = next(line for line in section(4).splitlines() if line.startswith(f"| `{kind}` |"))
    stated = row.split("|")[2]
    assert re.findall(r"`([a-z]+)`", stated) == [field.name for field in fields(edits.KINDS[kind])]


def test_a_sweep_states_what_the_table_says() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", section(9), re.MULTILINE)
    stated = re.findall(r"`(\w+)`", " ".join(rows))
    assert sorted(stated) == sorted(field.name for field in fields(edits.Sweep))


def test_each_kind_and_field_of_a_clause_is_named() -> None:
    for name in (*clause.KINDS, *clause.FIELDS):
        assert f"`{name}`" in section(1)


def test_every_policy_of_order_is_described() -> None:
    assert re.findall(r"^\*\*`(\w+)`\*\*", section(6), re.MULTILINE) == list(order.POLICIES)


UNSEEN = (0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)


@pytest.mark.parametrize("mark", UNSEEN)
def test_characters_that_the_specification_forbids_are_refused(mark: int) -> None:
    assert clause.forbidden(chr(mark))


def test_the_checks_of_compose_are_those_of_the_specification() -> None:
    listed = re.findall(r"^\d\. (.*?)[;.]$", section(13), re.MULTILINE)
    assert listed == list(CHECKS)

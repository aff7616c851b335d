"""The specification says every word and every bound that the program knows."""

from pathlib import Path

import pytest

from folkmoot.rulebook import bounds, steps, vocabulary
from folkmoot.rulebook import floors_of_justice as justice

SPEC = (Path(__file__).resolve().parents[2] / "spec" / "rulebook.md").read_text(encoding="utf-8")


def words_after(head: str) -> list[str]:
    """The words that a line of section 6 or 8 lists."""
    line = next(line for line in SPEC.split("\n") if line.startswith(head))
    listed = line.removeprefix(head).partition(". ")[0].partition("; ")[0].removesuffix(".")
    return listed.strip().split(", ")


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("**Acts.**", set(vocabulary.ACTS)),
        ("**Events.**", set(vocabulary.EVENTS)),
        ("**Consequences.**", set(vocabulary.MISSED)),
        ("**Conditions.**", {name for name, kind in vocabulary.NEEDS.items() if not kind}),
        ("**Offences** (last part of the key).", set(vocabulary.OFFENCES)),
        ("**Sanctions**, from the mildest.", set(vocabulary.LADDER)),
        ("States are:", set(steps.STATES)),
    ],
)
def test_the_specification_lists_the_words_of_the_program(head: str, known: set[str]) -> None:
    listed = words_after(head)
    assert set(listed) == known
    assert len(listed) == len(known)


def test_the_specification_names_each_party_and_each_setting() -> None:
    roles = next(line for line in SPEC.split("\n") if line.startswith("**Roles.**"))
    assert all(f"{party}" in roles for party in vocabulary.PARTIES)
    for key, (kind, act) in vocabulary.SETTINGS.items():
        line = next(line for line in SPEC.split("\n") if line.startswith(f"| {act} | `"))
        assert f"`{key}` ({kind})" in line


def test_the_specification_holds_the_tables_of_the_floor() -> None:
    lines = SPEC.split("\n")
    for grant in justice.GRANTS:
        assert any(
            line.startswith(f"| {grant.guarantee} | {grant.act} | {' or '.join(grant.because)} | ")
            for line in lines
        )
    for window in bounds.WINDOWS:
        act = f"{window.act} ({window.need})" if window.need else window.act
        cells = (
            window.guarantee,
            act,
            window.event,
            window.least or "\N{EN DASH}",
            window.most or "\N{EN DASH}",
            " or ".join(window.missed),
        )
        assert f"| {' | '.join(cells)} |" in lines
    for bound in bounds.SETTINGS:
        row = (
            bound.guarantee,
            f"`{bound.key}`",
            bound.least or "\N{EN DASH}",
            bound.most or "\N{EN DASH}",
        )
        assert f"| {' | '.join(row)} |{' in days' if bound.days else ''} |" in lines

"""`folkmoot compare`, as transcripts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folkmoot.cli.main import main
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.page import page
from texts.text_world import PLAN

AIMS, MEANS = PLAN.clauses
HOMES, VOTES, FEES = AIMS.children
LATER = Revision(
    "The Plan",
    (
        replace(
            AIMS,
            children=(
                Clause("rents", body="Rents are fair."),
                replace(FEES, label="1A", body="The fee is ten pounds a year."),
                replace(VOTES, tail="and sits for one year.", children=VOTES.children[:1]),
            ),
        ),
        MEANS,
    ),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.json").write_bytes(PLAN.data)
    (tmp_path / "new.json").write_bytes(LATER.data)
    return tmp_path


def typed(*words: str, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["compare", *words], prog_name="folkmoot", color=color)


def test_the_differences_are_printed_clause_by_clause(here: Path) -> None:
    result = typed("old.json", "new.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
5 clauses differ: 1 new, 2 gone, 1 moved, 1 relabelled, 2 reworded
[-left out-] {+inserted+}

title
    The Plan[- for Change-]

clause 1.1 of the old text: gone
    [-Members may ask the committee for a home, and the committee may give one.-]

clause 1.1: new
    {+Rents are fair.+}

clause 1A (was 1.3): moved, relabelled, reworded
    The fee is [-five-]{+ten+} pounds a year.

clause 1.2: reworded
    closing words: and sits for [-two years-]{+one year+}.

clause 1.2(b) of the old text: gone
    [-by each branch,-]
"""
    )


def test_the_same_text_has_no_difference(here: Path) -> None:
    assert typed("old.json", "old.json").stdout == "no difference\n"


def test_clauses_with_another_number_only_are_named_last(here: Path) -> None:
    rents = [Clause(f"r{number}", body=f"Rent {number}.") for number in range(2)]
    aims = replace(AIMS, children=(*rents, *AIMS.children), heading="Our aims")
    many = tuple(Clause(f"c{number}", body=f"Clause {number}.") for number in range(20))
    (here / "more.json").write_bytes(Revision(PLAN.title, (aims, MEANS)).data)
    (here / "many.json").write_bytes(Revision("", many).data)
    (here / "most.json").write_bytes(Revision("", many[1:]).data)
    said = typed("old.json", "more.json").stdout
    assert "section 1: reworded\n    heading: [-Aims-]{+Our aims+}\n" in said
    assert said.endswith(
        "\nanother number only: 1.1 is 1.3, 1.2 is 1.4, 1.2(a) is 1.4(a), 1.2(b) is 1.4(b), 1.3 is 1.5\n"
    )
    said = typed("many.json", "most.json").stdout
    assert said.startswith("1 clause differs: 1 gone\n")
    assert said.endswith("12 is 11, 13 is 12, and 7 more\n")


def test_changes_are_told_without_colour_and_with_it(here: Path) -> None:
    plain, coloured = (typed("old.json", "new.json", color=color).stdout for color in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[31m\x1b[9m[-five-]\x1b[0m\x1b[32m\x1b[4m{+ten+}" in coloured


def test_of_many_unchanged_words_only_those_near_a_change_are_printed(here: Path) -> None:
    words = [f"w{number}" for number in range(80)]
    for name, changed in (("a", 40), ("b", 79)):
        said = [*words[:changed], "x", *words[changed + 1 :]]
        (here / f"{name}.json").write_bytes(Revision("", (Clause("c", body=" ".join(said)),)).data)
    said = typed("a.json", "b.json").stdout.splitlines()[-1]
    assert said.startswith(
        "    … w33 w34 w35 w36 w37 w38 w39 [-x-]{+w40+} w41 w42 w43 w44 w45 w46 w47 … w72 "
    )
    assert said.endswith(" w77 w78 [-w79-]{+x+}")


def test_pages_of_markdown_are_compared_by_their_words(here: Path) -> None:
    (here / "old.md").write_text(page(PLAN, ids=False))
    (here / "new.md").write_text(page(LATER, ids=False))
    mixed = typed("old.json", "new.md").stdout
    assert typed("old.md", "new.md").stdout == mixed
    assert "clause 1A (was 1.3): moved, relabelled, reworded\n" in mixed
    assert "clause 1.2(b) of the old text: gone\n" in mixed


def test_ids_on_a_page_hold_clauses_together(here: Path) -> None:
    (here / "old.md").write_text("1. All new words. {#a}\n\n2. Kept.\n")
    (here / "new.md").write_text("1. Kept.\n\n2. Quite different ones. {#a}\n")
    said = typed("old.md", "new.md").stdout
    assert "clause 2 (was 1): reworded\n    [-All new words-]{+Quite different ones+}.\n" in said


def test_texts_with_ids_are_never_held_together_by_words(here: Path) -> None:
    renamed = Revision(PLAN.title, (replace(AIMS, children=(HOMES, VOTES, replace(FEES, id="other"))), MEANS))
    (here / "renamed.json").write_bytes(renamed.data)
    said = typed("old.json", "renamed.json").stdout
    assert said.startswith("2 clauses differ: 1 new, 1 gone\n")


def test_texts_without_one_id_in_common_are_held_together_by_words(here: Path) -> None:
    (here / "a.json").write_bytes(Revision("", (Clause("a", body="The same."),)).data)
    (here / "b.json").write_bytes(Revision("", (Clause("b", body="The same."),)).data)
    assert typed("a.json", "b.json").stdout == "no difference\n"


def test_a_number_that_came_or_went_is_said(here: Path) -> None:
    (here / "a.json").write_bytes(Revision("", (Clause("a", "clause", "", body="One."), Clause("b"))).data)
    (here / "b.json").write_bytes(Revision("", (Clause("a", body="One, two."), Clause("b"))).data)
    said = typed("a.json", "b.json").stdout
    assert "clause 1 (was without a number): relabelled, reworded\n" in said
    assert "another number only: 1 is 2\n" in said
    (here / "c.json").write_bytes(Revision("", (Clause("b", "flush"), Clause("d", "flush"))).data)
    (here / "d.json").write_bytes(Revision("", (Clause("b", "flush", "1", body="x"),)).data)
    assert "paragraph 1 (was without a number): relabelled, reworded" in typed("c.json", "d.json").stdout


def test_differences_are_printed_for_programs(here: Path) -> None:
    value = json.loads(typed("old.json", "new.json", "--json").stdout)
    assert (value["format"], value["old"], value["new"]) == (
        "folkmoot/comparison/v1",
        PLAN.digest,
        LATER.digest,
    )
    assert value["title"] == [["same", "The Plan"], ["out", " for Change"]]
    (fees,) = [change for change in value["changes"] if change["clause"] == "fees"]
    assert fees == {
        "clause": "fees",
        "kinds": ["moved", "relabelled", "reworded"],
        "was": "1.3",
        "is": "1A",
        "fields": {
            "body": [
                ["same", "The fee is "],
                ["out", "five"],
                ["in", "ten"],
                ["same", " pounds a year."],
            ]
        },
    }
    assert value["renumbered"] == {}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("gone.md", None, "cannot read gone.md: no such file or directory"),
        ("bad.md", b"caf\xe9", "bad.md is not UTF-8 (byte 3)"),
        (
            "bad.md",
            "one.\n\ntw\u202eo.\n".encode(),
            "bad.md, line 3: it holds the invisible character U+202E",
        ),
        ("bad.json", b"{}", "bad.json: this is no text of clauses"),
        ("bad.json", PLAN.data + b"\n", "bad.json: the text is not in its canonical form"),
    ],
)
def test_a_file_that_is_no_text_is_refused(here: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (here / name).write_bytes(data)
    result = typed("old.json", name)
    assert (result.exit_code, result.stdout) == (2, "")
    first, hint = result.stderr.splitlines()
    assert first == f"folkmoot: {said}"
    assert hint.startswith("hint: ")
    assert not hint.endswith(".")

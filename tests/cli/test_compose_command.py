"""`folkmoot compose`, as transcripts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folkmoot.cli.compose import CHECKS
from folkmoot.cli.main import main
from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.clause import Clause, read_revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Reword
from folkmoot.texts.plain import read_plain
from texts.text_world import PLAN


def by(number: int, *edits: Edit) -> Amendment:
    return Amendment(number, PLAN.digest, edits)


THREE = by(
    3, Reword("fees", "body", 11, 15, "five", "ten"), Insert("aims", "homes", Clause("rents", body="Fair."))
)
SEVEN = by(7, Delete("votes"), Move("paper", "means", "note"))
EIGHT = by(8, Reword("fees", "body", 11, 15, "five", "six"))
TO_THREE = Amendment(
    9, content_of(THREE).digest, (Reword("rents", "body", 0, 4, "Fair", "Fair rents for all"),), 3
)


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["compose", *words], prog_name="folkmoot")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (folder := tmp_path / "plan").mkdir()
    (folder / "base.json").write_bytes(PLAN.data)
    for amendment in (THREE, SEVEN, EIGHT, TO_THREE):
        (folder / f"{amendment.number}.json").write_bytes(amendment.data)
    carry(folder, 3, 7)
    return folder


def carry(folder: Path, *numbers: int, **amends: int) -> None:
    said = {"carried": list(numbers), "amends": amends} if amends else {"carried": list(numbers)}
    (folder / "carried.json").write_text(json.dumps(said))


def test_the_adopted_text_is_printed_with_an_account_beside_it(here: Path) -> None:
    result = typed("plan")
    assert result.exit_code == 0
    adopted = adopt(PLAN, [THREE, SEVEN]).revision
    assert (
        result.stdout
        == """\
# The Plan for Change

## 1 Aims

These are our aims.

1.1 Members may ask the committee for a home, and the committee may give one.

1.2 Fair.

1.3 The fee is ten pounds a year.

## 2 Means

| Year | Fee |
| 2027 | five pounds |

This part follows {clause:votes}.

2.1 The committee prints a paper. It is sent to all members.
"""
    )
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines[:4]] == [
        f"{number}. {check}" for number, check in enumerate(CHECKS, start=1)
    ]
    assert lines[0].endswith(f"sha256 {PLAN.digest}, 10 clauses")
    assert lines[1].endswith("2 amendments: 3, 7")
    assert lines[3].endswith(f"sha256 {adopted.digest}, 8 clauses")
    assert lines[4:] == [
        "clause 1.2: inserted by 3",
        "clause 1.3: changed by 3",
        "clause 2.1: moved by 7",
        "clause 1.2 of the base: left out by 7",
        "clause 1.2(a) of the base: left out by 7",
        "clause 1.2(b) of the base: left out by 7",
        "note: the first paragraph of section 2 refers to votes, which is not in the text",
        "note: ask the record whether these amendments were carried, and no others",
    ]


def test_the_order_of_the_list_does_not_matter(here: Path) -> None:
    one = typed("plan").output
    carry(here, 7, 3)
    assert typed("plan").output == one


def test_nothing_carried_is_the_base(here: Path) -> None:
    carry(here)
    result = typed("plan", "--json")
    assert json.loads(result.stdout)["adopted"] == PLAN.digest
    assert "0 amendments: none" in typed("plan").stderr


@pytest.mark.parametrize("name", ["text.json", "text.md"])
def test_the_text_is_written_into_a_file(here: Path, name: str) -> None:
    result = typed("plan", "--out", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1. the base is in its one form: sha256 ")
    data = Path(name).read_bytes()
    read = read_revision(data) if name.endswith(".json") else read_plain(data.decode()).revision
    assert read == adopt(PLAN, [THREE, SEVEN]).revision


def test_changes_are_shown_with_their_numbers(here: Path) -> None:
    carry(here, 3, 7, 9, **{"9": 3})
    result = typed("plan", "--marked")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
The Plan for Change
[-left out-] {+inserted+}, each with the numbers of the amendments

1 Aims / These are our aims.
  1.1 Members may ask the committee for a home, and the committee may give one.
  1.2 [7-The committee is elected-] / [7-and sits for two years.-]
    (a) [7-by secret ballot;-]
    (b) [7-by each branch,-]
  1.2 {9+Fair rents for all+}{3+.+}
  1.3 The fee is [3-five-]{3+ten+} pounds a year.
2 Means
  | Year | Fee |
  | 2027 | five pounds |
  This part follows {clause:votes}.
  2.1 The committee prints a paper. It is sent to all members. (moved by 7)
"""
    )
    assert result.stderr.splitlines()[1].endswith("3 amendments: 3, 7, 9")


def test_text_and_provenance_are_printed_for_programs(here: Path) -> None:
    carry(here, 3, 7, 9, **{"9": 3})
    result = typed("plan", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    value = json.loads(result.stdout)
    assert value["format"] == "folkmoot/composed/v1"
    assert (value["base"], value["carried"]) == (PLAN.digest, [3, 7, 9])
    assert value["created"] == {"rents": [3]}
    assert value["moved"] == {"paper": [7]}
    assert value["deleted"] == {"votes": [7], "ballot": [7], "branch": [7]}
    assert value["words"]["rents.body"] == [["Fair rents for all", [9]], [".", [3]]]
    assert value["words"]["fees.body"][1] == ["ten", [3]]
    assert [each["id"] for each in value["text"]["clauses"]] == ["aims", "means"]
    assert value["dangling"] == [["note", "body", "votes"]]


def test_amendments_that_collide_are_refused_and_both_are_named(here: Path) -> None:
    carry(here, 3, 8)
    result = typed("plan")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "folkmoot: amendments 3 and 8 cannot both be carried: they collide at clause 1.3",
        "hint: the decisions contradict each other; take one of the two out of carried.json",
    ]


def test_a_collision_inside_an_amendment_is_named_too(here: Path) -> None:
    content = content_of(THREE)
    other = Amendment(10, content.digest, (Reword("rents", "body", 0, 4, "Fair", "Low"),), 3)
    (here / "10.json").write_bytes(other.data)
    carry(here, 3, 9, 10, **{"9": 3, "10": 3})
    result = typed("plan")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "folkmoot: amendments 9 and 10 cannot both be carried: they collide at rents\n"
    )


def test_an_amendment_that_does_not_fit_the_base_is_bad(here: Path) -> None:
    (here / "3.json").write_bytes(by(3, Reword("fees", "body", 0, 4, "five", "ten")).data)
    result = typed("plan")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "folkmoot: amendment 3, edit 1: clause fees does not say “five” there\nhint: "
    )
    (here / "3.json").write_bytes(replace(THREE, base="0" * 64).data)
    assert "amendment 3: the amendment is anchored in another text" in typed("plan").stderr


def test_an_amendment_to_one_that_is_not_carried_has_nothing_to_stand_on(here: Path) -> None:
    carry(here, 7, 9, **{"9": 3})
    result = typed("plan")
    assert result.exit_code == 1
    assert result.stderr.startswith("folkmoot: amendment 9 amends 3, which is not carried\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("base.json", b"{}", "plan/base.json: this is no text of clauses"),
        ("3.json", b"[]", "plan/3.json: this is no amendment"),
        ("3.json", None, "cannot read plan/3.json: no such file or directory"),
        ("carried.json", None, "cannot read plan/carried.json: no such file or directory"),
        *(
            ("carried.json", data, "plan/carried.json: this is no list of carried amendments")
            for data in (
                b"[3]",
                b"{}",
                b'{"carried": 3}',
                b'{"carried": ["3"]}',
                b'{"carried": [true]}',
                b'{"carried": [0]}',
                b'{"carried": [3, 3]}',
                b'{"carried": [3], "more": 1}',
                b'{"carried": [3], "amends": []}',
                b'{"carried": [3], "amends": {"03": 1}}',
                b'{"carried": [3], "amends": {"3": "1"}}',
            )
        ),
    ],
)
def test_a_folder_with_broken_files_is_refused(here: Path, name: str, data: bytes | None, said: str) -> None:
    if data is None:
        (here / name).unlink()
    else:
        (here / name).write_bytes(data)
    result = typed("plan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == f"folkmoot: {said}"


def test_the_name_of_the_file_says_how_it_is_written(here: Path) -> None:
    result = typed("plan", "--out", "text.odt")
    assert result.exit_code == 2
    assert result.stderr.startswith("folkmoot: text.odt is neither .json nor .md\n")

"""`folkmoot rulebook`, as transcripts: what is typed, what is printed, how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folkmoot.cli.main import COMMANDS, main
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="folkmoot")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_good_rulebook_is_told_what_was_checked() -> None:
    result = typed("rulebook", "check", "network")
    assert result.exit_code == 0
    book = parse(starter("network"))
    chapters = len({paragraph.number.partition(".")[0] for paragraph in book.paragraphs})
    powers = sum(map(len, book.powers.values()))
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "Rules of the Network, edition 1",
        f"1. form: {len(book.paragraphs)} paragraphs in {chapters} chapters, all numbered",
        f"2. settings: {len(book.settings)} settings, each marked once, each obeyed",
        f"3. powers: {powers} powers to do {len(book.powers)} acts",
    ]
    assert lines[4].startswith("4. guarantees: ") and " tests of G1, " in lines[4]
    assert lines[5:] == [
        f"5. examples: {len(book.examples)} examples, each comes out as written",
        f"no fault found; sha256 {book.digest}",
    ]
    assert chapters > 12 and powers > 100


@pytest.mark.parametrize("name", STARTERS)
def test_every_starter_passes_the_check_with_its_examples(name: str) -> None:
    result = typed("rulebook", "check", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no fault found" in result.stdout


def test_faults_of_form_are_numbered_with_line_and_cure(here: Path) -> None:
    text = (
        starter("network")
        .replace("[72 hours]{motion.ruling}", "[some time]{motion.ruling}")
        .replace("who: founder", "who: king")
    )
    (here / "bad.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "check", "bad.md")
    assert result.exit_code == 1
    lines = text.split("\n")
    king, some = lines.index("who: king") + 1, next(n for n, t in enumerate(lines, 1) if "some time" in t)
    assert result.stdout.startswith(
        f"bad.md: 2 faults\n\n1. line {king}, form\n   there is no role 'king'\n"
        "   cure: Roles are: adjudicator, anyone, "
    )
    assert result.stdout.endswith(
        f"\n2. line {some}, form\n"
        "   'some time' (motion.ruling) is plain words, not a term such as '14 days'\n"
        "   cure: Write a term such as '14 days' between the brackets.\n"
    )


def test_a_fault_of_the_floor_names_its_guarantee(here: Path) -> None:
    text = starter("network").replace("appeal: motion.object\n", "")
    (here / "bad.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "check", "bad.md")
    line = text.split("\n").index("power: motion.rule_out")
    assert result.exit_code == 1
    assert result.stdout == (
        "bad.md: 1 fault\n"
        f"\n1. line {line}, G20 appeal to others\n"
        "   nobody can object to a ruling under 4.3\n"
        "   cure: Add 'appeal: motion.object', and grant that to members.\n"
    )


def test_a_fault_without_a_line_is_one_of_the_whole_book(here: Path) -> None:
    text = starter("network").replace("power: member.leave\nwho: the member", "entrenched: yes")
    (here / "bad.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "check", "bad.md")
    assert result.exit_code == 1
    assert (
        "1. the whole book, G1 no act without a rule\n   no paragraph grants member.leave\n" in result.stdout
    )


def test_an_example_that_does_not_hold_is_a_fault(here: Path) -> None:
    text = starter("network").replace("then it is ruled out", "then it is carried", 1)
    (here / "bad.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "check", "bad.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("bad.md: 1 fault\n\n1. line ")


def test_a_file_wins_over_a_starter_of_its_name(here: Path) -> None:
    (here / "network").write_text("no rulebook", encoding="utf-8")
    assert typed("rulebook", "check", "network").exit_code == 1


def test_a_file_that_cannot_be_read_is_one_line_and_a_hint(here: Path) -> None:
    result = typed("rulebook", "check", "nothing.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "folkmoot: cannot read nothing.md: no such file or directory\n"
        "hint: starters: network, union-branch, housing-coop, debian-resolutions\n"
    )
    (here / "latin.md").write_bytes(b"# Caf\xe9\n")
    result = typed("rulebook", "check", "latin.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "folkmoot: latin.md is not UTF-8 (byte 5)\nhint: save it as plain text in UTF-8\n"


def test_a_change_is_told_in_numbered_sentences(here: Path) -> None:
    text = starter("network").replace("[14 days]{motion.seconding}", "[21 days]{motion.seconding}")
    (here / "new.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "diff", "network", "new.md")
    assert result.exit_code == 0
    assert result.stdout == (
        "1. 4.2: leave out '14 days' and insert '21 days'.\n"
        "2. 4.2: the power to second a motion: "
        "'within: 14 days from tabling' becomes 'within: 21 days from tabling'.\n"
    )


def test_a_change_that_touches_the_entrenched_part_or_the_floor_is_told_so(here: Path) -> None:
    text = starter("network").replace("[two thirds]{change.majority}", "[half]{change.majority}")
    (here / "new.md").write_text(text, encoding="utf-8")
    result = typed("rulebook", "diff", "network", "new.md")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "This touches what is entrenched in the old rulebook.\n"
        "The new rulebook has 1 fault: see 'folkmoot rulebook check new.md'.\n"
    )


def test_the_same_rulebook_twice_makes_no_difference() -> None:
    result = typed("rulebook", "diff", "network", "network")
    assert (result.exit_code, result.stdout) == (0, "no difference\n")


def test_a_bad_rulebook_cannot_be_compared(here: Path) -> None:
    (here / "bad.md").write_text("# Nothing\n", encoding="utf-8")
    result = typed("rulebook", "diff", "network", "bad.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("bad.md: 2 faults\n")


def test_a_rulebook_is_shown_as_members_read_it() -> None:
    result = typed("rulebook", "show", "debian-resolutions")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Rules for General Resolutions\nEdition 1\n\n1  The project\n\nThese rules follow the way"
    )
    assert "1.1 The members, deciding together by general resolution," in result.stdout
    assert "every other body of the project. [entrenched]\n" in result.stdout
    assert "\n    (a) no fewer voters than 3 times half the square root of the number" in result.stdout
    assert "{" not in result.stdout
    assert "power:" not in result.stdout


def test_every_command_is_listed_and_can_be_loaded() -> None:
    result = typed("--help")
    assert result.exit_code == 0
    for name, (_, words) in COMMANDS.items():
        assert f"  {name}" in result.stdout
        assert words in result.stdout
        assert typed(name, "--help").exit_code == 0


def test_a_command_that_does_not_exist_is_refused() -> None:
    result = typed("crown")
    assert result.exit_code == 2
    assert "No such command 'crown'" in result.stderr

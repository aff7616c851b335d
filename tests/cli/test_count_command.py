"""`folkmoot count`, as transcripts."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from counting.shared_data import DATA, absent, winners
from folkmoot.cli.main import main
from folkmoot.counting import blt
from folkmoot.counting.rules import RULES
from folkmoot.counting.ties import lot_from

NAMES = '"Ada"\n"Ben"\n"Cy"\n"Di"\n"Tea"\n'
CLEAR = f"4 2\n5 1 3 2 0\n3 1 2 0\n1 1 4 3 2 0\n4 2 1 0\n2 3 2 4 1 0\n1 4 3 0\n0\n{NAMES}"
TIED = f"4 1\n2 1 0\n2 2 0\n0\n{NAMES}"


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["count", *words], prog_name="folkmoot")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clear.blt").write_text(CLEAR)
    (tmp_path / "tied.blt").write_text(TIED)
    return tmp_path


def test_the_count_is_a_table_and_the_elected_in_order(here: Path) -> None:
    result = typed("clear.blt", "--rule", "scottish-2011/1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "Tea",
        "scottish-2011/1: 2 places, 4 candidates, 16 valid papers, quota 6.00000",
    ]
    ada = next(line for line in lines if line.strip().startswith("1 Ada")).split()
    assert ada[:4] == ["1", "Ada", "9.00000", "6.00000"]
    assert "Elected, in order:\n  1. Ada (candidate 1)\n" in result.stdout


def test_explained_each_step_has_its_paragraph(here: Path) -> None:
    result = typed("clear.blt", "--rule", "scottish-2011/1", "--explain")
    assert "\nStage 1, first preferences\n  r.45: " in result.stdout
    assert "  r.46: " in result.stdout


def test_the_record_is_json_and_the_same_from_every_format(here: Path) -> None:
    told = json.loads(typed("clear.blt", "--rule", "scottish-2011/1", "--json").stdout)
    assert told["elected"][0] == 1
    assert told["ballots"] == blt.digest(blt.read(CLEAR.encode()))
    assert told["stages"][0]["votes"] == ["9.00000", "4.00000", "2.00000", "1.00000"]
    (here / "same.abif").write_text(
        '{title: "Tea"}\n{seats: 2}\n=a:[Ada]\n=b:[Ben]\n=c:[Cy]\n=d:[Di]\n'
        "5:a>c>b\n3:a>b\n1:a>d>c>b\n4:b>a\n2:c>b>d>a\n1:d>c\n"
    )
    assert json.loads(typed("same.abif", "--rule", "scottish-2011/1", "--json").stdout) == told
    again = json.loads(typed("clear.blt", "--rule", "scottish-2011/1", "--json", "--engine", "pure").stdout)
    assert again == told


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_place_for_which_nobody_stands_stays_empty_under_every_rule(here: Path, rule: str) -> None:
    words = ["clear.blt", "--rule", rule, "--seats", "1", *(f"--withdrawn={n}" for n in range(1, 5))]
    assert json.loads(typed(*words, "--json").stdout)["elected"] == []
    said = typed(*words, "--explain").stdout
    assert "stay empty" in said or "stays vacant" in said


def test_the_help_names_every_rule_set() -> None:
    told = typed("--help").stdout.partition("The rule sets are")[2].partition("Options:")[0].split()
    assert sorted(told) == sorted(RULES)


def test_ballots_are_counted_that_are_piped_in() -> None:
    piped = CliRunner().invoke(main, ["count", "-", "--rule", "ers97/1", "--json"], input=CLEAR)
    assert json.loads(piped.stdout)["elected"][0] == 1


def test_the_strongest_chains_explain_the_winner_by_them(here: Path) -> None:
    (here / "circle.blt").write_text(f"4 1\n5 1 2 3 0\n4 2 3 1 0\n3 3 1 2 0\n0\n{NAMES}")
    said = typed("circle.blt", "--rule", "beatpath/1").stdout
    assert "A.6.7" not in said and "A.6.8" not in said
    assert (
        "chains: from option 1 to option 3 the strongest chain is 1 > 2 > 3, at its weakest link by 8 votes; "
        "back the strongest chain is 3 > 1, at its weakest link by 7 votes.\n" in said
    )
    assert "back there is no chain" in said
    assert "no option has a stronger chain to option 1 than leads back; option 1 wins." in said


def test_the_result_sheet_and_the_neighbours(here: Path) -> None:
    sheet = typed("clear.blt", "--rule", "ers97/1", "--csv").stdout
    assert sheet.startswith("Contest,Tea\nRule,ers97/1\nPlaces,2\nValid papers,16\nQuota,5.34\n")
    said = typed("clear.blt", "--rule", "scottish-2011/1", "--neighbours").stdout
    assert "ers97/1: elects" in said and "meek-prf/1: elects" in said
    told = json.loads(typed("clear.blt", "--rule", "ers97/1", "--neighbours", "--json").stdout)
    assert 1 in told["neighbours"]["scottish-2011/1"]


def test_a_tie_ends_the_count_with_who_is_tied_and_how_to_go_on(here: Path) -> None:
    result = typed("tied.blt", "--rule", "av/1")
    assert result.exit_code == 2 and not result.stdout
    said, *hints = result.stderr.splitlines()
    assert said.startswith("folkmoot: tied.blt: tied for exclusion are ")
    assert "3 Cy, 4 Di" in said and said.endswith("av/1 leaves it to the lot")
    assert hints[0].endswith("--lot 1,2,3,4")
    drawn = json.loads(typed("tied.blt", "--rule", "av/1", "--lot", "2,1,4,3", "--json").stdout)
    assert drawn["elected"] == [2]
    assert any(tie["settled_by"] == "lot" for stage in drawn["stages"] for tie in stage["ties"])


def test_a_public_draw_gives_the_lot(here: Path) -> None:
    told = json.loads(
        typed("tied.blt", "--rule", "av/1", "--draw", "00ff", "--contest", "tea", "--json").stdout
    )
    contest = blt.read(TIED.encode())
    lot = lot_from(bytes.fromhex("00ff"), "tea", blt.digest(contest), contest.names)
    assert told["elected"] == [min((1, 2), key=lot.index)]


def test_quotas_on_the_result_and_places_and_withdrawals(here: Path) -> None:
    kept = json.loads(
        typed("clear.blt", "--rule", "scottish-2011/1", "--bound", "men: 4 at least 1", "--json").stdout
    )
    assert 4 in kept["elected"]
    nobody = typed("clear.blt", "--rule", "ers97/1", "--bound", "over: 90s: nobody at least 1", "--explain")
    assert nobody.exit_code == 0 and "cannot give 1 places to over: 90s" in nobody.stdout
    words = ["clear.blt", "--rule", "scottish-2011/1", "--seats", "1", "--withdrawn", "1", "--json"]
    told = json.loads(typed(*words).stdout)
    assert told["seats"] == 1 and told["withdrawn"] == [1] and told["elected"] != [1]


def test_a_condorcet_count_has_matrix_default_option_and_winner(here: Path) -> None:
    (here / "sheet.txt").write_text("Option 1-->: Tea\n/ Option 2->: None\n" + "V: 12\n" * 9 + "V: 21\n" * 3)
    words = ["sheet.txt", "--rule", "condorcet-debian/1", "--default", "2"]
    result = typed(*words, "--quorum", "3", "--roll", "16")
    assert result.exit_code == 0
    assert "A.6.2: option 1 has 9 votes over the default option and needs 7" in result.stdout
    assert result.stdout.endswith("The winner is Tea (option 1).\n")
    told = json.loads(typed(*words, "--ratio", "1:4", "--json").stdout)
    assert told["elected"] == [2] and told["matrix"] == [[0, 9], [3, 0]]
    for strict, elected in (((), [1]), (("--strict",), [2])):
        exactly = typed(*words, "--ratio", "1:3", *strict, "--json")
        assert json.loads(exactly.stdout)["elected"] == elected
    assert "--default names it" in typed(*words[:3], "--strict").stderr
    (here / "tie.abif").write_text("2:A>B\n2:B>A\n")
    drawn = ["tie.abif", "--rule", "condorcet-debian/1", "--draw", "00ff", "--contest", "tea", "--json"]
    assert json.loads(typed(*drawn).stdout)["elected"] in ([1], [2])
    (here / "same.blt").write_text('2 1\n2 1 0\n2 2 0\n0\n"Ann"\n"Ann"\n"T"\n')
    assert "all candidates' names differ" in typed("same.blt", *drawn[1:]).stderr
    (here / "equal.abif").write_text("2:A>B\n2:B>A\n1:A=B\n")
    assert "a ranking without equals" in typed("equal.abif", *drawn[1:]).stderr
    assert "tied for the place are 1 A, 2 B" in typed("tie.abif", "--rule", "beatpath/1").stderr
    assert json.loads(typed("tie.abif", "--rule", "beatpath/1", "--lot", "2,1", "--json").stdout)[
        "elected"
    ] == [2]


def test_marks_outside_the_rule_are_its_own_to_treat_and_are_shown(here: Path) -> None:
    (here / "marks.blt").write_text(f"4 1\n3 1 0\n1 2=3 0\n1 2 4 2 0\n0\n{NAMES}")
    refused = typed("marks.blt", "--rule", "av/1")
    assert refused.exit_code == 2
    assert refused.stderr == "folkmoot: marks.blt: line 4, column 7: candidate 2 is on the ballot twice\n"
    result = typed("marks.blt", "--rule", "av/1", "--as-marked")
    assert result.exit_code == 0
    assert "marked with several candidates at one rank: 1 paper\n" in result.stdout
    assert "marked with a candidate at two ranks: 1 paper\n" in result.stdout
    told = json.loads(
        typed(
            "marks.blt", "--rule", "av/1", "--as-marked", "--treatment", "minneapolis-2017", "--json"
        ).stdout
    )
    assert told["valid"] == 4


def test_what_was_taken_for_granted_is_said(here: Path) -> None:
    (here / "old.blt").write_bytes('1 1\n1 1 0\n0\n"Zoë"\n"Tea"\n'.encode("latin-1"))
    result = typed("old.blt", "--rule", "av/1")
    assert result.exit_code == 0
    assert result.stderr.startswith("note: line 4, column 4: byte 0xeb is not UTF-8")


RULE_FOR = {
    "irv": ("av/1", "--treatment", "burlington-2009"),
    "wigm": ("scottish-2011/1",),
    "debian": ("condorcet-debian/1",),
    "cssd": ("condorcet-debian/1",),
}
"""How a method of the list of winners is asked for; the wards are counted in a test of their own."""


def contests_with_winners() -> list[Any]:
    """A case for each contest whose winners the data folder names."""
    cases = [
        pytest.param(row, words, id=row["file"])
        for row in winners()
        for method, words in RULE_FOR.items()
        if row["method"].startswith(method)
    ]
    return cases or absent("expected-winners.csv", {}, ())


@pytest.mark.parametrize(("row", "rule"), contests_with_winners())
def test_a_stranger_names_the_winners_of_a_real_contest(row: dict[str, str], rule: tuple[str, ...]) -> None:
    words = [str(DATA / row["file"]), "--seats", row["seats"], "--json", "--rule", *rule]
    words += against_the_default_option(row["file"])
    result = typed(*words)
    if lot := re.search(r"--lot ([\d,]+)", result.stderr):
        result = typed(*words, "--lot", lot[1])
    told = json.loads(result.stdout)
    # A number of the file, or the token that stands for a name in it.
    elected = {word for each in told["elected"] for word in (str(each), *told["names"][each - 1].split())}
    assert elected & set(row["winners"].split())
    assert len(told["elected"]) == int(row["seats"])
    if not lot:
        assert all(winner in elected for winner in row["winners"].split())


def against_the_default_option(file: str) -> list[str]:
    """What a vote of the Debian project is measured by, as its folder tells."""
    path = (DATA / file).with_name("expected.json")
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    facts = known.get(Path(file).name.removesuffix(".tally.txt"), {})
    if "default_option" not in facts:
        return []
    ratios = [f"--ratio={option}:{Decimal(str(ratio))}" for option, ratio in facts["majority_ratio"].items()]
    roll = round((Fraction(Decimal(str(facts["quorum"]))) * 2 / 3) ** 2)
    return [f"--default={facts['default_option']}", "--quorum=3", f"--roll={roll}", *ratios]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["clear.blt"], "a count needs a rule set"),
        (["clear.blt", "--rule", "stv"], "there is no rule set stv"),
        (["clear.blt", "--rule", "av/1"], "av/1 fills one place, not 2: --seats 1 asks for it"),
        (["clear.blt", "--rule", "ers97/1", "--json", "--csv"], "--json and --csv ask for two forms"),
        (["clear.blt", "--rule", "ers97/1", "--withdrawn", "9"], "somebody is withdrawn who does not stand"),
        (["clear.blt", "--rule", "ers97/1", "--lot", "1,1"], "'1,1' is no lot for 4 candidates"),
        (["clear.blt", "--rule", "ers97/1", "--lot", "3,1,2"], "'3,1,2' is no lot for 4 candidates"),
        (["clear.blt", "--rule", "ers97/1", "--lot", "4,3,2,5"], "'4,3,2,5' is no lot for 4 candidates"),
        (["clear.blt", "--rule", "ers97/1", "--contest", "t"], "--draw goes with --contest"),
        (["clear.blt", "--rule", "ers97/1", "--bound", "women: 5 at least 1"], "5, who does not stand"),
        (
            ["clear.blt", "--rule", "ers97/1", "--bound", "women: 1 at least 2 at most 1"],
            "more than it allows",
        ),
        (
            ["clear.blt", "--rule", "av/1", "--seats", "1", "--bound", "women: 1 at least 1"],
            "av/1 keeps no quotas on the result",
        ),
        (["clear.blt", "--rule", "approval/1", "--bound", "women: nobody at most 1"], "keeps no quotas"),
        (["clear.blt", "--rule", "beatpath/1", "--bound", "women: 1 at least 1"], "--bound means nothing"),
        (["clear.blt", "--rule", "beatpath/1", "--csv"], "--csv means nothing under beatpath/1"),
        (["clear.blt", "--rule", "condorcet-debian/1", "--neighbours"], "--neighbours means nothing"),
        (["clear.blt", "--rule", "ers97/1", "--default", "4"], "--default means nothing under ers97/1"),
        (["clear.blt", "--rule", "av/1", "--roll", "9"], "--roll means nothing under av/1"),
        (["clear.blt", "--rule", "ers97/1", "--draw", "00"], "--draw goes with --contest"),
        (["clear.blt", "--rule", "ers97/1", "--draw", "xy", "--contest", "t"], "not in hexadecimal digits"),
        (["clear.blt", "--rule", "ers97/1", "--bound", "women"], "'women' is no quota on the result"),
        (["clear.blt", "--rule", "beatpath/1"], "beatpath/1 fills one place, not 2"),
        (["clear.blt", "--rule", "condorcet-debian/1", "--seats", "1", "--ratio", "x"], "no majority ratio"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(here: Path, words: list[str], says: str) -> None:
    result = typed(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("folkmoot: ") and says in result.stderr.splitlines()[0]


def test_it_counts_where_django_and_numpy_are_not_installed(here: Path) -> None:
    program = (
        "import sys; sys.modules['django'] = sys.modules['numpy'] = None\n"
        "from folkmoot.cli.main import main; main()"
    )
    source = Path(sys.modules["folkmoot"].__path__[0]).parent
    done = subprocess.run(
        [sys.executable, "-c", program, "count", "clear.blt", "--rule", "scottish-2011/1", "--json"],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert json.loads(done.stdout)["elected"][0] == 1

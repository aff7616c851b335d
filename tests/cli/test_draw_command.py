"""`folkmoot draw`: hold a draw, and check one, from files alone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folkmoot.cli.draw import CHECKS, NAMES, DrawFailed, run, verify
from folkmoot.cli.main import main
from lots.world import ALL, BY_FALLBACK, BY_QUOTA, CLOSES, DICE, IN_A_HALL, LOTTERY_SAYS, PLAIN, World


def written(folder: Path, world: World) -> Path:
    for name, data in world.files.items():
        (folder / name).write_bytes(data)
    return folder


def call(*words: str) -> Result:
    return CliRunner().invoke(main, ["draw", *words])


@pytest.mark.parametrize("world", ALL.values(), ids=ALL)
def test_a_good_draw_passes_every_check(tmp_path: Path, world: World) -> None:
    found = call("verify", str(written(tmp_path, world)))
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines[: len(CHECKS)]] == [
        f"{number}. {check}" for number, check in enumerate(CHECKS, start=1)
    ]
    assert lines[-2] == f"good: the draw follows from announcement {world.announcement.digest}"
    assert "known before the source could be" in lines[-1]


def test_the_list_says_what_was_found(tmp_path: Path) -> None:
    said = call("verify", str(written(tmp_path, BY_QUOTA))).stdout
    for words in (
        "3 of 20 for discipline/12",
        "20 handles, each once",
        "2 with a quota",
        "2 of 3 were revealed, and count",
        "round 1000 of the beacon, its signature good",
        "3 seats and 6 reserves",
        f"seed {BY_QUOTA.seed.hex()}",
    ):
        assert words in said
    (folder := tmp_path / "other").mkdir()
    assert "dice, which stands in for drand" in call("verify", str(written(folder, BY_FALLBACK))).stdout


def test_a_draw_in_one_file_is_checked_as_well(tmp_path: Path) -> None:
    file = tmp_path / "draw.json"
    file.write_text(json.dumps({name: data.decode() for name, data in PLAIN.files.items()}))
    assert call("verify", str(file)).exit_code == 0


def test_a_draw_is_held_from_files_and_then_passes(tmp_path: Path) -> None:
    folder = written(tmp_path, IN_A_HALL)
    (folder / "result").unlink()
    printed = call("run", str(folder))
    assert (printed.exit_code, printed.stdout) == (0, IN_A_HALL.result.encode().decode())
    assert not (folder / "result").exists()
    assert call("run", str(folder), "--write").exit_code == 0
    assert call("verify", str(folder)).exit_code == 0


@pytest.mark.parametrize("name", NAMES)
def test_no_file_can_change_by_a_byte(name: str) -> None:
    """Only the commitment of somebody who stayed silent weighs nothing; here nobody did."""
    files = replace(BY_QUOTA, silent=(), source=DICE).files
    for place in range(len(files[name])):
        changed = bytearray(files[name])
        changed[place] ^= 1
        with pytest.raises(DrawFailed):
            verify({**files, name: bytes(changed)})


@pytest.mark.parametrize("name", NAMES)
def test_no_file_can_be_missing(name: str) -> None:
    files = BY_QUOTA.files
    with pytest.raises(DrawFailed, match=f"there is no file {name}"):
        verify({each: data for each, data in files.items() if each != name})


@pytest.mark.parametrize(
    ("check", "name", "data"),
    [
        (1, "announcement", b"hello\n"),
        (2, "handles", b"hello\n"),
        (3, "strata", b"north\n"),
        (4, "reveals", b"00" * 32 + b"\n"),
        (5, "source", b"dice 1\n"),
        (7, "result", b"hello\n"),
    ],
)
def test_the_check_that_fails_is_named_by_its_number(
    tmp_path: Path, check: int, name: str, data: bytes
) -> None:
    folder = written(tmp_path, BY_QUOTA)
    (folder / name).write_bytes(data)
    found = call("verify", str(folder))
    assert found.exit_code == 1
    assert found.stderr.startswith(f"{check}. not so: {CHECKS[check - 1]}\nfolkmoot: ")
    assert "do not seat anybody by it" in found.stderr


def test_quotas_that_nobody_can_meet_fail_the_sixth_check() -> None:
    vector = Path(__file__).parents[2] / "spec" / "vectors" / "lots" / "draw" / "bad-quotas-least"
    texts = json.loads(vector.read_bytes().partition(b"\n\n")[2])
    with pytest.raises(DrawFailed, match="east asks for at least 1, and the pool holds 0") as failed:
        run({name: text.encode() for name, text in texts.items()})
    assert failed.value.check == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ('{"source": "a", "source": "b"}', "a name stands twice"),
        ("[]", "not an object of texts"),
        ('{"source": 1}', "not an object of texts"),
        ('{"votes": ""}', "it holds votes"),
    ],
)
def test_a_file_that_is_no_draw_gets_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "draw.json"
    file.write_text(text)
    found = call("verify", str(file))
    assert found.exit_code == 2
    assert found.stderr.startswith("folkmoot: ")
    assert said in found.stderr.splitlines()[0]
    assert "hint: " in found.stderr


def test_a_file_with_half_a_character_is_refused_and_nothing_breaks(tmp_path: Path) -> None:
    file = tmp_path / "draw.json"
    file.write_text('{"announcement": "\\ud800"}')
    assert call("verify", str(file)).exit_code == 1


def test_a_result_is_written_into_a_folder_only(tmp_path: Path) -> None:
    file = tmp_path / "draw.json"
    file.write_text("{}")
    found = call("run", str(file), "--write")
    assert (found.exit_code, "not a folder to write into" in found.stderr) == (2, True)


def test_a_folder_that_cannot_be_read_is_no_fault_of_the_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> bytes:
        raise OSError("the disk is gone")

    folder = written(tmp_path, PLAIN)
    monkeypatch.setattr(Path, "read_bytes", broken)
    found = call("verify", str(folder))
    assert (found.exit_code, "the disk is gone" in found.stderr) == (2, True)


PEOPLE = "".join(f"Person {number}\t{('north', 'south')[number % 2]}\n" for number in range(12))


def announce(folder: Path, *words: str, people: str = PEOPLE) -> Result:
    (folder / "people").write_text(people)
    return call("announce", str(folder), "--case", "Jury of 14 March", *words)


@pytest.mark.parametrize(
    "words", [(), ("--quota", "south 1 2", "--quota", "north 1 2"), ("--reserves", "9"), ("--closes", "0")]
)
def test_a_draw_in_a_hall_goes_from_a_list_of_people_to_their_names(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = announce(tmp_path, "--seats", "3", *words)
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("folkmoot/draw/v1\ncase Jury of 14 March\nseats 3\n")
    assert "before the source is known" in said.stderr
    (tmp_path / "source").write_text("dice 314265314265314265314265\n")
    held = call("run", str(tmp_path), "--write")
    assert held.exit_code == 0, held.output
    named = [line.split(": ") for line in held.stdout.splitlines() if ": " in line]
    assert [place for place, _ in named[:4]] == ["seat 1", "seat 2", "seat 3", "reserve 1"]
    names = [name for _, name in named]
    assert len(set(names)) == len(names) == (12 if "9" in words else 9)
    assert all(f"{name}\t" in PEOPLE for name in names)
    assert call("verify", str(tmp_path)).exit_code == 0


def test_a_draw_with_contributions_and_the_beacon_is_announced_with_its_round(tmp_path: Path) -> None:
    words = ("--seats", "1", "--source", "drand", "--contributions", "--fallback", "lottery")
    said = announce(tmp_path, *words, "--lottery", LOTTERY_SAYS, "--closes", str(CLOSES))
    assert said.exit_code == 0, said.output
    assert "source contributions\nsource drand\nfallback lottery\n" in said.stdout
    assert said.stdout.splitlines()[-2] == "round 1000"


def test_a_slip_that_was_torn_up_leaves_its_place_without_a_name(tmp_path: Path) -> None:
    announce(tmp_path, "--seats", "12")
    (tmp_path / "source").write_text("dice 314265314265314265314265\n")
    slips = (tmp_path / "slips").read_text().splitlines(keepends=True)
    (tmp_path / "slips").write_text("".join(slips[1:]))
    assert call("run", str(tmp_path)).stdout.count("not on the slips") == 1
    (tmp_path / "slips").write_text("soaked by rain\n")
    assert "the slips cannot be read" in call("run", str(tmp_path)).stderr


def test_two_announcements_are_not_made_in_one_folder(tmp_path: Path) -> None:
    before = announce(tmp_path, "--seats", "3").stdout
    again = announce(tmp_path, "--seats", "3")
    assert (again.exit_code, "announced already" in again.stderr) == (2, True)
    assert (tmp_path / "announcement").read_text() in before


@pytest.mark.parametrize(
    ("people", "words", "said"),
    [
        ("Ada\nBo\nAda\n", ("--seats", "1"), "Ada stands twice"),
        ("Ada\n\nBo\n", ("--seats", "1"), "an empty line"),
        ("", ("--seats", "1"), "one handle a line"),
        (PEOPLE, ("--seats", "13"), "no more seats than people"),
        (PEOPLE, ("--seats", "2", "--quota", "north 1"), "not a stratum, a least and a most"),
        (PEOPLE, ("--seats", "2", "--quota", "north x 1"), "not a stratum, a least and a most"),
        (PEOPLE, ("--seats", "2", "--quota", " "), "not a stratum, a least and a most"),
        (
            PEOPLE,
            ("--seats", "7", "--quota", "north 7 7", "--quota", "south 0 1"),
            "north asks for at least 7",
        ),
        (PEOPLE, ("--seats", "2", "--quota", "north 1 2"), "no quota was given for south"),
        (PEOPLE, ("--seats", "2", "--source", "lottery"), "which lottery counts is said"),
    ],
)
def test_what_cannot_be_drawn_is_not_announced(
    tmp_path: Path, people: str, words: tuple[str, ...], said: str
) -> None:
    found = announce(tmp_path, *words, people=people)
    assert (found.exit_code, said in found.stderr) == (2, True), found.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people"]


def test_without_a_list_of_people_there_is_nothing_to_announce(tmp_path: Path) -> None:
    found = call("announce", str(tmp_path), "--case", "x", "--seats", "1")
    assert (found.exit_code, "the list of people cannot be read" in found.stderr) == (2, True)

"""`folkmoot draw`: hold a draw, and check one, from files alone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folkmoot.cli.draw import CHECKS, NAMES, DrawFailed, run, verify
from folkmoot.cli.main import main
from lots.world import ALL, BY_FALLBACK, BY_QUOTA, DICE, IN_A_HALL, PLAIN, World


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

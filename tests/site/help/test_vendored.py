"""Files by others are what they were when they were taken in, and lead nowhere."""

import re
import tomllib
from hashlib import sha512
from pathlib import Path

import pytest

from folkmoot.site import help as room

VENDOR = Path(room.__file__).parent / "static" / "help" / "vendor"
FILES = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["file"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_a_file_has_the_digest_that_is_written_down(file: dict[str, str]) -> None:
    assert sha512((VENDOR / file["path"]).read_bytes()).hexdigest() == file["sha512"]
    assert re.fullmatch(r"[0-9a-f]{128}", file["package_sha512"])
    assert file["version"] and file["licence"]
    assert (VENDOR / file["licence_file"]).is_file()


def test_nothing_lies_there_that_is_not_written_down() -> None:
    written = {name for file in FILES for name in (file["path"], file["licence_file"])}
    assert {file.name for file in VENDOR.iterdir()} == written | {"VENDOR.toml"}


def test_no_script_names_a_source_map_or_runs_text() -> None:
    for file in VENDOR.glob("*.js"):
        text = file.read_text()
        assert "sourceMappingURL" not in text
        assert not re.search(
            r"\beval\(|new Function\b|importScripts|\bfetch\(|XMLHttpRequest|WebSocket", text
        )

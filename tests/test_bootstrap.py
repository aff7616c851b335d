"""The script that makes its own environment, in a house whose Python and uv write down what was asked."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LOCKS = ("auditor", "auditor-tests", "dev", "installer", "site")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

STAND_IN = """#!/bin/sh
echo "$(basename "$0") UV_PYTHON_DOWNLOADS=$UV_PYTHON_DOWNLOADS $*" >> "{log}"
case "$*" in *sysconfig*) echo "{packages}" ;; esac
exit {code}
"""


@dataclass(frozen=True)
class House:
    """A checkout in a temporary folder, with an environment of stand-ins."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def stand_in(self, path: Path, code: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STAND_IN.format(log=self.log, packages=self.folder / ".venv", code=code))
        path.chmod(0o755)

    def call(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ./folkmoot from another folder, with the stand-in of uv first on the path."""
        self.log.write_text("")
        path = f"{self.folder / 'path'}{os.pathsep}{os.environ['PATH']}"
        command = [sys.executable, str(self.folder / "folkmoot"), *words]
        surroundings = {**os.environ, "PATH": path, **environment}
        return subprocess.run(
            command, cwd=self.folder.parent, env=surroundings, capture_output=True, text=True
        )

    def asked(self) -> list[str]:
        """What was asked of the stand-ins, but for questions about themselves."""
        return [line for line in self.log.read_text().splitlines() if " -c " not in line]

    def installed(self) -> list[str]:
        return [line.rpartition("/")[2] for line in self.asked() if " install " in line]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house")
    (house.folder / "requirements").mkdir(parents=True)
    shutil.copy(HOUSE / "folkmoot", house.folder)
    for name in LOCKS:
        (house.folder / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    house.stand_in(house.folder / ".venv" / "bin" / "python")
    house.stand_in(house.folder / "path" / "uv")
    return house


@pytest.mark.parametrize(
    ("command", "lock", "program"),
    [
        ("demo", "site.txt", "-m folkmoot.site demo --scale 2"),
        ("serve", "site.txt", "-m folkmoot.site serve --scale 2"),
        ("backup", "site.txt", "-m folkmoot.site backup --scale 2"),
        ("restore", "site.txt", "-m folkmoot.site restore --scale 2"),
        ("upgrade", "site.txt", "-m folkmoot.site upgrade --scale 2"),
        ("audit", "auditor.txt", "-m folkmoot.cli audit --scale 2"),
        ("witness", "auditor.txt", "-m folkmoot.cli witness --scale 2"),
        ("bench", "dev.txt", "bench/run.py --scale 2"),
    ],
)
def test_a_command_installs_what_it_needs_and_no_more(
    house: House, command: str, lock: str, program: str
) -> None:
    assert house.call(command, "--scale", "2").returncode == 0
    assert house.installed() == [lock]
    assert house.asked()[-1].endswith(program)


def test_the_second_call_installs_nothing(house: House) -> None:
    house.call("audit")
    house.call("audit")
    assert house.installed() == []


def test_a_changed_lock_file_is_installed(house: House) -> None:
    house.call("audit")
    (house.folder / "requirements" / "auditor.txt").write_text("auditor==2\n")
    house.call("audit")
    assert house.installed() == ["auditor.txt"]


def test_the_developers_environment_serves_the_site_and_the_auditor(house: House) -> None:
    house.call("bench")
    house.call("demo")
    assert house.installed() == []
    house.call("audit")
    assert house.installed() == []


def test_an_auditors_environment_does_not_pass_for_the_sites(house: House) -> None:
    house.call("audit")
    house.call("serve")
    assert house.installed() == ["site.txt"]


def test_packages_are_installed_by_hash_and_no_interpreter_is_fetched(house: House) -> None:
    house.call("audit")
    [install] = [line for line in house.asked() if " install " in line]
    assert install.startswith("uv UV_PYTHON_DOWNLOADS=never pip install ")
    assert "--require-hashes" in install


def test_pip_carries_the_install_when_uv_fails(house: House) -> None:
    house.stand_in(house.folder / "path" / "uv", code=2)
    done = house.call("audit")
    assert done.returncode == 0
    by_uv, by_pip = [line for line in house.asked() if " install " in line]
    assert by_uv.startswith("uv ")
    assert "-m pip install --quiet --require-hashes -r requirements/auditor.txt" in by_pip


def test_a_failed_install_is_not_taken_for_done(house: House) -> None:
    house.stand_in(house.folder / "path" / "uv", code=2)
    house.stand_in(house.folder / ".venv" / "bin" / "python", code=0)
    broken = (house.folder / ".venv" / "bin" / "python").read_text()
    (house.folder / ".venv" / "bin" / "python").write_text(
        broken.replace("esac", "*pip*install*) exit 1 ;; esac")
    )
    assert house.call("audit").returncode == 1
    house.call("audit")
    assert "auditor.txt" in house.installed()


def test_the_source_is_linked_into_the_environment(house: House) -> None:
    house.call("audit")
    assert (house.folder / ".venv" / "folkmoot-source.pth").read_text() == f"{house.folder / 'src'}\n"


def test_without_ensurepip_the_one_line_that_helps_is_printed(house: House, tmp_path: Path) -> None:
    shutil.rmtree(house.folder / ".venv")
    (house.folder / "path" / "uv").unlink()
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    done = house.call("audit", PYTHONPATH=str(tmp_path), PATH="/nowhere")
    assert done.returncode == 1
    assert "sudo apt-get install python3-venv" in done.stderr
    assert not (house.folder / ".venv").exists()


@pytest.mark.parametrize("words", [(), ("help",), ("--help",), ("-h",)])
def test_help_installs_nothing(house: House, words: tuple[str, ...]) -> None:
    done = house.call(*words)
    assert done.stdout.startswith("usage: ./folkmoot COMMAND")
    assert house.asked() == []

"""The plan of the house (pyproject.toml) holds, and so do the habits that no import shows."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = HOUSE / "src" / "folkmoot"
PLAN = tomllib.loads((HOUSE / "pyproject.toml").read_text())
CONTRACTS = {contract["name"]: contract for contract in PLAN["tool"]["importlinter"]["contracts"]}

QUESTIONED_AT = 400  # lines
LONG_FOR_A_REASON: dict[str, str] = {  # path below src/folkmoot: why one file is better than two
    "site/demo/story.py": "a year's story in order of time: words, not code",
}


def layers(contract: str) -> list[list[str]]:
    """Names in a contract from the highest layer down; a layer may hold several, strangers to each other."""
    return [[name.strip(" ()") for name in layer.split("|")] for layer in CONTRACTS[contract]["layers"]]


def tracked() -> list[Path]:
    """Files under version control that hold text."""
    if shutil.which("git") is None or not (HOUSE / ".git").exists():
        pytest.skip("not a checkout: version control cannot be asked")
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, check=True, capture_output=True, text=True)
    files = [HOUSE / name for name in asked.stdout.split("\0") if name]
    assert files, "version control names no file"
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()[:8000]]


def ground_rooms() -> set[str]:
    below = [name for layer in layers("Two floors")[1:] for name in layer]
    return {name for name in below if (SOURCE / name).is_dir()}


def test_every_import_keeps_to_the_plan_of_the_house() -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed here")
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_ground_room_is_held_to_quiet() -> None:
    held = {name.removeprefix("folkmoot.") for name in CONTRACTS["Quiet ground floor"]["source_modules"]}
    assert held == ground_rooms()


@pytest.mark.parametrize(
    ("contract", "folder"),
    [("Two floors", SOURCE), ("Rooms of the site", SOURCE / "site")],
    ids=["house", "site"],
)
def test_parentheses_stand_around_rooms_not_yet_built_and_no_others(contract: str, folder: Path) -> None:
    written = {name.strip() for layer in CONTRACTS[contract]["layers"] for name in layer.split("|")}
    built = {name for name in written if (folder / name.strip("()")).is_dir()}
    assert {name for name in built if name.startswith("(")} == set(), "built: take the parentheses away"
    assert {name for name in written - built if not name.startswith("(")} == set(), (
        "not built: put it in parentheses"
    )


# Printed by a fresh interpreter, so that this file needs no Django of its own.
FOREIGN_KEYS = """
import django
from django.apps import apps

django.setup()
for model in apps.get_models():
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and field.related_model is not None:
            target = field.related_model
            words = f"{model._meta.label}.{field.name} -> {target._meta.label}"
            print(model.__module__, target.__module__, words)
"""


def test_no_foreign_key_points_upward(tmp_path: Path) -> None:
    pytest.importorskip("django", reason="Django is not installed here")
    if not (SOURCE / "site" / "settings.py").is_file():
        pytest.skip("the site is not built yet")
    site = {"PYTHONPATH": str(HOUSE / "src"), "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"}
    environment = {**os.environ, **site, "FOLKMOOT_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", FOREIGN_KEYS], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    depth = {name: number for number, layer in enumerate(layers("Rooms of the site")) for name in layer}
    keys = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    between = [(room(model), room(target), words) for model, target, words in keys]
    known = [key for key in between if key[0] in depth and key[1] in depth]
    assert known, "no foreign key was looked at"
    assert [words for model, target, words in known if depth[target] < depth[model]] == []


def room(module: str) -> str:
    """The room of the site that a module lies in; empty for one from elsewhere."""
    found = re.match(r"folkmoot\.site\.(\w+)\.", module)
    return found[1] if found else ""


BLOCK_DJANGO = """
import importlib, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "sqlite3", "pysqlite3"):
            raise ImportError(f"{name} must not be needed here")

sys.meta_path.insert(0, Blocker())
for name in sys.argv[1:]:
    importlib.import_module(name)
print("loaded", len(sys.argv[1:]))
"""


def load_without_django(*modules: str) -> subprocess.CompletedProcess[str]:
    """Import modules in a fresh interpreter that cannot find Django, nor a database."""
    command = [sys.executable, "-c", BLOCK_DJANGO, *modules]
    return subprocess.run(command, env={"PYTHONPATH": str(HOUSE / "src")}, capture_output=True, text=True)


def test_the_auditors_program_starts_where_django_cannot_be_imported() -> None:
    if not (SOURCE / "cli" / "main.py").is_file():
        pytest.skip("the auditor's program is not built yet")
    done = load_without_django("folkmoot.cli.main")
    assert done.stdout == "loaded 1\n", done.stderr


def test_every_ground_file_loads_where_django_cannot_be_imported() -> None:
    files = [file for room in sorted(ground_rooms()) for file in sorted((SOURCE / room).rglob("*.py"))]
    assert files, "the ground floor is empty"
    modules = [".".join(file.relative_to(SOURCE.parent).with_suffix("").parts) for file in files]
    done = load_without_django(*(module.removesuffix(".__init__") for module in modules))
    assert done.stdout == f"loaded {len(files)}\n", done.stderr


def test_the_block_on_django_would_be_noticed() -> None:
    assert "must not be needed here" in load_without_django("django.conf").stderr


def test_a_file_over_four_hundred_lines_states_its_reason() -> None:
    lines = {
        str(file.relative_to(SOURCE)): len(file.read_text().splitlines())
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
    }
    assert lines, "no source was found"
    long = {name: count for name, count in lines.items() if count > QUESTIONED_AT}
    assert long.keys() - LONG_FOR_A_REASON.keys() == set()
    assert LONG_FOR_A_REASON.keys() - long.keys() == set(), "no longer long: take it off the list"


def test_no_room_is_named_after_nothing() -> None:
    homeless = {"utils", "helpers", "common", "services", "core"}
    assert [path for path in SOURCE.rglob("*") if path.stem in homeless] == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    locks = sorted((HOUSE / "requirements").glob("*.txt"))
    assert {lock.stem for lock in locks} == {"auditor", "auditor-tests", "dev", "installer", "site"}
    for lock in locks:
        text = lock.read_text()
        assert re.search(r"://|--index|--find-links|file:| @ ", text) is None, lock.name
        packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert packages, lock.name
        for package in packages:
            assert "==" in package.splitlines()[0], package.splitlines()[0]
            assert "--hash=sha256:" in package, package.splitlines()[0]


def declared() -> dict[str, list[str]]:
    """The lines that declare dependencies, by the lock file that must hold them."""
    text = (HOUSE / "pyproject.toml").read_text()
    lists = {
        name: re.search(rf"^{name} = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
        for name in ("dependencies", "site")
    }
    lines = {"auditor": lists["dependencies"], "site": lists["site"]}
    found = {lock: match[1].splitlines() for lock, match in lines.items() if match}
    for file in (HOUSE / "requirements").glob("*.in"):
        found[file.stem] = file.read_text().splitlines()
    return found


def test_every_dependency_is_locked_and_states_its_reason() -> None:
    assert declared().keys() == {"auditor", "auditor-tests", "dev", "installer", "site"}
    for lock, lines in declared().items():
        locked = (HOUSE / "requirements" / f"{lock}.txt").read_text()
        before = ""
        for line in lines:
            if name := re.match(r'\s*"?([A-Za-z][A-Za-z0-9-]*)', line):
                assert re.search(rf"^{name[1].lower()}(\[.*\])?==", locked, re.MULTILINE), (
                    f"{name[1]} not in {lock}.txt"
                )
                assert " # " in line or before.startswith("#"), f"{name[1]}: why?"
            before = line.strip()


def test_the_auditor_installs_neither_django_nor_a_database() -> None:
    locked = set(
        re.findall(r"^([a-z0-9-]+)==", (HOUSE / "requirements" / "auditor.txt").read_text(), re.MULTILINE)
    )
    assert {"click", "cryptography", "rich"} <= locked
    assert not locked & {"django", "psycopg", "pysqlite3", "uvicorn"}


def test_smaller_locks_hold_the_versions_of_the_largest() -> None:
    def versions(name: str) -> set[tuple[str, str]]:
        text = (HOUSE / "requirements" / f"{name}.txt").read_text()
        return set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))

    for name in ("auditor", "auditor-tests", "site"):
        assert versions(name) <= versions("dev"), name


def test_no_tracked_file_names_a_folder_of_somebodys_machine() -> None:
    machine = re.compile(r"(?<![\w.-])/(?:work|root|Users|home/(?!folkmoot\b))/[\w.]")
    found = [
        str(file.relative_to(HOUSE)) for file in tracked() if machine.search(file.read_text(errors="replace"))
    ]
    assert found == []


def test_no_tracked_file_names_a_package_registry() -> None:
    registry = re.compile("|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs"]))
    found = [
        str(file.relative_to(HOUSE))
        for file in tracked()
        if registry.search(file.read_text(errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_test_cannot_leave_the_machine(method: str) -> None:
    with socket.socket() as line, pytest.raises(Exception, match="tried to connect to 192.0.2.1"):
        getattr(line, method)(("192.0.2.1", 80))  # an address that RFC 5737 sets aside for examples


def test_programs_that_are_called_by_name_can_be_executed() -> None:
    for name in ("folkmoot", ".ci/run"):
        assert (HOUSE / name).stat().st_mode & 0o111, name

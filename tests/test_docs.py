"""The promises of the documentation: links lead somewhere, commands and settings exist, and none is left out.

Driven by what lies there: whatever Markdown stands at the root, in docs/ or in spec/ is held to it.
"""

import doctest
import importlib
import re
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = HOUSE / "src" / "folkmoot"
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("spec/**/*.md")])
FENCE = re.compile(
    r"^(?P<marks>```+|~~~+)(?P<kind>[^\n]*)\n(?P<body>.*?)^(?P=marks)\s*$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?(?P<target>[^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*<?(?P<target>[^>\s]+)>?", re.MULTILINE)
SETTING = re.compile(r"\bFOLKMOOT_[A-Z0-9_]*[A-Z0-9]\b")
# How the program reads a setting: from the environment by its whole name, or by a reader of settings.py.
READ_WHOLE = re.compile(r"(?:environ(?:\.get\(|\[)|getenv\(|envvar=)\s*\"(FOLKMOOT_[A-Z0-9_]+)\"")
READ_SHORT = re.compile(r"\b_(?:read|yes|number|list|address)\(\s*\"([A-Z0-9_]+)\"")
# Commands of the script itself; all others are the auditor's, and are looked up in its program.
SITE_COMMANDS = {"demo", "serve", "backup", "restore", "upgrade"}
SCRIPT = SITE_COMMANDS | {"test", "check", "bench", "messages", "lock", "help"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))


def prose(page: Path) -> str:
    """A page without its blocks and spans of code."""
    return re.sub(r"(`+).+?\1", "", FENCE.sub("", page.read_text()))


def blocks(page: Path) -> list[tuple[str, str]]:
    """Kind and text of each fenced block of a page."""
    return [(found["kind"].strip(), found["body"]) for found in FENCE.finditer(page.read_text())]


def anchors(page: Path) -> set[str]:
    """The names by which a link may point at a heading of a page, made as code hosts make them."""
    seen: Counter[str] = Counter()
    names = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", page.read_text()))
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", FENCE.sub("", page.read_text()), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
        name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        names.add(f"{name}-{seen[name]}" if seen[name] else name)  # the second of a name gets -1
        seen[name] += 1
    return names


def commands(page: Path) -> list[list[str]]:
    """Each call of the program in the page's blocks of shell, in words, comments left off."""
    lines = [
        line
        for kind, body in blocks(page)
        if kind in ("", "sh", "bash", "shell", "console")
        for line in body.splitlines()
    ]
    calls = (
        re.match(r"^(?:\$ )?(?:sudo (?:-u \S+ )?)?(?:\S*/)?folkmoot (?P<words>[a-z][^#|>&;]*)", line)
        for line in lines
    )
    return [call["words"].split() for call in calls if call]


def auditors_commands() -> dict[str, click.Command]:
    """The commands of the auditor's program, by name; `rulebook check` stands under its two words."""
    if not (SOURCE / "cli" / "main.py").is_file():
        pytest.skip("the auditor's program is not built yet")
    return within(importlib.import_module("folkmoot.cli.main").main)


def within(group: click.Group, before: str = "") -> dict[str, click.Command]:
    context, found = click.Context(group), {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        found[before + name] = command
        if isinstance(command, click.Group):
            found |= within(command, f"{before}{name} ")
    return found


def settings_in_source() -> set[str]:
    """Every environment variable that the program reads, by its name."""
    whole = {name for file in SOURCE.rglob("*.py") for name in READ_WHOLE.findall(file.read_text())}
    settings = SOURCE / "site" / "settings.py"
    short = READ_SHORT.findall(settings.read_text()) if settings.is_file() else []
    return whole | {f"FOLKMOOT_{name}" for name in short}


@pytest.mark.parametrize("name", ["README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "THREATS"])
def test_the_house_has_its_front_pages(name: str) -> None:
    assert (HOUSE / f"{name}.md").is_file()


def test_the_licence_is_the_one_that_is_declared() -> None:
    text = (HOUSE / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text.splitlines()[0]
    assert "13. Remote Network Interaction" in text
    assert tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["license"] == "AGPL-3.0-or-later"


def test_the_readme_starts_and_tests_the_program_on_its_first_screen() -> None:
    first_screen = (HOUSE / "README.md").read_text().splitlines()[:40]
    for command in ("./folkmoot demo", "./folkmoot test"):
        assert any(line.startswith(command) for line in first_screen), command


def test_contributing_is_one_page() -> None:
    assert len((HOUSE / "CONTRIBUTING.md").read_text().splitlines()) <= 80


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (HOUSE / "CHANGELOG.md").read_text(), re.MULTILINE)


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    text = prose(page)
    broken = []
    for target in [*LINK.findall(text), *REFERENCE.findall(text)]:
        if re.match(r"[a-z]+:", target):
            continue  # another site, or a mail address: no test leaves the machine
        path, _, anchor = target.partition("#")
        file = (page.parent / unquote(path)).resolve() if path else page
        here = file.is_relative_to(HOUSE) and file.exists()
        if not here or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@every_page
def test_links_to_other_sites_are_encrypted(page: Path) -> None:
    assert [target for target in LINK.findall(prose(page)) if target.startswith("http:")] == []


@every_page
def test_every_command_shown_exists(page: Path) -> None:
    for words in commands(page):
        if words[0] in SCRIPT:
            continue
        known = auditors_commands()
        name = max(
            (name for name in known if words[: len(name.split())] == name.split()), key=len, default=""
        )
        assert name, f"{words[0]} is not a command"
        options = {option for given in known[name].params for option in (*given.opts, *given.secondary_opts)}
        unknown = {word.partition("=")[0] for word in words if word.startswith("--")} - options - {"--help"}
        assert unknown == set(), f"{name} has no such option"


@every_page
def test_every_interactive_example_gives_what_it_shows(page: Path) -> None:
    examples = [body for kind, body in blocks(page) if kind == "pycon"]
    if not examples:
        pytest.skip("no interactive example on this page")
    source = "\n\n".join(examples)
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_every_command_is_described() -> None:
    reference = (HOUSE / "docs" / "reference" / "commands.md").read_text()
    missing = [
        name
        for name in sorted({*SCRIPT - {"help"}, *auditors_commands()})
        if f"folkmoot {name}" not in reference
    ]
    assert missing == []


def test_the_scripts_own_commands_are_those_of_its_help() -> None:
    usage = re.search(r'USAGE = """(.*?)"""', (HOUSE / "folkmoot").read_text(), re.DOTALL)
    assert usage
    assert all(re.search(rf"\b{name}\b", usage[1]) for name in SCRIPT - {"help"})


def test_every_setting_is_described_and_every_described_setting_exists() -> None:
    read = settings_in_source()
    if not read:
        pytest.skip("the program reads no setting yet")
    described = set(SETTING.findall((HOUSE / "docs" / "reference" / "settings.md").read_text()))
    assert read - described == set(), "not described"
    assert described - read == set(), "described, but read by nobody"


def test_decisions_are_numbered_without_a_gap_and_titled_with_their_number() -> None:
    decisions = sorted((HOUSE / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions, "no decision is recorded"
    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))
    for file in decisions:
        assert re.match(rf"# 0*{int(file.name[:4])}\b", file.read_text()), file.name

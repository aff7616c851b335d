"""From an empty folder to a founded organisation, without reading anything but the terminal and the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.browser import Enter, Site, opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with opened(tmp_path / "empty", command="serve") as site:
        yield site


def test_an_empty_folder_becomes_an_organisation(enter: Enter, site: Site) -> None:
    host = enter()
    host.go("/")
    assert host.path == "/start/"
    host.write("Set-up code", "nothing-at-all")
    host.write("Name of the organisation", "Friends of the Weir")
    host.write("Branches", "Upper weir\nLower weir")
    first, second = host.part("#founder-row-1"), host.part("#founder-row-2")
    first.get_by_label("Name to show").fill("Alice")
    first.get_by_label("E-mail address").fill("alice@weir.example")
    first.get_by_label("Secretary").check()
    second.get_by_label("Name to show").fill("Bob")
    second.get_by_label("E-mail address").fill("bob@weir.example")
    second.get_by_label("Branch, as written above").fill("Lower weir")
    second.get_by_label("Chair").check()
    host.press("Found the organisation")
    host.sees("This is not the code in the terminal")
    assert host.page.get_by_label("Name of the organisation").input_value() == "Friends of the Weir"
    assert second.get_by_label("Chair").is_checked()
    host.write("Set-up code", re.findall(r"set-up code is (\S+)", site.said())[-1])
    host.press("Found the organisation")
    host.sees("The organisation is founded")
    host.makes_a_passkey()
    path = host.tables("Clear the sluice", "We clear the sluice before the autumn.", "Friends of the Weir")
    bob = enter()
    bob.proves("bob@weir.example")
    bob.does(path, "Second it")
    bob.go("/start/")
    assert bob.path == "/"
    assert "good: the record of" in site.audit()

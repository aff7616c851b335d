"""Help without account and without the internet: loaded once, then letters, clocks and a bundle; nothing is sent."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.browser import Enter, Site, opened, surroundings

FOUND = """
import time
from django.core.management import call_command
import folkmoot.site, django
django.setup()
call_command("migrate", verbosity=0)
from folkmoot.rulebook.starters import starter
from folkmoot.site.members import acts
acts.found(
    name="Friends of the Weir",
    rulebook=starter("network").encode(),
    branches=[acts.FoundingBranch("weir", "Friends of the Weir")],
    founders=[
        acts.Founder("Alice", "alice@weir.example", "weir", [("secretary", "weir")]),
        acts.Founder("Bob", "bob@weir.example", "weir", [("chair", "weir")]),
    ],
    at=int(time.time()) - 3600,
)
"""


@pytest.fixture(scope="module")
def site(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A founded organisation in which nothing has happened yet."""
    folder = tmp_path_factory.mktemp("site") / "weir"
    folder.mkdir()
    env = surroundings(FOLKMOOT_DIR=str(folder), DJANGO_SETTINGS_MODULE="folkmoot.site.settings")
    made = subprocess.run([sys.executable, "-c", FOUND], env=env, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stderr
    with opened(folder, command="serve") as site:
        yield site


def test_help_is_there_for_somebody_without_account(enter: Enter, site: Site) -> None:
    outsider = enter()
    assert outsider.go("/help/") == 200
    outsider.sees("This help is now kept on your device")

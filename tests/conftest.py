"""Tripwires for every test, and what the tests of both floors share.

Django is set up only when tests of the site are asked for: the ground floor's tests run where it is not
installed.
"""

import atexit
import importlib.util
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

HOUSE = Path(__file__).resolve().parent.parent
UPPER_FLOOR = ("site", "journeys")  # folders of tests that need Django
DJANGO = importlib.util.find_spec("django") is not None

collect_ignore = [] if DJANGO else list(UPPER_FLOOR)

# A slow machine is not a fault, and a run in CI can be repeated to the letter.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure(config: pytest.Config) -> None:
    forget_the_desk()
    if DJANGO and any(needs_django(arg) for arg in config.args):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
        importlib.import_module(
            "django"
        ).setup()  # pytest-django, whose turn comes later, then bars the database


def forget_the_desk() -> None:
    """Keep what is set on this machine out of the tests, and the tests out of its data."""
    for name in os.environ.keys() - {"FOLKMOOT_DATABASE", "FOLKMOOT_DATA"}:
        if name.startswith("FOLKMOOT_"):
            del os.environ[name]
    folder = tempfile.mkdtemp(prefix="folkmoot-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["FOLKMOOT_DIR"] = folder


def needs_django(argument: str) -> bool:
    """Whether a path on pytest's command line holds tests of the site, or lies among them."""
    path = Path(argument.split("::")[0]).resolve()
    folders = [HOUSE / "tests" / name for name in UPPER_FLOOR]
    return any(
        folder.is_dir() and (folder.is_relative_to(path) or path.is_relative_to(folder)) for folder in folders
    )


class NetworkForbidden(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Nothing that a test starts in this process may leave the machine."""
    internet = (socket.AF_INET, socket.AF_INET6)

    def on_loopback(method: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in internet and address[0] not in ("127.0.0.1", "::1", "localhost"):
                raise NetworkForbidden(f"a test tried to connect to {address[0]}")
            return method(self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", on_loopback(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", on_loopback(socket.socket.connect_ex))
        yield


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real material from outside (elections, rulebooks): FOLKMOOT_DATA, or `shared` beside the checkout."""
    folder = Path(os.environ.get("FOLKMOOT_DATA") or HOUSE.parent / "shared")
    if not folder.is_dir():
        pytest.skip("no data folder: set FOLKMOOT_DATA to one")
    return folder

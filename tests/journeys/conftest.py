"""What journeys share: the demonstration, built once; a browser; and visitors."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if not all(map(importlib.util.find_spec, ("playwright", "axe_playwright_python"))):
    collect_ignore_glob = ["test_*.py"]  # nothing drives a browser here
else:
    from playwright.sync_api import sync_playwright

    from journeys.browser import CHROMIUM_FLAGS, Enter, Site, Visitor, build_once, opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def program() -> str:
    """The browser of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no chromium on this machine: no journey is walked")
    return found


@pytest.fixture(scope="module")
def chromium(program: str) -> Iterator[Any]:
    """One browser for all visitors of a file; its loop has ended when the worker turns to other tests."""
    with sync_playwright() as stage:
        browser = stage.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, program: str) -> Path:
    """The folder of the demonstration, built once for all workers."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours.parent if "popen-gw" in ours.name else ours
    return build_once(shared / "demonstration")


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Site]":
    """The demonstration, served; each file of journeys has a copy of its own."""
    with opened(tmp_path_factory.mktemp("site") / "site", demonstration) as site:
        yield site


@pytest.fixture
def enter(chromium: Any, site: "Site") -> "Iterator[Enter]":
    """Let somebody in: `enter("wren")` is signed in, `enter()` is an outsider. Nobody may meet a fault."""
    inside: list[Visitor] = []

    def let_in(key: str = "", **manners: Any) -> Visitor:
        visitor = Visitor(chromium, site, **manners)
        inside.append(visitor)
        return visitor.signs_in(key) if key else visitor

    yield let_in
    for visitor in inside:
        visitor.context.close()
    for visitor in inside:
        visitor.in_good_order()

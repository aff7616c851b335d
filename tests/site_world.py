"""What tests of the site share: Django in a folder of its own, and tripwires for what Django forgives.

Imported by the conftest of every folder that holds such tests.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["FOLKMOOT_DIR"] = tempfile.mkdtemp(prefix="folkmoot-tests-")  # never the folder of a living site
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
os.environ["FAIL_INVALID_TEMPLATE_VARS"] = "true"  # read by pytest-django
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # a journey in the same worker leaves the browser's loop running
)
for setting in ("URL", "HOSTS", "MAIL", "WITNESSES", "TRUST_PROXY", "CLOCK_OFFSET", "DEMO", "LISTEN"):
    os.environ.pop(f"FOLKMOOT_{setting}", None)

import django  # noqa: E402  the settings read the environment above

import folkmoot.site  # noqa: E402, F401

django.setup()

from django.db import connection  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402

from folkmoot.site.record import memory, publication, triggers, writer  # noqa: E402


@pytest.fixture(autouse=True)
def fresh_site(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Each test has a data folder, a key and a record of its own; nothing of another test stays in memory."""
    settings.FOLKMOOT_DIR = tmp_path / "site"
    memory.forget()
    publication.forget()
    yield
    writer.let_go()
    memory.forget()
    publication.forget()


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_triggers() -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards, which the record would refuse.

    Where several files import it, the first sees to it for all.
    """
    flush = TransactionTestCase._fixture_teardown
    if flush.__name__ == "past_the_triggers":
        yield
        return

    def past_the_triggers(self: TransactionTestCase) -> None:
        triggers.drop(connection)
        try:
            flush(self)
        finally:
            triggers.create(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", past_the_triggers)
        yield

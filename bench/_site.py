"""A site in a folder of its own, made for one measurement and thrown away with it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


@contextmanager
def empty_site() -> Iterator[Path]:
    """Set Django up on an empty SQLite database; the worlds of the tests can then be imported.

    The folder lies beside the measurement and not in memory, so that a durable write is one.
    """
    with tempfile.TemporaryDirectory(dir=HOUSE / "bench") as folder:
        os.environ["FOLKMOOT_DIR"] = folder
        os.environ.pop("FOLKMOOT_DATABASE", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
        sys.path[:0] = [str(HOUSE / "src"), str(HOUSE / "tests")]
        import django

        import folkmoot.site  # noqa: F401  chooses the SQLite library, which sqlite3 then names

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(folder)

"""The site of the assembly: Django from here on.

This is the one place through which every program of the site is entered, so the database library is chosen
here, before Django looks for one: SQLite from the `pysqlite3` wheel, since many system libraries carry a
fault in write-ahead mode that can damage the file. Where there is no wheel, `settings` avoids that mode.
"""

import sys


def _choose_sqlite() -> None:
    if "django.db.backends.sqlite3.base" in sys.modules:
        return  # too late to change; the choice was made by an earlier import of this package
    try:
        import pysqlite3
    except ImportError:  # no wheel for this machine
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


_choose_sqlite()

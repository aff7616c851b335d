"""A process that enters acts and publishes them, to be killed in the middle: python thousand_acts.py FOLDER.

Each act carries a row with it, as the acts of the rooms do. At the start, and at the end, it prints what
stands: entries, the last index, rows, and acts covered by the checkpoint.
"""

import os
import sys
import threading
from pathlib import Path

os.environ["FOLKMOOT_DIR"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
sys.path[:0] = [str(Path(__file__).parents[2])]

import django  # noqa: E402

import folkmoot.site  # noqa: E402, F401

django.setup()

from django.db import connection  # noqa: E402

from folkmoot.site.record import acts, memory, publication, reading  # noqa: E402
from folkmoot.site.record.models import Entry, Sealed  # noqa: E402
from record_world import DAWN, found, join, person  # noqa: E402

ACTS = 1000


def state() -> str:
    """What stands; reading the assembly replays every entry."""
    covered, rows = reading.checkpoint(), Sealed.objects.count()
    size = reading.assembly().size
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return f"{size} {-1 if last is None else last} {rows} {covered[0].size if covered else 0}"


def publish_all_the_time() -> None:
    try:
        while memory.count() <= ACTS:
            publication.publish(DAWN + 100)
    finally:
        connection.close()


def main() -> None:
    size, stands = reading.assembly().size, state()
    publication.publish(DAWN + 100)  # before anything else, as the server does
    if not size:
        found()
    thread = threading.Thread(target=publish_all_the_time)
    thread.start()
    print(stands, flush=True)
    for number in range(max(size, 1), ACTS + 1):
        with acts.pen():
            join(1000 + number)
            acts.seal_payload(person(1000 + number), str(number).encode())
    thread.join()
    publication.publish(DAWN + 100)
    print(state(), flush=True)


if __name__ == "__main__":
    main()

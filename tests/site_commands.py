"""Running the commands of the site as a host would, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

from folkmoot.cli.auditing import audit
from folkmoot.cli.source import Web, open_source

HOUSE = Path(__file__).parents[1]
FILL = """
import os, sys
import folkmoot.site, django
django.setup()
from record_world import found, join
from folkmoot.site.record import publication
from record_world import DAWN
found()
for number in range(10, 20):
    join(number)
if len(sys.argv) > 1:
    publication.publish(DAWN + 100)
"""


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FOLKMOOT_")}
    path = f"{HOUSE / 'src'}{os.pathsep}{HOUSE / 'tests'}"
    return {**kept, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings", **more}


def folkmoot(*words: str | Path, database: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "folkmoot.site", *map(str, words)]
    here = environment(FOLKMOOT_DATABASE=database)
    return subprocess.run(command, env=here, capture_output=True, text=True, timeout=120)


def fill(folder: Path, *words: str, database: str = "") -> None:
    """Migrate, found, and let ten join; `published` publishes it."""
    here = environment(FOLKMOOT_DIR=str(folder), FOLKMOOT_DATABASE=database)
    subprocess.run([sys.executable, "-m", "folkmoot.site", "manage", "migrate", "-v0"], env=here, check=True)
    subprocess.run([sys.executable, "-c", FILL, *words], env=here, check=True)


def audited(where: str) -> int:
    source = open_source(where)
    size = audit(source, kept=None, vkey=None, policy=None, progress=lambda *_: None).size
    if isinstance(source, Web):
        source.connection.close()
    return int(size)

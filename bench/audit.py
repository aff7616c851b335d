"""The audit of a large record: a demonstration of at least 100,000 acts, checked without Django.

    python bench/audit.py [--anew]

The demonstration is played once and kept in the system's folder for temporary files; `--anew` plays it
again. Measured is the whole command in a process of its own, in which Django cannot be imported. The floor is
what no audit can do without: a bare SHA-256 of every entry, and reading it as JSON. Limits: 20 s, 500 MB.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from folkmoot.tlog.bundles import split_bundle
from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.note import Note
from folkmoot.tlog.tilepaths import bundle_path, widths

HOUSE = Path(__file__).resolve().parent.parent
SCALE, ACTS = 80, 100_000
SECONDS, MEGABYTES = 20, 500
WITHOUT_DJANGO = "import sys; sys.modules['django'] = None; from folkmoot.cli.main import main; main()"


def demonstration(home: Path, anew: bool) -> Path:
    """The folder of the record, played now if it is not there yet."""
    record = home / "record"
    if anew or not (record / "checkpoint").is_file():
        shutil.rmtree(home, ignore_errors=True)
        print(f"playing a demonstration at scale {SCALE} in {home}; this takes some minutes", flush=True)
        start = time.perf_counter()
        command = (sys.executable, "-m", "folkmoot.site", "demo", "--dir", home, "--no-serve")
        subprocess.run([*command, "--scale", str(SCALE)], check=True, env=environment())
        print(f"played in {time.perf_counter() - start:.0f} s")
    return record


def environment() -> dict[str, str]:
    """The environment, with our source on the path."""
    return {**os.environ, "PYTHONPATH": str(HOUSE / "src")}


def audited(record: Path) -> tuple[float, float, float]:
    """Run the audit; return wall seconds, CPU seconds and the peak of memory in megabytes."""
    start = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-c", WITHOUT_DJANGO, "audit", record, "--no-keep"], env=environment()
    )
    _pid, status, used = os.wait4(running.pid, 0)
    wall = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit("the audit found a fault; if the rules have changed since, play it again: --anew")
    peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return wall, used.ru_utime + used.ru_stime, peak


def entries(record: Path, size: int) -> Iterator[bytes]:
    """The bytes of all entries, from their bundles."""
    for index, width in widths(size):
        yield from split_bundle((record / bundle_path(index, width)).read_bytes())[0]


def floor(listed: list[bytes]) -> float:
    """CPU seconds for a bare digest and a bare reading of each entry."""
    start = time.process_time()
    for entry in listed:
        hashlib.sha256(b"\x00" + entry).digest()
        json.loads(entry)
    return time.process_time() - start


def main() -> int:
    record = demonstration(Path(tempfile.gettempdir()) / f"folkmoot-bench-{SCALE}", "--anew" in sys.argv)
    size = Checkpoint.parse(Note.parse((record / "checkpoint").read_bytes()).text).size
    listed = list(entries(record, size))
    wall, cpu, peak = audited(record)
    least = floor(listed)
    print(f"\naudit of {size} acts, without Django")
    print(f"wall        {wall:6.1f} s, limit {SECONDS}")
    print(f"CPU         {cpu:6.1f} s, floor {least:.2f} (SHA-256 and JSON alone): {cpu / least:.1f} times")
    print(f"peak memory {peak:6.0f} MB, limit {MEGABYTES}")
    if size < ACTS:
        print(f"the demonstration has fewer than {ACTS} acts: raise SCALE")
    return 0 if size >= ACTS and wall < SECONDS and peak < MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())

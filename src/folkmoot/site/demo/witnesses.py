"""The two witnesses of the demonstration."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The site and the auditor's program are strangers: a witness runs in its own process, as anybody's would.
A_WITNESS = """
import os, sys, threading
from pathlib import Path
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()  # ends with its starter
from folkmoot.cli import witness
folder, name, log = sys.argv[1:]
if not (Path(folder) / "key").exists():
    witness.init(folder, name)
witness.watch(folder, log)
witness.serve(folder, 0, ready=lambda address, key: print(key, address, flush=True))
"""


@contextmanager
def two_witnesses(home: Path, log: str) -> Iterator[list[str]]:
    """Run two witnesses in processes of their own; yields a line `<key> <address>` for each."""
    started, lines = [], []
    try:
        for name in ("north", "south"):
            command = [sys.executable, "-c", A_WITNESS]
            command += [str(home / "witnesses" / name), f"witness.{name}.example", log]
            # In a session of its own: Ctrl-C is for us, and we stop them.
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
            )
            started.append(process)
        for process in started:
            assert process.stdout is not None
            lines.append(process.stdout.readline().strip())
        yield lines
    finally:
        for process in started:
            process.terminate()
            process.wait(timeout=10)

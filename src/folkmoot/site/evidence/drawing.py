"""Asks the easel, a process of its own, what is in a file and how it looks. Nothing is opened in this one."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EASEL = Path(__file__).with_name("easel.py")
AT_ONCE = 2  # easels; the others wait
PATIENCE = 25  # seconds for an easel, and for a free one
OUT_OF_TIME = (9, 14, 24)  # SIGKILL, SIGALRM, SIGXCPU
_free = threading.BoundedSemaphore(AT_ONCE)


class Undrawable(Exception):
    """Why a file cannot be shown: `broken`, `locked` (by a password), `large`, `slow`, or all are `busy`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Seen:
    """What is in a file. `words` are those of the page that was asked for, or of the mail.

    Of a mail: `heads` (name, value), `attached` (dicts of name, kind, size), and whether its words were
    `reduced` from HTML.
    """

    pages: int
    words: str = ""
    width: int = 0
    height: int = 0
    heads: list[list[str]] = field(default_factory=list)
    attached: list[dict[str, Any]] = field(default_factory=list)
    reduced: bool = False


def look(data: bytes, media_type: str, page: int = 1) -> Seen:
    """What is in a PDF, a picture or a mail. Raises `Undrawable`."""
    return Seen(**_ask("tell", data, media_type, page)[0])


def draw(data: bytes, media_type: str, page: int) -> bytes:
    """A page of a PDF or a picture as a PNG of at most 1240 by 2480; empty for a page that is not there.

    Raises `Undrawable`.
    """
    return _ask("draw", data, media_type, page)[1]


def _ask(verb: str, data: bytes, media_type: str, page: int) -> tuple[dict[str, Any], bytes]:
    command = [sys.executable, "-I", "-B", str(EASEL), verb, media_type, str(page)]
    if not _free.acquire(timeout=PATIENCE):
        raise Undrawable("busy")
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            env=_bare_environment(),
            cwd=EASEL.parent,
        )
    except subprocess.TimeoutExpired:
        raise Undrawable("slow") from None
    finally:
        _free.release()
    line, _newline, drawn = done.stdout.partition(b"\n")
    if done.returncode < 0:  # a signal: it was out of time, or a library fell over the file
        raise Undrawable("slow" if -done.returncode in OUT_OF_TIME else "broken")
    if done.returncode:
        raise RuntimeError(f"the easel does not stand: {done.stderr.decode(errors='replace')[-1_000:]}")
    told = json.loads(line)
    if "fault" in told:
        raise Undrawable(told["fault"])
    return told, drawn


def _bare_environment() -> dict[str, str]:
    """No secret of ours reaches the easel by its environment."""
    return {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}

"""A malware scanner beside the site: clamd, asked by its own protocol over a socket of this machine.

`FOLKMOOT_SCANNER` is `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. Without it nothing is scanned.
"""

import socket
import struct
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 1 << 20  # bytes
TO_CONNECT, TO_ANSWER = 5, 60  # seconds; the second for all of it
LONGEST_ANSWER = 4_096  # bytes


class Down(Exception):
    """The scanner does not answer, or answers what is no verdict. One line says what happened."""


class Infected(Exception):
    """The scanner knows this: the name it gives."""


def is_set() -> bool:
    """Whether this site has a scanner."""
    return bool(settings.FOLKMOOT_SCANNER)


def scan(data: bytes) -> None:
    """Return where the scanner finds nothing, or there is none. Raises `Infected`, `Down`."""
    if not is_set():
        return
    ends = time.monotonic() + TO_ANSWER
    try:
        with _line(settings.FOLKMOOT_SCANNER) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                line.settimeout(_left(ends))
                piece = data[start : start + CHUNK]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line, ends)
    except OSError as fault:
        raise Down(f"the scanner does not answer: {fault}") from None
    if answer == "stream: OK":
        return
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise Down(f"the scanner says {answer!r}")


def _line(address: str) -> socket.socket:
    """A line to the scanner; on this machine only, which the settings have made sure of."""
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        place: Any = address.removeprefix("unix:")
    else:
        found = urlsplit(address)
        line = socket.socket(socket.AF_INET6 if ":" in str(found.hostname) else socket.AF_INET)
        place = (str(found.hostname), found.port)
    line.settimeout(TO_CONNECT)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket, ends: float) -> str:
    said = bytearray()
    while b"\0" not in said:
        line.settimeout(_left(ends))
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
        if len(said) > LONGEST_ANSWER:
            raise Down("the scanner says too much")
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left

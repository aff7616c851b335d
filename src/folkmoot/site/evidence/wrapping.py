"""Wrapping keys: `DIR/keys/wrapping/<generation>`, outside the database, and in no backup (decision 15).

Each file holds 32 bytes in hex. The highest generation closes what is new; the others open what is not yet
wrapped anew. Nothing is remembered between two calls: a rotation in another process is seen at once.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

from folkmoot.site.record.keys import BadKeys, Secret

BYTES = 32


class Locked(Exception):
    """The wrapping key of this generation is not here: it was not put back, or has been destroyed."""


def folder() -> Path:
    """Where the wrapping keys of this site lie."""
    return Path(settings.FOLKMOOT_DIR) / "keys" / "wrapping"


def generations() -> list[int]:
    """The generations whose keys are here, oldest first."""
    if not folder().is_dir():
        return []
    return sorted(int(each.name) for each in folder().iterdir() if each.name.isdecimal())


def key(generation: int) -> Secret:
    """The key of a generation. Raises `Locked` where it is not here, `BadKeys` where it is no key."""
    path = path_of(generation)
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise Locked(f"{path} is not there; put it back from its copy") from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadKeys(f"{path} may be read by others; run: chmod 600 {path}")
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != BYTES:
        raise BadKeys(f"{path} does not hold a key of 32 bytes in hex")
    return found


def path_of(generation: int) -> Path:
    """The file of a generation."""
    return folder() / f"{generation:06d}"


def make() -> int:
    """Make the next generation, on disk for good before this returns; its number.

    Where two make the same generation at once, the key of the quicker holds for both.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    generation = (generations() or [0])[-1] + 1
    beside = folder() / f"new-{secrets.token_hex(4)}"
    write_private(beside, secrets.token_bytes(BYTES))
    try:
        os.link(beside, path_of(generation))
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _settle(folder())
    return generation


def destroy(generation: int) -> None:
    """Write over the key of a generation, and take the file away. What it wrapped stays shut."""
    path = path_of(generation)
    with path.open("r+b") as file:
        file.write(b"0" * (2 * BYTES))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _settle(folder())


def sweep() -> None:
    """Take away what a `make` that was broken off has left."""
    for each in folder().glob("new-*"):
        each.unlink()


def write_private(path: Path, secret: bytes) -> None:
    """Write a key in hex to a new file that only its owner can read. Raises FileExistsError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _settle(path: Path) -> None:
    """Have the names in a folder on disk, where the system can promise that."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

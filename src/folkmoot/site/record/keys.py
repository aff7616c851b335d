"""The keys of a site. One master key lies in `DIR/keys/master`; every other key is derived from it.

No Django here: the settings need a key before Django is set up.
"""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Secret = bytes
"""32 bytes."""
NONCE = 12  # bytes, random for each box (NIST SP 800-38D)


class BadKeys(Exception):
    """The key file is not a key file, or others may read it. One line says which."""


class BadBox(ValueError):
    """A box was made under another key, for another place, or has been changed."""


def derive(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose from a key of 32 (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=f"folkmoot/{purpose}/v1".encode()).derive(key)


def close_box(key: bytes, content: bytes, place: str) -> bytes:
    """Encrypt with AES-256-GCM. `place` says where the box belongs: it opens nowhere else."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def open_box(key: bytes, box: bytes, place: str) -> bytes:
    """The content of a box. Raises `BadBox`."""
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise BadBox(f"a box at {place} does not open") from None


class Keys:
    """The keys in one data folder; the master key is made when the folder has none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "keys" / "master"
        self._master = self._load() or self._make()

    def bytes(self, purpose: str) -> Secret:
        """The 32-byte key for a purpose: `boxes`, `index`, `log`."""
        return derive(self._master, purpose)

    def text(self, purpose: str) -> str:
        """The same in hex."""
        return self.bytes(purpose).hex()

    def _load(self) -> Secret | None:
        try:
            text = self._path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        if os.name == "posix" and self._path.stat().st_mode & 0o077:
            raise BadKeys(f"{self._path} may be read by others; run: chmod 600 {self._path}")
        try:
            key = Secret.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != 32:
            raise BadKeys(f"{self._path} does not hold a key of 32 bytes in hex")
        return key

    def _make(self) -> Secret:
        home = self._path.parent.parent
        if any((home / each).exists() for each in ("folkmoot.sqlite3", "record/checkpoint")):
            raise BadKeys(
                f"{self._path} is missing, and nothing in {home} opens without it; put it back from a backup"
            )
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_bytes(32)
        beside = self._path.with_name(f"new-{secrets.token_hex(4)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, self._path)  # fails where another process was quicker: then its key holds
        except FileExistsError:
            return self._load() or key
        finally:
            beside.unlink()
        return key

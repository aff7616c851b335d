"""What an auditor keeps between audits: the log's key at first sight, and the last checkpoint that was good.

With these an auditor notices when a record is replaced by another, or rolled back.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


def default_folder() -> Path:
    """Where kept checkpoints lie: `FOLKMOOT_KEPT`, or the user's state folder."""
    told = os.environ.get("FOLKMOOT_KEPT")
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(told) if told else Path(state) / "folkmoot" / "kept"


@dataclass(frozen=True)
class Kept:
    """The auditor's memory of one log, found by its origin."""

    folder: Path

    def key(self, origin: str) -> str | None:
        """The verifier key seen first for this origin, or None."""
        return self._read(origin, "vkey")

    def checkpoint(self, origin: str) -> bytes | None:
        """The last good checkpoint of this origin, signatures and all, or None."""
        text = self._read(origin, "checkpoint")
        return None if text is None else text.encode()

    def origin_at(self, place: str) -> str | None:
        """The origin that was audited at this place before, or None: another log in its place is noticed."""
        return self._read(f"place {place}", "origin")

    def keep(self, place: str, origin: str, vkey: str, checkpoint: bytes) -> None:
        """Remember an audit that found nothing wrong."""
        self._write(origin, "vkey", vkey)
        self._write(origin, "checkpoint", checkpoint.decode())
        self._write(f"place {place}", "origin", origin)

    def _path(self, name: str, what: str) -> Path:
        return self.folder / f"{sha256(name.encode()).hexdigest()[:32]}.{what}"

    def _read(self, name: str, what: str) -> str | None:
        path = self._path(name, what)
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def _write(self, name: str, what: str, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name, what)
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)

"""Checkpoints (C2SP tlog-checkpoint): the text by which a log commits to its size and root."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.tlog.note import BadNote, Note, Signer, Verifier, sign

LARGEST_SIZE = 2**63 - 1

_is_decimal = re.compile(r"0|[1-9][0-9]{0,18}").fullmatch
_is_root = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=").fullmatch


class BadCheckpoint(ValueError):
    """The text is not a checkpoint, or not one of this log. One line says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's statement: my name, my size, my root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def encode(self) -> str:
        """Return the text of the note: three lines, no extension. Raises BadCheckpoint."""
        text = f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"
        if Checkpoint.parse(text) != self:
            raise BadCheckpoint("the origin of a checkpoint is one line")
        return text

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint note. Raises BadCheckpoint.

        Further lines, which other logs may add, are allowed and not read; an empty one is refused.
        """
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise BadCheckpoint("a checkpoint has at least three whole lines")
        origin, size, root = lines[:3]
        if not origin or any(character < " " for character in origin):
            raise BadCheckpoint("the origin of a checkpoint is empty or holds a control character")
        if not _is_decimal(size) or int(size) > LARGEST_SIZE:
            raise BadCheckpoint("the size of a checkpoint is not a plain decimal number")
        if not _is_root(root):
            raise BadCheckpoint("the root of a checkpoint is not the base64 of 32 bytes")
        if not all(lines[3:-1]):
            raise BadCheckpoint("a checkpoint holds an empty line")
        return cls(origin, int(size), base64.b64decode(root))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """Return the signed checkpoint. Raises BadCheckpoint unless the origin is the signer's name.

    The caller owes: the tree is on disk, and no other checkpoint that contradicts this one was ever signed.
    """
    if checkpoint.origin != signer.name:
        raise BadCheckpoint(f"the origin {checkpoint.origin} is not the name of the key, {signer.name}")
    return sign(checkpoint.encode(), signer)


def open_checkpoint(
    data: bytes, log: Verifier, cosigners: Iterable[Verifier] = ()
) -> tuple[Checkpoint, Note]:
    """Return the checkpoint, and its note with only the verified signatures.

    Checks: 1. the format of the note; 2. every signature by a key handed in; 3. that the log is among them;
    4. the format of the checkpoint; 5. that its origin is the name of the log's key.
    Raises BadNote, BadCheckpoint.
    """
    note = Note.parse(data)
    good = note.good([log, *cosigners])
    if not any(verifier == log for verifier, _ in good):
        raise BadNote(f"the log {log.name} has not signed the checkpoint")
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != log.name:
        raise BadCheckpoint(f"the checkpoint is of {checkpoint.origin}, not of {log.name}")
    return checkpoint, Note(note.text, tuple(signature for _, signature in good))

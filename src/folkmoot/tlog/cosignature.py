"""Cosignatures (C2SP tlog-cosignature, cosignature/v1): a witness vouches for a checkpoint at a time.

It says: at that time, this is the largest consistent tree I have seen for that origin.
"""

import struct

from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.note import COSIGNATURE, BadKey, BadNote, Note, Signature, Signer, Verifier


def cosign(text: str, signer: Signer, at: int) -> Signature:
    """Return the witness's signature over the text of a checkpoint, at POSIX seconds `at`.

    Raises BadKey unless the signer's kind is COSIGNATURE, BadCheckpoint unless the text is a checkpoint,
    BadNote if the time is out of range.
    """
    if signer.kind != COSIGNATURE:
        raise BadKey("a witness signs with a cosignature key")
    Checkpoint.parse(text)
    return signer.sign(text, at)


def cosigned_at(signature: Signature) -> int:
    """Return the time in a cosignature, POSIX seconds, unverified. Raises BadNote unless it has the shape."""
    if len(signature.body) != 72:
        raise BadNote(f"the cosignature by {signature.name} has not 72 bytes")
    at: int = struct.unpack(">Q", signature.body[:8])[0]
    return at


def verify_cosignature(data: bytes, witness: Verifier) -> int:
    """Return when this witness vouched for this checkpoint note (the latest time, if it did so twice).

    Raises BadKey unless the key is a witness's, BadNote if its cosignature is missing or wrong,
    BadCheckpoint if the note is not a checkpoint.
    """
    if witness.kind != COSIGNATURE:
        raise BadKey(f"{witness.name} is not a witness's key")
    note = Note.parse(data)
    Checkpoint.parse(note.text)
    return max(cosigned_at(signature) for _, signature in note.good([witness]))

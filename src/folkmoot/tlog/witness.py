"""The judgement of a witness (C2SP tlog-witness): whether to cosign a checkpoint. No network, no clock.

The caller owes: to hold a lock from reading the state until the new state is on disk, and to reply only then.
Otherwise two requests at once could roll a log back.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkmoot.tlog.checkpoint import BadCheckpoint, Checkpoint
from folkmoot.tlog.cosignature import cosign
from folkmoot.tlog.note import BadNote, Note, Signature, Signer, Verifier
from folkmoot.tlog.tree import EMPTY_ROOT, BadProof, verify_consistency

TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
MOST_STEPS = 63

_is_old = re.compile(rb"old (0|[1-9][0-9]{0,18})").fullmatch
_is_hash = re.compile(rb"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=").fullmatch


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest checkpoint that the witness has cosigned for an origin, with its note as it is shown."""

    checkpoint: Checkpoint
    note: bytes

    @classmethod
    def parse(cls, note: bytes) -> "Seen":
        """Read back a stored note. Raises BadNote, BadCheckpoint."""
        return cls(Checkpoint.parse(Note.parse(note).text), note)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply. `new_state` is what to store for the origin, durably, before replying; None: nothing."""

    status: int
    content_type: str
    body: bytes
    new_state: Seen | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The body of an add-checkpoint request."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def encode(self) -> bytes:
        """Return the body, as C2SP tlog-witness spells it."""
        steps = "".join(base64.b64encode(step).decode() + "\n" for step in self.proof)
        return f"old {self.old}\n{steps}\n".encode() + self.note

    @classmethod
    def parse(cls, body: bytes) -> "Request":
        """Read a body. Raises BadNote with one line; the note within it is not looked at."""
        head, blank, note = body.partition(b"\n\n")
        first, *steps = head.split(b"\n")
        old = _is_old(first)
        if not blank or old is None:
            raise BadNote("the request does not begin with an old size line, or has no empty line")
        if len(steps) > MOST_STEPS:
            raise BadNote(f"the request has more than {MOST_STEPS} proof lines")
        if not all(_is_hash(step) for step in steps):
            raise BadNote("a proof line is not the base64 of 32 bytes")
        return cls(int(old[1]), tuple(base64.b64decode(step) for step in steps), note)


def add_checkpoint(
    state: Mapping[str, Seen],
    request_body: bytes,
    known_logs: Mapping[str, Sequence[Verifier]],
    signer: Signer,
    at: int,
) -> Reply:
    """Judge one request; `state` and `known_logs` are by origin, `at` is POSIX seconds.

    In this order: 400 malformed; 404 unknown origin; 403 no good signature by a key trusted for it; 400 old
    size above the new; 409 old size is not the one last cosigned (the body says which is); 422 the proof
    fails, or the roots differ at one size, or a root of size 0 is wrong; 200 with the cosignature line.
    """
    try:
        request = Request.parse(request_body)
        note = Note.parse(request.note)
        checkpoint = Checkpoint.parse(note.text)
    except (BadNote, BadCheckpoint) as fault:
        return _refusal(400, str(fault))
    trusted = known_logs.get(checkpoint.origin)
    if trusted is None:
        return _refusal(404, "this witness does not know that log")
    try:
        good = tuple(signature for _, signature in note.good(trusted))
    except BadNote as fault:
        return _refusal(403, str(fault))
    if request.old > checkpoint.size:
        return _refusal(400, "the old size is above the size of the checkpoint")
    seen = state.get(checkpoint.origin)
    last = seen.checkpoint.size if seen else 0
    if request.old != last:
        return Reply(409, SIZE, f"{last}\n".encode())
    fault_in_proof = _why_inconsistent(request, checkpoint, seen)
    if fault_in_proof:
        return _refusal(422, fault_in_proof)
    return _agreement(note.text, checkpoint, good, cosign(note.text, signer, at))


def _why_inconsistent(request: Request, checkpoint: Checkpoint, seen: Seen | None) -> str:
    """Return what is wrong with the step from the last checkpoint to this one, or an empty string."""
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        return "the root of the empty tree is wrong"
    old_root = seen.checkpoint.root if seen else EMPTY_ROOT
    try:
        verify_consistency(request.old, checkpoint.size, old_root, checkpoint.root, list(request.proof))
    except BadProof as fault:
        return str(fault)
    return ""


def _agreement(text: str, checkpoint: Checkpoint, good: tuple[Signature, ...], own: Signature) -> Reply:
    shown = Note(text, (*good, own)).encode()
    return Reply(200, TEXT, own.line().encode(), Seen(checkpoint, shown))


def _refusal(status: int, reason: str) -> Reply:
    return Reply(status, TEXT, (reason + "\n").encode())

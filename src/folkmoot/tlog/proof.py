"""Proof files (C2SP tlog-proof): that one entry stands in the record, checkable offline.

A proof holds the entry's index, its audit path and the checkpoint with its cosignatures, not the entry.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.tlog.checkpoint import Checkpoint, open_checkpoint
from folkmoot.tlog.note import BadNote, Note, Verifier
from folkmoot.tlog.policy import Policy, Satisfied, satisfied
from folkmoot.tlog.tree import leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
EXTENSION = ".tlog-proof"

_is_decimal = re.compile(r"0|[1-9][0-9]{0,18}").fullmatch
_is_hash = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=").fullmatch


class BadProofFile(ValueError):
    """The bytes are not a proof file. One line says why. (A proof that fails raises BadProof.)"""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof file taken apart. `checkpoint` is the signed note; `extra` is not covered by any signature."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def encode(self) -> bytes:
        """Return the bytes of the file. Raises BadProofFile where `parse` would refuse them."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += [base64.b64encode(step).decode() for step in self.hashes]
        data = "\n".join(lines).encode() + b"\n\n" + self.checkpoint
        if Proof.parse(data) != self:
            raise BadProofFile("these fields do not make a proof file")
        return data

    @classmethod
    def parse(cls, data: bytes) -> "Proof":
        """Take a proof file apart; nothing is verified yet. Raises BadProofFile."""
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            Note.parse(checkpoint)
            lines = head.decode("ascii").split("\n")
        except BadNote as fault:
            raise BadProofFile(f"the checkpoint in the proof is not a signed note: {fault}") from None
        except UnicodeDecodeError:
            raise BadProofFile("the head of the proof is not ASCII") from None
        if lines.pop(0) != HEADER:
            raise BadProofFile(f"the proof does not begin with {HEADER}")
        extra = _extra(lines.pop(0)) if lines and lines[0].startswith("extra ") else None
        name, _, index = (lines.pop(0) if lines else "").partition(" ")
        if name != "index" or not _is_decimal(index):
            raise BadProofFile("the index of the proof is missing or not a plain decimal number")
        if len(lines) > 63 or not all(_is_hash(line) for line in lines):
            raise BadProofFile("a line of the path is not the base64 of 32 bytes, or there are over 63")
        return cls(int(index), tuple(base64.b64decode(line) for line in lines), checkpoint, extra)

    def verify(self, entry: bytes, log: Verifier, cosigners: Iterable[Verifier] = ()) -> Checkpoint:
        """Check that the entry stands at `index` under a checkpoint that the log signed.

        Raises BadNote, BadCheckpoint, BadProof. Cosignatures by `cosigners` must verify but may be absent:
        for a quorum of witnesses use `verify_under`.
        """
        checkpoint, _ = open_checkpoint(self.checkpoint, log, cosigners)
        self._lead_to(checkpoint, entry)
        return checkpoint

    def verify_under(self, entry: bytes, policy: Policy) -> Satisfied:
        """Check as `verify` does, with the log and the quorum of witnesses that the policy names.

        Raises Unsatisfied too.
        """
        outcome = satisfied(policy, self.checkpoint)
        self._lead_to(outcome.checkpoint, entry)
        return outcome

    def _lead_to(self, checkpoint: Checkpoint, entry: bytes) -> None:
        verify_inclusion(leaf_hash(entry), self.index, checkpoint.size, checkpoint.root, list(self.hashes))


def _extra(line: str) -> bytes:
    encoded = line.removeprefix("extra ")
    try:
        extra = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise BadProofFile("the extra data of the proof is not base64") from None
    if base64.b64encode(extra).decode() != encoded:
        raise BadProofFile("the extra data of the proof is not base64 as we would write it")
    return extra

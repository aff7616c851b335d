"""What members add to the seed: a secret of 32 random bytes, promised before the close and revealed after."""

import hashlib
from collections.abc import Iterable, Sequence

from folkmoot.lots.handles import is_digest
from folkmoot.lots.void import Void

SECRET = 32
"""Bytes of a secret."""


class BadContribution(Void):
    """A commitment or reveal is malformed, stands twice, or belongs to nothing."""


def commit(secret: bytes) -> str:
    """Return the commitment to a secret of 32 bytes: its SHA-256 in hex. Raises BadContribution."""
    if len(secret) != SECRET:
        raise BadContribution("a contribution is a secret of 32 random bytes")
    return hashlib.sha256(secret).hexdigest()


def revealed(commits: Sequence[str], reveals: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the secrets that were revealed, in the order of the commitments. Raises BadContribution.

    Who committed and did not reveal is dropped: nobody can stop a draw by silence.
    """
    if any(not is_digest(each) for each in commits) or len(set(commits)) != len(commits):
        raise BadContribution("the commitments are not SHA-256 digests in hex, each once")
    secrets: dict[str, bytes] = {}
    for secret in reveals:
        commitment = commit(secret)
        if commitment in secrets:
            raise BadContribution(f"the secret of {commitment} is revealed twice")
        secrets[commitment] = secret
    strange = secrets.keys() - set(commits)
    if strange:
        raise BadContribution(f"nobody committed to the secret of {min(strange)}")
    return tuple(secrets[each] for each in commits if each in secrets)


def encode_lines(values: Iterable[str]) -> bytes:
    """Return commitments, or secrets in hex, as a file: one a line ended by LF; an empty file for none."""
    return "".join(f"{value}\n" for value in values).encode()


def decode_lines(data: bytes) -> tuple[str, ...]:
    """Return the lines of a file of commitments, or of secrets in hex. Raises BadContribution."""
    lines = data.decode("latin-1").split("\n")
    if lines.pop() or not all(map(is_digest, lines)):
        raise BadContribution("commitments and secrets are 64 figures of hex a line, each ended by LF")
    return tuple(lines)

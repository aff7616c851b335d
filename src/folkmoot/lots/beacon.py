"""Public randomness that nobody chooses: the rounds of drand's quicknet, checked without a network.

One pinned key checks every round. A round's 48 bytes can be carried in by hand, from anywhere.
Scheme `bls-unchained-g1-rfc9380`: the signature is over SHA-256(round as 8 bytes, big-endian).
"""

import hashlib

from folkmoot.lots.void import Void

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
"""Hash by which quicknet is known to those who fetch a round."""
GENESIS = 1692803367
"""Time of round 1, POSIX seconds."""
PERIOD = 3
"""Seconds between two rounds."""
KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
"""The group's public key, a point of G2 in 96 bytes."""
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
LAST_ROUND = 2**53 - 1


class BadBeacon(Void):
    """The bytes are not the signature of this round, or there is no such round."""


def time_of(round: int) -> int:
    """Return when a round is due, POSIX seconds. Raises BadBeacon."""
    if not 1 <= round <= LAST_ROUND:
        raise BadBeacon("rounds are numbered from 1")
    return GENESIS + (round - 1) * PERIOD


def round_at(t: int) -> int:
    """Return the latest round that is due at a time. Raises BadBeacon before the first."""
    if t < GENESIS:
        raise BadBeacon("there was no round yet at that time")
    return (t - GENESIS) // PERIOD + 1


def first_round_after(t: int) -> int:
    """Return the first round that is not due before a time."""
    return max(1, -(-(t - GENESIS) // PERIOD) + 1)


def verify(round: int, signature: bytes) -> bytes:
    """Return the randomness of a round, SHA-256 of its signature (48 bytes). Raises BadBeacon.

    Checks: 1. the round is a number; 2. the bytes are a point of G1, in its one spelling, in the subgroup and
    not the identity; 3. its pairing with the generator equals that of the hashed round with the key.
    """
    from py_arkworks_bls12381 import GT, G1Point, G2Point  # needed here only; a hall with dice goes without

    time_of(round)
    try:
        point = G1Point.from_compressed_bytes(signature)
    except ValueError:
        raise BadBeacon("the signature is not a point of 48 bytes; copy it again, whole") from None
    if point == G1Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != signature:
        raise BadBeacon("the signature is a point that no key can have made")
    hashed = G1Point.hash_to_curve(hashlib.sha256(round.to_bytes(8, "big")).digest(), DOMAIN)
    key = G2Point.from_compressed_bytes(KEY)
    if not GT.pairing_check([point, -hashed], [G2Point(), key]):
        raise BadBeacon(f"the signature is not that of round {round}; fetch this round of quicknet again")
    return hashlib.sha256(signature).digest()

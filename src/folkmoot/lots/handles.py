"""The pool: a handle of 32 bytes for each person, and the stratum of each where there are quotas.

Both are files, so that a digest can freeze them before the seed is known (spec/lots.md, section 2).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from folkmoot.lots.void import Void

SALTS = (16, 32)
"""Bytes of a salt: the 16 letters of a code name in the record, or 32 random bytes elsewhere."""
LONGEST_CASE = 200

_is_case = re.compile(r"[!-~]+(?: [!-~]+)*").fullmatch
_is_stratum = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_is_digest = re.compile(r"[0-9a-f]{64}").fullmatch
_are_handles = re.compile(rb"(?:[0-9a-f]{64}\n)+").fullmatch


class BadPool(Void):
    """The handles or strata are not those of a pool, or not those that were announced."""


def is_case(text: str) -> bool:
    """Whether a text can name a case: up to 200 characters of printable ASCII, single blanks inside."""
    return len(text) <= LONGEST_CASE and _is_case(text) is not None


def is_stratum(text: str) -> bool:
    """Whether a text can name a stratum: up to 60 small letters and figures, single hyphens inside."""
    return len(text) <= 60 and _is_stratum(text) is not None


def is_digest(text: str) -> bool:
    """Whether a text is 32 bytes in lower-case hex."""
    return _is_digest(text) is not None


def handle(case: str, salt: bytes) -> bytes:
    """Return the 32 bytes by which a person stands in the pool of this case. Raises BadPool.

    SHA-256("folkmoot/handle/v1", one zero byte, case, salt). Who knows the salt finds the person: in the
    record it is the person's code name in the case; elsewhere each person is given 32 random bytes.
    """
    if not is_case(case):
        raise BadPool("a case is named by up to 200 printable ASCII characters, with single blanks inside")
    if len(salt) not in SALTS:
        raise BadPool("a salt is the 16 letters of a code name, or 32 random bytes")
    return hashlib.sha256(b"folkmoot/handle/v1\x00" + case.encode() + salt).digest()


def encode_handles(handles: Iterable[bytes]) -> bytes:
    """Return the handles file: each in hex on a line ended by LF, ascending. Raises BadPool."""
    data = handle_lines(sorted(handles))
    decode_handles(data)
    return data


def decode_handles(data: bytes) -> tuple[bytes, ...]:
    """Return the handles of a file, ascending. Raises BadPool unless `encode_handles` would write it."""
    if not _are_handles(data):
        raise BadPool("the handles file is not one handle a line, each 64 figures of hex ended by LF")
    handles = [bytes.fromhex(line) for line in data.decode().split("\n")[:-1]]
    for earlier, later in pairwise(handles):
        if earlier >= later:
            why = "stands twice" if earlier == later else "is out of order"
            raise BadPool(f"the handle {later.hex()} {why}")
    return tuple(handles)


def encode_strata(strata: Mapping[bytes, str]) -> bytes:
    """Return the strata file: the stratum of each handle on a line, in the order of the handles file.

    Raises BadPool for an empty pool or a name that is none.
    """
    data = strata_lines([strata[each] for each in sorted(strata)])
    decode_strata(data, sorted(strata))
    return data


def decode_strata(data: bytes, handles: Sequence[bytes]) -> dict[bytes, str]:
    """Return the stratum of each handle; `handles` as the handles file gives them. Raises BadPool."""
    lines = data.decode("latin-1").split("\n")
    if lines.pop() or not lines or not all(map(is_stratum, lines)):
        raise BadPool("the strata file is not one stratum a line: small letters, figures, single hyphens, LF")
    if len(lines) != len(handles):
        raise BadPool(f"the strata file has {len(lines)} lines, and the handles file {len(handles)}")
    return dict(zip(handles, lines, strict=True))


def handle_lines(handles: Sequence[bytes]) -> bytes:
    """Return handles in hex, one a line ended by LF, as they come; nothing checked."""
    return b"".join(handles).hex("\n", 32).encode() + b"\n"


def strata_lines(strata: Sequence[str]) -> bytes:
    """Return strata one a line ended by LF, as they come; nothing checked."""
    return "\n".join([*strata, ""]).encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file in lower-case hex: how an announcement names it."""
    return hashlib.sha256(data).hexdigest()

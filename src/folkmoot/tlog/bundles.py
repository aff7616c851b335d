"""Entry bundles (C2SP tlog-tiles): up to 256 entries in one file, each after its length in 16 bits."""

import struct
from collections.abc import Iterable

LARGEST_ENTRY = 65_535


class BadBundle(ValueError):
    """The bytes are not a bundle of that many entries. One line says why."""


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Return the bundle of these entries. Raises BadBundle if one has more than 65,535 bytes."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise BadBundle(f"an entry has at most {LARGEST_ENTRY} bytes, this has {len(entry)}")
        parts += (struct.pack(">H", len(entry)), entry)
    return b"".join(parts)


def decode_bundle(data: bytes, width: int) -> list[bytes]:
    """Return the `width` entries of a bundle. Raises BadBundle if there are more or fewer."""
    entries, whole = split_bundle(data)
    if not whole:
        raise BadBundle(f"the bundle is cut short inside entry {len(entries) + 1} of {width}")
    if len(entries) != width:
        raise BadBundle(f"the bundle holds {len(entries)} entries, not {width}")
    return entries


def split_bundle(data: bytes) -> tuple[list[bytes], bool]:
    """Return the whole entries at the start of a bundle, and whether they are all of it."""
    entries: list[bytes] = []
    position, end = 0, len(data)
    while position < end:
        start = position + 2
        after = start + int.from_bytes(data[position:start], "big")
        if start > end or after > end:
            return entries, False
        entries.append(data[start:after])
        position = after
    return entries, True

"""Sealed payloads: salt and words in a box under the person's key; without it the seal binds nothing."""

from folkmoot.site.record.keys import close_box, derive, open_box
from folkmoot.tlog.leaf import seal as seal_of

SALT = 32


def close(key: bytes, content: bytes, seal: str) -> bytes:
    """The box of a payload; it opens for this seal only."""
    return close_box(derive(key, "sealed"), content, f"sealed/{seal}")


def open_(key: bytes, box: bytes, seal: str) -> bytes:
    """The payload in a box. Raises `BadBox` where the key is another, or the box was changed."""
    content = open_box(derive(key, "sealed"), box, f"sealed/{seal}")
    salt, payload = content[:SALT], content[SALT:]
    assert seal_of(salt, payload) == seal, "a box holds what its seal commits to"
    return payload

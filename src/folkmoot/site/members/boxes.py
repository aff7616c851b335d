"""Boxes for what is personal: under the site's keys, each bound to the person it belongs to."""

import hmac
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from folkmoot.site.record.keys import BadBox, Keys, close_box, open_box


class Destroyed(BadBox):
    """The person has been erased: there is no key any more."""


@lru_cache(maxsize=16)
def _key(folder: Path, purpose: str) -> bytes:
    return Keys(folder).bytes(purpose)


def close(content: bytes, place: str) -> bytes:
    """Encrypt under the site's key for boxes; it opens at this place only (`person/<id>/email`)."""
    return close_box(_key(settings.FOLKMOOT_DIR, "boxes"), content, place)


def look_into(box: bytes | memoryview, place: str) -> bytes:
    """What is in the box. Raises `Destroyed` where it was emptied, `BadBox` where it was tampered with."""
    if not box:
        raise Destroyed(place)
    return open_box(_key(settings.FOLKMOOT_DIR, "boxes"), bytes(box), place)


def blind_index(kind: str, content: bytes) -> str:
    """A keyed digest in hex: equal contents are equal, and nobody without the key can try contents out."""
    return hmac.digest(
        _key(settings.FOLKMOOT_DIR, "index"), kind.encode() + b"\x00" + content, "sha256"
    ).hex()

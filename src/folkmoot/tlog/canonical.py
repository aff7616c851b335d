"""Canonical JSON: one value, one spelling.

RFC 8785 (JCS), narrowed to what a record needs: objects with ASCII keys, arrays, strings, booleans and
integers of at most 53 bits. There is no null, no fraction and no exponent, so nothing can be rounded.
"""

import json
from typing import Any

LARGEST = 2**53 - 1
"""The largest integer, either sign, that every JSON reader keeps exactly (RFC 8785, section 3.2.2.3)."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"), sort_keys=True
)


class NotCanonical(ValueError):
    """The value has no canonical form here, or the bytes are not the canonical form. One line says why."""


def encode(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of a value made of dict, list, str, int and bool.

    Raises NotCanonical for anything else inside it: floats, None, bytes, tuples, keys that are not ASCII,
    integers beyond 53 bits, lone surrogates, nesting too deep to follow.
    """
    try:
        _allow(value)
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical("a string holds half of a surrogate pair") from None
    except RecursionError:
        raise NotCanonical("the value is nested too deep") from None


def decode(data: bytes) -> Any:
    """Return the value that these bytes are the canonical form of.

    Raises NotCanonical unless encoding the value again gives exactly the same bytes; that covers double
    keys, blanks, other orders and other spellings.
    """
    try:
        value, _ = _DECODER.raw_decode(data.decode())
        if _ENCODER.encode(value).encode() != data:
            raise NotCanonical("the bytes are not the canonical spelling of their value")
        if b"null" in data or not data.isascii():
            _allow(value)  # a null, or a key outside ASCII, is all that the round trip would let pass
    except NotCanonical:
        raise
    except UnicodeDecodeError:
        raise NotCanonical("the bytes are not UTF-8") from None
    except UnicodeEncodeError:
        raise NotCanonical("a string holds half of a surrogate pair") from None
    except RecursionError:
        raise NotCanonical("the value is nested too deep") from None
    except ValueError:
        raise NotCanonical("the bytes are not JSON") from None
    return value


def _no_fractions(spelling: str) -> Any:
    raise NotCanonical(f"{spelling[:40]} is not an integer")


def _whole(spelling: str) -> int:
    if len(spelling) > 17 or not -LARGEST <= (value := int(spelling)) <= LARGEST:
        raise NotCanonical("an integer is beyond 53 bits")
    return value


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_no_fractions, parse_constant=_no_fractions)


def _allow(value: Any) -> None:
    """Raise NotCanonical unless every part of the value is of an allowed kind."""
    kind = type(value)
    if kind is str or kind is bool:
        return
    if kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical("an integer is beyond 53 bits")
    elif kind is list:
        for item in value:
            _allow(item)
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonical(f"the key {key!r:.60} is not an ASCII string")
            _allow(item)
    else:
        raise NotCanonical(f"{kind.__name__} has no place in canonical JSON")

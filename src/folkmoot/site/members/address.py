"""E-mail addresses: how one is written, and the index by which it is found without being readable.

An address is never logged, never in a URL, and never in a row in the clear.
"""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from folkmoot.site.members import boxes

LONGEST = 254
"""Characters (RFC 5321, 4.5.3.1.3)."""
_check = EmailValidator()


class BadAddress(ValueError):
    """This is not an e-mail address."""


def tidy(written: str) -> str:
    """The address without spaces around it, the part after the @ in lower case; empty stays empty.

    Raises `BadAddress`. A line break would let a second header into a letter, so none gets through.
    """
    address = written.strip()
    if not address:
        return ""
    try:
        _check(address)
    except ValidationError:
        raise BadAddress from None
    if len(address) > LONGEST or any(ord(each) < 33 or ord(each) == 127 for each in address):
        raise BadAddress
    name, _, host = address.rpartition("@")
    return f"{name}@{host.lower()}"


def index_of(address: str) -> str:
    """The blind index of an address: an HMAC, the same however its letters are capitalised."""
    return boxes.blind_index("address", tidy(address).casefold().encode())

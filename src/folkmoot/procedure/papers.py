"""Papers: the longer things that an entry names by SHA-256 digest and that lie beside the record."""

import re
from hashlib import sha256

from folkmoot.procedure.act import Act, OutOfOrder, say, text_fact

DIGEST = re.compile(r"[0-9a-f]{64}\Z")


def digest_of(data: bytes) -> str:
    """The name of a paper: SHA-256 in lower-case hex."""
    return sha256(data).hexdigest()


def require_digest(act: Act, key: str) -> str:
    """The digest that stands under `key`; raises `OutOfOrder` where none does.

    The paper itself may have been taken away since: it decides nothing.
    """
    digest = text_fact(act.facts, key)
    if not DIGEST.match(digest):
        raise OutOfOrder(
            rule="",
            condition=say("A text is named by its SHA-256 digest ({key}).", key=key),
            fact=say("What stands there is no digest."),
            cure=say("Name the text by its digest."),
        )
    return digest


def paper(act: Act, key: str) -> bytes:
    """The paper named under `key`, on which the ruling depends; raises `OutOfOrder` without it."""
    digest = require_digest(act, key)
    data = act.papers.get(digest)
    if data is None or digest_of(data) != digest:
        raise OutOfOrder(
            rule="",
            condition=say("The paper named under {key} must lie beside the record.", key=key),
            fact=say("It is missing, or it is another one."),
            cure=say("Fetch a whole copy of the record."),
        )
    return data

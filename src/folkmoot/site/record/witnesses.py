"""Asking witnesses to cosign a checkpoint (C2SP tlog-witness), and the policy that names them."""

import http.client
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.note import COSIGNATURE, BadKey, BadNote, Signature, Verifier, parse_signature
from folkmoot.tlog.witness import Request


class OtherHistory(Exception):
    """A witness has cosigned a longer record than this, or one that this does not continue."""


PATIENCE = 5  # seconds; the act stands without a witness, its cosignature comes with the next checkpoint
LARGEST_REPLY = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: its key, and the address it takes checkpoints at."""

    key: Verifier
    url: str


def configured() -> tuple[Witness, ...]:
    """The witnesses of the settings: each `<verifier key> <address>`. Raises `ImproperlyConfigured`."""
    found = []
    for line in settings.FOLKMOOT_WITNESSES:
        vkey, _, url = line.partition(" ")
        try:
            key = Verifier.parse(vkey)
        except BadKey as fault:
            raise ImproperlyConfigured(f"FOLKMOOT_WITNESSES: {fault}") from None
        if key.kind != COSIGNATURE or urlsplit(url.strip()).scheme not in ("http", "https"):
            raise ImproperlyConfigured("FOLKMOOT_WITNESSES: each is a witness's key, a blank and its address")
        found.append(Witness(key, url.strip()))
    return tuple(found)


def policy(log: Verifier, url: str) -> bytes:
    """The policy file: this log, its witnesses, and more than half of them as the quorum."""
    known = configured()
    lines = [f"log {log.vkey} {url}"]
    lines += [f"witness {each.key.name} {each.key.vkey} {each.url}" for each in known]
    if known:
        lines.append(f"group witnesses {len(known) // 2 + 1} {' '.join(each.key.name for each in known)}")
    lines.append(f"quorum {'witnesses' if known else 'none'}")
    return ("\n".join(lines) + "\n").encode()


def cosignature(
    witness: Witness, note: bytes, checkpoint: Checkpoint, seen: int, proof: Callable[[int], Sequence[bytes]]
) -> Signature | None:
    """The cosignature of a witness, verified, or None where it did not give one.

    `seen` is the size that it is thought to have cosigned last; where it says another, it is asked once more
    with the `proof` from there. A witness that cannot be reached costs its cosignature and nothing else.
    Raises `OtherHistory`, such as after an old backup was restored.
    """
    old = seen
    for _ in range(2):
        try:
            status, body = _post(witness.url, Request(old, tuple(proof(old)), note).encode())
        except (OSError, http.client.HTTPException, IndexError):
            return None
        if status == 200:
            return _good(witness.key, checkpoint.encode(), body)
        if status == 409 and body.strip().isdigit() and int(body) != old:
            old = int(body)
        if status == 422 or old > checkpoint.size:
            raise OtherHistory(f"the witness {witness.key.name} has cosigned another history of this record")
        if status != 409:
            return None
    return None


def _good(key: Verifier, text: str, body: bytes) -> Signature | None:
    for line in body.decode("utf-8", "replace").splitlines():
        try:
            signature = parse_signature(line)
            if (signature.name, signature.key_id) == (key.name, key.key_id):
                key.verify(text, signature)
                return signature
        except BadNote:
            continue
    return None


def _post(url: str, body: bytes) -> tuple[int, bytes]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        connection.request("POST", parts.path.rstrip("/") + "/add-checkpoint", body)
        response = connection.getresponse()
        return response.status, response.read(LARGEST_REPLY)
    finally:
        connection.close()

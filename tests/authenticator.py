"""A passkey in software: makes and uses ES256 credentials as a browser would send them (WebAuthn level 2)."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def web64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Authenticator:
    """One credential; `verifies` says whether it asks for finger or PIN, `counter` is what it counts."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    verifies: bool = True
    counter: int = 0
    user: str = ""
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """The answer to a page that asks for a new passkey."""
        public = options["publicKey"]
        self.user = public["user"]["id"]
        credential = (
            len(self.id).to_bytes(2)
            + self.id
            + cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        )
        data = self._data(ATTESTED) + bytes(16) + credential
        response = {
            "clientDataJSON": web64(self._client("webauthn.create", public["challenge"])),
            "attestationObject": web64(cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return self._answer(response)

    def use(self, options: dict[str, Any]) -> str:
        """The answer to a page that asks for any passkey."""
        self.counter += 1
        client, data = self._client("webauthn.get", options["publicKey"]["challenge"]), self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": web64(client),
            "authenticatorData": web64(data),
            "signature": web64(signature),
            "userHandle": self.user,
        }
        return self._answer(response)

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {"id": web64(self.id), "rawId": web64(self.id), "type": "public-key", "response": response,
             "clientExtensionResults": {}}
        )  # fmt: skip

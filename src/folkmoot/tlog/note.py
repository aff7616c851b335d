"""Signed notes (C2SP signed-note): a text, an empty line, and signature lines.

Two kinds of key are known: Ed25519 over the text (0x01, a log) and the timestamped Ed25519 cosignature
(0x04, a witness). Signing needs no randomness: keys are 32-byte seeds that the caller hands in.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
COSIGNATURE = 0x04
MOST_SIGNATURES = 100
"""Signature lines in one note. The specification asks for at least 16."""
LATEST = 2**63 - 1
"""The latest time a cosignature can carry, POSIX seconds."""

_DASH = "\N{EM DASH} "


class BadNote(ValueError):
    """The bytes are not a signed note, or no trusted key signed it, or one signed it wrongly."""


class BadKey(ValueError):
    """The text is not a verifier key, or the seed or name cannot make one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name, its 4-byte ID, and what the key put there."""

    name: str
    key_id: bytes
    body: bytes

    def line(self) -> str:
        """Return the line as it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {_base64(self.key_id + self.body)}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name. `kind` is ED25519 or COSIGNATURE; `public` has 32 bytes."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE):
            raise BadKey(f"key type 0x{self.kind:02x} is not one that is known here")
        if len(self.public) != 32:
            raise BadKey("an Ed25519 public key has 32 bytes")

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read `<name>+<8 hex>+<base64 of type and key>`. Raises BadKey on any other spelling."""
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise BadKey("a verifier key has three parts with + between them")
        try:
            key = _from_base64(parts[2])
        except ValueError:
            raise BadKey("the last part of the verifier key is not base64") from None
        if not key:
            raise BadKey("the verifier key is empty")
        verifier = cls(parts[0], key[0], key[1:])
        if verifier.key_id.hex() != parts[1]:
            raise BadKey("the key ID does not belong to the name and key")
        return verifier

    @property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256(name, newline, type, public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The verifier key line, without newline."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes([self.kind]) + self.public)}"

    def verify(self, text: str, signature: Signature) -> None:
        """Check a signature by this key over the text of a note. Raises BadNote."""
        message, raw = text.encode(), signature.body
        if self.kind == COSIGNATURE:
            if len(raw) != 72:
                raise BadNote(f"the cosignature by {self.name} has not 72 bytes")
            message, raw = timestamped(text, struct.unpack(">Q", raw[:8])[0]), raw[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(raw, message)
        except InvalidSignature:
            raise BadNote(f"the signature by {self.name} does not verify") from None


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key: a name, a seed of 32 bytes, and the kind of its signatures."""

    name: str
    seed: bytes
    kind: int = ED25519

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise BadKey("a seed has 32 bytes")
        _ = self.verifier  # checks name and kind

    def __repr__(self) -> str:
        """The seed must never reach a log."""
        return f"Signer({self.verifier.vkey})"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return Verifier(self.name, self.kind, public)

    def sign(self, text: str, at: int | None = None) -> Signature:
        """Sign the text of a note. A cosigner needs `at`, POSIX seconds; another key takes none (BadKey)."""
        if (at is not None) != (self.kind == COSIGNATURE):
            raise BadKey("a cosignature carries a time, and no other signature does")
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if at is None:
            body = key.sign(text.encode())
        else:
            message = timestamped(text, at)
            body = struct.pack(">Q", at) + key.sign(message)
        return Signature(self.name, self.verifier.key_id, body)


def timestamped(text: str, at: int) -> bytes:
    """Return the message that a cosignature/v1 signs (C2SP tlog-cosignature). Raises BadNote."""
    if not 0 <= at <= LATEST:
        raise BadNote("the time of a cosignature is out of range")
    return f"cosignature/v1\ntime {at}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart, nothing verified yet. `text` ends with a newline."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Take a note apart. Raises BadNote on any departure from the format."""
        try:
            note = data.decode()
        except UnicodeDecodeError:
            raise BadNote("the note is not UTF-8") from None
        split = note.rfind("\n\n")
        if split < 0 or not note.endswith("\n"):
            raise BadNote("the note has no empty line before its signatures, or no end of line at its end")
        text, lines = note[: split + 1], note[split + 2 : -1].split("\n")
        _check_text(text)
        if len(lines) > MOST_SIGNATURES:
            raise BadNote(f"the note has more than {MOST_SIGNATURES} signatures")
        return cls(text, tuple(_parse_line(line) for line in lines))

    def encode(self) -> bytes:
        """Return the bytes of the note. Raises BadNote where `parse` would refuse them."""
        data = (self.text + "\n" + "".join(signature.line() for signature in self.signatures)).encode()
        if Note.parse(data) != self:
            raise BadNote("the text of the note cannot be told from its signatures")
        return data

    def verified(self, verifiers: Iterable[Verifier]) -> tuple[tuple[Verifier, Signature], ...]:
        """Return the signatures by known keys, each verified, in the order of the note; perhaps none.

        Unknown keys are passed over. Raises BadNote if a known key's signature fails: that sinks the note.
        """
        known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
        found = []
        for signature in self.signatures:
            verifier = known.get((signature.name, signature.key_id))
            if verifier is not None:
                verifier.verify(self.text, signature)
                found.append((verifier, signature))
        return tuple(found)

    def good(self, verifiers: Iterable[Verifier]) -> tuple[tuple[Verifier, Signature], ...]:
        """Return what `verified` does, but raise BadNote if it is nothing."""
        found = self.verified(verifiers)
        if not found:
            raise BadNote("no key that is trusted here has signed the note")
        return found


def sign(text: str, *signers: Signer) -> bytes:
    """Return the note of this text, signed by each signer in turn. Raises BadNote, BadKey."""
    return Note(text, tuple(signer.sign(text) for signer in signers)).encode()


def open_note(data: bytes, verifiers: Iterable[Verifier]) -> Note:
    """Return the note with only the signatures that known keys made, all verified. Raises BadNote."""
    note = Note.parse(data)
    return Note(note.text, tuple(signature for _, signature in note.good(verifiers)))


def add_signatures(data: bytes, more: Sequence[Signature]) -> bytes:
    """Return the note with further signature lines at its end; a line that stands there is not doubled."""
    note = Note.parse(data)
    new = tuple(dict.fromkeys(signature for signature in more if signature not in note.signatures))
    return Note(note.text, note.signatures + new).encode()


def parse_signature(line: str) -> Signature:
    """Read one signature line, without its newline. Raises BadNote."""
    return _parse_line(line)


def _parse_line(line: str) -> Signature:
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        raw = _from_base64(encoded)
        _check_name(name)
    except ValueError:
        raise BadNote("a signature line is malformed") from None
    if not line.startswith(_DASH) or not blank or len(raw) < 5:
        raise BadNote("a signature line is malformed")
    return Signature(name, raw[:4], raw[4:])


def _check_text(text: str) -> None:
    if any(character < " " and character != "\n" for character in text):
        raise BadNote("the note holds a control character")


def _check_name(name: str) -> None:
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise BadKey("a key name is not empty and holds no blank, control character or plus sign")
    if not name.isascii() and any("\ud800" <= c <= "\udfff" for c in name):
        raise BadKey("a key name is UTF-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    """Decode standard base64 with padding; raise ValueError on any spelling but the one we would write."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("not base64") from None
    if _base64(data) != text:
        raise ValueError("not the one spelling in base64")
    return data

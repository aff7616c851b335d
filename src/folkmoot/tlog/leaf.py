"""The leaf: one act of the assembly, as it stands in the record (spec/record.md, section 2)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.tlog import canonical

FORMAT = "folkmoot/act/v1"
LARGEST_LEAF = 65_535
"""Bytes. The length of an entry in a bundle has 16 bits (C2SP tlog-tiles)."""

_KEYS = frozenset(
    ("format", "index", "time", "act", "rule", "rulebook")
    + ("by", "on", "facts", "seals", "relies_on", "signature")
)
_BY_KEYS = frozenset(("role", "name"))
_is_digest = re.compile(r"[0-9a-f]{64}").fullmatch


class BadLeaf(ValueError):
    """The bytes or fields are not a leaf of this format. One line says why."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acted: the role that gave the power, and the code name (or office) that used it."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One act.

    `time` is POSIX seconds. `rulebook` is the SHA-256 of the rulebook in force, in hex. `seals` are salted
    commitments in hex, see `seal`. `relies_on` are indexes of earlier acts, ascending, none twice.
    `signature` is empty or the actor's own signature.
    """

    index: int
    time: int
    act: str
    rule: str
    rulebook: str
    by: By
    on: str
    facts: Mapping[str, Any]
    seals: tuple[str, ...] = ()
    relies_on: tuple[int, ...] = ()
    signature: str = ""

    def encode(self) -> bytes:
        """Return the canonical JSON of this leaf. Raises BadLeaf where `decode` would refuse the outcome."""
        value = {
            "format": FORMAT,
            "index": self.index,
            "time": self.time,
            "act": self.act,
            "rule": self.rule,
            "rulebook": self.rulebook,
            "by": {"role": self.by.role, "name": self.by.name},
            "on": self.on,
            "facts": dict(self.facts),
            "seals": list(self.seals),
            "relies_on": list(self.relies_on),
            "signature": self.signature,
        }
        try:
            data = canonical.encode(value)
        except canonical.NotCanonical as fault:
            raise BadLeaf(f"the leaf has no canonical form: {fault}") from None
        _from_value(value, len(data))
        return data

    @staticmethod
    def decode(data: bytes) -> "Leaf":
        """Return the leaf that these bytes spell. Raises BadLeaf on any departure from the format."""
        if len(data) > LARGEST_LEAF:
            raise BadLeaf(f"a leaf has at most {LARGEST_LEAF} bytes, this has {len(data)}")
        try:
            value = canonical.decode(data)
        except canonical.NotCanonical as fault:
            raise BadLeaf(f"the leaf is not canonical JSON: {fault}") from None
        return _from_value(value, len(data))


def _from_value(value: Any, length: int) -> Leaf:
    if length > LARGEST_LEAF:
        raise BadLeaf(f"a leaf has at most {LARGEST_LEAF} bytes, this has {length}")
    if type(value) is not dict or value.keys() != _KEYS:
        raise BadLeaf(_about_keys(value))
    if value["format"] != FORMAT:
        raise BadLeaf(f"the format is not {FORMAT}")
    index, time = value["index"], value["time"]
    if type(index) is not int or index < 0:
        raise BadLeaf("index is not a whole number from 0 up")
    if type(time) is not int or time < 0:
        raise BadLeaf("time is not a whole number of seconds from 0 up")
    act, rule, on, signature = value["act"], value["rule"], value["on"], value["signature"]
    if not (type(act) is str and act):
        raise BadLeaf("act is not a string with something in it")
    if not (type(rule) is str and rule):
        raise BadLeaf("rule is not a string with something in it")
    if type(on) is not str:
        raise BadLeaf("on is not a string")
    if type(signature) is not str:
        raise BadLeaf("signature is not a string")
    facts, rulebook = value["facts"], value["rulebook"]
    if type(facts) is not dict:
        raise BadLeaf("facts is not an object")
    if type(rulebook) is not str or not _is_digest(rulebook):
        raise BadLeaf("rulebook is not a SHA-256 in lower-case hex")
    return Leaf(
        index, time, act, rule, rulebook, _by(value["by"]), on, facts,
        _seals(value["seals"]), _relies_on(value["relies_on"], index), signature,
    )  # fmt: skip


def _about_keys(value: Any) -> str:
    if type(value) is not dict:
        return "the leaf is not an object"
    missing = sorted(_KEYS - value.keys())
    if missing:
        return f"the leaf lacks {', '.join(missing)}"
    return f"the leaf has a key too many: {', '.join(sorted(value.keys() - _KEYS))[:80]}"


def _by(value: Any) -> By:
    if type(value) is not dict or value.keys() != _BY_KEYS:
        raise BadLeaf("by is not an object with just role and name")
    role, name = value["role"], value["name"]
    if type(role) is not str or not role or type(name) is not str:
        raise BadLeaf("by.role or by.name is not a string, or role is empty")
    return By(role, name)


def _seals(value: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(item) is str and _is_digest(item) for item in value):
        raise BadLeaf("seals is not a list of SHA-256 commitments in lower-case hex")
    return tuple(value)


def _relies_on(value: Any, index: int) -> tuple[int, ...]:
    if type(value) is not list:
        raise BadLeaf("relies_on is not a list")
    last = -1
    for item in value:
        if type(item) is not int or not last < item < index:
            raise BadLeaf("relies_on is not an ascending list of indexes of earlier acts")
        last = item
    return tuple(value)


def seal(salt: bytes, payload: bytes) -> str:
    """Commit to a payload that the public does not see: SHA-256(tag, 0, 32 random bytes, payload) in hex.

    Raises ValueError unless the salt has 32 bytes. Whoever erases the salt erases the link to the payload.
    """
    if len(salt) != 32:
        raise ValueError("a salt has 32 bytes")
    return hashlib.sha256(b"folkmoot/commit/v1\x00" + salt + payload).hexdigest()


def code_name(key: bytes, proceeding: str) -> str:
    """Return a person's name within one proceeding: 80 bits of HMAC-SHA256, 16 lower-case base32 letters.

    `key` is the person's secret of at least 16 bytes (ValueError below). Without it nobody can tell that two
    code names in two proceedings are one person.
    """
    if len(key) < 16:
        raise ValueError("a code-name key has at least 16 bytes")
    digest = hmac.digest(key, proceeding.encode(), "sha256")[:10]
    return base64.b32encode(digest).decode().lower()

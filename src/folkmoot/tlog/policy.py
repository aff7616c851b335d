"""Policy files (C2SP tlog-policy): which logs, which witnesses, and how many of them are enough."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.cosignature import cosigned_at
from folkmoot.tlog.note import COSIGNATURE, ED25519, BadKey, Note, Verifier

_ALLOWED = frozenset((0x09, 0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)))
_is_decimal = re.compile(r"[1-9][0-9]{0,3}").fullmatch
NONE = "none"


class BadPolicy(ValueError):
    """The bytes are not a policy. One line says which line is at fault and why."""


class Unsatisfied(ValueError):
    """The checkpoint lacks what the policy asks for. `missing` names the witnesses that have not cosigned."""

    def __init__(self, reason: str, missing: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Party:
    """A log or a witness: its key and, if given, where to reach it."""

    key: Verifier
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group counts as having cosigned when `least` of its members (witnesses or groups) have."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy. `quorum` names a witness or a group, or is `none`."""

    logs: tuple[Party, ...]
    witnesses: Mapping[str, Party]
    groups: Mapping[str, Group]
    quorum: str

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """Read a policy file. Raises BadPolicy, naming the line."""
        if not _ALLOWED.issuperset(data):
            raise BadPolicy("the policy holds a control character")
        if data and not data.endswith(b"\n"):
            raise BadPolicy("the last line of the policy has no end")
        reader = _Reader()
        # Names are octets to the specification; surrogateescape maps them to text and back without loss.
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
            items = [item for item in re.split(r"[ \t]+", line) if item]
            if items and not items[0].startswith("#"):
                try:
                    reader.read(items)
                except (BadPolicy, BadKey) as fault:
                    raise BadPolicy(f"line {number} of the policy: {fault}") from None
        if reader.quorum is None:
            raise BadPolicy("the policy has no quorum line")
        return cls(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


@dataclass(frozen=True, slots=True)
class Satisfied:
    """What a checkpoint has: the log that signed it, and when each witness vouched for it (POSIX seconds)."""

    checkpoint: Checkpoint
    log: Verifier
    witnessed: Mapping[str, int]


def satisfied(policy: Policy, data: bytes) -> Satisfied:
    """Check a checkpoint note against a policy.

    Checks: 1. the format; 2. every signature by a key in the policy; 3. a log of the policy has signed and is
    the origin; 4. the quorum of witnesses has cosigned. Raises BadNote (1, 2), BadCheckpoint (1), Unsatisfied
    (3, 4), naming what is missing.
    """
    note = Note.parse(data)
    keys = [party.key for party in (*policy.logs, *policy.witnesses.values())]
    checkpoint = Checkpoint.parse(note.text)
    good = note.verified(keys)
    log = next((key for key, _ in good if key.kind == ED25519 and key.name == checkpoint.origin), None)
    if log is None:
        raise Unsatisfied(f"no log of the policy has signed this checkpoint of {checkpoint.origin}")
    times: dict[str, int] = {}
    for name, party in policy.witnesses.items():
        seen = [cosigned_at(signature) for key, signature in good if key == party.key]
        if seen:
            times[name] = max(seen)
    if policy.quorum != NONE and not _has(policy, policy.quorum, times):
        missing = sorted(set(_under(policy, policy.quorum)) - times.keys())
        raise Unsatisfied(
            f"{_wish(policy)} has not cosigned the checkpoint: missing {', '.join(missing)}", missing
        )
    return Satisfied(checkpoint, log, times)


def _has(policy: Policy, name: str, times: Mapping[str, int]) -> bool:
    group = policy.groups.get(name)
    if group is None:
        return name in times
    return sum(_has(policy, member, times) for member in group.members) >= group.least


def _under(policy: Policy, name: str) -> list[str]:
    """Return the names of the witnesses in a group, and in the groups within it."""
    group = policy.groups.get(name)
    return [name] if group is None else [leaf for member in group.members for leaf in _under(policy, member)]


def _wish(policy: Policy) -> str:
    group = policy.groups.get(policy.quorum)
    if group is None:
        return f"the witness {policy.quorum}"
    return f"the group {policy.quorum} ({group.least} of {', '.join(group.members)})"


@dataclass(slots=True)
class _Reader:
    """Collects the lines of a policy; a line may only use names from lines above it."""

    logs: list[Party] = field(default_factory=list)
    witnesses: dict[str, Party] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str | None = None
    grouped: set[str] = field(default_factory=set)

    def read(self, items: list[str]) -> None:
        keyword, *rest = items
        if keyword == "log" and len(rest) in (1, 2):
            self.logs.append(_party(rest, ED25519, self.logs))
        elif keyword == "witness" and len(rest) in (2, 3):
            self._new(rest[0])
            self.witnesses[rest[0]] = _party(rest[1:], COSIGNATURE, self.witnesses.values())
        elif keyword == "group" and len(rest) >= 3:
            self._new(rest[0])
            self.groups[rest[0]] = self._group(rest[1], tuple(rest[2:]))
        elif keyword == "quorum" and len(rest) == 1:
            if self.quorum is not None:
                raise BadPolicy("there is a quorum line already")
            if rest[0] != NONE:
                self._known(rest[0])
            self.quorum = rest[0]
        else:
            raise BadPolicy("is not a log, witness, group or quorum line with the items it needs")

    def _group(self, least: str, members: tuple[str, ...]) -> Group:
        for member in members:
            self._known(member)
            if member in self.grouped:
                raise BadPolicy(f"{member} is a member of a group already")
            self.grouped.add(member)
        if least in ("any", "all"):
            return Group(1 if least == "any" else len(members), members)
        if not _is_decimal(least) or int(least) > len(members):
            raise BadPolicy(f"{least} of {len(members)} members is not any, all or a number that can be met")
        return Group(int(least), members)

    def _new(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise BadPolicy(f"the name {name} is taken")

    def _known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise BadPolicy(f"{name} is not defined above")


def _party(items: list[str], kind: int, others: Iterable[Party]) -> Party:
    key = Verifier.parse(items[0])
    if key.kind != kind:
        raise BadPolicy(f"the key of {key.name} is of the wrong type")
    if any(other.key.public == key.public for other in others):
        raise BadPolicy(f"the key of {key.name} is listed twice")
    return Party(key, items[1] if len(items) > 1 else "")

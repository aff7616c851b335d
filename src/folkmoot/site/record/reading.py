"""What every room may read of the record."""

from typing import Protocol

from folkmoot.procedure.act import Act, OutOfOrder
from folkmoot.procedure.case import Standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.record import memory, publication, sealed
from folkmoot.site.record.keys import BadBox
from folkmoot.site.record.models import Entry, Sealed
from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.proof import Proof


class Keyed(Protocol):
    """Somebody with a key of their own: a person."""

    @property
    def key(self) -> bytes: ...


def assembly() -> Assembly:
    """The facts after the last entry. What is returned does not change; ask again for what came later."""
    return memory.shown()


def forget() -> None:
    """Drop the facts in memory; they are rebuilt from the entries. For tests, and after a restore."""
    memory.forget()


def why_not(act: Act, at: int) -> OutOfOrder | None:
    """Why the act would be refused at second `at`, or None where it would be in order."""
    try:
        rule_on(assembly(), act, at)
    except OutOfOrder as refusal:
        return refusal
    return None


def standing(on: str, at: int) -> Standing:
    """Where a proceeding stands at second `at`. Raises `KeyError` where the record knows no such thing."""
    return assembly().standing(on, at)


def entry(index: int) -> Entry:
    """The entry at an index. Raises `Entry.DoesNotExist`."""
    return Entry.objects.get(index=index)


def paper(digest: str) -> bytes | None:
    """The paper with this digest, or None."""
    return memory.paper(digest)


def unseal(person: Keyed, seal: str) -> bytes | None:
    """The payload behind a seal, or None where it was destroyed or the key is another."""
    box = Sealed.objects.filter(seal=seal).values_list("box", flat=True).first()
    if box is None:
        return None
    try:
        return sealed.open_(person.key, bytes(box), seal)
    except BadBox:
        return None


def checkpoint() -> tuple[Checkpoint, bytes] | None:
    """The published checkpoint and its signed note, or None before the first."""
    return publication.published()


def witnesses() -> dict[str, int]:
    """The witnesses that have cosigned the published checkpoint, and when (POSIX seconds)."""
    return publication.witnessed()


def proof_file(index: int) -> bytes | None:
    """The proof that the entry stands under the published checkpoint; None where it is not yet covered."""
    found = publication.published()
    if found is None or index >= found[0].size:
        return None
    return proof_of(index, *found).encode()


def proof_of(index: int, under: Checkpoint, note: bytes) -> Proof:
    """The proof for an entry under a checkpoint of at least that size; it carries the entry itself."""
    tree = publication.tree(under.size)
    return Proof(index, tuple(tree.inclusion(index, under.size)), note, bytes(entry(index).leaf))

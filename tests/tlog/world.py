"""A whole log in memory: leaves, tree, files and keys, of any size up to the largest that is tested."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.cosignature import cosign
from folkmoot.tlog.leaf import By, Leaf
from folkmoot.tlog.note import COSIGNATURE, Note, Signer, add_signatures
from folkmoot.tlog.proof import Proof
from folkmoot.tlog.tiles import bundles_between, tiles_between
from folkmoot.tlog.tree import Tree

LOG = Signer("commons.example/record", bytes(range(32)))
STRANGER = Signer("stranger.example/record", bytes(range(1, 33)))
WITNESSES = {
    "north": Signer("north.example/witness", b"N" * 32, COSIGNATURE),
    "south": Signer("south.example/witness", b"S" * 32, COSIGNATURE),
    "friends": Signer("friends.example/witness", b"F" * 32, COSIGNATURE),
}
AT = 1_780_000_000


def a_leaf(index: int = 0, **changes: object) -> Leaf:
    """An act as it might stand at an index, with some fields changed."""
    leaf = Leaf(
        index=index,
        time=AT + 60 * index,
        act="motion.second",
        rule="motions/3.2",
        rulebook="5e" * 32,
        by=By("member", "mfzgk3tboi4dsnrq"),
        on=f"motion/{index % 97}",
        facts={"seconds": index % 7, "title": "Warm the hall"},
        seals=("c0" * 32,),
        relies_on=(index - 1,) if index else (),
    )
    return replace(leaf, **changes)  # type: ignore[arg-type]


@dataclass
class Log:
    """A log with its files, as a host would serve them."""

    entries: Sequence[bytes]
    tree: Tree
    size: int
    files: dict[str, bytes] = field(default_factory=dict)
    signer: Signer = LOG

    @classmethod
    def of(cls, entries: Sequence[bytes], size: int | None = None, tree: Tree | None = None) -> "Log":
        """Publish the first `size` entries."""
        if tree is None:
            tree = Tree()
            for entry in entries:
                tree.append(entry)
        log = cls(entries, tree, len(entries) if size is None else size)
        log.files.update(tiles_between(tree, 0, log.size))
        log.files.update(bundles_between(lambda start, end: entries[start:end], 0, log.size))
        log.files["checkpoint"] = log.note()
        return log

    @property
    def root(self) -> bytes:
        return self.tree.root(self.size)

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = self.size if size is None else size
        return Checkpoint(self.signer.name, size, self.tree.root(size))

    def note(self, size: int | None = None) -> bytes:
        return sign_checkpoint(self.checkpoint(size), self.signer)

    def witnessed(self, *names: str, at: int = AT) -> bytes:
        text = Note.parse(self.note()).text
        return add_signatures(self.note(), [cosign(text, WITNESSES[name], at) for name in names])

    def proof(self, index: int) -> Proof:
        return Proof(index, tuple(self.tree.inclusion(index, self.size)), self.note())

    def fetch(self, path: str) -> bytes:
        return self.files[path]

    def write(self, folder: Path) -> Path:
        for path, data in self.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return folder

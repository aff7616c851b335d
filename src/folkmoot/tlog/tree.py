"""The Merkle tree of RFC 6962, section 2.1, kept as a list of levels."""

import hashlib

_sha256 = hashlib.sha256
HASH_SIZE = 32
EMPTY_ROOT = _sha256(b"").digest()


class BadProof(ValueError):
    """A proof does not lead to the root it was given for. One line says why."""


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00, entry), 32 bytes."""
    return _sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01, left, right), 32 bytes."""
    return _sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing Merkle tree.

    Level 0 holds the leaf hashes; level k holds the roots of the full subtrees of 2^k leaves. Nothing is ever
    changed, so the tree answers for every size up to its own. Memory: about 130 bytes a leaf.
    """

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def append(self, entry: bytes) -> int:
        """Add an entry; return its index."""
        return self.append_leaf_hash(_sha256(b"\x00" + entry).digest())

    def append_leaf_hash(self, leaf: bytes) -> int:
        """Add the hash of an entry that is kept elsewhere; return its index."""
        levels = self._levels
        nodes = levels[0]
        nodes.append(leaf)
        count = index = len(nodes)
        level = 1
        while not count & 1:  # the last two nodes of this level now make a full pair
            parent = _sha256(b"\x01" + nodes[-2] + nodes[-1]).digest()
            if level == len(levels):
                levels.append([])
            nodes = levels[level]
            nodes.append(parent)
            count >>= 1
            level += 1
        return index - 1

    def nodes(self, level: int, start: int, end: int) -> list[bytes]:
        """Return the roots of the full subtrees start..end-1 of 2^level leaves. Raises IndexError beyond."""
        found = self._levels[level][start:end] if level < len(self._levels) else []
        if not 0 <= start <= end or len(found) != end - start:
            raise IndexError(f"the tree has no full subtrees {start} to {end} at level {level}")
        return found

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves (all by default). Raises IndexError beyond the size."""
        size = self._within(self.size if size is None else size)
        return self._ragged(size, size.bit_length()) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the audit path of a leaf (RFC 6962, 2.1.1), from the leaf upwards.

        Raises IndexError unless index < size <= the size of the tree.
        """
        self._within(size)
        if not 0 <= index < size:
            raise IndexError(f"there is no leaf {index} in a tree of {size}")
        return self._path(index, size, 0)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the first `old` leaves begin the first `new` (RFC 6962, 2.1.2).

        Empty where old is 0 or equal to new. Raises IndexError unless old <= new <= the size of the tree.
        """
        self._within(new)
        if not 0 <= old <= new:
            raise IndexError(f"a tree of {old} does not begin a tree of {new}")
        if old in (0, new):
            return []
        last = old - 1
        level = (old & -old).bit_length() - 1  # the largest full subtree that ends at `old`
        node = last >> level
        start = [self._levels[level][node]] if node else []  # a power of two is proved by its own root
        return start + self._path(node, new, level)

    def _path(self, node: int, size: int, level: int) -> list[bytes]:
        """Return the siblings from a full subtree up to the root of `size` leaves."""
        levels = self._levels
        last = (size - 1) >> level
        path = []
        while last:
            if node & 1:
                path.append(levels[level][node - 1])
            elif node < last:
                sibling = node + 1
                if (sibling + 1) << level <= size:
                    path.append(levels[level][sibling])
                else:
                    path.append(self._ragged(size, level))
            node >>= 1
            last >>= 1
            level += 1
        return path

    def _ragged(self, size: int, below: int) -> bytes:
        """Return the root of the leaves of `size` that no full subtree of 2^below leaves holds."""
        rest = size & ((1 << below) - 1)
        level = (rest & -rest).bit_length() - 1
        root = self._levels[level][(size >> level) - 1]
        rest &= rest - 1
        while rest:
            level = (rest & -rest).bit_length() - 1
            root = _sha256(b"\x01" + self._levels[level][(size >> level) - 1] + root).digest()
            rest &= rest - 1
        return root

    def _within(self, size: int) -> int:
        if not 0 <= size <= len(self._levels[0]):
            raise IndexError(f"the tree has {self.size} leaves, not {size}")
        return size


def verify_inclusion(leaf: bytes, index: int, size: int, root: bytes, proof: list[bytes]) -> None:
    """Check that the leaf hash stands at `index` in the tree of `size` leaves (RFC 9162, 2.1.3.2).

    Raises BadProof.
    """
    if not 0 <= index < size:
        raise BadProof(f"index {index} is not in a tree of {size}")
    _check_shape(proof)
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise BadProof("the inclusion proof is too long")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            found = node_hash(found, sibling)
        node >>= 1
        last >>= 1
    if last:
        raise BadProof("the inclusion proof is too short")
    if found != root:
        raise BadProof(f"the inclusion proof for index {index} does not lead to the root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> None:
    """Check that the tree of `old` leaves begins the tree of `new` leaves (RFC 9162, 2.1.4.2).

    Raises BadProof.
    """
    if not 0 <= old <= new:
        raise BadProof(f"a tree of {old} does not begin a tree of {new}")
    _check_shape(proof)
    if old in (0, new):
        if proof:
            raise BadProof("the consistency proof should be empty")
        if old == new and old_root != new_root:
            raise BadProof("the roots differ at equal sizes")
        if old == 0 and old_root != EMPTY_ROOT:
            raise BadProof("the root of the empty tree is wrong")
        return
    if not proof:
        raise BadProof("the consistency proof is empty")
    level = (old & -old).bit_length() - 1
    node, last = (old - 1) >> level, (new - 1) >> level
    steps = list(proof) if node else [old_root, *proof]
    old_found = new_found = steps[0]
    for sibling in steps[1:]:
        if not last:
            raise BadProof("the consistency proof is too long")
        if node & 1 or node == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new_found = node_hash(new_found, sibling)
        node >>= 1
        last >>= 1
    if last:
        raise BadProof("the consistency proof is too short")
    if old_found != old_root:
        raise BadProof(f"the consistency proof does not lead to the old root, of {old} leaves")
    if new_found != new_root:
        raise BadProof(f"the consistency proof does not lead to the new root, of {new} leaves")


def _check_shape(proof: list[bytes]) -> None:
    if any(len(step) != HASH_SIZE for step in proof):
        raise BadProof("a hash in the proof has not 32 bytes")

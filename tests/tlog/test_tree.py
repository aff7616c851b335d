import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.tree import (
    EMPTY_ROOT,
    BadProof,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

SIZES = st.integers(1, 300)


def a_tree(size: int) -> Tree:
    tree = Tree()
    for number in range(size):
        assert tree.append(b"%d" % number) == number
    return tree


def root_by_the_book(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    half = 1
    while half * 2 < len(entries):
        half *= 2
    return hashlib.sha256(
        b"\x01" + root_by_the_book(entries[:half]) + root_by_the_book(entries[half:])
    ).digest()


def test_the_roots_of_all_small_trees_are_those_of_the_rfc():
    tree = a_tree(70)
    for size in range(71):
        assert tree.root(size) == root_by_the_book([b"%d" % number for number in range(size)])
    assert tree.root() == tree.root(70)


def test_a_second_implementation_finds_the_same_roots_and_inclusion_paths():
    pymerkle = pytest.importorskip("pymerkle")
    theirs, ours = pymerkle.InmemoryTree(algorithm="sha256"), a_tree(300)
    for number in range(300):
        theirs.append_entry(b"%d" % number)
        assert theirs.get_root() == ours.root(number + 1)
    for index in range(0, 300, 7):
        path = theirs.prove_inclusion(index + 1, 300).path
        assert [bytes(step) for step in path[1:]] == ours.inclusion(index, 300)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 64])
def test_every_leaf_of_a_small_tree_is_proved(size):
    tree = a_tree(64)
    for index in range(size):
        leaf = leaf_hash(b"%d" % index)
        verify_inclusion(leaf, index, size, tree.root(size), tree.inclusion(index, size))


def test_every_small_tree_is_proved_to_begin_every_larger_one():
    tree = a_tree(40)
    for new in range(41):
        for old in range(new + 1):
            verify_consistency(old, new, tree.root(old), tree.root(new), tree.consistency(old, new))


@given(SIZES, st.data())
def test_an_inclusion_proof_with_one_changed_part_fails(size, data):
    tree = a_tree(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index, size)
    leaf, root = leaf_hash(b"%d" % index), tree.root()
    other = bytes(32)
    with pytest.raises(BadProof):
        verify_inclusion(other, index, size, root, proof)
    with pytest.raises(BadProof):
        verify_inclusion(leaf, index, size, other, proof)
    with pytest.raises(BadProof):
        verify_inclusion(leaf, index, size, root, [*proof, other])
    for place in range(len(proof)):
        with pytest.raises(BadProof):
            verify_inclusion(leaf, index, size, root, proof[:place] + [other] + proof[place + 1 :])
        with pytest.raises(BadProof):
            verify_inclusion(leaf, index, size, root, proof[:place] + proof[place + 1 :])
    if size > 1:
        with pytest.raises(BadProof):
            verify_inclusion(leaf, (index + 1) % size, size, root, proof)


@given(SIZES, st.data())
def test_a_consistency_proof_with_one_changed_part_fails(new, data):
    tree = a_tree(new)
    old = data.draw(st.integers(1, new))
    proof, old_root, new_root = tree.consistency(old, new), tree.root(old), tree.root()
    other = bytes(32)
    with pytest.raises(BadProof):
        verify_consistency(old, new, other, new_root, proof)
    with pytest.raises(BadProof):
        verify_consistency(old, new, old_root, other, proof)
    with pytest.raises(BadProof):
        verify_consistency(old, new, old_root, new_root, [*proof, other])
    for place in range(len(proof)):
        with pytest.raises(BadProof):
            verify_consistency(old, new, old_root, new_root, proof[:place] + [other] + proof[place + 1 :])
        with pytest.raises(BadProof):
            verify_consistency(old, new, old_root, new_root, proof[:place] + proof[place + 1 :])


@pytest.mark.parametrize(
    ("old", "new", "roots", "proof", "reason"),
    [
        (2, 1, (b"r" * 32, b"r" * 32), [], "does not begin"),
        (-1, 1, (b"r" * 32, b"r" * 32), [], "does not begin"),
        (1, 2, (b"r" * 32, b"r" * 32), [], "is empty"),
        (1, 2, (b"r" * 32, b"r" * 32), [b"short"], "32 bytes"),
        (0, 2, (EMPTY_ROOT, b"r" * 32), [b"x" * 32], "should be empty"),
        (0, 2, (b"r" * 32, b"r" * 32), [], "empty tree"),
        (0, 0, (EMPTY_ROOT, b"r" * 32), [], "equal sizes"),
        (2, 2, (b"q" * 32, b"r" * 32), [], "equal sizes"),
        (3, 7, (b"q" * 32, b"r" * 32), [b"x" * 32], "too short"),
        (1, 2, (b"q" * 32, b"r" * 32), [b"x" * 32, b"x" * 32], "too long"),
    ],
)
def test_a_consistency_proof_that_cannot_be_is_refused_with_its_reason(old, new, roots, proof, reason):
    with pytest.raises(BadProof, match=reason):
        verify_consistency(old, new, *roots, proof)


def test_an_inclusion_proof_that_cannot_be_is_refused_with_its_reason():
    for index, size in ((0, 0), (2, 2), (-1, 2)):
        with pytest.raises(BadProof, match="is not in a tree"):
            verify_inclusion(bytes(32), index, size, bytes(32), [])
    with pytest.raises(BadProof, match="32 bytes"):
        verify_inclusion(bytes(32), 0, 2, bytes(32), [b"short"])
    with pytest.raises(BadProof, match="too short"):
        verify_inclusion(bytes(32), 0, 2, bytes(32), [])
    with pytest.raises(BadProof, match="too long"):
        verify_inclusion(bytes(32), 0, 1, bytes(32), [bytes(32)])


def test_nothing_is_proved_of_leaves_that_are_not_there():
    tree = a_tree(5)
    for ask in (
        lambda: tree.root(6),
        lambda: tree.root(-1),
        lambda: tree.inclusion(5, 5),
        lambda: tree.inclusion(-1, 5),
        lambda: tree.inclusion(0, 6),
        lambda: tree.consistency(4, 6),
        lambda: tree.consistency(5, 4),
        lambda: tree.consistency(-1, 4),
        lambda: tree.nodes(0, 3, 6),
        lambda: tree.nodes(0, -1, 2),
        lambda: tree.nodes(9, 0, 1),
    ):
        with pytest.raises(IndexError):
            ask()


def test_the_nodes_of_a_level_are_the_roots_of_full_subtrees():
    tree = a_tree(5)
    pairs = [node_hash(leaf_hash(b"0"), leaf_hash(b"1")), node_hash(leaf_hash(b"2"), leaf_hash(b"3"))]
    assert tree.nodes(1, 0, 2) == pairs
    assert tree.nodes(2, 0, 1) == [node_hash(*pairs)]
    assert tree.nodes(9, 0, 0) == []

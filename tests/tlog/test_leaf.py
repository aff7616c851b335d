import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog import canonical
from folkmoot.tlog.leaf import LARGEST_LEAF, BadLeaf, By, Leaf, code_name, seal
from tlog.world import a_leaf

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
leaves = st.builds(
    Leaf,
    index=st.integers(1000, canonical.LARGEST),
    time=st.integers(0, canonical.LARGEST),
    act=words.filter(bool),
    rule=words.filter(bool),
    rulebook=digests,
    by=st.builds(By, role=words.filter(bool), name=words),
    on=words,
    facts=st.dictionaries(
        st.text("abc_", max_size=5), words | st.integers(-9, 9) | st.lists(words), max_size=4
    ),
    seals=st.lists(digests, max_size=3).map(tuple),
    relies_on=st.sets(st.integers(0, 999), max_size=4).map(sorted).map(tuple),
    signature=words,
)


@given(leaves)
def test_a_leaf_is_read_back_as_it_was_written(leaf):
    assert Leaf.decode(leaf.encode()) == leaf


@given(leaves)
def test_a_leaf_that_lost_or_gained_one_byte_is_not_the_same_leaf(leaf):
    data = leaf.encode()
    for other in (data[:-1], data + b" ", data[1:], b" " + data):
        with pytest.raises(BadLeaf):
            Leaf.decode(other)


def test_the_keys_of_a_leaf_are_words_and_stand_in_alphabetical_order():
    assert list(json.loads(a_leaf().encode())) == [
        "act", "by", "facts", "format", "index", "on",
        "relies_on", "rule", "rulebook", "seals", "signature", "time",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("index", -1, "index"),
        ("index", True, "index"),
        ("index", "7", "index"),
        ("time", -1, "time"),
        ("time", False, "time"),
        ("act", "", "act"),
        ("act", 1, "act"),
        ("rule", "", "rule"),
        ("rule", [], "rule"),
        ("on", 1, "on "),
        ("signature", 1, "signature"),
        ("facts", [], "facts"),
        ("facts", "x", "facts"),
        ("rulebook", "5E" * 32, "rulebook"),
        ("rulebook", "5e" * 31, "rulebook"),
        ("rulebook", "5e" * 32 + "\n", "rulebook"),
        ("rulebook", 5, "rulebook"),
        ("by", "chair", "by "),
        ("by", {"role": "chair"}, "by "),
        ("by", {"role": "chair", "name": "x", "email": "y"}, "by "),
        ("by", {"role": "", "name": "x"}, "by."),
        ("by", {"role": 1, "name": "x"}, "by."),
        ("by", {"role": "chair", "name": 1}, "by."),
        ("seals", "c0", "seals"),
        ("seals", ["c0"], "seals"),
        ("seals", [1], "seals"),
        ("relies_on", 3, "relies_on"),
        ("relies_on", ["3"], "relies_on"),
        ("relies_on", [True], "relies_on"),
        ("relies_on", [-1], "relies_on"),
        ("relies_on", [2, 1], "relies_on"),
        ("relies_on", [1, 1], "relies_on"),
        ("relies_on", [5], "relies_on"),
        ("format", "folkmoot/act/v2", "format"),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_by_name(field, value, reason):
    parts = json.loads(a_leaf(5).encode())
    parts[field] = value
    with pytest.raises(BadLeaf, match=reason):
        Leaf.decode(canonical.encode(parts))


def test_the_set_of_keys_is_closed():
    parts = json.loads(a_leaf().encode())
    with pytest.raises(BadLeaf, match="too many: note"):
        Leaf.decode(canonical.encode(parts | {"note": "x"}))
    del parts["on"]
    with pytest.raises(BadLeaf, match="lacks on"):
        Leaf.decode(canonical.encode(parts))
    with pytest.raises(BadLeaf, match="not an object"):
        Leaf.decode(b"[]")


def test_a_leaf_that_could_not_be_read_is_not_written():
    with pytest.raises(BadLeaf, match="relies_on"):
        a_leaf(3, relies_on=(3,)).encode()
    with pytest.raises(BadLeaf, match="no canonical form: float"):
        a_leaf(facts={"share": 0.5}).encode()
    with pytest.raises(BadLeaf, match="at most 65535 bytes"):
        a_leaf(facts={"text": "x" * LARGEST_LEAF}).encode()


def test_a_leaf_has_at_most_65535_bytes():
    room = LARGEST_LEAF - len(a_leaf(on="").encode())
    data = a_leaf(on="x" * room).encode()
    assert len(data) == LARGEST_LEAF
    assert Leaf.decode(data).on == "x" * room
    with pytest.raises(BadLeaf, match="at most 65535 bytes, this has 65536"):
        Leaf.decode(data.replace(b"xx", b"xxx", 1))


def test_a_seal_hides_its_payload_behind_the_salt():
    salt = bytes(range(32))
    assert (
        seal(salt, b"the charge")
        == hashlib.sha256(b"folkmoot/commit/v1\0" + salt + b"the charge").hexdigest()
    )
    assert seal(bytes(32), b"the charge") != seal(salt, b"the charge")
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"short", b"")


def test_a_code_name_is_the_same_within_a_proceeding_and_another_in_the_next():
    key = b"k" * 32
    assert code_name(key, "motion/1") == code_name(key, "motion/1")
    assert code_name(key, "motion/1") != code_name(key, "motion/2")
    assert code_name(key, "motion/1") != code_name(b"l" * 32, "motion/1")
    assert len(code_name(key, "motion/1")) == 16
    assert set(code_name(key, "motion/1")) <= set("abcdefghijklmnopqrstuvwxyz234567")
    with pytest.raises(ValueError, match="at least 16 bytes"):
        code_name(b"short", "motion/1")

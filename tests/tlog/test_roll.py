import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.leaf import code_name
from folkmoot.tlog.roll import BadRoll, decode_roll, encode_roll, roll_digest

names = st.sets(st.binary(min_size=16, max_size=16).map(lambda key: code_name(key, "ballot/1")), max_size=20)


@given(names)
def test_a_roll_is_the_same_file_in_whatever_order_its_names_come(listed):
    assert encode_roll(listed) == encode_roll(sorted(listed, reverse=True))
    assert decode_roll(encode_roll(listed)) == tuple(sorted(listed))


def test_a_roll_has_a_digest_by_which_an_entry_names_it():
    data = b"aaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbb\n"
    assert roll_digest(data) == hashlib.sha256(data).hexdigest()
    assert roll_digest(b"") == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"aaaaaaaaaaaaaaaa", "no end"),
        (b"bbbbbbbbbbbbbbbb\naaaaaaaaaaaaaaaa\n", "line 2 of the roll is out of order"),
        (b"aaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaa\n", "line 2 of the roll stands twice"),
        (b"AAAAAAAAAAAAAAAA\n", "line 1 of the roll is not a code name"),
        (b"aaaaaaaaaaaaaaa1\n", "not a code name"),
        (b"aaaaaaaaaaaaaaaa\r\n", "not a code name"),
        (b"\n", "not a code name"),
        (b"\xff\n", "not a code name"),
    ],
)
def test_a_roll_spelled_otherwise_is_refused_with_its_line(data, reason):
    with pytest.raises(BadRoll, match=reason):
        roll_digest(data)


def test_a_roll_with_a_name_twice_is_not_written():
    with pytest.raises(BadRoll, match="stands twice"):
        encode_roll(["aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"])

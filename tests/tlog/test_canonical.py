import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.canonical import LARGEST, NotCanonical, decode, encode

keys = st.text(st.characters(max_codepoint=127), max_size=8)
values = st.recursive(
    st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(keys, parts, max_size=4),
    max_leaves=12,
)


@given(values)
def test_it_spells_every_value_as_another_implementation_of_rfc_8785_does(value):
    assert encode(value) == rfc8785.dumps(value)


@given(values)
def test_what_is_encoded_is_decoded_to_the_same_value(value):
    assert decode(encode(value)) == value


@given(st.binary(max_size=40) | st.text('{}[],:"\\ue0123-truefalsn', max_size=30).map(str.encode))
def test_bytes_are_refused_or_are_the_one_spelling_of_their_value(data):
    try:
        value = decode(data)
    except NotCanonical:
        return
    assert encode(value) == data


def test_keys_are_sorted_and_control_characters_are_escaped_as_the_rfc_says():
    value = {"b": [True, False], "a": '\x00\b\t\n\f\r\x1f"\\/\x7f\u2028é', "B": -1}
    assert encode(value) == (
        b'{"B":-1,"a":"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f'
        + "\u2028é".encode()
        + b'","b":[true,false]}'
    )


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.0,
        b"bytes",
        ("a", "tuple"),
        LARGEST + 1,
        -LARGEST - 1,
        {1: "a"},
        {"é": 1},
        {"a": [{"b": None}]},
        "\ud800",
        {"\ud800": 1},
        type("Word", (str,), {})("a"),
        type("Count", (int,), {})(1),
    ],
)
def test_what_could_be_read_in_two_ways_has_no_canonical_form(value):
    with pytest.raises(NotCanonical):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nul",
        b"null",
        b"[null]",
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b" 1",
        b"1 ",
        b"1 2",
        b"1\n",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0061"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\t"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b'{"\xc3\xa9":1}',
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b"[" * 100_000,
    ],
)
def test_other_spellings_are_refused(data):
    with pytest.raises(NotCanonical):
        decode(data)


@pytest.mark.parametrize("data", [b'"null"', b"9007199254740991", b"-9007199254740991", '"é"'.encode()])
def test_the_edges_of_what_is_allowed_are_allowed(data):
    assert encode(decode(data)) == data


def test_a_value_nested_too_deep_is_refused_and_nothing_breaks():
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(NotCanonical):
        encode(value)

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.note import (
    COSIGNATURE,
    MOST_SIGNATURES,
    BadKey,
    BadNote,
    Note,
    Signature,
    Signer,
    Verifier,
    add_signatures,
    open_note,
    parse_signature,
    sign,
)
from tlog.world import AT, LOG, STRANGER, WITNESSES

# The example of the C2SP signed-note specification.
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
texts = st.lists(lines, min_size=1, max_size=5).map(lambda parts: "\n".join(parts) + "\n")


def test_the_example_of_the_specification_verifies():
    verifier = Verifier.parse(SPEC_VKEY)
    assert verifier.vkey == SPEC_VKEY
    assert open_note(SPEC_NOTE, [verifier]).text == "This is an example message.\n"


def test_the_example_of_the_specification_fails_with_one_letter_changed():
    with pytest.raises(BadNote, match="does not verify"):
        open_note(SPEC_NOTE.replace(b"example message", b"ex-mple message"), [Verifier.parse(SPEC_VKEY)])


@given(texts)
def test_any_text_of_whole_lines_can_be_signed_and_opened(text):
    data = sign(text, LOG, STRANGER)
    note = open_note(data, [STRANGER.verifier])
    assert (note.text, [signature.name for signature in note.signatures]) == (text, [STRANGER.name])
    assert Note.parse(data).encode() == data


@given(texts, st.data())
def test_a_note_with_one_changed_byte_is_never_opened_as_another_text(text, data):
    note = bytearray(sign(text, LOG))
    place = data.draw(st.integers(0, len(note) - 1))
    note[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadNote):
        open_note(bytes(note), [LOG.verifier])


def test_a_note_of_unknown_keys_only_is_refused_and_an_unknown_key_beside_a_known_one_is_passed_over():
    with pytest.raises(BadNote, match="no key that is trusted"):
        open_note(sign("text\n", STRANGER), [LOG.verifier])
    assert len(open_note(sign("text\n", STRANGER, LOG), [LOG.verifier]).signatures) == 1


def test_a_wrong_signature_by_a_known_key_sinks_the_note_whatever_else_is_on_it():
    forged = Signature(LOG.name, LOG.verifier.key_id, b"\0" * 64)
    data = add_signatures(sign("text\n", STRANGER), [forged])
    assert open_note(data, [STRANGER.verifier])
    with pytest.raises(BadNote, match=r"by commons\.example/record does not verify"):
        open_note(data, [STRANGER.verifier, LOG.verifier])


def test_a_cosignature_is_verified_among_the_signatures_of_a_note():
    north = WITNESSES["north"]
    data = add_signatures(sign("text\n", LOG), [north.sign("text\n", AT)])
    assert len(open_note(data, [LOG.verifier, north.verifier]).signatures) == 2
    late = Signature(north.name, north.verifier.key_id, b"\0" * 7 + b"\1" + north.sign("text\n", AT).body[8:])
    with pytest.raises(BadNote, match="does not verify"):
        open_note(add_signatures(sign("text\n", LOG), [late]), [LOG.verifier, north.verifier])
    short = Signature(north.name, north.verifier.key_id, b"\0" * 64)
    with pytest.raises(BadNote, match="72 bytes"):
        open_note(add_signatures(sign("text\n", LOG), [short]), [LOG.verifier, north.verifier])
    never = Signature(north.name, north.verifier.key_id, b"\xff" * 72)
    with pytest.raises(BadNote, match="out of range"):
        open_note(add_signatures(sign("text\n", LOG), [never]), [LOG.verifier, north.verifier])


def test_a_signature_that_stands_on_a_note_is_not_added_again():
    data = sign("text\n", LOG)
    assert add_signatures(data, [LOG.sign("text\n")]) == data
    twice = [STRANGER.sign("text\n")] * 2
    assert len(Note.parse(add_signatures(data, twice)).signatures) == 2


def test_at_least_sixteen_signatures_are_read_and_no_more_than_the_limit():
    many = [Signer(f"w{number}.example", bytes([number]) * 32) for number in range(MOST_SIGNATURES + 1)]
    assert open_note(sign("text\n", *many[:16]), [many[15].verifier])
    assert open_note(sign("text\n", *many[:-1]), [many[5].verifier])
    with pytest.raises(BadNote, match="more than 100"):
        sign("text\n", *many)


def line(name: str, body: bytes) -> bytes:
    return f"— {name} ".encode() + base64.b64encode(body) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        b"text\n" + line("a", b"12345"),
        b"text\n\n" + line("a", b"12345")[:-1],
        b"text\n\n" + line("a", b"1234"),
        b"text\n\n" + line("", b"12345"),
        b"text\n\n" + line("a+b", b"12345"),
        b"text\n\n" + line("a\xa0b", b"12345"),
        b"text\n\n" + line("a b", b"12345"),
        b"text\n\n" + line("a", b"12345").replace("—".encode(), b"-"),
        b"text\n\n" + line("a", b"12345").replace("— ".encode(), "—  ".encode()),
        b"text\n\n" + line("a", b"12345").replace(b"=", b""),
        b"text\n\n" + line("a", b"12345").replace(b"NDU=", b"NDV="),
        b"text\n\n" + line("a", b"12345") + b"more\n",
        b"text\n\n" + line("a", b"12345") + b"\n",
        b"te\txt\n\n" + line("a", b"12345"),
        b"te\rxt\n\n" + line("a", b"12345"),
        b"te\xffxt\n\n" + line("a", b"12345"),
        "text\n\n— a é\n".encode(),
        "text\n\n— a\n".encode(),
    ],
)
def test_what_is_not_a_note_is_refused(data):
    with pytest.raises(BadNote):
        Note.parse(data)


def test_the_text_of_a_note_may_hold_empty_lines_and_ends_at_the_last():
    data = b"one\n\ntwo\n\n" + line("a", b"12345")
    assert Note.parse(data) == Note("one\n\ntwo\n", (Signature("a", b"1234", b"5"),))
    with pytest.raises(BadNote, match="no empty line"):
        Note("no end of line", (Signature("a", b"1234", b"5"),)).encode()
    with pytest.raises(BadNote, match="cannot be told"):
        Note("one\n", (Signature("a", b"123", b"45"),)).encode()


def test_a_signature_line_is_read_back_as_it_was_written():
    signature = LOG.sign("text\n")
    assert parse_signature(signature.line().rstrip("\n")) == signature


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+530d903a",
        SPEC_VKEY + "=",
        SPEC_VKEY + "\n",
        SPEC_VKEY.replace("530d903a", "530D903A"),
        SPEC_VKEY.replace("530d903a", "530d903b"),
        SPEC_VKEY.replace("example.com/foo", "example.com/fop"),
        SPEC_VKEY.replace("example.com/foo", ""),
        SPEC_VKEY.replace("example.com/foo", "a b"),
        SPEC_VKEY.replace("AekyeRrm", "Aeky*Rrm"),
        "name+00000000+",
        "name+00000000+AQ==",
        f"name+00000000+{base64.b64encode(bytes([6]) + bytes(32)).decode()}",
        "na\udc80me+00000000+" + base64.b64encode(bytes([1]) + bytes(32)).decode(),
    ],
)
def test_what_is_not_a_verifier_key_is_refused(vkey):
    with pytest.raises(BadKey):
        Verifier.parse(vkey)


def test_the_last_part_of_a_verifier_key_may_hold_a_plus_sign():
    keys = (Signer("a.example", bytes([number]) * 32).verifier for number in range(64))
    key = next(key for key in keys if "+" in key.vkey.split("+", 2)[2])
    assert Verifier.parse(key.vkey) == key


def test_a_signer_keeps_its_seed_to_itself_and_signs_only_what_is_of_its_kind():
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)
    with pytest.raises(BadKey, match="32 bytes"):
        Signer("a.example", b"short")
    with pytest.raises(BadKey, match="key name"):
        Signer("a example", bytes(32))
    with pytest.raises(BadKey, match="carries a time"):
        Signer("a.example", bytes(32), COSIGNATURE).sign("text\n")
    with pytest.raises(BadKey, match="carries a time"):
        LOG.sign("text\n", AT)
    with pytest.raises(BadNote, match="out of range"):
        WITNESSES["north"].sign("text\n", -1)

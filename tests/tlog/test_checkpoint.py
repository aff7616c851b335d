import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.checkpoint import (
    LARGEST_SIZE,
    BadCheckpoint,
    Checkpoint,
    open_checkpoint,
    sign_checkpoint,
)
from folkmoot.tlog.cosignature import cosign, cosigned_at, verify_cosignature
from folkmoot.tlog.note import BadKey, BadNote, Signature, add_signatures, sign
from tlog.world import AT, LOG, STRANGER, WITNESSES

ROOT = bytes(range(32))
TEXT = f"commons.example/record\n7\n{base64.b64encode(ROOT).decode()}\n"
CHECKPOINT = Checkpoint(LOG.name, 7, ROOT)
NORTH = WITNESSES["north"]


@given(st.integers(0, LARGEST_SIZE), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_back_as_it_was_written(size, root):
    checkpoint = Checkpoint("commons.example/record", size, root)
    assert Checkpoint.parse(checkpoint.encode()) == checkpoint


def test_a_checkpoint_is_three_lines():
    assert CHECKPOINT.encode() == TEXT


def test_the_further_lines_of_another_log_are_allowed():
    assert Checkpoint.parse(TEXT + "Timestamp: 1\n") == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "unfinished",
        TEXT.replace("commons.example/record", ""),
        TEXT.replace("commons.example", "commons\t.example"),
        TEXT.replace("\n7\n", "\n07\n"),
        TEXT.replace("\n7\n", "\n-7\n"),
        TEXT.replace("\n7\n", "\n+7\n"),
        TEXT.replace("\n7\n", "\n 7\n"),
        TEXT.replace("\n7\n", "\n٧\n"),
        TEXT.replace("\n7\n", "\n9223372036854775808\n"),
        TEXT.replace("=\n", "\n"),
        TEXT.replace("8=\n", "9=\n"),
        TEXT.replace("AAEC", "AA-C"),
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(BadCheckpoint):
        Checkpoint.parse(text)


def test_a_checkpoint_that_could_not_be_read_is_not_written():
    for checkpoint in (
        Checkpoint("two\nlines", 1, ROOT),
        Checkpoint("a", -1, ROOT),
        Checkpoint("a", 1, b""),
        Checkpoint(TEXT.removesuffix("\n"), 8, ROOT),
    ):
        with pytest.raises(BadCheckpoint):
            checkpoint.encode()


def test_a_signed_checkpoint_is_opened_with_the_key_of_its_log():
    checkpoint, note = open_checkpoint(sign_checkpoint(CHECKPOINT, LOG), LOG.verifier)
    assert checkpoint == CHECKPOINT
    assert note.text == TEXT


def test_a_checkpoint_from_another_log_is_refused():
    with pytest.raises(BadCheckpoint, match="is not the name of the key"):
        sign_checkpoint(CHECKPOINT, STRANGER)
    with pytest.raises(BadCheckpoint, match=r"of commons\.example/record, not of stranger\.example/record"):
        open_checkpoint(sign(TEXT, STRANGER), STRANGER.verifier)
    with pytest.raises(BadNote, match="no key that is trusted"):
        open_checkpoint(sign_checkpoint(CHECKPOINT, LOG), STRANGER.verifier)


def test_a_witness_alone_does_not_make_a_checkpoint():
    other = sign_checkpoint(Checkpoint(STRANGER.name, 7, ROOT), STRANGER)
    data = add_signatures(other, [NORTH.sign(other.decode().split("\n\n")[0] + "\n", AT)])
    with pytest.raises(BadNote, match=r"commons\.example/record has not signed"):
        open_checkpoint(data, LOG.verifier, [NORTH.verifier])


def test_a_cosignature_says_when_the_witness_saw_the_checkpoint():
    data = add_signatures(
        sign_checkpoint(CHECKPOINT, LOG), [cosign(TEXT, NORTH, AT), cosign(TEXT, NORTH, AT + 5)]
    )
    assert verify_cosignature(data, NORTH.verifier) == AT + 5
    assert cosigned_at(cosign(TEXT, NORTH, AT)) == AT


def test_a_cosignature_is_made_only_by_a_witness_and_only_on_a_checkpoint():
    with pytest.raises(BadKey, match="with a cosignature key"):
        cosign(TEXT, LOG, AT)
    with pytest.raises(BadCheckpoint):
        cosign("text\n", NORTH, AT)
    with pytest.raises(BadKey, match="not a witness's key"):
        verify_cosignature(sign_checkpoint(CHECKPOINT, LOG), LOG.verifier)
    with pytest.raises(BadNote, match="no key that is trusted"):
        verify_cosignature(sign_checkpoint(CHECKPOINT, LOG), NORTH.verifier)
    with pytest.raises(BadNote, match="72 bytes"):
        cosigned_at(Signature("a", b"1234", b"5"))


def test_a_cosignature_does_not_pass_for_the_signature_of_a_log_nor_for_another_time():
    body = cosign(TEXT, NORTH, AT).body
    moved = Signature(NORTH.name, NORTH.verifier.key_id, (AT + 1).to_bytes(8, "big") + body[8:])
    with pytest.raises(BadNote, match="does not verify"):
        verify_cosignature(add_signatures(sign_checkpoint(CHECKPOINT, LOG), [moved]), NORTH.verifier)

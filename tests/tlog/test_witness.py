import base64

import pytest

from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.cosignature import verify_cosignature
from folkmoot.tlog.note import Note, Signature, add_signatures, parse_signature
from folkmoot.tlog.tree import EMPTY_ROOT
from folkmoot.tlog.witness import Reply, Request, Seen, add_checkpoint
from tlog.damage import fork
from tlog.world import AT, LOG, STRANGER, WITNESSES, Log

NORTH = WITNESSES["north"]
KNOWN = {LOG.name: [LOG.verifier]}


def ask(state: dict[str, Seen], body: bytes) -> Reply:
    return add_checkpoint(state, body, KNOWN, NORTH, AT)


def step(log: Log, old: int, new: int) -> bytes:
    return Request(old, tuple(log.tree.consistency(old, new)), log.note(new)).encode()


def seen(log: Log, size: int) -> dict[str, Seen]:
    """The state of a witness that has cosigned this size."""
    reply = ask({}, step(log, 0, size))
    assert reply.new_state is not None
    return {LOG.name: reply.new_state}


def test_a_witness_cosigns_the_first_checkpoint_it_sees_of_a_log_it_knows(log):
    reply = ask({}, step(log, 0, 300))
    assert reply.status == 200
    line = parse_signature(reply.body.decode().removesuffix("\n"))
    assert verify_cosignature(add_signatures(log.note(300), [line]), NORTH.verifier) == AT
    assert reply.new_state is not None
    assert reply.new_state.checkpoint == log.checkpoint(300)
    assert verify_cosignature(reply.new_state.note, NORTH.verifier) == AT


def test_a_witness_follows_a_log_as_it_grows_and_agrees_again_to_what_it_has_seen(log):
    state = seen(log, 300)
    assert ask(state, step(log, 300, 300)).status == 200
    reply = ask(state, step(log, 300, 512))
    assert (reply.status, reply.new_state and reply.new_state.checkpoint.size) == (200, 512)


def test_what_a_witness_shows_carries_no_signature_by_a_stranger(log):
    note = add_signatures(log.note(300), [STRANGER.sign(Note.parse(log.note(300)).text)])
    reply = ask({}, Request(0, (), note).encode())
    assert reply.new_state is not None
    names = [signature.name for signature in Note.parse(reply.new_state.note).signatures]
    assert names == [LOG.name, NORTH.name]
    assert Seen.parse(reply.new_state.note) == reply.new_state


def test_an_empty_log_is_cosigned_with_the_empty_root_only(log):
    empty = sign_checkpoint(Checkpoint(LOG.name, 0, EMPTY_ROOT), LOG)
    wrong = sign_checkpoint(Checkpoint(LOG.name, 0, bytes(32)), LOG)
    assert ask({}, Request(0, (), empty).encode()).status == 200
    assert ask({}, Request(0, (), wrong).encode()).status == 422


def test_another_old_size_is_answered_with_the_one_that_was_cosigned(log):
    for state, old, size in (({}, 5, b"0\n"), (seen(log, 300), 0, b"300\n"), (seen(log, 300), 299, b"300\n")):
        reply = ask(state, step(log, old, 512))
        assert (reply.status, reply.content_type, reply.body) == (409, "text/x.tlog.size", size)
        assert reply.new_state is None


def test_a_fork_is_never_cosigned(log):
    other = fork(log)
    reply = ask(seen(log, 500), Request(500, tuple(other.tree.consistency(500, 600)), other.note()).encode())
    assert (reply.status, reply.new_state) == (422, None)
    reply = ask(seen(log, 600), Request(600, (), other.note()).encode())
    assert (reply.status, reply.new_state) == (422, None)
    assert b"equal sizes" in reply.body


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (400, lambda body: b""),
        (400, lambda body: body.replace(b"old 300", b"old 0300")),
        (400, lambda body: body.replace(b"old 300", b"new 300")),
        (400, lambda body: body.replace(b"\n\n", b"\n", 1)),
        (400, lambda body: body.replace(b"=\n", b"\n", 1)),
        (400, lambda body: body.replace(b"old 300\n", b"old 300\n" + (b"A" * 43 + b"=\n") * 64)),
        (400, lambda body: body[:-1]),
        (400, lambda body: body.replace(b"\n512\n", b"\n0512\n")),
        (400, lambda body: body.replace(b"old 300", b"old 513")),
        (403, lambda body: body.replace(b"\n512\n", b"\n513\n")),
        (403, lambda body: body.partition(b"\xe2")[0] + STRANGER.sign("x\n").line().encode()),
        (404, lambda body: body.replace(b"commons.example/record\n", b"nobody.example/record\n")),
        (422, lambda body: body.replace(body.split(b"\n")[1], base64.b64encode(bytes(32)))),
        (422, lambda body: b"\n".join([*body.split(b"\n")[:1], *body.split(b"\n")[2:]])),
        (422, lambda body: body.replace(b"old 300\n", b"old 300\n" + b"A" * 43 + b"=\n")),
    ],
)
def test_a_request_with_a_fault_gets_the_status_of_its_fault(log, status, change):
    body = step(log, 300, 512)
    assert ask(seen(log, 300), body).status == 200
    reply = ask(seen(log, 300), change(body))
    assert (reply.status, reply.new_state) == (status, None)
    assert reply.body.endswith(b"\n")


def test_a_forged_signature_by_a_key_that_is_known_is_refused(log):
    forged = Signature(LOG.name, LOG.verifier.key_id, bytes(64))
    body = Request(0, (), add_signatures(log.note(300), [forged])).encode()
    assert ask({}, body).status == 403


def test_two_keys_of_one_log_are_both_trusted_while_the_log_changes_keys(log):
    newer = type(LOG)(LOG.name, b"2" * 32)
    known = {LOG.name: [LOG.verifier, newer.verifier]}
    note = sign_checkpoint(log.checkpoint(300), newer)
    assert add_checkpoint({}, Request(0, (), note).encode(), known, NORTH, AT).status == 200


def test_a_request_is_read_back_as_it_was_written(log):
    request = Request(300, tuple(log.tree.consistency(300, 512)), log.note(512))
    assert Request.parse(request.encode()) == request

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.note import BadNote
from folkmoot.tlog.policy import Policy, Unsatisfied
from folkmoot.tlog.proof import BadProofFile, Proof
from folkmoot.tlog.tree import BadProof
from tlog.world import AT, LOG, STRANGER, WITNESSES, Log

NORTH = WITNESSES["north"].verifier
WITNESSED = Policy.parse(f"log {LOG.verifier.vkey}\nwitness north {NORTH.vkey}\nquorum north\n".encode())


@given(st.data())
def test_a_proof_file_shows_that_an_act_stands_in_the_record(entries, tree, data):
    size = data.draw(st.integers(1, 2000))
    index = data.draw(st.integers(0, size - 1))
    proof = Log(entries, tree, size).proof(index)
    assert Proof.parse(proof.encode()) == proof
    assert proof.verify(entries[index], LOG.verifier).size == size
    with pytest.raises(BadProof):
        proof.verify(entries[index] + b" ", LOG.verifier)


def test_a_proof_file_begins_as_the_specification_says_and_ends_with_the_checkpoint(log):
    data = log.proof(5).encode()
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nindex 5\n")
    assert data.endswith(b"\n\n" + log.note())


def test_extra_data_travels_along_and_proves_nothing(log):
    plain = log.proof(5)
    for extra in (b"", b"told by letter"):
        proof = Proof(plain.index, plain.hashes, plain.checkpoint, extra)
        assert Proof.parse(proof.encode()) == proof
        assert proof.verify(log.entries[5], LOG.verifier) == log.checkpoint()


def test_a_proof_under_a_policy_needs_the_witnesses_too(log):
    plain = log.proof(5)
    with pytest.raises(Unsatisfied, match="missing north"):
        plain.verify_under(log.entries[5], WITNESSED)
    proof = Proof(plain.index, plain.hashes, log.witnessed("north"))
    assert proof.verify_under(log.entries[5], WITNESSED).witnessed == {"north": AT}
    assert proof.verify(log.entries[5], LOG.verifier, [NORTH]) == log.checkpoint()
    with pytest.raises(BadProof):
        proof.verify_under(log.entries[6], WITNESSED)


def test_a_proof_for_another_place_or_by_another_log_fails(log):
    proof = log.proof(5)
    with pytest.raises(BadProof):
        Proof(4, proof.hashes, proof.checkpoint).verify(log.entries[5], LOG.verifier)
    with pytest.raises(BadNote):
        proof.verify(log.entries[5], STRANGER.verifier)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data.replace(b"@v1", b"@v2"), "does not begin"),
        (lambda data: b"\n" + data, "does not begin"),
        (lambda data: data.replace(b"index 5\n", b""), "index"),
        (lambda data: data.replace(b"index 5", b"index 05"), "index"),
        (lambda data: data.replace(b"index 5", b"index -5"), "index"),
        (lambda data: data.replace(b"index 5", b"index five"), "index"),
        (lambda data: data.replace(b"index 5", b"Index 5"), "index"),
        (lambda data: b"c2sp.org/tlog-proof@v1\n\n" + data.partition(b"\n\n")[2], "index"),
        (lambda data: data.replace(b"index 5\n", b"index 5\nindex 6\n"), "path"),
        (lambda data: data.replace(b"index 5\n", b"index 5\nextra YQ==\n"), "path"),
        (lambda data: data.replace(b"index 5\n", b"extra YQ\nindex 5\n"), "extra"),
        (lambda data: data.replace(b"index 5\n", b"extra YR==\nindex 5\n"), "extra"),
        (lambda data: data.replace(b"index 5\n", b"index 5\n" + (b"A" * 43 + b"=\n") * 60), "over 63"),
        (lambda data: data.replace(b"index 5\n", b"index 5\n" + b"A" * 42 + b"B=\n"), "path"),
        (lambda data: data.replace(b"index 5\n", b"index 5\r\n"), "index"),
        (lambda data: data.replace(b"index 5\n", "index 5\né\n".encode()), "ASCII"),
        (lambda data: data.partition(b"\n\n")[0] + b"\n", "signed note"),
        (lambda data: data[:-1], "signed note"),
        (lambda data: b"", "signed note"),
    ],
)
def test_a_proof_file_spelled_otherwise_is_refused(log, change, reason):
    with pytest.raises(BadProofFile, match=reason):
        Proof.parse(change(log.proof(5).encode()))


def test_a_proof_file_that_could_not_be_read_is_not_written(log):
    proof = log.proof(5)
    for broken in (
        Proof(-1, proof.hashes, proof.checkpoint),
        Proof(5, (b"short",), proof.checkpoint),
        Proof(5, list(proof.hashes), proof.checkpoint),  # type: ignore[arg-type]
    ):
        with pytest.raises(BadProofFile):
            broken.encode()

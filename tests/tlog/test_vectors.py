"""Every vector in spec/vectors/tlog ends as it says it must."""

import base64
from collections.abc import Callable

import pytest

from folkmoot.tlog import canonical
from folkmoot.tlog.bundles import BadBundle, decode_bundle
from folkmoot.tlog.checkpoint import BadCheckpoint, Checkpoint, open_checkpoint
from folkmoot.tlog.cosignature import verify_cosignature
from folkmoot.tlog.leaf import BadLeaf, Leaf, code_name, seal
from folkmoot.tlog.note import COSIGNATURE, BadKey, BadNote, Signer, Verifier, open_note
from folkmoot.tlog.policy import BadPolicy, Policy, Unsatisfied, satisfied
from folkmoot.tlog.proof import BadProofFile, Proof
from folkmoot.tlog.roll import BadRoll, roll_digest
from folkmoot.tlog.tilepaths import bundle_path, tile_path
from folkmoot.tlog.tree import BadProof, Tree, leaf_hash, verify_consistency, verify_inclusion
from folkmoot.tlog.witness import Seen, add_checkpoint
from tlog.vectors import FOLDER, vectors

REFUSALS = {
    canonical.NotCanonical: "not-canonical",
    BadLeaf: "bad-leaf",
    BadRoll: "bad-roll",
    BadProof: "bad-proof",
    BadBundle: "bad-bundle",
    BadKey: "bad-key",
    BadNote: "bad-note",
    BadCheckpoint: "bad-checkpoint",
    BadProofFile: "bad-proof-file",
    BadPolicy: "bad-policy",
    Unsatisfied: "unsatisfied",
}
FILES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
Head = dict[str, str]


def decode(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def steps(body: bytes) -> list[bytes]:
    return [decode(line) for line in body.decode().splitlines()]


def root_of(size: int) -> str:
    tree = Tree()
    for number in range(size):
        tree.append(b"%d" % number)
    return base64.b64encode(tree.root()).decode()


def path_of(head: Head) -> str:
    index, width = int(head["index"]), int(head["width"])
    if head["level"] == "entries":
        return bundle_path(index, width)
    return tile_path(int(head["level"]), index, width)


def check_leaf(head: Head, body: bytes) -> str:
    leaf = Leaf.decode(body)
    assert leaf.encode() == body
    return leaf_hash(body).hex()


def check_checkpoint(head: Head, body: bytes) -> None:
    checkpoint, _ = open_checkpoint(body, Verifier.parse(head["key"]))
    assert (checkpoint.size, checkpoint.root) == (int(head["size"]), decode(head["root"]))


def check_inclusion(head: Head, body: bytes) -> None:
    leaf, root = decode(head["leaf"]), decode(head["root"])
    verify_inclusion(leaf, int(head["index"]), int(head["size"]), root, steps(body))


def check_consistency(head: Head, body: bytes) -> None:
    roots = decode(head["old-root"]), decode(head["new-root"])
    verify_consistency(int(head["old"]), int(head["new"]), *roots, steps(body))


def check_witness(head: Head, body: bytes) -> str:
    """Return the cosignature; end with the status of the reply otherwise."""
    log, signer = (
        Verifier.parse(head["log"]),
        Signer(head["witness"], bytes.fromhex(head["seed"]), COSIGNATURE),
    )
    state = {}
    if "seen-size" in head:
        seen = Checkpoint(log.name, int(head["seen-size"]), decode(head["seen-root"]))
        state[log.name] = Seen(seen, b"")
    reply = add_checkpoint(state, body, {log.name: [log]}, signer, int(head["at"]))
    if reply.status == 409:
        assert reply.body.decode() == head["seen-size"] + "\n"
    assert str(reply.status) == head["expect"]
    return reply.body.decode().strip()


CHECKS: dict[str, Callable[[Head, bytes], object]] = {
    "canonical": lambda head, body: canonical.decode(body),
    "leaf": check_leaf,
    "seal": lambda head, body: seal(bytes.fromhex(head["salt"]), body),
    "code-name": lambda head, body: code_name(bytes.fromhex(head["key"]), body.decode()),
    "roll": lambda head, body: roll_digest(body),
    "root": lambda head, body: root_of(int(head["size"])),
    "inclusion": check_inclusion,
    "consistency": check_consistency,
    "tile-path": lambda head, body: path_of(head),
    "bundle": lambda head, body: decode_bundle(body, int(head["width"])),
    "vkey": lambda head, body: Verifier.parse(body.decode()),
    "note": lambda head, body: open_note(body, [Verifier.parse(head["key"])]),
    "checkpoint": check_checkpoint,
    "cosignature": lambda head, body: verify_cosignature(body, Verifier.parse(head["key"])),
    "witness": check_witness,
    "proof": lambda head, body: Proof.parse(body).verify(decode(head["entry"]), Verifier.parse(head["key"])),
    "policy": lambda head, body: satisfied(Policy.parse(body), decode(head["checkpoint"])),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_vector_ends_as_it_says(path):
    data, _, body = path.read_bytes().partition(b"\n\n")
    head = dict(line.split(": ", 1) for line in data.decode().split("\n"))
    try:
        outcome = CHECKS[head["kind"]](head, body)
    except tuple(REFUSALS) as fault:
        assert REFUSALS[type(fault)] == head["expect"], fault
        return
    assert head["expect"] in ("good", "200") or head["kind"] == "witness"
    gives = head.get("gives", head.get("leaf-hash"))
    assert gives is None or str(outcome) == gives


def test_the_vectors_on_disk_are_those_that_the_generator_makes():
    on_disk = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FILES}
    assert on_disk == vectors()


def test_there_are_vectors_of_every_kind_and_more_bad_ones_than_good():
    kinds = {path.parent.name for path in FILES}
    assert kinds == set(CHECKS)
    good = [path for path in FILES if path.name.startswith("good")]
    assert len(FILES) - len(good) > len(good) > 0

"""`folkmoot proof`: one act, one file, checked offline."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.written_record import LOG, ORIGIN, a_carried_motion

from folkmoot.cli.proof import command
from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.proof import Proof
from folkmoot.tlog.tree import Tree


@pytest.fixture(scope="module")
def proof() -> Proof:
    tree, data = Tree(), [leaf.encode() for leaf in a_carried_motion().leaves]
    for entry in data:
        tree.append(entry)
    note = sign_checkpoint(Checkpoint(ORIGIN, tree.size, tree.root()), LOG)
    return Proof(1, tuple(tree.inclusion(1, tree.size)), note, data[1])


def check(folder: Path, data: bytes, *options: str) -> Result:
    file = folder / "act.tlog-proof"
    file.write_bytes(data)
    return CliRunner().invoke(command, [str(file), *options])


def test_a_proof_shows_the_act_and_says_that_it_is_good(tmp_path: Path, proof: Proof) -> None:
    found = check(tmp_path, proof.encode(), "--vkey", LOG.verifier.vkey)
    assert found.exit_code == 0, found.output
    assert '"act": "motion.table"' in found.stdout
    assert found.stdout.splitlines()[-1].startswith("good: act 1 stands in a record of 27 acts")


def test_a_policy_will_do_for_the_key(tmp_path: Path, proof: Proof) -> None:
    policy = tmp_path / "policy"
    policy.write_text(f"log {LOG.verifier.vkey}\nquorum none\n")
    assert check(tmp_path, proof.encode(), "--policy", str(policy)).exit_code == 0


def test_without_a_key_nothing_is_proved(tmp_path: Path, proof: Proof) -> None:
    assert "needs the log's key" in check(tmp_path, proof.encode()).stderr


def test_a_proof_of_another_act_fails(tmp_path: Path, proof: Proof) -> None:
    other = a_carried_motion().leaves[2].encode()
    found = check(
        tmp_path, Proof(1, proof.hashes, proof.checkpoint, other).encode(), "--vkey", LOG.verifier.vkey
    )
    assert (found.exit_code, "the proof fails" in found.stderr) == (1, True)


def test_a_proof_without_its_entry_asks_for_it(tmp_path: Path, proof: Proof) -> None:
    data = Proof(1, proof.hashes, proof.checkpoint).encode()
    assert "give it with --entry" in check(tmp_path, data, "--vkey", LOG.verifier.vkey).stderr
    entry = tmp_path / "entry.json"
    entry.write_bytes(proof.extra or b"")
    assert check(tmp_path, data, "--vkey", LOG.verifier.vkey, "--entry", str(entry)).exit_code == 0


def test_a_file_that_is_no_proof_gets_one_clear_line(tmp_path: Path) -> None:
    found = check(tmp_path, b"hello\n", "--vkey", LOG.verifier.vkey)
    assert found.exit_code == 1
    assert found.stderr.startswith("folkmoot: ")

"""Auditors by other hands, in other languages, accept what we accept and refuse what we refuse."""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.tlog.note import Note
from tlog.damage import FILES, Damage, another_root, fork, resign_older
from tlog.world import LOG, STRANGER, Log

HERE = Path(__file__).parent
GO_PATH = Path("/usr/share/gocode")  # where Debian's golang-golang-x-mod-dev puts its source
Audit = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The Go auditor: a function of a folder, its key, and further options."""
    if shutil.which("go") is None or not (GO_PATH / "src/golang.org/x/mod").is_dir():
        pytest.skip("the Go auditor needs Debian's golang-go and golang-golang-x-mod-dev")
    home = tmp_path_factory.mktemp("goaudit")
    places = {"GOPATH": str(GO_PATH), "GOCACHE": str(home / "cache"), "GO111MODULE": "off", "GOFLAGS": ""}
    program = home / "goaudit"
    build = ["go", "build", "-o", str(program), str(HERE / "goaudit" / "main.go")]
    subprocess.run(build, check=True, cwd=home, env={**os.environ, **places}, capture_output=True)

    def audit(folder: Path, vkey: str = LOG.verifier.vkey, **options: Path) -> tuple[int, str]:
        given = [part for name, path in options.items() for part in (f"-{name}", str(path))]
        done = subprocess.run([str(program), *given, str(folder), vkey], capture_output=True, text=True)
        assert done.stderr == ""
        return done.returncode, done.stdout.strip()

    return audit


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The JavaScript auditor: a function of a proof file, an entry and the log's key."""
    if shutil.which("npm") is None:
        pytest.skip("the JavaScript auditor needs npm")
    home = tmp_path_factory.mktemp("jsaudit")
    for name in ("package.json", "package-lock.json", ".npmrc", "audit.js"):
        shutil.copy(HERE / "js" / name, home)
    install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        done = subprocess.run(install, cwd=home, capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired:
        pytest.skip("npm cannot fetch @sigstore/verify: no answer")
    if done.returncode:
        pytest.skip(f"npm cannot install @sigstore/verify: {done.stderr.strip().splitlines()[:1]}")

    def audit(proof: bytes, entry: bytes, vkey: str = LOG.verifier.vkey) -> tuple[int, str]:
        (home / "act.tlog-proof").write_bytes(proof)
        (home / "entry").write_bytes(entry)
        ask = ["node", "audit.js", "act.tlog-proof", "entry", vkey]
        ran = subprocess.run(ask, cwd=home, capture_output=True, text=True)
        return ran.returncode, ran.stdout.strip()

    return audit


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_go_accepts_our_log_our_proof_and_our_consistency(go: Audit, entries, tree, size, tmp_path):
    log = Log.of(entries, size, tree)
    proof, steps = tmp_path / "act.tlog-proof", tmp_path / "steps"
    proof.write_bytes(log.proof(size * 2 // 3).encode())
    old = size * 2 // 3 + 1
    hashes = [tree.root(old), *tree.consistency(old, size)]
    steps.write_text(f"{old}\n" + "".join(base64.b64encode(step).decode() + "\n" for step in hashes))
    kept = tmp_path / "kept"
    kept.write_bytes(log.note(old))
    folder = log.write(tmp_path / "record")
    assert go(folder, proof=proof, consistency=steps, kept=kept) == (0, f"ok {size}")


def test_go_accepts_a_checkpoint_that_carries_cosignatures(go: Audit, log, tmp_path):
    log.files["checkpoint"] = log.witnessed("north", "south")
    assert go(log.write(tmp_path)) == (0, "ok 600")


@pytest.mark.parametrize("damage", FILES, ids=lambda damage: damage.name)
def test_go_catches_and_names_the_same_damage(go: Audit, log, damage: Damage, tmp_path):
    damage.do(log)
    status, said = go(log.write(tmp_path))
    assert status == 1
    kind = said.removeprefix("refused: ").partition(":")[0]
    assert kind in damage.theirs.split("|"), said


def test_go_catches_a_log_that_was_signed_older(go: Audit, log, tmp_path):
    (tmp_path / "kept").write_bytes(log.note())
    status, said = go(resign_older(log).write(tmp_path / "record"), kept=tmp_path / "kept")
    assert (status, said) == (1, "refused: older: the log shows 550 entries, but has signed 600 before")


def test_go_catches_a_fork(go: Audit, log, tmp_path):
    (tmp_path / "kept").write_bytes(log.note())
    other = fork(log)
    status, said = go(other.write(tmp_path / "record"))
    assert (status, said) == (0, "ok 600"), "a fork is whole in itself: only who kept a checkpoint sees it"
    status, said = go(tmp_path / "record", kept=tmp_path / "kept")
    assert (status, said[:14]) == (1, "refused: fork:")


def test_go_catches_a_checkpoint_of_another_history_over_the_same_files(go: Audit, log, tmp_path):
    another_root(log)
    status, said = go(log.write(tmp_path))
    assert (status, said[:14]) == (1, "refused: tile:")


def test_go_refuses_a_stranger_and_a_changed_checkpoint(go: Audit, log, tmp_path):
    folder = log.write(tmp_path)
    assert go(folder, STRANGER.verifier.vkey)[1].startswith("refused: signature:")
    log.files["checkpoint"] = log.note().replace(b"\n600\n", b"\n599\n")
    assert go(log.write(tmp_path))[1].startswith("refused: signature:")


def test_go_refuses_our_proof_for_another_entry(go: Audit, log, tmp_path):
    proof = tmp_path / "act.tlog-proof"
    proof.write_bytes(log.proof(5).encode().replace(b"index 5\n", b"index 6\n"))
    status, said = go(log.write(tmp_path / "record"), proof=proof)
    assert (status, said[:15]) == (1, "refused: proof:")


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_javascript_accepts_our_proof(node: Audit, entries, tree, size):
    log, index = Log(entries, tree, size), size * 2 // 3
    assert node(log.proof(index).encode(), entries[index]) == (0, f"ok {index} of {size}")


def test_javascript_refuses_a_tampered_entry_and_another_index(node: Audit, log):
    proof = log.proof(5).encode()
    wrong_root = (1, "refused: calculated root hash does not match inclusion proof")
    assert node(proof, log.entries[5].replace(b"hall", b"hell")) == wrong_root
    assert node(proof.replace(b"index 5\n", b"index 4\n"), log.entries[5]) == wrong_root


def test_javascript_refuses_a_tampered_checkpoint_and_a_stranger(node: Audit, log):
    proof = log.proof(5).encode()
    no_signature = (1, "refused: invalid checkpoint signature")
    text = Note.parse(log.note()).text.encode()
    assert node(proof.replace(text, text.replace(b"\n600\n", b"\n599\n")), log.entries[5]) == no_signature
    assert node(proof, log.entries[5], STRANGER.verifier.vkey) == no_signature

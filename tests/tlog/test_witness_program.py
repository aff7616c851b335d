"""The witness as a program: over HTTP on loopback, on disk, and after a crash."""

import http.client
import os
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

import folkmoot
from folkmoot.cli import witness
from folkmoot.cli.witness import Refused, Witness, WitnessFault, ask, init, running, serve, watch
from folkmoot.tlog.cosignature import verify_cosignature
from folkmoot.tlog.note import COSIGNATURE, BadKey, Verifier, add_signatures, parse_signature
from folkmoot.tlog.policy import Policy, satisfied
from folkmoot.tlog.witness import Request
from tlog.damage import fork
from tlog.world import AT, LOG, STRANGER, WITNESSES, Log

NAME = "north.example/witness"
PLACE = sha256(LOG.name.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a witness that watches our log."""
    init(tmp_path / "north", NAME)
    watch(tmp_path / "north", LOG.verifier.vkey)
    return tmp_path / "north"


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    with running(folder, clock=lambda: float(AT)) as address:
        yield address


def fetch(
    url: str, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=10)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    found = response.status, response.headers["Content-Type"], response.read()
    connection.close()
    return found


def test_a_new_witness_has_a_key_that_only_its_owner_can_read(tmp_path):
    vkey = init(tmp_path / "w", NAME)
    assert (Verifier.parse(vkey).name, Verifier.parse(vkey).kind) == (NAME, COSIGNATURE)
    assert (tmp_path / "w/vkey").read_text() == vkey + "\n"
    assert (tmp_path / "w/key").stat().st_mode & 0o777 == 0o600
    assert init(tmp_path / "other", NAME) != vkey


def test_a_witness_is_not_made_where_there_is_one(folder):
    before = (folder / "vkey").read_text()
    with pytest.raises(WitnessFault, match="holds a witness already"):
        init(folder, NAME)
    assert (folder / "vkey").read_text() == before


def test_a_witness_made_from_a_given_seed_is_the_same_each_time(tmp_path):
    north = WITNESSES["north"]
    assert init(tmp_path / "w", north.name, north.seed) == north.verifier.vkey


def test_a_witness_cosigns_and_follows_a_log_over_http(url, folder, log):
    vkey = Verifier.parse((folder / "vkey").read_text().strip())
    for old, new in ((0, 300), (300, 300), (300, 600)):
        (line,) = ask(url, log.note(new), old, log.tree.consistency(old, new))
        assert verify_cosignature(add_signatures(log.note(new), [parse_signature(line)]), vkey) == AT
    status, kind, note = fetch(url, "GET", f"/{PLACE}/checkpoint")
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    policy = Policy.parse(f"log {LOG.verifier.vkey}\nwitness n {vkey.vkey}\nquorum n\n".encode())
    assert satisfied(policy, note).checkpoint == log.checkpoint(600)


def test_a_witness_that_was_stopped_remembers_what_it_cosigned(folder, log):
    with running(folder) as address:
        ask(address, log.note(300), 0, [])
    with running(folder) as address:
        with pytest.raises(Refused) as refusal:
            ask(address, log.note(600), 0, [])
        assert (refusal.value.status, refusal.value.size) == (409, 300)
        assert ask(address, log.note(600), 300, log.tree.consistency(300, 600))


def test_a_fork_is_refused_over_http_and_the_first_history_stays_on_show(url, log):
    ask(url, log.note(), 0, [])
    with pytest.raises(Refused, match="equal sizes") as refusal:
        ask(url, fork(log).note(), 600, [])
    assert refusal.value.status == 422
    assert fetch(url, "GET", f"/{PLACE}/checkpoint")[2].startswith(log.note())


def test_a_log_that_the_witness_does_not_watch_is_refused(url, folder, log):
    stranger = Log(log.entries, log.tree, 300, signer=STRANGER)
    with pytest.raises(Refused) as refusal:
        ask(url, stranger.note(), 0, [])
    assert refusal.value.status == 404
    watch(folder, STRANGER.verifier.vkey)
    assert ask(url, stranger.note(), 0, []), "it need not be restarted to watch another log"


def test_of_many_requests_at_once_none_rolls_the_log_back(url, folder, log):
    def grow(size: int) -> None:
        old = 0
        while True:
            try:
                ask(url, log.note(size), old, log.tree.consistency(old, size))
                return
            except Refused as refusal:
                if refusal.size is None or refusal.size > size:
                    return
                old = refusal.size

    threads = [threading.Thread(target=grow, args=(size,)) for size in (600, 40, 300, 512, 299, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert b"\n600\n" in (folder / "seen" / PLACE).read_bytes()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", None, 404),
        ("GET", f"/{PLACE}/checkpoint", None, 404),
        ("GET", f"/{PLACE.upper()}/checkpoint", None, 404),
        ("GET", "/../../key/checkpoint", None, 404),
        ("GET", f"/{PLACE}", None, 404),
        ("POST", "/", b"x", 404),
        ("POST", "/add-checkpoint", b"", 400),
        ("POST", "/add-checkpoint", b"nonsense", 400),
        ("PUT", "/add-checkpoint", b"x", 501),
    ],
)
def test_a_request_for_what_is_not_there_gets_the_status_for_it(url, method, path, body, status):
    assert fetch(url, method, path, body)[0] == status


def test_a_request_without_length_or_too_long_is_refused_unread(url):
    assert fetch(url, "POST", "/add-checkpoint", None, **{"Content-Length": "many"})[0] == 411
    assert fetch(url, "POST", "/add-checkpoint", None, **{"Content-Length": "1000001"})[0] == 413


def test_two_processes_cannot_run_one_witness(folder):
    with running(folder), pytest.raises(WitnessFault, match="another process"):
        Witness(folder)
    Witness(folder).close()


def test_a_folder_that_is_not_a_witness_is_refused(tmp_path):
    with pytest.raises(WitnessFault, match="not the folder of a witness"):
        Witness(tmp_path)


def test_a_witness_watches_logs_and_nothing_else_and_each_once(folder):
    with pytest.raises(BadKey, match="type 0x01"):
        watch(folder, WITNESSES["south"].verifier.vkey)
    watch(folder, LOG.verifier.vkey + "\n")
    assert (folder / "logs").read_text() == LOG.verifier.vkey + "\n"
    newer = type(LOG)(LOG.name, b"2" * 32).verifier
    watch(folder, newer.vkey)
    assert Witness.logs_in(folder) == {LOG.name: [LOG.verifier, newer]}
    (folder / "logs").write_text("\n" + LOG.verifier.vkey + "\n")
    assert Witness.logs_in(folder) == {LOG.name: [LOG.verifier]}


def test_a_file_is_replaced_whole_or_not_at_all(folder, log, monkeypatch):
    judge = Witness(folder)
    assert judge.judge(Request(0, (), log.note(300)).encode(), AT).status == 200
    before = (folder / "seen" / PLACE).read_bytes()

    def power_cut(_: int) -> None:
        raise OSError("the power is cut")

    monkeypatch.setattr(witness.os, "fsync", power_cut)
    with pytest.raises(OSError, match="power"):
        judge.judge(Request(300, tuple(log.tree.consistency(300, 600)), log.note()).encode(), AT)
    assert (folder / "seen" / PLACE).read_bytes() == before
    monkeypatch.undo()
    assert (
        judge.judge(Request(300, tuple(log.tree.consistency(300, 600)), log.note()).encode(), AT).status
        == 200
    )
    judge.close()


def test_ask_refuses_what_is_not_an_address(log):
    for address in ("file:///tmp/x", "http://", "north.example"):
        with pytest.raises(Refused, match="not the address of a witness"):
            ask(address, log.note(), 0, [])


def test_a_witness_that_cannot_be_reached_is_a_fault_of_the_network(log):
    with pytest.raises(OSError, match="refused"):
        ask("http://127.0.0.1:9", log.note(), 0, [])


def test_serve_makes_a_witness_where_there_is_none_and_says_where_it_listens(tmp_path):
    heard: list[tuple[str, str]] = []

    def ready(address: str, vkey: str) -> None:
        heard.append((address, vkey))
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            serve(tmp_path / "w", 0, NAME, ready=ready)
    (first, vkey), (_, again) = heard
    assert first.startswith("http://127.0.0.1:")
    assert vkey == again == (tmp_path / "w/vkey").read_text().strip()


def test_the_witness_serves_from_a_process_of_its_own_and_outlives_a_kill(folder, log):
    code = (
        "import sys; from folkmoot.cli.witness import serve;"
        "serve(sys.argv[1], 0, ready=lambda address, vkey: print(address, flush=True))"
    )
    home = str(Path(folkmoot.__file__).parents[1])

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": home},
        )
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    process, address = start()
    with process:
        assert ask(address, log.note(300), 0, [])
        process.kill()
    process, address = start()
    with process:
        assert ask(address, log.note(), 300, log.tree.consistency(300, 600))
        process.kill()

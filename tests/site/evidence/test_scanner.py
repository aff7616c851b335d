"""Files pass a real clamd whose little database knows one harmless string; one that is down lets none by."""

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.evidence import scanner
from folkmoot.site.evidence.taking_in import take_in
from hostile_files import EICAR, pdf

CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a clamd of our own, on a socket in a folder of ours; it ends with the tests."""
    if CLAMD is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "db").mkdir()
    (folder / "db" / "ours.ndb").write_text(f"Test.String:0:*:{EICAR.hex()}\n")
    socket_ = folder / "socket"
    (folder / "conf").write_text(
        f"LocalSocket {socket_}\nDatabaseDirectory {folder / 'db'}\nForeground yes\n"
        f"LogFile {folder / 'log'}\n"
        f"PidFile {folder / 'pid'}\nTemporaryDirectory {folder}\nStreamMaxLength 1M\nMaxThreads 2\n"
        "ConcurrentDatabaseReload no\n"
    )
    with subprocess.Popen(
        [CLAMD, "--config-file", str(folder / "conf")], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as daemon:
        try:
            for _ in range(300):
                if socket_.exists() or daemon.poll() is not None:
                    break
                time.sleep(0.1)
            assert socket_.exists(), (folder / "log").read_text()
            yield f"unix:{socket_}"
        finally:
            daemon.send_signal(signal.SIGTERM)
            try:
                daemon.wait(timeout=20)
            except subprocess.TimeoutExpired:
                daemon.kill()


def test_clamd_finds_the_test_string_and_lets_words_by(clamd: str, settings: Any) -> None:
    settings.FOLKMOOT_SCANNER = clamd
    scanner.scan(b"Only words.")
    with pytest.raises(scanner.Infected, match="Test.String"):
        scanner.scan(EICAR)


def test_a_file_in_which_clamd_finds_something_is_refused_by_name(clamd: str, settings: Any) -> None:
    settings.FOLKMOOT_SCANNER = clamd
    assert take_in(SimpleUploadedFile("a.pdf", pdf("A"))).filename == "a.pdf"
    with pytest.raises(OutOfOrder) as refusal:
        take_in(SimpleUploadedFile("a.txt", EICAR))
    assert "Test.String" in refusal.value.fact
    assert "another machine" in refusal.value.cure


def test_more_than_clamd_takes_is_not_let_by(clamd: str, settings: Any) -> None:
    settings.FOLKMOOT_SCANNER = clamd
    with pytest.raises(scanner.Down):
        scanner.scan(b"a" * 3_000_000)


def refused_as_down(settings: Any, address: str) -> None:
    settings.FOLKMOOT_SCANNER = address
    with pytest.raises(OutOfOrder, match="The scanner does not answer") as refusal:
        take_in(SimpleUploadedFile("a.txt", b"Words"))
    assert "Try again" in refusal.value.cure


def test_a_scanner_that_is_not_there_lets_nothing_by(settings: Any, tmp_path: Path) -> None:
    refused_as_down(settings, f"unix:{tmp_path / 'nobody'}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        refused_as_down(settings, f"tcp://127.0.0.1:{free.getsockname()[1]}")


Answering = Callable[[bytes | None], str]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A scanner on a port of this machine that says what it is told to, whatever it is asked, or nothing."""
    lines, threads = list[socket.socket](), list[threading.Thread]()

    def opened(answer: bytes | None) -> str:
        door = socket.create_server(("127.0.0.1", 0))
        lines.append(door)

        def serve() -> None:
            line, _ = door.accept()
            lines.append(line)
            line.settimeout(5)
            with line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                while size := struct.unpack(">I", said.read(4))[0]:
                    said.read(size)
            if answer is not None:
                line.sendall(answer)
                line.close()

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        return f"tcp://127.0.0.1:{door.getsockname()[1]}"

    yield opened
    for thread in threads:
        thread.join()
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    "answer", [b"", b"stream: OK, I think\0", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9_000]
)
def test_an_answer_that_is_no_verdict_lets_nothing_by(
    settings: Any, answering: Answering, answer: bytes
) -> None:
    refused_as_down(settings, answering(answer))


def test_a_clean_verdict_over_tcp_lets_by(settings: Any, answering: Answering) -> None:
    settings.FOLKMOOT_SCANNER = answering(b"stream: OK\0")
    scanner.scan(b"a" * 2_500_000)


def test_a_scanner_that_never_answers_is_not_waited_for(
    settings: Any, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "TO_ANSWER", 0.2)
    refused_as_down(settings, answering(None))

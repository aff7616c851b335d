"""A PostgreSQL server for one command: `python tests/postgres.py COMMAND ...`, with FOLKMOOT_DATABASE set.

The server listens on loopback only, on a free port, with a password made for the occasion; its files lie in a
temporary folder and go when the command ends. It never runs as root: started by root, it runs as `postgres`.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 60
# What a test may do without: a server that loses power loses only a test's data.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgres(Exception):
    """PostgreSQL is not installed, or does not start."""


def programs() -> Path:
    """The folder that holds initdb and postgres, the newest version first."""
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    found = str(by_version[-1]) if by_version else shutil.which("initdb")
    if found is None:
        raise NoPostgres("PostgreSQL is not installed; on Debian: sudo apt-get install postgresql-15")
    return Path(found).resolve().parent


def not_root() -> dict[str, object]:
    """Arguments for subprocess that leave root's rights behind, where there are any."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server, yield the address of an empty database in it, stop the server."""
    bin_folder = programs()
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        password = secrets.token_urlsafe(16)
        initialise(bin_folder, folder, password)
        port = free_port()
        server = start(bin_folder, folder, port)
        try:
            wait_until_ready(bin_folder, port, server, folder)
            create = [
                bin_folder / "createdb",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "folkmoot",
                "folkmoot",
            ]
            subprocess.run(create, check=True, env={**os.environ, "PGPASSWORD": password})
            yield f"postgresql://folkmoot:{password}@127.0.0.1:{port}/folkmoot"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" stop: does not wait for clients
            server.wait(timeout=SECONDS_TO_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def initialise(bin_folder: Path, folder: Path, password: str) -> None:
    (folder / "password").write_text(password)
    (folder / "password").chmod(0o644)  # inside a folder that only its owner may enter
    options = [
        "--username=folkmoot",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    command = [bin_folder / "initdb", *options, f"--pwfile={folder / 'password'}", "-D", folder / "data"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **not_root())  # type: ignore[call-overload]
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.strip()}")


def start(bin_folder: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, **FAST}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [bin_folder / "postgres", "-D", folder / "data", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,  # Ctrl-C reaches us, and we stop the server
            **not_root(),
        )


def wait_until_ready(bin_folder: Path, port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    ask = [bin_folder / "pg_isready", "--quiet", "-h", "127.0.0.1", "-p", str(port), "-U", "folkmoot"]
    give_up = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ask).returncode:
        if server.poll() is not None or time.monotonic() > give_up:
            raise NoPostgres(f"the server did not start: {(folder / 'log').read_text().strip()}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    if not command:
        print("usage: python tests/postgres.py COMMAND [ARGUMENTS]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with cluster() as address:
            return subprocess.run(command, env={**os.environ, "FOLKMOOT_DATABASE": address}).returncode
    except NoPostgres as problem:
        print(f"postgres: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

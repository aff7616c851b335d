"""A small witness (C2SP tlog-witness): it cosigns what a log publishes, as long as that only ever grows.

Its folder holds `key` (the seed in hex, readable by its owner only), `vkey` (give it to those who rely on the
witness), `logs` (one verifier key a line: the logs it watches) and `seen/<sha256 of origin>` (the latest
checkpoint that it has cosigned for each). The judgement itself is `folkmoot.tlog.witness`.
"""

import contextlib
import fcntl
import hashlib
import http.client
import os
import secrets
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from folkmoot.tlog.note import COSIGNATURE, ED25519, BadKey, Signer, Verifier
from folkmoot.tlog.witness import TEXT, Reply, Request, Seen, add_checkpoint

LARGEST_REQUEST = 1_000_000
"""Bytes of a request body; a checkpoint with many signatures and a proof is some 10,000."""
PATIENCE = 20
"""Seconds that either side waits for the other."""


class WitnessFault(Exception):
    """The folder is not a witness, or another process runs it. One line says which."""


class Refused(Exception):
    """A witness did not cosign. `status` is its HTTP status, `size` the size it last cosigned (409 only)."""

    def __init__(self, status: int, reason: str, size: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.size = size


def init(folder: Path | str, name: str, seed: bytes | None = None) -> str:
    """Make a new witness in a folder and return its verifier key line.

    The seed is drawn here unless given (32 bytes; a demo gives one so that it comes out the same each time).
    Raises WitnessFault if a key lies there already, BadKey for a name that cannot be one.
    """
    home = Path(folder)
    signer = Signer(name, secrets.token_bytes(32) if seed is None else seed, COSIGNATURE)
    if (home / "key").exists():
        raise WitnessFault(f"{home} holds a witness already")
    (home / "seen").mkdir(parents=True, exist_ok=True)
    (home / "logs").touch()
    _write(home / "vkey", f"{signer.verifier.vkey}\n".encode())
    _write(home / "key", f"{signer.seed.hex()}\n".encode(), 0o600)  # last: a key means that the rest is there
    return signer.verifier.vkey


def watch(folder: Path | str, vkey: str) -> None:
    """Add a log to those that the witness cosigns for; its origin is the name in the key. Raises BadKey."""
    key = Verifier.parse(vkey.strip())
    if key.kind != ED25519:
        raise BadKey("a log signs with an Ed25519 key of type 0x01")
    known = [key.vkey for keys in Witness.logs_in(Path(folder)).values() for key in keys]
    if key.vkey not in known:
        _write(Path(folder) / "logs", "".join(f"{line}\n" for line in [*known, key.vkey]).encode())


class Witness:
    """A witness's folder in use. One process at a time; close it to let go of the folder."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        try:
            name = Verifier.parse((self.folder / "vkey").read_text("utf-8").strip()).name
            seed = bytes.fromhex((self.folder / "key").read_text("ascii").strip())
        except (OSError, ValueError):
            raise WitnessFault(f"{self.folder} is not the folder of a witness") from None
        self.signer = Signer(name, seed, COSIGNATURE)
        self._turn = threading.Lock()
        self._held = (self.folder / "lock").open("wb")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._held.close()
            raise WitnessFault(f"another process runs the witness in {self.folder}") from None

    def close(self) -> None:
        """Let go of the folder."""
        self._held.close()

    @staticmethod
    def logs_in(folder: Path) -> dict[str, list[Verifier]]:
        """Return the keys of the logs that a witness watches, by origin. Raises BadKey."""
        logs: dict[str, list[Verifier]] = {}
        for line in (folder / "logs").read_text("utf-8").splitlines():
            if line.strip():
                key = Verifier.parse(line.strip())
                logs.setdefault(key.name, []).append(key)
        return logs

    def judge(self, body: bytes, at: int) -> Reply:
        """Judge a request, and have the outcome on disk before returning the reply."""
        with self._turn:  # from reading the state until the new one is durable, nobody else has a turn
            logs = self.logs_in(self.folder)
            state = {origin: seen for origin in logs if (seen := self.latest(_place(origin))) is not None}
            reply = add_checkpoint(state, body, logs, self.signer, at)
            if reply.new_state is not None:
                place = _place(reply.new_state.checkpoint.origin)
                _write(self.folder / "seen" / place, reply.new_state.note)
            return reply

    def latest(self, place: str) -> Seen | None:
        """Return the latest checkpoint cosigned for the origin of this SHA-256 in hex, or None."""
        try:
            return Seen.parse((self.folder / "seen" / place).read_bytes())
        except FileNotFoundError:
            return None


def make_server(
    witness: Witness, port: int, host: str = "127.0.0.1", clock: Callable[[], float] = time.time
) -> ThreadingHTTPServer:
    """Return a server for this witness, not yet serving; port 0 takes a free one."""

    class Desk(_Desk):
        pass

    Desk.witness = witness
    Desk.clock = staticmethod(clock)
    return ThreadingHTTPServer((host, port), Desk)


@contextlib.contextmanager
def running(
    folder: Path | str, port: int = 0, host: str = "127.0.0.1", clock: Callable[[], float] = time.time
) -> Iterator[str]:
    """Serve a witness in a thread for the length of a with block; yields its address."""
    witness = Witness(folder)
    server = make_server(witness, port, host, clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        witness.close()


def serve(
    folder: Path | str,
    port: int,
    name: str | None = None,
    host: str = "127.0.0.1",
    clock: Callable[[], float] = time.time,
    ready: Callable[[str, str], None] | None = None,
) -> None:
    """Run a witness until interrupted. `name` makes a new one if the folder holds none.

    `ready` is called once with the address and the verifier key. Raises WitnessFault.
    """
    if name is not None and not (Path(folder) / "key").exists():
        init(folder, name)
    witness = Witness(folder)
    try:
        with make_server(witness, port, host, clock) as server:
            if ready is not None:
                ready(f"http://{host}:{server.server_address[1]}", witness.signer.verifier.vkey)
            server.serve_forever()
    finally:
        witness.close()


class _Desk(BaseHTTPRequestHandler):
    """Translates between HTTP and the witness; no address of a caller is kept."""

    witness: Witness
    clock: Callable[[], float]
    protocol_version = "HTTP/1.1"
    server_version = "folkmoot-witness"
    sys_version = ""
    timeout = PATIENCE

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._reply(Reply(404, TEXT, b"there is only /add-checkpoint to post to\n"), last=True)
        elif not (length.isascii() and length.isdigit()):
            self._reply(Reply(411, TEXT, b"the request does not say its length\n"), last=True)
        elif int(length) > LARGEST_REQUEST:
            self._reply(Reply(413, TEXT, b"the request is too long\n"), last=True)
        else:
            self._reply(self.witness.judge(self.rfile.read(int(length)), int(type(self).clock())))

    def do_GET(self) -> None:
        place, _, rest = self.path.removeprefix("/").partition("/")
        is_digest = len(place) == 64 and set(place) <= set("0123456789abcdef")
        seen = self.witness.latest(place) if is_digest and rest == "checkpoint" else None
        if seen is None:
            self._reply(Reply(404, TEXT, b"this witness has cosigned no such log\n"))
        else:
            self._reply(Reply(200, TEXT, seen.note))

    def _reply(self, reply: Reply, last: bool = False) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if last:  # what the caller still sends is not read
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep no log of who asked."""


def ask(url: str, log_note: bytes, old_size: int, proof: Sequence[bytes]) -> list[str]:
    """Ask a witness for its cosignature; return the signature lines it sent, unverified.

    `url` is the witness's submission prefix. Raises Refused (a 409 carries the size it last cosigned, from
    which to send another proof), OSError or http.client.HTTPException if it cannot be reached.
    """
    body = Request(old_size, tuple(proof), log_note).encode()
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(0, f"{url} is not the address of a witness")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        connection.request("POST", parts.path.rstrip("/") + "/add-checkpoint", body)
        response = connection.getresponse()
        text = response.read(LARGEST_REQUEST).decode("utf-8", "replace")
    finally:
        connection.close()
    if response.status == 409 and text.strip().isdecimal():
        raise Refused(409, "the witness has cosigned another size", int(text))
    if response.status != 200:
        raise Refused(response.status, text.strip().partition("\n")[0])
    return [line for line in text.split("\n") if line]


def _place(origin: str) -> str:
    return hashlib.sha256(origin.encode()).hexdigest()


def _write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Replace a file: after a crash it holds the old bytes or the new, and the new once this has returned."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""Where a record is read from: a folder, or a web address. One file at a time, nothing is trusted here."""

import http.client
import urllib.parse
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""No file of a record is near this many bytes; a longer answer is not read."""


class NoRecord(ValueError):
    """There is no record at this place. `hints` say what to try."""

    def __init__(self, reason: str, *hints: str) -> None:
        super().__init__(reason)
        self.hints = hints


class Folder:
    """A record in a folder, such as a demo's `record` or an unpacked download."""

    def __init__(self, where: str) -> None:
        root = Path(where)
        if not root.exists():
            raise NoRecord(f"{where} does not exist", "give a folder that holds a record, or a web address")
        candidates = [root, root / "record"]
        found = next((each for each in candidates if (each / "checkpoint").is_file()), None)
        if found is None:
            raise NoRecord(
                f"{where} is not a record: it holds no file called checkpoint",
                "give the folder that holds checkpoint, tile and paper",
            )
        self.root = found
        self.name = str(found)

    def fetch(self, path: str) -> bytes:
        """The bytes of the file at this path of the record; raises FileNotFoundError."""
        try:
            return (self.root / path).read_bytes()
        except (NotADirectoryError, IsADirectoryError) as fault:
            raise FileNotFoundError(path) from fault


class Web:
    """A record at a web address: the static files themselves, or a Folkmoot site that offers them."""

    PLACES = ("", "/record/log")

    def __init__(self, where: str) -> None:
        parts = urllib.parse.urlsplit(where)
        secure = parts.scheme == "https"
        if not parts.hostname:
            raise NoRecord(f"{where} is not a web address", "write it as https://example.org")
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self.connection = kind(parts.hostname, parts.port, timeout=30)
        self.base = parts.path.rstrip("/")
        self.name = where
        for place in self.PLACES:
            try:
                self.prefix = self.base + place
                self.fetch("checkpoint")
                return
            except FileNotFoundError:
                continue
            except OSError as fault:
                raise NoRecord(
                    f"{where} does not answer: {fault}", "is the address right, and is the site running?"
                ) from fault
        raise NoRecord(
            f"{where} offers no record", "give the address of the site, or of the folder of its record"
        )

    def fetch(self, path: str) -> bytes:
        """The bytes of the file at this path of the record; raises FileNotFoundError, or OSError."""
        try:
            status, data = self._get(path)
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()  # a server may hang up between two requests: once more on a new line
            try:
                status, data = self._get(path)
            except http.client.HTTPException as fault:
                raise OSError(str(fault) or type(fault).__name__) from fault
        if status != http.client.OK:
            raise FileNotFoundError(path)
        return data

    def _get(self, path: str) -> tuple[int, bytes]:
        self.connection.request("GET", f"{self.prefix}/{path}", headers={"Accept": "*/*"})
        answer = self.connection.getresponse()
        return answer.status, answer.read(LARGEST)


Source = Folder | Web


def open_source(where: str) -> Source:
    """The record at a folder or web address; raises NoRecord in one clear line, with hints."""
    return Web(where) if where.startswith(("http://", "https://")) else Folder(where)

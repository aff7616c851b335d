"""Many voters who cast at once over HTTP, as browsers do: page, form, answer; and a server that is killed.

A voter whose connection breaks sends the same form again until there is an answer. What they were shown and
what they sent is then held against the box, and against the declared result.
"""

import asyncio
import json
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlencode

from postgres import free_port
from site_commands import environment

HERE = Path(__file__).resolve().parent
AT_ONCE = 16  # connections
PATIENCE = 60.0  # seconds for which a voter tries again
AGAIN = 0.05  # seconds before trying again
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
RECEIPT = re.compile(r"<strong data-receipt>([^<]+)</strong>")


# The site


@dataclass
class Site:
    """A site with an open ballot, and the process that serves it; `database` is empty for SQLite."""

    folder: Path
    voters: int
    database: str = ""
    port: int = field(default_factory=free_port)
    about: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    at: int = 0
    log: TextIO | None = None

    def make(self) -> None:
        """Found the site, and open the ballot."""
        self.about = self.asked("open", str(self.voters))
        self.at = self.about["voting"]

    def asked(self, *words: str) -> dict[str, Any]:
        """What `casting_site.py` says to these words, in a process of its own."""
        command = [sys.executable, str(HERE / "casting_site.py"), *words]
        done = subprocess.run(command, env=self._environment(), stdout=subprocess.PIPE, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def _environment(self, **more: str) -> dict[str, str]:
        return environment(FOLKMOOT_DIR=str(self.folder), FOLKMOOT_DATABASE=self.database, **more)

    def start(self) -> None:
        """Serve it, with the clock at `at`; returns before it answers."""
        here = self._environment(FOLKMOOT_CLOCK_OFFSET=str(self.at - int(time.time())))
        self.log = (self.folder / "log").open("a")
        command = [sys.executable, "-m", "folkmoot.site", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=here, stdout=self.log, stderr=self.log)

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End the process, in order or by SIGKILL."""
        if self.process is not None:
            self.process.send_signal(by)
            self.process.wait(timeout=30)
            self.process = None
        if self.log is not None:
            self.log.close()

    def said(self) -> str:
        """What the server has said on its terminal."""
        return (self.folder / "log").read_text()


# A browser


class Broken(Exception):
    """The connection broke before the whole answer was there."""


@dataclass
class Browser:
    """One connection, kept alive, and one person's cookies. It asks again where the connection breaks, and
    goes where an answer sends it."""

    port: int
    cookies: dict[str, str]
    broken: int = 0
    wires: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of the page at `path`; with a form, of what is answered to it."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                status, found = await self._once(path, form)
                if status != 303:
                    return status, found
                path, form = found, None
            except (OSError, EOFError, Broken):
                self.close()
                self.broken += 1
                assert time.monotonic() < give_up, f"no answer at {path}"
                await asyncio.sleep(AGAIN)

    async def _once(self, path: str, form: dict[str, str] | None) -> tuple[int, str]:
        if self.wires is None:
            self.wires = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.wires
        writer.write(self._request(path, form))
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length, location = 0, ""
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "location":
                location = value
            elif name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        body = await reader.readexactly(length)
        status = int(head[0].split()[1])
        if status >= 500:
            raise Broken
        return status, location if status == 303 else body.decode()

    def _request(self, path: str, form: dict[str, str] | None) -> bytes:
        where = f"localhost:{self.port}"
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: {where}",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        ]
        body = b""
        if form is not None:
            body = urlencode(form).encode()
            lines += [
                f"Origin: http://{where}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def close(self) -> None:
        if self.wires is not None:
            self.wires[1].close()
            self.wires = None


def hidden(page: str) -> dict[str, str]:
    """What the hidden boxes of a page's forms send along."""
    return {name: unescape(value) for name, value in INPUT.findall(page)}


# Voting


@dataclass
class Ballot:
    """What one voter sent and was told: the line of their ranking, the receipt on the page before casting and
    on the page after it, and whether that said that the paper had been in the box already."""

    line: str
    receipt: str = ""
    confirmed: str = ""
    again: bool = False


@dataclass
class Load:
    """What became of all voters.

    `filling` are the seconds in which all have fetched the paper and been asked whether to cast it,
    `seconds` those from the first paper that is cast to the last receipt.
    """

    ballots: list[Ballot]
    filling: float = 0.0
    seconds: float = 0.0
    requests: int = 0
    broken: int = 0

    @property
    def again(self) -> int:
        return sum(each.again for each in self.ballots)


def wishes(number: int, candidates: int) -> dict[str, str]:
    """The boxes of a voter: a ranking of some candidates, the earlier ones somewhat better liked."""
    chance = random.Random(number)
    liked = sorted(range(1, candidates + 1), key=lambda each: chance.random() * (3 + each))
    ranked = liked[: chance.randint(1, candidates)]
    return {
        f"rank_{each}": str(ranked.index(each) + 1) if each in ranked else ""
        for each in range(1, candidates + 1)
    }


def line_of(boxes: dict[str, str]) -> str:
    """The ranking in filled boxes as a line: `3,1,2`."""
    filled = sorted((int(rank), int(name.partition("_")[2])) for name, rank in boxes.items() if rank)
    return ",".join(str(candidate) for _rank, candidate in filled)


async def fill(browser: Browser, election: str, boxes: dict[str, str]) -> tuple[Ballot, dict[str, str]]:
    """Fetch the paper, fill it in, look at it; the form that will cast it."""
    made = Ballot(line_of(boxes))
    status, page = await browser.ask(f"{election}vote/")
    assert status == 200, page
    status, page = await browser.ask(f"{election}vote/", hidden(page) | boxes)
    shown = RECEIPT.search(page)
    assert status == 200 and shown is not None, page
    made.receipt = shown[1]
    return made, hidden(page)


async def cast(browser: Browser, election: str, made: Ballot, form: dict[str, str]) -> None:
    """Cast it, and read the receipt."""
    status, page = await browser.ask(f"{election}cast/", form)
    shown = RECEIPT.search(page)
    assert status == 200 and shown is not None and "data-done" in page, page
    made.confirmed, made.again = shown[1], "It was in the box already" in page


async def _side_by_side(number: int, each: Callable[[int], Awaitable[None]], at_once: int = AT_ONCE) -> None:
    """Do `each` for 0 to `number` - 1, so many of them at once."""
    waiting = iter(range(number))

    async def work() -> None:
        for this in waiting:
            await each(this)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(work())


async def _all_vote(site: Site, *, kill: bool) -> Load:
    load, election = Load([]), f"/elections/{site.about['election']}/"
    ready: dict[int, tuple[Browser, Ballot, dict[str, str]]] = {}
    killing: asyncio.Task[None] | None = None

    async def filled(number: int) -> None:
        browser = Browser(site.port, {"sessionid": site.about["sessions"][number]})
        ready[number] = browser, *await fill(browser, election, wishes(number, site.about["candidates"]))
        browser.close()
        load.requests += 2

    async def sent(number: int) -> None:
        nonlocal killing
        browser, ballot, form = ready[number]
        await cast(browser, election, ballot, form)
        browser.close()
        load.ballots.append(ballot)
        load.broken += browser.broken
        load.requests += 1
        if kill and killing is None and len(load.ballots) >= site.voters // 2:
            killing = asyncio.create_task(asyncio.to_thread(_kill_and_restart, site))

    start = time.monotonic()
    await _side_by_side(site.voters, filled)
    load.filling, start = time.monotonic() - start, time.monotonic()
    await _side_by_side(site.voters, sent)
    load.seconds = time.monotonic() - start
    if killing is not None:
        await killing
    return load


def _kill_and_restart(site: Site) -> None:
    site.end(signal.SIGKILL)
    site.start()


def all_vote(site: Site, *, kill: bool) -> Load:
    """Let everybody vote; with `kill`, the server is killed once half of them have, and started again."""
    return asyncio.run(_all_vote(site, kill=kill))


def wait_for(site: Site) -> None:
    """Wait until the site answers. One request for each thread of the server: the first ones load pages."""
    asyncio.run(_visits(site, "/sign-in/", AT_ONCE))


def visits(site: Site, path: str, number: int) -> float:
    """The seconds that so many requests for one page take, with as many connections as voters have."""
    start = time.monotonic()
    asyncio.run(_visits(site, path, number))
    return time.monotonic() - start


async def _visits(site: Site, path: str, number: int) -> None:
    async def one(_number: int) -> None:
        browser = Browser(site.port, {})
        for _ in range(3):  # as many as a voter asks on one connection
            status, page = await browser.ask(path)
            assert status == 200, page
        browser.close()

    await _side_by_side(-(-number // 3), one)


# What must be so afterwards


def check_box(site: Site, load: Load) -> None:
    """Every receipt that was shown is in the box once, with the line that its voter sent; nothing else is."""
    found = site.asked("box")
    assert all(each.receipt == each.confirmed for each in load.ballots)
    assert len(load.ballots) == len({each.receipt for each in load.ballots}) == site.voters
    sent = sorted([each.receipt, each.line] for each in load.ballots)
    assert sorted(found["cast"]) == sent
    assert found["slips"] == found["marks"] == found["voted"] == site.voters
    assert found["void"] == 0


def declare(site: Site, load: Load) -> None:
    """Move the clock past the close, declare by the officer's form, and look for every receipt and paper."""
    site.end()
    site.at = site.about["declared"]
    site.start()
    receipts = {each.receipt for each in load.ballots}
    assert asyncio.run(_declare(site)) >= receipts
    found = site.asked("result")
    assert sorted(found["receipts"]) == sorted(receipts)
    assert sorted(found["lines"]) == sorted(each.line for each in load.ballots)
    assert found["valid"] + found["invalid"] == len(set(found["voters"])) == site.voters


async def _declare(site: Site) -> set[str]:
    """Declare; the words of four times four letters on the page that lists receipts."""
    browser = Browser(site.port, {"sessionid": site.about["officer"]})
    election = f"/elections/{site.about['election']}/"
    status, page = await browser.ask(f"{election}declare/")
    assert status == 200, page
    status, page = await browser.ask(f"{election}declare/", hidden(page))
    assert status == 200, (status, page)
    _, page = await browser.ask(f"{election}ballots/")
    browser.close()
    return set(re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", page))

"""A site in a process of its own, and visitors who walk through it with a real browser.

`Site` is the demonstration, built once and copied for whoever writes in it; its clock is moved by serving it
again. `Visitor` is one browser profile: it keeps a list of faults (errors in the console, what the content
security policy forbids, requests to anybody else, answers that are faults of the server).
"""

import ctypes
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Browser, ConsoleMessage, Locator, Request, Response, expect

HOUSE = Path(__file__).resolve().parent.parent.parent
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}
DAY = 86_400
IN_THE_PAST = 80  # days by which the demo's today lies back: time may pass, and no act is dated forward
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000  # milliseconds for a page on a busy machine
WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None  # an auditor has none: importing it fails
from folkmoot.cli.main import main
main(prog_name="folkmoot")
"""


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a program of ours: nothing that is set on this desk."""
    ours = ("FOLKMOOT_", "DJANGO_")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**bare, "PYTHONPATH": str(HOUSE / "src"), **more}


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def end_with_the_starter() -> None:
    """Called before a program of ours begins: Linux ends it in order when whoever started it is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG


# The site


def build_once(folder: Path) -> Path:
    """The demonstration, built by whichever worker comes first; nobody serves or changes this copy."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            command = [sys.executable, "-m", "folkmoot.site", "demo", "--no-serve"]
            command += ["--dir", str(folder / "demo")]
            env = surroundings(FOLKMOOT_CLOCK_OFFSET=str(-IN_THE_PAST * DAY))
            made = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
            assert made.returncode == 0, made.stderr
            (folder / "built").touch()
    return folder / "demo"


@dataclass
class Site:
    """A data folder and, while it is open, the process that serves it; `offset` is added to its clock."""

    folder: Path
    command: str = "demo"
    port: int = field(default_factory=a_free_port)
    offset: int = 0  # seconds
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Passkeys want a name for a host, not a number."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    def open(self) -> None:
        """Serve it, and wait until it answers."""
        env = surroundings(FOLKMOOT_URL=self.address, FOLKMOOT_CLOCK_OFFSET=str(self.offset))
        command = [sys.executable, "-m", "folkmoot.site", self.command]
        command += ["--dir", str(self.folder), "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, env=env, stderr=log, stdout=log, text=True, start_new_session=True,
                preexec_fn=end_with_the_starter,
            )  # fmt: skip
        for _ in range(600):
            if self.process.poll() is not None:
                raise AssertionError(f"the site ended: {self.said()}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/privacy/", timeout=5) as answer:
                    answer.read()
                return
            except urllib.error.HTTPError as fault:
                self.close()
                raise AssertionError(f"the site answers {fault.code}: {self.said()}") from None
            except OSError:
                time.sleep(0.1)
        self.close()
        raise AssertionError(f"the site does not answer: {self.said()}")

    def close(self) -> None:
        """Ask the process to end, and see to it that nothing that it started remains."""
        if self.process is None:
            return
        helpers = _children(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the site does not end when it is asked to: {self.said()}") from None
        self.process = None
        for _ in range(50):
            left = [pid for pid in helpers if Path(f"/proc/{pid}").exists()]
            if not left:
                return
            time.sleep(0.1)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        raise AssertionError(f"of what the site had started, {left} went on running")

    def wait_days(self, days: int) -> None:
        """Let days pass: the same site, opened again with its clock further on, but never ahead of ours.

        Terms run on over weekends and holidays: for one of seven days, thirteen are always enough.
        """
        self.wait_seconds(days * DAY)

    def wait_until(self, moment: datetime) -> None:
        """Let time pass until the clock of the site shows this."""
        self.wait_seconds(round(moment.timestamp() - time.time()) - self.offset)

    def wait_seconds(self, seconds: int) -> None:
        """Let time pass: no act is dated before the one that came ahead of it."""
        assert seconds > 0, "time does not run backwards"
        self.close()
        self.offset += seconds
        assert self.offset <= 0, "witnesses refuse what is dated forward; begin further in the past"
        self.open()

    def said(self) -> str:
        """What it wrote on its terminal."""
        return self.log.read_text() if self.log.exists() else ""

    def auditor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The auditor's program, in a process in which Django cannot be imported."""
        command = [sys.executable, "-c", WITHOUT_DJANGO, *words]
        return subprocess.run(command, env=surroundings(), capture_output=True, text=True, timeout=120)

    def run(self, *words: str) -> str:
        """A command of the site itself, on its folder, while it is not being served."""
        command = [sys.executable, "-m", "folkmoot.site", *words, "--dir", str(self.folder)]
        found = subprocess.run(command, env=surroundings(), capture_output=True, text=True, timeout=120)
        assert found.returncode == 0, found.stdout + found.stderr
        return found.stdout + found.stderr

    def audit(self, where: str = "") -> str:
        """What an audit over the web says; it must be good."""
        found = self.auditor("audit", where or f"http://127.0.0.1:{self.port}", "--no-keep")
        assert found.returncode == 0, found.stdout + found.stderr
        return found.stdout


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]
    except FileNotFoundError:
        return []


@contextmanager
def opened(folder: Path, source: Path | None = None, command: str = "demo") -> Iterator[Site]:
    """A site that is closed afterwards, whatever happens; a copy of `source` where one is given."""
    if source is not None:
        shutil.copytree(source, folder)
    site = Site(folder, command, offset=-IN_THE_PAST * DAY if source is not None else 0)
    try:
        site.open()
        yield site
    finally:
        site.close()


# Those who walk in


class Visitor:
    """One person at one browser, with cookies of their own: their `page`, and the `faults` they met."""

    def __init__(self, browser: Browser, site: Site, **manners: Any) -> None:
        manners = {"viewport": DESK, "reduced_motion": "reduce", **manners}
        self.site, self.faults = site, list[str]()
        self.context = browser.new_context(base_url=site.address, locale="en-GB", **manners)
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda e: self._fault(f"script: {e}"))
        self.page.on("response", self._answered)
        self.page.on("dialog", self._dialog)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != urlsplit(self.site.address).netloc:
            self._fault(f"asks another host: {request.url}")

    def _answered(self, answer: Response) -> None:
        """A page may refuse, and then says why; nothing else may."""
        if answer.status >= (500 if answer.request.is_navigation_request() else 400):
            self._fault(f"{answer.status}: {answer.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._fault(f"console: {message.text}")  # what failed to load is looked at in `_answered`

    def _dialog(self, dialog: Any) -> None:
        self._fault(f"a window popped up: {dialog.message}")
        dialog.dismiss()

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.page.url}: {what}")

    # walking

    def go(self, path: str) -> int:
        """Open a page; its status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def press(self, name: str, **which: Any) -> None:
        """Press a button by what stands on it; the page that follows is waited for."""
        self.page.get_by_role("button", name=name, **which).first.click()
        self.settle()

    def follow(self, name: str, **which: Any) -> None:
        """Follow a link by what it says."""
        self.page.get_by_role("link", name=name, **which).first.click()
        self.settle()

    def press_unless_done(self, name: str, role: Literal["button", "link"] = "button") -> None:
        """Press it if it is there: the site does the same on its round, and may be quicker."""
        wanted = self.page.get_by_role(role, name=name)
        if wanted.count():
            with self.page.expect_navigation():
                wanted.first.click()

    def settle(self) -> None:
        self.page.wait_for_load_state("load")

    def write(self, label: str, words: str) -> None:
        """Write into the field with this label."""
        self.page.get_by_label(label).fill(words)

    def sees(self, words: str) -> None:
        """Wait until these words are on the page."""
        try:
            expect(self.page.locator("body")).to_contain_text(words, timeout=PATIENCE)
        except AssertionError:
            shown = " ".join(self.page.locator("main").inner_text().split())
            raise AssertionError(f"«{words}» is not on {self.path}, which says: {shown[:1500]}") from None

    def sees_not(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def part(self, selector: str) -> Locator:
        return self.page.locator(selector)

    # the door

    def letter(self, to: str, saying: str = "") -> str:
        """The newest letter to an address that says this, from the page on which a demo shows its letters."""
        letters = self.context.request.get("/outbox/").text().split("<article")
        return next(letter for letter in letters[1:] if to in letter and saying in letter)

    def code_sent(self, to: str) -> str:
        """The six digits of the newest letter to an address."""
        return re.findall(r"\b\d{3} \d{3}\b", self.letter(to, "Your code is"))[0]

    def link_sent(self, to: str) -> str:
        """The path of the link in the newest letter to an address."""
        return re.findall(r"/sign-in/link/[\w-]+/", self.letter(to, "Your code is"))[0]

    def proves(self, address: str, door: str = "/sign-in/") -> None:
        """Ask for a code at this door, read it, type it."""
        self.go(door)
        self.write("Your e-mail address", address)
        self.press("Send me a code")
        self.write("The six digits in the letter", self.code_sent(address))
        self.press("Go on")

    def signs_in(self, key: str) -> "Visitor":
        """Sign in as somebody of the demonstration, by the same forms, but without painting them."""
        address = f"{key}@commons.example"
        self.sends("/sign-in/", address=address)
        answer = self.sends("/sign-in/code/", code=self.code_sent(address))
        assert urlsplit(answer.url).path == "/", f"{key} is not let in: {answer.url}"
        return self

    def sends(self, path: str, **fields: str) -> APIResponse:
        """Send the form of a page, as a browser without a window would."""
        blank = self.context.request.get(path).text()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', blank)[-1]
        return self.context.request.post(path, form={"csrfmiddlewaretoken": token, **fields})

    def has_a_device(self) -> None:
        """Put a device for passkeys on this browser: it knows its owner and always says yes."""
        talk = self.context.new_cdp_session(self.page)
        talk.send("WebAuthn.enable")
        options: dict[str, Any] = {"protocol": "ctap2", "transport": "internal"}
        always = ("hasResidentKey", "isUserVerified", "hasUserVerification", "automaticPresenceSimulation")
        options |= dict.fromkeys(always, True)
        talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def makes_a_passkey(self) -> "Visitor":
        """Make a passkey; one is then signed in by it."""
        self.has_a_device()
        self.go("/you/passkeys/")
        self.write("A name for this passkey", "The telephone on the desk")
        self.press("Make a passkey")
        self.sees("The passkey has been made")
        return self

    # what members do

    def tables(self, title: str, text: str, branch: str) -> str:
        """Write a motion and table it; the path of its page."""
        self.go("/motions/new/")
        self.page.get_by_label("Branch", exact=True).select_option(label=branch)
        self.write("Title", title)
        self.write("Text", text)
        self.press("Table this motion")
        self.sees(title)
        return self.path

    def does(self, path: str, button: str) -> None:
        """Press a button on a page."""
        self.go(path)
        self.press(button, exact=True)

    def says(self, path: str, words: str, answering: str = "") -> None:
        """Speak in a debate, or answer somebody in it."""
        self.go(path)
        if answering:
            self.follow(f"Answer {answering}")
        self.write("Speak in the debate", words)
        self.press("Speak", exact=True)
        self.sees(words)

    def votes(self, path: str, choice: str) -> None:
        """Go from the page of a motion to its ballot paper, and vote."""
        self.go(path)
        self.follow("Vote", exact=True)
        self.page.get_by_label(choice, exact=True).check()
        self.page.locator("main form .button").first.click()
        self.settle()

    def in_good_order(self) -> None:
        """No page was at fault for as long as this visitor walked."""
        assert not self.faults, "\n".join(self.faults)


Enter = Callable[..., Visitor]
"""What the fixture `enter` is: lets somebody in, signed in where a name is given."""

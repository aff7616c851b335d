"""Takes letters to where they go: to the mail server with patience, or to the terminal of a demonstration.

A letter is claimed by pushing its next time ahead, so that two processes do not take the same one. A crash
after the mail server said yes sends it twice, with the same Message-ID: most readers then show it once.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import close_old_connections

from folkmoot.site.members import boxes, clock
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter

LEASE = 300
"""Seconds for which a claimed letter is left alone."""
WAITS = (60, 300, 1800, 7200, 21600, 43200, 86400)
"""Seconds to wait after each failure in turn; then the letter is given up, and stays in the inbox."""
CODES = "sign-in-code"
KEEP_CODES = 3600
"""Seconds after which a letter with a code is removed: the code ran out long before."""
KEEP_OTHERS = 30 * 86_400
"""Seconds after which any other letter to a mere address is removed, and the address with it."""
ROUND = 30.0
"""Seconds between rounds when nothing wakes the postman."""
AT_ONCE = 100

_bell = threading.Event()


def wake() -> None:
    """Let the postman look at once."""
    _bell.set()


@dataclass(frozen=True)
class Round:
    """What one round did."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def deliver(at: int, tell: Callable[[str], object] | None = None) -> Round:
    """One round: each letter that is due goes out, or is put back with a longer wait.

    `tell` gets the text of each letter that stays on this machine; without it they are not shown anywhere.
    """
    Letter.objects.filter(person__isnull=True, occasion=CODES, made_at__lt=at - KEEP_CODES).delete()
    Letter.objects.filter(person__isnull=True, made_at__lt=at - KEEP_OTHERS).delete()
    counts = {"sent": 0, "failed": 0, "given_up": 0}
    for letter in Letter.objects.due(at).exclude(way=Letter.Way.PRINT).order_by("next_at", "id")[:AT_ONCE]:
        if _claimed(letter, at):
            counts[_take(letter, at, tell)] += 1
    return Round(**counts)


def _claimed(letter: Letter, at: int) -> bool:
    mine = Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING, next_at=letter.next_at)
    return mine.update(next_at=at + LEASE, attempts=letter.attempts + 1) == 1


def _take(letter: Letter, at: int, tell: Callable[[str], object] | None) -> str:
    try:
        words = writing.read(letter.box, letter.pk, letter.person)
        address = address_of(letter)
        if letter.way == Letter.Way.MAIL:
            message(letter.pk, words, address).send()
        elif tell is not None:
            tell(f"{'-' * 72}\nTo: {address}\nSubject: {words.subject}\n\n{words.text}\n{'-' * 72}\n")
    except Exception:
        return _put_back(letter, at)
    _finish(letter, Letter.State.SENT, at)
    return "sent"


def _put_back(letter: Letter, at: int) -> str:
    if letter.attempts >= len(WAITS):
        _finish(letter, Letter.State.GIVEN_UP, at)
        return "given_up"
    Letter.objects.filter(pk=letter.pk).update(next_at=at + WAITS[letter.attempts])
    return "failed"


def _finish(letter: Letter, state: Letter.State, at: int) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=state, done_at=at)


def address_of(letter: Letter) -> str:
    """The e-mail address a letter goes to; empty for a member on paper."""
    return (
        letter.person.email
        if letter.person
        else boxes.look_into(letter.address_box, "letter/address").decode()
    )


def message(letter: str, words: writing.Words, address: str) -> EmailMultiAlternatives:
    """The e-mail for a letter: text and HTML, an id that stays the same however often it is tried."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    mail = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        reply_to=[settings.DEFAULT_FROM_EMAIL],
        headers={"Message-ID": f"<{letter}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.EMAIL_BACKEND),
    )
    mail.attach_alternative(f"<!doctype html><meta charset=utf-8>{words.html}", "text/html")
    return mail


def show_in_terminal(text: str) -> None:
    """A demonstration shows its letters where it was started."""
    sys.stdout.write(text)
    sys.stdout.flush()


class Postman(threading.Thread):
    """Goes round until told to stop. Started by the server, never by a test or a command."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            _bell.clear()
            close_old_connections()
            self._round()
            close_old_connections()
            _bell.wait(ROUND)

    def _round(self) -> None:
        try:
            deliver(clock.read(), show_in_terminal)
        except Exception as fault:
            sys.stderr.write(f"the postman stumbled: {type(fault).__name__}\n")

    def stop(self) -> None:
        """Let the round that is under way end, and wait for it."""
        self._over.set()
        wake()
        self.join(timeout=30)


def start() -> Postman:
    """Send the postman on the way; call `stop` on what comes back."""
    postman = Postman()
    postman.start()
    return postman

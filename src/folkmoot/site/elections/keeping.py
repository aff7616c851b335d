"""A ballot paper between being filled in and being cast: it lies on the voter's own device.

The server keeps none of it, since that would join a voter to a choice; and no address holds it, since
addresses stand in logs. So the numbers go back to the browser in a cookie: encrypted, as long for every paper
of an election, sent to the pages of that election only, opened for nobody but that voter. It ends with the
browser's session, or with the ballot where the voter asks for it. Once the paper is cast the numbers are gone
from it, and for half an hour it holds the receipt: so the way back shows what became of the paper.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.site.elections.models import Election
from folkmoot.site.members.boxes import close, look_into
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import BadBox

SIGNER = signing.Signer(salt="folkmoot.elections.paper")
COOKIE = "paper"
SHOWN = 1800
"""Seconds for which the receipt is shown again after the paper was cast."""
HEAD, EACH = 32, 2
"""Bytes of what comes before the numbers, and of each number: 1,000 of them go into a cookie of 4096."""
Became = Literal["", "cast", "again", "instead"]
_BECAME: tuple[Became, ...] = ("", "cast", "again", "instead")


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper on its way. `boxes` holds the numbers in the order of the paper, 0 where none stands; `receipt`
    the one that was drawn when the paper was looked at; `stays` says that the voter wants it kept until the
    close; `became` what came of it, shown until `until`."""

    boxes: tuple[int, ...]
    receipt: str = ""
    stays: bool = False
    became: Became = ""
    until: int = 0

    @property
    def is_filled(self) -> bool:
        return any(self.boxes)

    def initial(self) -> dict[str, int]:
        """What a form of the paper begins with."""
        return {f"rank_{at}": number for at, number in enumerate(self.boxes, start=1) if number}


def boxes_of(typed: Sequence[int | None]) -> tuple[int, ...]:
    """The boxes of a form, as they are kept."""
    return tuple(each or 0 for each in typed)


def whose(row: Election, person: Person) -> str:
    """The voter as a form carries them along: a code name for these pages alone."""
    return person.code(f"{row.on}/paper")


def token(row: Election, person: Person, receipt: str = "") -> str:
    """Whose form this is, signed, with the receipt once it is drawn. It holds no time."""
    return SIGNER.sign_object([row.number, whose(row, person), receipt])


def read_token(row: Election, sent: str) -> tuple[str, str]:
    """Voter and receipt in the token of a form; both empty where it is of another election, or made up."""
    try:
        number, code, receipt = SIGNER.unsign_object(sent)
    except (signing.BadSignature, ValueError):
        return "", ""
    return (str(code), str(receipt)) if number == row.number else ("", "")


def read(request: HttpRequest, row: Election, code: str, boxes: int) -> Kept | None:
    """The paper of this voter on this device; None where there is none, or it is another's. `boxes` is their
    number."""
    try:
        box = urlsafe_b64decode(request.COOKIES.get(COOKIE, "").encode())
        found = look_into(box, _place(row, code))
    except (BadBox, ValueError):
        return None
    if len(found) != HEAD + EACH * boxes:
        return None
    head = found[:HEAD].decode()
    return Kept(
        tuple(int.from_bytes(found[at : at + EACH]) for at in range(HEAD, len(found), EACH)),
        head[:19].strip(),
        head[19] == "1",
        _BECAME[int(head[20])],
        int(head[21:]),
    )


def write(response: HttpResponse, row: Election, code: str, kept: Kept, *, lasts: int | None = None) -> None:
    """Put a paper on the voter's device: for `lasts` seconds, or until the browser is closed."""
    head = f"{kept.receipt:19}{kept.stays:d}{_BECAME.index(kept.became)}{kept.until:011d}"
    numbers = b"".join(number.to_bytes(EACH) for number in kept.boxes)
    box = close(head.encode() + numbers, _place(row, code))
    response.set_cookie(
        COOKIE,
        urlsafe_b64encode(box).decode(),
        max_age=lasts,
        path=row.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def until_the_close(case: ElectionCase, at: int) -> int:
    """Seconds for which a paper may be of use."""
    return max(case.events["closing"] - at, 1)


def tab_of(row: Election, person: Person) -> str:
    """The name under which a tab of the browser keeps what is being typed: another for each voter."""
    return f"{row.number}-{SIGNER.signature(whose(row, person))[:12]}"


def is_cast(kept: Kept, became: Became, receipt: str, at: int) -> Kept:
    """The paper once it is in the box: without its numbers."""
    return replace(
        kept,
        boxes=(0,) * len(kept.boxes),
        receipt=receipt,
        stays=False,
        became=became,
        until=at + SHOWN,
    )


def forget(response: HttpResponse, row: Election) -> None:
    """Take it off the device."""
    response.delete_cookie(COOKIE, path=row.url, samesite="Lax")


def _place(row: Election, code: str) -> str:
    return f"{row.on}/paper/{code}"

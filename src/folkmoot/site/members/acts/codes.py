"""Six digits and a link that prove control of an address, before anything exists for it.

Nothing here looks whether anybody is known by the address: the answer, the letter and the work are the same.
"""

import hmac
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from folkmoot.site.members import boxes, limits
from folkmoot.site.members.address import index_of, tidy
from folkmoot.site.members.models import Person, SignInCode

LASTS = 600
"""Seconds for which a code and its link can be used."""
TRIES = 5
PLACE = "code/address"


class Refused(Exception):
    """The code or link proves nothing: `why` is wrong, none, expired, used or worn out (five wrong tries)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Asked:
    """What goes into the letter (`code`, `link`) and into the browser's session (`nonce`)."""

    code: str
    link: str
    nonce: str


def ask(*, address: str, at: int, nonce: str = "") -> Asked:
    """Make a code for an address. Raises `BadAddress`, `TooMany`.

    `nonce` is the one in the browser's session, if it has asked before: an earlier letter then still helps.
    """
    address = tidy(address)
    index = index_of(address)
    limits.count(limits.ASKING_AT_ALL, "", at)
    limits.count(limits.ASKING, index, at)
    SignInCode.objects.filter(made_at__lt=at - 6 * LASTS).delete()
    asked = Asked(
        f"{secrets.randbelow(10**6):06d}", secrets.token_urlsafe(32), nonce or secrets.token_urlsafe(32)
    )
    SignInCode.objects.create(
        address_index=index,
        address_box=boxes.close(address.encode(), PLACE),
        digest=_digest(asked.code, asked.nonce),
        nonce_digest=boxes.blind_index("nonce", asked.nonce.encode()),
        link_digest=_link_digest(asked.link),
        made_at=at,
    )
    return asked


def redeem_code(*, code: str, nonce: str, at: int) -> str:
    """The address that the code proves, in the browser that asked for it. Raises `Refused`, `TooMany`."""
    with transaction.atomic():
        rows = list(
            SignInCode.objects.select_for_update().filter(
                nonce_digest=boxes.blind_index("nonce", nonce.encode())
            )
        )
        good = _good(rows, at)
        limits.require_below(limits.GUESSING_AT_ALL, "", at)
        limits.require_below(limits.GUESSING, good[0].address_index, at)
        wanted = _digest("".join(code.split()), nonce)
        for row in good:
            if hmac.compare_digest(row.digest, wanted):
                return _use(row, at)
        SignInCode.objects.filter(pk__in=[row.pk for row in good]).update(tries=F("tries") + 1)
        _count_wrong(good[0].address_index, at)
    raise Refused("wrong")


def link_is_good(*, link: str, at: int) -> bool:
    """Whether the link could be used now. Looking does not use it up: mail scanners look at every link."""
    row = SignInCode.objects.filter(link_digest=_link_digest(link)).first()
    return row is not None and row.used_at is None and at <= row.made_at + LASTS


def redeem_link(*, link: str, at: int) -> str:
    """The address that the link proves. Raises `Refused`."""
    with transaction.atomic():
        row = SignInCode.objects.select_for_update().filter(link_digest=_link_digest(link)).first()
        if row is None:
            raise Refused("none")
        _good_times([row], at)
        return _use(row, at)


def person_of(address: str) -> Person | None:
    """Who is known by this address: asked only after the address has been proved."""
    return Person.objects.filter(email_index=index_of(address), erased_at__isnull=True).first()


def _good(rows: list[SignInCode], at: int) -> list[SignInCode]:
    if not rows:
        raise Refused("none")
    good = [row for row in _good_times(rows, at) if row.tries < TRIES]
    if not good:
        raise Refused("worn out")
    return good


def _good_times(rows: list[SignInCode], at: int) -> list[SignInCode]:
    unused = [row for row in rows if row.used_at is None]
    if not unused:
        raise Refused("used")
    fresh = [row for row in unused if at <= row.made_at + LASTS]
    if not fresh:
        raise Refused("expired")
    return fresh


def _use(row: SignInCode, at: int) -> str:
    """Use up the code with its link, and every other that was asked for in the same browser."""
    SignInCode.objects.filter(nonce_digest=row.nonce_digest, used_at__isnull=True).update(used_at=at)
    return boxes.look_into(row.address_box, PLACE).decode()


def _count_wrong(index: str, at: int) -> None:
    for limit, whose in ((limits.GUESSING_AT_ALL, ""), (limits.GUESSING, index)):
        try:
            limits.count(limit, whose, at)
        except limits.TooMany:
            continue  # this try was allowed; the next one is not


def _digest(code: str, nonce: str) -> str:
    return boxes.blind_index("code", f"{nonce}/{code}".encode())


def _link_digest(link: str) -> str:
    return boxes.blind_index("link", link.encode())

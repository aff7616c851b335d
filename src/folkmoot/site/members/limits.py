"""How often something may be tried: counted by address index or for the whole site, never by IP."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from folkmoot.site.members.models import Tries


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in a window of `seconds`."""

    what: str
    most: int
    seconds: int


ASKING = Limit("ask", 4, 600)
"""Codes to one address: enough for a letter that went astray, too few to flood a stranger."""
ASKING_AT_ALL = Limit("ask", 120, 60)
"""Codes to anybody: the site does not become somebody's mailer."""
GUESSING = Limit("guess", 15, 3600)
"""Wrong codes for one address: fifteen of a million in an hour."""
GUESSING_AT_ALL = Limit("guess", 100, 60)
"""Wrong codes at all: guessing in bulk, over many addresses."""
SETTING_UP = Limit("set up", 10, 60)
"""Wrong set-up codes on the first-run page."""


class TooMany(Exception):
    """The limit is reached; `wait` is the number of seconds until it begins anew."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def require_below(limit: Limit, whose: str, at: int) -> None:
    """Raise `TooMany` where the limit has been reached, without counting."""
    found = Tries.objects.filter(what=limit.what, whose=whose, window=_window(limit, at)).first()
    if found is not None and found.number >= limit.most:
        raise TooMany(_window(limit, at) + limit.seconds - at)


def count(limit: Limit, whose: str, at: int) -> None:
    """Count one try; raises `TooMany` once the limit has been reached. Old counts go."""
    window = _window(limit, at)
    with transaction.atomic():
        Tries.objects.filter(window__lt=at - 2 * 3600).delete()
        row, _ = Tries.objects.get_or_create(what=limit.what, whose=whose, window=window)
        Tries.objects.filter(pk=row.pk).update(number=F("number") + 1)
    if row.number + 1 > limit.most:
        raise TooMany(window + limit.seconds - at)


def _window(limit: Limit, at: int) -> int:
    return at - at % limit.seconds

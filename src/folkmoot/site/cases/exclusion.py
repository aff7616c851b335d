"""What was done to somebody, as an application for a review states it."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.site.members.models import Person


@dataclass(frozen=True)
class Exclusion:
    """What was done to somebody: `excluder` own or other, `body` who that was, `act` and `sought` as in the
    tables of the review, `case` the case of this record if it was one.
    """

    excluder: str
    act: str
    year: int
    sought: Sequence[str]
    body: str = ""
    case: str = ""

    def matter(self, person: Person) -> str:
        """The digest by which the same exclusion is known again, and which nobody else can make."""
        body = "" if self.excluder == "own" else "".join(self.body.casefold().split())
        told = f"review/{self.excluder}/{body}/{self.act}/{self.year}"
        return hmac.digest(person.key, told.encode(), hashlib.sha256).hex()

"""The texts that are being written today, as their files tell them: who moved, said, drafted and asked what.

Days count from the publication of a text, which lies so many days before today. The files are read strictly:
a word that is not known here is refused.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from folkmoot.site.demo.plan.told import Edit, Votes

FOLDER = files(__package__)
NAMES = ("welcome", "harbour", "rules")
"""The files, in the order in which their texts are published."""


@dataclass(frozen=True)
class Moved:
    """One amendment. `state` is where it stands today; `accepted` the day on which it was taken as friendly;
    `advice` a word and a sentence, on the list in the group that `group` names."""

    key: str
    mover: str
    day: int
    edits: tuple[Edit, ...]
    reasons: str
    state: str
    seconders: tuple[str, ...] = ()
    amends: str = ""
    accepted: int | None = None
    group: str = ""
    advice: tuple[str, str] = ("", "")

    @property
    def seconding(self) -> Iterator[tuple[str, int]]:
        """Who seconds it on which day."""
        for place, key in enumerate(self.seconders, start=1):
            yield key, self.day + (place + 1) // 2


@dataclass(frozen=True)
class Said:
    """Words in a debate: on a clause, on an amendment, or on the text; `answers` is the place of the speech
    answered, from 0."""

    by: str
    day: int
    words: str
    clause: str = ""
    amendment: str = ""
    answers: int | None = None


@dataclass(frozen=True)
class Version:
    """A draft as somebody kept it: all that it changes."""

    by: str
    day: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Drafted:
    """An amendment that is not moved yet: whose it is, and each version. Whoever kept one writes in it."""

    by: str
    versions: tuple[Version, ...]
    reasons: str = ""


@dataclass(frozen=True)
class Asked:
    """One question to the meeting. Decided by `votes`, or of rivals by `ballots`: how many voters rank which
    options how."""

    about: tuple[str, ...]
    day: int
    votes: Votes = (0, 0, 0)
    ballots: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Text:
    """One text under way. Without a `page` it is the rulebook of the day. It was `published` so many days
    before today (a number below zero), is `open` for so many days, and its list was made on day `listed`."""

    branch: str
    page: str
    published: int
    open: int
    moved: tuple[Moved, ...]
    said: tuple[Said, ...]
    drafted: tuple[Drafted, ...] = ()
    asked: tuple[Asked, ...] = ()
    listed: int | None = None
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each amendment: in the order of days, and within a day as the file has them."""
        return {each.key: number for number, each in enumerate(self.moved, start=1)}

    @property
    def by_key(self) -> Mapping[str, Moved]:
        """Each amendment by its key."""
        return {each.key: each for each in self.moved}


@cache
def text(name: str) -> Text:
    """One of `NAMES`."""
    told: dict[str, Any] = tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    moved = [Moved(**_made(each)) for each in told.pop("amendment")]
    return Text(
        moved=tuple(sorted(moved, key=lambda each: each.day)),
        said=tuple(Said(**_made(each)) for each in told.pop("speech")),
        drafted=tuple(_drafted(each) for each in told.pop("draft", ())),
        asked=tuple(_asked(each) for each in told.pop("question", ())),
        **told,
    )


def page(name: str) -> str:
    """A page of Markdown beside the files."""
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def _made(said: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        key: tuple(each) if isinstance(each, list) else each for key, each in said.items()
    }
    return made | ({"reasons": " ".join(made["reasons"].split())} if "reasons" in made else {})


def _drafted(said: dict[str, Any]) -> Drafted:
    versions = tuple(Version(**_made(each)) for each in said.pop("versions"))
    return Drafted(versions=versions, **said)


def _asked(said: dict[str, Any]) -> Asked:
    ballots = tuple((many, tuple(order)) for many, *order in said.pop("ballots", ()))
    return Asked(ballots=ballots, **_made(said))

"""The Plan as the story tells it: who moved what, on which day, why, and what became of it.

Days count from the publication of the first revision. The files are read strictly: a word that is not known
here is refused.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from folkmoot.site.demo.people import FOUNDERS, JOINERS

REVISED = 26
"""The day on which the second revision is published."""
CLOSED = 42
"""The first day on which nothing can be moved any more."""
MARSHALLED = 45
"""The day on which the arrangements committee publishes its list."""
DRAFTER = "ruth"
"""Who publishes for the drafting group, and answers for it."""
ARRANGER = "mairi"
"""Who numbers and groups for the arrangements committee."""
KEEP = "keep"
"""The option on a ranked ballot by which the text stays as it is."""
ADVICE = ("support", "oppose", "leave open")
"""What the committee may recommend."""
FATES = (
    "accepted",
    "carried",
    "lost",
    "fallen",
    "in composite",
    "already made",
    "lapsed",
    "withdrawn",
)
Edit = Mapping[str, Any]
"""An edit in words, as `compiled` knows them."""
Votes = tuple[int, int, int]
"""Heads: for, against, abstaining."""


@dataclass(frozen=True)
class Moved:
    """One amendment and what becomes of it. What does not happen is left out.

    `key` names it in these files. `edits` stand on the revision of its day; `again` are those with which its
    mover confirms it, on day `confirmed`, where the second revision changed its words. `advice` is a word and
    a sentence. Decided by `votes` of its own (for, against, abstaining), in the `bloc`, or among `rivals`;
    where it stands in a bloc and has votes, a member (`apart`) asked that it be voted on by itself.
    `accepted` is the day on which it was taken as friendly. `early`: why it is put out of its turn, where the
    list has it later. `matters`: why the figures must be just these.
    """

    key: str
    mover: str
    day: int
    seconders: tuple[str, ...]
    group: str
    edits: tuple[Edit, ...]
    reasons: str
    fate: str
    advice: tuple[str, str] = ("", "")
    amends: str = ""
    sources: tuple[str, ...] = ()
    signed: Mapping[str, int] = field(default_factory=dict)
    composite: str = ""
    accepted: int | None = None
    contested: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: Mapping[str, Any] = field(default_factory=dict)
    confirmed: int | None = None
    again: tuple[Edit, ...] = ()
    because: str = ""
    same_as: str = ""
    votes: Votes | None = None
    bloc: str = ""
    apart: Mapping[str, Any] = field(default_factory=dict)
    rivals: str = ""
    early: str = ""
    matters: str = ""

    @property
    def branch(self) -> str:
        """The branch from which it comes."""
        return BRANCH_OF[self.mover]

    @property
    def seconding(self) -> Iterator[tuple[str, int]]:
        """Who seconds it on which day, the last of them before the text is closed."""
        for place, key in enumerate(self.seconders):
            yield key, min(self.day + 1 + place // 2, CLOSED - 1)

    @property
    def taken(self) -> str:
        """How it is voted on: `single`, `bloc`, `rivals`, or "" where it never comes to a vote."""
        return "single" if self.votes else "bloc" if self.bloc else "rivals" if self.rivals else ""


@dataclass(frozen=True)
class Change:
    """What the second revision changes, and why."""

    why: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Ranked:
    """One ballot on rivals: each line of `ballots` is how many voters rank which options how."""

    title: str
    wins: str
    ballots: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Bloc:
    """Amendments that nobody speaks against, voted on together."""

    title: str
    votes: Votes


@dataclass(frozen=True)
class Agenda:
    """How everything is set out: groups for debate, blocs, rivals, and the last question."""

    groups: Mapping[str, str]
    blocs: Mapping[str, Bloc]
    rivals: Mapping[str, Ranked]
    adoption: Bloc


BRANCH_OF = {player.key: player.branch for player in (*FOUNDERS, *JOINERS)}
FOLDER = files(__package__)


def first_page() -> str:
    """The first revision, as a page of Markdown."""
    return (FOLDER / "first.md").read_text(encoding="utf-8")


@cache
def changes() -> tuple[Change, ...]:
    """What the second revision changes."""
    return tuple(Change(_said(each["why"]), tuple(each["edits"])) for each in _read("second.toml")["change"])


def covering_words() -> str:
    """What the drafting group says when it publishes the second revision."""
    return _said(_read("second.toml")["says"])


@cache
def moved() -> tuple[Moved, ...]:
    """All amendments, in the order in which they were moved: by day, and within a day as the files have them.

    Their place here, from 1, is their number.
    """
    names = sorted(each.name for each in (FOLDER / "amendments").iterdir() if each.name.endswith(".toml"))
    found = [_moved(each) for name in names for each in _read("amendments", name)["amendment"]]
    return tuple(sorted(found, key=lambda each: each.day))


@cache
def agenda() -> Agenda:
    """How the arrangements committee sets it out, and how the meeting votes."""
    said = _read("agenda.toml")
    return Agenda(
        said["groups"],
        {key: Bloc(each["title"], tuple(each["votes"])) for key, each in said["blocs"].items()},
        {
            key: Ranked(
                each["title"], each["wins"], tuple((n, tuple(order)) for n, *order in each["ballots"])
            )
            for key, each in said["rivals"].items()
        },
        Bloc(said["adoption"]["title"], tuple(said["adoption"]["votes"])),
    )


def _moved(said: dict[str, Any]) -> Moved:
    plain: dict[str, Any] = {
        key: tuple(each) if isinstance(each, list) else each for key, each in said.items()
    }
    return Moved(**(plain | {"reasons": _said(said["reasons"])}))


def _read(*path: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(*path).read_text(encoding="utf-8"))


def _said(words: str) -> str:
    """Sentences written one a line, as running text."""
    return " ".join(words.split())

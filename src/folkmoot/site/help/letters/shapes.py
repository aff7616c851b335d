"""What a letter is made of: questions, paragraphs with slots, and the words that come out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Said = str | Promise
Answers = Mapping[str, str]

SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers; `says` is what the letter then has in the slot."""

    name: str
    label: Said
    says: Said


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once, answered in words. `kind` is text, long, lines (one thing a line), date or choice.

    `gap` names in a word or two what is still missing where the answer would stand.
    """

    name: str
    label: Said
    gap: Said
    kind: str = "text"
    hint: Said = ""
    choices: tuple[Choice, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with slots such as `{name}`.

    `when` says for which answers it stands in the letter: empty for all, `name` if that is answered,
    `!name` if it is not, `name=choice` if that was chosen. `name` with `{name}` alone as its words may be
    several paragraphs, as they were typed.
    """

    text: Said
    when: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the list: when to use it, what it asks, what it says. `pointer`: read this instead."""

    slug: str
    title: Said
    lead: Said
    subject: Said = ""
    questions: tuple[Question, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tips: tuple[Said, ...] = ()
    pointer: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as it goes out: its subject, and its paragraphs from salutation to name."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Plain text, paragraphs parted by a blank line."""
        return "\n\n".join((self.subject, *self.paragraphs)) + "\n"

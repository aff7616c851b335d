"""What a letter says: from one template to a subject, a text and the same text as HTML; and its box.

A template is plain text, `letters/<occasion>.txt` in any room: the first line is the subject, a blank line
follows, then paragraphs parted by blank lines. The HTML is made from the text, so the two cannot disagree.
The salutation is put before it here: so a letter to all members is written once, and addressed to each.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.site.members import boxes
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import close_box, derive, open_box

_BLANK = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True)
class Words:
    """Subject in one line, and the text in paragraphs parted by one blank line."""

    subject: str
    text: str

    @property
    def html(self) -> SafeString:
        """The text as paragraphs. Whatever stands in it is text: nothing in it becomes markup but a link."""
        paragraphs = (
            (mark_safe(urlize(each, autoescape=True).replace("\n", "<br>")),)
            for each in _BLANK.split(self.text)
        )
        return format_html("{}", format_html_join("\n", "<p>{}</p>", paragraphs))

    def addressed_to(self, person: Person) -> "Words":
        """The same words with a salutation."""
        greeting = _("Dear {name},").format(name=person.shown_name)
        return Words(self.subject, f"{greeting}\n\n{self.text}")


def write(occasion: str, context: dict[str, Any]) -> Words:
    """The words of a letter. `site_url` (no slash at its end) and `at` may be used in every template."""
    rendered = render_to_string(f"letters/{occasion}.txt", {"site_url": settings.FOLKMOOT_URL, **context})
    head, _line_end, rest = rendered.strip().partition("\n")
    text = _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in rest.strip().split("\n")))
    return Words(" ".join(head.split()), text)


def close(words: Words, letter: str, person: Person | None) -> bytes:
    """Box the words: under the person's key, so that an erasure destroys them, else under the site's."""
    content = json.dumps([words.subject, words.text]).encode()
    if person is None:
        return boxes.close(content, f"letter/{letter}")
    return close_box(derive(person.key, "letters"), content, f"letter/{letter}")


def read(box: bytes | memoryview, letter: str, person: Person | None) -> Words:
    """The words of a letter. Raises `boxes.Destroyed` where its person has been erased."""
    if person is None:
        content = boxes.look_into(box, f"letter/{letter}")
    else:
        content = open_box(derive(person.key, "letters"), bytes(box), f"letter/{letter}")
    return Words(*json.loads(content))

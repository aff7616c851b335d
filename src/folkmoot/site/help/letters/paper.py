"""A letter on paper: a tagged PDF set by typst, with words handed over as data and never as markup."""

import json

import typst
from django.utils.translation import get_language

from folkmoot.site.help.letters.shapes import Words
from folkmoot.site.help.typesetting import FONTS, read


def pdf(words: Words, *, sender: str = "", to: str = "", day: str = "") -> bytes:
    """A4, tagged (PDF/UA-1), page numbers at the foot. `sender` and `to` may have several lines.

    typst.TypstError if the words hold a sign that no font of ours has.
    """
    letter = {
        "subject": words.subject,
        "paragraphs": list(words.paragraphs),
        "sender": sender,
        "to": to,
        "day": day,
        "language": (get_language() or "en").split("-")[0],
    }
    made = typst.compile(
        {"main.typ": read("letter.typ"), "data.json": json.dumps(letter).encode()},
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made

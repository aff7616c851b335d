"""A letter on paper: a tagged PDF set by typst, with words handed over as data and never as markup."""

from folkmoot.site.help.letters.shapes import Words
from folkmoot.site.help.typesetting import compiled


def pdf(words: Words, *, sender: str = "", to: str = "", day: str = "") -> bytes:
    """A4, tagged (PDF/UA-1), page numbers at the foot. `sender` and `to` may have several lines."""
    paragraphs = list(words.paragraphs)
    return compiled(
        "letter.typ",
        {"subject": words.subject, "paragraphs": paragraphs, "sender": sender, "to": to, "day": day},
    )

"""The letters: one table, written out on the server and in the browser alike.

`write` gives the words, `pdf` sets them on paper, `as_data` hands the table to the browser. For rooms above.
"""

from typing import Any

from folkmoot.site.help.letters import afterwards, answering, asking, data
from folkmoot.site.help.letters.paper import pdf
from folkmoot.site.help.letters.shapes import Answers, Letter, Words
from folkmoot.site.help.letters.writing import LONG_DATE, MONTHS, write_letter

__all__ = ["LETTERS", "Letter", "Words", "as_data", "find", "pdf", "write"]

LETTERS: tuple[Letter, ...] = (*asking.LETTERS, *answering.LETTERS, *afterwards.LETTERS, *data.LETTERS)
_BY_SLUG = {letter.slug: letter for letter in LETTERS}


def find(slug: str) -> Letter:
    """The letter of this name. KeyError if there is none."""
    return _BY_SLUG[slug]


def write(slug: str, answers: Answers) -> Words:
    """The words of a letter with these answers, by name of question. KeyError for an unknown letter.

    A missing answer leaves a gap in square brackets; an answer to no question is passed over.
    """
    return write_letter(find(slug), answers)


def as_data(letter: Letter) -> dict[str, Any]:
    """One letter for the browser, in the language of the request."""
    return {
        "slug": letter.slug,
        "title": str(letter.title),
        "subject": str(letter.subject),
        "questions": [
            {
                "name": each.name,
                "label": str(each.label),
                "gap": str(each.gap),
                "kind": each.kind,
                "hint": str(each.hint),
                "optional": each.optional,
                "choices": [
                    {"name": choice.name, "label": str(choice.label), "says": str(choice.says)}
                    for choice in each.choices
                ],
            }
            for each in letter.questions
        ],
        "paragraphs": [{"text": str(each.text), "when": each.when} for each in letter.paragraphs],
        "months": [str(month) for month in MONTHS],
        "long_date": str(LONG_DATE),
    }

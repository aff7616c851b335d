"""From answers to words. `static/help/letter.js` does the same from the same table; a test compares them."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.shapes import SLOT, Answers, Letter, Paragraph, Question, Words

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
LONG_DATE = _("{day} {month} {year}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
_BLANKS = re.compile(r"[ \n]+")
_PARTING = re.compile(r"\n *\n[ \n]*")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def write_letter(letter: Letter, answers: Answers) -> Words:
    """The letter with these answers; where one is missing, a gap in square brackets says what belongs there.

    Answers are text and nothing else: a slot typed into one stays as it was typed.
    """
    asked = {question.name: question for question in letter.questions}
    paragraphs = [
        said
        for paragraph in letter.paragraphs
        if stands(paragraph.when, answers)
        for said in _said(paragraph, asked, answers)
    ]
    return Words(_filled(str(letter.subject), asked, answers), tuple(paragraphs))


def blank_letter(letter: Letter) -> Words:
    """The letter to be filled in by hand: a gap for every answer, the optional ones too."""
    asked = {question.name: question for question in letter.questions}
    shown = [paragraph for paragraph in letter.paragraphs if not paragraph.when.startswith("!")]
    paragraphs = [said for paragraph in shown for said in _said(paragraph, asked, {})]
    return Words(_filled(str(letter.subject), asked, {}), tuple(paragraphs))


def stands(when: str, answers: Answers) -> bool:
    """Whether a paragraph with this condition stands in the letter."""
    name, _sign, choice = when.partition("=")
    if choice:
        return answers.get(name, "") == choice
    if name.startswith("!"):
        return not clean(answers.get(name[1:], ""))
    return not name or bool(clean(answers.get(name, "")))


def clean(answer: str) -> str:
    """An answer without control characters, its ends trimmed; line breaks stay."""
    return _CONTROL.sub(" ", answer.replace("\r\n", "\n").replace("\r", "\n")).strip(" \n")


def long_date(answer: str) -> str:
    """A typed day as a letter writes it; what is no day stays as it is."""
    found = _DAY.fullmatch(answer)
    if not found:
        return answer
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return answer
    return str(LONG_DATE).format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def _said(paragraph: Paragraph, asked: dict[str, Question], answers: Answers) -> list[str]:
    text = str(paragraph.text)
    alone = SLOT.fullmatch(text)
    question = asked.get(alone[1]) if alone else None
    answer = clean(answers.get(question.name, "")) if question else ""
    if question and answer and question.kind == "lines":
        lines = [line for line in (_one_line(each) for each in answer.split("\n")) if line]
        return [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    if question and answer and question.kind == "long":
        parts = _PARTING.split(answer)
        return ["\n".join(_one_line(line) for line in part.split("\n")) for part in parts]
    return [_filled(text, asked, answers)]


def _filled(text: str, asked: dict[str, Question], answers: Answers) -> str:
    return SLOT.sub(lambda slot: _value(asked[slot[1]], answers), text)


def _value(question: Question, answers: Answers) -> str:
    answer = _one_line(clean(answers.get(question.name, "")))
    if question.kind == "choice":
        says = {choice.name: str(choice.says) for choice in question.choices}
        answer = says.get(answer, "")
    if question.kind == "date":
        answer = long_date(answer)
    return answer or f"[{question.gap}]"


def _one_line(answer: str) -> str:
    return _BLANKS.sub(" ", answer).strip(" ")

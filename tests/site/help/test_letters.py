"""Every letter of the list: its questions and paragraphs fit together, and what is typed stays."""

import re
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.site.help import letters
from folkmoot.site.help.letters.shapes import SLOT, Letter
from folkmoot.site.help.letters.writing import blank_letter, clean, long_date

BUILT = [letter for letter in letters.LETTERS if not letter.pointer]
LISTED = {
    "particulars", "evidence", "challenge", "reply", "postponement", "interim", "appeal", "review",
    "subject-access", "data-complaint", "preservation", "deadline-missed", "before-claim",
}  # fmt: skip
every_letter = pytest.mark.parametrize("letter", BUILT, ids=lambda letter: letter.slug)


def answered(letter: Letter, **other: str) -> dict[str, str]:
    """An answer to every question, each with a word that is found nowhere else."""
    found = {}
    for question in letter.questions:
        kinds = {"date": "2026-05-03", "choice": question.choices[0].name if question.choices else ""}
        found[question.name] = kinds.get(question.kind, f"answer-{question.name}")
    return {**found, **other}


def test_the_whole_list_is_there() -> None:
    assert {letter.slug for letter in letters.LETTERS} == LISTED


def test_a_letter_before_claim_is_only_a_pointer_to_advice() -> None:
    found = letters.find("before-claim")
    assert found.pointer and not found.questions and not found.paragraphs


@every_letter
def test_slots_and_conditions_name_questions_that_are_asked(letter: Letter) -> None:
    asked = {question.name: question for question in letter.questions}
    assert len(asked) == len(letter.questions)
    for text in (str(letter.subject), *(str(paragraph.text) for paragraph in letter.paragraphs)):
        assert set(SLOT.findall(text)) <= asked.keys()
        assert "{" not in SLOT.sub("", text)
    for paragraph in letter.paragraphs:
        name, _sign, choice = paragraph.when.removeprefix("!").partition("=")
        assert not name or name in asked
        assert not choice or choice in {each.name for each in asked[name].choices}


@every_letter
def test_every_answer_reaches_the_letter_or_its_head(letter: Letter) -> None:
    text = letters.write(letter.slug, answered(letter)).text
    for question in letter.questions:
        if question.name == "body":
            continue  # stands in the address above the letter
        found = {
            "date": "3 May 2026",
            "choice": str(question.choices[0].says) if question.choices else "",
        }.get(question.kind, f"answer-{question.name}")
        assert found in text, question.name
    assert "[" not in text


@every_letter
def test_what_is_not_answered_leaves_a_gap_that_names_it(letter: Letter) -> None:
    words = letters.write(letter.slug, {})
    assert "[your name]" in words.paragraphs
    optional = {question.name for question in letter.questions if question.optional}
    shown = "\n".join(words.paragraphs)
    for question in letter.questions:
        if question.name not in optional | {"body"}:
            assert f"[{question.gap}]" in shown, question.name
    assert all(paragraph.strip() for paragraph in words.paragraphs)


@every_letter
def test_filled_in_by_hand_every_answer_has_its_gap(letter: Letter) -> None:
    shown = "\n".join(blank_letter(letter).paragraphs)
    for question in letter.questions:
        assert question.name == "body" or f"[{question.gap}]" in shown, question.name


@every_letter
def test_an_optional_question_may_stay_empty_without_a_gap(letter: Letter) -> None:
    optional = {question.name: "" for question in letter.questions if question.optional}
    assert "[" not in letters.write(letter.slug, answered(letter, **optional)).text


@given(st.text())
def test_an_answer_stays_text(answer: str) -> None:
    words = letters.write("appeal", {"name": answer, "outcome": "{name} {to}"})
    assert any("{name} {to}" in paragraph for paragraph in words.paragraphs)
    name = re.sub(" +", " ", clean(answer).replace("\n", " ")).strip(" ")
    assert words.paragraphs[-1] == (name or "[your name]")
    assert not any(sign in words.text for sign in "\x00\x0b\x1b\u2028")


def test_a_long_answer_keeps_its_paragraphs_and_lines_are_numbered() -> None:
    words = letters.write("appeal", {"procedure": " No notice. \r\n\r\n \n No  hearing.\n Twice. "})
    at = words.paragraphs.index("The procedure was wrong:")
    assert words.paragraphs[at + 1 : at + 3] == ("No notice.", "No hearing.\nTwice.")
    words = letters.write("evidence", {"seen": "a letter\n\n  a photograph \n"})
    at = words.paragraphs.index("So far I have been shown only the following:")
    assert words.paragraphs[at + 1 : at + 3] == ("1. a letter", "2. a photograph")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2026-05-03", "3 May 2026"),
        ("2028-02-29", "29 February 2028"),
        ("2027-02-29", "2027-02-29"),
        ("0000-01-01", "0000-01-01"),
        ("2026-5-3", "2026-5-3"),
        ("last week", "last week"),
    ],
)
def test_a_day_is_written_out_and_anything_else_stays(typed: str, written: str) -> None:
    assert long_date(typed) == written


def test_an_answer_to_no_question_is_passed_over_and_an_unknown_choice_is_a_gap() -> None:
    words = letters.write("challenge", {"ground": "hatred", "colour": "green"})
    assert words == letters.write("challenge", {})
    with pytest.raises(KeyError):
        letters.write("love", {})


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def test_the_pdf_is_tagged_and_holds_the_words_as_they_are() -> None:
    evil = 'Łódź #eval("1+1") $x$ *bold* <b> \\ @label // gone?'
    words = letters.write("reply", {"name": evil, "story": "One.\n\nTwo."})
    made = letters.pdf(words, sender="Alice\n1 Weir Lane", to="The Secretary", day="3 May 2026")
    read = pypdf.PdfReader(BytesIO(made))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata and read.metadata.title == "Reply to the charge"
    text = " ".join(text_of(made).split())
    for said in (evil, "1 Weir Lane", "The Secretary", "3 May 2026", "Two."):
        assert said in text, said


def test_a_sign_that_no_font_has_does_not_stop_the_letter() -> None:
    made = letters.pdf(letters.write("reply", {"name": "漢字 \U0001f600 Alice"}))
    assert "Alice" in text_of(made)


def test_a_long_letter_has_numbered_sheets() -> None:
    made = letters.pdf(letters.write("reply", {"story": "A long story. " * 900}))
    pages = pypdf.PdfReader(BytesIO(made)).pages
    assert len(pages) > 2
    assert f"2 / {len(pages)}" in pages[1].extract_text()

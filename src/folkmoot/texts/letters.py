"""Where a text can be cut: between words, and never between a letter and its accent."""

import unicodedata


def joins(mark: str) -> bool:
    """Whether a character is a part of a word: a letter, a figure, an accent, a picture."""
    if mark.isascii():
        return mark.isalnum() or mark == "_"
    return not mark.isspace() and unicodedata.category(mark)[0] != "P"


def in_a_word(text: str, at: int) -> bool:
    """Whether a place lies inside a word, so that a cut there would part it."""
    return 0 < at < len(text) and joins(text[at - 1]) and joins(text[at])


def leans(mark: str) -> bool:
    """Whether a character belongs to the one before it: an accent, or the later part of a syllable.

    A text that begins with one would change what stands before it.
    """
    if mark.isascii():
        return False
    return unicodedata.category(mark)[0] == "M" or "\u1160" <= mark <= "\u11ff" or mark == "\u200d"

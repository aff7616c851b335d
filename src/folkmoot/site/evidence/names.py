"""File names as they are shown and given back; they are never used to find anything."""

import re
import unicodedata

LONGEST = 120  # characters
_unwelcome = re.compile(r'[\\/:*?"<>|%]')


def cleaned(name: str) -> str:
    """A file name fit to be shown and saved: no folder, nothing invisible or reversing, not too long."""
    name = re.split(r"[\\/]", name)[-1]
    shown = "".join(
        each if unicodedata.category(each)[0] != "C" else "" for each in unicodedata.normalize("NFC", name)
    )
    shown = _unwelcome.sub("_", " ".join(shown.split())).strip(". ")
    if len(shown) <= LONGEST:
        return shown
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > 10:
        return shown[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + "." + ending

"""Offences in the words of a rulebook, which the room's acts and pages share."""

from folkmoot.rulebook.book import Rulebook


def offences_of(book: Rulebook) -> list[tuple[str, str]]:
    """The offences of a rulebook in its own words, in its order."""
    found: dict[str, str] = {}
    for power in book.powers.get("complaint.file", ()):
        for offence in power.offences:
            found.setdefault(offence, offence_words(book, offence))
    return list(found.items())


def offence_words(book: Rulebook, offence: str) -> str:
    """An offence in the words of the rulebook, with what may follow left out."""
    for chapter in book.chapters:
        for paragraph in chapter.paragraphs:
            for line in (*paragraph.lines, *paragraph.text.splitlines()):
                if f"{{offence.{offence}}}" in line:
                    said = line.partition(": [")[0].strip()
                    return said.partition(") ")[2] if said.startswith("(") else said
    return offence

"""Rulebooks that acts bring along: read once, held to the floor of guarantees."""

from functools import lru_cache

from folkmoot.procedure.act import Act, OutOfOrder, say
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.papers import paper, require_digest
from folkmoot.rulebook.book import BadRulebook, Fault, Rulebook
from folkmoot.rulebook.guarantees import check
from folkmoot.rulebook.parse import parse


def book_of(assembly: Assembly, act: Act) -> Rulebook:
    """The rulebook that an act names: one that the record holds, or the paper that it brings along.

    Raises `OutOfOrder` where there is no such paper, where it is no rulebook, or where it takes something
    from the floor of guarantees.
    """
    digest = require_digest(act, "rulebook")
    known = assembly.known_books.get(digest)
    if known is not None:
        return known
    book, faults = _read(paper(act, "rulebook"))
    if book is None or faults:
        raise bad_book(faults[0])
    return book


def bad_book(fault: Fault) -> OutOfOrder:
    """The refusal of a rulebook that has this fault."""
    return OutOfOrder(
        rule="",
        condition=say("A rulebook must read well, keep the floor of guarantees, and pass its own examples."),
        fact=say("Line {line}: {says}.", line=fault.line, says=fault.says.rstrip("."))
        if fault.line
        else say("{says}.", says=fault.says.rstrip(".")),
        cure=say("{cure}", cure=fault.cure),
    )


@lru_cache(maxsize=16)
def _read(data: bytes) -> tuple[Rulebook | None, tuple[Fault, ...]]:
    """Reading is a function of the bytes alone, and slow: what was read lately is kept."""
    try:
        book = parse(data.decode("utf-8"))
    except BadRulebook as bad:
        return None, bad.faults
    except UnicodeDecodeError:
        return None, (Fault(1, "", "the text is not UTF-8", "Save it as UTF-8."),)
    return book, check(book)

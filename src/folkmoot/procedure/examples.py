"""The examples at the end of a rulebook's chapters, run."""

from folkmoot.procedure.ruling import enter, rule_on
from folkmoot.procedure.trial import play_all
from folkmoot.rulebook.book import Fault, Rulebook


def run(book: Rulebook) -> tuple[Fault, ...]:
    """Play every example of a rulebook as acts; one fault for each that does not come out as it says."""
    return play_all(book, rule_on, enter)

"""What a recall that waits for somebody means for the officer meanwhile."""

from folkmoot.procedure.case import standing
from folkmoot.procedure.facts import Assembly, Holding

OVERDUE = "overdue"
"""The state of a recall in which the officer may do nothing in office."""


def suspended(assembly: Assembly, holding: Holding, at: int) -> bool:
    """Whether an officer may do nothing because nobody has put the recall to the vote in time."""
    recall = assembly.cases.get(assembly.recalls.get(holding.on, ""))
    return recall is not None and standing(recall, at).state == OVERDUE

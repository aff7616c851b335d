"""What time brings about on texts, done in each round. No right depends on it: terms look at the clock."""

from folkmoot.site.plan import drafts
from folkmoot.site.plan.acts import do_what_is_due_in_plans


def go(at: int) -> None:
    """Do what is due, write about what was decided, and remove what the erased had been writing."""
    drafts.forget_the_erased()
    do_what_is_due_in_plans(at)

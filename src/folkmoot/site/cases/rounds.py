"""What time brings about in cases, done in each round. No right depends on it: terms look at the clock."""

from folkmoot.site.cases.due import do_what_is_due_in_cases


def go(at: int) -> None:
    """Do what is due, and write about terms."""
    do_what_is_due_in_cases(at)

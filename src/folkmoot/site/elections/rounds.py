"""What time brings about in elections, done in each round. No right depends on it."""

from folkmoot.site.elections.acts import do_what_is_due_in_elections


def go(at: int) -> None:
    """Open ballots, declare results, let those elected take office, where the rules leave it to the site."""
    do_what_is_due_in_elections(at)

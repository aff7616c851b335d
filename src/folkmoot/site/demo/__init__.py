"""The demonstration: the first year of the Commons Network, played through the acts of every room."""

from folkmoot.site.demo import year
from folkmoot.site.demo.court import Court
from folkmoot.site.demo.plan.played import Drafting
from folkmoot.site.demo.polls.played import Polls
from folkmoot.site.demo.trials import hear_all
from folkmoot.site.demo.underway.played import write_all


def build(scale: int, now: int) -> None:
    """Play the year that ends at second `now` into an empty site, its cases, its Plan, what is
    being written with it, and its elections; see `year.build`.
    """

    def more(played: year.Year) -> None:
        hear_all(Court(played))
        Drafting(played).plan()
        write_all(played)
        Polls(played).plan()

    year.build(scale, now, more)


__all__ = ["build"]

"""The demonstration: the first year of the Commons Network, played through the acts of every room."""

from folkmoot.site.demo import year
from folkmoot.site.demo.court import Court
from folkmoot.site.demo.plan.played import Drafting
from folkmoot.site.demo.trials import hear_all
from folkmoot.site.demo.underway.played import write_all


def build(scale: int, now: int) -> None:
    """Play the year that ends at second `now` into an empty site, its cases, its Plan and what is
    being written with it; see `year.build`.
    """

    def more(played: year.Year) -> None:
        hear_all(Court(played))
        Drafting(played).plan()
        write_all(played)

    year.build(scale, now, more)


__all__ = ["build"]

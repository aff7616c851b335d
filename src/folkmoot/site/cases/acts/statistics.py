"""Publishing a year's numbers once the year is over."""

from folkmoot.procedure.act import THE_SITE, Actor
from folkmoot.procedure.statistics import numbers
from folkmoot.site.cases.figures import year_of
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def publish_year(year: int, at: int, *, by_member: bool = False) -> Entry:
    """Enter a year's numbers, as the record gives them at second `at`. Raises `OutOfOrder`.

    The site does it, or a member where the site has not; the entry names nobody.
    """
    with pen() as assembly:
        return enter(
            "statistics.publish",
            on=f"statistics/{year}",
            by=Actor("member") if by_member else THE_SITE,
            at=at,
            facts=numbers(assembly, year, at),
        )


def unpublished(at: int) -> list[int]:
    """The years since the founding that are over and whose numbers are not published, the earliest first."""
    assembly = reading.assembly()
    if not assembly.books or "statistics.publish" not in assembly.book_at(at).powers:
        return []
    first, now = year_of(assembly, assembly.books[0][0]), year_of(assembly, at)
    return [year for year in range(first, now) if f"statistics/{year}" not in assembly.cases]

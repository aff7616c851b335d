"""Every page that a link leads to, as an outsider and a member see it."""

import pytest

from journeys.browser import Enter
from journeys.looking import walk


@pytest.mark.parametrize(
    ("who", "closely"), [("", 1), ("greta", 2)], ids=["an outsider", "a member"]
)  # a member sees nearly all that an outsider sees, and each page in both lights at both widths
def test_every_page_passes_axe(who: str, closely: int, enter: Enter) -> None:
    faults = walk(enter(who), closely=closely)
    assert not faults, "\n".join(faults)

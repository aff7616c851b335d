"""Every page that a link leads to, as an outsider and a member see it."""

import pytest

from journeys.browser import Enter
from journeys.looking import walk


@pytest.mark.parametrize("who", ["", "greta"], ids=["an outsider", "a member"])
def test_every_page_passes_axe(who: str, enter: Enter) -> None:
    faults = walk(enter(who))
    assert not faults, "\n".join(faults)

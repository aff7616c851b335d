"""Every page that a link leads to, as officers with a passkey see it."""

import pytest

from journeys.browser import Enter
from journeys.looking import walk


@pytest.mark.parametrize("who", ["ola", "hanna"], ids=["the secretary", "the clerk"])
def test_every_page_of_an_officer_passes_axe(who: str, enter: Enter) -> None:
    faults = walk(enter(who).makes_a_passkey())
    assert not faults, "\n".join(faults)

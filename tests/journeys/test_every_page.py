"""Every page that a link leads to, as a member, officers with a passkey and an outsider see it."""

import pytest

from journeys.browser import Enter
from journeys.looking import Seen, walk


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What those who walked before have looked at."""
    return {}


@pytest.mark.parametrize("who", ["greta", ""], ids=["a member", "an outsider"])
def test_every_page_passes_axe(who: str, enter: Enter, seen: Seen) -> None:
    faults = walk(enter(who), seen)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", ["ola", "hanna"], ids=["the secretary", "the clerk"])
def test_every_page_of_an_officer_passes_axe(who: str, enter: Enter, seen: Seen) -> None:
    faults = walk(enter(who).makes_a_passkey(), seen)
    assert not faults, "\n".join(faults)

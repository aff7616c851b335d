"""A stage for journeys through elections: the organisation of `election_world`, served to real browsers by
this process, so that what only has to be there is played by acts, and the clock is set by hand.

Every journey imports `*` from here: the fixture `stage`, and those that it stands on.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from election_world import ElectionWorld, found
from folkmoot.site.elections.models import Election
from folkmoot.site.members import clock
from journeys.browser import DESK, PHONE, Visitor
from journeys.looking import faults_of
from motion_world import day
from site_world import *  # noqa: F403  the fixtures

WAYS = ((DESK, "light"), (PHONE, "dark"))


class Stage:
    """The people, what was set up before the curtain, and whoever has walked in."""

    def __init__(self, world: ElectionWorld, browser: Any, address: str, clock: pytest.MonkeyPatch) -> None:
        self.world, self._browser, self._clock = world, browser, clock
        self._site: Any = SimpleNamespace(address=address)
        self.inside: list[Visitor] = []

    def at(self, number: float) -> None:
        """Set the clock of the site to a day, counted from the founding."""
        self._clock.setattr(clock, "read", lambda: day(number))

    def enter(self, name: str = "", *, by_passkey: bool = False, **manners: Any) -> Visitor:
        """Let somebody in, signed in where a name is given."""
        visitor = Visitor(self._browser, self._site, **manners)
        self.inside.append(visitor)
        if name:
            session = self.world.client(name, by_passkey=by_passkey).cookies["sessionid"].value
            visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": self._site.address}])
        return visitor

    def row(self, number: int = 1) -> Election:
        return Election.objects.select_related("ballot", "branch").get(number=number)


def passes(visitor: Visitor) -> None:
    """The page as it stands is sound on a desk in light and on a telephone in the dark."""
    faults = [f"{visitor.path} {each}" for each in faults_of(visitor, *WAYS)]
    visitor.page.set_viewport_size(DESK)
    visitor.page.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)


def numbers(visitor: Visitor, *typed: tuple[str, str]) -> None:
    """Write a number beside each of these names on the ballot paper."""
    for name, number in typed:
        visitor.page.get_by_label(f"Your number for {name}").fill(number)


def does(visitor: Visitor, way: str, button: str, said: str) -> None:
    """Follow a link of the page to a form of one button, look at it, press, and read what is said."""
    visitor.follow(way)
    passes(visitor)
    visitor.press(button)
    visitor.sees(said)


@pytest.fixture
def stage(
    chromium: Any, transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """The network, founded anew; nobody who walks in may meet a fault."""
    made = Stage(found(), chromium, live_server.url, monkeypatch)
    yield made
    for visitor in made.inside:
        visitor.context.close()
    for visitor in made.inside:
        visitor.in_good_order()

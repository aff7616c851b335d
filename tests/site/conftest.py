"""Tests of the site: one folder a room, one file an act or page."""

from site_world import *  # noqa: F403  the fixtures

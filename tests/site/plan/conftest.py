"""These tests play in the small organisation of `motion_world`, founded anew for each."""

from motion_world import now, world  # noqa: F401  the fixtures

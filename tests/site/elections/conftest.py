"""These tests play in the small organisation of `election_world`, founded anew for each."""

from election_world import once, world  # noqa: F401  the fixtures
from motion_world import now  # noqa: F401

"""These tests play in the small organisation of `plan_world`, founded anew for each."""

from motion_world import now  # noqa: F401  the fixtures
from plan_world import world  # noqa: F401

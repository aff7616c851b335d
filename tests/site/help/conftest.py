"""Each of these tests begins with the small organisation of `people`, or with nothing at all."""

from people import world  # noqa: F401  the fixtures

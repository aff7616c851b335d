"""Each of these tests begins with the small organisation of `people`, or with an empty record."""

from people import world  # noqa: F401  the fixtures

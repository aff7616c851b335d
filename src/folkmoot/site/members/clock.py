"""The clock at the edge of the site: read once for each request, and shifted in the demo."""

import time

from django.conf import settings


def read() -> int:
    """Now, in POSIX seconds; a demonstration shifts it by FOLKMOOT_CLOCK_OFFSET seconds."""
    return int(time.time()) + int(settings.FOLKMOOT_CLOCK_OFFSET)  # noqa: TID251  this is the edge

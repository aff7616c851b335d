"""The clock at the edge of the site: read once for each request, and shifted in the demo."""

import os
import time


def read() -> int:
    """Now, in POSIX seconds; FOLKMOOT_CLOCK_OFFSET (seconds, may be negative) shifts it for demonstrations."""
    return int(time.time()) + int(os.environ.get("FOLKMOOT_CLOCK_OFFSET") or 0)  # noqa: TID251  this is the edge

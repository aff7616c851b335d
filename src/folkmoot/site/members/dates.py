"""Seconds of the record as moments that a page can show."""

from datetime import UTC, datetime


def moment(seconds: int | None) -> datetime | None:
    """The moment of a POSIX second, with its time zone; nothing for nothing."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

"""An address proved in this session, kept in a box until its owner has said how they wish to join."""

from base64 import b64decode, b64encode

from django.contrib.sessions.backends.base import SessionBase

from folkmoot.site.members import boxes

LASTS = 3600
"""Seconds: time to read the rulebook."""
_PROVED, _PLACE = "proved_address", "session/proved"


def remember(session: SessionBase, address: str, at: int) -> None:
    """Keep the address; the session's row holds no readable address."""
    session[_PROVED] = {"box": b64encode(boxes.close(address.encode(), _PLACE)).decode(), "at": at}


def address(session: SessionBase, at: int) -> str:
    """The address proved within the hour, or an empty string."""
    kept = session.get(_PROVED)
    if not kept or at > kept["at"] + LASTS:
        return ""
    return boxes.look_into(b64decode(kept["box"]), _PLACE).decode()


def forget(session: SessionBase) -> None:
    """It has served."""
    session.pop(_PROVED, None)

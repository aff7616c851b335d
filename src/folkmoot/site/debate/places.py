"""Where the page of a proceeding is: rooms above this one, known by address only."""

import re

_KINDS = {"motion": "/motions/{}/", "change": "/rulebook/changes/{}/"}
NUMBERED = re.compile(r"(motion|change)/([1-9][0-9]{0,8})\Z")


def page_of(on: str) -> str:
    """The address of the page of `motion/14` or `change/3`. Raises ValueError for anything else."""
    found = NUMBERED.match(on)
    if found is None:
        raise ValueError(on)
    return _KINDS[found[1]].format(found[2])

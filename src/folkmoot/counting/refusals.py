"""What the counting room refuses, and why."""


class BadCount(ValueError):
    """The numbers or terms handed in cannot be those of a count. The message is a full sentence."""


class BadBallots(BadCount):
    """The ballots cannot be read or counted. The message names the line or the ballot."""


def require_count(name: str, value: int) -> int:
    """Give `value` back if it is a whole number from 0 upwards.

    Raises:
        BadCount: it is anything else (`True` and 3.0 are not counts).
    """
    if type(value) is not int or value < 0:
        raise BadCount(f"{name} must be a whole number, 0 or more, not {value!r}.")
    return value

"""What all refusals of a draw have in common."""


class Void(ValueError):
    """The draw does not hold. One line says why, and what to do where something can be done."""

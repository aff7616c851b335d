"""Candidates in the sentences of an account: their names, with the numbers that a page may put others for."""

from collections.abc import Iterable, Sequence


class Who(str):
    """Names with commas between them, and the numbers of those named."""

    numbers: tuple[int, ...]

    def __new__(cls, text: str, numbers: Iterable[int] = ()) -> "Who":
        named = super().__new__(cls, text)
        named.numbers = tuple(numbers)
        return named

    def __getnewargs__(self) -> tuple[str, tuple[int, ...]]:  # type: ignore[override]  # more than str asks
        return str(self), self.numbers


def who(names: Sequence[str], *numbers: int) -> Who:
    """Those of the contest who bear these numbers."""
    return Who(", ".join(names[each - 1] for each in numbers), numbers)

"""A ballot paper as it was filled in: what the rule reads on it, and what the voter should know of it.

Numbers stand in boxes, one a candidate in the order of the paper; a cross of approval is the number 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.counting.marks import TREATMENTS, Marks, ranking_of
from folkmoot.counting.ranked import BY_PAIRS
from folkmoot.rulebook.vocabulary import COUNTING

APPROVAL = "approval"
BLANK = "-"
"""The line of a paper that counts for nobody."""
Boxes = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper read: `line` as it is kept and published, `order` the candidates in the order that counts,
    and `remarks` on what does not count, or how."""

    line: str
    order: tuple[int, ...]
    remarks: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return self.line == BLANK


def read(boxes: Boxes, method: str) -> Paper:
    """What a method, in the words of the rulebook, makes of the numbers on a paper."""
    if method == APPROVAL:
        return _approved(boxes)
    marks = marks_in(boxes)
    treatment = TREATMENTS[COUNTING[method]]
    ranking, faults = ranking_of(marks, treatment, len(boxes))
    line = ",".join(map(str, ranking)) or BLANK
    faults -= {"gap"} if treatment.gap == "skips" else frozenset()
    read_on = treatment.gap == "skips"
    remarks = tuple(_remarks(marks, len(ranking), read_on)) if faults or not ranking else ()
    return Paper(line, ranking, remarks)


def marks_in(boxes: Boxes) -> Marks:
    """Who has which number, from 1 to the highest that was given."""
    highest = max((each for each in boxes if each), default=0)
    return tuple(
        tuple(at for at, number in enumerate(boxes, start=1) if number == rank)
        for rank in range(1, highest + 1)
    )


def _remarks(marks: Marks, read_as_far: int, over_gaps: bool) -> list[str]:
    """Why a paper ends before its last number, in the words of the rule."""
    if not any(marks):
        return [blank_words()]
    bad = (at for at, who in enumerate(marks, start=1) if len(who) > 1 or not (who or over_gaps))
    rank = next(bad, len(marks))
    templates = warnings()
    if not read_as_far:
        return [templates["no_first" if not marks[0] and not over_gaps else "two_firsts"]]
    kind = "gap" if not marks[rank - 1] else "tie"
    return [templates[kind].format(n=rank, last=read_as_far)]


def warnings() -> dict[str, str]:
    """The sentences about faults, here and in the script of the paper; {n} and {last} are numbers."""
    return {
        "blank": blank_words(),
        "no_first": _("Nobody has number 1. A paper without a first choice counts for nobody."),
        "two_firsts": _(
            "Number 1 stands more than once. A paper with two first choices is invalid and counts for nobody."
        ),
        "gap": _(
            "There is no number {n}. A paper is read in the order of its numbers and ends where one is"
            " missing: yours counts as far as number {last}."
        ),
        "tie": _(
            "Number {n} stands more than once. A paper ends where the next choice is not clear:"
            " yours counts as far as number {last}."
        ),
    }


def blank_words() -> str:
    """What is said of a paper without a choice."""
    return _("There is no choice on this paper. You may cast it so: it counts as a voter, and for nobody.")


def _approved(boxes: Boxes) -> Paper:
    chosen = tuple(at for at, number in enumerate(boxes, start=1) if number)
    line = ",".join(map(str, chosen)) or BLANK
    return Paper(line, chosen, () if chosen else (blank_words(),))


def gaps_count(method: str) -> bool:
    """Whether a number left out ends what is read of a paper; a count by pairs looks at the order alone."""
    return COUNTING[method] not in BY_PAIRS


def instructions(method: str, *, motions: bool = False) -> list[str]:
    """What stands at the head of a ballot paper, on the screen and printed; `motions` are ranked, or persons
    elected."""
    if method == APPROVAL and motions:
        return [
            _("Mark every motion that you want on the agenda; as many or as few as you like."),
            _("Those with the most marks come first. A mark for one never takes anything from another."),
        ]
    if method == APPROVAL:
        return [
            _("Mark everybody of whom you approve; as many or as few as you like."),
            _("Those with the most marks are elected. A mark for one never takes anything from another."),
        ]
    first = _("Write 1 beside your first choice, 2 beside your second, and so on, as far as you like.")
    if not gaps_count(method):
        return [
            first,
            _("Only the order of your numbers counts. A motion without a number comes after all with one.")
            if motions
            else _(
                "Only the order of your numbers counts. Whoever has no number comes after all who have one."
            ),
        ]
    return [
        first,
        _("A lower choice never harms a higher one: it is read only when the higher ones need it no more."),
        _("Use each number once and leave none out; the paper ends where the next choice is not clear."),
    ]


def tidy_lines(text: str) -> list[str]:
    """What a clerk typed, a line a paper: blanks are taken for commas, an empty paper is `-`."""
    found = []
    for typed in text.strip("\n").splitlines():
        parts = typed.replace(",", " ").split()
        found.append(",".join(parts) if parts and parts != [BLANK] else BLANK)
    while found and text.strip() == "":
        found.pop()
    return found


def faults_in(lines: Sequence[str], candidates: int) -> list[tuple[int, str]]:
    """Lines that are no ranking: place from 1, and what is wrong."""
    found = []
    for place, line in enumerate(lines, start=1):
        if line == BLANK:
            continue
        parts = line.split(",")
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= candidates for part in parts):
            found.append((place, _("Paper {n}: numbers from 1 to {last}.").format(n=place, last=candidates)))
        elif len(set(parts)) < len(parts):
            found.append((place, _("Paper {n}: a number stands there twice.").format(n=place)))
    return found

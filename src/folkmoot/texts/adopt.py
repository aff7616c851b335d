"""The adopted text: a pure function of the base and of the set of carried amendments.

In what order they were carried, or are named here, is not asked. What is left of the set once what has fallen
is taken out decides; agenda numbers break ties, and nothing else does.
"""

from collections.abc import Iterable

from folkmoot.texts.adopted import Adopted, Segment
from folkmoot.texts.clause import BadText, Revision
from folkmoot.texts.consolidation import Consolidation, Voice
from folkmoot.texts.content import content_of, settled, with_content
from folkmoot.texts.edits import Amendment
from folkmoot.texts.ground import Ground
from folkmoot.texts.meeting import Meetings
from folkmoot.texts.relations import EXCLUDING
from folkmoot.texts.skeleton import Skeleton

__all__ = ["Adopted", "Collision", "Segment", "adopt", "content_of", "with_content"]


class Collision(ValueError):
    """Amendments `a` and `b` cannot both be carried: they collide at the clause `place`."""

    def __init__(self, a: int, b: int, place: str) -> None:
        super().__init__(a, b, place)
        self.a, self.b, self.place = a, b, place

    def __str__(self) -> str:
        return f"amendments {self.a} and {self.b} cannot both be carried: they collide at clause {self.place}"


def adopt(base: Revision, carried: Iterable[Amendment]) -> Adopted:
    """The base with these amendments, each of which passed `compile.check`.

    Amendments to amendments come first, into the content of those that they amend; one whose primary is not
    carried has no effect. Raises `Collision` where two cannot stand together, and `BadText` where one is
    anchored in another text or two have one number.
    """
    pool: dict[int, Amendment] = {}
    for each in carried:
        if pool.setdefault(each.number, each) != each:
            raise BadText(
                f"amendment {each.number}", "two have this number", "Give each a number of its own."
            )
    return _adopt(base, 0, sorted(pool.values(), key=lambda each: each.number))


def _adopt(base: Revision, amends: int, pool: list[Amendment]) -> Adopted:
    amended = {each.amends for each in pool}
    ground, voices = Ground(base), dict[int, Voice]()
    sweeps = []
    for each in pool:
        if each.amends != amends:
            continue
        if each.base != base.digest:
            raise BadText(
                f"amendment {each.number}",
                "it is anchored in another text",
                "Carry it over to this one first.",
            )
        if each.number in amended and each.number != amends:
            content = _adopt(content_of(each), each.number, pool)
            each, sources = settled(each, content.revision)
            voices[each.number] = Voice(content, sources)
        ground.add(each)
        sweeps += [(each.number, sweep) for sweep in each.sweeps if sweep.inserted]
    _refuse_collisions(ground)
    skeleton = Skeleton(ground)
    circle = skeleton.circle()
    if circle:
        numbers, place = circle
        raise Collision(numbers[0], numbers[-1], place)
    return Consolidation(skeleton, voices, sweeps).adopted()


def _refuse_collisions(ground: Ground) -> None:
    meetings = Meetings(ground, excluding=True)
    meetings.all()
    excluding = sorted((a, b, place) for a, b, kind, place in meetings.pairs if kind in EXCLUDING)
    if excluding:
        raise Collision(*excluding[0])

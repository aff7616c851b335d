"""What is like an amendment: others to the same text, and motions that are before the assembly."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Amendment
from folkmoot.site.motions.models import Motion
from folkmoot.site.motions.reading import LIVE
from folkmoot.site.plan.cards import short_of
from folkmoot.site.plan.overview import Overview
from folkmoot.site.record import reading
from folkmoot.texts.likeness import Like, Likenesses, marks, marks_of_text
from folkmoot.texts.passages import put_in

MOST = 4
OTHERS = 3
"""Motions named beside an amendment."""
_motions: tuple[int, Likenesses[int]] | None = None


def similar_to(over: Overview, amendment: Amendment) -> list[dict[str, Any]]:
    """The amendments most like one, and motions that use its words. At most three queries."""
    own = {amendment.number, *amendment.composite_of, *_composites_of(over, amendment.number)}
    likest = over.likenesses.to(marks(amendment.wording), most=MOST + len(own))
    found = [like for like in likest if like.key not in own][:MOST]
    short = short_of(over, [like.key for like in found]) if found else {}
    rows = [
        {
            "url": f"{over.page}amendments/{like.key}/",
            "label": _("Amendment {number}").format(number=like.key),
            "words": short.get(like.key, ""),
            "percent": _percent(like),
        }
        for like in found
    ]
    return rows + _motions_like(amendment)


def _composites_of(over: Overview, number: int) -> list[int]:
    return [each.number for each in over.plan.amendments.values() if number in each.composite_of]


def _percent(like: Like[int]) -> int:
    return round(like.likeness * 100)


def _motions_like(amendment: Amendment) -> list[dict[str, Any]]:
    words = " ".join(put_in(amendment.wording))
    if len(words.split()) < MOST:
        return []
    likest = motions().to(marks_of_text(words), most=OTHERS)
    if not likest:
        return []
    titles = dict(
        Motion.objects.filter(number__in=[like.key for like in likest]).values_list("number", "title")
    )
    return [
        {
            "url": f"/motions/{like.key}/",
            "label": _("Motion {number}").format(number=like.key),
            "words": titles.get(like.key, ""),
            "percent": _percent(like),
        }
        for like in likest
        if like.key in titles
    ]


def motions() -> Likenesses[int]:
    """The motions that are under way, by their words; read once for each state of the record."""
    global _motions
    facts = reading.assembly()
    if _motions is not None and _motions[0] == facts.size:
        return _motions[1]
    live = [
        int(on.partition("/")[2])
        for on, case in facts.cases.items()
        if case.machine.name == "motion" and standing(case, case.since).state in LIVE
    ]
    found: Likenesses[int] = Likenesses()
    for number, text in Motion.objects.filter(number__in=live).values_list("number", "text"):
        found.add(number, marks_of_text(text))
    _motions = facts.size, found
    return found

"""Whose words a composite is made of: a number beside each run, and each source's share."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.models import Amendment, Plan
from folkmoot.site.plan.overview import Overview
from folkmoot.texts.composite import BASE, Composite, composite_of
from folkmoot.texts.edits import Amendment as Wording


def shown_composite(over: Overview, amendment: AmendmentCase) -> dict[str, Any] | None:
    """What `plan/parts/composite.html` shows of a composite; None for any other amendment. Reads memory
    only."""
    if not amendment.composite_of:
        return None
    wordings = [over.plan.amendments[number].wording for number in amendment.composite_of]
    shown = shown_sources(over, amendment.wording, wordings)
    for row in shown["sources"]:
        number = row["number"]
        row["signed"] = number in amendment.joined
        row["alone"] = number and number not in amendment.joined
    return shown


def shown_sources(over: Overview, wording: Wording, sources: list[Wording]) -> dict[str, Any]:
    """A composite beside its sources: its passages run by run, and the share of each source."""
    if any(each.base != wording.base for each in (*sources, wording)) or wording.base != over.base.digest:
        return {"passages": [], "sources": [_source(over, each.number, None) for each in sources], "fresh": 0}
    found = composite_of(over.base, wording, sources)
    return {
        "passages": [
            [
                {
                    "text": piece.text.rstrip(),
                    "gap": piece.text != piece.text.rstrip(),
                    "sources": [_name(over, number) for number in piece.sources],
                    "fresh": not piece.sources,
                }
                for piece in passage
            ]
            for passage in found.passages
        ],
        "sources": [_source(over, number, found) for number in found.shares],
        "fresh": percent(found.fresh),
        "new": list(found.new),
    }


def written_from(plan: Plan, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """The amendments from which a draft is written, or that it amends, and what they do; one query if any."""
    if not (wanted := tuple(numbers)):
        return []
    rows = Amendment.objects.filter(plan=plan, number__in=wanted).order_by("number")
    return [
        {
            "number": each.number,
            "url": f"{plan.url}amendments/{each.number}/",
            "does": sentences(each.summary),
        }
        for each in rows
    ]


def _name(over: Overview, number: int) -> dict[str, Any]:
    """A source as a link; the text itself has none."""
    if number == BASE:
        return {"label": _("text"), "url": ""}
    return {"label": str(number), "url": f"{over.page}amendments/{number}/"}


def _source(over: Overview, number: int, found: Composite | None) -> dict[str, Any]:
    return {
        "number": number,
        **_name(over, number),
        "share": percent(found.shares[number]) if found else None,
        "kept": percent(found.kept[number]) if found and number in found.kept else None,
        "signed": False,
        "alone": False,
    }


def percent(share: Fraction) -> int:
    """A share in whole hundredths, rounded half up."""
    return int(share * 100 + Fraction(1, 2))

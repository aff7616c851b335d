"""What the page of a case shows of a review or a class, beside what it shows of every case."""

from typing import Any

from django import template

from folkmoot.site.cases import reviewing
from folkmoot.site.cases.acts import corrections
from folkmoot.site.cases.people import holder
from folkmoot.site.cases.reading import Here, state_of

register = template.Library()


@register.inclusion_tag("cases/review_part.html")
def review_part(here: Here) -> dict[str, Any]:
    """For a review what was done and the file with its gaps; for a class the reviews in it."""
    on, at = here.head.on, here.at
    if here.docket.kind == "class":
        found = reviewing.listed(at, here.head.parts)
        return {"kind": "class", "reviews": found, "support": len(here.head.asked)}
    state = state_of(here.head, at)
    words = corrections.published(on, holder(on, "subject")) if state in corrections.CHANGES else None
    return {
        "kind": "review",
        "review": next(iter(reviewing.listed(at, [on])), None),
        "inside": here.inside,
        "mine": bool(here.parts & {"applicant", "companion"}),
        "over": here.head.machine.by_name[state].final,
        "file": reviewing.file_of(here.head, here.person, at) if here.inside else [],
        "back": f"/cases/{on}/",
        "in_class": reviewing.class_of(on),
        "public": words is not None,
        "words": words or "",
    }

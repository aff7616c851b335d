"""An amendment as it stands by now: with the amendments to it that were carried, or agreed, in its words."""

from dataclasses import replace

from django.utils.translation import gettext as _

from folkmoot.procedure.shared_text import STANDS, Plan
from folkmoot.site.plan.instructions import Row, sentences, summary
from folkmoot.site.plan.weighing import listed
from folkmoot.texts.adopt import adopt
from folkmoot.texts.content import content_of, with_content
from folkmoot.texts.edits import Amendment as Wording


def in_its_words(plan: Plan, number: int, at: int) -> tuple[int, ...]:
    """The amendments to amendment `number` that stand at second `at`."""
    amendments = plan.amendments
    return tuple(
        each
        for each in amendments[number].secondaries
        if plan.state(each, at) in STANDS and not amendments[each].composite
    )


def as_amended(plan: Plan, number: int, at: int) -> Wording:
    """The edits of an amendment with those in its words."""
    own, amendments = plan.amendments[number].wording, plan.amendments
    if not (to_it := in_its_words(plan, number, at)):
        return own
    anchored = [replace(amendments[each].wording, amends=0) for each in to_it]
    return with_content(own, adopt(content_of(own), anchored).revision)


def rows_as_amended(plan: Plan, number: int, at: int) -> list[Row]:
    """The rows of what it does by now (`instructions.py`); none where it does what it did when it was
    tabled."""
    if plan.amendments[number].amends or not in_its_words(plan, number, at):
        return []
    return summary(plan.base, as_amended(plan, number, at))


def said_as_amended(plan: Plan, number: int, at: int) -> dict[str, object] | None:
    """For a page: by which amendments to it its words are others now, and what it does with them."""
    rows = rows_as_amended(plan, number, at)
    if not rows:
        return None
    to_it = in_its_words(plan, number, at)
    words = _("With what amendment {numbers} made of it:")
    if len(to_it) > 1:
        words = _("With what amendments {numbers} made of it:")
    return {"words": words.format(numbers=listed(to_it)), "does": sentences(rows)}

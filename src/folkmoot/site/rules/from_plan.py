"""What a text of clauses that members have adopted would make of the rulebook, if it was the rulebook's."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.shared_text import Plan
from folkmoot.rulebook.book import Rulebook
from folkmoot.site.record import reading
from folkmoot.site.rules.as_text import as_revision, as_rulebook
from folkmoot.site.rules.text import edition_in, next_edition
from folkmoot.texts.clause import Revision


def rules_as_text() -> Revision:
    """The rulebook as it stands, or as it will on its day, to be amended clause by clause."""
    return as_revision(_latest().text)


def why_not_from(number: str) -> str:
    """Why the text adopted in this plan cannot be proposed as a change of the rules; empty where it can."""
    adopted = _adopted(number)
    if adopted is None:
        return _("Only a text that was adopted can become a change of the rules.")
    edition = edition_in(as_rulebook(adopted))
    if edition is None:
        return _("This text is not the rulebook's.")
    if edition != _latest().edition:
        return _(
            "This text amends edition {old} of the rules, and they have changed since. Publish the rules as"
            " they stand now as a new text, and amend that."
        ).format(old=edition)
    return ""


def from_plan(number: str) -> dict[str, Any]:
    """The fields of a change that puts the text adopted in a plan in the place of the rulebook."""
    adopted, book = _adopted(number), _latest()
    assert adopted is not None, "ask why_not_from first"
    return {
        "title": _("The rules as amended in plan {number}").format(number=number),
        "reasons": _(
            "Members amended the rules clause by clause in plan {number}, and adopted the result."
        ).format(number=number),
        "words": next_edition(book, as_rulebook(adopted)),
        "paragraph": "",
        "base": book.digest,
    }


def _latest() -> Rulebook:
    return reading.assembly().books[-1][1]


def _adopted(number: str) -> Revision | None:
    case = reading.assembly().cases.get(f"plan/{number}")
    return case.adopted if isinstance(case, Plan) else None

"""Amendments in a list: each by its number, with what it does in words and what it collides with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.reading import name_for
from folkmoot.site.members.models import Person
from folkmoot.site.plan import course
from folkmoot.site.plan.instructions import sentence
from folkmoot.site.plan.models import Amendment
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.weighing import in_short, weigh

SHOWN = 2
"""Instructions of an amendment on its card; further ones are counted."""
TEMPLATE = "plan/parts/card.html"
LONGEST = 300
"""Characters of one instruction on a card."""


@dataclass(frozen=True)
class Card:
    """One amendment for `plan/parts/card.html`."""

    number: int
    url: str
    state: str
    status: str
    pill: str
    branch: str
    does: list[str]
    more: int = 0
    said: str = ""
    facts: list[str] = field(default_factory=list)
    meets: list[dict[str, Any]] = field(default_factory=list)


def rows_of(over: Overview, numbers: Iterable[int]) -> dict[int, Amendment]:
    """The rows of these amendments by number, without reasons; one query."""
    plan = int(over.plan.on.partition("/")[2])
    found: QuerySet[Amendment] = Amendment.objects.filter(plan=plan, number__in=list(numbers))
    return {row.number: row for row in found.select_related("branch").defer("reasons", "html")}


def cards(over: Overview, numbers: Sequence[int]) -> list[SafeString]:
    """These amendments as cards, in the order given; one query, where one of them has not been shown yet."""
    language = get_language() or ""
    new = [number for number in numbers if (number, language) not in over.cards]
    for number, row in (rows_of(over, new) if new else {}).items():
        over.cards[number, language] = render_to_string(TEMPLATE, {"a": card(over, row)})
    return [mark_safe(found) for n in numbers if (found := over.cards.get((n, language)))]


def card(over: Overview, row: Amendment, said: str = "") -> Card:
    """One amendment as a card. Reads memory only, where the branch is loaded."""
    state = over.states[row.number]
    does = [_short(sentence(each)) for each in row.summary[:SHOWN]]
    return Card(
        row.number,
        f"{over.page}amendments/{row.number}/",
        state,
        course.PILLS[state],
        course.state_words(state),
        row.branch.title,
        does,
        max(len(row.summary) - SHOWN, 0),
        said,
        facts(over, row.number),
        in_short(over, weigh(over, row.number)),
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def facts(over: Overview, number: int) -> list[str]:
    """A few words about an amendment: its seconders while it looks for them, and what it hangs on."""
    case, state = over.plan.amendments[number], over.states[number]
    found = []
    if state == "tabled" and case.wanted:
        have = len(case.supporters_of({}))
        found.append(_("{have} of {wanted} seconders").format(have=have, wanted=case.wanted))
    if case.composite_of:
        found.append(
            ngettext("composite of {n}", "composite of {n}", len(case.composite_of)).format(
                n=len(case.composite_of)
            )
        )
    if case.amends:
        found.append(_("to amendment {number}").format(number=case.amends))
    if case.composite and state == "in composite":
        found.append(_("in composite {number}").format(number=case.composite))
    return found


def movers_of(over: Overview, numbers: Iterable[int], viewer: Person | None) -> Mapping[int, str]:
    """Who moved these amendments, by the names that a member may see; nobody for anybody else. One query."""
    if viewer is None:
        return {}
    on = {f"{over.plan.on}/amendment/{number}": number for number in numbers}
    deeds = Deed.objects.filter(on__in=list(on), act="amendment.table").select_related("person")
    return {on[deed.on]: name_for(deed.person, viewer) for deed in deeds}


def short_of(over: Overview, numbers: Iterable[int]) -> Mapping[int, str]:
    """What each of these amendments does in one line; one query."""
    return {
        number: _short(sentence(row.summary[0])) if row.summary else ""
        for number, row in rows_of(over, numbers).items()
    }

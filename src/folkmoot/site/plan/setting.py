"""The whole text as HTML, and its contents: made once for each state of the record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from folkmoot.procedure.case import standing
from folkmoot.site.plan.clauses import Shown, as_it_stands, shown
from folkmoot.site.plan.debating import speeches
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.typeset import plain
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labels import labels

TEXTS_KEPT = 8
_texts: dict[tuple[str, str], tuple[Any, SafeString]] = {}


def now(over: Overview) -> Revision:
    """The words that the page of a text shows: those adopted, or until then those published last."""
    return over.plan.adopted or over.base


def leaves(over: Overview, start: str = "#c-", revision: Revision | None = None) -> list[dict[str, Any]]:
    """The contents: the clauses at the top, each with the number of its amendments."""
    shown_ = revision or now(over)
    numbers = over.labels if shown_ is over.base else labels(shown_)
    return [
        {
            "label": numbers[clause.id],
            "title": plain(clause.heading or clause.body, numbers)[:80],
            "url": f"{start}{clause.id}",
            "count": len(over.in_section.get(clause.id, ())),
        }
        for clause in shown_.clauses
    ]


def whole(over: Overview) -> SafeString:
    """All clauses of the text: set anew where its words or what stands beside them have changed, not with
    every vote. One query, where that has to be asked."""
    found: SafeString = over.once(("text", get_language()), lambda: _whole(over))
    return found


def _whole(over: Overview) -> SafeString:
    spoken, revision = speeches(over.plan.on), now(over)
    counts = tuple((clause, len(numbers)) for clause, numbers in sorted(over.touched.items()))
    beside = (revision.digest, counts, tuple(sorted(spoken.items())), _is_open(over))
    key = (over.plan.on, get_language() or "")
    kept = _texts.get(key)
    if kept is None or kept[0] != beside:
        kept = beside, as_html(clauses_of(over, revision, revision.clauses, spoken=spoken))
        _texts.pop(key, None)
        _texts[key] = kept
        while len(_texts) > TEXTS_KEPT:
            del _texts[next(iter(_texts))]
    return kept[1]


def as_html(clauses: Iterable[Shown]) -> SafeString:
    """Clauses one after the other."""
    return mark_safe("".join(render_to_string("plan/parts/clause.html", {"c": each}) for each in clauses))


def _is_open(over: Overview) -> bool:
    return standing(over.plan, over.since).state == "open"


def clauses_of(
    over: Overview, revision: Revision, clauses: Iterable[Clause], *, spoken: Mapping[str, int] | None = None
) -> list[Shown]:
    """Clauses of a text; with what stands beside them, where `spoken` says how many speeches each has."""
    numbers = labels(revision)
    words = as_it_stands(revision, over.page, numbers)
    open_now = _is_open(over)

    def beside(each: Shown) -> None:
        count = len(over.touched.get(each.id, ()))
        each.beside = {"count": count, "count_url": f"{over.page}amendments/?clause={each.id}"}
        each.amend_url = f"{over.page}amend/mine/clauses/{each.id}/" if open_now else ""
        each.comments = (spoken or {}).get(each.id, 0)
        each.comment_url = f"{each.url}#debate" if each.comments else ""

    return [
        shown(each, over.page, numbers, words, beside if spoken is not None else None) for each in clauses
    ]

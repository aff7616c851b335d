"""Putting a question on a text: one amendment, several together, rivals, or the text as a whole."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.asking import ADOPTION, EN_BLOC, RIVALS, kind_for, place_of
from folkmoot.procedure.marshalling import are_rivals
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.debate.words import paragraphs
from folkmoot.site.members.models import Office, Person
from folkmoot.site.plan.acts.telling import case_in
from folkmoot.site.plan.as_amended import rows_as_amended
from folkmoot.site.plan.instructions import in_short
from folkmoot.site.plan.models import Amendment, Plan
from folkmoot.site.record.acts import pen
from folkmoot.site.voting.acts import put
from folkmoot.site.voting.acts.putting import Question
from folkmoot.site.voting.models import Ballot
from folkmoot.site.voting.papers import LONGEST_TITLE, plain_paper
from folkmoot.texts.adopt import adopt


def put_question(
    *,
    plan: int,
    amendments: Sequence[int],
    by: Person | Office | None,
    at: int,
    reasons: str = "",
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Ballot:
    """Put these amendments to the vote, or with none the text as a whole as it now stands.

    Rivals stand on one ranked ballot where the rules have them so; others are taken together. A question out
    of its turn gives `reasons`. Members get one letter a day, however many questions are put. Raises
    `OutOfOrder`.
    """
    row, asked = Plan.objects.get(number=plan), tuple(sorted(set(amendments)))
    with pen() as assembly:
        case = case_in(assembly, row)
        known = all(number in case.amendments for number in asked)
        kind = kind_for(asked, case.book, known and are_rivals(case, asked))
        facts: dict[str, Any] = {"kind": kind, "amendments": list(asked)}
        papers: dict[str, bytes] = {}
        if kind == ADOPTION:
            facts["adopts"] = adopt(case.base, case.standing(at)).revision.digest
        if why := paragraphs(reasons):
            facts["reasons"], papers = plain_paper(why)
        number = case.questions + 1
        question = Question(
            row.on,
            facts,
            title_of(row, kind, asked),
            options_of(row, case, asked, at) if kind == RIVALS else [],
            papers,
            once=f"{row.on}/questions/{case.book.calendar.local_date(at)}",
        )
        return put(
            on=f"{row.on}/question/{number}",
            by=by,
            at=at,
            clerk=clerk,
            by_passkey=by_passkey,
            question=question,
        )


def title_of(plan: Plan, kind: str, numbers: Sequence[int]) -> str:
    """What a question is called on a ballot paper and in a letter."""
    if kind == ADOPTION:
        return _("Adopt {title} as it now stands").format(title=plan.title)[:LONGEST_TITLE]
    listed = ", ".join(map(str, numbers))
    if kind == RIVALS:
        return _("{title}: one of amendments {numbers}, or the text as it is").format(
            title=plan.title, numbers=listed
        )[:LONGEST_TITLE]
    if kind == EN_BLOC:
        return _("{title}: amendments {numbers} together").format(title=plan.title, numbers=listed)[
            :LONGEST_TITLE
        ]
    return _("{title}: amendment {number}").format(title=plan.title, number=listed)[:LONGEST_TITLE]


def options_of(plan: Plan, case: PlanCase, numbers: Sequence[int], at: int) -> list[str]:
    """The titles of rivals on a ballot paper, in its order: the number, and what each does in short.

    What it does counts as it is put to the vote: with the amendments to it that stand.
    """
    rows = {each.number: each for each in Amendment.objects.filter(plan=plan, number__in=numbers)}
    ordered = sorted(numbers, key=lambda number: place_of(case, case.amendments[number]))
    return [
        _("Amendment {number}: {does}").format(
            number=number, does=in_short(rows_as_amended(case, number, at) or rows[number].summary)
        )
        for number in ordered
        if number in rows
    ]

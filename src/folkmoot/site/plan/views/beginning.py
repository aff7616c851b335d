"""Drafts that begin from an amendment: a composite of several, an amendment to one, one to be confirmed."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.composite import FREE
from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.plan import changes, drafts
from folkmoot.site.plan.changes import Change
from folkmoot.site.plan.desk import EMPTY, OF, TO
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.models import Amendment, Draft
from folkmoot.site.plan.overview import overview
from folkmoot.site.plan.reading import amendment_found
from folkmoot.site.plan.unfolding import gathered
from folkmoot.texts.likeness import marks

SUGGESTED = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def composite(request: HttpRequest, number: int, amendment: int) -> HttpResponse:
    """Choose the amendments of which a composite is made; then write it from their words."""
    here, acting = cast(Request, request), hand(request)
    row, case = amendment_found(number, amendment)
    if here.person is None or acting is None:
        return sign_in_first(request)
    known = {each.number: each for each in case.plan.amendments.values() if _may_go_in(each, case, here.at)}
    chosen = [int(each) for each in request.POST.getlist("source") if each.isdecimal() and len(each) < 7]
    sources = sorted({amendment, *(each for each in chosen if each in known)})
    error = ""
    if request.method == "POST":
        movers = {case.plan.amendments[each].mover for each in sources}
        if len(sources) < 2:
            error = _("A composite is made of two amendments or more: choose at least one besides this.")
        elif len(movers) < 2 or acting.person.code(case.on) not in movers:
            error = _(
                "A composite is tabled by the mover of one of its sources, and made with movers of others."
                " You can write it, and invite one of them to the draft, to table it."
            )
        if not error or ("anyway" in request.POST and len(sources) > 1):
            text = case.plan.anchored_in(case.amends)
            wordings = [case.plan.amendments[each].wording for each in sources]
            found = gathered(text, [each for each in wordings if each.base == text.digest])
            draft = _begin(row, here.person, found, here.at, sources=sources, amends=case.amends)
            return done(request, _("The draft begins with their words. Write on from there."), draft)
    context = {
        "plan": row.plan,
        "amendment": row,
        "does": sentences(row.summary),
        "choices": _choices(case, known, sources, here.at),
        "error": error,
        "may_go_on": bool(error) and len(sources) > 1,
        "acting_for": here.acting_for,
    }
    return render(request, "plan/compose.html", context, status=422 if error else 200)


def _may_go_in(other: AmendmentCase, case: AmendmentCase, at: int) -> bool:
    return (
        other.number != case.number
        and not other.composite_of
        and other.amends == case.amends
        and standing(other, at).state in FREE
    )


def _choices(
    case: AmendmentCase, known: dict[int, AmendmentCase], ticked: list[int], at: int
) -> list[dict[str, Any]]:
    """The amendments that may go in, those that are like this one first; one query."""
    over = overview(case.plan, at)
    like = [each.key for each in over.likenesses.to(marks(case.wording), most=SUGGESTED)]
    near = {other for clause in over.clauses_of(case) for other in over.touched.get(clause, ())}
    order = [each for each in like if each in known]
    order += sorted(each for each in near & known.keys() if each not in order)
    order += [each for each in ticked if each in known and each not in order]
    rows = Amendment.objects.filter(plan=int(case.plan.on.partition("/")[2]), number__in=order)
    found = {each.number: each for each in rows.select_related("plan", "branch")}
    return [
        {
            "number": each,
            "url": found[each].url,
            "branch": found[each].branch.title,
            "does": sentences(found[each].summary),
            "like": each in like,
            "ticked": each in ticked,
        }
        for each in order
        if each in found
    ]


@require_safe
def amend(request: HttpRequest, number: int, amendment: int) -> HttpResponse:
    """An amendment to an amendment: its new words are a text of their own, to be amended like any other."""
    row, case = amendment_found(number, amendment)
    if case.amends:
        raise Http404
    return see_other(f"{row.plan.url}amend/{TO}{amendment}/text/")


@require_safe
def confirm(request: HttpRequest, number: int, amendment: int) -> HttpResponse:
    """One's own amendment on a new revision: a draft holds it as it was, to be looked at again."""
    row, _case = amendment_found(number, amendment)
    return see_other(f"{row.plan.url}amend/{OF}{amendment}/")


def _begin(
    row: Amendment, person: Person, found: tuple[Change, ...], at: int, sources: list[int], amends: int
) -> str:
    """A new draft of a composite; its address."""
    said = {**EMPTY, "branch": row.branch_id, "sources": sources} | ({"amends": amends} if amends else {})
    said["changes"] = [changes.as_json(each) for each in found]
    draft = drafts.begin(person, Draft.Kind.AMENDMENT, said, at, plan=row.plan)
    return f"{row.plan.url}amend/{draft.pk}/"

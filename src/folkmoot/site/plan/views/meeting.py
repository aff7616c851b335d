"""The meeting: what is before it now, putting it to the vote, and what follows from a decision."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.question import Question
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import explain
from folkmoot.site.plan import acts, course, meeting, question_course, reading
from folkmoot.site.plan.as_amended import said_as_amended
from folkmoot.site.plan.cards import cards, rows_of
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.possible import asker_of, of_question
from folkmoot.site.plan.taking import entry_of
from folkmoot.site.plan.views.amendment import places_in_text
from folkmoot.site.voting import checking
from folkmoot.site.voting.acts import do_what_is_due
from folkmoot.site.voting.reading import arithmetic, bars, declared_on, latest

COMING = 5
LONGEST = 1000
"""Numbers of amendments in one question that a form may name."""
SHOWN = 30
"""Amendments of a question that is about to be put, shown with their words."""


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """What is before the meeting now, in its place; what was decided last; what comes next."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    now = meeting.before(over, asker_of(request), here.at)
    last = meeting.decided_last(over, here.at)
    coming, more = meeting.coming(over, now.numbers, COMING) if case.agenda.order else ([], "")
    context: dict[str, Any] = {
        "plan": row,
        "places": reading.places(row, case, here.at, "meeting"),
        "before": now,
        "said": reading.published_words(case, here.at),
        "entries": entries(over, now.numbers),
        "clocks": question_course.clocks(now.question, here.at)
        if now.question
        else course.clocks(case, here.at),
        "also_open": meeting.also_open(over, now.question, here.at),
        "put_beside": meeting.put_beside(over, asker_of(request), here.at) if now.question else None,
        "decided": last,
        "sums": _sums(last.question) if last else "",
        "after_url": f"{row.url}history/",
        "coming": cards(over, coming),
        "together": meeting.together(over, asker_of(request), here.at),
        "more_coming": more,
        "so_far": meeting.so_far(over) if case.agenda.order else [],
        "large": request.GET.get("large") == "1",
        "viewer": here.person,
    }
    return render(request, "plan/meeting.html", context)


def entries(over: Overview, numbers: tuple[int, ...]) -> list[dict[str, Any]]:
    """The amendments of a question, each in words and in its place; one query."""
    rows = rows_of(over, numbers) if numbers else {}
    found = []
    for number in numbers:
        if number in rows:
            places: list[SafeString] = places_in_text(over, over.plan.amendments[number])[0]
            now = said_as_amended(over.plan, number, over.since)
            found.append({"entry": entry_of(over, rows[number], ""), "places": places, "now": now})
    return found


def _sums(question: Question) -> str:
    """The count of a question that was declared, in words; two queries."""
    ballot = latest(question.on)
    result = declared_on(ballot) if ballot is not None else None
    return arithmetic(result) if result is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put the amendments that are named to the vote, or with none the whole text; a page asks which, and why
    where it is out of turn."""
    here, acting = cast(Request, request), hand(request)
    row, case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    typed = request.POST if request.method == "POST" else request.GET
    listed = " ".join([*typed.getlist("a"), typed.get("numbers", "")]).replace(",", " ").split()
    numbers = [int(each) for each in listed[:LONGEST] if each.isdecimal() and len(each) < 7]
    if request.method != "POST":
        return _put_page(request, row, case, listed)
    odd = [each for each in listed if not (each.isdecimal() and len(each) < 7)]
    refusal: OutOfOrder | None = None
    for by in () if odd else _who(here, acting.person, case):
        try:
            ballot = acts.put_question(
                plan=number,
                amendments=numbers,
                by=by,
                at=here.at,
                reasons=typed.get("reasons", ""),
                clerk=acting.clerk if isinstance(by, Person) else None,
                by_passkey=here.by_passkey,
            )
        except OutOfOrder as found:
            refusal = refusal or found
        else:
            said = _("Ballot {number} is open.").format(number=ballot.number)
            return done(request, said, f"{row.url}meeting/")
    return _put_page(request, row, case, listed, refusal, odd)


def _put_page(
    request: HttpRequest,
    row: PlanRow,
    case: Plan,
    listed: list[str],
    refusal: OutOfOrder | None = None,
    odd: list[str] | None = None,
) -> HttpResponse:
    """The form, with what was typed and why it was refused."""
    here = cast(Request, request)
    over = overview(case, here.at)
    numbers = tuple(int(n) for n in listed if n.isdecimal() and len(n) < 7 and int(n) in case.amendments)
    error = _("{odd} is no number of an amendment.").format(odd=odd[0]) if odd else ""
    context = {
        "plan": row,
        "places": reading.places(row, case, here.at, "meeting"),
        "numbers": ", ".join(listed),
        "reasons": request.POST.get("reasons", ""),
        "error": error,
        "refused": explain(refusal, _("Put it to the vote")) if refusal is not None else None,
        "entries": entries(over, numbers[:SHOWN]),
        "acting_for": here.acting_for,
    }
    return render(request, "plan/put.html", context, status=422 if refusal or error else 200)


def _who(here: Request, person: Person, case: Plan) -> list[Person | Office]:
    if here.acting_for is not None:
        return [person]
    named = {role for power in case.book.powers.get("question.put", ()) for role in power.who}
    return [*(o for o in here.offices if o.branch_id == case.branch and o.office in named), person]


@require_safe
def question(request: HttpRequest, number: int, question: int) -> HttpResponse:
    """One question: what is asked, the vote, what came of it."""
    here = cast(Request, request)
    row, plan = reading.found(number)
    case = reading.question_found(number, question)
    over = overview(plan, here.at)
    ballot = latest(case.on)
    result = declared_on(ballot) if ballot is not None else None
    entries_ = checking.chief_entries(case.on)
    context = reading.state_of(case, here.at) | {
        "plan": row,
        "places": reading.places(row, plan, here.at, "meeting"),
        "question": case,
        "number": question,
        "page_heading": question_course.asked(case),
        "said": row.title,
        "stages": question_course.stages(case, here.at),
        "clocks": question_course.clocks(case, here.at),
        "next_words": question_course.next_words(case, here.at),
        "may": of_question(case, asker_of(request), here.at),
        "viewer": here.person,
        "join_words": _("to vote."),
        "entries": entries(over, case.amendments),
        "falls": meeting.falls(over, case.amendments, case.kind) if not course.is_over(case, here.at) else [],
        "fell": meeting.fell_with(over, case, here.at),
        "ballot": ballot,
        "result": result,
        "sums": arithmetic(result) if result else "",
        "bars": bars(result) if result and result.majority else None,
        "acts": checking.acts_on(case, entries_, voting_deeds(case.on), here.person),
        "checkit": checking.check_it(
            result.index if result else entries_[0].index,
            case.on,
            f"{request.scheme}://{request.get_host()}",
        ),
    }
    return render(request, "plan/question.html", context)


def voting_deeds(on: str) -> list[Deed]:
    """Who stands behind the acts on a question, but for the votes; one query."""
    found = Deed.objects.filter(on=on).exclude(act="question.vote").select_related("person")
    return list(found.order_by("entry"))


@require_POST
def due(request: HttpRequest, number: int, question: int) -> HttpResponse:
    """Declare the result that is due; anyone who is signed in may press for it."""
    here = cast(Request, request)
    case = reading.question_found(number, question)
    if here.person is None:
        return sign_in_first(request)
    made = do_what_is_due(here.at, only=case.on)
    said = _("The result is declared.") if made else _("Nothing was due.")
    return done(request, said, f"/plans/{number}/questions/{question}/")

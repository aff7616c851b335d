"""Writing a change of the rules: one paragraph, or the whole text; checked, compared, kept, and proposed."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.rulebook.book import Fault, Rulebook
from folkmoot.rulebook.compare import compare, sentences, touches_entrenched
from folkmoot.site.debate import drafts
from folkmoot.site.debate.models import new_draft_id
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.rules import acts
from folkmoot.site.rules import reading as rules
from folkmoot.site.rules.forms import ChangeForm
from folkmoot.site.rules.from_plan import from_plan, why_not_from
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.text import next_edition, paragraph_in, with_paragraph

FIELDS = ("title", "reasons", "words", "paragraph", "base")


@dataclass(frozen=True)
class Trial:
    """What became of the words: the whole new text, its faults, and what it changes."""

    text: str
    faults: list[dict[str, Any]]
    book: Rulebook | None
    sides: list[dict[str, Any]]
    sentences: tuple[str, ...]
    entrenched: bool


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, draft: str = "", number: int | None = None) -> HttpResponse:
    """A proposal (or, with `number`, an amendment to it): kept, checked, thrown away, or sent."""
    here, acting = cast(Request, request), hand(request)
    if here.person is None or acting is None:
        return sign_in_first(request)
    if request.method != "POST":
        if "plan" in request.GET and (why := why_not_from(request.GET["plan"])):
            return done(request, why, f"/plans/{request.GET['plan']}/")
        kept = drafts.find(here.person, "change", id=draft)
        typed = kept.fields if kept else _first(request, number)
        return _page(request, typed, draft or new_draft_id(), number)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    typed["words"] = typed["words"].replace("\r\n", "\n")
    id_ = request.POST.get("draft", "")[:24]
    if "discard" in request.POST:
        drafts.drop(here.person, id=id_)
        return done(request, _("The draft has been thrown away."), "/rulebook/")
    saved = drafts.keep(here.person, "change", typed, here.at, id=id_)
    if "keep" in request.POST:
        return done(request, _("Your draft is kept. Only you can read it."), f"/rulebook/drafts/{saved.pk}/")
    form = ChangeForm(typed)
    tried = _try(typed)
    if "check" in request.POST or not form.is_valid() or tried is None or tried.faults:
        return _page(request, typed, saved.pk, number, form=form, tried=tried)
    given = {
        "by": acting.person,
        "rulebook": tried.text,
        "title": form.cleaned_data["title"],
        "reasons": form.cleaned_data["reasons"],
        "at": here.at,
        "clerk": acting.clerk,
    }
    try:
        if number is None:
            change = acts.propose(**given)
            said, to = _("Change {number} is proposed.").format(number=change.number), change.number
        else:
            acts.amend(number=number, **given)
            said, to = _("Change {number} is amended.").format(number=number), number
    except OutOfOrder as refusal:
        return _page(request, typed, saved.pk, number, form=form, tried=tried, why=explain(refusal))
    drafts.drop(here.person, id=saved.pk)
    return done(request, said, f"/rulebook/changes/{to}/")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed, and say when; the page asks for this by itself."""
    here = cast(Request, request)
    if here.person is None:
        return HttpResponse(status=403)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    id_ = request.POST.get("draft", "")[:24]
    if id_ and any(typed[name].strip() for name in ("title", "reasons", "words")):
        drafts.keep(here.person, "change", typed, here.at, id=id_)
    local = reading.assembly().book_at(here.at).calendar.local(here.at)
    return render(request, "debate/kept.html", {"kept_at": local})


def _latest() -> Rulebook:
    """The book that a change is written against: the last that was adopted, even if it waits for its day."""
    return reading.assembly().books[-1][1]


def _first(request: HttpRequest, number: int | None) -> dict[str, Any]:
    if number is not None:
        return _amending(number)
    if "plan" in request.GET:
        return from_plan(request.GET["plan"])
    book, wanted = _latest(), request.GET.get("paragraph", "")
    if wanted and wanted not in {each.number for each in book.paragraphs}:
        raise Http404
    words = paragraph_in(book, wanted).text if wanted else book.text
    return {"title": "", "reasons": "", "words": words, "paragraph": wanted, "base": book.digest}


def _amending(number: int) -> dict[str, Any]:
    case, change = rules.case_of(number), Change.objects.filter(number=number).first()
    if case is None or change is None:
        raise Http404
    text = reading.assembly().known_books[case.proposed].text
    return {
        "title": change.title,
        "reasons": change.reasons,
        "words": text,
        "paragraph": "",
        "base": case.base,
    }


def _try(typed: dict[str, Any]) -> Trial | None:
    """The change tried out: None where no words stand there."""
    if not typed["words"].strip():
        return None
    book, wanted = _latest(), typed["paragraph"]
    first = 1
    if wanted:
        if wanted not in {each.number for each in book.paragraphs}:
            raise Http404
        first = paragraph_in(book, wanted).first
        text = with_paragraph(book, wanted, typed["words"])
    else:
        text = next_edition(book, typed["words"])
    new, faults = rules.all_faults(text)
    shown = [
        _fault(fault, first if wanted else 1, len(typed["words"].strip("\n").split("\n"))) for fault in faults
    ]
    if new is None:
        return Trial(text, shown, None, [], (), False)
    comparison = compare(book, new)
    if comparison.empty:
        shown.append(
            {
                "line": 0,
                "whole": 0,
                "guarantee": "",
                "says": _("It changes nothing."),
                "cure": _("Change some words."),
            }
        )
    return Trial(
        text, shown, new, rules.sides(comparison), sentences(comparison), touches_entrenched(comparison, book)
    )


def _fault(fault: Fault, first: int, lines: int) -> dict[str, Any]:
    """A fault with the line in the box (0 where it lies outside it) and the line in the whole rulebook."""
    own = fault.line - first + 1
    return {
        "line": own if 1 <= own <= lines else 0,
        "whole": fault.line,
        "guarantee": fault.guarantee,
        "says": fault.says,
        "cure": fault.cure,
    }


def _page(
    request: HttpRequest,
    typed: dict[str, Any],
    draft: str,
    number: int | None,
    *,
    form: ChangeForm | None = None,
    tried: Trial | None = None,
    why: Explained | None = None,
) -> HttpResponse:
    here = cast(Request, request)
    book = _latest()
    context = {
        "form": form or ChangeForm(initial=typed),
        "typed": typed,
        "draft": draft,
        "number": number,
        "tried": tried,
        "refused": why,
        "book": book,
        "moved_on": typed.get("base", "") not in ("", book.digest),
        "paragraphs": [(each.number, each.text[:60]) for each in book.paragraphs],
        "acting_for": here.acting_for,
        "action": f"/rulebook/changes/{number}/amend/" if number is not None else "/rulebook/propose/",
    }
    bad = (
        why is not None
        or (form is not None and bool(form.errors))
        or (tried is not None and bool(tried.faults))
    )
    return render(request, "rules/write.html", context, status=422 if bad else 200)

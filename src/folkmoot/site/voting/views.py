"""Ballots: voting, the ballot paper, the receipt, the result sheet with its lists."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.case import Case, standing
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.places import page_of
from folkmoot.site.debate.reading import name_for
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.voting import checking, course, possible
from folkmoot.site.voting import reading as voting
from folkmoot.site.voting.acts import cast_secret, declare, do_what_is_due, remaining, vote
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.forms import CastingForm, ChoiceForm, RanksForm, ReceiptForm
from folkmoot.site.voting.models import Ballot
from folkmoot.site.voting.papers import titles_on_the_paper


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, number: int) -> HttpResponse:
    """The ballot paper to fill in; afterwards, for a secret ballot, the receipt, which is shown this once."""
    here, acting = cast(Request, request), hand(request)
    found, case = _found(number)
    if found.on.startswith("election/"):
        return see_other(page_of(found.on))
    if acting is None:
        return render(request, "voting/ballot.html", _context(here, found, case, None, None, None))
    form = _form(found, case, request.POST if request.method == "POST" else None, acting)
    if request.method != "POST":
        return render(request, "voting/ballot.html", _context(here, found, case, acting, form, None))
    if not form.is_valid():
        return render(
            request, "voting/ballot.html", _context(here, found, case, acting, form, None), status=422
        )
    try:
        if found.is_secret:
            receipt = cast_secret(
                on=found.on, by=acting.person, at=here.at, clerk=acting.clerk, **form.vote()
            )
            context = {
                "ballot": found,
                "receipt": receipt,
                "page": page_of(found.on),
                "acting_for": here.acting_for,
            }
            return render(request, "voting/receipt.html", context)
        entry = vote(on=found.on, by=acting.person, at=here.at, clerk=acting.clerk, **form.vote())
    except OutOfOrder as refusal:
        why = explain(refusal, _("Voting"))
        return render(
            request, "voting/ballot.html", _context(here, found, case, acting, form, why), status=422
        )
    said = _("Your vote counts: act {index} of the record. You can change it while the ballot is open.")
    return done(request, said.format(index=entry.index), f"/ballots/{number}/")


@require_safe
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """A ballot paper to print: for whoever votes by hand."""
    found, case = _found(number)
    if found.on.startswith("election/"):
        return see_other(f"{page_of(found.on)}printed/")
    return render(
        request,
        "voting/paper.html",
        {
            "ballot": found,
            "title": voting.title_for(found, case, cast(Request, request).person),
            "titles": _titles(found, case),
            "closes": case.book.calendar.local(found.closes_at),
            "is_ranked": found.method == voting.CONDORCET,
            "choices": [voting.choice_words(each) for each in ("for", "against", "abstain")],
            "page": page_of(found.on),
        },
    )


@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    """The result sheet: the arithmetic, the lists, and whether a receipt is on the list."""
    here = cast(Request, request)
    found, case = _found(number)
    if found.on.startswith("election/"):
        return see_other(f"{page_of(found.on)}ballots/")
    declared = voting.declared_on(found, in_full=True)
    if declared is None:
        return render(request, "voting/not_yet.html", _context(here, found, case, None, None, None))
    form = ReceiptForm(request.GET if "receipt" in request.GET else None)
    receipts = voting.list_in(declared, "receipts") if found.is_secret else []
    context = {
        "ballot": found,
        "title": voting.title_for(found, case, here.person),
        "result": declared,
        "bars": voting.bars(declared) if declared.majority else None,
        "sums": voting.arithmetic(declared),
        "steps": declared.ranks.steps if declared.ranks else (),
        "receipts": receipts,
        "voters": _voters(declared, case, here),
        "own_code": here.person.code(found.name) if here.person else "",
        "form": form,
        "looked_for": "",
        "found": False,
        "page": page_of(found.on),
        "declared_day": course.day(case.book, declared.at),
        "opened_day": course.day(case.book, found.opened_at),
        "closed_day": course.day(case.book, found.closes_at),
        "options": [*declared.options, _("None of these")] if declared.options else [],
        "matrix": _matrix(declared),
        "checkit": checking.check_it(declared.index, found.on, f"{request.scheme}://{request.get_host()}"),
    }
    if form.is_bound and form.is_valid():
        context["looked_for"] = voting.tidy_receipt(form.cleaned_data["receipt"])
        context["found"] = context["looked_for"] in receipts
    return render(request, "voting/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def casting(request: HttpRequest, number: int) -> HttpResponse:
    """The casting vote of an officer, where the count leaves several options."""
    here = cast(Request, request)
    found, case = _found(number)
    if here.person is None:
        return sign_in_first(request)
    passkey: dict[str, object] = {"passkey": True} if here.by_passkey else {}
    for office in here.offices:
        by = Actor(office.office, office.code)
        left = remaining(reading.assembly(), case, by, here.at, passkey)
        if left and _is_last(found, case):
            break
    else:
        raise Http404
    titles = _titles(found, case)
    form = CastingForm(request.POST or None, remaining=[(option, titles[option - 1]) for option in left])
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["casting"]
        declare(on=found.on, by=office, at=here.at, casting=chosen, by_passkey=here.by_passkey)
        return done(request, _("The result is declared."), page_of(found.on))
    context = {"ballot": found, "form": form, "page": page_of(found.on)}
    return render(request, "voting/casting.html", context, status=422 if form.errors else 200)


@require_POST
def due(request: HttpRequest) -> HttpResponse:
    """Do all that is due anywhere; any member may press for it."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    made = do_what_is_due(here.at)
    said = _("Nothing was due.")
    if made:
        said = ngettext("{n} act was due and is done.", "{n} acts were due and are done.", len(made))
        said = said.format(n=len(made))
    return done(request, said, "/motions/")


def _found(number: int) -> tuple[Ballot, Case]:
    found = Ballot.objects.filter(number=number).first()
    case = reading.assembly().cases.get(found.on) if found else None
    if found is None or case is None:
        raise Http404
    return found, case


def _titles(found: Ballot, case: Case) -> list[str]:
    if found.method != voting.CONDORCET:
        return [found.title]
    if found.options:
        return [*found.options, _("None of these: keep the text as it stands")]
    return [*titles_on_the_paper(case), _("None of these: further discussion")]


def _form(found: Ballot, case: Case, data: Any, acting: Hand) -> ChoiceForm | RanksForm:
    own = None if found.is_secret else voting.own_vote(found, acting.person)
    if found.method == voting.CONDORCET:
        ranks = {f"rank_{at}": rank or None for at, rank in enumerate(own or (), start=1)}
        return RanksForm(data, titles=_titles(found, case), initial=ranks)
    return ChoiceForm(data, initial={"choice": own})


def _context(
    here: Request,
    found: Ballot,
    case: Case,
    acting: Hand | None,
    form: ChoiceForm | RanksForm | None,
    why: Explained | None,
) -> dict[str, Any]:
    voted = acting is not None and found.declared is None and voting.has_voted(found, acting.person)
    why_not = _why_not(found, case, acting, here.at) if acting else None
    return {
        "ballot": found,
        "title": voting.title_for(found, case, here.person),
        "state": standing(case, here.at).state,
        "is_open": standing(case, here.at).state == "at the vote" and _is_last(found, case),
        "form": form,
        "refused": why,
        "why_not": explain(why_not, _("Voting")) if why_not is not None else None,
        "voted": voted,
        "own_words": _own_words(found, acting) if voted else "",
        "is_ranked": found.method == voting.CONDORCET,
        "page": page_of(found.on),
        "closes": case.book.calendar.local(found.closes_at),
        "days": course.days_left(case.book, here.at, found.closes_at),
        "clocks": course.clocks(case, here.at) if _is_last(found, case) else [],
        "acting_for": here.acting_for,
        "viewer": here.person,
        "rule": _rule(case),
    }


def _is_last(found: Ballot, case: Case) -> bool:
    return case.ballot is not None and case.ballot.id == found.name


def _why_not(found: Ballot, case: Case, acting: Hand, at: int) -> OutOfOrder | None:
    code = acting.person.code(found.name)
    if found.is_secret:
        return why_not_cast(case, code, at)
    facts: dict[str, Any] = {"choice": "for"}
    if found.method == voting.CONDORCET:
        facts = {"ranks": [0] * len(_titles(found, case))}
    return possible.why_not(
        f"{case.machine.name}.vote", case.on, Actor("member", code), at, facts | acting.facts()
    )


def _own_words(found: Ballot, acting: Hand | None) -> str:
    own = voting.own_vote(found, acting.person) if acting and not found.is_secret else None
    return voting.choice_words(own) if isinstance(own, str) else ""


def _rule(case: Case) -> str:
    powers = case.book.powers.get(f"{case.machine.name}.vote", ())
    return powers[0].paragraph if powers else ""


def _voters(declared: voting.Declared, case: Case, here: Request) -> list[dict[str, str]]:
    """Who voted: in an open vote code name and choice, with names for members; in a secret one code names
    alone."""
    found = declared.ballot
    if found.is_secret:
        return [{"code": code, "choice": "", "name": ""} for code in voting.list_in(declared, "voters")]
    if case.ballot is None or not _is_last(found, case):
        return []
    names: dict[str, str] = {}
    if here.person is not None:
        deeds = Deed.objects.filter(on=found.on, act=f"{case.machine.name}.vote", entry__gt=found.entry)
        for deed in deeds.select_related("person").order_by("entry"):
            if deed.person is not None and deed.person.erased_at is None:
                names[deed.person.code(found.name)] = name_for(deed.person, here.person)
    return [
        {"code": code, "choice": _vote_words(choice), "name": names.get(code, "")}
        for code, choice in sorted(case.ballot.votes.items())
    ]


def _vote_words(choice: Any) -> str:
    return voting.choice_words(choice) if isinstance(choice, str) else ", ".join(map(str, choice))


def _matrix(declared: voting.Declared) -> list[list[str]]:
    """Pairwise comparisons: a row for each option, how many prefer it to each other."""
    if declared.ranks is None:
        return []
    names = [*declared.options, _("None of these")]
    pairs = declared.ranks.matrix
    return [
        [names[row], *(("–" if row == column else str(pairs[row][column])) for column in range(len(names)))]
        for row in range(len(names))
    ]

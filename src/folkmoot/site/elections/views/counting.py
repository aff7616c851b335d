"""After the close: paper ballots in batches, the declaration, a recount, the lists and their downloads."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import PRIORITY, Election
from folkmoot.procedure.electing_result import level_of
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, downloads, marking, naming, reading
from folkmoot.site.elections.acts.batches import differences, entering_is_over, papers_due
from folkmoot.site.elections.acts.declaring import count_now
from folkmoot.site.elections.forms import BatchForm
from folkmoot.site.elections.models import Batch
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.views.asking import ask, who_acts, without_clerk, yes_or_no
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import explain
from folkmoot.site.record import reading as record
from folkmoot.site.voting.reading import tidy_receipt


def clerk_of(here: Request, branch: str) -> Office | None:
    """The office in which somebody enters papers: returning officer or clerk, of the branch or above it."""
    assembly = record.assembly()
    powers = assembly.book_at(here.at).powers.get("election.batch", ())
    named = {role for power in powers for role in power.who}
    return next(
        (o for o in here.offices if o.office in named and o.branch_id in assembly.above(branch)), None
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest, number: int) -> HttpResponse:
    """The batches of papers from the box: the next one, and those that are entered."""
    here = cast(Request, request)
    row, case = reading.found(number)
    office = clerk_of(here, case.branch)
    if office is None or row.ballot is None or standing(case, here.at).state != "closed":
        return HttpResponseRedirect(row.url)
    if request.method == "POST":
        batch = acts.begin_batch(row=row)
        return HttpResponseRedirect(f"{row.url}batches/{batch.number}/")
    context = {
        "election": row,
        "title": naming.title_of(row),
        "batches": row.batches.all(),
        "due": papers_due(row),
        "over": entering_is_over(case, here.at),
        "lost": lost_words(papers_due(row)),
    }
    return render(request, "elections/batches.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, number: int, batch: int) -> HttpResponse:
    """One clerk's reading of a batch; once two have finished, what differs."""
    here = cast(Request, request)
    row, case = reading.found(number)
    office = clerk_of(here, case.branch)
    found = Batch.objects.filter(election=row, number=batch).first()
    if office is None or found is None:
        raise Http404
    refused: OutOfOrder | None = None
    mine = found.readings.filter(clerk=office.code).first()
    form = BatchForm(
        request.POST if request.method == "POST" else None, initial={"lines": mine.lines if mine else ""}
    )
    faults: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["lines"]
        faults = marking.faults_in(marking.tidy_lines(text), len(case.paper))
        finished = "finish" in request.POST and not faults
        try:
            mine = acts.keep_reading(batch=found, clerk=office, text=text, finished=finished)
            if finished and differences(found, office.code) == []:
                acts.enter_batch(row=row, batch=found, by=office, at=here.at, by_passkey=here.by_passkey)
                said = _("Both read every paper alike: batch {n} is entered.").format(n=batch)
                return done(request, said, f"{row.url}batches/")
        except OutOfOrder as refusal:
            refused = refusal
    unlike = differences(found, office.code) if mine is not None else None
    context = {
        "election": row,
        "title": naming.title_of(row),
        "batch": found,
        "form": form,
        "faults": faults,
        "mine": mine,
        "unlike": unlike,
        "names": list(enumerate(naming.names_on(row, case.paper, here.person), start=1)),
        "refused": explain(refused, _("Entering the batch")) if refused else None,
    }
    return render(
        request, "elections/batch.html", context, status=422 if faults or refused or form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, number: int) -> HttpResponse:
    """Declare the result. What would be published, and how much of it stands alone, is shown before."""
    here, acting = cast(Request, request), hand(request)
    row, case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    refused, notes = None, list[str]()
    unopposed = standing(case, here.at).state == "nominated"

    def do() -> HttpResponse:
        acts.declare(number=number, at=here.at, **who_acts(request, case, "election.declare"))
        return done(request, _("The result is declared."), row.url)

    if request.method != "POST" and not unopposed:
        try:
            shown = count_now(record.assembly(), row, here.at, here.person).shown
            notes = [*lost_words(papers_due(row)), *exposure_words(level_of(case), shown)]
        except OutOfOrder as refusal:
            refused = refusal
    follows = _("The count is made by the rule from the ballots in the box. Before you publish it:")
    if unopposed:
        follows = (
            _("No more motions wait than there are places, so there is no poll. Members may object.")
            if case.kind == PRIORITY
            else _("No more stand than there are places, so there is no poll. Members may object.")
        )
    return ask(
        request,
        row,
        _("Declare them elected?") if unopposed and case.kind != PRIORITY else _("Declare the result?"),
        do,
        button=_("Declare it") if refused is None else "",
        refused=refused,
        follows=follows if notes or unopposed else "",
        notes=notes,
        ways_on=lambda refused: _ways_on(here, row, case, refused),
    )


def lost_words(papers: int) -> list[str]:
    """What is said where papers from the box were not entered in time."""
    if not papers:
        return []
    words = ngettext(
        "{n} paper from the box was not entered in time, and counts as one without a choice. Whoever put it"
        " in may object to the result.",
        "{n} papers from the box were not entered in time, and count as papers without a choice. Whoever put"
        " one in may object to the result.",
        papers,
    )
    return [words.format(n=papers)]


def _ways_on(here: Request, row: Row, case: Election, refused: OutOfOrder) -> list[tuple[str, str]]:
    """What has to come before a declaration: the lot where some are tied, the papers from the box."""
    if refused.rule in {power.paragraph for power in case.book.powers.get("election.lot", ())}:
        return [(_("Enter the lot"), f"{row.url}lot/")]
    clerk = clerk_of(here, case.branch)
    if clerk is not None and papers_due(row) and not entering_is_over(case, here.at):
        return [(_("Enter paper ballots"), f"{row.url}batches/")]
    return []


def exposure_words(level: str, shown: dict[Any, Any]) -> list[str]:
    """What each level of publication would show, and which one the rulebook takes."""
    said = [_("A ballot like no other may be known again by whoever told its voter how to fill it.")]
    for each, what in shown.items():
        words = _("{level}: no ballot is shown.").format(level=_(each).capitalize())
        if what.papers:
            share = (200 * what.unique + what.papers) // (2 * what.papers)
            words = ngettext(
                "{level}: {papers} ballots, {n} of them ({share}%) like no other.",
                "{level}: {papers} ballots, {n} of them ({share}%) like no other.",
                what.unique,
            ).format(level=_(each).capitalize(), papers=what.papers, n=what.unique, share=share)
        said.append(words + (" " + _("This is what the rulebook publishes.") if each == level else ""))
    return said


@require_http_methods(["GET", "HEAD", "POST"])
def recount(request: HttpRequest, number: int) -> HttpResponse:
    """Count again."""
    row, case = reading.found(number)

    def do(here: Request) -> None:
        acts.recount(number=number, at=here.at, **without_clerk(who_acts(here, case, "election.recount")))

    return yes_or_no(
        request,
        row,
        _("Count again?"),
        _("The ballots in the box are counted again by the rule; what that gives stands."),
        _("Count again"),
        _("The recount is declared."),
        do,
    )


@never_cache
@require_safe
def ballots(request: HttpRequest, number: int) -> HttpResponse:
    """The public lists of a declared poll: receipts, voters, and the files to count again from."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if row.follows:
        return HttpResponseRedirect(f"/elections/{row.follows}/ballots/")
    declared = case.result is not None and not case.result.unopposed
    facts = case.result.facts if case.result is not None else {}
    receipts, voters = (_listed(facts, key) for key in ("receipts", "voters"))
    typed = tidy_receipt(request.GET.get("receipt", ""))[:40]
    address = f"{request.scheme}://{request.get_host()}{row.url}ballots.blt"
    context = {
        "election": row,
        "title": naming.title_of(row),
        "declared": declared and "receipts" in facts,
        "no_poll": case.result is not None and case.result.unopposed,
        "receipts": receipts,
        "voters": voters,
        "receipt": typed,
        "found": typed in receipts,
        "own_code": here.person.code(row.ballot.name) if here.person and row.ballot else "",
        "level": _(str(facts.get("level", ""))),
        "has_file": "ballots" in facts,
        "valid": facts.get("valid", 0),
        "invalid": facts.get("invalid", 0),
        "on_paper": sum(case.batches),
        "command": downloads.command(case),
        "address": address,
    }
    return render(request, "elections/ballots.html", context)


def _listed(facts: Any, key: str) -> list[str]:
    stated = facts.get(key)
    data = record.paper(str(stated["digest"])) if isinstance(stated, dict) else None
    return data.decode().splitlines() if data else []

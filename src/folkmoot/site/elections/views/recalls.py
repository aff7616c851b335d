"""Recalls: the list, one recall, beginning one, signing, the officer's reply."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.recall import Recall as RecallCase
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, course
from folkmoot.site.elections.forms import ReasonsForm
from folkmoot.site.elections.models import Recall
from folkmoot.site.elections.naming import title_of_recall
from folkmoot.site.elections.recallable import at_most, in_words, recallable
from folkmoot.site.elections.views.asking import ask, by_member, who_acts, without_clerk, yes_or_no
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading as record
from folkmoot.site.voting import checking
from folkmoot.site.voting import reading as voting
from folkmoot.site.voting.acts import declare, put
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.possible import why_not, why_not_put


def found(number: int) -> tuple[Recall, RecallCase]:
    """A recall, and what the record shows of it. Raises Http404."""
    row = Recall.objects.select_related("branch").filter(number=number).first()
    case = record.assembly().cases.get(row.on) if row else None
    if row is None or not isinstance(case, RecallCase):
        raise Http404
    return row, case


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All recalls, the newest first."""
    here = cast(Request, request)
    cases, cards = record.assembly().cases, []
    for row in Recall.objects.select_related("branch"):
        case = cases.get(row.on)
        if isinstance(case, RecallCase):
            state = standing(case, here.at).state
            cards.append(
                {
                    "url": row.url,
                    "title": title_of_recall(row, here.person),
                    "status": course.PILLS.get(state, "open"),
                    "pill": course.state_words(state),
                    "kicker": _("Recall {number}").format(number=row.number),
                    "said": signed_words(case),
                }
            )
    return render(request, "elections/recalls.html", {"cards": cards, "viewer": here.person})


def signed_words(case: RecallCase) -> str:
    """How many have signed, and how many it takes."""
    n = len(case.signers)
    return ngettext(
        "{n} member has signed; {wanted} are needed.", "{n} members have signed; {wanted} are needed.", n
    ).format(n=n, wanted=case.wanted)


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """A recall: reasons, reply, how many have signed, the vote."""
    here = cast(Request, request)
    row, case = found(number)
    state = standing(case, here.at).state
    actions, whynots = _possible(here, row, case, state)
    ballot = voting.latest(row.on)
    declared = voting.declared_on(ballot) if ballot is not None else None
    context = {
        "recall": row,
        "title": title_of_recall(row, here.person),
        "state": state,
        "status": course.PILLS.get(state, "open"),
        "pill": course.state_words(state),
        "stages": course.recall_stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "signed": len(case.signers),
        "wanted": case.wanted,
        "signed_words": signed_words(case),
        "next_words": next_words(state),
        "next_heading": course.next_heading(state),
        "has_signed": state == "signing"
        and here.person is not None
        and here.person.code(row.on) in case.signers,
        "actions": actions,
        "whynots": whynots,
        "result": declared,
        "bars": voting.bars(declared) if declared is not None and declared.majority else None,
        "viewer": here.person,
        "acts": checking.acts_on(
            case, [e for e in checking.chief_entries(row.on) if e.act != "recall.sign"], [], None
        ),
        "checkit": checking.check_it(
            declared.index if declared else row.entry, row.on, f"{request.scheme}://{request.get_host()}"
        ),
    }
    return render(request, "elections/recall.html", context)


def next_words(state: str) -> str:
    """What comes next."""
    return {
        "signing": _("Electors sign. With enough signatures it goes to a secret ballot; without, it lapses."),
        "triggered": _(
            "Enough have signed. The officer may reply at equal length; then the ballot is opened."
        ),
        "overdue": _(
            "Nobody opened the ballot in time. Until somebody does, the officer may do nothing in office."
        ),
        "at the vote": _("A secret ballot is open: for or against the recall."),
        "closed": _("The ballot has closed; anyone may declare the result."),
        "recalled": _("The office ended with the declaration. The place is filled by the rules."),
        "kept in office": _("The officer stays in office."),
        "lapsed": _("The recall has lapsed. Nothing follows from it."),
    }.get(state, "")


def _possible(
    here: Request, row: Recall, case: RecallCase, state: str
) -> tuple[list[dict[str, Any]], list[Explained]]:
    acting = hand(here)
    actions: list[dict[str, Any]] = []
    whynots: list[Explained] = []
    if acting is None:
        return actions, whynots

    def offer(label: str, url: str, why: OutOfOrder | None, kind: str = "") -> None:
        if why is None:
            actions.append({"label": label, "url": url, "kind": kind, "post": False, "fields": []})
        else:
            whynots.append(explain(why, label))

    code = acting.person.code(row.on)
    if state == "signing" and code not in case.signers:
        offer(_("Sign it"), f"{row.url}sign/", why_not("recall.sign", row.on, Actor("member", code), here.at))
    if state in ("triggered", "overdue"):
        if any(o.code == case.mover for o in here.offices) and not case.reply:
            offer(_("Reply"), f"{row.url}reply/", None)
        by = [Actor(o.office, o.code) for o in here.offices] + [Actor("member", code)]
        passkey = {"passkey": True} if here.by_passkey else {}
        whys = [why_not_put(case, a, here.at, passkey if a.role != "member" else {}) for a in by]
        offer(_("Put it to the vote"), f"{row.url}put/", None if None in whys else whys[-1])
    if state == "at the vote" and case.ballot is not None:
        number = case.ballot.id.partition("/")[2]
        offer(
            _("Vote"), f"/ballots/{number}/", why_not_cast(case, acting.person.code(case.ballot.id), here.at)
        )
    if state == "closed":
        offer(_("Declare the result"), f"{row.url}declare/", None)
    return actions, whynots


class OpenForm(ReasonsForm):
    """Whom, and why."""

    holding = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("holding", "reasons")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holding"].label = _("Who is to be recalled")
        self.fields["holding"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a recall, with reasons."""
    here, acting = cast(Request, request), hand(request)
    if acting is None:
        return sign_in_first(request)
    above = record.assembly().above(acting.person.branch_id)
    held = Office.objects.in_office(here.at).filter(branch__in=above).select_related("branch", "person")
    now = recallable(acting.person, held, here.at)
    sent = request.method == "POST"
    choices = [(each.holding, in_words(each)) for each in held] if sent else now.choices
    form = OpenForm(request.POST if sent else None, choices=choices)
    form.fields["reasons"].help_text = at_most(record.assembly().book_at(here.at), "recall.open")

    def do() -> HttpResponse | None:
        if not choices:
            return None
        holding = next(each for each in held if each.holding == form.cleaned_data["holding"])
        reasons = form.cleaned_data["reasons"]
        row = acts.open_recall(holding=holding, reasons=reasons, **by_member(here))
        return done(request, _("The recall has begun; your signature is the first."), row.url)

    return ask(
        request,
        None,
        _("Begin a recall"),
        do,
        form=form if choices else None,
        button=_("Begin it") if choices else "",
        not_yet=[] if sent and choices else now.refused,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign a recall."""
    row, _case = found(number)
    return yes_or_no(
        request,
        row,
        _("Sign this recall?"),
        _("How many have signed is public; who they are is not. A signature is not taken back."),
        _("Sign it"),
        _("You have signed."),
        lambda here: acts.sign_recall(number=number, **by_member(here)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def put_to_vote(request: HttpRequest, number: int) -> HttpResponse:
    """Put a recall to the vote."""
    row, case = found(number)
    return yes_or_no(
        request,
        row,
        _("Put it to the vote?"),
        _("The roll is fixed from now on. Every elector gets a letter; the ballot is secret."),
        _("Open the ballot"),
        _("The ballot is open."),
        lambda here: put(on=row.on, at=here.at, **without_clerk(who_acts(here, case, "recall.put"))),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def declare_result(request: HttpRequest, number: int) -> HttpResponse:
    """Declare the result of the vote."""
    row, _case = found(number)
    return yes_or_no(
        request,
        row,
        _("Declare the result?"),
        _("The ballots in the box are counted by the rule. If it is carried, the office ends at once."),
        _("Declare it"),
        _("The result is declared."),
        lambda here: declare(on=row.on, by=here.person, at=here.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """The officer's reply."""
    here = cast(Request, request)
    row, case = found(number)
    office = next((each for each in here.offices if each.code == case.mover), None)
    if office is None:
        return sign_in_first(request)
    form = ReasonsForm(request.POST if request.method == "POST" else None)
    form.fields["reasons"].label = _("Your reply")
    form.fields["reasons"].help_text = at_most(case.book, "recall.reply")

    def do() -> HttpResponse:
        acts.reply_to_recall(number=number, reply=form.cleaned_data["reasons"], by=office, at=here.at)
        return done(request, _("Your reply goes to all electors with the reasons."), row.url)

    return ask(request, row, _("Reply"), do, form=form, button=_("Reply"))

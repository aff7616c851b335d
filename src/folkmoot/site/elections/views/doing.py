"""Acts of one form: nominating, standing, withdrawing, striking, opening, declaring, objecting."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.electing import Election
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, naming, possible, reading
from folkmoot.site.elections.forms import PersonForm, ReasonsForm, StandForm
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.views.election import asker_of
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import explain
from folkmoot.site.members.roll import below


def ask(
    request: HttpRequest,
    row: Row | None,
    asks: str,
    *,
    form: forms.Form | None = None,
    follows: str = "",
    button: str = "",
    grave: bool = False,
    refused: OutOfOrder | None = None,
    notes: list[str] | None = None,
    buttons: list[tuple[str, str, str]] | None = None,
    links: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """A page with one form."""
    context = {
        "election": row,
        "title": naming.title_of(row) if row else "",
        "asks": asks,
        "follows": follows,
        "button": button,
        "grave": grave,
        "form": form if form is not None else forms.Form(),
        "refused": explain(refused, asks) if refused is not None else None,
        "back": row.url if row else "/elections/",
        "notes": notes or [],
        "buttons": buttons or [],
        "links": links or [],
        "acting_for": cast(Request, request).acting_for,
    }
    bad = refused is not None or bool(form is not None and form.is_bound and form.errors)
    return render(request, "elections/form.html", context, status=422 if bad else 200)


def who_acts(request: HttpRequest, case: Election, verb: str) -> dict[str, Any]:
    """By whom an act is: the officer whom the rules name, else the member."""
    here, acting = cast(Request, request), hand(request)
    assert acting is not None
    office = possible.officer(asker_of(request), case, verb)
    if office is not None:
        return {"by": office, "by_passkey": here.by_passkey}
    return {"by": acting.person, "clerk": acting.clerk}


def without_clerk(given: dict[str, Any]) -> dict[str, Any]:
    """The same for an act that nobody enters from paper."""
    return {key: value for key, value in given.items() if key != "clerk"}


def named(who: str, branch: str, viewer: Person) -> list[Person]:
    """Members of a branch and below whose name is shown to the viewer, and is this one."""
    people = Person.objects.in_branches(below(branch)).filter(shown_name__iexact=" ".join(who.split()))
    return [each for each in people if each.is_shown_to(viewer)]


def one_named(form: PersonForm, case: Election, viewer: Person) -> Person | None:
    """The member whom the form names; None, with an error on the form, where that is nobody or several."""
    found = named(form.cleaned_data["who"], case.branch, viewer)
    if len(found) == 1:
        return found[0]
    form.add_error(
        "who",
        _("Nobody of that name is shown to you here. They may nominate themselves.")
        if not found
        else _("Several members have that name. Ask the one you mean to nominate themselves."),
    )
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, number: int) -> HttpResponse:
    """Nominate somebody, or oneself."""
    here, acting = cast(Request, request), hand(request)
    row, case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    asks, refused = _("Nominate somebody"), None
    own = "myself" in request.POST
    form = PersonForm(request.POST if request.method == "POST" and not own else None)
    nominee: Person | None = acting.person if own else None
    if form.is_bound and form.is_valid():
        nominee = one_named(form, case, acting.person)
    if nominee is not None:
        try:
            acts.nominate(number=number, nominee=nominee, by=acting.person, at=here.at, clerk=acting.clerk)
        except OutOfOrder as refusal:
            refused = refusal
        else:
            to = f"{row.url}stand/" if nominee == acting.person else row.url
            return done(request, _("{name} is nominated.").format(name=nominee.shown_name), to)
    return ask(
        request,
        row,
        asks,
        form=form,
        button=_("Nominate"),
        refused=refused,
        follows=_("They are told, and say whether they stand. The record shows code names."),
        buttons=[("myself", _("Nominate myself"), "1")],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stand(request: HttpRequest, number: int) -> HttpResponse:
    """Consent to stand, with an address."""
    here, acting = cast(Request, request), hand(request)
    row, case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    power = next(iter(case.fitting(case.book.powers.get("election.consent", ()))), None)
    need = power.need("text within") if power else None
    setting = case.book.settings.get(need.key) if need and need.key else None
    most = getattr(setting.value, "number", None) if setting else None
    form = StandForm(
        request.POST if request.method == "POST" else None,
        groups=[(key, _(quota.group)) for key, quota in case.called_under.quotas.items()],
        most=most,
    )
    refused = None
    if form.is_bound and form.is_valid():
        try:
            acts.consent(
                number=number,
                by=acting.person,
                statement=form.cleaned_data["statement"],
                groups=tuple(form.cleaned_data.get("groups", ())),
                in_public=form.cleaned_data["in_public"],
                at=here.at,
                clerk=acting.clerk,
            )
        except OutOfOrder as refusal:
            refused = refusal
        else:
            return done(request, _("You stand. Your address is on the page of the election."), row.url)
    return ask(
        request,
        row,
        _("Say that you stand"),
        form=form,
        button=_("I stand"),
        refused=refused,
        follows=_("Your address stands in the record for good; your name is not in the record."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one's candidacy."""
    row, _case = reading.found(number)

    def do(here: Request) -> None:
        acting = hand(here)
        assert acting is not None
        acts.withdraw(number=number, by=acting.person, at=here.at, clerk=acting.clerk)

    return yes_or_no(
        request,
        row,
        _("Withdraw from the election?"),
        _("You cannot come back to it. If the ballot is open, the count passes over your name."),
        _("Withdraw"),
        _("You have withdrawn."),
        do,
        grave=True,
    )


def yes_or_no(
    request: HttpRequest,
    row: Row,
    asks: str,
    follows: str,
    button: str,
    said: str,
    do: Callable[[Request], None],
    *,
    grave: bool = False,
    notes: list[str] | None = None,
) -> HttpResponse:
    """A page that asks, and an act that needs no more than a yes."""
    here = cast(Request, request)
    if hand(request) is None:
        return sign_in_first(request)
    refused = None
    if request.method == "POST":
        try:
            do(here)
        except OutOfOrder as refusal:
            refused = refusal
        else:
            return done(request, said, row.url)
    return ask(request, row, asks, follows=follows, button=button, grave=grave, refused=refused, notes=notes)


@require_http_methods(["GET", "HEAD", "POST"])
def object_to_result(request: HttpRequest, number: int) -> HttpResponse:
    """Object to the result."""
    here, acting = cast(Request, request), hand(request)
    row, _case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    form, refused = ReasonsForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            acts.object_to_result(
                number=number,
                reasons=form.cleaned_data["reasons"],
                by=acting.person,
                at=here.at,
                clerk=acting.clerk,
            )
        except OutOfOrder as refusal:
            refused = refusal
        else:
            return done(request, _("Your objection stands in the record."), row.url)
    return ask(
        request,
        row,
        _("Object to the result"),
        form=form,
        button=_("Object"),
        refused=refused,
        follows=_(
            "If enough members object, the ballots in the box are counted again. Everybody reads your"
            " reasons; your name is not beside them."
        ),
    )

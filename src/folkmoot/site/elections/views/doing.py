"""What members do in an election: nominating, standing, withdrawing, objecting to the result."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.electing import COUNTBACK, Election
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, reading
from folkmoot.site.elections.forms import PersonForm, ReasonsForm, StandForm
from folkmoot.site.elections.views.asking import ask, by_member, yes_or_no
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import hand
from folkmoot.site.members.roll import below


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
    acting = hand(request)
    row, case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    own = "myself" in request.POST
    form = PersonForm(request.POST if request.method == "POST" and not own else None)

    def do() -> HttpResponse | None:
        nominee = acting.person if own else one_named(form, case, acting.person)
        if nominee is None:
            return None
        acts.nominate(number=number, nominee=nominee, **by_member(request))
        to = f"{row.url}stand/" if nominee == acting.person else row.url
        return done(request, _("{name} is nominated.").format(name=nominee.shown_name), to)

    return ask(
        request,
        row,
        _("Nominate somebody"),
        do,
        form=form,
        button=_("Nominate"),
        follows=_("They are told, and say whether they stand. The record shows code names."),
        buttons=[("myself", _("Nominate myself"), "1")],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stand(request: HttpRequest, number: int) -> HttpResponse:
    """Consent to stand, with an address."""
    row, case = reading.found(number)
    if hand(request) is None:
        return sign_in_first(request)
    power = next(iter(case.fitting(case.book.powers.get("election.consent", ()))), None)
    need = power.need("text within") if power else None
    setting = case.book.settings.get(need.key) if need and need.key else None
    most = getattr(setting.value, "number", None) if setting else None
    vacancy = case.kind == COUNTBACK
    form = StandForm(
        request.POST if request.method == "POST" else None,
        groups=[(key, _(quota.group)) for key, quota in case.called_under.quotas.items()],
        most=most,
    )

    def do() -> HttpResponse:
        acts.consent(
            number=number,
            statement=form.cleaned_data["statement"],
            groups=tuple(form.cleaned_data.get("groups", ())),
            in_public=form.cleaned_data["in_public"],
            **by_member(request),
        )
        said = _("You stand. Your address is on the page of the election.")
        if vacancy:
            said = _("You are willing. Your address is on the page of the vacancy.")
        return done(request, said, row.url)

    return ask(
        request,
        row,
        _("Say that you are willing") if vacancy else _("Say that you stand"),
        do,
        form=form,
        button=_("I am willing") if vacancy else _("I stand"),
        follows=_("Your address stands in the record for good; your name is not in the record."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one's candidacy."""
    row, _case = reading.found(number)
    return yes_or_no(
        request,
        row,
        _("Withdraw from the election?"),
        _("You cannot come back to it. If the ballot is open, the count passes over your name."),
        _("Withdraw"),
        _("You have withdrawn."),
        lambda here: acts.withdraw(number=number, **by_member(here)),
        grave=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def object_to_result(request: HttpRequest, number: int) -> HttpResponse:
    """Object to the result."""
    row, _case = reading.found(number)
    if hand(request) is None:
        return sign_in_first(request)
    form = ReasonsForm(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        reasons = form.cleaned_data["reasons"]
        acts.object_to_result(number=number, reasons=reasons, **by_member(request))
        return done(request, _("Your objection stands in the record."), row.url)

    return ask(
        request,
        row,
        _("Object to the result"),
        do,
        form=form,
        button=_("Object"),
        follows=_(
            "If enough members object, the ballots in the box are counted again. Everybody reads your"
            " reasons; your name is not beside them."
        ),
    )

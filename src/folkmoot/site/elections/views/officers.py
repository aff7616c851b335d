"""What the returning officer sees to: striking, opening, late changes of the roll; and the lot."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.electing_ballot import THROWERS
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, course, naming, reading
from folkmoot.site.elections.forms import LotForm, OpenForm, RollForm, StrikeForm
from folkmoot.site.elections.given import reasons_given
from folkmoot.site.elections.views.asking import ask, by_member, who_acts, without_clerk, yes_or_no
from folkmoot.site.elections.views.doing import one_named
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.voting import checking


@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, number: int) -> HttpResponse:
    """The returning officer chooses whom to strike, and says why."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return sign_in_first(request)
    people = [(c.code, c.name) for c in reading.candidates(row, case, here.person, here.at) if not c.gone]
    power = next(iter(case.book.powers.get("election.strike", ())), None)
    words = {"died": _("Has died"), "not-eligible": _("Cannot stand under the rules")}
    grounds = [(each, words.get(each, each)) for each in (power.grounds if power else ())] or list(
        words.items()
    )
    form = StrikeForm(
        request.POST if request.method == "POST" else None,
        grounds=grounds,
        initial={"name": request.GET.get("name", "")},
    )
    form.fields["name"] = forms.ChoiceField(label=_("Candidate"), choices=people, widget=forms.RadioSelect)
    form.order_fields(["name", "ground", "reasons"])

    def do() -> HttpResponse:
        given = without_clerk(who_acts(request, case, "election.strike"))
        acts.strike(number=number, at=here.at, **form.cleaned_data, **given)
        return done(request, _("The candidate is struck; members may object."), row.url)

    return ask(
        request,
        row,
        _("Strike a candidate"),
        do,
        form=form,
        button=_("Strike"),
        grave=True,
        follows=_(
            "The candidate is told why by letter, and everybody reads it on the page of the election. If"
            " enough members object, the candidate stands."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reinstate(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Object to the striking of a candidate."""
    row, case = reading.found(number)
    if name not in case.candidates:
        raise Http404
    viewer = cast(Request, request).person
    said = reasons_given(row, case, checking.chief_entries(row.on), viewer)
    (shown,) = naming.names_on(row, (name,), viewer)
    return yes_or_no(
        request,
        row,
        _("Object to the striking of {name}?").format(name=shown),
        _("If enough members object, the candidate stands again."),
        _("Object"),
        _("You have objected."),
        lambda here: acts.reinstate(number=number, name=name, **by_member(here)),
        notes=[part for each in said if each.name == name for part in (each.what, each.reasons)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_ballot(request: HttpRequest, number: int) -> HttpResponse:
    """Open the ballot, and name what decides ties."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if hand(request) is None:
        return sign_in_first(request)
    form = OpenForm(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        given = who_acts(request, case, "election.open")
        acts.open_ballot(number=number, at=here.at, dice=form.cleaned_data["dice"], **given)
        return done(request, _("The ballot is open."), row.url)

    return ask(
        request,
        row,
        _("Open the ballot?"),
        do,
        form=form,
        follows=_("The roll and the paper are fixed from now on. Every elector gets a letter."),
        button=_("Open the ballot"),
        notes=[course.next_words(case, here.at)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct_roll(request: HttpRequest, number: int) -> HttpResponse:
    """Correct the frozen roll."""
    here = cast(Request, request)
    viewer = here.person
    row, case = reading.found(number)
    if viewer is None:
        return sign_in_first(request)
    form = RollForm(request.POST if request.method == "POST" else None)
    form.order_fields(["change", "who", "reasons"])

    def do() -> HttpResponse | None:
        person = one_named(form, case, viewer)
        if person is None:
            return None
        given: dict[str, Any] = {form.cleaned_data["change"]: (person,)}
        given |= without_clerk(who_acts(request, case, "election.roll"))
        acts.correct_roll(number=number, reasons=form.cleaned_data["reasons"], at=here.at, **given)
        return done(request, _("The roll is corrected; the member is told."), row.url)

    return ask(
        request,
        row,
        _("Correct the roll"),
        do,
        form=form,
        button=_("Correct it"),
        follows=_(
            "The roll was frozen when the ballot opened. A late change stands in the record with its reasons."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lot(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the lot that was named at the opening."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return sign_in_first(request)
    source = str(case.lot_from.get("source", "dice"))
    form = LotForm(request.POST if request.method == "POST" else None)
    if source == "drand":
        n = case.lot_from["round"]
        form.fields["value"].label = _("Signature of round {n} of the public beacon").format(n=n)
        form.fields["value"].help_text = _(
            "Round {n} of the chain that begins with 52db9ba7 (drand, quicknet). Copy it from any site"
            " or program that shows it; it is checked here against the beacon's key, so it may come from"
            " anywhere."
        ).format(n=n)
    else:
        form.fields["value"].label = _("The throw that you saw: 24 figures from 1 to 6")
        form.fields["value"].help_text = ngettext(
            "{n} member has entered a throw. It counts once {wanted} have entered the same.",
            "{n} members have entered a throw. It counts once {wanted} have entered the same.",
            len(case.throws),
        ).format(n=len(case.throws), wanted=THROWERS)

    def do() -> HttpResponse:
        given = without_clerk(who_acts(request, case, "election.lot"))
        value = "".join(form.cleaned_data["value"].split()).lower()
        acts.enter_lot(number=number, source=f"{source} {value}", at=here.at, **given)
        return done(request, _("The lot is entered."), row.url)

    return ask(
        request,
        row,
        _("Enter the lot"),
        do,
        form=form,
        button=_("Enter it"),
        follows=_(
            "It decides only where candidates are equal throughout. Nobody could know it when it was named."
        ),
    )

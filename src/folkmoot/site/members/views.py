"""Pages of a member's own: who sees what, passkeys, the list of members, who holds which office."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members import acts
from folkmoot.site.members.acts import passkeys
from folkmoot.site.members.dates import moment
from folkmoot.site.members.forms import PasskeyForm, YouForm
from folkmoot.site.members.gate import members_only, passkey_wanted, safe_next
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import BY_PASSKEY, Request
from folkmoot.site.members.refusal import explain
from folkmoot.site.record.reading import assembly

CHALLENGE = "passkey_challenge"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def you(request: HttpRequest) -> HttpResponse:
    """Name, and who sees it; from here to everything that is one's own."""
    here = cast(Request, request)
    person = cast(Person, here.person)
    form = YouForm(request.POST or None, initial={"shown_name": person.shown_name, "shows": person.shows})
    if request.method == "POST" and form.is_valid():
        acts.show_as(person=person, **form.cleaned_data)
        messages.success(request, _("Your name, and who sees it, are as you wish."))
        return HttpResponseRedirect("/you/")
    held = [(office, moment(office.since), moment(office.until)) for office in here.offices]
    return render(request, "members/you.html", {"form": form, "held": held})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def own_passkeys(request: HttpRequest) -> HttpResponse:
    """The passkeys of a member, and a new one."""
    here = cast(Request, request)
    person = cast(Person, here.person)
    if person.passkeys.exists():
        wanted = passkey_wanted(request)
        if wanted is not None:
            return wanted  # an officer's second key rests on the first, not on a letter
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _made(here, person, form):
        messages.success(request, _("The passkey has been made. You can sign in with it from now on."))
        return HttpResponseRedirect(safe_next(request.GET.get("next", ""), "/you/passkeys/"))
    challenge = passkeys.challenge_to_make(person, assembly().name, here.at)
    request.session[CHALLENGE] = challenge.state
    context = {
        "form": form,
        "options": challenge.options,
        "passkeys": [(each, moment(each.made_at), moment(each.used_at)) for each in person.passkeys.all()],
        "host": passkeys.site_name(),
        "other_host": request.get_host().partition(":")[0] != passkeys.site_name(),
        "first": "first" in request.GET,
    }
    return render(request, "members/passkeys.html", context, status=400 if form.errors else 200)


def _made(here: Request, person: Person, form: PasskeyForm) -> bool:
    """Keep the passkey; it also counts as signing in by passkey, for it has just been used."""
    state = here.session.pop(CHALLENGE, {})
    try:
        passkeys.make(
            person=person,
            name=form.cleaned_data["name"],
            answer=form.cleaned_data["answer"] or {},
            state=state,
            at=here.at,
        )
    except passkeys.BadPasskey as bad:
        form.add_error(None, why_bad(bad))
        return False
    here.session[BY_PASSKEY] = True
    here.session.cycle_key()
    return True


def why_bad(bad: passkeys.BadPasskey) -> str:
    """What went wrong with a passkey, and what helps, in a sentence."""
    return {
        "many": _("You have as many passkeys as the site keeps for one member. Remove one first."),
        "stale": _("The page was open for too long. Press the button again."),
        "known": _("This passkey is known here already. You can sign in with it."),
        "unknown": _("This passkey is not known here. Sign in with a code by e-mail, then make a new one."),
        "copied": _("This passkey seems to have been copied. Sign in with a code by e-mail and remove it."),
    }.get(
        bad.why,
        _(
            "Your browser sent no passkey that could be checked. It needs JavaScript for this one page; "
            "without it, sign in with a code by e-mail."
        ),
    )


@require_POST
@members_only
def remove_passkey(request: HttpRequest, passkey: int) -> HttpResponse:
    """Forget a passkey; an officer's only by passkey."""
    wanted = passkey_wanted(request)
    if wanted is not None:
        return wanted
    passkeys.remove(person=cast(Person, cast(Request, request).person), passkey=passkey)
    messages.success(request, _("The passkey has been removed here. You can delete it on your device, too."))
    return HttpResponseRedirect("/you/passkeys/")


@require_GET
@members_only
def directory(request: HttpRequest) -> HttpResponse:
    """Members by the names they chose to show, to those they chose to show them to."""
    viewer = cast(Person, cast(Request, request).person)
    people = Person.objects.members().select_related("branch").order_by("branch__title", "shown_name", "id")
    shown = [each for each in people if each.is_shown_to(viewer)]
    groups: dict[str, list[Person]] = {}
    for each in shown:
        groups.setdefault(each.branch.title, []).append(each)
    context = {"groups": list(groups.items()), "hidden": people.count() - len(shown)}
    return render(request, "members/directory.html", context)


@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    """Who holds which office until when: by name for members, by code name for everybody."""
    here = cast(Request, request)
    held = (
        Office.objects.in_office(here.at)
        .select_related("branch", "person")
        .order_by("branch__title", "office")
    )
    rows = [office_row(each, here.person) for each in held]
    return render(request, "members/offices.html", {"rows": rows})


def office_row(office: Office, viewer: Person | None) -> dict[str, Any]:
    """An office as a page shows it: the name of its holder is for members."""
    return {
        "office": office.office,
        "branch": office.branch,
        "holder": office.person.shown_name if viewer else office.code,
        "named": viewer is not None,
        "since": moment(office.since),
        "until": moment(office.until),
        "entry": office.entry,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def resign(request: HttpRequest, holding: str) -> HttpResponse:
    """Give an office back."""
    here = cast(Request, request)
    wanted = passkey_wanted(request)
    if wanted is not None:
        return wanted
    office = next((each for each in here.offices if each.holding == holding), None)
    if office is None:
        return render(request, "members/not_an_officer.html", {"offices": ()}, status=403)
    refused = None
    if request.method == "POST":
        try:
            acts.resign(office=office, at=here.at, by_passkey=here.by_passkey)
        except OutOfOrder as found:
            refused = explain(found, _("Resigning"))
        else:
            messages.success(request, _("You have resigned. It stands in the record from now on."))
            return HttpResponseRedirect("/you/")
    context = {"office": office, "until": moment(office.until), "refused": refused}
    return render(request, "members/resign.html", context, status=409 if refused else 200)

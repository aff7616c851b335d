"""Acts on a motion, each with a page of its own: it asks first (GET), then does it (POST)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.motion import Motion as MotionCase
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.motions import acts
from folkmoot.site.motions import reading as motions
from folkmoot.site.motions.forms import OptionForm, RuleOutForm, WordsForm
from folkmoot.site.motions.models import Motion
from folkmoot.site.motions.views.motion import found
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts import do_what_is_due
from folkmoot.site.voting.acts import put as put_to_the_vote
from folkmoot.tlog.leaf import Leaf

EARLIER = 5  # rulings shown to whoever is about to rule


@dataclass(frozen=True)
class Short:
    """An act that needs no more than a yes: question, button, what is said afterwards, and the act."""

    verb: str
    asks: Any
    button: Any
    said: Any
    do: Callable[..., Any]
    grave: bool = False


SHORT = {
    "second": Short(
        "motion.second",
        gettext_lazy("Second this motion?"),
        gettext_lazy("Second it"),
        gettext_lazy("You have seconded motion {number}."),
        acts.second,
    ),
    "object": Short(
        "motion.object",
        gettext_lazy("Object to the ruling on this motion?"),
        gettext_lazy("Object to the ruling"),
        gettext_lazy("Your objection to the ruling on motion {number} counts."),
        acts.object_to_ruling,
    ),
    "ask-secret": Short(
        "motion.ask_secret",
        gettext_lazy("Ask for the vote on this motion to be secret?"),
        gettext_lazy("Ask for a secret vote"),
        gettext_lazy("You have asked for a secret vote on motion {number}."),
        acts.ask_secret,
    ),
    "withdraw": Short(
        "motion.withdraw",
        gettext_lazy("Withdraw your motion? It cannot be taken up again, only tabled anew."),
        gettext_lazy("Withdraw it"),
        gettext_lazy("Motion {number} is withdrawn."),
        acts.withdraw,
        grave=True,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def short(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Second, object, ask for a secret vote, withdraw."""
    here, acting, what = cast(Request, request), hand(request), SHORT[act]
    motion, _case = found(number)
    if acting is None:
        return sign_in_first(request)
    if request.method != "POST":
        return render(
            request, "motions/short.html", {"motion": motion, "what": what, "acting_for": here.acting_for}
        )
    try:
        what.do(number=number, by=acting.person, at=here.at, clerk=acting.clerk)
    except OutOfOrder as refusal:
        return refused(request, refusal, f"/motions/{number}/")
    return done(request, str(what.said).format(number=number), f"/motions/{number}/")


@require_POST
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put the motion to the vote: as an officer of its branch where one is signed in, else as a member."""
    here, acting = cast(Request, request), hand(request)
    motion, case = found(number)
    if acting is None:
        return sign_in_first(request)
    page = f"/motions/{number}/"
    refusal: OutOfOrder | None = None
    for by in _who_may_put(here, acting, case):
        clerk = acting.clerk if not isinstance(by, Office) else None
        try:
            ballot = put_to_the_vote(on=motion.on, by=by, at=here.at, clerk=clerk, by_passkey=here.by_passkey)
        except OutOfOrder as found_:
            refusal = refusal or found_
        else:
            return done(request, _("Ballot {number} is open.").format(number=ballot.number), page)
    assert refusal is not None
    return refused(request, refusal, page)


def _who_may_put(here: Request, acting: Hand, case: MotionCase) -> list[Any]:
    named = {role for power in case.book.powers.get("motion.put", ()) for role in power.who}
    offices = [o for o in here.offices if o.branch_id == case.branch and o.office in named]
    return [*offices, acting.person] if here.acting_for is None else [acting.person]


@require_POST
def due(request: HttpRequest, number: int) -> HttpResponse:
    """Do what the rules have made due on this motion; anyone who is signed in may press for it."""
    here = cast(Request, request)
    motion, _case = found(number)
    if here.person is None:
        return sign_in_first(request)
    made = do_what_is_due(here.at, only=motion.on)
    said = {
        "motion.declare": _("The result is declared."),
        "motion.put": _("The ballot is open."),
        "office.appoint": _("The appointment stands in the record."),
        "branch.open": _("The new branch is open."),
    }
    words = [said[each.act] for each in made if each.act in said]
    return done(request, " ".join(words) or _("Nothing was due."), f"/motions/{number}/")


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, number: int) -> HttpResponse:
    """The mover puts other words in the place of those that were ruled out."""
    here, acting = cast(Request, request), hand(request)
    motion, case = found(number)
    if acting is None:
        return sign_in_first(request)
    form = WordsForm(request.POST or None, initial={"title": motion.title, "text": motion.text})
    why: Explained | None = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.mend(number=number, by=acting.person, at=here.at, clerk=acting.clerk, **form.cleaned_data)
        except OutOfOrder as refusal:
            why = explain(refusal, _("Mending this motion"))
        else:
            return done(
                request, _("Motion {number} is in order again.").format(number=number), f"/motions/{number}/"
            )
    heading, button = _("Mend motion {number}").format(number=number), _("Put it back in order")
    return _form_page(request, motion, form, why, heading, button)


@require_http_methods(["GET", "HEAD", "POST"])
def add_option(request: HttpRequest, number: int) -> HttpResponse:
    """A rival text for the same ballot paper."""
    here, acting = cast(Request, request), hand(request)
    motion, case = found(number)
    if acting is None:
        return sign_in_first(request)
    ratios = next(
        (power.classes for power in case.book.powers.get("motion.declare", ()) if power.classes), {}
    )
    classes = {name: f"{name} ({ratio.over}:{ratio.to})" for name, ratio in ratios.items()}
    form = OptionForm(request.POST or None, classes=classes)
    why: Explained | None = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_option(
                number=number, by=acting.person, at=here.at, clerk=acting.clerk, **form.cleaned_data
            )
        except OutOfOrder as refusal:
            why = explain(refusal, _("Adding an option"))
        else:
            return done(request, _("The option is on the table."), f"/motions/{number}/")
    return _form_page(
        request, motion, form, why, _("An option to motion {number}").format(number=number), _("Add it")
    )


@require_POST
def second_option(request: HttpRequest, number: int, option: int) -> HttpResponse:
    """Second an option, so that it comes on the ballot paper."""
    here, acting = cast(Request, request), hand(request)
    found(number)
    if acting is None:
        return sign_in_first(request)
    try:
        acts.second(number=number, option=option, by=acting.person, at=here.at, clerk=acting.clerk)
    except OutOfOrder as refusal:
        return refused(request, refusal, f"/motions/{number}/")
    return done(request, _("You have seconded option {number}.").format(number=option), f"/motions/{number}/")


@require_http_methods(["GET", "HEAD", "POST"])
def rule_out(request: HttpRequest, number: int) -> HttpResponse:
    """An officer whom the rules name rules the motion out, on a listed ground, with reasons."""
    here = cast(Request, request)
    motion, case = found(number)
    named = {role for power in case.book.powers.get("motion.rule_out", ()) for role in power.who}
    office = next((o for o in here.offices if o.office in named and o.branch_id == case.branch), None)
    if here.person is None:
        return sign_in_first(request)
    if office is None:
        raise Http404
    form = RuleOutForm(request.POST or None, case=case)
    why: Explained | None = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.rule_out(
                number=number, by=office, at=here.at, by_passkey=here.by_passkey, **form.cleaned_data
            )
        except OutOfOrder as refusal:
            why = explain(refusal, _("Ruling this motion out"))
        else:
            return done(
                request, _("Motion {number} is ruled out.").format(number=number), f"/motions/{number}/"
            )
    heading = _("Rule motion {number} out").format(number=number)
    return _form_page(request, motion, form, why, heading, _("Rule it out"), earlier=_earlier(), grave=True)


def _earlier() -> list[dict[str, Any]]:
    """Earlier rulings: number of the motion and the ground in the words of its rulebook."""
    entries = Entry.objects.filter(act="motion.rule_out").order_by("-index")[:EARLIER]
    found_ = []
    for entry in entries:
        number = int(entry.on.partition("/")[2])
        case = motions.case_of(number)
        ground = str(Leaf.decode(bytes(entry.leaf)).facts["ground"])
        if case is not None:
            found_.append(
                {"number": number, "ground": motions.ground_words(case, ground), "rule": entry.rule}
            )
    return found_


def _form_page(
    request: HttpRequest,
    motion: Motion,
    form: Any,
    why: Explained | None,
    heading: str,
    button: str,
    *,
    earlier: list[dict[str, Any]] | None = None,
    grave: bool = False,
) -> HttpResponse:
    context = {
        "motion": motion,
        "form": form,
        "refused": why,
        "page_heading": heading,
        "button": button,
        "earlier": earlier,
        "grave": grave,
        "acting_for": cast(Request, request).acting_for,
    }
    return render(request, "motions/form.html", context, status=422 if why or form.errors else 200)

"""Publishing a text, or publishing it anew: first it is shown what becomes of each amendment."""

from datetime import date
from typing import Any, cast

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.rulebook.values import Term
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.plan import acts
from folkmoot.site.plan.forms import PublishForm
from folkmoot.site.plan.instructions import in_short
from folkmoot.site.plan.models import Amendment, Plan
from folkmoot.site.plan.reading import found
from folkmoot.site.plan.text_draft import TextDesk, text_desk
from folkmoot.site.record import reading
from folkmoot.texts.carry_over import CONFIRM, MADE, MOVED, carry_over
from folkmoot.texts.clause import Revision
from folkmoot.texts.compare import compare


@require_safe
def revise(request: HttpRequest, number: int) -> HttpResponse:
    """From a text to the draft of its next revision."""
    found(number)
    return see_other(f"/plans/drafts/of-{number}/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft: str) -> HttpResponse:
    """Publish the text of a draft; of a new revision, with what becomes of each amendment."""
    here, acting = cast(Request, request), hand(request)
    if here.person is None or acting is None:
        return sign_in_first(request)
    desk = text_desk(here.person, draft)
    if desk.opened is None and desk.plan is not None:
        return done(request, _("Change the text first: it reads as it was published."), desk.url)
    form = _form(desk, here, request.POST or None)
    if request.method != "POST":
        return _page(request, desk, form)
    _require_settled(desk, form)
    if not form.is_valid():
        return _page(request, desk, form)
    try:
        to, words = _published(here, acting, desk, form)
    except OutOfOrder as refusal:
        what = _("Publishing it anew") if desk.plan else _("Publishing this text")
        return _page(request, desk, form, explain(refusal, what))
    return done(request, words, to)


def _require_settled(desk: TextDesk, form: Form) -> None:
    if not desk.base.clauses or not desk.base.title:
        form.add_error(None, _("A text has a title and at least one clause: write them first."))
    if desk.aside:
        form.add_error(None, _("Some wordings still stand beside the text. Settle them first."))


def _published(here: Request, acting: Hand, desk: TextDesk, form: Form) -> tuple[str, str]:
    """Publish it; where to go, and what is said. Raises `OutOfOrder`."""
    typed, text = form.cleaned_data, desk.base
    verb = "plan.revise" if desk.plan else "plan.publish"
    branch = desk.plan.branch_id if desk.plan else typed["branch"].pk
    given: dict[str, Any] = who(here, acting, verb, branch)
    if desk.plan is not None:
        until: date | None = typed["until"]
        acts.revise(plan=desk.plan.number, revision=text, until=until, at=here.at, draft=desk.id, **given)
        return desk.plan.url, _("The new revision is published. Each mover is told what became of theirs.")
    follows = typed.get("follows") or ""
    plan = acts.publish(
        branch=branch,
        revision=text,
        until=typed["until"],
        at=here.at,
        follows=int(follows) if follows else None,
        kind=str(desk.fields.get("kind") or Plan.Kind.TEXT),
        draft=desk.id,
        **given,
    )
    return plan.url, _("The text is published, and open for amendment.")


def who(here: Request, acting: Hand, verb: str, branch: str) -> dict[str, Any]:
    """Who does it: an officer of the branch whom the rules name, if one is signed in, else the member."""
    book, above = reading.assembly().book_at(here.at), reading.assembly().above(branch)
    named = {role for power in book.powers.get(verb, ()) for role in power.who}
    office = next((o for o in here.offices if o.office in named and o.branch_id in above), None)
    if office is not None and here.acting_for is None:
        by: Person | Office = office
        return {"by": by, "by_passkey": here.by_passkey}
    return {"by": acting.person, "clerk": acting.clerk}


def _form(desk: TextDesk, here: Request, data: Any) -> PublishForm:
    assembly = reading.assembly()
    named = {r for p in assembly.book_at(here.at).powers.get("plan.publish", ()) for r in p.who}
    of_offices = [o.branch_id for o in here.offices if o.office in named]
    branches = [b for each in of_offices for b in assembly.below(each)]
    if not branches and here.person is not None:
        branches = list(assembly.above(here.person.branch_id))
    adopted = [
        (on.partition("/")[2], case.adopted.title)
        for on, case in assembly.cases.items()
        if isinstance(case, PlanCase) and case.adopted is not None
    ]
    wanted = str(desk.fields.get("branch") or "")
    initial = {"branch": wanted if wanted in branches else (of_offices or branches)[0] if branches else ""}
    return PublishForm(
        data, branches=branches, adopted=adopted, revising=desk.plan is not None, initial=initial
    )


def _page(request: HttpRequest, desk: TextDesk, form: Form, refused: Explained | None = None) -> HttpResponse:
    here = cast(Request, request)
    verb = "plan.revise" if desk.plan else "plan.publish"
    powers = reading.assembly().book_at(here.at).powers.get(verb, ())
    context = {
        "desk": desk,
        "plan": desk.plan,
        "form": form,
        "refused": refused,
        "title": desk.base.title or _("Without a title"),
        "first": _bound(here, "plan.shortest"),
        "last": _bound(here, "plan.longest"),
        "rule": powers[0].paragraph if powers else "",
        "acting_for": here.acting_for,
        "becomes": becomes(desk.plan, desk.case, desk.base, here.at) if desk.plan and desk.case else [],
        "differs": differences(desk.case.base, desk.base) if desk.case else [],
    }
    return render(request, "plan/publish.html", context, status=422 if refused or form.errors else 200)


def _bound(here: Request, key: str) -> date | None:
    """The first, or the last, day up to which a text published now may be open; None where no rule says."""
    book = reading.assembly().book_at(here.at)
    setting = book.settings.get(key)
    if setting is None or not isinstance(setting.value, Term):
        return None
    return book.calendar.local_date(book.calendar.end_of(setting.value, here.at))


def becomes(plan: Plan, case: PlanCase, text: Revision, at: int) -> list[dict[str, Any]]:
    """What a new revision would make of each amendment: it waits for its mover, is made already, or moves.
    One query."""
    groups: dict[str, list[int]] = {CONFIRM: [], MADE: [], MOVED: []}
    for each in case.those(at):
        if not each.amends and standing(each, at).state != "unconfirmed":
            groups[carry_over(case.base, text, each.wording).outcome].append(each.number)
    rows = Amendment.objects.filter(plan=plan, number__in=[n for g in groups.values() for n in g])
    short = {row.number: in_short(row.summary) for row in rows}
    words = {
        CONFIRM: _("These wait for their movers, who must confirm them: the words they touch have changed."),
        MADE: _("These are made already: the new revision says what they asked for."),
        MOVED: _("These move by themselves: the words they touch are the same."),
    }
    return [
        {
            "words": words[kind],
            "numbers": [(n, f"{plan.url}amendments/{n}/", short.get(n, "")) for n in numbers],
        }
        for kind, numbers in groups.items()
        if numbers
    ]


def differences(old: Revision, new: Revision) -> list[dict[str, Any]]:
    """What a new revision changes, clause by clause, in short."""
    kinds = {
        "new": _("new"),
        "gone": _("left out"),
        "moved": _("moved"),
        "relabelled": _("numbered otherwise"),
        "reworded": _("other words"),
    }
    return [
        {
            "label": each.new_label or each.old_label,
            "kinds": ", ".join(kinds[kind] for kind in each.kinds),
            "words": _first_words(each),
        }
        for each in compare(old, new).changes
    ]


def _first_words(change: Any) -> str:
    clause = change.new or change.old
    words = clause.heading or clause.body
    return words if len(words) <= 60 else f"{words[:60].rpartition(' ')[0]}…"

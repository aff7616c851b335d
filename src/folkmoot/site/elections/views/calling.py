"""Calling an election: the offices that can be filled now, vacancies, or motions to be ranked."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import Act
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import terms_for
from folkmoot.procedure.electing_call import to_be_followed
from folkmoot.procedure.electing_vacancy import left_in_term
from folkmoot.procedure.motion import Motion
from folkmoot.procedure.roll import Roll, make_roll
from folkmoot.procedure.sanction import limited
from folkmoot.rulebook.book import Power
from folkmoot.site.debate.acts import signature
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts
from folkmoot.site.elections.forms import CallForm, RankingForm
from folkmoot.site.elections.reading import quota_words
from folkmoot.site.elections.vacant import open_places
from folkmoot.site.elections.views.asking import ask
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.record import reading as record
from folkmoot.site.voting.papers import titles_in
from folkmoot.site.voting.possible import stand_in_roll


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Call an election for what the rulebook lets be elected and is vacant, or soon will be."""
    here, acting = cast(Request, request), hand(request)
    if acting is None:
        return sign_in_first(request)
    choices = _in_order(here, acting.person, _choices(here.at))
    form = CallForm(request.POST if request.method == "POST" else None, choices=choices)

    def do() -> HttpResponse | None:
        if not choices:
            return None
        kind, office, branch, seats, follows = form.cleaned_data["what"].split("|")
        row = acts.call(
            **_by(here, acting.person, branch),
            branch=branch,
            kind=kind,
            seats=int(seats),
            office=office,
            follows=int(follows) if follows else None,
            at=here.at,
        )
        said = _("The election is called. Every elector gets a letter.")
        if follows:
            said = _("The vacancy is called. Those who were not elected then are asked by letter.")
        return done(request, said, row.url)

    notes = [] if choices else [_("Every place is filled, or an election for it is under way.")]
    return ask(
        request,
        None,
        _("Call an election"),
        do,
        form=form if choices else None,
        button=_("Call it") if choices else "",
        notes=notes,
        follows=_("Places, method and quotas are those of the rulebook; nobody chooses them."),
        links=[(_("Rank motions instead"), "/elections/rank/")],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rank(request: HttpRequest) -> HttpResponse:
    """Let members put motions in an order."""
    here, acting = cast(Request, request), hand(request)
    if acting is None:
        return sign_in_first(request)
    assembly = record.assembly()
    branch = request.GET.get("branch") or acting.person.branch_id
    waiting = [
        case
        for case in assembly.cases.values()
        if isinstance(case, Motion)
        and case.branch == branch
        and standing(case, here.at).state in ("tabled", "debate")
    ]
    titles = titles_in([case.options[0].text for case in waiting])
    choices = [(case.on.partition("/")[2], title) for case, title in zip(waiting, titles, strict=True)]
    form = RankingForm(request.POST if request.method == "POST" else None, choices=choices)
    terms = terms_for(assembly.book_at(here.at), "")

    def do() -> HttpResponse:
        row = acts.call(
            **_by(here, acting.person, branch),
            branch=branch,
            kind="priority",
            seats=(terms.seats or 1) if terms else 1,
            motions=tuple(map(int, form.cleaned_data["motions"])),
            at=here.at,
        )
        return done(request, _("The ranking is called."), row.url)

    title = assembly.branches[branch].title if branch in assembly.branches else branch
    links = [
        (_("Motions of {branch}").format(branch=each.title), f"/elections/rank/?branch={each.id}")
        for each in assembly.branches.values()
        if each.id != branch
    ]
    return ask(
        request,
        None,
        _("Rank motions"),
        do,
        form=form,
        button=_("Call it"),
        follows=_("The members' ranking fills the first places on the agenda, in proportion to their votes."),
        notes=[_("Motions of {branch} that wait to be put.").format(branch=title)],
        links=links,
    )


def _by(here: Request, person: Person, branch: str) -> dict[str, Any]:
    """In what office somebody calls: one that the rules name, of that branch or of one above it."""
    assembly = record.assembly()
    powers = assembly.book_at(here.at).powers.get("election.call", ())
    named = {role for power in powers for role in power.who}
    for office in here.offices:
        serves = office.office in named and office.branch_id in assembly.above(branch)
        if serves and here.acting_for is None:
            return {"by": office, "by_passkey": here.by_passkey}
    return {"by": person}


def _choices(at: int) -> list[tuple[str, str]]:
    """What can be called now: (its value, in words)."""
    found = []
    for each in open_places(at):
        said = _words(each.terms, each.office, each.title, each.places)
        found.append((f"office|{each.office}|{each.branch}|{each.places}|", said))
        earlier = to_be_followed(record.assembly(), each.office, each.branch)
        if earlier is not None and left_in_term(record.assembly(), earlier, at):
            number = earlier.on.partition("/")[2]
            words = _("{office}, {branch}: a vacancy, from the ballots of election {number}")
            said = words.format(office=capfirst(_(each.office)), branch=each.title, number=number)
            found.append((f"countback|{each.office}|{each.branch}|1|{number}", said))
    return found


def _words(terms: Power, office: str, branch: str, places: int) -> str:
    """An office that can be filled, with what the rulebook says of it."""
    words = ngettext("{office}, {branch}: {n} place", "{office}, {branch}: {n} places", places)
    said = words.format(office=capfirst(_(office)), branch=branch, n=places)
    quotas = [quota_words(each) for each in terms.quotas.values()]
    return ", ".join([said, *quotas, _("counted by {method}").format(method=_(terms.method))])


def _in_order(here: Request, person: Person, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that this person may call now; all of them where it is none, so that the rules say why. Who may
    call a poll for a place may have it filled from ballots too."""
    assembly, may = record.assembly(), set[tuple[str, str]]()
    for value, _words in choices:
        kind, office, branch, seats, _follows = value.split("|")
        if kind != "office":
            continue
        signed = signature(
            **_by(here, person, branch), proceeding=f"election/{assembly.next_number('election')}"
        )
        out = limited(assembly, branch, "vote", here.at)
        size = assembly.members_of(branch) - out
        roll, papers = with_name(signed.actor.name, size)
        facts = {
            "kind": "office",
            "branch": branch,
            "office": office,
            "seats": int(seats),
            "roll": roll.as_facts(),
        }
        act = Act(
            "election.call",
            f"election/{assembly.next_number('election')}",
            signed.actor,
            facts | signed.facts,
            papers=papers,
        )
        if record.why_not(act, here.at) is None:
            may.add((office, branch))
    return [each for each in choices if tuple(each[0].split("|")[1:3]) in may] or choices


def with_name(name: str, size: int) -> tuple[Roll, dict[str, bytes]]:
    """A roll of invented names with this one among them: enough to ask whether an election may be called."""
    roll, _papers = stand_in_roll(max(size - 1, 0))
    return make_roll([*roll.names, name])

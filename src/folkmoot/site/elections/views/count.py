"""The page of a count: its stages as a table, a picture and in words; and the declaration to be printed."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.electing import COUNTBACK, PRIORITY, Election
from folkmoot.sentence import filled
from folkmoot.site.elections import downloads, naming, reading
from folkmoot.site.elections.counted import beside, declaration, page, ranking, vacancy
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading as record
from folkmoot.site.voting import checking


@require_safe
def count(request: HttpRequest, number: int) -> HttpResponse:
    """Stage by stage, for everybody; who is elected, where there was no count."""
    here = cast(Request, request)
    row, case = reading.found(number)
    context: dict[str, Any] = {
        "election": row,
        "title": naming.title_of(row),
        "orders": case.kind == PRIORITY,
        "viewer": here.person,
        "rule": case.called_under.paragraph,
        "result": case.result,
    }
    if case.result is None:
        return render(request, "elections/count.html", context)
    elected = [(each["place"], each["name"]) for each in reading.elected(row, case, here.person, here.at)]
    context |= {
        "method": _(case.called_under.method),
        "elected": elected,
        "figures": figures(case),
        "lot": lot_words(row, case, here.person),
        "command": downloads.command(case),
        "checkit": checking.check_it(case.result.index, row.on, f"{request.scheme}://{request.get_host()}"),
    }
    names = naming.names_on(row, case.paper, here.person)
    account = downloads.account(case, names)
    if account is not None:
        context |= page.shown(account, names, case.called_under.paragraph) | beside.others(
            row, case, account, names
        )
        if case.kind == PRIORITY:
            context["sheet"] = ranking.with_fates(case, context["sheet"], here.at)
        if case.kind == COUNTBACK:
            context |= {"elected": elected, "vacancy": vacancy.told(case, names)}
            context["sheet"] = vacancy.with_seats(case, context["sheet"])
    return render(request, "elections/count.html", context)


@require_safe
def declared(request: HttpRequest, number: int) -> HttpResponse:
    """The declaration as a PDF."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if case.result is None:
        raise Http404
    names = naming.names_on(row, case.paper, here.person)
    said = declaration.Declaration(
        title=_("Result: {title}").format(title=naming.title_of(row)),
        organisation=record.assembly().name,
        elected=tuple(each["name"] for each in reading.elected(row, case, here.person, here.at)),
        lines=(*figures(case), *kept(case, names)),
        lot=tuple(lot_words(row, case, here.person)),
        address=f"{request.scheme}://{request.get_host()}{row.url}count/",
        command=downloads.command(case),
        rule=case.called_under.paragraph,
        motions=case.kind == PRIORITY,
    )
    made = declaration.pdf(said, downloads.account(case, names), names)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="election-{number}-declaration.pdf"'
    return response


def kept(case: Election, names: list[str]) -> list[tuple[str, str]]:
    """What the quotas on the result have changed, as a line of the declaration."""
    said = beside.without_quotas(case, names)
    return [(_("Places that are kept"), " ".join(said))] if said else []


def figures(case: Election) -> list[tuple[str, str]]:
    """The papers in figures: pairs of a word and what it is."""
    assert case.result is not None
    facts, cast_ = case.result.facts, case.ballot
    if case.result.unopposed:
        return [(_("Ballot"), _("None was needed: no more stood than there are places."))]
    valid, invalid = int(facts.get("valid", 0)), int(facts.get("invalid", 0))
    found = [(_("Places"), str(case.seats))]
    if cast_ is not None and cast_.roll.names:
        found.append((_("Electors"), str(len(cast_.roll.names))))
    found += [(_("Ballots"), str(valid + invalid)), (_("Valid"), str(valid))]
    if invalid:
        found.append((_("Without a choice, or not valid"), str(invalid)))
    if sum(case.batches):
        found.append((_("Of these on paper"), str(sum(case.batches))))
    found.append((_("Counted by"), _(case.called_under.method)))
    found.append((_("What is published of the ballots"), _(str(facts.get("level", "")))))
    found.append((_("Act of the record"), str(case.result.index)))
    return found


def lot_words(row: Row, case: Election, viewer: Person | None) -> list[str]:
    """What decided ties, and the whole order that it gave, used or not."""
    if not case.lot_from:
        return []
    if case.lot_from.get("source") == "dice":
        said = [_("What decides ties was named at the opening: dice that three members see thrown.")]
    else:
        said = [
            _(
                "What decides ties was named at the opening: round {number} of the public beacon, a random"
                " number that nobody could know then."
            ).format(number=case.lot_from.get("round", ""))
        ]
    order = downloads.lot(case)
    if order:
        names = naming.names_on(row, case.paper, viewer)
        said.append(
            filled(
                _("The lot gave this order, the first favoured: {names}."),
                {"names": ", ".join(names[number - 1] for number in order)},
            )
        )
    return said

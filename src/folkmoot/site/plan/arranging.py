"""The form of those who arrange the amendments: a heading for the debate and a recommendation beside each."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.agenda import ADVICE, LONGEST_TITLE
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.debate import drafts
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import explain
from folkmoot.site.plan import reading
from folkmoot.site.plan.acts import Recommended
from folkmoot.site.plan.advising import words_of
from folkmoot.site.plan.cards import rows_of
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.possible import why_not_marshal
from folkmoot.site.plan.taking import entry_of, item_note, order_words
from folkmoot.site.plan.weighing import listed
from folkmoot.texts.clause import forbidden

Order = tuple[tuple[int, ...], ...]
KIND = "arranging"
LONGEST_WHY = 4000
"""Characters of the reasons for one recommendation."""
EMPTY = {"group": "", "advice": "", "why": ""}


@dataclass
class Arrangement:
    """What was typed beside each amendment: `group`, `advice` and `why` by its number."""

    order: Order
    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> list[tuple[str, tuple[int, ...]]]:
        """The headings in the order of the list, each with its amendments."""
        found: dict[str, list[int]] = {}
        for item in self.order:
            for number in item:
                title = self.typed.get(number, EMPTY)["group"].strip()
                if title:
                    found.setdefault(title, []).append(number)
        return [(title, tuple(numbers)) for title, numbers in found.items()]

    @property
    def advice(self) -> dict[int, Recommended]:
        """The recommendations by number."""
        return {
            number: Recommended(said["advice"], said["why"])
            for number, said in self.typed.items()
            if said["advice"]
        }

    def keep(self, here: Request, row: PlanRow) -> None:
        """Keep what was typed as a draft that only its writer can read."""
        assert here.person is not None
        said = {str(number): each for number, each in self.typed.items() if any(each.values())}
        drafts.keep(here.person, KIND, {"said": said}, here.at, place=place(row))

    def drop(self, here: Request, row: PlanRow) -> None:
        """The list is published: the draft is of no use any more."""
        assert here.person is not None
        drafts.drop(here.person, place=place(row))


def place(row: PlanRow) -> str:
    """Where the draft of an arrangement belongs."""
    return f"{row.on}/list"


def office_for(here: Request, case: Plan) -> Office | None:
    """The office under which whoever is here arranges the amendments of this plan, or None."""
    roles = [role for power in case.book.powers.get("plan.marshal", ()) for role in power.who]
    return next((o for o in here.offices if o.office in roles and o.branch_id == case.branch), None)


def arrangement(request: HttpRequest, over: Overview, order: Order) -> Arrangement:
    """What was sent, or kept before."""
    here = cast(Request, request)
    found = Arrangement(order)
    numbers = [number for item in order for number in item]
    if request.method == "POST":
        for number in numbers:
            said = {name: request.POST.get(f"{name}-{number}", "") for name in EMPTY}
            found.typed[number] = said
            _check(found, number, said)
        return found
    row = PlanRow(number=int(over.plan.on.partition("/")[2]))
    draft = drafts.find(here.person, KIND, place=place(row)) if here.person else None
    kept = dict(draft.fields.get("said", {})) if draft else {}
    found.typed = {number: EMPTY | dict(kept.get(str(number), {})) for number in numbers}
    return found


def _check(found: Arrangement, number: int, said: dict[str, str]) -> None:
    """Name what cannot be published as it was typed."""
    if len(said["group"]) > LONGEST_TITLE:
        said_ = _("Amendment {number}: the heading has more than {most} characters.")
        found.errors[f"group-{number}"] = said_.format(number=number, most=LONGEST_TITLE)
    if len(said["why"]) > LONGEST_WHY:
        said_ = _("Amendment {number}: the reasons have more than {most} characters.")
        found.errors[f"why-{number}"] = said_.format(number=number, most=LONGEST_WHY)
    for name in ("group", "why"):
        odd = next((mark for mark in said[name].replace("\r\n", "\n") if forbidden(mark)), None)
        if odd is not None:
            found.errors[f"{name}-{number}"] = _(
                "Amendment {number}: there is the invisible character U+{code} in it. Take it out."
            ).format(number=number, code=f"{ord(odd):04X}")
    if said["advice"] not in ("", *ADVICE):
        said["advice"] = ""
    if said["why"].strip() and not said["advice"]:
        found.errors[f"advice-{number}"] = _(
            "Amendment {number}: say what you recommend, since you give reasons."
        ).format(number=number)


def page(
    request: HttpRequest,
    row: PlanRow,
    over: Overview,
    typed: Arrangement,
    office: Office | None,
    refusal: OutOfOrder | None = None,
) -> HttpResponse:
    """The form, with what was typed; where it cannot be sent, with the reason."""
    here = cast(Request, request)
    why = None
    if refusal is None and office is not None:
        passkey = {"passkey": True} if here.by_passkey else {}
        why = why_not_marshal(over.plan, Actor(office.office, office.code), here.at, passkey)
    words, rule = order_words(over.plan)
    numbers = [number for item in typed.order for number in item]
    context: dict[str, Any] = {
        "plan": row,
        "places": reading.places(row, over.plan, here.at, "list"),
        "said": ngettext("{n} amendment", "{n} amendments", len(numbers)).format(n=len(numbers)),
        "refused": explain(refusal, _("Publishing the order of taking")) if refusal is not None else None,
        "whynots": [explain(why, _("Publishing the order of taking"))] if why is not None else [],
        "errors": list(typed.errors.items()),
        "order_words": words,
        "order_rule": rule,
        "rows": _rows(over, typed),
        "advice": [("", _("Nothing")), *((word, words_of(word)) for word in ADVICE)],
        "group_names": sorted({said["group"].strip() for said in typed.typed.values()} - {""}),
        "may": office is not None,
    }
    bad = refusal is not None or bool(typed.errors)
    return render(request, "plan/arrange.html", context, status=422 if bad else 200)


def _rows(over: Overview, typed: Arrangement) -> list[dict[str, Any]]:
    numbers = [number for item in typed.order for number in item]
    rows = rows_of(over, numbers)
    found = []
    for item in typed.order:
        for number in item:
            if number not in rows:
                continue
            entry = entry_of(over, rows[number], "")
            found.append(
                {
                    "number": number,
                    "name": entry.name,
                    "url": entry.url,
                    "branch": entry.branch,
                    "does": entry.does,
                    "falls": entry.falls,
                    "rivals": _("with {numbers} on one ballot").format(
                        numbers=listed(n for n in item if n != number)
                    )
                    if item_note(over, item)
                    else "",
                    "error": typed.errors.get(f"why-{number}", ""),
                    **typed.typed.get(number, EMPTY),
                }
            )
    return found

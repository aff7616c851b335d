"""The year in numbers: for everybody, on a page, on paper, and as a PDF."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.statistics import LEAST
from folkmoot.site.cases import figures
from folkmoot.site.cases.acts.statistics import publish_year
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.help.typesetting import compiled
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import checking
from folkmoot.tlog.leaf import Leaf

SHEET = Path(__file__).resolve().parent.parent / "templates" / "cases" / "year.typ"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All years together, and what moderators did."""
    here = cast(Request, request)
    found = figures.figures(here.at)
    together = found.together
    head, rows = figures.moderation_table(found)
    context = {
        "found": found,
        "together": together,
        "figures": figures.figures_of(together) if together else [],
        "years": [year for year in found.years if year.cases],
        "most": max((year.cases for year in found.years), default=1) or 1,
        "all_years": found.years,
        "moderation_head": head,
        "moderation_rows": rows,
        "least": LEAST,
        "as_of": _as_of(found),
        "rule": _rule(here.at),
    }
    return render(request, "cases/statistics.html", context)


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """One year: as it was published, or as the record gives it now."""
    here = cast(Request, request)
    return render(request, "cases/year.html", _report(request, here, year))


@require_safe
def as_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same on paper, tagged (PDF/UA-1)."""
    here = cast(Request, request)
    said = _report(request, here, year)
    sheet = {
        "title": said["title"],
        "organisation": reading.assembly().name,
        "lead": said["lead"],
        "figures": [
            {
                "title": each.title,
                "head": [each.head, _("Number")],
                "rows": [[row.label, row.count] for row in each.rows],
                "of": each.of,
                "said": each.said,
            }
            for each in said["figures"]
        ],
        "hidden_heading": _("What is not shown, and why"),
        "hidden": said["hidden"],
        "proof": said["proof_words"],
    }
    made = HttpResponse(compiled(str(SHEET), sheet), content_type="application/pdf")
    made["Content-Disposition"] = f'attachment; filename="cases-{year}.pdf"'
    return made


@require_POST
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Any member publishes a year that is over, where the site has not."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    to = f"/cases/statistics/{year}/"
    try:
        publish_year(year, here.at, by_member=True)
    except OutOfOrder as refusal:
        return refused(request, refusal, to)
    return done(request, _("The numbers are published. Anybody can check them against the record."), to)


def _report(request: HttpRequest, here: Request, number: int) -> dict[str, Any]:
    found = figures.figures(here.at)
    year = found.of(number)
    if year is None:
        raise Http404
    entry = _entry(number)
    said = year
    if entry is not None:
        stated = Leaf.decode(bytes(entry.leaf)).facts
        said = figures.Year(number, stated["cases"], stated["tables"], over=True, published=True)
    return {
        "year": said,
        "title": _("Cases in {year}").format(year=number),
        "figures": figures.figures_of(said),
        "lead": _lead(said),
        "hidden": hidden_words(),
        "least": LEAST,
        "as_of": _moment(entry.time) if entry else _as_of(found),
        "entry": entry,
        "may_publish": entry is None and year.over and here.person is not None,
        "rule": entry.rule if entry else _rule(here.at),
        "proof_words": _proof(entry),
        "years": [each.year for each in found.years],
        "checkit": checking.check_it(entry.index, entry.on, f"{request.scheme}://{request.get_host()}")
        if entry
        else None,
    }


def _entry(year: int) -> Entry | None:
    """The act that published a year; one query."""
    return Entry.objects.filter(on=f"statistics/{year}", act="statistics.publish").first()


def _lead(year: figures.Year) -> str:
    if not year.cases:
        return _("Fewer than {least} cases were brought in {year}, so nothing is shown of them.").format(
            least=LEAST, year=year.year
        )
    return _("{n} cases were brought in {year}.").format(n=year.cases, year=year.year)


def hidden_words() -> str:
    """What is left out, and why."""
    return _(
        "No number below {least} is shown, and none from which one could be worked out: small ones are added "
        "up as “others”, and where those would be too few, the next smallest goes with them. In a small "
        "organisation a number like “1 expulsion” is a name."
    ).format(least=LEAST)


def _proof(entry: Entry | None) -> str:
    if entry is None:
        return _("These numbers are not published yet: they follow from the record as it stands.")
    return _(
        "Published as act {index} of the record on {day}, under rule {rule}. Anybody can count them again: "
        "folkmoot audit {address}"
    ).format(index=entry.index, day=_day(entry.time), rule=entry.rule, address=settings.FOLKMOOT_URL)


def _rule(at: int) -> str:
    assembly = reading.assembly()
    powers = assembly.book_at(at).powers.get("statistics.publish", ()) if assembly.books else ()
    return powers[0].paragraph if powers else ""


def _as_of(found: figures.Figures) -> str:
    return _moment(found.at)


def _moment(at: int) -> str:
    assembly = reading.assembly()
    return date_format(assembly.book_at(at).calendar.local(at), "j F Y, H:i") if assembly.books else ""


def _day(at: int) -> str:
    return date_format(reading.assembly().book_at(at).calendar.local(at), "j F Y")


urlpatterns = [
    path("cases/statistics/", index, name="statistics"),
    path("cases/statistics/<int:year>/", report, name="year"),
    path("cases/statistics/<int:year>/publish/", publish, name="publish-year"),
    path("cases/statistics/<int:year>/cases.pdf", as_pdf, name="year-pdf"),
]

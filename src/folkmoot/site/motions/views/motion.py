"""The page of one motion: what it is, where it stands, what one may do now, who says so."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.motion import Motion as MotionCase
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import place_of
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.reading import debate, deeds_on, name_for
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.motions import agenda
from folkmoot.site.motions import reading as motions
from folkmoot.site.motions.models import Motion
from folkmoot.site.motions.possible import option_may_be_seconded, possible
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import checking, course
from folkmoot.site.voting import reading as voting
from folkmoot.tlog.leaf import Leaf

SUPPORTERS_NAMED = 3


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """A motion for everybody; names and the debate for members."""
    here = cast(Request, request)
    motion, case = found(number)
    viewer = here.person
    may = possible(case, hand(request), here.offices, here.by_passkey, here.at)
    deeds, entries = deeds_on(motion.on), checking.chief_entries(motion.on)
    state = standing(case, here.at)
    ballot = voting.latest(motion.on) if "opening" in case.events else None
    result = voting.declared_on(ballot) if ballot else None
    context = {
        "motion": motion,
        "case": case,
        "state": state,
        "is_over": course.is_over(case, here.at),
        "status": course.PILLS[state.state],
        "pill": course.state_words(state.state),
        "said": _said(case, deeds, viewer),
        "stages": motions.stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "next_words": motions.next_words(case, here.at),
        "may": may,
        "options": _options(request, motion, case) if len(case.options) > 1 else [],
        "nominee": name_for(motion.nominee, viewer) if motion.kind == Motion.Kind.APPOINT else "",
        "ruled": _ruling(case, entries) if case.ground else None,
        "asked_secret": len(case.secrecy),
        "ballot": ballot,
        "result": result,
        "bars": voting.bars(result) if result and result.majority else None,
        "agenda": agenda.places(here.at).get(motion.on),
        "sums": voting.arithmetic(result) if result else "",
        "checkit": checking.check_it(
            result.index if result else motion.entry, motion.on, f"{request.scheme}://{request.get_host()}"
        ),
        "acts": checking.acts_on(case, entries, deeds, viewer),
        "rulebook_moved_on": case.book.digest != reading.assembly().book_at(here.at).digest,
        "viewer": viewer,
    }
    if viewer is not None:
        context |= _debate(request, case, viewer, may_speak=may.may_speak)
    return render(request, "motions/motion.html", context)


def found(number: int) -> tuple[Motion, MotionCase]:
    """The motion and what the record shows of it; 404 where there is none. One query."""
    motion = Motion.objects.select_related("branch", "nominee").filter(number=number).first()
    case = motions.case_of(number)
    if motion is None or case is None:
        raise Http404
    return motion, case


def _debate(request: HttpRequest, case: MotionCase, viewer: Person, *, may_speak: bool) -> dict[str, Any]:
    here = cast(Request, request)
    asked = request.GET.get("page", "1")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    draft = drafts.find(viewer, "speech", place=place_of(case.on, None)) if may_speak else None
    return {
        "debate": debate(case.on, viewer, case.book.calendar, wanted, at=here.at, may_answer=may_speak),
        "speak_url": f"{request.path}speak/",
        "draft": draft.fields.get("words", "") if draft else "",
        "kept_at": case.book.calendar.local(draft.kept_at) if draft else None,
        "acting_for": here.acting_for,
    }


def _options(request: HttpRequest, motion: Motion, case: MotionCase) -> list[dict[str, Any]]:
    """The rival texts, how many have seconded each, and whether this member may; one query."""
    here, acting = cast(Request, request), hand(request)
    found_ = []
    for row in motion.options.order_by("number"):
        option = case.options[row.number - 1]
        may = acting is not None and option_may_be_seconded(case, acting, row.number, here.at)
        support = _("{have} of {wanted} seconders").format(have=len(option.supporters), wanted=case.wanted)
        found_.append(
            {
                "number": row.number,
                "title": row.title,
                "html": row.html,
                "support": support,
                "may_second": may,
            }
        )
    return found_


def _said(case: MotionCase, deeds: list[Deed], viewer: Person | None) -> str:
    """Who moved and seconded it: names for members, numbers for everybody else."""
    names = [name_for(deed.person, viewer) for deed in deeds if deed.act == "motion.second"]
    mover = next((name_for(deed.person, viewer) for deed in deeds if deed.act == "motion.table"), "")
    if viewer is None or not mover:
        return _("{n} of {wanted} seconders").format(n=len(case.supporters), wanted=case.wanted)
    if not names:
        return _("Moved by {mover}").format(mover=mover)
    more = len(names) - SUPPORTERS_NAMED
    if more > 0:
        seconders = _("{names} and {n} others").format(names=", ".join(names[:SUPPORTERS_NAMED]), n=more)
    else:
        seconders = ", ".join(names)
    return _("Moved by {mover}, seconded by {names}").format(mover=mover, names=seconders)


def _ruling(case: MotionCase, entries: list[Entry]) -> dict[str, Any]:
    """The ruling on a motion: its ground in the rulebook's words, and its reasons. One query."""
    entry = next(each for each in entries if each.act == "motion.rule_out")
    reasons = reading.paper(str(Leaf.decode(bytes(entry.leaf)).facts["reasons"]))
    return {
        "ground": motions.ground_words(case, case.ground),
        "reasons": reasons.decode().strip() if reasons else "",
        "rule": entry.rule,
        "index": entry.index,
        "day": course.day(case.book, entry.time),
    }

"""Plans as pages show them: finding one, the pages that it has, its card in a list, and what needs whom."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.ballot import SECRET
from folkmoot.procedure.case import standing
from folkmoot.procedure.question import Question
from folkmoot.procedure.shared_text import UNDER_WAY, Plan
from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.site.members.models import Person
from folkmoot.site.plan import course
from folkmoot.site.plan.instructions import in_short
from folkmoot.site.plan.models import Amendment
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import overview
from folkmoot.site.plan.possible import questions_of
from folkmoot.site.plan.question_course import asked, next_words
from folkmoot.site.record import reading
from folkmoot.site.voting.course import day
from folkmoot.site.voting.models import VoterMark

Places = list[tuple[str, str, bool]]


def found(number: int) -> tuple[PlanRow, Plan]:
    """A plan and what the record shows of it; 404 where there is none. One query."""
    row = PlanRow.objects.select_related("branch").filter(number=number).first()
    case = reading.assembly().cases.get(f"plan/{number}")
    if row is None or not isinstance(case, Plan):
        raise Http404
    return row, case


def amendment_found(plan: int, number: int) -> tuple[Amendment, AmendmentCase]:
    """An amendment and what the record shows of it; 404 where there is none. One query."""
    row = Amendment.objects.select_related("plan__branch", "branch").filter(plan=plan, number=number).first()
    case = reading.assembly().cases.get(f"plan/{plan}/amendment/{number}")
    if row is None or not isinstance(case, AmendmentCase):
        raise Http404
    return row, case


def question_found(plan: int, number: int) -> Question:
    """What the record shows of a question on a plan; 404 where there is none. Reads memory only."""
    case = reading.assembly().cases.get(f"plan/{plan}/question/{number}")
    if not isinstance(case, Question):
        raise Http404
    return case


def places(row: PlanRow, case: Plan, at: int, current: str) -> Places:
    """The pages of one plan, for `plan/parts/places.html`; `current` is the name of the one that is shown."""
    adopted = standing(case, at).state == "adopted"
    pages = (
        ("text", _("Text"), ""),
        ("marked", _("With amendments"), "marked/"),
        ("contested", _("Still contested"), "contested/"),
        ("amendments", _("Amendments"), "amendments/"),
        ("list", _("Order of taking"), "list/"),
        ("meeting", _("Meeting"), "meeting/"),
        ("compare", _("Compare"), "compare/"),
        ("history", _("Adopted text") if adopted else _("History"), "history/"),
        ("files", _("Files"), "files/"),
    )
    return [(label, row.url + end, name == current) for name, label, end in pages]


def state_of(case: Any, at: int) -> dict[str, Any]:
    """Where something stands, for a page: `state`, `status` and `pill`, and whether it `is_over`."""
    now = standing(case, at)
    return {
        "state": now,
        "status": course.PILLS[now.state],
        "pill": course.state_words(now.state, case.machine.name),
        "is_over": course.is_over(case, at),
    }


def published_words(case: Plan, at: int) -> str:
    """When the text was published, and how many amendments it has."""
    many = len(case.amendments)
    amendments = ngettext("{n} amendment", "{n} amendments", many).format(n=many)
    if "revision" in case.events:
        return _("Published anew on {day}. {amendments}.").format(
            day=_day(case, "revision"), amendments=amendments
        )
    return _("Published on {day}. {amendments}.").format(day=_day(case, "publication"), amendments=amendments)


def _day(case: Plan, event: str) -> str:
    return day(case.book, case.events[event])


@dataclass(frozen=True)
class TextCard:
    """One text in a list, for `plan/parts/text_card.html`."""

    number: int
    title: str
    url: str
    state: str
    status: str
    pill: str
    branch: str
    then: str
    said: str = ""
    facts: list[str] = field(default_factory=list)


def text_cards(at: int, *, branch: str = "", states: tuple[str, ...] = (), most: int = 200) -> list[TextCard]:
    """The plans in a branch (or in all) in one of these states (or in any), the newest first; one query."""
    facts = reading.assembly()
    numbers = [
        int(on.partition("/")[2])
        for on, case in facts.cases.items()
        if isinstance(case, Plan)
        and branch in ("", case.branch)
        and (not states or standing(case, at).state in states)
    ]
    if not numbers:
        return []
    rows = PlanRow.objects.filter(number__in=sorted(numbers, reverse=True)[:most]).select_related("branch")
    return [_text_card(row, cast(Plan, facts.cases[row.on]), at) for row in rows.order_by("-number")]


def _text_card(row: PlanRow, case: Plan, at: int, said: str = "") -> TextCard:
    state = standing(case, at).state
    many = len(case.amendments)
    return TextCard(
        row.number,
        row.title,
        row.url,
        state,
        course.PILLS[state],
        course.state_words(state, "plan"),
        row.branch.title,
        course.next_words(case, at),
        said,
        [ngettext("{n} amendment", "{n} amendments", many).format(n=many)] if many else [],
    )


@dataclass(frozen=True)
class Wanted:
    """Something on a plan that needs a member, for `plan/parts/text_card.html` on the home page."""

    kind: str
    title: str
    url: str
    status: str
    pill: str
    branch: str
    said: str
    then: str
    facts: list[str] = field(default_factory=list)


RANKS = ("vote", "confirm", "sign", "accept", "second")
AT_MOST = 3
"""Of each kind and plan; the rest is one line that leads to the list."""


def for_home(person: Person, at: int) -> list[Wanted]:
    """What needs this member: questions to vote on, amendments to confirm, sign, accept or second. Three
    queries, where there is anything at all."""
    facts = reading.assembly()
    mine = set(facts.above(person.branch_id))
    plans = [case for case in facts.cases.values() if isinstance(case, Plan) and case.branch in mine]
    live = [plan for plan in plans if standing(plan, at).state in course.LIVE]
    if not live:
        return []
    rows = PlanRow.objects.filter(number__in=[_number(plan) for plan in live]).in_bulk()
    found: list[tuple[int, Wanted]] = []
    for plan in live:
        row = rows[_number(plan)]
        found += [(RANKS.index(each.kind), each) for each in _wanted(row, plan, person, at)]
    return [each for _rank, each in sorted(found, key=lambda pair: pair[0])]


def _number(plan: Plan) -> int:
    return int(plan.on.partition("/")[2])


def _wanted(row: PlanRow, plan: Plan, person: Person, at: int) -> list[Wanted]:
    code = person.code(plan.on)
    if code not in plan.roll.names:
        return []
    found = [*_votes(row, plan, person, at)]
    numbers = _asked_of(plan, code, at)
    shown = [number for kind in numbers for number in numbers[kind][:AT_MOST]]
    short = (
        {
            each.number: in_short(each.summary)
            for each in Amendment.objects.filter(plan=row, number__in=shown).only("number", "summary", "plan")
        }
        if shown
        else {}
    )
    said = {
        "confirm": _("The text was published anew: say whether yours still stands."),
        "sign": _("A composite asks for your signature."),
        "accept": _("You may accept it, or leave it to the meeting."),
        "second": "",  # its pill says so
    }
    for kind, each in numbers.items():
        found += [
            _amendment_wanted(row, plan, number, kind, said[kind], short.get(number, ""), at)
            for number in each[:AT_MOST]
        ]
        if len(each) > AT_MOST:
            more = len(each) - AT_MOST
            title = ngettext("{n} more amendment", "{n} more amendments", more).format(n=more)
            url = f"{row.url}amendments/?state=tabled" if kind == "second" else f"{row.url}amendments/"
            found.append(
                Wanted(kind, title, url, "open", course.state_words("tabled"), row.title, said[kind], "")
            )
    return found


def _votes(row: PlanRow, plan: Plan, person: Person, at: int) -> list[Wanted]:
    """The questions on a plan in which this member has a vote and has not cast it; one query at most."""
    found, secret = list[tuple[int, Question]](), dict[str, int]()
    for number, question in enumerate(questions_of(plan), start=1):
        ballot = question.ballot
        if standing(question, at).state != "at the vote" or ballot is None:
            continue
        code = person.code(ballot.id)
        if code not in ballot.roll.names or code in ballot.votes:
            continue
        found.append((number, question))
        if ballot.manner == SECRET:
            secret[code] = number
    if secret:
        cast_ = VoterMark.objects.filter(code__in=list(secret), voted=True).values_list("code", flat=True)
        done = {secret[code] for code in cast_}
        found = [(number, question) for number, question in found if number not in done]
    return [
        Wanted(
            "vote",
            asked(question),
            f"{row.url}questions/{number}/",
            "vote",
            course.state_words("at the vote"),
            row.title,
            _("Your vote is wanted."),
            next_words(question, at),
        )
        for number, question in found
    ]


def _asked_of(plan: Plan, code: str, at: int) -> dict[str, list[int]]:
    """The amendments that want something of whoever has this code name, by what they want."""
    over = overview(plan, at)
    found: dict[str, list[int]] = {kind: [] for kind in RANKS[1:]}
    open_now = standing(plan, at).state == "open"
    for number, each in plan.amendments.items():
        state = over.states[number]
        if state not in UNDER_WAY:
            continue
        if state == "unconfirmed" and each.mover == code:
            found["confirm"].append(number)
        elif state in ("tabled", "seconded") and each.amends and each.amended_by == code:
            found["accept"].append(number)
        elif open_now and state == "tabled" and each.mover != code:
            unsigned = (plan.amendments[n] for n in each.composite_of if n not in each.joined)
            if any(source.mover == code for source in unsigned):
                found["sign"].append(number)
            elif code not in each.supporters_of({}):
                found["second"].append(number)
    return found


def _amendment_wanted(
    row: PlanRow, plan: Plan, number: int, kind: str, said: str, short: str, at: int
) -> Wanted:
    state = overview(plan, at).states[number]
    return Wanted(
        kind,
        _("Amendment {number} to {title}").format(number=number, title=row.title),
        f"{row.url}amendments/{number}/",
        course.PILLS[state],
        course.state_words(state),
        row.title,
        said,
        short,
    )

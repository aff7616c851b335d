"""Motions as pages show them: where one stands, what comes next, what one may do and why not."""

from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import closes, last_chance, opens, standing
from folkmoot.procedure.motion import Motion as MotionCase
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.motions import agenda
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading
from folkmoot.site.voting import course
from folkmoot.site.voting.reading import has_voted, latest, tallies

STATES = (
    "tabled",
    "debate",
    "ruled out",
    "at the vote",
    "closed",
    "carried",
    "lost",
    "lapsed",
    "withdrawn",
    "out of order",
)
LIVE = STATES[:5]


@dataclass(frozen=True)
class Card:
    """One row of a list of motions, for `front/parts/card.html`."""

    number: int
    title: str
    url: str
    state: str
    status: str
    pill: str
    kicker: str
    said: str
    then: str


def case_of(number: int) -> MotionCase | None:
    """What the record shows of a motion, or None."""
    return cast("MotionCase | None", reading.assembly().cases.get(f"motion/{number}"))


def card(motion: Motion, at: int, *, said: str = "", tally: str = "", number: int = 0) -> Card:
    """One motion in a list; `tally` is its count, once carried, `number` its place on the agenda, if it has
    one. Reads memory only, where the branch is loaded."""
    case = case_of(motion.number)
    assert case is not None
    state = standing(case, at).state
    return Card(
        number=motion.number,
        title=motion.title,
        url=f"/motions/{motion.number}/",
        state=state,
        status=course.PILLS[state],
        pill=course.state_words(state),
        kicker=_on_agenda(motion.branch.title, number if state in LIVE else 0),
        said=said,
        then=_carried_in_short(case, tally) if state == "carried" else next_words(case, at),
    )


def cards(at: int, *, branch: str = "", states: tuple[str, ...] = STATES, most: int = 500) -> list[Card]:
    """Motions in a branch (or in all), the newest first, that are in one of these states; one query,
    and two more for the counts of those that were carried."""
    facts = reading.assembly()
    numbers = [
        int(on.partition("/")[2])
        for on, case in facts.cases.items()
        if case.machine.name == "motion"
        and branch in ("", case.branch)
        and standing(case, at).state in states
    ]
    newest = sorted(numbers, reverse=True)[:most]
    rows = Motion.objects.filter(number__in=newest).select_related("branch").order_by("-number")
    carried = [row.on for row in rows if standing(facts.cases[row.on], at).state == "carried"]
    counts, order = tallies(carried), agenda.places(at)
    return [
        card(row, at, tally=counts.get(row.on, ""), number=order[row.on].number if row.on in order else 0)
        for row in rows
    ]


def _on_agenda(branch: str, number: int) -> str:
    return _("{branch} · number {n} on the agenda").format(branch=branch, n=number) if number else branch


def of_branch(branch_id: str, at: int) -> list[Card]:
    """The motions of a branch that are under way; one query."""
    return cards(at, branch=branch_id, states=LIVE)


def decisions(branch: str, at: int | None = None) -> list[Card]:
    """What a branch has decided (or the whole organisation, for ""), the newest first."""
    return cards(reading.assembly().last if at is None else at, branch=branch, states=("carried",))


def for_home(person: Person, at: int) -> list[Card]:
    """What needs this person, most urgent first: ballots to cast, then motions to second, then results to
    declare."""
    facts = reading.assembly()
    mine = set(facts.above(person.branch_id))
    wanted: list[tuple[int, str, str]] = []
    for on, each in facts.cases.items():
        if each.machine.name != "motion" or each.branch not in mine:
            continue
        case = cast(MotionCase, each)
        state, code = standing(case, at).state, person.code(on)
        if state == "at the vote" and case.ballot and person.code(case.ballot.id) in case.ballot.roll.names:
            wanted.append((0, on, _("Your vote is wanted.")))
        elif state == "tabled" and code != case.mover and code not in case.supporters:
            wanted.append((1, on, _("It looks for seconders.")))
        elif state == "ruled out" and code in case.roll.names and code not in case.objectors:
            wanted.append((2, on, _("It was ruled out; members may object.")))
        elif state == "closed":
            wanted.append((3, on, _("Its result is due.")))
    wanted.sort()
    numbers = [int(on.partition("/")[2]) for _rank, on, _said in wanted]
    rows = Motion.objects.filter(number__in=numbers).select_related("branch").in_bulk()
    return [
        card(rows[number], at, said=said)
        for number, (_rank, on, said) in zip(numbers, wanted, strict=True)
        if not _done(on, person, at)
    ]


def _done(on: str, person: Person, at: int) -> bool:
    """Whether a member has voted already in the ballot that is open on this motion."""
    if reading.standing(on, at).state != "at the vote":
        return False
    ballot = latest(on)
    return ballot is not None and has_voted(ballot, person)


def stages(case: MotionCase, at: int) -> list[dict[str, Any]]:
    """The path of a motion with its dates."""
    book, events = case.book, case.events
    now = standing(case, at)
    state = now.state
    seconded = course.short_day(book, events["debate"]) if "debate" in events else ""
    wanted = _("{have} of {wanted}").format(have=len(case.supporters), wanted=case.wanted)
    vote = ""
    if "opening" in events:
        vote = _("{first} to {last}").format(
            first=course.short_day(book, events["opening"]), last=course.short_day(book, events["closing"])
        )
    debate = ""
    if state == "debate":
        debate = _("since {day}").format(day=seconded)
    decided = course.short_day(book, events["decision"]) if "decision" in events else ""
    ended = course.short_day(book, now.since)
    labels = [
        (_("Tabled"), course.short_day(book, events["tabling"])),
        (_("Seconded"), seconded or wanted),
        (_("Debate"), debate),
        (_("Vote"), vote),
        (_("Decision"), decided),
    ]
    if state in ("carried", "lost"):
        labels[4] = (course.state_words(state), decided)
        return course.path(labels, 5) if state == "carried" else course.path(labels, 4, stopped=True)
    reached = 1 if "debate" not in events else 2 if "opening" not in events else 4
    at_now = {"tabled": 1, "debate": 2, "at the vote": 3, "closed": 4}.get(state, reached)
    if state in ("lapsed", "withdrawn", "out of order", "ruled out"):
        labels[at_now] = (course.state_words(state), ended)
        ended_here = labels if state in LIVE else labels[: at_now + 1]
        return course.path(ended_here, at_now, stopped=True)
    return course.path(labels, at_now)


def next_words(case: MotionCase, at: int) -> str:
    """What comes next, when, and what follows if nobody does it; one or two sentences."""
    return WORDS.get(standing(case, at).state, _nothing_more)(case, at)


def _tabled(case: MotionCase, at: int) -> str:
    lacking = case.wanted - len(case.supporters)
    end, power = last_chance(case, "motion.second")
    said = ngettext("{n} more member must second it", "{n} more members must second it", lacking).format(
        n=lacking
    )
    if end is None or power is None:
        return said + "."
    return _("{said} by {moment}; if not, {missed}.").format(
        said=said, moment=course.moment(case.book, end), missed=_(power.missed)
    )


def _debate(case: MotionCase, at: int) -> str:
    powers = case.book.powers.get("motion.put", ())
    for power in powers:
        start, end = opens(case, power), closes(case, power)
        if start is not None and at <= start:
            return _("Debate goes on until {moment}. Then it may be put to the vote ({who}).").format(
                moment=course.moment(case.book, start), who=course.who_words(power)
            )
        if end is None:
            return _("It may be put to the vote now ({who}).").format(who=course.who_words(power))
        if at <= end:
            return _(
                "It may be put to the vote now ({who}), until {moment}; if nobody does, {missed}."
            ).format(
                who=course.who_words(power), moment=course.moment(case.book, end), missed=_(power.missed)
            )
    return ""


def _ruled_out(case: MotionCase, at: int) -> str:
    end, power = last_chance(case, "motion.object")
    said = _("The mover may mend it.")
    mending, _power = last_chance(case, "motion.mend")
    if mending is not None:
        said = (
            _("The mover may mend it until {moment}.").format(moment=course.moment(case.book, mending))
            if at <= mending
            else _("The time for mending it has passed.")
        )
    if end is None or power is None:
        return said
    lacking = max((power.threshold or 1) - len(case.objectors), 0)
    objecting = ngettext(
        "If {n} more member objects by {moment}, it is in order again; if not, {missed}.",
        "If {n} more members object by {moment}, it is in order again; if not, {missed}.",
        lacking,
    ).format(n=lacking, moment=course.moment(case.book, end), missed=_(power.missed))
    return f"{said} {objecting}"


def _at_the_vote(case: MotionCase, at: int) -> str:
    assert case.ballot is not None
    return ngettext(
        "The ballot is open until {moment}. {n} member has a vote. The votes are counted when it closes.",
        "The ballot is open until {moment}. {n} members have a vote. The votes are counted when it closes.",
        len(case.ballot.roll.names),
    ).format(moment=course.moment(case.book, case.events["closing"]), n=len(case.ballot.roll.names))


def _closed(case: MotionCase, at: int) -> str:
    return _("The ballot closed on {moment}. The result is due.").format(
        moment=course.moment(case.book, case.events["closing"])
    )


def _carried(case: MotionCase, at: int) -> str:
    used = _carried_out(case)
    if used is None:
        return _("It has been decided. It is a decision of the branch.")
    if used:
        return _("It has been decided, and it has been carried out.")
    return _("It has been decided. It is still to be carried out.")


def _carried_in_short(case: MotionCase, tally: str) -> str:
    """A carried motion on its card, whose pill says already that it was carried."""
    if _carried_out(case) is not False:
        return tally
    return " ".join(filter(None, (tally, _("It is still to be carried out."))))


def _carried_out(case: MotionCase) -> bool | None:
    """Whether the act that a carried motion authorises has been done; None where it authorises none."""
    for decision in reading.assembly().decisions.values():
        if decision.on == case.on and decision.effect:
            return decision.used
    return None


def _nothing_more(case: MotionCase, at: int) -> str:
    now = standing(case, at)
    if now.state == "lapsed":
        return _("It lapsed on {day}, since its time had run out. It may be tabled again.").format(
            day=course.day(case.book, now.since)
        )
    if now.state == "withdrawn":
        return _("Its mover has withdrawn it.")
    if now.state == "out of order":
        return _("It was ruled out, and not enough members objected in time.")
    return _("Nothing more happens on this motion.")


WORDS = {
    "tabled": _tabled,
    "debate": _debate,
    "ruled out": _ruled_out,
    "at the vote": _at_the_vote,
    "closed": _closed,
    "carried": _carried,
}


def branches_for(person: Person) -> list[Branch]:
    """The branches in which a member may table a motion: their own first, then those above it."""
    above = reading.assembly().above(person.branch_id)
    found = Branch.objects.in_bulk(above)
    return [found[each] for each in above if each in found]


def ground_words(case: MotionCase, ground: str) -> str:
    """A ground in the words of the rulebook."""
    for key, setting in case.book.settings.items():
        if ".ground." in key and key.rpartition(".")[2] == ground:
            return setting.words
    return ground

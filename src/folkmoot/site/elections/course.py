"""The course of an election or a recall as a page shows it: state, stages, clocks, what comes next."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.procedure.case import Case, closes, opens, powers_for, standing
from folkmoot.procedure.electing import COUNTBACK, PRIORITY, Election
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.rulebook.book import Power
from folkmoot.site.record import reading
from folkmoot.site.voting.course import Clock, days_left, missed_words, moment, path, short_day

PILLS = {
    "nominations": "open",
    "nominated": "debate",
    "at the vote": "vote",
    "closed": "vote",
    "declared": "carried",
    "disputed": "debate",
    "settled": "carried",
    "lapsed": "lapsed",
    "signing": "open",
    "triggered": "debate",
    "overdue": "debate",
    "recalled": "carried",
    "kept in office": "lost",
}
UNDER_WAY = ("nominations", "nominated", "at the vote", "closed", "declared", "disputed")
ORDER = {
    "nominations": 0,
    "nominated": 1,
    "at the vote": 2,
    "closed": 3,
    "declared": 4,
    "disputed": 4,
    "settled": 5,
}


ENDED = ("settled", "lapsed", "recalled", "kept in office")


def state_words(state: str, kind: str = "") -> str:
    """A state as a pill says it; `kind` is that of an election."""
    if kind == COUNTBACK and state in ("nominations", "nominated"):
        return pgettext("state", "Vacancy being filled")
    words = {
        "nominations": pgettext("state", "Nominations are open"),
        "nominated": pgettext("state", "Before the ballot"),
        "at the vote": pgettext("state", "Ballot open"),
        "closed": pgettext("state", "Being counted"),
        "declared": pgettext("state", "Declared"),
        "disputed": pgettext("state", "Objected to"),
        "settled": pgettext("state", "Settled"),
        "lapsed": pgettext("state", "Lapsed"),
        "signing": pgettext("state", "Collecting signatures"),
        "triggered": pgettext("state", "Before the vote"),
        "overdue": pgettext("state", "Vote overdue"),
        "recalled": pgettext("state", "Recalled"),
        "kept in office": pgettext("state", "Stays in office"),
    }
    return words.get(state, state)


def stages(case: Election, at: int) -> list[dict[str, Any]]:
    """Where the election stands, with days."""
    state, book = standing(case, at).state, case.book
    events = standing(case, at).events

    def since(event: str) -> str:
        return short_day(book, events[event]) if event in events else ""

    labels = [
        (_("Nominations"), since("call")),
        (_("Before the ballot"), since("nomination")),
        (_("Ballot"), since("opening")),
        (_("Count"), since("closing")),
        (_("Declared"), since("decision")),
        (_("Settled"), ""),
    ]
    if case.kind == PRIORITY:
        labels[0] = (_("Called"), since("call"))
    if case.kind == COUNTBACK:
        labels[0] = (_("Who is willing"), since("call"))
        labels[1] = (_("Before the count"), since("nomination"))
        labels[2] = (_("No new ballot"), "")
    if case.result is not None and case.result.unopposed:
        labels[2] = (_("No poll: unopposed"), "")
    if state == "lapsed":
        return path(labels, ORDER.get(case.phase, 1), stopped=True)
    found = path(labels, ORDER[state])
    if state == "settled":
        found[-1]["state"] = "done"
    return found


def recall_stages(case: Case, at: int) -> list[dict[str, Any]]:
    """Where a recall stands, with days."""
    now = standing(case, at)

    def since(event: str) -> str:
        return short_day(case.book, now.events[event]) if event in now.events else ""

    labels = [
        (_("Signatures"), since("request")),
        (_("Reply"), since("trigger")),
        (_("Ballot"), since("opening")),
        (_("Declared"), since("decision")),
    ]
    at_stage = {"signing": 0, "lapsed": 0, "triggered": 1, "overdue": 1, "at the vote": 2, "closed": 2}
    return path(labels, at_stage.get(now.state, len(labels)), stopped=now.state == "lapsed")


NEXT = {
    "nominations": ("election.nominate", "election.consent", "election.withdraw"),
    "nominated": ("election.open", "election.consent", "election.countback"),
    "at the vote": (),
    "closed": ("election.declare",),
    "declared": ("election.object",),
    "disputed": ("election.recount",),
    "signing": ("recall.sign",),
    "triggered": ("recall.reply", "recall.put"),
}


UNUSED = (
    (PRIORITY, "election.consent"),
    (COUNTBACK, "election.nominate"),
    (COUNTBACK, "election.open"),
)
"""Acts that the rules have for elections, and that this kind has no use for."""
WAITS = ("election.open", "election.declare", "recall.put")


def clocks(case: Case, at: int) -> list[Clock]:
    """What is running, nearest first; each with what follows when it is missed."""
    now = standing(case, at)
    found: list[tuple[int, str, str]] = []
    if now.state == "at the vote" and "closing" in case.events:
        found.append((case.events["closing"], _("Vote"), _("your vote is not counted.")))
    for verb in NEXT.get(now.state, ()):
        if isinstance(case, Election) and (case.kind, verb) in UNUSED:
            continue
        found += _of_verb(case, verb, now.events, at)
    return [
        Clock(
            days_left(case.book, at, end),
            label,
            moment(case.book, end),
            missed,
            "",
            days_left(case.book, at, end) <= 3,
        )
        for end, label, missed in sorted(found)
    ]


def _of_verb(case: Case, verb: str, events: Any, at: int) -> list[tuple[int, str, str]]:
    """What runs out next for one act: (end, words, what follows). Where several may do it one after the
    other, the first of them."""
    powers = powers_for(case.book, verb, case)
    starts = [start for power in powers if (start := opens(case, power, events)) is not None]
    ends = [
        (end, verb_words(verb, case), _missed(power, case))
        for power in powers
        if (end := closes(case, power, events)) is not None and end >= at
    ]
    found = sorted(ends)[:1]
    if verb in WAITS and starts and min(starts) >= at:
        found.append((min(starts), wait_words(verb), ""))
    return found


def wait_words(verb: str) -> str:
    """What nobody does before a wait has passed, as a clock says it."""
    if verb == "election.declare":
        return _("Papers from the box are entered, and no result is declared")
    return _("No ballot is opened")


def _missed(power: Power, case: Case) -> str:
    """What follows for whoever misses a term; who does not consent in time is not on the paper."""
    if power.act != "election.consent":
        return missed_words(power)
    if _fills_a_vacancy(case):
        return _("the count passes over your name.")
    return _("you do not come on the ballot paper.")


def _fills_a_vacancy(case: Case | None) -> bool:
    return isinstance(case, Election) and case.kind == COUNTBACK


def verb_words(verb: str, case: Case | None = None) -> str:
    """What is to be done, as a clock says it."""
    if verb == "election.consent" and _fills_a_vacancy(case):
        return _("Say whether you are still willing, if you stood then")
    words = {
        "election.nominate": _("Nominate"),
        "election.consent": _("Say that you stand, if you were asked"),
        "election.withdraw": _("Withdraw, if you do not want to stand"),
        "election.open": _("Open the ballot"),
        "election.countback": _("Fill the vacancy from the ballots"),
        "election.declare": _("Declare the result"),
        "election.object": _("Object to the result"),
        "election.recount": _("Count again"),
        "recall.sign": _("Collect signatures"),
        "recall.reply": _("The officer replies"),
        "recall.put": _("Put it to the vote"),
    }
    return words.get(verb, verb)


def next_heading(state: str) -> str:
    """What stands above that sentence where there is no more to come; empty for the usual words."""
    return _("How it ended") if state in ENDED else ""


def next_words(case: Election, at: int) -> str:
    """What comes next, in a sentence or two."""
    state, stand = standing(case, at).state, len(paper_of(reading.assembly(), case, at))
    if state == "nominations" and case.kind == COUNTBACK:
        return _(
            "Those who stood in the earlier poll and were not elected say whether they are still willing."
            " Then the place is filled from its ballots; nobody votes again."
        )
    if state == "nominations":
        return _(
            "Members nominate, themselves too; whoever is nominated says that they stand, with an address."
            " Those who stand come on the ballot paper."
        )
    if state == "nominated":
        if case.kind == COUNTBACK:
            return _("The vacancy is filled from the ballots of the earlier poll, among those still willing.")
        if case.kind == PRIORITY and stand > case.seats:
            return ngettext(
                "{stand} motions are ranked for {n} place on the agenda: the ballot is to be opened.",
                "{stand} motions are ranked for {n} places on the agenda: the ballot is to be opened.",
                case.seats,
            ).format(stand=stand, n=case.seats)
        if stand > case.seats:
            return ngettext(
                "{stand} stand for {n} place: the ballot is to be opened.",
                "{stand} stand for {n} places: the ballot is to be opened.",
                case.seats,
            ).format(stand=stand, n=case.seats)
        if case.kind == PRIORITY:
            return _("No more motions wait than there are places: that is declared, without a poll.")
        return _("No more stand than there are places: they are declared elected without a poll.")
    return {
        "at the vote": _(
            "The ballot is secret. How many have voted, and how, is shown to nobody before it closes."
        ),
        "closed": _("The ballot has closed. Papers from the box are entered, then the result is declared."),
        "declared": _("The result is declared. Members may object to it until the term has run out."),
        "disputed": _("Members have objected. The ballots in the box are counted again."),
        "settled": _("The result stands: this is the order of the agenda.")
        if case.kind == PRIORITY
        else _("The result stands. Whoever was elected takes office as soon as a place is vacant."),
        "lapsed": _("This election has lapsed; a new one may be called."),
    }.get(state, "")


def last_day_of_nominations(case: Election) -> int | None:
    """The last second on which somebody may be nominated; None without a term."""
    ends = [closes(case, power) for power in powers_for(case.book, "election.nominate", case)]
    known = [end for end in ends if end is not None]
    return max(known) if known else None

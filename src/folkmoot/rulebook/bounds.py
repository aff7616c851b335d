"""How far members may turn the numbers of cases, moderation, plans, elections and recalls: the bounds.

Held against the terms of powers (`WINDOWS`) and against the settings that the program finds by their key
alone (`SETTINGS`). The same tables stand in `spec/rulebook.md`, section 9.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Power, Rulebook, Setting
from folkmoot.rulebook.values import Count, Share, Term, kind_of, read_value

Finding = tuple[int, str]
Find = Callable[[Rulebook], Iterator[Finding]]
SPECIAL = ("grave offence", "asks leave", "good cause")
"""Conditions by which one paragraph is for the special case, and another for all."""


@dataclass(frozen=True, slots=True)
class WindowBound:
    """The term of an act: the event it runs from, how short and how long it may be, what may follow from it.

    `missed` is what the program lets follow. `need` picks the powers for a special case. `least` and `most`
    are terms in words, or "".
    """

    guarantee: str
    act: str
    event: str
    least: str
    most: str
    missed: tuple[str, ...]
    need: str = ""


@dataclass(frozen=True, slots=True)
class SettingBound:
    """A setting found by its key: how small and how large it may be, in words.

    `days`: the program adds it up in days, so it is written in days.
    """

    guarantee: str
    key: str
    least: str
    most: str
    days: bool = False


ON_PAPERS = ("the case goes on with what there is",)
DECLINED = ("to be silent is to decline",)
STANDS = ("the panel stands",)
REFUSED = ("the request is refused",)
RESTORED = ("the comment is restored",)
WINDOWS = (
    WindowBound("G3", "complaint.file", "conduct", "3 months", "3 years", ("the complaint is barred",)),
    WindowBound(
        "G3",
        "complaint.file",
        "conduct",
        "3 months",
        "5 years",
        ("the complaint is barred",),
        "grave offence",
    ),
    WindowBound("G21", "triage.open", "filing", "7 days", "2 months", ("the complaint is closed",)),
    WindowBound("G24", "triage.ask_again", "rejection", "7 days", "3 months", ("the complaint is closed",)),
    WindowBound("G21", "mediation.settle", "mediation", "", "6 months", ("triage begins again",)),
    WindowBound("G21", "complaint.keep", "withdrawal", "", "28 days", ("the withdrawal stands",)),
    WindowBound(
        "G5", "charge.serve", "charging", "", "2 months", ("any member may do it", "the charge is void")
    ),
    WindowBound("G4", "charge.mend", "objection", "", "2 months", ("the charge stands as served",)),
    WindowBound("G8", "reply.file", "notice", "14 days", "3 months", ON_PAPERS),
    WindowBound("G12", "draw.contribute", "announcement", "12 hours", "7 days", ("nothing follows",)),
    WindowBound("G12", "draw.reveal", "commitment", "24 hours", "24 hours", ("nothing follows",)),
    WindowBound("G12", "draw.accept", "drawing", "24 hours", "14 days", DECLINED),
    WindowBound("G12", "draw.decline", "drawing", "24 hours", "14 days", DECLINED),
    WindowBound("G13", "panel.challenge", "panel", "3 days", "28 days", STANDS),
    WindowBound("G13", "panel.uphold", "challenge", "24 hours", "28 days", STANDS),
    WindowBound("G9", "hearing.fix", "panel", "28 days", "120 days", ("the charge lapses",)),
    WindowBound("G10", "interim.decide", "request", "", "72 hours", REFUSED),
    WindowBound("G10", "interim.agree", "request", "", "72 hours", REFUSED),
    WindowBound("G10", "interim.join", "request", "", "72 hours", REFUSED),
    WindowBound("G20", "appeal.file", "decision", "14 days", "6 months", ("the decision is final",)),
    WindowBound("G20", "appeal.file", "decision", "", "2 years", ("the decision is final",), "good cause"),
    WindowBound("G20", "appeal.defect", "appeal", "", "28 days", ("the appeal is in order",)),
    WindowBound("G20", "appeal.mend", "defect", "7 days", "3 months", ("the appeal is abandoned",)),
    WindowBound("G20", "appeal.state", "panel", "3 days", "2 months", ON_PAPERS),
    WindowBound(
        "G27",
        "review.disclose",
        "application",
        "7 days",
        "3 months",
        ("what is missing is presumed not to exist",),
    ),
    WindowBound("G27", "review.reply", "disclosure", "14 days", "3 months", ON_PAPERS),
    WindowBound("G27", "class.join", "proposal", "7 days", "3 months", ("each case goes on by itself",)),
    WindowBound("G21", "comment.moderate", "flagging", "", "7 days", ("the comment stands",)),
    WindowBound("G20", "moderation.appeal", "moderation", "28 days", "1 year", ("the decision is final",)),
    WindowBound("G20", "jury.decide", "panel", "", "28 days", RESTORED),
    WindowBound("G20", "jury.agree", "panel", "", "28 days", RESTORED),
    WindowBound("G21", "shred.join", "shredding", "", "2 months", ("the comment stays hidden",)),
    WindowBound("G8", "amendment.contest", "acceptance", "3 days", "28 days", ("the amendment is agreed",)),
    WindowBound("G8", "amendment.confirm", "revision", "3 days", "28 days", ("the amendment lapses",)),
    WindowBound("G5", "election.nominate", "call", "7 days", "3 months", ("nominations close",)),
    WindowBound("G20", "election.object", "decision", "3 days", "2 months", ("the result stands",)),
    WindowBound("G21", "election.recount", "objection", "3 days", "2 months", ("the result stands",)),
    WindowBound("G20", "election.reinstate", "striking", "24 hours", "28 days", ("nothing follows",)),
    WindowBound("G11", "recall.sign", "request", "14 days", "3 months", ("the recall lapses",)),
    WindowBound("G8", "recall.reply", "trigger", "3 days", "28 days", ("the vote goes on",)),
)
"""Acts for which time alone must decide at last: each power to do them has a term, from this event."""

SETTINGS = (
    SettingBound("G21", "case.overall", "2 months", "1 year"),
    SettingBound("G5", "service.electronic", "1 day", "14 days", days=True),
    SettingBound("G5", "service.post", "2 days", "28 days", days=True),
    SettingBound("G23", "case.publishing", "", "2 months"),
    SettingBound("G8", "reply.more", "7 days", "28 days", days=True),
    SettingBound("G7", "evidence.before", "3 days", "14 days"),
    SettingBound("G21", "stay.step", "", "56 days", days=True),
    SettingBound("G21", "stay.most", "", "365 days", days=True),
    SettingBound("G12", "draw.limit", "14 days", "3 months"),
    SettingBound("G12", "panel.seats", "3 people", "15 people"),
    SettingBound("G12", "panel.large", "5 people", "15 people"),
    SettingBound("G12", "panel.duty", "3 people", "15 people"),
    SettingBound("G9", "hearing.notice", "7 days", "2 months"),
    SettingBound("G9", "hearing.holding", "21 days", "120 days"),
    SettingBound("G9", "hearing.postponing", "1 working day", "28 days"),
    SettingBound("G16", "decision.term", "3 days", "2 months"),
    SettingBound("G17", "decision.expulsion", "two thirds", ""),
    SettingBound("G18", "sanction.warning", "", "3 years"),
    SettingBound("G18", "sanction.function", "", "2 years"),
    SettingBound("G18", "sanction.rights", "", "2 years"),
    SettingBound("G19", "sanction.review", "", "5 years"),
    SettingBound("G11", "interim.lasts", "", "28 days"),
    SettingBound("G11", "interim.most", "", "84 days"),
    SettingBound("G11", "interim.hearing", "", "14 days"),
    SettingBound("G10", "interim.selection", "28 days", ""),
    SettingBound("G11", "interim.emergency", "", "72 hours"),
    SettingBound("G11", "interim.again", "", "56 days"),
    SettingBound("G11", "interim.appealing", "", "14 days"),
    SettingBound("G21", "appeal.overall", "28 days", "6 months"),
    SettingBound("G27", "review.again", "", "2 years"),
    SettingBound("G27", "review.deciding", "28 days", "1 year"),
    SettingBound("G27", "review.settling", "", "1 year"),
    SettingBound("G27", "review.next", "", "5 years"),
    SettingBound("G27", "review.step", "", "56 days", days=True),
    SettingBound("G27", "class.overall", "28 days", "1 year"),
    SettingBound("G11", "comment.holding", "", "72 hours"),
    SettingBound("G20", "jury.limit", "7 days", "2 months"),
    SettingBound("G11", "mute.most", "", "7 days"),
    SettingBound("G11", "mute.window", "28 days", ""),
    SettingBound("G5", "plan.shortest", "7 days", ""),
    SettingBound("G21", "plan.longest", "", "1 year"),
    SettingBound("G21", "plan.deciding", "24 hours", "6 months"),
    SettingBound("G21", "plan.overall", "", "2 years"),
    SettingBound("G11", "election.ahead", "", "6 months"),
    SettingBound("G11", "recall.opening", "", "2 months"),
    SettingBound("G11", "recall.early", "", "6 months"),
    SettingBound("G11", "recall.late", "", "6 months"),
    SettingBound("G11", "recall.again", "", "1 year"),
)


def powers_for(book: Rulebook, bound: WindowBound) -> tuple[Power, ...]:
    """The powers that a bound is about."""
    return tuple(
        power
        for power in book.powers.get(bound.act, ())
        if next((need for need in SPECIAL if power.need(need)), "") == bound.need
    )


def setting_of(book: Rulebook, key: str) -> Setting | None:
    """The setting of a key that the program looks for, where its act is granted and its kind is right."""
    kind, act = vocabulary.SETTINGS[key]
    setting = book.settings.get(key)
    granted = setting is not None and act in book.powers
    return setting if granted and setting is not None and kind_of(setting.value) == kind else None


def out_of_bounds(guarantee: str) -> Find:
    """The test that finds each number of a guarantee that lies outside its bounds."""

    def find(book: Rulebook) -> Iterator[Finding]:
        for window in WINDOWS:
            for power in powers_for(book, window) if window.guarantee == guarantee else ():
                if power.within is not None and not _lies(power.within.term, window.least, window.most):
                    yield power.line, f"{power.act} within {power.within.term} is {_not(window)}"
        for bound in SETTINGS:
            setting = setting_of(book, bound.key) if bound.guarantee == guarantee else None
            if setting is not None and not _lies(setting.value, bound.least, bound.most):
                yield setting.line, f"'{setting.words}' ({bound.key}) is {_not(bound)}"
            elif setting is not None and isinstance(setting.value, Count) and setting.value.number % 2 == 0:
                yield setting.line, f"'{setting.words}' ({bound.key}) is even, so that a panel can be split"
            elif (
                bound.days
                and setting is not None
                and not (isinstance(setting.value, Term) and setting.value.unit == "days")
            ):
                yield setting.line, f"'{setting.words}' ({bound.key}) is not counted in days"

    find.__name__ = f"out_of_bounds_{guarantee}"
    return find


BOUNDED = tuple(sorted({each.guarantee for each in (*WINDOWS, *SETTINGS)}, key=lambda name: int(name[1:])))
"""The guarantees that have bounds."""


def _lies(value: object, least: str, most: str) -> bool:
    low, high = read_value(least), read_value(most)
    if isinstance(value, Term):
        return not (isinstance(low, Term) and value.least_hours < low.least_hours) and not (
            isinstance(high, Term) and value.hours > high.hours
        )
    if isinstance(value, Count):
        return not (isinstance(low, Count) and value.number < low.number) and not (
            isinstance(high, Count) and value.number > high.number
        )
    if isinstance(value, Share) and isinstance(low, Share):
        return value.numerator * low.denominator >= low.numerator * value.denominator
    return True


def _not(bound: WindowBound | SettingBound) -> str:
    if bound.least and bound.most:
        return f"not between {bound.least} and {bound.most}"
    return f"less than {bound.least}" if bound.least else f"more than {bound.most}"

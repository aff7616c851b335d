"""The course of a case as a page shows it: its path, its clocks on either side, its offences in words.

Everything comes from the rulebook under which the case was begun; nothing here knows a number of days.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from folkmoot.procedure import clocks as table
from folkmoot.procedure.case import Standing, ends, over_by_time, powers_for, standing
from folkmoot.procedure.charge import range_in
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.machine import Lapse
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.values import Term
from folkmoot.rulebook.vocabulary import ACTS, LADDER
from folkmoot.site.cases.people import speaks_as
from folkmoot.site.cases.wording import offence_words as offence_words  # others say it of a case, too
from folkmoot.site.record import reading
from folkmoot.site.voting.course import Clock, days_left, moment, path

DOES = {
    "complaint.ack": gettext_lazy("Acknowledge the complaint"),
    "triage.open": gettext_lazy("Decide whether there is a case"),
    "triage.ask_again": gettext_lazy("Ask that somebody else look at it"),
    "mediation.settle": gettext_lazy("Say that it is settled"),
    "complaint.keep": gettext_lazy("Say whether it goes on all the same"),
    "charge.serve": gettext_lazy("Serve the charge"),
    "charge.mend": gettext_lazy("Mend the charge"),
    "reply.file": gettext_lazy("Reply"),
    "panel.challenge": gettext_lazy("Challenge a member of the panel"),
    "panel.uphold": gettext_lazy("Decide on the challenge"),
    "draw.accept": gettext_lazy("Say whether you will sit"),
    "hearing.fix": gettext_lazy("Fix the hearing"),
    "interim.decide": gettext_lazy("Decide on the precaution"),
    "interim.join": gettext_lazy("Join in"),
    "appeal.defect": gettext_lazy("Say what the appeal lacks"),
    "appeal.mend": gettext_lazy("Put the appeal right"),
    "appeal.state": gettext_lazy("Make a statement in the appeal"),
    "review.disclose": gettext_lazy("Disclose the file"),
    "review.reply": gettext_lazy("Comment on the file"),
    "class.join": gettext_lazy("Find supporters"),
    "comment.moderate": gettext_lazy("Decide on the comment"),
    "moderation.appeal": gettext_lazy("Appeal to a jury"),
    "jury.decide": gettext_lazy("Decide on the appeal"),
    "shred.join": gettext_lazy("Join in destroying it"),
}
"""What is to be done in a term, as a clock says it."""
SKIPPED = ("draw.contribute", "draw.reveal", "draw.decline", "interim.agree", "jury.agree", "triage.reject",
           "triage.mediate", "mediation.refuse")  # fmt: skip
"""Verbs with a term that another verb's clock stands for, or that nobody has to use."""
BY_TIME = {
    "draw.limit": gettext_lazy("Have a panel sit"),
    "case.overall": gettext_lazy("Finish the whole case"),
    "decision.term": gettext_lazy("Decide"),
    "appeal.term": gettext_lazy("Appeal"),
    "case.publishing": gettext_lazy("Publish the kind of outcome"),
    "appeal.overall": gettext_lazy("Decide the appeal"),
    "interim.hearing": gettext_lazy("Look afresh at the precaution"),
    "interim.appealing": gettext_lazy("Decide on the appeal against the precaution"),
    "review.deciding": gettext_lazy("Decide the review"),
    "review.settling": gettext_lazy("Decide the review for good"),
    "class.overall": gettext_lazy("Decide the class"),
    "jury.limit": gettext_lazy("Decide on the appeal"),
    "comment.holding": gettext_lazy("Decide on what is held back"),
}
"""What runs out by time alone, by the setting that says when."""
BY_EVENT = {
    "sitting over": gettext_lazy("The hearing"),
    "limit": gettext_lazy("The precaution ends by itself"),
    "end of the appeal": gettext_lazy("The appeal is over"),
}
YOURS_BY_TERM = {"appeal.term": ("subject",)}
"""Whose a term is that runs by time alone; all others are of those who decide."""
FOLLOWS = {
    "received again": gettext_lazy("it is looked at anew."),
    "closed": gettext_lazy("the complaint is closed; it may be brought once more."),
    "withdrawn": gettext_lazy("the withdrawal stands."),
    "void": gettext_lazy("the charge is void."),
    "on papers": gettext_lazy("the case is decided on the papers. Silence is no admission."),
    "to be heard": gettext_lazy("the case goes on to the hearing. Silence is no admission."),
    "hearing missed": gettext_lazy("the hearing may be fixed once more."),
    "lapsed": gettext_lazy("the case lapses, and any precaution with it."),
    "dismissed": gettext_lazy("the charges are dismissed."),
    "final": gettext_lazy("the decision is final."),
    "published": gettext_lazy("nothing changes for those in the case."),
    "refused": gettext_lazy("it is refused, and no right is touched."),
    "ended": gettext_lazy("the precaution ends."),
    "abandoned": gettext_lazy("the appeal is abandoned."),
    "allowed": gettext_lazy("the appeal is allowed, and the sanction is quashed."),
}
ALONE = {"limit": ""}
"""What nobody can miss."""
PATHS: dict[str, tuple[tuple[tuple[str, ...], Any], ...]] = {
    "case": (
        (
            ("received", "received again", "mediation", "rejected", "withdrawing"),
            gettext_lazy("Complaint"),
        ),
        (("open",), gettext_lazy("Charge")),
        (("notified",), gettext_lazy("Panel")),
        (("panelled",), gettext_lazy("Reply")),
        (("on papers", "to be heard", "fixed", "hearing missed", "heard"), gettext_lazy("Hearing or papers")),
        (("decided", "appealed"), gettext_lazy("Decision")),
        (("final", "published"), gettext_lazy("Final")),
    ),
    "review": (
        (("applied",), gettext_lazy("File and panel")),
        (("ready", "provisional"), gettext_lazy("Decision")),
        (("annulled", "restored", "converted", "recognised", "upheld"), gettext_lazy("Outcome")),
    ),
    "comment": (
        (("flagged", "held"), gettext_lazy("Flagged")),
        (
            ("hidden", "labelled", "kept", "shredding", "edited", "stands", "shredded"),
            gettext_lazy("Decided"),
        ),
        (("jury",), gettext_lazy("Jury")),
        (("restored", "upheld"), gettext_lazy("Outcome")),
    ),
}
GOOD_ENDS = ("published", "annulled", "restored", "converted", "recognised", "upheld", "edited", "stands")


@dataclass(frozen=True)
class Sides:
    """The clocks of whoever looks, and those of everybody else, each nearest first."""

    yours: list[Clock]
    theirs: list[Clock]


def stages(head: Dispute, at: int) -> list[dict[str, Any]]:
    """The path of a case, with the place where it stands or where it ended; empty for what has none."""
    steps = PATHS.get(head.machine.name, ())
    now = standing(head, at).state
    ended = head.machine.by_name[now].final
    place = _place(steps, now)
    if place is None:
        place = _place(steps, head.phase)
    if place is None:
        return []
    labels = [(str(label), "") for _states, label in steps]
    if now == "appealed":
        labels[place] = (labels[place][0], _("under appeal"))
    if ended and now in GOOD_ENDS:
        return path(labels, place + 1)
    if ended:
        labels[place] = (labels[place][0], state_words(now))
    return path(labels, place, stopped=ended)


def _place(steps: tuple[tuple[tuple[str, ...], Any], ...], state: str) -> int | None:
    return next((at for at, (states, _label) in enumerate(steps) if state in states), None)


def is_behind(case: Dispute, verb: str, at: int) -> bool:
    """Whether a proceeding has left all states behind in which this could be done."""
    row, steps = case.machine.row(verb), PATHS.get(case.machine.name, ())
    here = _place(steps, standing(case, at).state)
    if row is None or here is None:
        return False
    places = [_place(steps, source) for source in row.sources]
    return all(place is not None and place < here for place in places)


WORDS = {
    "received": pgettext_lazy("case", "received"),
    "received again": pgettext_lazy("case", "looked at anew"),
    "mediation": pgettext_lazy("case", "in mediation"),
    "settled": pgettext_lazy("case", "settled"),
    "rejected": pgettext_lazy("case", "rejected"),
    "closed": pgettext_lazy("case", "closed"),
    "withdrawing": pgettext_lazy("case", "being withdrawn"),
    "withdrawn": pgettext_lazy("case", "withdrawn"),
    "open": pgettext_lazy("case", "opened"),
    "void": pgettext_lazy("case", "void"),
    "notified": pgettext_lazy("case", "charge served"),
    "panelled": pgettext_lazy("case", "panel sits"),
    "on papers": pgettext_lazy("case", "before the panel"),
    "to be heard": pgettext_lazy("case", "to be heard"),
    "fixed": pgettext_lazy("case", "hearing fixed"),
    "hearing missed": pgettext_lazy("case", "hearing missed"),
    "heard": pgettext_lazy("case", "heard"),
    "decided": pgettext_lazy("case", "decided"),
    "dismissed": pgettext_lazy("case", "dismissed"),
    "lapsed": pgettext_lazy("case", "lapsed"),
    "appealed": pgettext_lazy("case", "under appeal"),
    "final": pgettext_lazy("case", "final"),
    "published": pgettext_lazy("case", "final"),
    "asked": pgettext_lazy("case", "asked for"),
    "joining": pgettext_lazy("case", "waits for a member"),
    "emergency": pgettext_lazy("case", "in force for hours"),
    "in force": pgettext_lazy("case", "in force"),
    "in force unheard": pgettext_lazy("case", "in force, unheard"),
    "renewal": pgettext_lazy("case", "in force, being renewed"),
    "under appeal": pgettext_lazy("case", "in force, under appeal"),
    "refused": pgettext_lazy("case", "refused"),
    "ended": pgettext_lazy("case", "ended"),
    "filed": pgettext_lazy("case", "filed"),
    "defective": pgettext_lazy("case", "something is missing"),
    "ready": pgettext_lazy("case", "before the panel"),
    "upheld": pgettext_lazy("case", "upheld"),
    "reduced": pgettext_lazy("case", "reduced"),
    "quashed": pgettext_lazy("case", "quashed"),
    "remitted": pgettext_lazy("case", "sent back"),
    "allowed": pgettext_lazy("case", "allowed"),
    "abandoned": pgettext_lazy("case", "abandoned"),
    "applied": pgettext_lazy("case", "applied for"),
    "provisional": pgettext_lazy("case", "restored provisionally"),
    "annulled": pgettext_lazy("case", "annulled"),
    "restored": pgettext_lazy("case", "restored"),
    "converted": pgettext_lazy("case", "converted"),
    "recognised": pgettext_lazy("case", "recognised"),
    "flagged": pgettext_lazy("case", "flagged"),
    "held": pgettext_lazy("case", "held back"),
    "hidden": pgettext_lazy("case", "hidden"),
    "labelled": pgettext_lazy("case", "labelled"),
    "kept": pgettext_lazy("case", "kept"),
    "jury": pgettext_lazy("case", "before a jury"),
    "shredding": pgettext_lazy("case", "to be destroyed"),
    "shredded": pgettext_lazy("case", "destroyed"),
    "edited": pgettext_lazy("case", "edited"),
    "stands": pgettext_lazy("case", "stands"),
}
"""A state in a word, for a pill; said in the reader's language only when it is shown."""


def state_words(state: str) -> str:
    """A state in a word."""
    return str(WORDS.get(state, state))


def pill(case: Dispute, at: int) -> tuple[str, str]:
    """The kind and the word of the pill of a proceeding."""
    state = standing(case, at).state
    final = case.machine.by_name[state].final
    kind = "lapsed" if state in ("lapsed", "void", "closed", "abandoned", "withdrawn") else "open"
    return ("carried" if final and kind == "open" else kind), state_words(state)


def means(case: Dispute, at: int) -> str:
    """What the state of a proceeding means, in a sentence."""
    return _(case.machine.by_name[standing(case, at).state].means)


def clock_sides(proceedings: list[Dispute], parts: Collection[str], at: int) -> Sides:
    """All that runs in a family, for somebody with these parts."""
    roles = {*map(speaks_as, parts), *parts}
    mine: list[tuple[int, Clock]] = []
    others: list[tuple[int, Clock]] = []
    for case in proceedings:
        for who, end, label, missed in running(case, at):
            clock = Clock(
                days_left(case.book, at, end),
                label if case.head is None else f"{label} ({part_words(case)})",
                moment(case.book, end),
                missed,
                "",
                days_left(case.book, at, end) <= 3,
            )
            (mine if roles & set(who) else others).append((end, clock))
    return Sides(*([each for _end, each in sorted(found, key=_nearest)] for found in (mine, others)))


def _nearest(found: tuple[int, Clock]) -> tuple[int, str]:
    return found[0], found[1].label


def running(case: Dispute, at: int) -> list[tuple[tuple[str, ...], int, str, str]]:
    """What runs in one proceeding: who has to do it, the last second, what it is, and what follows."""
    found = [*_by_verb(case, at), *_by_time(case, at)]
    seen: dict[str, tuple[tuple[str, ...], int, str, str]] = {}
    for each in sorted(found, key=lambda one: one[1]):
        seen.setdefault(each[2], each)
    return list(seen.values())


def _by_verb(case: Dispute, at: int) -> Iterator[tuple[tuple[str, ...], int, str, str]]:
    done = {"reply.file": "reply" in case.events, "hearing.fix": standing(case, at).state == "fixed",
            "complaint.ack": "acknowledgement" in case.events,
            "appeal.defect": "defect" in case.events, "charge.mend": case.mended}  # fmt: skip
    windows = {
        (verb, power.paragraph)
        for verb in case.machine.by_verb
        for power in powers_for(case.book, verb, case)
        if power.within is not None
    }
    answered = case.panel is not None and len(case.panel.answers) >= len(case.panel.ranking)
    for clock in table.clocks(reading.assembly(), case, at):
        if clock.closes is None or clock.verb in SKIPPED or done.get(clock.verb):
            continue
        if (clock.verb, clock.rule) not in windows:
            continue
        if clock.verb == "charge.mend" and "objection" not in case.events:
            continue
        if clock.verb in ("draw.accept", "panel.challenge") and _sits(case) != (clock.verb != "draw.accept"):
            continue
        if clock.verb == "draw.accept" and (answered or not case.panel or not case.panel.ranking):
            continue
        if clock.verb == "panel.uphold" and not (case.panel and case.panel.challenged):
            continue
        yield clock.who, clock.closes, verb_words(clock.verb), _missed(clock.missed)


def _sits(case: Dispute) -> bool:
    return case.panel is not None and bool(case.panel.sitting)


def _by_time(case: Dispute, at: int) -> Iterator[tuple[tuple[str, ...], int, str, str]]:
    now = standing(case, at)
    for lapse in case.machine.lapses:
        if lapse.source != now.state or not (lapse.when is None or lapse.when(case)):
            continue
        end = _end(case, lapse, now)
        if end is None or end < at:
            continue
        label = BY_TIME.get(lapse.term) or BY_EVENT.get(lapse.event if not lapse.term else "")
        if label is None:
            continue
        target = lapse.targets.get("", "")
        missed = ALONE.get(lapse.event) if not lapse.term else None
        yield (
            YOURS_BY_TERM.get(lapse.term, ("panel member",)),
            end,
            str(label),
            str(FOLLOWS.get(target, "")) if missed is None else str(missed),
        )


def _end(case: Dispute, lapse: Lapse, now: Standing) -> int | None:
    if lapse.head:
        over = over_by_time(case.head) if case.head is not None else None
        return None if over is None else over - 1
    if lapse.term:
        start, setting = now.events.get(lapse.event), case.book.settings.get(lapse.term)
        if start is None or setting is None or not isinstance(setting.value, Term):
            return None
        return ends(case, lapse.term, setting.value, start)
    return now.events.get(lapse.event) if lapse.event else None


def _missed(words: str) -> str:
    if words in FOLLOWS:
        return str(FOLLOWS[words])
    return f"{_(words)}." if words else ""


def verb_words(verb: str) -> str:
    """What is to be done, in the imperative."""
    if verb in DOES:
        return str(DOES[verb])
    said = _(ACTS.get(verb, verb))
    return said[:1].upper() + said[1:]


def part_words(case: Dispute) -> str:
    """A part of a case by its kind and number: "appeal 1"."""
    _head, kind, number = case.on.rsplit("/", 2)
    names = {"interim": _("precaution {n}"), "appeal": _("appeal {n}")}
    return names.get(kind, kind + " {n}").format(n=number)


@dataclass(frozen=True)
class Charged:
    """One offence of a case: its words, its paragraph, and what may follow at the most."""

    words: str
    rule: str
    lowest: str
    highest: str

    @property
    def spared(self) -> str:
        """What the range leaves out, where that is the gravest."""
        return "" if self.highest == LADDER[-1] else LADDER[-1]


def charged(case: Dispute) -> list[Charged]:
    """The offences of a case in the words of its rulebook, each with its range."""
    found = []
    for offence in case.root.charges:
        setting = case.book.settings.get(f"offence.{offence}")
        low, high = range_in(case.root, offence) or ("none", "none")
        found.append(
            Charged(offence_words(case.book, offence), setting.paragraph if setting else "", low, high)
        )
    return found


def day(book: Rulebook, at: int) -> str:
    """A day in words, as the rulebook counts days."""
    return date_format(book.calendar.local(at), "j F Y")

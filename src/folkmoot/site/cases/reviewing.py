"""Reviews as pages show them: the file and its gaps, what was put to the panel, the numbers."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.review import ITEMS, QUESTIONS, RESTS_ON
from folkmoot.procedure.statistics import LEAST, shown
from folkmoot.site.cases.people import case_of
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf

TITLES = {
    "rule": "The rule relied on",
    "charge": "The charge",
    "evidence": "The evidence",
    "decision": "The decision",
    "reasons": "The reasons",
}
"""How the items of a file are titled where they are kept; pages say it in the reader's language."""
ITEM_WORDS = {
    "rule": lazy("The rule relied on"),
    "charge": lazy("The charge"),
    "evidence": lazy("The evidence"),
    "decision": lazy("The decision"),
    "reasons": lazy("The reasons"),
}
QUESTION_WORDS = {
    "rule": lazy("Was a rule in force, and was it cited?"),
    "notice": lazy("Were there notice and a chance to reply?"),
    "bias": lazy("Were the judges free of bias?"),
    "range": lazy("Would today's rules allow the sanction?"),
    "conduct": lazy("Does what the person has done since speak for them?"),
}
ANSWER_WORDS = {"yes": lazy("Yes"), "no": lazy("No"), "unknown": lazy("It is not known")}
OUTCOME_WORDS = {
    "annulled": lazy("Annulled: membership was never broken"),
    "restored": lazy("Restored from today"),
    "converted": lazy("Converted to a milder sanction"),
    "recognised": lazy("Recognised here, whatever the other organisation says"),
    "upheld": lazy("Upheld, and looked at again on a day"),
}
STATE_WORDS = {
    "applied": lazy("waiting for the file"),
    "disclosed": lazy("waiting for the comment"),
    "ready": lazy("before the panel"),
    "provisional": lazy("restored provisionally"),
    "annulled": lazy("annulled"),
    "restored": lazy("restored"),
    "converted": lazy("converted to something milder"),
    "recognised": lazy("recognised"),
    "upheld": lazy("upheld, with a day to look again"),
    "withdrawn": lazy("withdrawn"),
    "other": lazy("other (too few to show apart)"),
}
ACTS_DONE = {
    "expelled": lazy("Expulsion"),
    "suspended": lazy("Suspension"),
    "refused": lazy("Refusal of membership"),
    "resigned": lazy("Resignation under a charge"),
}


@dataclass(frozen=True)
class Line:
    """One of the five things that an exclusion rests on: there, with its papers; missing; or awaited."""

    name: str
    label: str
    state: str
    papers: tuple[tuple[str, str], ...] = ()


def file_of(case: Dispute, reader: Person | None, at: int) -> list[Line]:
    """The file of a review line by line, with the papers that `reader` may open. Three queries.

    `state`: `there`, `missing` (so it counts as not existing), or `awaited`.
    """
    known = "disclosure" in standing(case, at).events
    papers: list[tuple[str, str]] = []
    if reader is not None:
        items = [each for each in evidence.open_to(reader, case.on) if each.kind == Item.Kind.EVIDENCE]
        said = evidence.about(items)
        papers = [
            (item.pk, said[item.pk].title)
            for item in items
            if item.pk in said and said[item.pk].role.endswith("case officer")
        ]
    found = []
    for name in ITEMS:
        there = name in case.sanction["items"]
        mine = tuple(paper for paper in papers if paper[1].startswith(TITLES[name]))
        state = "there" if there else "missing" if known else "awaited"
        found.append(Line(name, str(ITEM_WORDS[name]), state, mine if there else ()))
    return found


def provable(case: Dispute, question: str) -> list[str]:
    """What is missing for a yes to one of the first three questions, in words; empty where it may be yes."""
    wanted = RESTS_ON.get(question, ())
    return [str(ITEM_WORDS[each]).lower() for each in wanted if each not in case.sanction["items"]]


def application(on: str, reader: Person | None) -> str:
    """The words of the application, for whoever may read them; otherwise empty."""
    item = Item.objects.filter(on=on, kind="statement", destroyed_at=None).order_by("made_at").first()
    if item is None or not evidence.may_read(reader, item):
        return ""
    try:
        return evidence.words(item)
    except (evidence.Destroyed, evidence.Locked, evidence.BadBox):
        return ""


@dataclass(frozen=True)
class Put:
    """A decision that was put to a panel: its entry, what it says in words, its reasons, how many agree."""

    index: int
    lines: tuple[tuple[str, str], ...]
    reasons: str
    agreed: int


def proposals(case: Dispute, reader: Person | None) -> list[Put]:
    """What was put to the panel and has not been settled, the oldest first."""
    found = []
    for index, each in sorted(case.proposals.items()):
        found.append(
            Put(index, tuple(decision_lines(each.facts)), _reasons(case.on, index, reader), len(each.agreed))
        )
    return found


def _reasons(on: str, entry: int, reader: Person | None) -> str:
    item = Item.objects.filter(on=on, entry=entry, kind="reasons", destroyed_at=None).first()
    if item is None or not evidence.may_read(reader, item):
        return ""
    try:
        return evidence.words(item)
    except (evidence.Destroyed, evidence.Locked, evidence.BadBox):
        return ""


def decision_lines(facts: Any, on: str = "") -> list[tuple[str, str]]:
    """What a decision says in pairs of words: outcome, day, five answers; for a class review by review."""
    if "decisions" in facts:
        return [
            (_("Review {number}: {what}").format(number=part.partition("/")[2], what=label), value)
            for part, each in sorted(facts["decisions"].items())
            if on in ("", part)
            for label, value in decision_lines(each)
        ]
    lines = [(_("Outcome"), str(OUTCOME_WORDS[facts["outcome"]]))]
    if "sanction" in facts:
        said = [
            str(facts["sanction"]["kind"]),
            *(
                [_("until {day}").format(day=facts["sanction"]["until"])]
                if "until" in facts["sanction"]
                else []
            ),
        ]
        lines.append((_("Instead"), " ".join(said)))
    if "next" in facts:
        lines.append((_("Looked at again on"), facts["next"]))
    return lines + [(str(QUESTION_WORDS[q]), str(ANSWER_WORDS[facts["answers"][q]])) for q in QUESTIONS]


@dataclass(frozen=True)
class Decided:
    """What was decided in a review: in words, by which entry, with the reasons that `reader` may read."""

    entry: int
    outcome: str
    lines: list[tuple[str, str]]
    reasons: str


def decision_of(on: str, reader: Person | None) -> Decided | None:
    """The decision that stands in a review, whether its own panel made it or that of a class; or None."""
    case = case_of(on)
    if case is None or not case.outcome:
        return None
    where, index = on, case.decided
    if index < 0:
        for each in _classes():
            if on in each.parts and each.outcome == "decided":
                where, index = each.on, each.decided
    if index < 0:
        return None
    leaf = Leaf.decode(bytes(Entry.objects.get(index=index).leaf))
    proposal = leaf.relies_on[0] if leaf.act.endswith(".agree") else index
    facts = Leaf.decode(bytes(Entry.objects.get(index=proposal).leaf)).facts
    lines = decision_lines(facts["decisions"][on] if "decisions" in facts else facts)
    return Decided(index, case.outcome, lines, _reasons(where, proposal, reader))


def _classes() -> list[Dispute]:
    assembly = reading.assembly()
    found = (assembly.cases.get(f"class/{n}") for n in range(1, assembly.next_number("class")))
    return [each for each in found if isinstance(each, Dispute)]


def _reviews() -> list[Dispute]:
    assembly = reading.assembly()
    found = (assembly.cases.get(f"review/{n}") for n in range(1, assembly.next_number("review")))
    return [each for each in found if isinstance(each, Dispute)]


@dataclass(frozen=True)
class Listed:
    """A review as anybody may see it: number, what was done, in which year, by whom, where it stands."""

    on: str
    number: str
    what: str
    act: str
    year: int
    own: bool
    state: str
    over: bool
    case: Dispute


def listed(at: int, names: Collection[str] | None = None) -> list[Listed]:
    """Reviews (those of these names, or all), the latest first, from the record alone. One query."""
    entries = Entry.objects.filter(act="review.apply")
    if names is not None:
        entries = entries.filter(on__in=list(names))
    found = []
    for entry in entries.order_by("-index"):
        case, told = case_of(entry.on), Leaf.decode(bytes(entry.leaf)).facts
        if case is None:
            continue
        state, act = standing(case, at).state, str(told["act"])
        found.append(
            Listed(
                case.on,
                case.on.partition("/")[2],
                str(ACTS_DONE.get(act, act)),
                act,
                int(told["year"]),
                told["excluder"] == "own",
                str(STATE_WORDS.get(state, state)),
                case.machine.by_name[state].final,
                case,
            )
        )
    return found


def free(at: int) -> list[Listed]:
    """The reviews that can be taken together: under way, and in no class that is."""
    taken = {
        part
        for each in _classes()
        if not each.machine.by_name[standing(each, at).state].final
        for part in each.parts
    }
    live = [
        each.on
        for each in _reviews()
        if each.on not in taken and not each.machine.by_name[standing(each, at).state].final
    ]
    return listed(at, live)


def classes(at: int) -> list[tuple[Dispute, str]]:
    """All classes with the state of each, the latest first."""
    return [(each, standing(each, at).state) for each in reversed(_classes())]


def class_of(on: str) -> str:
    """The latest class that this review is in, or an empty string."""
    return next((each.on for each in reversed(_classes()) if on in each.parts), "")


def numbers(at: int) -> tuple[int, list[tuple[str, int]]]:
    """How many reviews there were, and where they stand; nothing under five, nor what gives it away.

    Where nothing can be told apart, the number of all stands alone.
    """
    states = Counter(standing(case, at).state for case in _reviews())
    total = sum(states.values())
    cells = [(str(STATE_WORDS.get(key, key)), number) for key, number in shown(states).items()]
    if total < LEAST:
        return 0, []
    return total, cells if len(cells) > 1 else []

"""What whoever decides has before them: the items they may rest on, earlier decisions, what was put to them.

Also a decision in words: the document that is served, and the dates by which other help is to be had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.procedure.case import standing
from folkmoot.procedure.decision import COMPARATORS, precedents, range_of, readable
from folkmoot.procedure.dispute import Dispute, share
from folkmoot.procedure.sanction import latest_end, precaution_days, rank
from folkmoot.procedure.verdict import needed
from folkmoot.rulebook.vocabulary import LADDER, REMEDIES
from folkmoot.site.cases import course
from folkmoot.site.cases.acts.decisions import Finding, proposals
from folkmoot.site.cases.acts.hearings import MOST_PUT_OFF, last_day_to_hear, last_day_to_move
from folkmoot.site.cases.doing import Asked
from folkmoot.site.cases.wording import offence_words
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.help import limits, reckoning
from folkmoot.site.record import reading

SANCTIONS: dict[str, Any] = {
    "none": gettext_lazy("Nothing: no sanction"),
    "advice": gettext_lazy("Advice"),
    "warning": gettext_lazy("A warning"),
    "repair": gettext_lazy("Repair of the harm"),
    "function limit": gettext_lazy("A limit to functions: no standing for office"),
    "rights limit": gettext_lazy("A limit to rights"),
    "expulsion": gettext_lazy("Expulsion, for a time"),
}
RIGHTS: dict[str, Any] = {
    "vote": gettext_lazy("to vote"),
    "stand": gettext_lazy("to stand for office"),
    "speak": gettext_lazy("to speak in debates"),
    "attend": gettext_lazy("to attend meetings"),
}
ELSEWHERE: dict[str, Any] = {
    "court": gettext_lazy("A court, on the contract of membership"),
    "certification-officer": gettext_lazy("The Certification Officer, on a breach of the rules"),
    "tribunal": gettext_lazy("A tribunal, on exclusion, expulsion or unjustifiable discipline"),
    "ico": gettext_lazy("The Information Commissioner, on your data, after a complaint to us"),
}
WHY_NOT = gettext_lazy("not served long enough before it is heard: nothing may rest on it")


@dataclass(frozen=True)
class Evidence:
    """An item that a finding may cite: its seal, title, page, and whether it was served in time."""

    seal: str
    title: str
    url: str
    in_time: bool


def state(asked: Asked) -> str:
    """Where the proceeding stands."""
    return standing(asked.case, asked.at).state


def evidence_for(asked: Asked) -> list[Evidence]:
    """What whoever decides may read of what was served, oldest first; what was not in time says so.

    The charge itself proves nothing, and neither does the panel's own note.
    """
    if asked.hand.person is None:
        return []
    items = [
        item
        for item in evidence.open_to(asked.hand.person, asked.case.on).filter(destroyed_at=None)
        if item.seal in asked.case.root.served and item.kind not in (Item.Kind.CHARGE, Item.Kind.NOTE)
    ]
    said = evidence.about(items)
    return [
        Evidence(
            item.seal,
            said[item.pk].title,
            f"/evidence/{item.pk}/",
            readable(asked.case, asked.case.book, item.seal, asked.at),
        )
        for item in items
        if item.pk in said
    ]


def ladder(asked: Asked) -> list[tuple[str, str, date | None]]:
    """What may be imposed if every charge is proved: kind, words, and the last day that it may have."""
    case = asked.case
    low, high = range_of(case.root, case.root.charges)
    served = precaution_days(reading.assembly(), case.root, asked.at)
    return [
        (kind, str(SANCTIONS[kind]), latest_end(case.book, kind, asked.at, served))
        for kind in LADDER
        if rank(low) <= rank(kind) <= rank(high)
    ]


@dataclass(frozen=True)
class Earlier:
    """An earlier decision under the same rule: its act, the kind of outcome left of it, how long it took."""

    index: int
    offence: str
    outcome: str
    days: int | None
    url: str


def earlier(case: Dispute, at: int) -> list[Earlier]:
    """The decisions that this one names, and with which its reader compares: the latest under each rule."""
    assembly, found = reading.assembly(), []
    for offence in case.root.charges:
        for number, (index, kind) in enumerate(precedents(assembly, offence, at)):
            if number == COMPARATORS:
                break
            other = assembly.cases.get(assembly.sanctions.get(index, ""))
            days = None
            if isinstance(other, Dispute) and {"decision", "service"} <= other.events.keys():
                days = (other.events["decision"] - other.events["service"]) // 86_400
            found.append(
                Earlier(
                    index,
                    offence_words(case.book, offence),
                    str(SANCTIONS.get(kind, kind)),
                    days,
                    f"/record/{index}/",
                )
            )
    return found


def beside(asked: Asked) -> dict[str, Any]:
    """What is shown beside the form of a decision."""
    case = asked.case
    return {
        "earlier": earlier(case, asked.at),
        "needed": needed(case, share(case.book, "decision.majority")),
        "needed_for_expulsion": needed(case, share(case.book, "decision.expulsion")),
        "may_expel": any(kind == "expulsion" for kind, _words, _end in ladder(asked)),
        "charges": course.charged(case),
        "served": precaution_days(reading.assembly(), case.root, asked.at),
    }


@dataclass(frozen=True)
class Put:
    """A decision that was put to the panel: its act, how many agree, and the words that go with it."""

    index: int
    agreed: int
    mine: bool
    words: list[tuple[str, str]]
    summary: str


def put(asked: Asked) -> dict[str, Any]:
    """What was put to the panel and has not found its majority yet, with all that was written for it."""
    return {"put": [_put(asked, each, items) for each, items in proposals(asked.case.on)]}


def _put(asked: Asked, each: Any, items: list[Item]) -> Put:
    name = asked.hand.person.code(asked.case.on) if asked.hand.person else ""
    document = next((item for item in items if item.kind == Item.Kind.DECISION), None)
    shown = [document] if document else items
    said = evidence.about(shown)
    words = [(said[item.pk].title, evidence.words(item)) for item in shown if item.pk in said]
    return Put(each.index, len(each.agreed), name in each.agreed, words, summary_of(each.facts))


def open_to(asked: Asked) -> list[tuple[int, str]]:
    """The decisions with which whoever asks has not agreed yet: act, and what it says in a few words."""
    name = asked.hand.person.code(asked.case.on) if asked.hand.person else ""
    return [
        (each.index, summary_of(each.facts))
        for each in sorted(asked.case.proposals.values(), key=lambda one: one.index)
        if name not in each.agreed
    ]


def summary_of(facts: Mapping[str, Any]) -> str:
    """A decision in a few words."""
    if "grant" in facts:
        return _("granted") if facts["grant"] else _("refused")
    if "outcome" in facts:
        words = course.state_words(facts["outcome"])
        return f"{words}: {sanction_words(facts['sanction'])}" if "sanction" in facts else words
    return sanction_words(facts.get("sanction", {"kind": "none"}))


def sanction_words(sanction: Mapping[str, Any]) -> str:
    """A sanction in words, with its rights and its last day."""
    said = str(SANCTIONS.get(str(sanction.get("kind")), sanction.get("kind")))
    if sanction.get("rights"):
        said += f" ({', '.join(str(RIGHTS[each]) for each in sanction['rights'])})"
    if sanction.get("until"):
        said += _(", until {day}").format(day=day_words(date.fromisoformat(sanction["until"])))
    return said


def appealed(asked: Asked) -> dict[str, Any]:
    """The decision that is appealed against, in a few words."""
    return {"against": sanction_words(asked.case.root.sanction), "charges": course.charged(asked.case)}


def document(
    case: Dispute,
    findings: Iterable[Finding],
    sanction: Mapping[str, Any],
    reasons: str,
    above: str,
    titles: Mapping[str, str],
) -> str:
    """The written outcome of a case, as it is served: findings, evidence, reasons, sanction, other help."""
    lines = [_("DECISION in {case}").format(case=case.root.on.replace("/", " ")), ""]
    for number, each in enumerate(findings, start=1):
        lines += [
            _("{number}. The charge: {offence}").format(
                number=number, offence=offence_words(case.book, each.offence)
            ),
            _("It is proved.") if each.proved else _("It is not proved."),
        ]
        if each.cites:
            lines.append(
                _("It rests on: {items}.").format(items="; ".join(titles.get(s, s[:12]) for s in each.cites))
            )
        lines += [_("Reasons: {reasons}").format(reasons=each.reasons), ""]
    standard = (
        _("Proof had to be cogent, because the outcome is an expulsion.")
        if sanction.get("kind") == "expulsion"
        else _("Proof is on the balance of probabilities.")
    )
    lines += [
        standard,
        "",
        _("What follows: {outcome}").format(outcome=sanction_words(sanction)),
        reasons,
        "",
    ]
    if above:
        lines += [
            _("It goes beyond all earlier decisions under the rule, because: {why}").format(why=above),
            "",
        ]
    lines += _after(case)
    return "\n".join(lines).strip() + "\n"


def _after(case: Dispute) -> list[str]:
    term = case.book.settings.get("appeal.term")
    lines = []
    if term is not None:
        lines.append(
            _(
                "The subject may appeal within {term} from the decision. Nothing takes effect before that"
                " time is over, or while an appeal is under way."
            ).format(term=term.words)
        )
    lines += ["", _("Where else help is to be had:")]
    lines += [f"- {ELSEWHERE[each]}" for each in REMEDIES]
    lines += ["", _("The page of the decision says by when. Check each date with an adviser.")]
    return lines


@dataclass(frozen=True)
class Remedy:
    """Other help: from whom, and by when, counted from the day of the decision; None where unknown."""

    words: str
    day: date | None


def remedies(decided: date) -> list[Remedy]:
    """Where else help is to be had, with the last day of each; to be checked with an adviser."""
    found = []
    for each in REMEDIES:
        limit = limits.limit_at(each, decided) if each in limits.LIMITS else None
        day = reckoning.last_day(decided, limit.term, limits.HOLIDAYS) if limit else None
        found.append(Remedy(str(ELSEWHERE[each]), day))
    return found


def short_document(case: Dispute, title: str, outcome: str, reasons: str) -> str:
    """The written outcome of an appeal or a precaution."""
    head = f"{title} · {case.root.on.replace('/', ' ')}"
    return "\n".join([head, "", outcome, "", reasons, "", *_after(case.root)]).strip() + "\n"


def days_for_hearing(asked: Asked) -> dict[str, Any]:
    """From when until when a hearing can be fixed."""
    first, last = last_day_to_hear(asked.case, asked.at)
    return {"first": first, "last": last, "number": asked.case.hearings + 1, "most": MOST_PUT_OFF}


def days_for_moving(asked: Asked) -> dict[str, Any]:
    """Until when a hearing can be put off."""
    return {"first": None, "last": last_day_to_move(asked.case), "number": 0, "most": MOST_PUT_OFF}


def day_words(day: date) -> str:
    return date_format(day, "j F Y")

"""What a panel decides: put by one of its members, agreed to by others, served when it stands.

`put` and `agree` serve every panel: of a case, an appeal, a precaution, a review, a class, a jury. What is
written for a decision is read by the panel alone until it stands; then it is served on both sides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.procedure.decision import comparators, goes_beyond
from folkmoot.procedure.dispute import PANEL, Proposal, family
from folkmoot.procedure.sanction import rights_of
from folkmoot.rulebook.vocabulary import REMEDIES
from folkmoot.site.cases.acts.entering import BOTH_SIDES, Done, Hand, Words, act, tell, touch_rights
from folkmoot.site.cases.acts.panels import who_know
from folkmoot.site.cases.people import case_of, holder, holders, seats_in
from folkmoot.site.evidence.acts import keep, sealed_by, share
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.acts import pen

READERS = (*BOTH_SIDES, "applicant", "author", "flagger")
"""On whom a decision is served."""


@dataclass(frozen=True)
class Finding:
    """On one charge: whether it is proved, on which items of evidence (seals), and why."""

    offence: str
    proved: bool
    cites: Sequence[str]
    reasons: str


@dataclass(frozen=True)
class Judgement:
    """A decision as its writer has put it. `sanction` as an entry states it; `above`: why it goes beyond all
    earlier decisions, where it does. `document` makes the written outcome from what was decided.
    """

    findings: Sequence[Finding]
    sanction: Mapping[str, Any]
    reasons: str
    document: str
    above: str = ""


def put(
    verb: str,
    *,
    on: str,
    by: Hand,
    at: int,
    words: Iterable[Words],
    facts: Mapping[str, Any] | Callable[[list[str]], Mapping[str, Any]],
    relies_on: Iterable[int] = (),
    to: Iterable[str] = READERS,
) -> Done:
    """Put a decision to the panel: `words` are its reasons, then the document that is served if it stands.

    `facts` may be a function of the seals of `words`, in their order. Where one is enough, it stands at once.
    Raises `OutOfOrder`, and keeps nothing then.
    """
    with pen():
        writer = by.writer
        assert writer is not None  # the site decides nothing
        items = [
            keep(
                person=writer, on=on, kind=each.kind, title=each.title, data=each.data, at=at,
                media_type=each.media_type, filename=each.filename, role=by.role,
            )
            for each in words
        ]  # fmt: skip
        seals = [item.seal for item in items]
        stated = facts(seals) if callable(facts) else facts
        done = act(verb, on=on, by=by, at=at, facts=stated, relies_on=relies_on, more_seals=seals)
        sealed_by(items, done.entry.index)
        panel = panel_at(on)
        for item in items:
            share(item, panel, at, done.entry.index)
        done.items.extend(items)
        if not _serve_if_it_stands(on, done.entry.index, done.entry.index, at, to):
            tell(on, panel, at, entry=done.entry.index, once=f"put/{done.entry.index}")
    return done


def agree(verb: str, *, on: str, by: Hand, index: int, at: int, to: Iterable[str] = READERS) -> Done:
    """Agree with the decision that was put at entry `index`; at the majority it stands and is served.

    Raises `OutOfOrder`.
    """
    with pen():
        done = act(verb, on=on, by=by, at=at, relies_on=(index,))
        _serve_if_it_stands(on, index, done.entry.index, at, to)
    return done


def _serve_if_it_stands(on: str, put_at: int, stands_at: int, at: int, to: Iterable[str]) -> bool:
    case = case_of(on)
    if case is None or case.decided != stands_at:
        return False
    touch_rights(on, at)
    readers = who_know(on, holders(on, to))
    families = [family(on), *(case.parts if case.machine.name == "class" else ())]
    for each in families[1:]:
        readers += holders(each, to)
    for item in Item.objects.filter(on=family(on), entry=put_at, destroyed_at=None):
        share(item, readers, at, stands_at)
    for each in families:
        tell(each, who_know(each, holders(each, to)), at, entry=stands_at, once=f"decided/{stands_at}/{each}")
    tell(on, panel_at(on), at, entry=stands_at, once=f"stands/{stands_at}")
    return True


def panel_at(on: str) -> list[Person]:
    """Those who sit in this proceeding now, by their seats."""
    return [seat.person for seat in seats_in(on) if seat.person and seat.role == PANEL and seat.on == on]


def proposals(on: str) -> list[tuple[Proposal, list[Item]]]:
    """What has been put to the panel and has not found its majority yet, with what was written for it."""
    case = case_of(on)
    found = sorted(case.proposals.values(), key=lambda each: each.index) if case else []
    items: dict[int | None, list[Item]] = {}
    for item in Item.objects.filter(on=family(on), entry__in=[each.index for each in found]).order_by("pk"):
        items.setdefault(item.entry, []).append(item)
    return [(each, items.get(each.index, [])) for each in found]


# A case


def decide(*, on: str, by: Hand, judgement: Judgement, at: int) -> Done:
    """Put the decision of a case to its panel. Raises `OutOfOrder`."""
    case = case_of(on)
    assert case is not None
    words = [Words("reasons", f"Reasons: {each.offence}", each.reasons) for each in judgement.findings]
    told = f"{judgement.reasons}\n\n{judgement.above}".strip()
    words += [
        Words("reasons", "Reasons for the outcome", told),
        Words("decision", "Decision", judgement.document),
    ]
    assembly = reading.assembly()
    kind = judgement.sanction.get("kind", "none")

    def facts(seals: list[str]) -> dict[str, Any]:
        stated: dict[str, Any] = {
            "findings": [
                {
                    "offence": each.offence,
                    "proved": each.proved,
                    "cites": list(each.cites),
                    "reasons": seal,
                }
                for each, seal in zip(judgement.findings, seals, strict=False)
            ],
            "sanction": dict(judgement.sanction),
            "proof": "cogent" if kind == "expulsion" else "balance",
            "remedies": list(REMEDIES),
        }
        if judgement.above and goes_beyond(assembly, case.charges, kind, at):
            stated["above"] = True
        return stated | branch_of(on, judgement.sanction)

    return put(
        "decision.make", on=on, by=by, at=at, words=words, facts=facts,
        relies_on=comparators(assembly, case.charges, at),
    )  # fmt: skip


def branch_of(on: str, sanction: Mapping[str, Any]) -> dict[str, str]:
    """The branch of the subject, which an entry names where rights are touched, and only there."""
    if not rights_of(sanction):
        return {}
    subject = holder(on, "subject")
    return {"branch": subject.branch_id if subject else reading.assembly().root}


# An appeal


def decide_appeal(
    *,
    on: str,
    by: Hand,
    outcome: str,
    reasons: str,
    at: int,
    document: str,
    sanction: Mapping[str, Any] | None = None,
) -> Done:
    """Put the decision of an appeal to its panel. Raises `OutOfOrder`."""
    facts: dict[str, Any] = {"outcome": outcome, "remedies": list(REMEDIES)}
    if sanction is not None:
        facts |= {"sanction": dict(sanction)} | branch_of(on, sanction)
    words = [Words("reasons", "Reasons", reasons), Words("decision", "Decision on the appeal", document)]
    return put("appeal.decide", on=on, by=by, at=at, words=words, facts=facts)


# A precaution


def decide_precaution(
    *, on: str, by: Hand, grant: bool, rights: Sequence[str], reasons: str, at: int, document: str
) -> Done:
    """Put to the duty panel that a precaution is granted, or refused. Raises `OutOfOrder`."""
    case = case_of(on)
    facts: dict[str, Any] = {"grant": grant, "heard": case is not None and "heard" in case.events}
    if grant:
        facts |= {"rights": list(rights)} | branch_of(on, {"rights": list(rights)})
    words = [Words("reasons", "Reasons", reasons), Words("decision", "On the precaution", document)]
    return put("interim.decide", on=on, by=by, at=at, words=words, facts=facts)


def look(*, on: str, by: Hand, keep_it: bool, reasons: str, at: int) -> Done:
    """Say whether a precaution is kept, with fresh reasons. Raises `OutOfOrder`."""
    with pen():
        words = [Words("reasons", "Reasons on the precaution", reasons, to=(*READERS, PANEL))]
        done = act("interim.look", on=on, by=by, at=at, facts={"keep": keep_it}, words=words)
        tell(on, holders(on, READERS), at, entry=done.entry.index, once=f"looked/{done.entry.index}")
    return done

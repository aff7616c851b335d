"""Like cases taken together: opened, joined, decided for all of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.procedure.roll import make_roll
from folkmoot.site.cases.acts.entering import Done, Hand, Words, act, follow, open_docket, tell
from folkmoot.site.cases.acts.reviews import write_outcome
from folkmoot.site.cases.people import case_of, holder, holders
from folkmoot.site.evidence.acts import share
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import served_to
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.record.acts import pen


def open_class(
    *, by: Person, reviews: Iterable[str], lead: str, at: int, clerk: Office | None = None
) -> Done:
    """Ask that these reviews (`review/3`) be taken together, one of them leading. Raises `OutOfOrder`."""
    with pen() as assembly:
        on = f"class/{assembly.next_number('class')}"
        parts = sorted(set(reviews), key=_number)
        roll, papers = make_roll(roll_for(assembly.root, on, "membership", at))
        facts = {"reviews": parts, "lead": lead, "roll": roll.as_facts()}
        done = act("class.open", on=on, by=Hand(by, clerk=clerk), at=at, facts=facts, papers=papers)
        open_docket(on, done.entry, at)
        for part in parts:
            tell(on, holders(part, ("subject",)), at, entry=done.entry.index, once=f"{on}/opened/{part}")
    return done


def join_class(*, on: str, by: Hand, at: int) -> Done:
    """Say as a member that they should be taken together. Raises `OutOfOrder`."""
    with pen():
        done = act("class.join", on=on, by=by, at=at)
        case = case_of(on)
        for part in case.parts if case is not None and "formation" in case.events else ():
            tell(on, holders(part, ("subject",)), at, entry=done.entry.index, once=f"{on}/formed/{part}")
    return done


def decide_class(
    *, on: str, by: Hand, at: int, decisions: Mapping[str, Mapping[str, Any]], reasons: str
) -> Done:
    """Put a decision on each review of the class to its panel. Raises `OutOfOrder`.

    `decisions` maps a review to `answers`, `outcome`, and `next` (an ISO date) where it is upheld.
    """
    with pen():
        done = act(
            "class.decide",
            on=on,
            by=by,
            at=at,
            facts={"decisions": {part: dict(each) for part, each in decisions.items()}},
            words=[Words("reasons", "Reasons", reasons, to=("panel member",))],
        )
        _settle(on, at, done.entry.index, done.entry.index)
    return done


def agree_class(*, on: str, by: Hand, at: int, proposal: int) -> Done:
    """Agree with a decision that was put, by the number of its entry. Raises `OutOfOrder`."""
    with pen():
        done = act("class.agree", on=on, by=by, at=at, relies_on=[proposal])
        _settle(on, at, done.entry.index, proposal)
    return done


def _settle(on: str, at: int, entry: int, proposal: int) -> None:
    """Once it stands, each applicant reads the reasons and is written to, as in a review by itself."""
    case = case_of(on)
    if case is None or case.decided != entry:
        return
    reasons = list(Item.objects.filter(on=on, entry=proposal, destroyed_at=None))
    for part in case.parts:
        review = case_of(part)
        if review is None or review.events.get("decision") != at:
            continue
        for item in reasons:
            share(item, holders(part, ("subject", "companion of subject")), at, entry)
        follow(part, at)
        write_outcome(part, at, entry)


def open_files(on: str, at: int) -> None:
    """The panel of a class reads what the applicants of its reviews read: no more, and nothing less."""
    judges = holders(on, ("panel member",))
    case = case_of(on)
    for part in case.parts if case is not None and judges else ():
        applicant = holder(part, "subject")
        if applicant is None:
            continue
        own = Item.objects.filter(on=part, person=applicant, destroyed_at=None).exclude(entry=None)
        for item in [*own, *served_to(applicant, part)]:
            share(item, judges, at)


def _number(on: str) -> int:
    number = on.partition("/")[2]
    return int(number) if number.isdecimal() else 0

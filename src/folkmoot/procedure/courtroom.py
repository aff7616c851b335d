"""The people of a case in an example of a rulebook, and the lots by which those who judge are drawn.

In the family of a case the first members of the branch have parts: subject, complainant, investigator;
officers act under the names after those, so that nobody has two parts. Lots are thrown with fixed dice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.lots.sources import Source
from folkmoot.procedure import announcing, appeal, complaint, draw, moderation, precaution, review
from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder
from folkmoot.procedure.dispute import Dispute, family
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.scene import Scene, code_name
from folkmoot.procedure.seating import Purpose
from folkmoot.rulebook.book import Step

Play = Callable[[Scene, Step], None]
SUBJECT, COMPLAINANT, INVESTIGATOR, OFFICERS = 0, 1, 2, 3
DICE = "152634" * 4
PURPOSES: Mapping[tuple[str, str], Purpose] = {
    **{("case", state): purpose for state, purpose in complaint.PURPOSES.items()},
    ("precaution", "asked"): precaution.DUTY,
    ("precaution", "in force unheard"): precaution.FRESH,
    ("precaution", "renewal"): precaution.RENEWAL,
    ("precaution", "under appeal"): precaution.OTHERS,
    ("appeal", "filed"): appeal.PANEL,
    **{("review", state): review.PANEL for state in review.LIVE},
    ("moderation", "jury"): moderation.JURY,
}
"""What is drawn for, by kind of proceeding and its state."""
SITS = {"triage": "an adjudicator", "jury": "a jury"}


def spoken_of(scene: Scene, kind: str = "") -> Dispute:
    """The proceeding that a step is about: the one last spoken of, or the head of its family."""
    case = scene.case
    if kind == "case" and isinstance(case, Dispute):
        case = case.root
    if not isinstance(case, Dispute) or (kind and case.machine.name != kind):
        raise OutOfOrder(
            rule="",
            condition=f"This step is about a proceeding of another kind{f' ({kind})' if kind else ''}.",
            fact=f"The example speaks of {scene.on}.",
            cure="",
        )
    scene.on = case.on
    return case


def name_in(scene: Scene, on: str, number: int) -> str:
    """The code name of a member in a family; counted from the end where the number is negative."""
    return code_name(family(on), number % scene.members)


def actor(scene: Scene, on: str, number: int, role: str = "member") -> Actor:
    """A member in a family, in a role."""
    return Actor(role, name_in(scene, on, number))


def bystander(scene: Scene, case: Dispute) -> Actor:
    """A member who has had no part in a case."""
    names = reversed(scene.names(family(case.on)))
    return Actor("member", next((name for name in names if name not in case.root.roles), ""))


def seals_of(scene: Scene, on: str, *what: str) -> tuple[str, ...]:
    """Made-up seals, of which no two are alike."""
    return tuple(digest_of(f"{on}/{each}/{scene.assembly.size}".encode()) for each in what)


def roll_of(scene: Scene, on: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The roll of all members in a family: what an entry states of it, and the list."""
    roll, papers = make_roll(scene.names(family(on)))
    return roll.as_facts(), papers


def officer_of(scene: Scene, step: Step) -> tuple[Actor, dict[str, Any]]:
    """The officer of a step, and what their entry states of them."""
    number = OFFICERS + scene.book.offices.index(step.office)
    facts = {"passkey": True, "as": name_in(scene, scene.on, number)}
    return Actor(step.office, code_name("office", step.office)), facts


def in_time_or_late(plain: Callable[[], object], late: Callable[[], object]) -> None:
    """The plain form of an act, or where it is refused the late one; the refusal of that where both are."""
    try:
        plain()
    except OutOfOrder:
        late()


def announce(scene: Scene, step: Step) -> None:
    """Announce the draw that is due; whoever has had a part is left out of the pool, and so are officers."""
    case, at = spoken_of(scene), scene.at(step)
    state = scene.assembly.standing(case.on, at).state
    purpose = PURPOSES.get((case.machine.name, state))
    by = actor(scene, case.on, -1)
    if purpose is None:
        scene.do("draw.announce", case.on, by, at, {})
        return
    roll, papers = make_roll(scene.names(family(case.on)))
    officers = [name_in(scene, case.on, OFFICERS + each) for each in range(len(scene.book.offices))]
    out = dict.fromkeys(officers, "officer") if 3 * len(officers) <= scene.members else {}
    out |= {name: "party" for name in case.root.roles if name in roll.names}
    facts = announcing.as_facts(case, case.book, purpose, out, roll, at)
    scene.do("draw.announce", case.on, by, at, facts, papers)


def sit(scene: Scene, step: Step) -> None:
    """Announce the draw where it has not been, throw the dice, let all accept in their order, seat them."""
    of_case = step.about in ("a panel", "an adjudicator") and is_precaution(scene)
    case, at = spoken_of(scene, "case" if of_case else ""), scene.at(step)
    on, state = case.on, scene.assembly.standing(case.on, at).state
    purpose = PURPOSES.get((case.machine.name, state))
    others = "a duty panel" if case.machine.name == "precaution" else "a panel"
    sits = SITS.get(purpose.name, others) if purpose else step.about
    if sits != step.about:
        raise OutOfOrder(rule="", condition=f"What is drawn here is {sits}.", fact="", cure="")
    if purpose is None or case.panel is None or case.panel.purpose != purpose.name:
        announce(scene, step)
    panel = case.panel
    assert panel is not None
    if purpose is not None and purpose.quick:  # the lot is thrown as soon as it may be
        at = max(at, panel.announcement.ready)
    for number in (-2, -3, -4):
        scene.do("draw.dice", on, actor(scene, on, number), at, {"dice": DICE})
    source = Source("dice", DICE.encode())
    _names, ranking = draw.outcome_of(panel, source, family(on))
    facts = {"source": source.line().rstrip("\n"), "ranking": ranking}
    scene.do("draw.result", on, actor(scene, on, -1), at, facts)
    for name in panel.ranking[: panel.seats]:
        scene.do("draw.accept", on, Actor("drawn member", name), at, {})
    scene.do("panel.seat", on, THE_SITE, at, {})


def is_precaution(scene: Scene) -> bool:
    """Whether a precaution was spoken of last."""
    return scene.on.count("/interim/") == 1


def subject_of(scene: Scene, case: Dispute) -> Actor:
    """The subject of a case."""
    return actor(scene, case.on, SUBJECT, "subject")


def sitting_on(case: Dispute, number: int = 0) -> Actor:
    """A member of the panel; nobody where none sits."""
    sitting = case.panel.sitting if case.panel else []
    return Actor("panel member", sitting[number] if number < len(sitting) else "")


def put_to_panel(
    scene: Scene, step: Step, case: Dispute, verb: str, facts: dict[str, Any], *what: str
) -> None:
    """Put a decision to the panel, and let so many of it agree as the step says, or as it takes."""
    at, sits = scene.at(step), len(case.panel.sitting) if case.panel else 0
    agree = step.numbers[0] if step.numbers else sits
    seals = seals_of(scene, case.on, *(what or ("reasons",)))
    index = scene.do(verb, case.on, sitting_on(case), at, facts, seals=seals)
    for number in range(1, min(agree, sits)):
        if index in case.proposals:
            kind = verb.partition(".")[0]
            scene.do(f"{kind}.agree", case.on, sitting_on(case, number), at, {}, relies_on=(index,))

"""A rulebook tried by its own examples: each is played as acts through the rules that it stands in.

The court that rules on them is handed in, for a court tries a rulebook before it adopts it. Day 0 is Monday
1 June 2026; nothing in an example depends on the year but the holidays of the rulebook.
"""

from collections.abc import Callable
from typing import Any

from folkmoot.procedure import trial_of_cases, trial_of_elections, trial_of_plans
from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder
from folkmoot.procedure.ballot import CHOICES, SECRET, manner_of
from folkmoot.procedure.declaration import secret_lists
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.scene import Enter, RuleOn, Scene, code_name
from folkmoot.rulebook.book import Example, Fault, Rulebook, Step

LARGEST = 2_000
"""Members in an example: enough to show any share, and no more than a court can hear at once."""
SAME = {
    "carried": ("carried", "adopted"),
    "in debate": ("debate", "notice"),
    "ruled out": ("ruled out", "out of order"),
    "allowed by time": ("allowed",),
}
__all__ = ["SAME", "Scene", "code_name", "play_all"]


def play_all(book: Rulebook, rule_on: RuleOn, enter: Enter) -> tuple[Fault, ...]:
    """Play every example of a rulebook; one fault for each that does not come out as it says."""
    faults = (_play(Scene(book, rule_on, enter), example) for example in book.examples)
    return tuple(fault for fault in faults if fault is not None)


def _play(scene: Scene, example: Example) -> Fault | None:
    branch, *steps = example.given
    scene.members = branch.numbers[0]
    if scene.members > LARGEST:
        return _fault(example, f"its branch has more than {LARGEST} members")
    try:
        scene.found()
        for step in steps:
            STEPS[step.kind](scene, step)
    except OutOfOrder as refusal:
        return _fault(example, f"what it begins with is refused: {refusal}")
    try:
        STEPS[example.when.kind](scene, example.when)
    except OutOfOrder as refusal:
        if example.then.kind == "refused" and example.then.value == refusal.rule:
            return None
        return _fault(example, f"it comes out as refused: {refusal}")
    return _compare(scene, example)


def _compare(scene: Scene, example: Example) -> Fault | None:
    if example.then.kind == "allowed":
        return None
    if not scene.on:
        return _fault(example, "nothing begins in it")
    state = scene.assembly.standing(scene.on, scene.at(example.when)).state
    if example.then.kind == "refused":
        return _fault(example, f"it comes out as allowed, and is now: {state}")
    if state in SAME.get(example.then.value, (example.then.value,)):
        return None
    return _fault(example, f"it comes out as: {state}")


def _fault(example: Example, says: str) -> Fault:
    return Fault(example.line, "", f"This example does not hold: {says}", "Mend the rule, or the example.")


def _begin(verb: str, kind: str) -> Callable[[Scene, Step], None]:
    def begin(scene: Scene, step: Step) -> None:
        scene.begin(verb, kind, scene.at(step))

    return begin


def _each(verb: str) -> Callable[[Scene, Step], None]:
    def each(scene: Scene, step: Step) -> None:
        kind = "amendment" if scene.on.startswith("plan/") else verb.partition(".")[0]
        act = f"{kind}.{verb.partition('.')[2]}"
        for name in scene.next_names(verb, step.numbers[0] if step.numbers else 1):
            scene.do(act, scene.on, Actor("member", name), scene.at(step), {})

    return each


def _speak(scene: Scene, step: Step) -> None:
    scene.speak(Actor("member", scene.next_names("speak", 1)[0]), scene.at(step))


def _rule_out(scene: Scene, step: Step) -> None:
    powers = scene.book.powers.get("motion.rule_out", ())
    listed = [ground for power in powers for ground in power.grounds if ground != "decided-recently"]
    ground = listed[0] if listed else "contrary"
    facts = {"ground": ground, "reasons": digest_of(b"reasons"), "passkey": True}
    scene.do("motion.rule_out", scene.on, _officer(step), scene.at(step), facts)


def _officer(step: Step) -> Actor:
    return Actor(step.office, code_name("office", step.office))


def _withdraw(scene: Scene, step: Step) -> None:
    role = "proposer" if scene.kind == "change" else "mover"
    scene.do(f"{scene.kind}.withdraw", scene.on, Actor(role, scene.case.mover), scene.at(step), {})


def _put(scene: Scene, step: Step) -> None:
    if scene.on.startswith("plan/"):
        trial_of_plans.put(scene, step)
        return
    by = _officer(step) if step.office else Actor("member", scene.names(scene.on)[1])
    number = f"ballot/{scene.assembly.next_number('ballot')}"
    roll, papers = make_roll(scene.names(number))
    manner = manner_of(scene.book, scene.kind, len(getattr(scene.case, "secrecy", ())))
    facts: dict[str, Any] = {"ballot": number, "roll": roll.as_facts(), "manner": manner}
    if step.office:
        facts["passkey"] = True
    scene.do(f"{scene.kind}.put", scene.on, by, scene.at(step), facts, papers)


def _vote(scene: Scene, step: Step) -> None:
    case = trial_of_plans.at_the_vote(scene)
    ballot = case.ballot
    choices = [choice for choice, n in zip(CHOICES, step.numbers, strict=True) for _ in range(n)]
    if len(choices) > scene.members:
        raise OutOfOrder(rule="", condition="Each member has one vote.", fact="More vote than that.", cure="")
    voters = scene.names(ballot.id if ballot else "none")
    for name, choice in zip(voters, choices, strict=False):
        if ballot is not None and ballot.manner == SECRET:
            ballot.votes[name] = choice
        else:
            scene.do(
                f"{case.machine.name}.vote",
                case.on,
                Actor("member", name),
                scene.at(step),
                {"choice": choice},
            )


def _declare(scene: Scene, step: Step) -> None:
    case = trial_of_plans.at_the_vote(scene)
    votes: dict[str, Any] = dict(case.ballot.votes) if case.ballot else {}
    facts: dict[str, Any] = {choice: list(votes.values()).count(choice) for choice in CHOICES}
    papers: dict[str, bytes] = {}
    if case.ballot and case.ballot.manner == SECRET:
        lists, papers = secret_lists(votes.values(), (code_name("receipt", name) for name in votes), votes)
        facts |= lists
    refusals = []
    for outcome in ("carried", "lost"):
        try:
            scene.do(
                f"{case.machine.name}.declare",
                case.on,
                THE_SITE,
                scene.at(step),
                facts | {"outcome": outcome, **case.also_declared(outcome)},
                papers,
            )
        except OutOfOrder as refusal:
            refusals.append(refusal)
        else:
            return
    raise refusals[0]


def _nothing(scene: Scene, step: Step) -> None:
    """Time passes."""


STEPS: dict[str, Callable[[Scene, Step], None]] = {
    "table": _begin("motion.table", "motion"),
    "propose": _begin("change.propose", "change"),
    "second": _each("motion.second"),
    "back": _each("change.back"),
    "object": _each("motion.object"),
    "speak": _speak,
    "rule_out": _rule_out,
    "withdraw": _withdraw,
    "put": _put,
    "vote": _vote,
    "declare": _declare,
    "wait": _nothing,
    **trial_of_cases.STEPS,
    **trial_of_plans.STEPS,
    **trial_of_elections.STEPS,
}

"""The steps of examples about plans and amendments, played as acts.

The text has a clause for each amendment that is tabled: so they collide only where the example says so.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.agenda import Agenda
from folkmoot.procedure.asking import ADOPTION, ONE, out_of_turn
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.case import Case
from folkmoot.procedure.dispute import family
from folkmoot.procedure.marshalling import order_of_taking
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.scene import BRANCH, DAY_0, Scene, code_name
from folkmoot.procedure.shared_text import Amendment, Plan
from folkmoot.procedure.wording import length_of, new_words
from folkmoot.rulebook.book import Step
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.edits import Reword

OLD, NEW, RIVAL, ANEW = "often", "every week", "every month", "sometimes"
CLAUSES = 12
"""Clauses of the text: an example with more amendments than that says no more than one with fewer."""


def _text(words: Mapping[str, str]) -> Revision:
    clauses = (Clause(f"c{n}", body=f"{n} is done {words.get(f'c{n}', OLD)}.") for n in range(1, CLAUSES + 1))
    return Revision("Text", tuple(clauses))


def plan_in(scene: Scene) -> Plan:
    """The plan of which the example speaks. Raises `OutOfOrder`."""
    plan = scene.assembly.cases.get(family(scene.on))
    if not isinstance(plan, Plan):
        raise OutOfOrder(rule="", condition="A plan has to be published first.", fact="None is.", cure="")
    return plan


def at_the_vote(scene: Scene) -> Case:
    """The proceeding on which the ballot is held: the question put last, or what the example speaks of."""
    if not scene.on.startswith("plan/"):
        return scene.case
    on = f"{family(scene.on)}/question/{plan_in(scene).questions}"
    if on not in scene.assembly.cases:
        raise OutOfOrder(rule="", condition="A question has to be put first.", fact="None has.", cure="")
    return scene.assembly.cases[on]


def _actor(scene: Scene, step: Step, number: int = 1) -> Actor:
    if step.office:
        return Actor(step.office, code_name("office", step.office))
    return Actor("member", scene.names(family(scene.on))[number])


def _signed(step: Step) -> dict[str, Any]:
    return {"passkey": True} if step.office else {}


def _publish(scene: Scene, step: Step) -> None:
    """By an officer whom the rules name, or by a member where they let members do it."""
    scene.on = f"plan/{scene.assembly.next_number('plan')}"
    revision, day = _text({}), DAY_0 + timedelta(days=step.day + step.numbers[0])
    roll, papers = make_roll(scene.names(scene.on))
    facts = {
        "branch": BRANCH,
        "revision": revision.digest,
        "length": length_of(revision),
        "until": day.isoformat(),
        "roll": roll.as_facts(),
    }
    by, signed = _drafter(scene, "plan.publish")
    scene.do(
        "plan.publish",
        scene.on,
        by,
        scene.at(step),
        facts | signed,
        papers | {revision.digest: revision.data},
    )


def _drafter(scene: Scene, verb: str) -> tuple[Actor, dict[str, Any]]:
    """The first office that may do it, or else the member who does, as its mover where the rules say so."""
    who = [role for power in scene.book.powers.get(verb, ()) for role in power.who]
    office = next((role for role in who if role in scene.book.offices), "")
    if office:
        return Actor(office, code_name("office", office)), {"passkey": True}
    return Actor("mover" if "mover" in who else "member", scene.names(family(scene.on))[0]), {}


def _publish_anew(scene: Scene, step: Step) -> None:
    """With other words where the amendment last spoken of would change them, or elsewhere."""
    plan = plan_in(scene)
    touched = _touched(scene) if step.about else f"c{CLAUSES}"
    revision = _text({touched: ANEW})
    facts = {"revision": revision.digest, "length": length_of(revision)}
    by, signed = _drafter(scene, "plan.revise")
    scene.do("plan.revise", plan.on, by, scene.at(step), facts | signed, {revision.digest: revision.data})


def _touched(scene: Scene) -> str:
    case = scene.case
    edits = case.wording.edits if isinstance(case, Amendment) else ()
    return next((edit.clause for edit in edits if isinstance(edit, Reword)), "c1")


def _amend(scene: Scene, step: Step) -> None:
    plan = plan_in(scene)
    number = len(plan.amendments) + 1
    amends = (
        scene.case.number if step.about == "an amendment to it" and isinstance(scene.case, Amendment) else 0
    )
    clause = _touched(scene) if step.about == "a rival amendment" else f"c{(number - 1) % CLAUSES + 1}"
    base = plan.anchored_in(amends)
    if amends:
        clause, old, new = "edit-1", base.by_id["edit-1"].body, f"{NEW} or two"
    else:
        old, new = OLD, RIVAL if step.about == "a rival amendment" else NEW
    start = base.by_id[clause].body.index(old)
    edit = Reword(clause, "body", start, start + len(old), old, new)
    wording = Wording(number, base.digest, (edit,), amends)
    facts: dict[str, Any] = {"branch": BRANCH, "edits": wording.digest, "length": new_words(wording)}
    if amends:
        facts["amends"] = amends
    scene.on = f"{plan.on}/amendment/{number}"
    by = Actor("member", scene.names(plan.on)[-number])
    scene.do("amendment.table", scene.on, by, scene.at(step), facts, {wording.digest: wording.data})


def _accept(scene: Scene, step: Step) -> None:
    by = _actor(scene, step) if step.office else Actor("mover", scene.case.amended_by)
    scene.do("amendment.accept", scene.on, by, scene.at(step), _signed(step))


def _contest(scene: Scene, step: Step) -> None:
    for name in scene.next_names("contest", step.numbers[0]):
        scene.do("amendment.contest", scene.on, Actor("member", name), scene.at(step), {})


def _marshal(scene: Scene, step: Step) -> None:
    plan, at = plan_in(scene), scene.at(step)
    data = Agenda(order_of_taking(plan, at)).data
    facts = {"agenda": digest_of(data)} | _signed(step)
    scene.do("plan.marshal", plan.on, _actor(scene, step), at, facts, {digest_of(data): data})


def put(scene: Scene, step: Step) -> None:
    """Put the amendment last spoken of to the vote, with reasons where its turn has not come."""
    number = scene.case.number if isinstance(scene.case, Amendment) else 0
    _ask(scene, step, [number] if number else [])


def _put_rival(scene: Scene, step: Step) -> None:
    plan, mine = plan_in(scene), _touched(scene)
    rivals = [n for n, each in plan.amendments.items() if each.on != scene.on and _touches(each, mine)]
    _ask(scene, step, rivals[:1])


def _touches(amendment: Amendment, clause: str) -> bool:
    return any(isinstance(edit, Reword) and edit.clause == clause for edit in amendment.wording.edits)


def _put_text(scene: Scene, step: Step) -> None:
    scene.on = plan_in(scene).on
    _ask(scene, step, [])


def _ask(scene: Scene, step: Step, numbers: list[int]) -> None:
    plan, at = plan_in(scene), scene.at(step)
    ballot = f"ballot/{scene.assembly.next_number('ballot')}"
    roll, papers = make_roll(scene.names(ballot))
    facts: dict[str, Any] = {
        "kind": ONE if numbers else ADOPTION,
        "amendments": numbers,
        "ballot": ballot,
        "roll": roll.as_facts(),
        "manner": manner_of(scene.book, "question", 0),
    }
    if not numbers:
        facts["adopts"] = adopt(plan.base, plan.standing(at)).revision.digest
    elif out_of_turn(plan, ONE, numbers, at):
        facts["reasons"] = digest_of(b"reasons")
    on = f"{plan.on}/question/{plan.questions + 1}"
    scene.do("question.put", on, _actor(scene, step), at, facts | _signed(step), papers)


STEPS: dict[str, Callable[[Scene, Step], None]] = {
    "publish": _publish,
    "publish_anew": _publish_anew,
    "amend": _amend,
    "accept": _accept,
    "contest": _contest,
    "marshal": _marshal,
    "put_rival": _put_rival,
    "put_text": _put_text,
}

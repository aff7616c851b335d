"""The steps of examples about elections and recalls, played as acts.

Candidates are the first members of the branch; papers rank them from different places on, so that none is
elected by a tie that only a lot could settle.
"""

from collections.abc import Callable
from typing import Any

from folkmoot.counting.refusals import BadCount
from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.electing import OFFICE, Election
from folkmoot.procedure.electing_count import unopposed_facts
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.procedure.electing_places import places_to_fill
from folkmoot.procedure.electing_result import declared_facts
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.scene import BRANCH, Scene, code_name
from folkmoot.rulebook.book import Step

BOX = digest_of(b"box")
DRAW = "dice 123456123456123456123456"


def election_in(scene: Scene) -> Election:
    """The election of which the example speaks. Raises `OutOfOrder`."""
    found = scene.assembly.cases.get(scene.on)
    if not isinstance(found, Election):
        raise OutOfOrder(rule="", condition="An election has to be called first.", fact="None is.", cure="")
    return found


def _actor(scene: Scene, step: Step) -> tuple[Actor, dict[str, Any]]:
    if step.office:
        return Actor(step.office, code_name("office", step.office)), {"passkey": True}
    return Actor("member", scene.names(scene.on)[1]), {}


def _call(scene: Scene, step: Step) -> None:
    """By the first office that may call it, or else by a member."""
    scene.on = f"election/{scene.assembly.next_number('election')}"
    at, powers = scene.at(step), scene.book.powers.get("election.call", ())
    roll, papers = make_roll(scene.names(scene.on))
    who = [role for power in powers if step.office in power.offices for role in power.who]
    office = next((role for role in who if role in scene.book.offices), "")
    facts: dict[str, Any] = {
        "kind": OFFICE,
        "branch": BRANCH,
        "office": step.office,
        "seats": _places(scene, step.office, at),
        "roll": roll.as_facts(),
    }
    by = Actor(office, code_name("office", office)) if office else Actor("member", scene.names(scene.on)[0])
    scene.do("election.call", scene.on, by, at, facts | ({"passkey": True} if office else {}), papers)


def _places(scene: Scene, office: str, at: int) -> int:
    if "election.ahead" not in scene.book.settings:
        return 1
    return places_to_fill(scene.assembly, scene.book, office, BRANCH, at)


def _nominate(scene: Scene, step: Step) -> None:
    election, names = election_in(scene), scene.names(scene.on)
    for candidate in names[: step.numbers[0]]:
        others = [candidate, *(name for name in names if name != candidate)][: election.wanted]
        for name in others:
            scene.do(
                "election.nominate", scene.on, Actor("member", name), scene.at(step), {"name": candidate}
            )
        facts = {
            "statement": digest_of(b"statement"),
            "length": 100,
            "groups": sorted(election.called_under.quotas),
        }
        scene.do("election.consent", scene.on, Actor("member", candidate), scene.at(step), facts)


def _open_ballot(scene: Scene, step: Step) -> None:
    election, at = election_in(scene), scene.at(step)
    number = f"ballot/{scene.assembly.next_number('ballot')}"
    roll, papers = make_roll(scene.names(number))
    by, signed = _actor(scene, step)
    facts: dict[str, Any] = {
        "ballot": number,
        "roll": roll.as_facts(),
        "manner": manner_of(scene.book, "election", 0),
        "candidates": list(paper_of(scene.assembly, election, at)),
        "lot": {"source": "dice"},
    }
    scene.do("election.open", scene.on, by, at, facts | signed, papers)


def _rank(scene: Scene, step: Step) -> None:
    """The first has two papers in three, the others follow in turn."""
    ballot, paper = election_in(scene).ballot, election_in(scene).paper
    if ballot is None or not 0 < step.numbers[0] <= scene.members:
        raise OutOfOrder(rule="", condition="A ballot has to be open.", fact="None is.", cure="")
    numbers = list(range(1, len(paper) + 1))
    for voter, name in enumerate(scene.names(ballot.id)[: step.numbers[0]]):
        first = 0 if voter % 3 else voter // 3 % len(paper)
        ballot.votes[name] = tuple(numbers[first:] + numbers[:first])


def _elect(scene: Scene, step: Step) -> None:
    election, at = election_in(scene), scene.at(step)
    if election.ballot is None:
        facts = unopposed_facts(scene.assembly, election, at)
        scene.do("election.declare", scene.on, THE_SITE, at, facts)
        return
    for name in scene.names(scene.on)[:3]:
        if scene.assembly.standing(scene.on, at).state == "closed":
            scene.do("election.lot", scene.on, Actor("member", name), at, {"source": DRAW})
    votes = election.ballot.votes
    receipts = (code_name("receipt", name) for name in votes)
    try:
        facts, papers = declared_facts(
            scene.assembly, election, list(votes.values()), receipts, votes, BOX, at
        )
    except BadCount:  # a lot comes after the close; a method may not fit the places
        facts, papers = {}, {}
    scene.do("election.declare", scene.on, THE_SITE, at, facts, papers)


def _protest(scene: Scene, step: Step) -> None:
    facts = {"reasons": digest_of(b"reasons")}
    scene.do("election.object", scene.on, Actor("member", scene.names(scene.on)[1]), scene.at(step), facts)


def _recall(scene: Scene, step: Step) -> None:
    scene.on = f"recall/{scene.assembly.next_number('recall')}"
    roll, papers = make_roll(scene.names(scene.on))
    facts = {
        "branch": BRANCH,
        "holding": f"office/{BRANCH}/{step.office}/1",
        "reasons": digest_of(b"reasons"),
        "length": 100,
        "roll": roll.as_facts(),
    }
    by = Actor("member", scene.names(scene.on)[0])
    scene.do("recall.open", scene.on, by, scene.at(step), facts, papers)


def _sign(scene: Scene, step: Step) -> None:
    for name in scene.next_names("sign", step.numbers[0]):
        scene.do("recall.sign", scene.on, Actor("member", name), scene.at(step), {})


STEPS: dict[str, Callable[[Scene, Step], None]] = {
    "call": _call,
    "nominate": _nominate,
    "open_ballot": _open_ballot,
    "rank": _rank,
    "elect": _elect,
    "protest": _protest,
    "recall": _recall,
    "sign": _sign,
}

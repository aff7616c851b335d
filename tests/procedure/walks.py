"""Random legal walks: an assembly does whatever its rules allow, in an order that hypothesis chooses."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.ballot import SECRET
from folkmoot.procedure.case import Ballot
from folkmoot.procedure.declaration import account
from folkmoot.procedure.ruling import why_not
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, PLAIN, ROOT, SEAL, TEXT, World

MEMBERS = [ROOT] * 5 + [NORTH] * 3
STEP = st.tuples(st.integers(0, 19), st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 3, 8, 20]))
STEPS = st.lists(STEP, min_size=5, max_size=40)


def text() -> str:
    """The network's rules with numbers that a handful of members can reach; its examples left out."""
    found = World().text
    for old, new in (
        ("[2 members]{motion.seconders}", "[1 member]{motion.seconders}"),
        ("[5 members]{motion.objectors}", "[2 members]{motion.objectors}"),
        ("[5 members]{change.backers}", "[2 members]{change.backers}"),
        ("[3 members]{roll.batch}", "[1 member]{roll.batch}"),
    ):
        assert old in found
        found = found.replace(old, new)
    kept, *examples = found.split("```examples\n")
    return kept + "".join(part.partition("```\n")[2] for part in examples)


RULES = text()


def walk(steps: list[tuple[int, int, int]]) -> World:
    """Found an assembly and take each step that is in order."""
    world = World(RULES, list(MEMBERS)).found().to(0)
    for kind, number, days in steps:
        world.pass_days(days)
        act = MOVES[kind % len(MOVES)](world, number)
        if act is not None and why_not(world.assembly, act, world.now) is None:
            index = world.do(act)
            assert index == world.assembly.size - 1
    return world


def _motion(world: World, number: int) -> str | None:
    last = world.assembly.numbers.get("motion", 0)
    return f"motion/{last - number % min(last, 2)}" if last else None


def _on_motion(make: Callable[[World, str, int], Act | None]) -> Callable[[World, int], Act | None]:
    def move(world: World, number: int) -> Act | None:
        on = _motion(world, number)
        return make(world, on, number) if on else None

    return move


def _member(verb: str, role: str = "member", **facts: Any) -> Callable[[World, int], Act | None]:
    return _on_motion(lambda world, on, n: world.act(verb, on, world.member(on, n, role), **facts))


def _effect(world: World, number: int) -> dict[str, str]:
    name = code_name("office", ROOT, "treasurer", number, world.assembly.size)
    return {"act": "office.appoint", "office": "treasurer", "branch": ROOT, "name": name}


def _vote(world: World, on: str, number: int) -> Act:
    choice = ("for", "for", "against", "abstain")[number % 4]
    return world.act("motion.vote", on, world.member(_ballot(world, on).id, number), choice=choice)


def _ballot(world: World, on: str) -> Ballot:
    found = world.case(on).ballot
    return found if found else Ballot("ballot/0", world.case(on).roll, "open vote", "majority")


def _declare(world: World, on: str, number: int) -> Act | None:
    if world.case(on).ballot is None:
        return None
    by = (THE_SITE, Actor("anyone"), world.officer("chair"))[number % 3]
    if _ballot(world, on).manner == SECRET:
        from folkmoot.procedure.declaration import secret_lists

        stated, papers = secret_lists(
            ["for"] * 2, ["r1", "r2"], [code_name(_ballot(world, on).id, n) for n in (1, 2)]
        )
        facts = dict(account(world.assembly, on, facts=stated, papers=papers).facts) | stated
        return world.act("motion.declare", on, by, papers=papers, **facts)
    return world.act("motion.declare", on, by, **account(world.assembly, on).facts)


def _appoint(world: World, number: int) -> Act | None:
    for index, decision in world.assembly.decisions.items():
        if decision.effect and not decision.used:
            facts = {key: value for key, value in decision.effect.items() if key != "act"}
            kind = f"office/{facts['branch']}/{facts['office']}"
            on = f"{kind}/{world.assembly.next_number(kind)}"
            return world.act("office.appoint", on, relies_on=(index,), **facts)
    return None


def _resign(world: World, number: int) -> Act:
    return world.act("office.resign", f"office/{ROOT}/treasurer/1", world.officer("treasurer"))


def _leave(world: World, number: int) -> Act:
    name = code_name("membership", number)
    return world.act(
        "member.move", f"membership/{name}", Actor("member", name), branch=(ROOT, NORTH)[number % 2]
    )


def _rule_out(world: World, on: str, number: int) -> Act:
    by = world.officer("secretary", world.case(on).branch)
    return world.act("motion.rule_out", on, by, ground="contrary", reasons=TEXT, passkey=True)


def _change(verb: str, **facts: Any) -> Callable[[World, int], Act | None]:
    def move(world: World, number: int) -> Act | None:
        last = world.assembly.numbers.get("change", 0)
        on = f"change/{last}"
        return world.act(verb, on, world.member(on, number), **facts) if last else None

    return move


def _put_change(world: World, number: int) -> Act | None:
    last = world.assembly.numbers.get("change", 0)
    return world.putting(f"change/{last}", THE_SITE) if last else None


def _declare_change(world: World, number: int) -> Act | None:
    on = f"change/{world.assembly.numbers.get('change', 0)}"
    case = world.assembly.cases.get(on)
    return (
        world.act("change.declare", on, **account(world.assembly, on).facts) if case and case.ballot else None
    )


def _vote_change(world: World, number: int) -> Act | None:
    on = f"change/{world.assembly.numbers.get('change', 0)}"
    if on not in world.assembly.cases:
        return None
    return world.act("change.vote", on, world.member(_ballot(world, on).id, number), choice="for")


MOVES: tuple[Callable[[World, int], Act | None], ...] = (
    lambda world, n: world.tabling((ROOT, NORTH)[n % 2], effect=_effect(world, n) if n % 2 == 0 else None),
    _member("motion.second"),
    _member("motion.second"),
    _on_motion(_rule_out),
    _member("motion.object"),
    _member("motion.mend", "mover", text=TEXT, length=9),
    _member("motion.withdraw", "mover"),
    _member("motion.ask_secret"),
    _on_motion(lambda world, on, n: world.act("debate.speak", on, world.member(on, n), seals=(SEAL,))),
    _on_motion(lambda world, on, n: world.putting(on, (None, THE_SITE)[n % 2])),
    _on_motion(_vote),
    _on_motion(_vote),
    _on_motion(_declare),
    _appoint,
    _resign,
    _leave,
    lambda world, n: world.proposing(world.text.replace(*PLAIN).replace("Edition 1.", "Edition 2."), n % 5),
    _change("change.back"),
    _put_change,
    _vote_change,
    _declare_change,
)

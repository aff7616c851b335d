"""A random conference: whatever its members do within the rules, replay says the same, and so does the
engine."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.procedure.act import Act
from folkmoot.procedure.asking import EN_BLOC, ONE, RIVALS, next_in_turn
from folkmoot.procedure.declaration import account
from folkmoot.procedure.ruling import why_not
from folkmoot.procedure.shared_text import STANDS, UNDER_WAY
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Delete, Edit, Insert, Replace
from folkmoot.texts.edits import Move as Shift
from procedure.conference import SAID, Conference, said, text
from procedure.walks import RULES
from procedure.world import NORTH, ROOT

STEP = st.tuples(st.integers(0, 99), st.integers(0, 9), st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 2]))
WRITING = st.lists(STEP, min_size=10, max_size=45)
MEETING = st.lists(STEP, min_size=10, max_size=30)
QUICK = RULES.replace("[2 members]{amendment.seconders}", "[1 member]{amendment.seconders}")
MEMBERS = [ROOT] * 6 + [NORTH] * 2
WORDS = ("must", "should", "shall", "may never")
Steps = list[tuple[int, int, int, int]]
Move = Callable[[Conference, int, int], Act | None]


def _rewording(world: Conference, n: int, mover: int) -> Act:
    clause = f"c{n % len(SAID) + 1}"
    old = world.plan.base.by_id[clause].body.split()
    place = (n * 7 + mover) % max(1, len(old) - 1)
    old[place : place + 1 + n % 3] = [WORDS[mover % len(WORDS)]]
    return world.tabling_edits(*world.edits(clause, " ".join(old)), mover=mover)


def _insertion(world: Conference, n: int, mover: int) -> Act:
    new = Clause(f"new-{n}-{len(world.plan.amendments)}", body=f"New words {n}.")
    return world.tabling_edits(Insert("s1", f"c{n % 6 + 1}", new), mover=mover)


def _deletion(world: Conference, n: int, mover: int) -> Act:
    return world.tabling_edits(Delete(f"c{n % 6 + 1}"), mover=mover)


def _replacement(world: Conference, n: int, mover: int) -> Act:
    clause = f"c{n % 6 + 1}"
    return world.tabling_edits(Replace(clause, Clause(clause, body=f"Something else {mover}.")), mover=mover)


def _secondary(world: Conference, n: int, mover: int) -> Act | None:
    amends = _one(world, n)
    words = world.plan.anchored_in(amends).by_id["edit-1"].body if amends else ""
    return (
        world.tabling_edits(
            *world.edits("edit-1", f"{words} {WORDS[n % 4]}", amends=amends), mover=mover, amends=amends
        )
        if words
        else None
    )


def _composite(world: Conference, n: int, mover: int) -> Act | None:
    mine = [each.number for each in world.plan.those(world.now, ("tabled", "seconded")) if not each.amends]
    if len(mine) < 2:
        return None
    sources = sorted(Random(n).sample(mine, 2))
    by = next(k for k in range(8) if world.as_member(k).name == world.amendment(sources[0]).mover)
    return world.tabling_edits(
        *world.edits("c4", f"Officers serve {n} years."), mover=by, composite_of=sources
    )


def _join(world: Conference, n: int, by: int) -> Act | None:
    made = [each for each in world.plan.amendments.values() if each.composite_of]
    if not made:
        return None
    composite = made[n % len(made)]
    source = composite.composite_of[by % len(composite.composite_of)]
    return world.act("composite.join", world.of(source), _mover_of(world, source), composite=composite.number)


def _mover_of(world: Conference, number: int) -> object:
    return next(
        world.as_member(k, "mover")
        for k in range(8)
        if world.as_member(k).name == world.amendment(number).mover
    )


def _one(world: Conference, n: int) -> int:
    return n % len(world.plan.amendments) + 1 if world.plan.amendments else 0


def _on(verb: str) -> Move:
    def move(world: Conference, n: int, by: int) -> Act | None:
        return world.on_it(verb, _one(world, n), by) if world.plan.amendments else None

    return move


def _withdraw(world: Conference, n: int, by: int) -> Act | None:
    number = _one(world, n)
    return world.on_it("withdraw", number, _mover_of(world, number)) if number else None  # type: ignore[arg-type]


def _accept(world: Conference, n: int, by: int) -> Act | None:
    number = _one(world, n)
    if not number:
        return None
    amends = world.amendment(number).amends
    return world.on_it("accept", number, _mover_of(world, amends)) if amends else world.accepting(number)  # type: ignore[arg-type]


def _revise(world: Conference, n: int, by: int) -> Act | None:
    return world.revising(*said(**{f"c{n % 6 + 1}": f"The drafter writes this {n} {by}."}))


def _confirm(world: Conference, n: int, by: int) -> Act | None:
    waiting = world.plan.those(world.now, ("unconfirmed",))
    if not waiting:
        return None
    each = waiting[n % len(waiting)]
    if each.amends and world.stands(each.amends) == "unconfirmed":
        return None
    clause = "edit-1" if each.amends else f"c{n % 6 + 1}"
    base = world.plan.anchored_in(each.amends)
    if clause not in base.by_id:
        return None
    act = world.confirming(each.number, *world.edits(clause, f"Confirmed {n}.", amends=each.amends))
    return world.act(act.verb, act.on, _mover_of(world, each.number), papers=act.papers, **act.facts)  # type: ignore[arg-type]


WRITE: tuple[Move, ...] = (
    *([_rewording] * 6),
    *(_insertion, _deletion, _replacement, _secondary, _secondary, _composite, _composite, _join, _join),
    *([_on("second")] * 10),
    *(_on("contest"), _withdraw, _accept, _revise, _confirm, _confirm),
)


def _ask(world: Conference, n: int, by: int) -> Act | None:
    waiting = next_in_turn(world.plan, world.now)
    open_now = [each.number for each in world.plan.those(world.now, ("seconded",))]
    if not open_now:
        return world.asking() if world.state("plan/1") in ("deciding", "last question") else None
    kind = (ONE, ONE, RIVALS, EN_BLOC)[n % 4]
    if kind == RIVALS and len(waiting) > 1:
        return world.asking(*waiting, kind=RIVALS)
    if kind == EN_BLOC and len(open_now) > 1:
        return world.asking(*open_now[:2], kind=EN_BLOC)
    return world.asking(open_now[by % len(open_now)] if n % 3 else waiting[0])


def _latest(world: Conference, n: int) -> str:
    return f"plan/1/question/{world.plan.questions - n % max(1, min(2, world.plan.questions))}"


def _vote(world: Conference, n: int, by: int) -> Act | None:
    case = world.assembly.cases.get(_latest(world, n))
    if case is None or case.ballot is None:
        return None
    options = len(getattr(case, "on_the_paper", ())) + 1
    ranks = [(n + k * by) % 4 for k in range(options)]
    facts = {"ranks": ranks} if options > 1 else {"choice": ("for", "for", "against")[n % 3]}
    return world.act("question.vote", case.on, world.member(case.ballot.id, by % 8), **facts)


def _declare(world: Conference, n: int, by: int) -> Act | None:
    on = _latest(world, n)
    if on not in world.assembly.cases:
        return None
    world.now = max(world.now, world.case(on).events["closing"] + 1)
    try:
        return world.act("question.declare", on, **account(world.assembly, on).facts)
    except Exception:  # several remain, and no chair is asked
        return None


MEET: tuple[Move, ...] = (
    _ask,
    _ask,
    _ask,
    *([_vote] * 4),
    _declare,
    _declare,
    _accept,
    _withdraw,
    _on("contest"),
)


def _twin(world: Conference, n: int, mover: int) -> Act:
    """One of few amendments to two clauses, so that many are the same, or share an edit."""
    clause = f"c{n % 2 + 1}"
    old = world.plan.base.by_id[clause].body.split()
    old[1] = WORDS[n // 2 % 2]
    if n % 5 == 0:
        old[3] = "indeed"
    return world.tabling_edits(*world.edits(clause, " ".join(old)), mover=mover)


def _shifting(world: Conference, n: int, mover: int) -> Act:
    clause, parent = IDS[n % 6], IDS[n // 6 % 6]
    edit: Edit = Shift(clause, parent, "") if clause != parent else Delete(clause)
    return world.tabling_edits(edit, mover=mover)


OTHERS = (_composite, _join, *([_on("second")] * 10), _on("contest"), _withdraw, _accept, _accept, _confirm)
TWINS: tuple[Move, ...] = (*([_twin] * 6), _secondary, _secondary, _secondary, *OTHERS)
SHIFTS: tuple[Move, ...] = (*([_shifting] * 7), *([_on("second")] * 12), _on("contest"), _withdraw, _accept)
IDS = "abcdef"


def nested() -> Revision:
    """Sections that hang below one another."""
    a, b, c, d, e, f = (Clause(id, "section", heading=id.upper()) for id in IDS)
    return Revision("Sections", (replace(a, children=(b, c)), replace(d, children=(e,)), f))


def play(
    writing: Steps,
    meeting: Steps,
    seen: set[str] | None = None,
    moves: tuple[Move, ...] = WRITE,
    revision: Revision | None = None,
) -> Conference:
    """A conference in which each step is taken that is in order; `seen` gathers the states on the way."""
    seen = set() if seen is None else seen
    world = Conference(QUICK, list(MEMBERS))
    world.found().to(0)
    world.publish(revision)
    _take(world, moves, writing, seen)
    world.now = max(world.now, world.plan.events["deadline"] + 1)
    world.do(world.marshalling())
    _take(world, MEET, meeting, seen)
    return world


def _take(world: Conference, moves: tuple[Move, ...], steps: Steps, seen: set[str]) -> None:
    for kind, n, by, days in steps:
        world.pass_days({"open": min(days, 1), "closed to amendments": 0}.get(world.state("plan/1"), days))
        act = moves[kind % len(moves)](world, n, by % 8)
        if act is not None and why_not(world.assembly, act, world.now) is None:
            world.do(act)
            seen.update(world.stands(number) for number in world.plan.amendments)
            seen.add(world.state("plan/1"))
        assert_sound(world)


def assert_sound(world: Conference) -> None:
    """What stands can stand together, and nothing that is open would fall by it."""
    plan = world.plan
    adopt(plan.base, plan.standing(world.now))
    gathered = plan.index().amendments
    for each in plan.those(world.now, ("seconded", "accepted", "at the vote")):
        assert gathered[each.number] == each.wording
    for each in plan.amendments.values():
        if each.composite and world.stands(each.number) in UNDER_WAY:
            assert world.stands(each.number) == "in composite"
            assert each.number in world.amendment(each.composite).joined


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITING, MEETING)
def test_a_replay_of_a_random_conference_gives_the_same_facts(writing: Steps, meeting: Steps) -> None:
    world = play(writing, meeting)
    again = world.again()
    assert again == world.assembly
    stands = [
        e for e in world.plan.amendments.values() if world.stands(e.number) in STANDS and not e.composite
    ]
    text_now = adopt(world.plan.base, (each.wording for each in stands)).revision
    assert world.plan.adopted in (None, text_now)
    for number, each in world.plan.amendments.items():
        other = again.cases[each.on]
        assert other == each
        assert again.standing(each.on, world.now) == world.standing(world.of(number))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITING, MEETING)
def test_time_alone_ends_whatever_is_under_way(writing: Steps, meeting: Steps) -> None:
    world = play(writing, meeting)
    ends = {
        case.on: {state.name for state in case.machine.states if state.final}
        for case in world.assembly.cases.values()
    }
    for days in range(0, 420, 30):
        for each in world.plan.amendments.values():
            if each.phase in ends[each.on]:
                assert world.assembly.standing(each.on, world.now + days * 86_400).state == each.phase
    world.pass_days(420)
    for on in world.assembly.cases:
        if on.startswith("plan/"):
            assert world.state(on) in ends[on], on


@pytest.mark.parametrize(("moves", "revision"), [(TWINS, None), (SHIFTS, nested())], ids=["twins", "shifts"])
def test_what_stands_can_stand_together_where_many_do_the_same(
    moves: tuple[Move, ...], revision: Revision | None
) -> None:
    """Amendments that share an edit, of which one is amended; clauses that would be moved in a circle."""
    seen: set[str] = set()
    for seed in range(60):
        random = Random(seed)
        world = play(_figures(random, 80), _figures(random, 100), seen, moves, revision)
        assert world.again() == world.assembly
    assert seen >= {"carried", "agreed", "fallen", "lost", "adopted"}


def _figures(random: Random, size: int) -> Steps:
    return [
        (random.randrange(100), random.randrange(10), random.randrange(10), random.choice([0, 0, 0, 1]))
        for _ in range(size)
    ]


def test_the_members_of_a_random_conference_get_far() -> None:
    """So that the properties above are about something."""
    seen: set[str] = set()
    for seed in range(40):
        random = Random(seed)
        play(_figures(random, 90), _figures(random, 60), seen)
    assert seen >= {
        *("tabled", "seconded", "lapsed", "withdrawn", "accepted", "agreed", "unconfirmed", "in composite"),
        *("carried", "lost", "fallen", "at the vote", "open", "deciding", "adopted"),
    }


def test_the_text_that_the_random_members_amend_is_the_one_of_the_conference() -> None:
    assert [clause.body for clause in text().walk()][1:] == list(SAID)

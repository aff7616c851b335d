"""Random legal walks over cases and their parts: time leads each to an end, and a replay agrees."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.procedure import appeal, complaint
from folkmoot.procedure.act import THE_SITE, Act, OutOfOrder
from folkmoot.procedure.case import over_by_time, standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.ruling import why_not
from procedure.court import DUTIES, Court, sealed
from procedure.tribunal import COMPANION, COMPLAINANT, SUBJECT

STEPS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 3, 8, 20])),
    min_size=10,
    max_size=40,
)
Move = Callable[[Court, str, int], Act | None]


def last(world: Court, kind: str) -> str:
    """The latest part of this kind in the case."""
    parts = [on for on in world.dispute("case/1").parts if f"/{kind}/" in on]
    return parts[-1] if parts else ""


def seat(world: Court, on: str, number: int) -> None:
    """Draw and seat whatever panel is due, here or in a part."""
    for each in (on, *world.dispute(on).parts):
        kind, state = world.dispute(each).machine.name, world.state(each)
        purposes = {"case": complaint.PURPOSES, "precaution": DUTIES, "appeal": {"filed": appeal.PANEL}}[kind]
        if state in purposes:
            again = (None, "emptied", "too-few")[number % 3]
            try:
                world.seat(each, purposes[state], again=again)
            except OutOfOrder:
                continue


def sits(world: Court, on: str) -> bool:
    panel = world.dispute(on).panel if on else None
    return panel is not None and bool(panel.sitting)


def simple(verb: str, role: str, person: int, *, seal: bool = False, **facts: object) -> Move:
    def move(world: Court, on: str, number: int) -> Act:
        seals = (sealed(verb, world.assembly.size),) if seal else ()
        return world.act(verb, on, world.by(on, person, role), seals=seals, **facts)

    return move


def by_panel(verb: str, **facts: object) -> Move:
    def move(world: Court, on: str, number: int) -> Act | None:
        if not sits(world, on):
            return None
        seals = () if verb == "panel.recuse" else (sealed(verb, world.assembly.size),)
        return world.act(verb, on, world.sitting(on), seals=seals, **facts)

    return move


def decide(world: Court, on: str, number: int) -> Act | None:
    kinds = ("none", "warning", "function limit", "expulsion")
    beyond = True if number % 2 else None
    return world.deciding(on, kinds[number % 4], above=beyond) if sits(world, on) else None


def agree(world: Court, on: str, number: int) -> Act | None:
    for each, kind in (
        (on, "decision"),
        (last(world, "interim"), "interim"),
        (last(world, "appeal"), "appeal"),
    ):
        if each and sits(world, each) and world.dispute(each).proposals:
            index = max(world.dispute(each).proposals)
            panel = world.panel(each).sitting
            by = world.sitting(each, number % len(panel))
            return world.act(f"{kind}.agree", each, by, relies_on=(index,))
    return None


def in_part(kind: str, make: Callable[[Court, str], Act]) -> Move:
    def move(world: Court, on: str, number: int) -> Act | None:
        part = last(world, kind)
        return make(world, part) if part and (sits(world, part) or kind == "any") else None

    return move


def name_companion(world: Court, on: str, number: int) -> Act:
    by = world.by(on, SUBJECT, "subject")
    return world.act("companion.name", on, by, name=world.name(on, COMPANION + number))


MOVES: tuple[Move, ...] = (
    lambda w, on, n: w.opening(on),
    lambda w, on, n: w.serving(on),
    lambda w, on, n: w.serving(on, by=w.by(on, 20)),
    lambda w, on, n: w.replying(on, hearing=n % 2 == 0),
    lambda w, on, n: w.fixing(on, w.day + 15 + n) if sits(w, on) else None,
    lambda w, on, n: w.holding(on) if sits(w, on) else None,
    decide,
    decide,
    agree,
    agree,
    agree,
    simple("complaint.withdraw", "complainant", COMPLAINANT),
    simple("hearing.ask", "complainant", COMPLAINANT),
    simple("charge.object", "subject", SUBJECT, seal=True),
    simple("term.extend", "subject", SUBJECT, days=7),
    by_panel("case.stay", days=9, reason="illness"),
    by_panel("panel.recuse", ground="ill"),
    lambda w, on, n: w.act(
        "companion.name", on, w.by(on, SUBJECT, "subject"), name=w.name(on, COMPANION + n)
    ),
    lambda w, on, n: w.requesting(on),
    lambda w, on, n: w.acting_at_once(on),
    lambda w, on, n: w.act("interim.join", last(w, "interim"), w.by(on, 14), holds_office=False),
    lambda w, on, n: w.hearing_subject(last(w, "interim")) if last(w, "interim") else None,
    in_part("interim", lambda w, part: w.granting(part)),
    in_part("interim", lambda w, part: w.looking(part)),
    lambda w, on, n: w.renewing(last(w, "interim")) if last(w, "interim") else None,
    lambda w, on, n: w.appealing(on),
    in_part("appeal", lambda w, part: w.judging(part, "remitted")),
    in_part("appeal", lambda w, part: w.judging(part, "quashed")),
    lambda w, on, n: w.act("charge.bounce", on, THE_SITE),
    lambda w, on, n: w.act("term.note", on, THE_SITE, state=w.state(on)),
)


BEGINNINGS: dict[str, Callable[[Court], str]] = {
    "filed": lambda world: world.file(),
    "notified": lambda world: world.notified(),
    "panelled": lambda world: world.panelled(),
    "heard": lambda world: world.heard(),
    "expelled": lambda world: world.decided("expulsion"),
    "under a precaution": lambda world: world.granted(world.notified()).split("/interim")[0],
}


def walk(begin: str, steps: list[tuple[int, int, int]]) -> Court:
    """Begin a case, and take each step that is in order."""
    world = Court().found().to(0)
    on = BEGINNINGS[begin](world)
    for kind, number, days in steps:
        world.pass_days(days)
        if kind % 3 == 0:
            seat(world, on, number)
            continue
        act = MOVES[kind % len(MOVES)](world, on, number)
        if act is not None and act.on and why_not(world.assembly, act, world.now) is None:
            world.do(act)
        hold(world)
    return world


def hold(world: Court) -> None:
    """What is true of every case at every moment."""
    for case in world.assembly.cases.values():
        if not isinstance(case, Dispute):
            continue
        over = over_by_time(case)
        assert over is not None, f"{case.on} in {case.phase} waits for ever"
        assert over <= max(world.now, case.since) + 500 * 86_400
        sitting = case.panel.sitting if case.panel else []
        assert all(case.root.roles.get(name) in ("panel member", "adjudicator") for name in sitting)
        if case.machine.name == "precaution" and "measure" in case.events:
            assert case.events["limit"] - case.events["measure"] <= 85 * 86_400


@pytest.mark.parametrize("begin", BEGINNINGS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_walk_ends_by_time_and_replays(begin: str, steps: list[tuple[int, int, int]]) -> None:
    world = walk(begin, steps)
    assert world.again() == world.assembly
    later = world.now + 1000 * 86_400
    for case in world.assembly.cases.values():
        if isinstance(case, Dispute):
            assert case.machine.by_name[standing(case, later).state].final

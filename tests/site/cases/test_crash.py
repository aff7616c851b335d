"""A crash between any two steps of an act in a case: nothing has happened, and the same act then succeeds.

Three depths of it: before each function that an act calls, before each row that it writes, and a process
that dies at each row, whose successor finds the database as it was.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from case_world import DICE, SAID, Cases
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.replay import replay_one
from folkmoot.site.cases.acts import charges, complaints, decisions, draws, entering, panels
from folkmoot.site.cases.acts.entering import SITE, Hand, Words, give_seat
from folkmoot.site.cases.acts.pools import TIE
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.cases.people import by_code
from folkmoot.site.evidence.models import Item, Share
from folkmoot.site.members.models import Restriction
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import memory, reading
from folkmoot.site.record.models import Entry
from site_commands import audited, environment

Act = Callable[[], object]
STEPS: dict[ModuleType, tuple[str, ...]] = {
    entering: ("keep", "enter", "sealed_by", "share", "follow", "give_seat", "leave_seat", "share_part"),
    complaints: ("act", "open_docket", "give_seat", "tell"),
    charges: ("package", "act", "share", "keep", "tell_all"),
    decisions: ("keep", "act", "sealed_by", "share", "touch_rights", "tell"),
    panels: ("act", "leave", "give_seat", "leave_seat", "share", "unshare", "open_to_panel", "tell"),
    draws: ("act", "seat_if_enough"),
}
"""What acts call, by the module in which they look it up."""


class Crash(Exception):
    """The act ends here."""


# The acts, each ready to be done


def complaining(cases: Cases) -> Act:
    day = cases.today() - timedelta(days=1)
    minutes = Words("evidence", "Minutes", "19:40 shouting.", to=())

    def act() -> object:
        return complaints.complain(
            by=cases["Cleo"], about=cases["Sol"], offence="harassment", first=day, last=day, facts=SAID,
            evidence=[minutes], at=cases.now,
        )  # fmt: skip

    return act


def serving(cases: Cases) -> Act:
    on = cases.opened()
    return lambda: charges.serve(
        on=on, by=cases.officer(), way="post", proof="Posted at the counter.", at=cases.now
    )


def seating(cases: Cases) -> Act:
    """The answer with which a panel is complete."""
    on = cases.notified()
    give_seat(on, cases["Kit"], TIE, cases.now)
    draws.announce(on=on, by=SITE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    said = panel.announcement
    cases.now = max(cases.now, said.ready if said.outside == "dice" else said.fallback_from)
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    drawn = by_code(on, panel.ranking)
    hands = [Hand(drawn[code], "drawn member") for code in panel.ranking[: panel.seats]]
    for hand in hands[:-1]:
        draws.accept(on=on, by=hand, at=cases.now)
    return lambda: draws.accept(on=on, by=hands[-1], at=cases.now)


def judgement(cases: Cases, on: str) -> decisions.Judgement:
    case = cases.case(on)
    proof = list(Item.objects.filter(on=on, kind="evidence").values_list("seal", flat=True))[:1]
    until = (cases.today() + timedelta(days=100)).isoformat()
    return decisions.Judgement(
        findings=[decisions.Finding(each, True, proof, "The witness is believed.") for each in case.charges],
        sanction={"kind": "rights limit", "until": until, "rights": ["vote"]},
        reasons="It was grave.",
        document="The panel has found as follows.",
    )


def putting(cases: Cases) -> Act:
    on = cases.on_papers()
    first, said = cases.panel(on)[0], judgement(cases, on)
    return lambda: decisions.decide(on=on, by=first, judgement=said, at=cases.now)


def agreeing(cases: Cases) -> Act:
    """The assent with which a decision stands, and takes rights away."""
    on = cases.on_papers()
    first, *others = cases.panel(on)
    index = decisions.decide(on=on, by=first, judgement=judgement(cases, on), at=cases.now).entry.index
    *early, last = others[: len(others) // 2]
    for hand in early:
        decisions.agree("decision.agree", on=on, by=hand, index=index, at=cases.now)
    return lambda: decisions.agree("decision.agree", on=on, by=last, index=index, at=cases.now)


ACTS = (complaining, serving, seating, putting, agreeing)
LEAVES_BEHIND: dict[Callable[[Cases], Act], tuple[Any, ...]] = {
    complaining: (Entry, Item, Docket, Seat, Letter),
    serving: (Entry, Item, Share, Letter),
    seating: (Entry, Share, Seat, Letter),
    putting: (Entry, Item, Share, Letter),
    agreeing: (Entry, Share, Letter, Restriction),
}
"""The tables in which the act, done, has rows that were not there before."""


# What there is


def rows() -> dict[str, list[str]]:
    """Every row of every table, in an order of its own."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.order_by().values_list()))
        for model in apps.get_models()
    }


def replayed() -> Assembly:
    """The assembly, from the entries in the database alone."""
    fresh = Assembly()
    for leaf in memory.leaves(0):
        replay_one(fresh, leaf, memory.paper)
    return fresh


def nothing_happened(before: dict[str, list[str]]) -> None:
    now = rows()
    assert {name: now[name] for name in now if now[name] != before[name]} == {}
    assert reading.assembly() == replayed()


def happened(before: dict[str, list[str]], play: Callable[[Cases], Act]) -> None:
    now = rows()
    for model in LEAVES_BEHIND[play]:
        assert len(now[model._meta.label]) > len(before[model._meta.label]), model
    assert reading.assembly() == replayed()


def crashing(act: Act, before: dict[str, list[str]], at_step: Callable[[int], Any]) -> list[str]:
    """Do the act again and again, each time one step further, until it succeeds; the steps passed."""
    for number in count():
        with at_step(number) as passed:
            try:
                act()
            except Crash:
                pass
            else:
                return list(passed)
        nothing_happened(before)
    raise AssertionError  # unreachable: the count does not end


# Before and after each function


def stumbling(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Any]:
    """Crash at step `number`: steps are the beginnings and the ends of the functions in `STEPS`."""

    @contextmanager
    def at_step(number: int) -> Iterator[list[str]]:
        passed: list[str] = []

        def step(name: str) -> None:
            if len(passed) == number:
                raise Crash(name)
            passed.append(name)

        def stumble(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*args: Any, **kwargs: Any) -> Any:
                step(f"before {name}")
                result = function(*args, **kwargs)
                step(f"after {name}")
                return result

            return wrapped

        with monkeypatch.context() as patch:
            for module, names in STEPS.items():
                for name in names:
                    patch.setattr(module, name, stumble(name, getattr(module, name)))
            yield passed

    return at_step


@pytest.mark.parametrize("play", ACTS)
def test_a_crash_between_any_two_steps_leaves_nothing_and_the_act_then_succeeds(
    cases: Cases, monkeypatch: pytest.MonkeyPatch, play: Callable[[Cases], Act]
) -> None:
    act = play(cases)
    before = rows()
    passed = crashing(act, before, stumbling(monkeypatch))
    happened(before, play)
    assert {"before enter", "after enter", "before follow", "after follow"} <= set(passed)
    assert len(passed) > 10


# Before each row


@contextmanager
def at_write(number: int) -> Iterator[list[str]]:
    """Crash instead of the write with this number."""
    passed: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            if len(passed) == number:
                raise Crash(sql)
            passed.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield passed


@pytest.mark.parametrize("play", ACTS)
def test_a_crash_before_any_row_leaves_nothing_and_the_act_then_succeeds(
    cases: Cases, play: Callable[[Cases], Act]
) -> None:
    act = play(cases)
    before = rows()
    passed = crashing(act, before, at_write)
    happened(before, play)
    written = {sql.split()[2 if sql.startswith(("INSERT", "DELETE")) else 1].strip('"') for sql in passed}
    assert {"record_entry", "cases_docket"} <= written


# A process that dies

PROGRAM = """
import importlib.util, os, sys
import folkmoot.site, django
django.setup()
from django.db import connections
from folkmoot.site.record import memory, publication, writer
import case_world

spec = importlib.util.spec_from_file_location("crashing", sys.argv[1])
crashing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(crashing)
cases = case_world.found()
act = getattr(crashing, sys.argv[2])(cases)
before, killed = crashing.rows(), 0
while True:
    writer.let_go()
    connections.close_all()
    child = os.fork()
    if not child:
        crashing.Crash.__init__ = lambda *_: os._exit(9)  # at once, as when the power fails
        with crashing.at_write(killed):
            act()
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    killed += 1
    memory.forget()
    crashing.nothing_happened(before)
memory.forget()
crashing.happened(before, getattr(crashing, sys.argv[2]))
publication.publish(cases.now)
print(killed)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are begun in another way here")
@pytest.mark.parametrize("play", [serving, agreeing])
def test_a_process_that_dies_at_any_row_leaves_nothing_and_the_next_one_succeeds(
    tmp_path: Path, play: Callable[[Cases], Act]
) -> None:
    folder = tmp_path / "site"
    here = environment(FOLKMOOT_DIR=str(folder))
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "folkmoot.site", "manage", "migrate", "-v0"], env=here, check=True)
    command = [sys.executable, "-c", PROGRAM, __file__, play.__name__]
    ran = subprocess.run(command, env=here, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 4
    assert audited(str(folder / "record")) > 10

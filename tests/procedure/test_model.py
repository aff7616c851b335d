"""What the tables promise is proved under every starter, and the proof fails where it should."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner

from folkmoot.cli.main import main
from folkmoot.cli.states import account
from folkmoot.procedure import complaint, model, moderation, precaution
from folkmoot.procedure.machine import Lapse, Machine, Row
from folkmoot.procedure.machines import MACHINES
from folkmoot.procedure.model import check, steps
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter

BOOK = parse(starter("network"))


@pytest.mark.parametrize("name", STARTERS)
def test_every_starter_keeps_what_the_tables_promise(name: str) -> None:
    walked, findings = check(MACHINES, parse(starter(name)))
    assert findings == ()
    assert {each.machine for each in walked} >= {"motion", "change", "office"}
    assert all(each.ways and each.transitions for each in walked)


def test_all_machines_are_walked_under_a_rulebook_that_begins_all() -> None:
    walked, _ = check(MACHINES, BOOK)
    assert [each.machine for each in walked] == [machine.name for machine in MACHINES]
    (case,) = [each for each in walked if each.machine == "case"]
    assert case.states == len(complaint.MACHINE.states)
    assert case.ways > 1000 and case.loops > 10


def without(machine: Machine, gone: Callable[[Lapse], bool]) -> Machine:
    """The table without some of its lapses."""
    kept = tuple(lapse for lapse in machine.lapses if not gone(lapse))
    assert len(kept) < len(machine.lapses)
    return replace(machine, lapses=kept)


def with_row(machine: Machine, verb: str, **changes: object) -> Machine:
    """The table with one line changed."""
    assert machine.row(verb) is not None
    rows = tuple(replace(row, **changes) if row.verb == verb else row for row in machine.rows)  # type: ignore[arg-type]
    return replace(machine, rows=rows)


def said(machine: Machine) -> list[str]:
    return [str(each) for each in check((machine,), BOOK)[1]]


ONE_WAY_OUT = ["received", "rejected", "open", "final", "decided", "withdrawing", "appealed"]


@pytest.mark.parametrize("state", ONE_WAY_OUT)
def test_a_table_that_lacks_one_lapse_fails(state: str) -> None:
    found = said(without(complaint.MACHINE, lambda lapse: lapse.source == state))
    assert f"case, {state}: time alone does not lead to an end" in found


def test_a_way_from_open_to_heard_fails() -> None:
    short = Row("hearing.held", ("open",), "heard", lambda matter: None, lambda matter, index: None)
    found = said(replace(complaint.MACHINE, rows=(*complaint.MACHINE.rows, short)))
    assert "case, heard: a sanction can follow from here without a charge served" in found


def test_a_way_past_the_reply_fails() -> None:
    found = said(with_row(complaint.MACHINE, "panel.seat", after_reply=()))
    assert found == [
        f"case, {state}: a sanction can follow from here without a reply or the end of its time"
        for state in ("heard", "on papers")
    ]


def test_a_mended_charge_that_is_not_replied_to_fails() -> None:
    found = said(with_row(complaint.MACHINE, "charge.mend", stays=True))
    assert "case, heard: a sanction can follow from here without a reply or the end of its time" in found


def test_a_decision_without_reasons_fails() -> None:
    found = said(with_row(complaint.MACHINE, "decision.make", sealed=False))
    assert found == ["case, on papers, heard: a decision needs no reasons"]


def test_a_sanction_by_the_case_officer_fails() -> None:
    found = said(with_row(complaint.MACHINE, "case.publish", target="decided"))
    assert "case, case.publish: a sanction can follow without a decision" in found


@pytest.mark.parametrize("state", precaution.IN_FORCE)
def test_a_precaution_that_only_its_case_ends_fails(state: str) -> None:
    found = said(without(precaution.MACHINE, lambda lapse: lapse.source == state and not lapse.head))
    assert f"precaution, {state}: rights are touched here, and no term ends it" in found


def test_an_old_list_of_states_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "TOUCHING", {"mute": ("silenced",)})
    assert "no such state" in said(moderation.MUTE)[0]


def test_a_term_that_the_rulebook_does_not_set_fails() -> None:
    settings = {key: value for key, value in BOOK.settings.items() if key != "case.overall"}
    walked, findings = check((complaint.MACHINE,), replace(BOOK, settings=settings))
    assert findings == (), "another term still ends each state"
    settings.pop("appeal.term")
    walked, findings = check((complaint.MACHINE,), replace(BOOK, settings=settings))
    assert walked
    assert "case, decided: time alone does not lead to an end" in [str(each) for each in findings]


def test_steps_name_each_way_once() -> None:
    found = steps(complaint.MACHINE)
    assert found[""] == [("complaint.file", "received")]
    assert ("by time", "void") in found["open"]
    assert ("charge.mend", "panelled") in found["heard"] and ("charge.mend", "notified") not in found["heard"]


def test_the_program_prints_the_proof() -> None:
    result = CliRunner().invoke(main, ["states", "--check"], prog_name="folkmoot")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "Rules of the Network, edition 1"
    assert lines[-3:] == [f"{number}. {promise}: proved" for number, promise in enumerate(model.PROMISES, 1)]
    assert any(line.startswith("case: 23 states, ") and "over by itself within" in line for line in lines)
    other = CliRunner().invoke(main, ["states", "--check", "union-branch"], prog_name="folkmoot")
    assert other.exit_code == 0 and other.stdout != result.stdout


def test_the_program_names_what_is_not_as_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    table = without(complaint.MACHINE, lambda lapse: lapse.source == "decided")
    text, good = account((table,), BOOK)
    assert not good and "not as promised: case, decided: time alone does not lead to an end\n" in text
    monkeypatch.setattr("folkmoot.cli.states.MACHINES", (table,))
    result = CliRunner().invoke(main, ["states", "--check"], prog_name="folkmoot")
    assert result.exit_code == 1

"""`folkmoot states`, and the page of the documentation that it prints."""

from pathlib import Path

from click.testing import CliRunner, Result

from folkmoot.cli.main import main
from folkmoot.procedure.machines import MACHINES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "states.md"


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["states", *words], prog_name="folkmoot")


def test_the_page_in_the_documentation_is_what_the_program_prints() -> None:
    assert typed().stdout == PAGE.read_text(encoding="utf-8"), (
        "run: folkmoot states > docs/reference/states.md"
    )


def test_the_page_names_every_state_and_every_act() -> None:
    page = typed().stdout
    for machine in MACHINES:
        assert f"## {machine.title}\n" in page
        assert all(f"| {state.name} | {state.means} |" in page for state in machine.states)
        assert all(f"`{row.verb}`" in page for row in machine.rows)


def test_another_rulebook_gives_the_powers_to_others() -> None:
    page = typed("--rulebook", "debian-resolutions").stdout
    assert "secretary, leader, the site, anyone" in page
    assert "| tabled, debate | `motion.rule_out` | ruled out |  |  |  |  |" in page


def test_a_file_that_is_no_rulebook_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("nothing", encoding="utf-8")
    bad, absent = typed("--rulebook", str(tmp_path / "bad.md")), typed("--rulebook", str(tmp_path / "no.md"))
    assert (bad.exit_code, absent.exit_code) == (2, 2)
    assert "is no rulebook" in bad.stderr and "folkmoot rulebook check" in bad.stderr
    assert "cannot be read" in absent.stderr

"""What was written and is read back is the same text but for its ids."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from folkmoot.site.plan.files import docx_out, odt_out, pages
from folkmoot.site.plan.files.reading import read
from folkmoot.texts.clause import Clause, Revision, read_revision
from plan_files import new_ids, revisions, without_ids

WRITERS: dict[str, Callable[[Revision], bytes]] = {
    "docx": docx_out.write,
    "odt": odt_out.write,
    "md": pages.write,
}
SAMPLE = Revision(
    "A plan",
    (
        Clause("pre", "flush", body="Before all else."),
        Clause(
            "homes",
            heading="Homes",
            kind="section",
            body="What we owe.",
            children=(
                Clause("h-1", body="Each has a *right*, see {clause:money} and [us](https://x.example)."),
                Clause(
                    "h-2",
                    body="A branch keeps:",
                    tail="and reports.",
                    children=(
                        Clause("h-2a", "item", body="a list;"),
                        Clause(
                            "h-2b",
                            "item",
                            "(ba)",
                            body="a fund:",
                            children=(Clause("i", "item", body="deep"),),
                        ),
                    ),
                ),
                Clause("t", "table", heading="What it holds", body="| A | B |\n| 1 | **2** |"),
            ),
        ),
        Clause("money", "section", heading="Money", children=(Clause("m-1", "clause", "2A", body="Spent."),)),
    ),
)


@pytest.mark.parametrize("ending", ["docx", "odt"])
@settings(max_examples=60)
@given(revision=revisions())
def test_any_text_comes_back_as_it_went(ending: str, revision: Revision) -> None:
    found = read(f"a.{ending}", WRITERS[ending](revision), new_ids())
    assert without_ids(found.revision) == without_ids(revision)
    assert found.findings == ()
    assert read_revision(found.revision.data) == found.revision


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_plan_comes_back_from_each_format(ending: str) -> None:
    found = read(f"a.{ending}", WRITERS[ending](SAMPLE), new_ids())
    assert without_ids(found.revision) == without_ids(SAMPLE)
    assert found.findings == ()
    assert {clause.id for clause in found.revision.walk()} & SAMPLE.by_id.keys() == set()


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_an_id_that_a_file_states_is_kept_if_it_is_known(ending: str) -> None:
    known = frozenset(SAMPLE.by_id)
    assert read(f"a.{ending}", WRITERS[ending](SAMPLE), new_ids(), keep=known).revision == SAMPLE
    some = read(f"a.{ending}", WRITERS[ending](SAMPLE), new_ids(), keep={"money"}).revision
    assert [clause.id for clause in some.walk() if clause.id in known] == ["money"]


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_same_text_gives_the_same_bytes(ending: str) -> None:
    assert WRITERS[ending](SAMPLE) == WRITERS[ending](replace(SAMPLE))


@pytest.mark.parametrize("write", [docx_out.write, odt_out.write])
def test_the_foot_of_pages_is_named_and_no_part_of_the_text(write: Callable[..., bytes]) -> None:
    ending = write.__module__.rpartition(".")[2].removesuffix("_out")
    found = read(f"a.{ending}", write(SAMPLE, about="https://x.example/plans/1/"), new_ids())
    assert without_ids(found.revision) == without_ids(SAMPLE)
    assert [str(each) for each in found.findings] == ["At the foot of pages: https://x.example/plans/1/ ·"]

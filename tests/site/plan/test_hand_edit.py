"""Whoever edits an adopted sentence by hand, in the database or in a published file, is found out by name."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from folkmoot.cli.auditing import AuditFailed, audit
from folkmoot.cli.source import open_source
from folkmoot.site.__main__ import check_all
from folkmoot.site.plan import overview
from folkmoot.site.plan.models import Amendment
from folkmoot.site.record import memory, publication, triggers
from folkmoot.site.record.models import Entry, Paper
from folkmoot.tlog.leaf import Leaf
from motion_world import day
from plan_course import adopted, said
from plan_world import PlanWorld, a_body

THREE = b"Each branch may send three delegates."
VERIFY = Callable[[], str]


@pytest.fixture
def record(world: PlanWorld) -> Iterator[Path]:
    """A text whose one amendment was carried, adopted, and published under a checkpoint."""
    world.seconded(a_body(THREE.decode()))
    adopted(world, 1)
    publication.publish(day(60))
    yield publication.folder()
    memory.forget()


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> VERIFY:
    """What the command of the site says."""

    def says() -> str:
        capsys.readouterr()
        try:
            check_all()
        except SystemExit:
            return capsys.readouterr().err
        return f"good: {capsys.readouterr().err}"

    return says


def look(record: Path) -> int:
    """Audit what is published; the number of acts."""
    return int(
        audit(open_source(str(record)), kept=None, vkey=None, policy=None, progress=lambda *_: None).size
    )


def tabling() -> tuple[Entry, str]:
    """The entry by which the amendment was tabled, and the digest of its edits."""
    entry = Entry.objects.get(act="amendment.table")
    return entry, str(Leaf.decode(bytes(entry.leaf)).facts["edits"])


def test_what_nobody_touched_is_good(record: Path, verify: VERIFY) -> None:
    assert verify().startswith("good:") and look(record) == memory.count()


def test_no_row_of_a_page_holds_the_adopted_text(record: Path, world: PlanWorld) -> None:
    Amendment.objects.update(summary=[], html="Two.", reasons="Two.")
    overview.forget()
    assert THREE.decode() in said(world.client(), "/plans/1/")


def test_a_sentence_changed_among_the_papers_is_named(record: Path, verify: VERIFY) -> None:
    entry, digest = tabling()
    paper = Paper.objects.get(digest=digest)
    Paper.objects.filter(digest=digest).update(data=bytes(paper.data).replace(b"three", b"thirty"))
    named = f"act {entry.index} (amendment.table on plan/1/amendment/1"
    assert named in verify()
    assert look(record) == memory.count()  # what was published is not what somebody did to the database
    (record / "paper" / digest).write_bytes(bytes(paper.data).replace(b"three", b"thirty"))
    with pytest.raises(AuditFailed) as failed:
        look(record)
    assert named in str(failed.value)


def test_a_sentence_changed_with_its_digest_and_its_entry_contradicts_what_was_adopted(
    record: Path, verify: VERIFY
) -> None:
    entry, digest = tabling()
    forged = bytes(Paper.objects.get(digest=digest).data).replace(b"three", b"thirty")
    theirs = sha256(forged).hexdigest()
    triggers.drop(publication.connection)
    try:
        Paper.objects.filter(digest=digest).update(digest=theirs, data=forged)
        leaf = bytes(entry.leaf).replace(digest.encode(), theirs.encode())
        Entry.objects.filter(index=entry.index).update(leaf=leaf)
    finally:
        triggers.create(publication.connection)
    found = verify()
    assert "question.put on plan/1/question/2" in found
    assert "names the text with all that was carried. The entry names another text." in found
    publication.forget()
    with pytest.raises(publication.Contradiction, match="not those that were signed before"):
        publication.publish(day(70))

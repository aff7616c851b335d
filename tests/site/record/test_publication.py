"""Publication: what is signed, in which order, and when nothing is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from folkmoot.cli import witness as witnessing
from folkmoot.cli.auditing import audit
from folkmoot.cli.source import open_source
from folkmoot.procedure.replay import replay
from folkmoot.site.record import publication, reading, triggers, witnesses
from folkmoot.site.record.models import Checkpoint, Entry
from folkmoot.tlog.leaf import Leaf
from folkmoot.tlog.proof import Proof
from folkmoot.tlog.tiles import paths_for, read_log
from folkmoot.tlog.tree import EMPTY_ROOT
from record_world import DAWN, DIGEST

Join = Callable[..., Any]


def audited(folder: Path) -> int:
    """Audit a published record as a stranger would; the number of acts."""
    report = audit(open_source(str(folder)), kept=None, vkey=None, policy=None, progress=lambda *_: None)
    return int(report.size)


@pytest.fixture
def two_witnesses(tmp_path: Path, settings: Any) -> Iterator[list[str]]:
    log, lines = publication.log_key().vkey, []
    contexts = []
    for name in ("witness.north.example", "witness.south.example"):
        vkey = witnessing.init(tmp_path / name, name)
        witnessing.watch(tmp_path / name, log)
        running = witnessing.running(tmp_path / name)
        contexts.append(running)
        lines.append(f"{vkey} {running.__enter__()}")
    settings.FOLKMOOT_WITNESSES = lines
    yield lines
    for running in contexts:
        running.__exit__(None, None, None)


def test_an_empty_record_is_not_signed(db: None) -> None:
    assert publication.publish(DAWN) is None
    assert reading.checkpoint() is None
    assert reading.witnesses() == {}


def test_a_stranger_audits_what_was_published(joining: Join) -> None:
    for number in range(10, 20):
        joining(number)
    published = publication.publish(DAWN + 100)
    assert published is not None
    assert published.size == 11
    assert audited(publication.folder()) == 11
    assert (publication.folder() / "paper" / DIGEST).is_file()


def test_every_file_that_a_checkpoint_needs_is_there_at_every_size(joining: Join) -> None:
    for number in range(10, 14):
        joining(number)
        done = publication.publish(DAWN + 100)
        assert done is not None
        home = publication.folder()
        assert all((home / path).is_file() for path in paths_for(done.size))
        entries = read_log(open_source(str(home)).fetch, done.size, done.root)
        assert replay((Leaf.decode(entry) for entry in entries), reading.paper).size == done.size


def test_a_proof_file_proves_its_act_and_no_other(joining: Join) -> None:
    entries = [bytes(joining(number).leaf) for number in range(10, 16)]
    publication.publish(DAWN + 100)
    joining(16)
    proof = reading.proof_file(3)
    assert proof is not None
    assert Proof.parse(proof).verify(entries[2], publication.log_key()).size == 7
    with pytest.raises(ValueError, match="does not lead"):
        Proof.parse(proof).verify(entries[3], publication.log_key())
    assert reading.proof_file(7) is None, "no checkpoint covers it yet"


def test_nothing_new_is_signed_once_and_again_after_a_day(founded: Entry) -> None:
    for at in (DAWN, DAWN + 60, DAWN + 3600):
        publication.publish(at)
    assert Checkpoint.objects.count() == 1
    publication.publish(DAWN + publication.HEARTBEAT)
    assert Checkpoint.objects.count() == 2


def test_entries_that_are_not_those_signed_before_stop_the_signing(joining: Join) -> None:
    joining(8)
    publication.publish(DAWN + 100)
    before = (publication.folder() / "checkpoint").read_bytes()
    triggers.drop(publication.connection)
    try:
        leaf = bytes(Entry.objects.get(index=1).leaf)
        Entry.objects.filter(index=1).update(leaf=leaf.replace(b"online", b"onlinE"))
        publication.forget()
        joining(9)
        with pytest.raises(publication.Contradiction, match="nothing is signed"):
            publication.publish(DAWN + 200)
    finally:
        triggers.create(publication.connection)
    assert (publication.folder() / "checkpoint").read_bytes() == before


def test_a_database_older_than_its_checkpoint_stops_the_signing(joining: Join) -> None:
    joining(8)
    joining(9)
    publication.publish(DAWN + 100)
    triggers.drop(publication.connection)
    try:
        Entry.objects.filter(index=2).delete()
        publication.forget()
        with pytest.raises(publication.Contradiction, match="over 3 acts was signed before"):
            publication.publish(DAWN + 200)
    finally:
        triggers.create(publication.connection)


def test_what_was_signed_binds_even_if_the_published_folder_is_lost(joining: Join) -> None:
    joining(8)
    publication.publish(DAWN + 100)
    (publication.folder() / "checkpoint").unlink()
    triggers.drop(publication.connection)
    try:
        leaf = bytes(Entry.objects.get(index=1).leaf)
        Entry.objects.filter(index=1).update(leaf=leaf.replace(b"online", b"onlinE"))
        publication.forget()
        with pytest.raises(publication.Contradiction, match="are not those that were signed before"):
            publication.publish(DAWN + 200)
    finally:
        triggers.create(publication.connection)


def test_a_lost_folder_is_written_anew_whole(joining: Join) -> None:
    joining(8)
    publication.publish(DAWN + 100)
    for path in publication.folder().rglob("*"):
        if path.is_file() and path.name != "log.vkey":
            path.unlink()
    publication.publish(DAWN + 100 + publication.HEARTBEAT)
    assert audited(publication.folder()) == 2


def test_two_witnesses_put_their_names_under_the_checkpoint(two_witnesses: list[str], joining: Join) -> None:
    joining(8)
    publication.publish(DAWN + 100)
    joining(9)
    publication.publish(DAWN + 200)
    assert set(reading.witnesses()) == {"witness.north.example", "witness.south.example"}
    assert audited(publication.folder()) == 3


def test_a_witness_that_is_away_costs_its_cosignature_and_is_asked_again(
    joining: Join, settings: Any, tmp_path: Path
) -> None:
    vkey = witnessing.init(tmp_path / "w", "witness.late.example")
    settings.FOLKMOOT_WITNESSES = [f"{vkey} http://127.0.0.1:9"]
    publication.publish(DAWN + 100)
    assert reading.witnesses() == {}
    witnessing.watch(tmp_path / "w", publication.log_key().vkey)
    with witnessing.running(tmp_path / "w") as address:
        settings.FOLKMOOT_WITNESSES = [f"{vkey} {address}"]
        publication.publish(DAWN + 160)
    assert set(reading.witnesses()) == {"witness.late.example"}


def test_a_witness_that_saw_another_history_stops_the_publication(
    two_witnesses: list[str], joining: Join
) -> None:
    joining(8)
    publication.publish(DAWN + 100)
    triggers.drop(publication.connection)
    try:  # as if an older backup had been restored, and other acts had followed
        Entry.objects.filter(index=1).delete()
        Checkpoint.objects.all().delete()
        (publication.folder() / "checkpoint").unlink()
        publication.forget()
        reading.forget()
        joining(9)
        with pytest.raises(publication.Contradiction, match="another history"):
            publication.publish(DAWN + 200)
    finally:
        triggers.create(publication.connection)
    assert reading.checkpoint() is None


def test_the_policy_asks_for_more_than_half_of_the_witnesses(
    two_witnesses: list[str], founded: Entry
) -> None:
    publication.publish(DAWN)
    policy = (publication.folder() / "policy").read_text()
    assert "group witnesses 2 witness.north.example witness.south.example\nquorum witnesses\n" in policy


def test_a_witness_is_named_by_key_and_address(settings: Any) -> None:
    settings.FOLKMOOT_WITNESSES = ["nonsense"]
    with pytest.raises(Exception, match="FOLKMOOT_WITNESSES"):
        witnesses.configured()


def test_the_tree_of_no_entries_has_the_empty_root(db: None) -> None:
    assert publication.tree().root() == EMPTY_ROOT

import pytest

from folkmoot.tlog.bundles import encode_bundle
from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.diagnosis import BadLog
from folkmoot.tlog.note import Note
from folkmoot.tlog.tiles import bundle_path, check_kept, read_log, read_tree, tile_path
from folkmoot.tlog.tree import EMPTY_ROOT
from tlog.damage import FILES, Damage, another_root, fork, resign_older
from tlog.world import Log


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_a_log_is_read_back_entry_by_entry(entries, tree, size):
    log = Log.of(entries, size, tree)
    assert list(read_log(log.fetch, size, log.root)) == entries[:size]


def test_an_empty_log_is_read_without_a_file():
    assert list(read_log({}.__getitem__, 0, EMPTY_ROOT)) == []


def test_a_tree_that_was_read_once_need_not_be_read_again(log):
    tree = read_tree(log.fetch, log.size, log.root)
    for path in list(log.files):
        if not path.startswith("tile/entries"):
            del log.files[path]
    assert list(read_log(log.fetch, log.size, tree=tree)) == log.entries[: log.size]


def test_a_log_is_not_read_on_trust(log):
    with pytest.raises(ValueError, match="signed root"):
        next(read_log(log.fetch, log.size))


def test_a_full_file_may_stand_for_the_partial_one_it_replaced(entries, tree):
    old, new = Log.of(entries, 300, tree), Log.of(entries, 600, tree)
    assert tile_path(0, 1, 44) not in new.files
    new.files[tile_path(1, 0, 1)] = old.files[tile_path(1, 0, 1)]
    assert list(read_log(new.fetch, 300, old.root)) == entries[:300]


def test_a_full_file_that_is_short_does_not_stand_for_the_partial_one(entries, tree):
    old, new = Log.of(entries, 300, tree), Log.of(entries, 600, tree)
    new.files[tile_path(1, 0, 1)] = old.files[tile_path(1, 0, 1)]
    new.files[bundle_path(1)] = encode_bundle(entries[256:290])
    with pytest.raises(BadLog, match="ends before entry 290") as fault:
        list(read_log(new.fetch, 300, old.root))
    assert (fault.value.kind, fault.value.index) == ("drop", 290)


@pytest.mark.parametrize("damage", FILES, ids=lambda damage: damage.name)
def test_damage_is_caught_and_named(log, damage: Damage):
    damage.do(log)
    with pytest.raises(BadLog) as fault:
        list(read_log(log.fetch, log.size, log.root))
    assert (fault.value.kind, fault.value.index) == (damage.ours, damage.index)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("damage", FILES, ids=lambda damage: damage.name)
def test_no_entry_that_the_signature_does_not_cover_is_ever_handed_out(log, damage: Damage):
    damage.do(log)
    got = []
    with pytest.raises(BadLog):
        for entry in read_log(log.fetch, log.size, log.root):
            got.append(entry)
    assert got == log.entries[: len(got)]


def test_a_log_with_another_history_than_the_signed_one_is_a_fork(log):
    another_root(log)
    signed = Checkpoint.parse(Note.parse(log.files["checkpoint"]).text)
    with pytest.raises(BadLog, match="not the 600 entries that were signed") as fault:
        read_tree(log.fetch, log.size, signed.root)
    assert fault.value.kind == "fork"


def test_a_log_that_was_rolled_back_is_caught_by_whoever_kept_a_checkpoint(log):
    kept, older = log.checkpoint(), resign_older(log)
    tree = read_tree(older.fetch, older.size, older.root)
    with pytest.raises(BadLog, match="shows 550 entries but has signed 600 before") as fault:
        check_kept(tree, kept)
    assert (fault.value.kind, fault.value.index) == ("older", 550)


def test_a_log_that_has_two_histories_is_caught_by_whoever_kept_a_checkpoint(log):
    kept, other = log.checkpoint(), fork(log)
    tree = read_tree(other.fetch, other.size, other.root)
    with pytest.raises(BadLog, match="two histories") as fault:
        check_kept(tree, kept)
    assert fault.value.kind == "fork"


def test_a_log_that_only_grew_agrees_with_every_checkpoint_kept_of_it(log):
    tree = read_tree(log.fetch, log.size, log.root)
    for size in range(0, 601, 50):
        check_kept(tree, log.checkpoint(size))


def test_a_damaged_tile_and_a_bundle_cut_short_are_told_at_the_first_that_differ(log):
    FILES[2].do(log)
    path = bundle_path(0)
    log.files[path] = log.files[path][:1000]
    with pytest.raises(BadLog) as fault:
        read_tree(log.fetch, log.size, log.root)
    assert fault.value.index is not None
    assert fault.value.index <= 7


def test_a_damaged_tile_and_a_lost_bundle_are_told_in_one_line(log):
    FILES[2].do(log)
    del log.files[bundle_path(1)]
    with pytest.raises(BadLog, match=r"tile/entries/001 is missing"):
        read_tree(log.fetch, log.size, log.root)

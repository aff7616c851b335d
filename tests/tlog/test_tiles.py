import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tlog.bundles import BadBundle, decode_bundle, encode_bundle, split_bundle
from folkmoot.tlog.tiles import WIDTH, bundle_path, bundles_between, paths_for, tile_path, tiles_between
from folkmoot.tlog.tree import Tree
from tlog.world import Log


def test_the_paths_of_tiles_are_those_of_the_specification():
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(1, 0, 17) == "tile/1/000.p/17"
    assert bundle_path(1000) == "tile/entries/x001/000"
    assert bundle_path(273, 112) == "tile/entries/273.p/112"


@pytest.mark.parametrize(
    ("level", "index", "width"), [(-1, 0, 256), (64, 0, 256), (0, -1, 256), (0, 0, 0), (0, 0, 257)]
)
def test_there_is_no_path_for_a_tile_that_cannot_be(level, index, width):
    with pytest.raises(ValueError, match="of a tile"):
        tile_path(level, index, width)


def test_a_log_of_seventy_thousand_needs_the_files_that_the_specification_counts():
    paths = list(paths_for(70_000))
    assert sum(path.startswith("tile/0/") for path in paths) == 274
    assert [path for path in paths if path.startswith(("tile/1", "tile/2"))] == [
        "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1",
    ]  # fmt: skip
    assert paths[-1] == "tile/entries/273.p/112"
    assert list(paths_for(0)) == []


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_a_log_writes_the_files_that_its_size_needs_and_no_other(entries, tree, size):
    files = Log.of(entries, size, tree).files
    assert set(files) == {"checkpoint", *paths_for(size)}


@given(st.lists(st.integers(0, 700), min_size=1, max_size=5).map(sorted))
def test_a_log_that_grows_step_by_step_ends_with_the_files_of_one_that_came_at_once(sizes):
    tree, entries = Tree(), [b"%d" % number for number in range(sizes[-1])]
    for entry in entries:
        tree.append(entry)
    files: dict[str, bytes] = {}
    for old, new in zip([0, *sizes], sizes, strict=False):
        fresh = {
            **dict(tiles_between(tree, old, new)),
            **dict(bundles_between(lambda start, end: entries[start:end], old, new)),
        }
        assert not fresh.keys() & files.keys(), "a tile is written once"
        files |= fresh
        for path in paths_for(new):
            assert path in files
    at_once = {
        **dict(tiles_between(tree, 0, sizes[-1])),
        **dict(bundles_between(lambda start, end: entries[start:end], 0, sizes[-1])),
    }
    assert at_once.items() <= files.items()


def test_a_tile_holds_the_hashes_of_one_level_one_after_another(log):
    assert log.files["tile/0/001"] == b"".join(log.tree.nodes(0, WIDTH, 2 * WIDTH))
    assert log.files["tile/1/000.p/2"] == b"".join(log.tree.nodes(8, 0, 2))
    assert (
        hashlib.sha256(b"\0" + decode_bundle(log.files["tile/entries/000"], 256)[9]).digest()
        == (log.files["tile/0/000"][9 * 32 : 10 * 32])
    )


def test_there_are_no_tiles_beyond_the_tree(log):
    for old, new in ((5, 4), (0, 70_001), (-1, 4)):
        with pytest.raises(IndexError, match="no tiles between"):
            list(tiles_between(log.tree, old, new))


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_a_bundle_is_read_back_as_it_was_written(listed):
    data = encode_bundle(listed)
    assert decode_bundle(data, len(listed)) == listed
    with pytest.raises(BadBundle, match="entries, not"):
        decode_bundle(data, len(listed) + 1)


def test_a_bundle_cut_short_is_refused_and_says_where():
    data = encode_bundle([b"one", b"two"])
    assert split_bundle(data[:-1]) == ([b"one"], False)
    assert split_bundle(data[:6]) == ([b"one"], False)
    with pytest.raises(BadBundle, match="inside entry 2 of 2"):
        decode_bundle(data[:-1], 2)


def test_an_entry_of_65535_bytes_fits_and_one_byte_more_does_not():
    assert decode_bundle(encode_bundle([bytes(65_535)]), 1) == [bytes(65_535)]
    with pytest.raises(BadBundle, match="65536"):
        encode_bundle([bytes(65_536)])

"""What a seed is made of: the announcement, contributions, a source from outside."""

import hashlib
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lots import beacon
from folkmoot.lots.announcement import Announcement, BadAnnouncement, Quota, round_for
from folkmoot.lots.contributions import BadContribution, commit, decode_lines, encode_lines, revealed
from folkmoot.lots.handles import BadPool, decode_handles, encode_handles, encode_strata, handle
from folkmoot.lots.sources import BadSource, Source, seed
from lots.world import (
    ALL,
    BY_FALLBACK,
    BY_LOTTERY,
    BY_QUOTA,
    CLOSES,
    DICE,
    DRAND,
    IN_A_HALL,
    PLAIN,
    RANDOMNESS_1000,
    ROUND_1000,
    secret,
)

secrets = st.lists(st.binary(min_size=32, max_size=32), unique=True, max_size=6)
every_world = pytest.mark.parametrize("world", ALL.values(), ids=ALL)


@every_world
def test_an_announcement_is_read_back_as_it_was_written(world):
    assert Announcement.decode(world.announcement.encode()) == world.announcement


@every_world
def test_no_byte_of_an_announcement_can_change_and_leave_its_digest(world):
    data = world.announcement.encode()
    for place in range(len(data)):
        for flip in (0x01, 0x20):
            changed = data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]
            try:
                other = Announcement.decode(changed)
            except BadAnnouncement:
                continue
            assert other.digest != world.announcement.digest


@given(st.binary(max_size=200))
def test_bytes_that_are_no_announcement_are_refused_and_nothing_else_happens(data):
    for each in (data, b"folkmoot/draw/v1\n" + data):
        with pytest.raises(BadAnnouncement):
            Announcement.decode(each)


def test_every_field_of_an_announcement_is_in_its_digest():
    said = replace(BY_QUOTA.announcement, fallback="lottery", lottery="the first three draws of May 2027")
    later = said.closes + 3000
    other = {
        "case": "discipline/13",
        "seats": 2,
        "reserves": 7,
        "pool": 21,
        "handles_digest": "0" * 64,
        "quotas": (Quota("north", 1, 2), Quota("south", 0, 2)),
        "strata_digest": "0" * 64,
        "lottery": "another lottery",
    }
    changed = [replace(said, **{name: value}) for name, value in other.items()]
    changed.append(replace(said, closes=later, round=round_for(later, said.sources)))
    changed.append(replace(said, sources=("dice",), fallback="", lottery="", round=0))
    changed.append(replace(said, fallback="dice", lottery=""))
    assert {*other, "closes", "round", "sources", "fallback"} == {each.name for each in fields(said)}
    assert len({said.digest, *(each.digest for each in changed)}) == len(changed) + 1


def test_an_announcement_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        PLAIN.announcement.seats = 4  # type: ignore[misc]


def test_the_round_is_the_first_ten_minutes_after_all_that_members_can_do():
    assert round_for(CLOSES, ("contributions", "drand")) == 1000
    assert round_for(CLOSES - 2, ("contributions", "drand")) == 1000
    assert round_for(CLOSES + 1, ("contributions", "drand")) == 1001
    assert round_for(CLOSES + 24 * 3600, ("drand",)) == 1000
    assert round_for(CLOSES, ("contributions", "dice")) == 0
    assert PLAIN.announcement.ready == beacon.time_of(1000)


def test_the_fallback_waits_three_days_from_when_its_source_was_due():
    assert PLAIN.announcement.fallback_from == beacon.time_of(1000) + 72 * 3600
    assert BY_LOTTERY.announcement.fallback_from == CLOSES + (24 + 72) * 3600 + 600


def test_a_round_and_its_time_go_together():
    for round in (1, 2, 1000, 27946612):
        due = beacon.time_of(round)
        assert beacon.round_at(due) == beacon.round_at(due + 2) == round
        assert beacon.first_round_after(due) == round
        assert beacon.first_round_after(due + 1) == round + 1
    assert beacon.first_round_after(0) == 1
    with pytest.raises(beacon.BadBeacon, match="numbered from 1"):
        beacon.time_of(0)


def test_the_published_round_is_verified_by_the_pinned_key():
    assert beacon.verify(1000, ROUND_1000).hex() == RANDOMNESS_1000


@given(st.integers(0, 383))
def test_no_bit_of_a_signature_can_change(bit):
    changed = (int.from_bytes(ROUND_1000, "big") ^ 1 << bit).to_bytes(48, "big")
    with pytest.raises(beacon.BadBeacon):
        beacon.verify(1000, changed)


def test_the_seed_is_the_hash_that_the_specification_says():
    said = PLAIN.announcement
    parts = b"".join(len(part).to_bytes(4, "big") + part for part in (secret(0), secret(2), DRAND.value))
    expected = hashlib.sha256(b"folkmoot/draw/v1\n" + hashlib.sha256(said.encode()).digest() + parts).digest()
    assert PLAIN.seed == expected


@given(secrets, st.data())
def test_a_seed_depends_on_every_contribution_and_on_their_order(given_, data):
    said = BY_FALLBACK.announcement
    other = data.draw(secrets.filter(lambda each: each != given_))
    assert seed(said, given_, DICE) != seed(said, other, DICE)


def test_a_seed_depends_on_the_announcement_and_on_the_source():
    other = replace(PLAIN.announcement, case="discipline/13")
    seeds = {
        seed(PLAIN.announcement, (), DRAND),
        seed(PLAIN.announcement, (), DICE),
        seed(other, (), DRAND),
        seed(PLAIN.announcement, (secret(0),), DRAND),
    }
    assert len(seeds) == 4


def test_a_seed_takes_only_what_was_announced():
    with pytest.raises(BadContribution, match="no contributions were announced"):
        seed(IN_A_HALL.announcement, (secret(0),), DICE)
    with pytest.raises(BadContribution, match="counts once"):
        seed(PLAIN.announcement, (secret(0), secret(0)), DRAND)
    with pytest.raises(BadContribution, match="32 random bytes"):
        seed(PLAIN.announcement, (b"short",), DRAND)
    for source in (DRAND, Source("", b""), Source("coin", b"1")):
        with pytest.raises(BadSource, match="not announced"):
            seed(IN_A_HALL.announcement, (), source)


@given(secrets, st.randoms(use_true_random=False), st.data())
def test_contributions_stand_in_the_order_of_commitments_and_silence_is_dropped(given_, shuffle, data):
    told = [each for each in given_ if data.draw(st.booleans())]
    listed = list(told)
    shuffle.shuffle(listed)
    assert revealed([commit(each) for each in given_], listed) == tuple(told)


@given(secrets.filter(bool), st.binary(min_size=32, max_size=32))
def test_a_secret_to_which_nobody_committed_is_refused(given_, strange):
    if strange not in given_:
        with pytest.raises(BadContribution, match="nobody committed"):
            revealed([commit(each) for each in given_], [strange])


def test_a_secret_has_32_bytes():
    for wrong in (b"", bytes(31), bytes(33)):
        with pytest.raises(BadContribution, match="32 random bytes"):
            commit(wrong)


@given(secrets)
def test_a_file_of_lines_is_read_back_as_it_was_written(given_):
    lines = tuple(each.hex() for each in given_)
    assert decode_lines(encode_lines(lines)) == lines


@every_world
def test_a_source_is_read_back_as_it_was_written(world):
    assert Source.parse(world.source.line().encode()) == world.source


@given(st.lists(st.binary(min_size=32, max_size=32), unique=True, min_size=1))
def test_a_handles_file_is_read_back_in_order(handles):
    assert list(decode_handles(encode_handles(handles))) == sorted(handles)


def test_what_is_no_pool_is_not_written():
    for wrong in ([], [bytes(32), bytes(32)], [bytes(31)]):
        with pytest.raises(BadPool):
            encode_handles(wrong)
    for strata in ({}, {bytes(32): "North"}):
        with pytest.raises(BadPool):
            encode_strata(strata)


def test_a_person_has_another_handle_in_another_case():
    salt = b"mfzgk3tboi4dsnrq"
    expected = hashlib.sha256(b"folkmoot/handle/v1\0discipline/12" + salt).digest()
    assert handle("discipline/12", salt) == expected != handle("discipline/13", salt)

"""Ranking, seats, reserves and quotas."""

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lots.announcement import Quota
from folkmoot.lots.drawing import (
    NoReserve,
    Outcome,
    QuotasUnmet,
    cannot_be_met,
    draw,
    lot,
    next_reserve,
    rank,
    sitting,
)
from folkmoot.lots.handles import BadPool, digest
from lots.world import BY_QUOTA, IN_A_HALL, PLAIN, World, people

seeds = st.binary(min_size=32, max_size=32)
NAMES = ("east", "north", "south")


@st.composite
def with_quotas(draw_: st.DrawFn) -> World:
    """A draw with quotas, which the pool may or may not be able to meet."""
    size = draw_(st.integers(2, 8))
    seats = draw_(st.integers(1, min(4, size)))
    quotas, owed = [], 0
    for name in NAMES:
        most = draw_(st.integers(1, seats))
        least = draw_(st.integers(0, min(most, seats - owed)))
        owed += least
        quotas.append(Quota(name, least, most))
    names = draw_(st.lists(st.sampled_from(NAMES), min_size=size, max_size=size))
    return replace(IN_A_HALL, pool=people(size), seats=seats, quotas=tuple(quotas), names=names)


def meets(chosen: tuple[bytes, ...], world: World) -> bool:
    assert world.strata
    taken = Counter(world.strata[each] for each in chosen)
    return all(quota.least <= taken[quota.stratum] <= quota.most for quota in world.quotas)


def by_hand(world: World, seed: bytes) -> list[bytes] | None:
    """Walk the ranking as the rule says it, trying every way to go on; None where no way meets the quotas."""
    ways = [set(chosen) for chosen in combinations(world.pool, world.seats) if meets(chosen, world)]
    if not ways:
        return None
    seats: list[bytes] = []
    for each in sorted(world.pool, key=lambda one: hashlib.sha256(seed + b"\0" + one).hexdigest()):
        if any(way.issuperset({*seats, each}) for way in ways):
            seats.append(each)
    return seats


@given(seeds)
def test_the_first_of_the_ranking_sit_and_the_next_stand_by(seed):
    outcome = draw(PLAIN.announcement, PLAIN.pool, seed)
    assert [*outcome.seats, *outcome.reserves] == rank(PLAIN.pool, seed)[:9]
    assert len(outcome.seats) == 3


@given(seeds, st.permutations(PLAIN.pool))
def test_the_order_in_which_people_are_listed_does_not_matter(seed, pool):
    assert draw(PLAIN.announcement, pool, seed) == draw(PLAIN.announcement, PLAIN.pool, seed)
    assert rank(pool, seed) == rank(PLAIN.pool, seed)


@given(seeds, st.integers(0, 255))
def test_one_changed_bit_of_the_seed_gives_another_ranking(seed, bit):
    changed = (int.from_bytes(seed, "big") ^ 1 << bit).to_bytes(32, "big")
    one, other = (draw(PLAIN.announcement, PLAIN.pool, each) for each in (seed, changed))
    assert one.ranking_digest != other.ranking_digest


def test_the_ranking_digest_covers_everybodys_lot_in_the_order_of_the_handles():
    lots = b"".join(lot(PLAIN.seed, each) + each for each in sorted(PLAIN.pool))
    assert PLAIN.result.outcome.ranking_digest == digest(lots)


@given(with_quotas(), seeds)
def test_quotas_are_met_as_a_walk_by_hand_would_meet_them_or_refused_in_words(world, seed):
    expected = by_hand(world, seed)
    if expected is None:
        with pytest.raises(QuotasUnmet, match="quota"):
            draw(world.announcement, world.pool, seed, world.strata)
        return
    outcome = draw(world.announcement, world.pool, seed, world.strata)
    assert list(outcome.seats) == expected
    left = [each for each in rank(world.pool, seed) if each not in expected]
    assert list(outcome.reserves) == left[: world.announcement.reserves]


@given(with_quotas())
def test_whether_quotas_can_be_met_is_said_exactly(world):
    assert world.strata
    possible = any(meets(chosen, world) for chosen in combinations(world.pool, world.seats))
    said = cannot_be_met(world.quotas, world.seats, Counter(world.strata.values()))
    assert (said == "") == possible


@pytest.mark.parametrize(
    ("quotas", "seats", "there", "said"),
    [
        ((Quota("east", 2, 3), Quota("north", 2, 3)), 3, {"east": 9, "north": 9}, "together ask for 4"),
        ((Quota("east", 2, 3), Quota("north", 0, 3)), 3, {"east": 1, "north": 9}, "east asks for at least 2"),
        ((Quota("east", 1, 3),), 3, {}, "the pool holds 0"),
        ((Quota("east", 0, 1), Quota("north", 0, 1)), 3, {"east": 9, "north": 9}, "let 2 sit"),
    ],
)
def test_quotas_that_nobody_can_meet_are_named(quotas, seats, there, said):
    assert said in cannot_be_met(quotas, seats, there)


def test_a_pool_that_was_not_announced_is_refused():
    said, pool = PLAIN.announcement, PLAIN.pool
    for wrong, why in (
        (pool[1:], "19 handles"),
        ([*pool, people(21)[20]], "21 handles"),
        ([*pool[1:], people(21)[20]], "not those announced"),
        ([*pool[1:], pool[1]], "stands in the pool once"),
        ([pool[0][:31], *pool[1:]], "32 bytes"),
        ([], "0 handles"),
    ):
        with pytest.raises(BadPool, match=why):
            draw(said, wrong, bytes(32))


def test_handles_cut_at_other_places_are_not_the_pool():
    first, second, *rest = sorted(PLAIN.pool)
    with pytest.raises(BadPool, match="32 bytes"):
        draw(PLAIN.announcement, [first[:31], first[31:] + second, *rest], bytes(32))


def test_strata_that_were_not_announced_are_refused():
    said, pool, strata = BY_QUOTA.announcement, BY_QUOTA.pool, BY_QUOTA.strata
    assert strata
    moved = {**strata, pool[0]: strata[pool[1]]}
    stranger = {**{each: strata[each] for each in pool[1:]}, people(21)[20]: "north"}
    for wrong, why in (
        (None, "strata are given where"),
        ({}, "do not name exactly"),
        (stranger, "do not name exactly"),
        ({**strata, people(21)[20]: "north"}, "do not name exactly"),
        ({**strata, pool[0]: "west"}, "no quota was announced for the stratum west"),
        (moved, "moved to another"),
    ):
        with pytest.raises(BadPool, match=why):
            draw(said, pool, bytes(32), wrong)
    with pytest.raises(BadPool, match="only there"):
        draw(PLAIN.announcement, PLAIN.pool, bytes(32), strata)


def test_everybody_may_sit_and_then_nobody_stands_by():
    world = replace(IN_A_HALL, pool=people(4), seats=4)
    outcome = draw(world.announcement, world.pool, bytes(32))
    assert (set(outcome.seats), outcome.reserves) == (set(world.pool), ())


# 20,000 draws of 3 from 20: each person expects 3,000 seats. The statistic is chi-square with 19 degrees of
# freedom for draws with replacement, and less for ours; 43.8 would be passed once in a thousand times.
def test_over_many_draws_nobody_is_favoured():
    draws, seated = 20_000, Counter[bytes]()
    for number in range(draws):
        seated.update(rank(PLAIN.pool, hashlib.sha256(b"draw %d" % number).digest())[:3])
    expected = draws * 3 // 20
    assert 10 * sum((seated[each] - expected) ** 2 for each in PLAIN.pool) < 438 * expected


def test_over_many_draws_a_quota_favours_nobody_within_a_stratum():
    world = replace(IN_A_HALL, pool=people(12), seats=3, quotas=(Quota("north", 2, 2), Quota("south", 1, 1)))
    announcement, strata, draws, seated = world.announcement, world.strata, 6_000, Counter[bytes]()
    for number in range(draws):
        seed = hashlib.sha256(b"draw %d" % number).digest()
        seated.update(draw(announcement, world.pool, seed, strata).seats)
    assert strata
    for stratum, seats in (("north", 2), ("south", 1)):
        group = [each for each in world.pool if strata[each] == stratum]
        expected = draws * seats // len(group)
        assert 10 * sum((seated[each] - expected) ** 2 for each in group) < 205 * expected  # 5 degrees


@given(seeds, st.data())
def test_reserves_continue_the_ranking_whoever_goes(seed, data):
    outcome = draw(PLAIN.announcement, PLAIN.pool, seed)
    named = [*outcome.seats, *outcome.reserves]
    gone = data.draw(st.lists(st.sampled_from(named), unique=True, max_size=6))
    left = [each for each in named if each not in gone]
    assert sorted(sitting(outcome, gone)) == sorted(left[:3])


def test_the_next_reserve_takes_the_seat_of_the_last_who_went():
    outcome = PLAIN.result.outcome
    first, second, third = outcome.reserves[:3]
    assert next_reserve(outcome, [outcome.seats[1]]) == first
    assert next_reserve(outcome, [outcome.seats[1], first]) == second
    assert next_reserve(outcome, [first, outcome.seats[0]]) == second
    assert next_reserve(outcome, [outcome.seats[1], second, outcome.seats[0]]) == third
    for gone in ([], [first], [outcome.seats[0], second]):
        with pytest.raises(NoReserve, match="no seat is empty"):
            next_reserve(outcome, gone)


def test_who_was_not_drawn_or_has_gone_cannot_go():
    outcome = PLAIN.result.outcome
    for gone in ([bytes(32)], [outcome.seats[0], outcome.seats[0]]):
        with pytest.raises(BadPool, match="not drawn, or has gone"):
            sitting(outcome, gone)


def test_when_all_reserves_are_gone_a_new_draw_is_asked_for():
    outcome = PLAIN.result.outcome
    with pytest.raises(NoReserve, match=r"^no reserve is left; announce a new draw"):
        sitting(outcome, [*outcome.reserves, outcome.seats[0]])


def test_with_quotas_a_seat_goes_to_the_first_reserve_with_whom_they_are_met():
    a, b, c, d, e = people(5)
    strata = {a: "north", b: "south", c: "south", d: "south", e: "north"}
    outcome = Outcome((a, b), (c, d, e), "")
    quotas = (Quota("north", 1, 1), Quota("south", 1, 1))
    assert next_reserve(outcome, [a], quotas, strata) == e
    assert next_reserve(outcome, [b], quotas, strata) == c
    assert sitting(outcome, [a, c, b], quotas, strata) == (e, d)
    with pytest.raises(NoReserve, match="with whom the quotas are met"):
        next_reserve(outcome, [a, e], quotas, strata)

"""Places reserved for groups: three other models than guarding within one count.

Separate counts in a fixed order (as UCU's rule 20.5): places of a group are filled first, from the same
papers; whoever was elected earlier counts as withdrawn in the later counts, and places left over fall to the
general ones. Places reserved inside one count, with release (as Unlock Democracy's 4.2.2 to 4.2.4). Added
places: the runner-up of a group that is missing gets a place beside the others (4.2.4 there).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bound, Bounds, relax
from folkmoot.counting.contest import Contest
from folkmoot.counting.rules import count
from folkmoot.counting.ties import NO_LOT, Lot


@dataclass(frozen=True)
class Reserve:
    """So many places for a group, which is these candidates."""

    group: str
    members: frozenset[int]
    places: int


@dataclass(frozen=True)
class Separate:
    """The counts in their order, each with the group it was for ("" the general places); everybody elected;
    how many places of which group fell to the general ones."""

    counts: tuple[tuple[str, Account], ...]
    elected: tuple[int, ...]
    released: tuple[tuple[str, int], ...]


def separate(contest: Contest, rule: str, reserves: Sequence[Reserve], *, lot: Lot = NO_LOT) -> Separate:
    """Fill the reserved places in the order given, then the rest.

    Each count fills at most its own places, and all of them together at most the places of the contest.
    """
    elected: tuple[int, ...] = ()
    counts: list[tuple[str, Account]] = []
    released: list[tuple[str, int]] = []
    for reserve in (*reserves, Reserve("", frozenset(contest.candidates), contest.seats)):
        free = (frozenset(contest.standing) & reserve.members) - set(elected)
        wanted = min(reserve.places, contest.seats - len(elected))
        places = min(wanted, len(free))
        if reserve.group and places < wanted:
            released.append((reserve.group, wanted - places))
        if places == 0:
            continue
        part = replace(contest, seats=places, withdrawn=frozenset(contest.candidates) - free)
        account = count(part, rule, lot=lot)
        counts.append((reserve.group, account))
        elected += account.elected
    return Separate(tuple(counts), elected, tuple(released))


def within(
    contest: Contest, rule: str, reserves: Sequence[Reserve], *, lot: Lot = NO_LOT
) -> tuple[Account, Bounds]:
    """One count with places kept for groups; those that cannot be filled are open to all.

    The account, and the bounds that were kept after the release.
    """
    asked = tuple(Bound(each.group, each.members, at_least=each.places) for each in reserves)
    seats = min(contest.seats, len(contest.standing))
    kept, _ = relax(asked, contest.standing, seats)
    return count(contest, rule, lot=lot, bounds=kept), kept


def added(contest: Contest, account: Account, groups: Sequence[Reserve]) -> tuple[tuple[str, int], ...]:
    """For each group that has fewer elected than its places, its runners-up: the last of it to go first.

    These are places beside those of the contest. One runner-up can serve several groups.
    """
    gone = [each for stage in account.stages for each in stage.excluded]
    last = account.stages[-1].votes
    left = sorted(
        set(contest.standing) - set(account.elected) - set(gone), key=lambda each: (last[each - 1], -each)
    )
    runners_up = [*gone, *left][::-1]
    chosen: list[tuple[str, int]] = []
    for group in groups:
        have = set(account.elected) | {each for _, each in chosen}
        missing = group.places - len(have & group.members)
        next_ones = [each for each in runners_up if each in group.members and each not in have]
        chosen += [(group.group, each) for each in next_ones[: max(0, missing)]]
    return tuple(chosen)

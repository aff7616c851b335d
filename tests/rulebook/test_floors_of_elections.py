"""What no rulebook may take from the members of an election or a recall: one bent book for each test."""

import pytest

from folkmoot.rulebook import floors_of_elections as elections
from folkmoot.rulebook.guarantees import FLOORS, check
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter

NETWORK = starter("network")


def without(text: str, power: str) -> str:
    """The book without the blocks that grant an act."""
    blocks = text.split("```rule\n")
    return blocks[0] + "".join(
        each.partition("```\n")[2] if each.startswith(f"power: {power}\n") else "```rule\n" + each
        for each in blocks[1:]
    )


def bent(old: str, new: str) -> str:
    assert old in NETWORK
    return NETWORK.replace(old, new)


BENT = {
    "no_part_for_members": without(NETWORK, "election.object"),
    "for_others_than_electors": bent(
        "power: recall.sign\nwho: member of", "power: recall.sign\nwho: anyone, member of"
    ),
    "changed_elsewhere": bent(
        "manner: recall.manner\n", "manner: recall.manner\nchanging: election.changing\n"
    ),
    "no_notice": bent("after: election.notice from nomination\n", ""),
    "no_recall": NETWORK.partition("\n## 16 ")[0] + "\n",
    "out_of_reach": bent("[10%]{recall.share}", "[half]{recall.share}"),
    "no_method": bent("[ERS97]{executive.method}", "[approval]{executive.method}"),
    "no_electors": bent("electors: delegates.electors\n", ""),
    "not_secret": bent("[secret ballot]{election.manner}", "[open vote]{election.manner}"),
    "struck_for_good": bent("appeal: election.reinstate\n", ""),
    "no_time_to_object": bent("[3 days]{election.reinstating}", "[14 days]{election.reinstating}"),
    "left_to_officers": bent("offices: executive member, delegate\nafter", "offices: delegate\nafter"),
    "without_end": bent("within: election.recounting from objection\nmissed: the result stands\n", ""),
    "without_number": bent("threshold: election.disputing\n", ""),
}


@pytest.mark.parametrize("name", BENT)
def test_a_bent_book_is_refused(name: str) -> None:
    find = getattr(elections, name)
    floor = next(floor for floor in FLOORS if floor.find is find)
    faults = check(parse(BENT[name]))
    assert (floor.guarantee, floor.cure) in {(fault.guarantee, fault.cure) for fault in faults}


def test_no_block_of_a_recall_opens_the_vote() -> None:
    """What the paragraph on putting says would go before what the one on voting says."""
    text = bent(
        "opens the ballot, within [21 days]", "opens the [open vote]{recall.put-manner}, within [21 days]"
    )
    text = text.replace(
        "power: recall.put\nwho: returning", "power: recall.put\nmanner: recall.put-manner\nwho: returning"
    )
    assert [fault.says for fault in check(parse(text))] == ["under 16.4 people are voted on in the open"]


def test_no_block_of_a_recall_shortens_or_lengthens_its_ballot() -> None:
    for hours, guarantee in (("1 hour", "G8"), ("4 months", "G21")):
        text = bent(
            "opens the ballot, within [21", f"opens the ballot for [{hours}]{{recall.put-lasts}}, within [21"
        )
        text = text.replace(
            "power: recall.put\nwho: returning", "power: recall.put\nlasts: recall.put-lasts\nwho: returning"
        )
        (fault,) = check(parse(text))
        assert (fault.guarantee, fault.says[:18]) == (guarantee, "the ballot of 16.4")


def test_who_elects_is_not_said_where_nobody_is_elected() -> None:
    text = bent("members rank them: [3 motions]", "[all members]{agenda.electors} rank them: [3 motions]")
    text = text.replace("seats: agenda.places", "electors: agenda.electors\nseats: agenda.places")
    (fault,) = check(parse(text))
    assert (fault.guarantee, fault.says[:5]) == ("G17", "15.4 ")


def test_each_test_of_elections_has_a_book_that_breaks_it() -> None:
    assert {f.find.__name__ for f in FLOORS if f.find.__module__ == elections.__name__} == set(BENT)

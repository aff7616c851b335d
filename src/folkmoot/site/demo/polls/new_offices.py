"""Two offices that the members made by a change of their rules: stewards, by Meek, and a speaker, by pairs.

The speaker is wanted by so many in so many ways that three of those who stand go before one another in a
circle.
"""

from folkmoot.site.demo.polls.told import Poll, Stands
from folkmoot.site.demo.story import Proposal, Speech

_LAST_OF_ELECTIONS = """\
power: election.countback
who: the site, anyone or returning officer
```
"""
_NEW = """
15.17 Those who prepare a conference have [3 places]{stewards.places}; each [steward]{office.steward} is \
elected by [the whole network]{stewards.electors}, by [Meek]{stewards.method}, and \
[whole ballots]{stewards.publishing} are published.
```rule
power: election.call
who: returning officer or member
offices: steward
electors: stewards.electors
seats: stewards.places
method: stewards.method
publish: stewards.publishing
```

15.18 One person speaks for the network in public: it is [1 place]{speaker.places}; the \
[speaker]{office.speaker} is elected by [the whole network]{speaker.electors}, by \
[Condorcet with Schwartz dropping]{speaker.method}, and the [pairwise table]{speaker.publishing} alone is \
published.
```rule
power: election.call
who: returning officer or member
offices: speaker
electors: speaker.electors
seats: speaker.places
method: speaker.method
publish: speaker.publishing
```
"""
CHANGE = Proposal(
    proposer="callum",
    day=212,
    title="Stewards for the conference, and one voice in public",
    reasons="Three stewards ought to stand for all of us, and no vote for one of them should be lost: Meek"
    " shares out every part of a vote that is not needed. For a speaker it is the other way round: one"
    " person, whom more of us prefer than not, whoever else might stand.",
    replace=(
        (_LAST_OF_ELECTIONS, _LAST_OF_ELECTIONS + _NEW),
        ("offices: executive member, delegate\n", "offices: executive member, delegate, steward, speaker\n"),
        (
            "who: returning officer, executive member or delegate\n",
            "who: returning officer, executive member, delegate, steward or speaker\n",
        ),
    ),
    backers=("finn", "greta", "yusuf", "noor", "euan"),
    votes=(20, 4, 3),
    speeches=(
        Speech(215, "ewan", "Three ways to count in one rulebook. Who is to check them all?"),
        Speech(216, "callum", "You are. One command each, and it asks nobody.", 0),
        Speech(
            218, "lotte", "I should rather have no speaker than one whom most of us would swap for another."
        ),
        Speech(219, "callum", "Then count by pairs is what you want.", 2),
    ),
)
DAY = 272
STEWARDS = Poll(
    "stewards",
    "network",
    "steward",
    3,
    DAY,
    (
        Stands("finn", "zadie", "I have carried chairs for eleven years. I know where they all are.", 7),
        Stands("sioned", "leila", "A quiet room, and a timetable that leaves time to eat.", 6, True),
        Stands("yusuf", "elin", "Interpreters are booked in spring or not at all. I would book them.", 6),
        Stands("greta", "ewan", "Signs that can be read from a wheelchair, and doors that open.", 5, True),
        Stands("euan", "piotr", "I keep lists. Ask anybody who has lent me a ladder.", 5),
        Stands("marta", "viktor", "One clock on the wall, and it goes.", 4, True),
    ),
    left_out=("ines", "theo"),
)
SPEAKER = Poll(
    "speaker",
    "network",
    "speaker",
    1,
    DAY + 1,
    (
        Stands("noor", "tamar", "I have spoken to three newspapers, and two of them printed it.", 7, True),
        Stands("idris", "greta", "I would say what was decided, and then stop.", 5),
        Stands("mairi", "kofi", "Whoever speaks for us should first have listened in every branch.", 7, True),
        Stands("nia", "theo", "I came last and have offended nobody yet.", 7, True, True),
    ),
)

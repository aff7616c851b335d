"""What the elections of the year are about: who stands and says what, how members rank them.

Nobody's paper is written down here: each voter ranks by how well known a candidate is, by whether they share
a branch, and by a taste of their own that follows from both their keys.
"""

from dataclasses import dataclass
from hashlib import sha256

from folkmoot.site.demo.people import FOUNDERS, JOINERS
from folkmoot.site.demo.story import Play, Speech

BRANCH_OF = {each.key: each.branch for each in (*FOUNDERS, *JOINERS)}


@dataclass(frozen=True)
class Stands:
    """A candidate: who besides nominates them, their address, how well known they are, out of ten."""

    key: str
    with_: str
    says: str
    known: int
    woman: bool = False
    in_public: bool = False


@dataclass(frozen=True)
class Poll:
    """An election: where and to what, on which day it is called, who stands. `left_out` do not vote."""

    name: str
    branch: str
    office: str
    seats: int
    day: int
    stand: tuple[Stands, ...] = ()
    left_out: tuple[str, ...] = ()
    on_paper: bool = False


EXECUTIVE = Poll(
    "executive",
    "network",
    "executive member",
    7,
    100,
    (
        Stands(
            "dai",
            "ewan",
            "I keep the books of two allotment clubs, and both balance. I would publish ours every month.",
            9,
            in_public=True,
        ),
        Stands(
            "oscar",
            "tamar",
            "Five branches, five ways to lose a letter. I want one address that answers within a week.",
            9,
        ),
        Stands(
            "zadie",
            "finn",
            "I was suspended once by people who never told me for what. Here everybody shall be told.",
            8,
            woman=True,
            in_public=True,
        ),
        Stands("viktor", "anwen", "Meet less, decide more, and go home in time for the last bus.", 8),
        Stands("kofi", "mairi", "I drive, and I have a van. Small branches need visits more than papers.", 7),
        Stands(
            "elin", "yusuf", "Young members join and leave within a year. I will ask them why.", 7, woman=True
        ),
        Stands("piotr", "hanna", "I translate for a living and would do it for the network.", 7),
        Stands(
            "anwen", "marta", "Quarry has no hall. I know what a network without rooms is.", 5, woman=True
        ),
        Stands(
            "leila",
            "euan",
            "Papers that can be read on an old telephone: that is all I promise.",
            5,
            woman=True,
        ),
        Stands(
            "tamar",
            "brid",
            "I take minutes that people recognise as the meeting they were at.",
            4,
            woman=True,
        ),
    ),
    left_out=("lotte", "ines", "imani", "theo"),
    on_paper=True,
)
DELEGATES = Poll(
    "delegates of Mill Lane",
    "mill",
    "delegate",
    3,
    215,
    (
        Stands(
            "leila", "euan", "I shall vote as the branch has decided, and report within the week.", 8, True
        ),
        Stands("euan", "leila", "I have read the Plan twice and can say where we disagree with it.", 4),
        Stands("piotr", "sioned", "For the clause on rooms; the rest I leave to the branch.", 4),
        Stands("sioned", "piotr", "Somebody under thirty ought to go. I am twenty-six.", 5, True),
        Stands("maeve", "hanna", "I have been to eleven conferences and asleep at none.", 4, True),
    ),
)
OPEN = Poll(
    "delegates of Harbour",
    "harbour",
    "delegate",
    3,
    0,
    (
        Stands(
            "bettan",
            "samir",
            "I go by train and come back the same night, so it costs one ticket.",
            4,
            True,
            True,
        ),
        Stands(
            "samir", "bettan", "Our amendments to the Plan were mine to type; let me also defend them.", 4
        ),
        Stands("ewan", "dai", "I shall ask for the figures, as always.", 4),
        Stands("imani", "theo", "I joined in spring and have missed no meeting since.", 4, True),
        Stands("ola", "nia", "Secretaries hear everything. I will tell it at conference.", 7, True),
    ),
)
CASUAL = ("kofi", 200, ("anwen", "piotr"))
"""Who gives up a place on the executive, on which day, and who is still willing to take it."""
RESIGNS = "My mother needs me more than the network does, and she has asked more politely."

RECALLED, RECALLER = "oscar", "brid"
RECALL_DAY = 240
RECALL = (
    "This member promised shorter meetings and has come to two of seven. Members of the executive who do not"
    " come cannot be asked, and those who do come have to decide with four in the room."
)
REPLY = (
    "I work nights since June and said so in July. I have answered every letter, and I have voted in writing"
    " on each paper that reached me in time. If members want somebody with free evenings, I shall not mind."
)
SIGNS = ("viktor", "yusuf", "elin", "noor")
RECALL_VOTES = (14, 16, 3)

OFFICERS = (
    Play(
        "network",
        "piotr",
        30,
        "Appoint Hanna F. returning officer",
        "This network appoints Hanna F. as its returning officer. She calls elections, keeps their rolls, and"
        " counts nothing: that anybody can do.",
        (("leila", 31), ("euan", 31)),
        (Speech(33, "euan", "She returned my ladder after one day. I trust her with less."),),
        votes=(20, 0, 2),
        appoints=("hanna", "returning officer"),
    ),
    Play(
        "harbour",
        "dai",
        226,
        "Appoint Lotte J. returning officer of Harbour branch",
        "Harbour branch appoints Lotte J. returning officer, so that its delegates are elected in time.",
        (("ewan", 227), ("greta", 227)),
        votes=(8, 0, 1),
        appoints=("lotte", "returning officer"),
    ),
)
RANKED_DAY = 300
RANKED = tuple(
    Play(
        "network",
        mover,
        RANKED_DAY - 3,
        title,
        text,
        ((second, RANKED_DAY - 2), (third, RANKED_DAY - 2)),
        votes=votes,
        withdrawn=out,
    )
    for mover, second, third, title, text, votes, out in (
        (
            "oscar",
            "tamar",
            "brid",
            "One address for the whole network",
            "The network keeps one postal address and one telephone, and says who answers in which week.",
            (21, 3, 2),
            None,
        ),
        (
            "finn",
            "zadie",
            "mairi",
            "Fares for whoever comes from far",
            "The network pays the fare of every member who travels more than twenty miles to a meeting.",
            (19, 6, 3),
            None,
        ),
        (
            "sioned",
            "leila",
            "piotr",
            "Sundays without meetings",
            "No committee of the network meets on a Sunday.",
            (0, 0, 0),
            RANKED_DAY + 8,
        ),
        (
            "ruth",
            "marta",
            "viktor",
            "A speaker's list for members who have not spoken",
            "Whoever has not spoken yet is called before whoever has.",
            (22, 2, 1),
            None,
        ),
        (
            "ewan",
            "dai",
            "bettan",
            "Print the minutes",
            "Minutes of the network are printed and posted to every member who asks for that.",
            (9, 13, 4),
            None,
        ),
    )
)
RANKING = (6, 9, 3, 8, 4)
"""How much the members want each of these motions, out of ten."""


def taste(voter: str, choice: str) -> int:
    """From 0 to 99: what this voter makes of this choice, whatever others think."""
    return sha256(f"{voter} {choice}".encode()).digest()[0] * 100 // 256


def preferences(voter: str, choices: dict[str, int]) -> list[str]:
    """How somebody ranks what is known so well: three of them at least, and not always all."""
    here = BRANCH_OF.get(voter, "")

    def liking(choice: str) -> tuple[int, str]:
        near = 25 if here and BRANCH_OF.get(choice) == here else 0
        own = 200 if choice == voter else 0
        return choices[choice] * 6 + taste(voter, choice) + near + own, choice

    ranked = sorted(choices, key=liking, reverse=True)
    return ranked[: max(3, len(ranked) - taste(voter, "how many") % 5)]

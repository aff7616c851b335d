"""The people of the Commons Network: all of them invented, and none of them on any list but this one."""

from dataclasses import dataclass

ROOT = "network"
BRANCHES = (
    ("network", "The Commons Network", ""),
    ("harbour", "Harbour branch", "network"),
    ("mill", "Mill Lane branch", "network"),
    ("hilltop", "Hilltop branch", "network"),
    ("riverside", "Riverside branch", "network"),
    ("quarry", "Quarry branch", "network"),
)


@dataclass(frozen=True)
class Player:
    """Somebody in the demo: a short name, the name they show, a branch, the day they join, and how.

    `shows` is who may see the name: `members`, `branch` or `nobody`. `way` is `online` or `paper`.
    """

    key: str
    shown: str
    branch: str
    day: int = 0
    shows: str = "members"
    way: str = "online"


FOUNDERS = (
    Player("wren", "Wren H.", "harbour"),
    Player("ola", "Ola B.", "harbour"),
    Player("idris", "Idris K.", "harbour"),
    Player("maeve", "Maeve T.", "mill"),
    Player("tomas", "Tomas R.", "mill"),
    Player("priya", "Priya S.", "hilltop"),
    Player("callum", "Callum D.", "hilltop"),
    Player("noor", "Noor A.", "riverside"),
    Player("ffion", "Ffion L.", "riverside"),
    Player("jonah", "Jonah W.", "quarry"),
)
OFFICES = {
    "wren": [("secretary", "network"), ("secretary", "harbour")],
    "maeve": [("chair", "network")],
    "tomas": [("treasurer", "network")],
    "ffion": [("clerk", "network")],
    "ola": [("chair", "harbour")],
    "priya": [("secretary", "hilltop")],
    "noor": [("secretary", "riverside")],
    "jonah": [("chair", "quarry")],
    "callum": [("case officer", "network")],
    "idris": [("moderator", "network")],
}
OFFICER = "priya"
"""Who is in the chair today: the founding officers' terms have ended."""
JOINERS = (
    Player("bettan", "Bettan M.", "harbour", 6),
    Player("samir", "Samir O.", "harbour", 6, "branch"),
    Player("greta", "Greta V.", "harbour", 7),
    Player("ewan", "Ewan P.", "harbour", 7),
    Player("lotte", "Lotte J.", "harbour", 8, "nobody"),
    Player("dai", "Dai E.", "harbour", 9),
    Player("rosa", "Rosa C.", "harbour", 9, "branch", "paper"),
    Player("hanna", "Hanna F.", "mill", 10),
    Player("piotr", "Piotr Z.", "mill", 10),
    Player("leila", "Leila N.", "mill", 11, "branch"),
    Player("euan", "Euan G.", "mill", 12),
    Player("sioned", "Sioned Y.", "mill", 12),
    Player("arthur", "Arthur Q.", "mill", 12, "members", "paper"),
    Player("zadie", "Zadie U.", "hilltop", 13),
    Player("finn", "Finn M.", "hilltop", 13),
    Player("ines", "Ines R.", "hilltop", 14, "nobody"),
    Player("kofi", "Kofi T.", "hilltop", 14),
    Player("mairi", "Mairi B.", "hilltop", 15),
    Player("oscar", "Oscar L.", "riverside", 16),
    Player("tamar", "Tamar S.", "riverside", 16),
    Player("yusuf", "Yusuf H.", "riverside", 17),
    Player("elin", "Elin K.", "riverside", 18, "branch"),
    Player("brid", "Brid C.", "riverside", 19),
    Player("viktor", "Viktor D.", "quarry", 20),
    Player("anwen", "Anwen J.", "quarry", 20),
    Player("sal", "Sal W.", "quarry", 21, "nobody"),
    Player("marta", "Marta F.", "quarry", 22),
    Player("dylan", "Dylan O.", "quarry", 23, "members", "paper"),
    Player("ruth", "Ruth N.", "quarry", 40),
    Player("imani", "Imani G.", "harbour", 95),
    Player("theo", "Theo V.", "harbour", 96),
    Player("nia", "Nia P.", "harbour", 97),
)
LEAVES = (("sal", 210),)
"""Who leaves, on which day; their data are erased on the day after."""


def address(player: Player) -> str:
    """The made-up address of somebody in the demo; nobody with a paper membership has one."""
    return "" if player.way == "paper" else f"{player.key}@commons.example"


def how_to_sign_in(home: str) -> tuple[str, ...]:
    """What the terminal says to whoever serves the demonstration at this address."""
    member = next(each for each in JOINERS if each.way == "online")
    officer = next(each for each in FOUNDERS if each.key == OFFICER)
    return (
        f"as an outsider:  {home}/",
        f"as a member:     {home}/sign-in/ with {address(member)}",
        f"as an officer:   the same with {address(officer)}, the chair; make a passkey when asked for one",
        f"the code to sign in with is shown here, and at {home}/outbox/",
    )

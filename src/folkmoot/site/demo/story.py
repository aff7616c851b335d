"""What the Commons Network moved, said and decided in its first year. Days count from the founding.

A day below zero counts back from the last day of the year, which is today: `-3` is three days ago. So there
are
always motions that want a seconder, a word or a vote.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Speech:
    """Words in a debate: when, who, what, and which earlier speech they answer (its place, from 0)."""

    day: int
    by: str
    words: str
    answers: int | None = None


@dataclass(frozen=True)
class Play:
    """One motion and what becomes of it. What does not happen is left out.

    `votes` is how many of the branch vote for, against and abstain; those who moved and seconded vote for.
    `put_by` is the officer who puts it to the vote; without one the site does when the officers' time is
    over.
    """

    branch: str
    mover: str
    day: int
    title: str
    text: str
    seconders: tuple[tuple[str, int], ...] = ()
    speeches: tuple[Speech, ...] = ()
    put: int | None = None
    put_by: str = ""
    votes: tuple[int, int, int] = (0, 0, 0)
    secret: tuple[str, ...] = ()
    ruled_out: tuple[int, str, str] | None = None
    objectors: tuple[str, ...] = ()
    mended: str = ""
    withdrawn: int | None = None
    appoints: tuple[str, str] | None = None
    opens: tuple[str, str] | None = None


@dataclass(frozen=True)
class Proposal:
    """One change of the rules: the words that go out and those that come in, who backs it, and how it is
    voted.
    """

    proposer: str
    day: int
    title: str
    reasons: str
    replace: tuple[tuple[str, str], ...]
    backers: tuple[str, ...]
    votes: tuple[int, int, int]
    speeches: tuple[Speech, ...] = ()


PLAYS = (
    Play(
        "harbour",
        "idris",
        26,
        "Meet where people can come",
        "This branch meets on the second Tuesday of the month, in a hall with a ramp, a loop and a "
        "bus stop, and holds"
        " every meeting online as well.\n\nWhere no such hall can be had, the meeting is held online alone.",
        (("bettan", 27), ("greta", 28)),
        (
            Speech(28, "ola", "The library annexe has all three, and it is free before eight."),
            Speech(29, "dai", "Could we keep the old room for committee work? It is close to the ferry.", 0),
            Speech(30, "idris", "Committee work, yes. The motion speaks of meetings of the branch.", 1),
            Speech(
                31, "rosa", "I cannot use the video link. A telephone line into the meeting would do for me."
            ),
            Speech(32, "idris", "I shall see that there is one. Thank you.", 3),
        ),
        37,
        "chair",
        (8, 1, 0),
    ),
    Play(
        "mill",
        "hanna",
        31,
        "A fund for fares",
        "Mill Lane branch sets aside a tenth of its income so that no member stays away from a "
        "conference for want of"
        " the fare.\n\nThe treasurer pays on request, and asks for a ticket and no reason.",
        (("piotr", 32), ("euan", 34)),
        (
            Speech(35, "tomas", "A tenth is about what we spent on room hire last year. We can carry it."),
            Speech(36, "sioned", "Please add childcare next time. The fare is not what keeps me away."),
        ),
        None,
        "",
        (5, 1, 1),
    ),
    Play(
        "network",
        "priya",
        45,
        "Any branch may debate any question its members bring",
        "This network resolves that no officer may keep a motion off a branch's agenda except on a "
        "ground listed in the"
        " rulebook, stated in writing within three days.\n\nWhere an officer has been suspended for "
        "allowing a debate,"
        " the branch may ask for the suspension to be reviewed as a class.",
        (("ola", 46), ("noor", 46), ("viktor", 47)),
        (
            Speech(
                47,
                "ola",
                "Three days is right for a ruling. It is short enough that nobody runs out the clock.",
            ),
            Speech(48, "idris", "Agreed, if silence means the motion stands. That is what 4.4 says.", 0),
            Speech(
                49,
                "callum",
                "And who decides what the ground means? I would not leave that to the secretary alone.",
            ),
            Speech(
                50,
                "priya",
                "Five members who object put the motion back. That is 4.6, and it needs no officer.",
                2,
            ),
            Speech(51, "callum", "Then I am content.", 3),
            Speech(
                53,
                "tamar",
                "I came here because a chair of mine was suspended for putting a motion to the vote."
                " I should like the second paragraph to stay as it is.",
            ),
        ),
        60,
        "chair",
        (21, 5, 3),
    ),
    Play(
        "hilltop",
        "callum",
        52,
        "Hold the summer school on the hill again",
        "Hilltop branch invites the network to its meadow for the first weekend of August, in tents "
        "or in the village"
        " hall.",
        (("zadie", 53),),
        (Speech(54, "kofi", "I like it, but the hall is booked for a wedding that weekend."),),
    ),
    Play(
        "riverside",
        "oscar",
        60,
        "Publish what the branch spends",
        "Riverside branch publishes each payment it makes, with its purpose, within a month. Payments"
        " that help a"
        " member in need are published as a yearly sum.",
        (("tamar", 60), ("yusuf", 61)),
        (Speech(63, "noor", "The treasurer of the network has a form for this. I shall ask for it."),),
        72,
        "secretary",
        (6, 0, 1),
    ),
    Play(
        "network",
        "viktor",
        70,
        "Leave the larger body at once",
        "This network breaks off all dealings with the larger body from which some of us were "
        "excluded, and asks its"
        " members to do likewise.",
        (("anwen", 70), ("marta", 71)),
        (
            Speech(
                72,
                "maeve",
                "Many of us are in both, and want to be. I would sooner ask for the old cases to be"
                " reviewed.",
            ),
            Speech(73, "viktor", "They have had two years.", 0),
            Speech(74, "leila", "I vote against, and I am glad that it may be said here."),
        ),
        85,
        "chair",
        (9, 18, 4),
        ("leila", "ines", "kofi"),
    ),
    Play(
        "harbour",
        "ewan",
        88,
        "A banner for the branch",
        "Harbour branch has a banner made by its own members, and asks the sailing club for old canvas.",
        (("greta", 89), ("dai", 90)),
        (Speech(91, "greta", "I can cut and sew. Somebody else must draw."),),
        None,
        "",
        (7, 0, 1),
    ),
    Play(
        "network",
        "noor",
        100,
        "Ask for every exclusion of the past ten years to be reviewed",
        "This network asks each body that has excluded one of its members to review the case, with "
        "the rule, the charge"
        " and the reasons in writing, and offers its help to whoever wants a review.",
        (("ffion", 100), ("callum", 101)),
        (
            Speech(
                102,
                "tamar",
                "The letter should ask for the gap as well: where there was no charge, let them say so.",
            ),
            Speech(104, "noor", "That is what the words about rule, charge and reasons are for.", 0),
        ),
        114,
        "chair",
        (26, 1, 2),
    ),
    Play(
        "harbour",
        "bettan",
        118,
        "Who will speak for the ferry crews?",
        "Harbour branch supports the ferry crews in their claim and lends them its room, its printer "
        "and its kettle for"
        " as long as it lasts.",
        (("samir", 118), ("imani", 119)),
        (
            Speech(
                125,
                "ola",
                "The ruling said this was not our business. If the ferry is not the business of the"
                " harbour, I do not know what is.",
            ),
        ),
        133,
        "chair",
        (9, 0, 0),
        ruled_out=(
            120,
            "not-our-business",
            "The claim is a matter between the crews and the company, and not one for the branch.",
        ),
        objectors=("idris", "ola", "greta", "dai", "theo"),
    ),
    Play(
        "hilltop",
        "zadie",
        126,
        "Shut the door at ten past",
        "Hilltop branch shuts its door ten minutes after a meeting has begun. Who comes later has no vote.",
        (("finn", 127),),
        ruled_out=(
            128,
            "contrary",
            "Each member on the roll has a vote, by paragraph 6.3, whether they come early or late.",
        ),
        withdrawn=129,
    ),
    Play(
        "network",
        "maeve",
        186,
        "Appoint Ola B. secretary of the network",
        "The founding secretary's term has ended. This network appoints Ola B. as its secretary.",
        (("idris", 186), ("bettan", 187)),
        (
            Speech(
                188,
                "wren",
                "It has been a year of deadlines. I met nearly all of them. Ola will meet the rest.",
            ),
        ),
        None,
        "",
        (22, 0, 2),
        appoints=("ola", "secretary"),
    ),
    Play(
        "network",
        "callum",
        225,
        "Appoint Priya S. chair of the network",
        "This network appoints Priya S. as its chair.",
        (("zadie", 225), ("noor", 226)),
        (),
        None,
        "",
        (20, 2, 3),
        appoints=("priya", "chair"),
    ),
    Play(
        "network",
        "anwen",
        232,
        "Appoint Hanna F. clerk of the network",
        "This network appoints Hanna F. as its clerk, so that members who write on paper can be answered.",
        (("viktor", 233), ("marta", 233)),
        (),
        None,
        "",
        (19, 0, 1),
        appoints=("hanna", "clerk"),
    ),
    Play(
        "quarry",
        "marta",
        262,
        "A second hand for the quarry clock",
        "Quarry branch mends the clock over its door.",
        (("anwen", 263), ("viktor", 264)),
        (Speech(265, "ruth", "With what money?"), Speech(266, "marta", "With mine, if need be.", 0)),
        None,
        "",
        (2, 3, 0),
    ),
    Play(
        "riverside",
        "brid",
        275,
        "Plant willows along the lower path",
        "Riverside branch asks its members to plant willows along the lower path in the first week of"
        " the planting"
        " season, and lends spades.",
        (("yusuf", 276), ("elin", 277)),
        (
            Speech(279, "oscar", "The lower path floods. Alder would last longer."),
            Speech(280, "brid", "Alder and willow, then. I shall mend it in the minutes.", 0),
        ),
        None,
        "",
        (5, 1, 0),
    ),
    Play(
        "network",
        "leila",
        300,
        "Open a branch on the islands",
        "This network opens an Islands branch for the members who cross the water to come to Harbour.",
        (("samir", 300), ("lotte", 302)),
        (Speech(303, "dai", "Four of us would move at once. The last boat leaves before the meeting ends."),),
        None,
        "",
        (23, 0, 2),
        opens=("islands", "Islands branch"),
    ),
    Play(
        "network",
        "ruth",
        165,
        "A Plan for Change, written by all of us",
        "This network writes one shared text, its Plan for Change. Every branch may amend it, clause "
        "by clause, and a"
        " conference adopts it.\n\nThe drafting group is drawn by lot, one from each branch, and "
        "publishes a first draft"
        " within three months.",
        (("maeve", 165), ("yusuf", 166)),
        (
            Speech(
                167,
                "ola",
                "One from each branch is five. I should like seven, so that a quorum is easier to find.",
            ),
            Speech(
                168,
                "ruth",
                "Seven would need two from the larger branches. The small ones asked me not to.",
                0,
            ),
            Speech(169, "jonah", "Five is enough to write a draft, if the rest of us may amend it.", 1),
            Speech(
                171, "leila", "By lot, please, and with a public draw. I have seen drafting groups before."
            ),
            Speech(
                172,
                "priya",
                "The rulebook has no draw by lot yet. Until it does, dice before witnesses will do.",
                3,
            ),
            Speech(174, "tamar", "Will the text be readable? The last one had eleven kinds of heading."),
            Speech(
                175, "ruth", "Numbered clauses, plain words, one page a chapter. You may hold me to it.", 5
            ),
        ),
        177,
        "chair",
        (24, 3, 2),
    ),
    Play(
        "network",
        "maeve",
        205,
        "Appoint Ruth N. to publish for the drafting group",
        "The lot fell on five members, one from each branch. This network appoints Ruth N., who is one of"
        " them, as drafter: she publishes what the five have written, and answers for it.",
        (("yusuf", 205), ("greta", 206)),
        (
            Speech(
                207,
                "ruth",
                "The others are Greta, Euan, Kofi and Tamar. We have thirty pages and want to have ten.",
            ),
        ),
        None,
        "",
        (23, 1, 2),
        appoints=("ruth", "drafter"),
    ),
    Play(
        "network",
        "noor",
        208,
        "Appoint Mairi B. to arrange the amendments",
        "This network appoints Mairi B. as arranger, with four others to help her. They number and group"
        " amendments, say what they think of them, and change no word of any.",
        (("elin", 208), ("dai", 209)),
        (),
        None,
        "",
        (21, 2, 3),
        appoints=("mairi", "arranger"),
    ),
    Play(
        "harbour",
        "nia",
        -66,
        "Appoint Idris K. drafter of Harbour branch",
        "Harbour branch writes down how it meets, so that whoever comes for the first time knows what to"
        " expect.\n\nIt appoints Idris K. as its drafter: he publishes a first text, and every member may"
        " amend it.",
        (("theo", -65), ("lotte", -64)),
        (
            Speech(-62, "wren", "We have met for a year without one."),
            Speech(-61, "lotte", "You have. I have asked three times when the last item begins.", 0),
        ),
        None,
        "",
        (8, 1, 0),
        appoints=("idris", "drafter"),
    ),
    Play(
        "network",
        "nia",
        -24,
        "A printed Plan for every member",
        "If the Plan for Change is adopted, this network prints it, in type that somebody of eighty can"
        " read, and sends it to every member within a month.\n\nOne copy goes to each body of which the"
        " Plan asks something, with a letter.",
        (("euan", -24), ("yusuf", -23)),
        (
            Speech(-22, "ola", "How many pages will that be? It has grown by a fifth since we began."),
            Speech(-21, "nia", "Fourteen, in large type. I have set a few of them to see.", 0),
            Speech(-20, "tomas", "Sixty copies come to about ninety pounds. There is as much.", 1),
            Speech(-18, "leila", "Must the larger body have one? It will go where the letters went."),
            Speech(
                -17,
                "nia",
                "It asks something of them in 10.2. They should have had it in their hands.",
                3,
            ),
            Speech(-15, "tamar", "Let the foot of each page say where one can see who moved each sentence."),
            Speech(-14, "nia", "It will. That is the part that I should like to read myself.", 5),
        ),
        -4,
        "chair",
        (11, 2, 1),
    ),
    Play(
        "harbour",
        "greta",
        -12,
        "Open the branch on the first Sunday for whoever comes",
        "Harbour branch opens its room on the first Sunday of each month, from two till five, with "
        "tea and without an"
        " agenda, for members and for whoever would like to see what we are.",
        (("dai", -11), ("nia", -10)),
        (
            Speech(-9, "theo", "I joined after such a Sunday somewhere else. It works."),
            Speech(-8, "ewan", "Who locks up?", 0),
            Speech(-8, "greta", "I do.", 1),
            Speech(-5, "lotte", "Could one Sunday in three be at the islands? The tea would be stronger."),
        ),
    ),
    Play(
        "harbour",
        "theo",
        -4,
        "Write to those who left in the first year",
        "Harbour branch writes to each member who has left and asks, once and kindly, what would have"
        " kept them.",
        (("imani", -3),),
    ),
    Play(
        "mill",
        "leila",
        -30,
        "Choose the delegates by secret ballot",
        "Mill Lane branch chooses its delegates to the conference by secret ballot, and thanks those "
        "who stood.",
        (("piotr", -29), ("sioned", -29)),
        (
            Speech(
                -27,
                "hanna",
                "I stood three times in another body, by show of hands. I would rather not know.",
            ),
        ),
        None,
        "",
        (3, 0, 1),
        ("leila", "hanna", "euan"),
    ),
    Play(
        "network",
        "noor",
        152,
        "A case officer for the year to come",
        "This network appoints its case officer anew, for a year.\n\nThe case officer keeps the files"
        " of cases and their dates, and decides nothing in them.",
        (("hanna", 153), ("viktor", 153)),
        (
            Speech(
                155,
                "leila",
                "One case was let slip in the autumn. I want to hear that it will not happen again.",
            ),
        ),
        None,
        "",
        (19, 5, 3),
        appoints=("callum", "case officer"),
    ),
    Play(
        "hilltop",
        "kofi",
        -2,
        "Buy a second-hand printer",
        "Hilltop branch buys a second-hand printer for notices and ballot papers, for no more than "
        "eighty pounds.",
    ),
)

CHANGES = (
    Proposal(
        proposer="callum",
        day=150,
        title="A little more time to find seconders",
        reasons="Four good motions lapsed in the spring because a branch did not meet in the fortnight."
        " Three weeks would have saved them, and would have delayed nobody.",
        replace=(
            ("[14 days]{motion.seconding}", "[21 days]{motion.seconding}"),
            ("until day 25\nthen it is lapsed", "until day 32\nthen it is lapsed"),
        ),
        backers=("zadie", "noor", "hanna", "viktor", "bettan"),
        votes=(22, 4, 2),
        speeches=(
            Speech(153, "maeve", "I ruled on none of those, and would have liked to read them."),
            Speech(155, "jonah", "Three weeks, and not a day more. A motion should not go stale."),
        ),
    ),
    Proposal(
        proposer="noor",
        day=-16,
        title="Three seconders in place of two",
        reasons="With forty members, two is a conversation on the stairs. Three makes a mover ask"
        " somebody they do not know well.",
        replace=(
            ("[2 members]{motion.seconders}", "[3 members]{motion.seconders}"),
            ("2 members second it", "3 members second it"),
        ),
        backers=("tamar", "kofi", "greta", "marta", "euan"),
        votes=(0, 0, 0),
        speeches=(
            Speech(-12, "kofi", "I backed it so that it can be debated. I have not made up my mind."),
            Speech(-10, "theo", "A new member knows nobody well. Two was hard enough for me.", 0),
        ),
    ),
)

EVERYDAY = (
    (
        "Bring the minutes round by {n} o'clock",
        "The branch has its minutes out by {n} o'clock on the day after.",
    ),
    ("Mend chair number {n}", "The branch mends chair number {n}, and the one beside it."),
    (
        "Lend the hall for {n} evenings",
        "The branch lends its hall to its neighbours for {n} evenings in the year.",
    ),
    ("Print {n} posters", "The branch prints {n} posters for the meeting, and takes them down again."),
)
"""Small motions of which a scaled demo makes many; `{n}` is a running number."""

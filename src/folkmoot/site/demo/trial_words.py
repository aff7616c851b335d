"""What is said in the year's cases. Nobody of these exists, and nothing of it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from folkmoot.site.cases.acts.moderation import Statement

FACTS = (
    "For ten days Ewan sent me messages about how I spoke at the branch meeting, most of them after"
    " midnight. I"
    " asked him twice to stop. On the last evening he waited outside my house and shouted up to the window."
)
PROOF_TITLE = "Messages, copied from my telephone"
PROOF = (
    "00:41 You think you can make a fool of me.\n00:58 Answer me.\n01:20 I know where you live.\n\n"
    "There are thirty-one more of this kind, on nine nights."
)
MORE_TITLE = "A note from my neighbour"
MORE = "I heard a man shout in the street at about eleven, and saw him at the gate. I did not know him."
DANGER = "He has come to my house once, and we are both on the list for Thursday's meeting of the branch."
LESSER = "I asked the branch to seat us apart; the hall has one door and one table."
GRANTED = (
    "There is a risk to one named person, and the hall leaves no way round it. Ewan keeps his vote,"
    " his office of"
    " no kind is touched, and he may speak in writing. He was not heard first because the meeting is"
    " tomorrow;"
    " he is to be heard within the week."
)
HEARD = (
    "I shall not go near her. But I should like to hear what the branch decides, and nobody has asked me yet."
)
KEPT = "We have read what he says, and believe him. Until a panel sits the two should not be in one room."


@dataclass(frozen=True)
class Charge:
    """What an adjudicator wrote when a case was opened; whether the officer served it."""

    words: str
    where: str
    when: str
    reasons: str
    served: bool = True


CHARGE = Charge(
    "That he sent a member some thirty messages at night after she had asked him to stop, and shouted at her"
    " window.",
    "By telephone, and in the street before her house.",
    "On nine nights in ten days.",
    "If it was so, it was harassment. Whether it was, a panel should hear.",
)
REPLY = (
    "I sent the messages. I was angry, and I am ashamed of them. I did go to her street, to"
    " apologise, and I called"
    " up because the bell is broken. I did not threaten her."
)
LETTER_TITLE = "A letter that I wrote to her and did not send"
LETTER = "I am sorry. You were right to ask me to stop, and I should have stopped the first time."
PLACE = "By video link, and by telephone for whoever prefers it; the number is in the letter of the panel."
NOTE = (
    "All were there. The complainant told what happened, the subject answered, and each asked the"
    " other questions"
    " through the panel. The hearing took fifty minutes."
)
FINDING = (
    "The messages are not denied, and thirty of them at night after being asked to stop are"
    " harassment whatever"
    " they say. Whether the call at the window was a threat we cannot tell, and do not find."
)
REASONS = (
    "He is sorry, and has kept away since. But she has stayed away from the branch for two months."
    " For a while she"
    " should be able to come without meeting him. This is the first decision under this rule."
)
DECISION = (
    "The charge of harassment is proved.\n\nFor two hundred days less the time he has stayed away"
    " already, he does"
    " not stand for office and does not attend meetings in person.\n\nHe may appeal within 28 days."
)
APPEAL = (
    "I accept what was found. I have kept away as I was told, and half a year more would cost me my friends."
)
HER_STATEMENT = "He has left me alone, and he has written. I do not need more than that."
REDUCED = (
    "What was found stands. The first panel did not ask whether a warning would do. He has kept"
    " every condition of"
    " the precaution, has apologised in the way she wanted, and she does not ask for more. A warning"
    " is enough."
)

LIST_FACTS = "Piotr read out the list of who had joined on paper to people who are no members."
LIST_TITLE = "What I wrote down that evening"
LIST = "He named four people. Two of them asked me next day how it was known."
LIST_CHARGE = Charge(
    "That he named members who had joined on paper to people outside.",
    "In the garden of an inn.",
    "On one evening.",
    "Who belongs to us is protected by 2.5. If it was so, a confidence was broken.",
    served=False,
)

LATE_FACTS = (
    "Since I seconded the motion about fares, Samir has left me off the list of those who are told"
    " when we meet,"
    " and has said why in front of others."
)
LATE_TITLE = "The list as it was sent to the others"
LATE = "Everybody of the working group stands on it but for me. I was on each list before."
LATE_CHARGE = Charge(
    "That he left a member off a list because she had seconded a motion.",
    "In the working group on travel.",
    "In the days after the motion was seconded.",
    "To second is to use the rules. Making somebody suffer for that is what 8.1 (g) forbids.",
)

COMMENT_APPEAL = "I called a plan lazy, not a person. Whoever reads the whole sentence can see that."
RESTORED = (
    "The words are about the proposal to move the room. They are blunt. They attack nobody, and"
    " speaking bluntly"
    " about the business of the network is no offence."
)


def statement() -> Statement:
    """Why the comment was hidden."""
    return Statement(
        rule="13.1 (d)",
        passage="Could we keep the old room for committee work?",
        facts="It was flagged as an attack on whoever looks after the hall.",
        automatic=False,
        appeal="To a jury drawn by lot, within six months.",
    )


@dataclass(frozen=True)
class Exile:
    """Somebody who was struck off: what they tell, what the file holds, and how it ended."""

    shown: str
    address: str
    told: str
    file: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    outcome: str = "annulled"


STRUCK = (
    "I was struck off with four others on one evening, two years before these rules. Nobody had"
    " written to me."
)
EXILES = (
    Exile("Linnea P.", "linnea@elsewhere.example", STRUCK, ("decision",)),
    Exile(
        "Matteo V.", "matteo@elsewhere.example", f"{STRUCK} I heard of it from a neighbour.", ("decision",)
    ),
    Exile("Agnes T.", "agnes@elsewhere.example", f"{STRUCK} The minutes give no reason."),
    Exile(
        "Rhodri B.",
        "rhodri@elsewhere.example",
        f"{STRUCK} There was something: I had not paid back a loan of the hall's money, and have since.",
        ("rule", "charge", "decision", "reasons"),
        {"rule": "yes", "range": "yes", "conduct": "yes"},
        "restored",
    ),
    Exile(
        "Sten O.",
        "sten@elsewhere.example",
        "They will say that I hit somebody. I did, and I do not think that I should stay out for ever.",
        ("rule", "charge", "evidence", "decision", "reasons"),
        {"rule": "yes", "notice": "yes", "bias": "yes", "range": "yes", "conduct": "unknown"},
        "upheld",
    ),
)
FILE = {
    "rule": (
        "Article 6 of the old articles: a member who steals from the group or strikes another"
        " may be excluded."
    ),
    "charge": "A letter that says what is meant, sent by post with a date for answering.",
    "evidence": "Two statements of people who were there, and the answer to them.",
    "decision": "Minute 14: resolved that the following be struck off.",
    "reasons": "The group set down what it believed and why; two who knew the person had left the room.",
}
FILE_NOTE = (
    "This is all that the papers of the old steering group hold about it. What is not here was not found."
)
COMMENT = "I have read it. What is missing was never there: nobody asked me anything."
SUPPORTERS = (
    "bettan", "greta", "dai", "hanna", "euan", "zadie", "finn", "oscar", "viktor", "marta",
)  # fmt: skip
CLASS_REASONS = (
    "All five were struck off in one minute. For three of them there was no rule, no letter and no"
    " reason: that was"
    " no exclusion, and their membership was never broken. For the fourth a rule was named and"
    " nobody was heard; he"
    " has put right what he did. The fifth was told, heard and judged by people without a tie, for striking"
    " somebody; it stands, and is looked at again."
)
OTHER_BODY = "The Federation of Commons"
LATEST = Exile(
    "Ottoline F.",
    "ottoline@elsewhere.example",
    "The Federation suspended me for putting a motion to the vote that its officers had told me not to put.",
)

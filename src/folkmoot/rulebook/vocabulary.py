"""The closed vocabulary of rulebooks: every word that the program obeys, and nothing else.

Described for people in `spec/rulebook.md`, sections 5 to 7. A word outside it is a fault, never a guess.
"""

from folkmoot.rulebook.verbs import ACTS as ACTS

OFFICES = ("chair", "secretary", "treasurer", "clerk")
"""Offices every rulebook may speak of; a key `office.*` whose words are no term declares one more."""

ELECTORS = frozenset({"member", "member of the branch"})
"""Roles that stand for the membership itself."""

PARTIES = (
    "subject",
    "complainant",
    "adjudicator",
    "investigator",
    "companion",
    "panel member",
    "earlier panel member",
    "drawn member",
    "author",
    "flagger",
)
"""Roles that somebody has in one case and nowhere else."""

ROLES = (
    ELECTORS
    | {
        "anyone",
        "applicant",
        "founder",
        "mover",
        "mover of what it amends",
        "proposer",
        "the member",
        "the site",
    }
    | frozenset(PARTIES)
)
"""Who may hold a power besides the offices. "The site" enters what is computed and may be left to no one."""

NOT_OFFICERS = ELECTORS | {"anyone", "the site"}
"""Holders whose power needs no officer's goodwill."""

NEEDS = {
    "not the mover": "",
    "not already a seconder": "",
    "not already a backer": "",
    "on the roll": "",
    "debate is open": "",
    "ballot is open": "",
    "ballot is closed": "",
    "not withdrawn": "",
    "decision of the branch": "",
    "a vacancy": "",
    "by passkey": "",
    "no ballot yet": "",
    "names a ground": "",
    "passes the check": "",
    "not entrenched": "",
    "grave offence": "",
    "asks leave": "",
    "good cause": "",
    "decision on an officer": "",
    "adopts the text": "",
    "elected": "",
    "unopposed": "",
    "seconders": "count",
    "text within": "count",
}
"""Conditions, each with the kind of setting it takes ("": none)."""

EVENTS = frozenset(
    {
        "founding",
        "joining",
        "tabling",
        "debate",
        "ruling",
        "opening",
        "closing",
        "proposal",
        "notice",
        "freeze",
        "adoption",
        "appointment",
        "conduct",
        "filing",
        "rejection",
        "mediation",
        "withdrawal",
        "charging",
        "service",
        "objection",
        "announcement",
        "commitment",
        "drawing",
        "panel",
        "challenge",
        "reply",
        "hearing",
        "decision",
        "finality",
        "request",
        "measure",
        "appeal",
        "defect",
        "application",
        "disclosure",
        "flagging",
        "moderation",
        "shredding",
        "publication",
        "revision",
        "acceptance",
        "deadline",
        "marshalling",
        "vacancy",
        "call",
        "nomination",
        "striking",
        "trigger",
    }
)
"""What a term may run from."""

MISSED = frozenset(
    {
        "the motion lapses",
        "the motion is in order",
        "any member may do it",
        "the ruling stands",
        "the change lapses",
        "a new ballot may be opened",
        "the vote goes on",
        "the power ends",
        "nothing follows",
        "the complaint is barred",
        "the complaint is closed",
        "triage begins again",
        "the withdrawal stands",
        "the charge is void",
        "the charge stands as served",
        "the charge lapses",
        "the case goes on with what there is",
        "to be silent is to decline",
        "the panel stands",
        "the decision is final",
        "the request is refused",
        "the appeal is in order",
        "the appeal is abandoned",
        "what is missing is presumed not to exist",
        "each case goes on by itself",
        "the comment stands",
        "the comment stays hidden",
        "the comment is restored",
        "the plan lapses",
        "the amendment lapses",
        "the amendment is agreed",
        "nominations close",
        "the election lapses",
        "the result stands",
        "the recall lapses",
    }
)
"""What may follow from a missed term."""

GROUNDS = ("contrary", "not-our-business", "decided-recently", "defamatory")
"""Grounds on which a motion may be ruled out; last parts of the keys under the prefix of `grounds`."""

TRIAGE_GROUNDS = ("no-rule", "out-of-time", "decided", "speech", "no-evidence", "not-a-member")
"""Grounds on which a complaint may be rejected."""

COMMENT_GROUNDS = ("threat", "private", "crime", "person", "off-topic")
"""Grounds on which a comment may be flagged; the first three allow it to be held back at once."""

STRIKING_GROUNDS = ("died", "not-eligible")
"""Grounds on which a candidate may be struck from an election."""

OFFENCES = (
    "violence",
    "harassment",
    "discrimination",
    "money",
    "confidence",
    "interference",
    "retaliation",
    "disruption",
)
"""What an offence may be: conduct, in a closed list, so that no rulebook makes an opinion one."""

GRAVE, HARM = ("violence", "harassment", "money"), ("violence", "harassment")
"""Offences with a longer limit; and those that may be complained of later still, by leave."""

LADDER = ("none", "advice", "warning", "repair", "function limit", "rights limit", "expulsion")
"""Sanctions from the mildest to the gravest."""

REMEDIES = ("court", "certification-officer", "tribunal", "ico")
"""Where else help is to be had; every decision says so."""

BEACON, DICE = "the public beacon", "dice before three members"
"""Words for where the lot comes from."""

ORDERS = {"the order of the text": "text", "the furthest-reaching first": "furthest"}
"""Words for the order in which amendments are taken, and the name of that policy."""

DECIDED_WITHIN = "motion.decided-within"
"""The term that the ground "decided-recently" looks back."""

SETTINGS = {
    "case.overall": ("term", "charge.serve"),
    "service.electronic": ("term", "charge.serve"),
    "service.post": ("term", "charge.serve"),
    "case.publishing": ("term", "case.publish"),
    "reply.term": ("term", "reply.file"),
    "reply.more": ("term", "term.extend"),
    "evidence.before": ("term", "evidence.add"),
    "stay.step": ("term", "case.stay"),
    "stay.most": ("term", "case.stay"),
    "draw.source": ("words", "draw.announce"),
    "draw.quick": ("words", "draw.announce"),
    "draw.limit": ("term", "draw.announce"),
    "panel.seats": ("count", "draw.announce"),
    "panel.large": ("count", "draw.announce"),
    "panel.duty": ("count", "draw.announce"),
    "hearing.notice": ("term", "hearing.fix"),
    "hearing.holding": ("term", "hearing.fix"),
    "hearing.postponing": ("term", "hearing.postpone"),
    "decision.term": ("term", "decision.make"),
    "decision.expulsion": ("share", "decision.make"),
    "sanction.warning": ("term", "decision.make"),
    "sanction.function": ("term", "decision.make"),
    "sanction.rights": ("term", "decision.make"),
    "sanction.review": ("term", "decision.make"),
    "remedy.court": ("words", "decision.make"),
    "remedy.certification-officer": ("words", "decision.make"),
    "remedy.tribunal": ("words", "decision.make"),
    "remedy.ico": ("words", "decision.make"),
    "interim.lasts": ("term", "interim.decide"),
    "interim.most": ("term", "interim.decide"),
    "interim.hearing": ("term", "interim.decide"),
    "interim.selection": ("term", "interim.decide"),
    "interim.emergency": ("term", "interim.emergency"),
    "interim.again": ("term", "interim.appeal"),
    "interim.appealing": ("term", "interim.appeal"),
    "appeal.term": ("term", "appeal.file"),
    "appeal.overall": ("term", "appeal.file"),
    "review.again": ("term", "review.apply"),
    "review.deciding": ("term", "review.apply"),
    "review.settling": ("term", "review.apply"),
    "review.next": ("term", "review.decide"),
    "review.step": ("term", "review.stay"),
    "class.overall": ("term", "class.open"),
    "comment.holding": ("term", "comment.hold"),
    "jury.limit": ("term", "moderation.appeal"),
    "mute.most": ("term", "mute.impose"),
    "mute.window": ("term", "mute.impose"),
    "plan.shortest": ("term", "plan.publish"),
    "plan.longest": ("term", "plan.publish"),
    "plan.overall": ("term", "plan.publish"),
    "plan.order": ("words", "plan.marshal"),
    "plan.deciding": ("term", "plan.marshal"),
    "election.ahead": ("term", "election.call"),
    "recall.opening": ("term", "recall.put"),
    "recall.early": ("term", "recall.open"),
    "recall.late": ("term", "recall.open"),
    "recall.again": ("term", "recall.open"),
}
"""Settings that the program finds by their key alone: their kind, and the act that cannot do without them."""

BASES = frozenset({"votes for and against", "ballots cast", "members on the roll"})
COUNTING = {
    "ERS97": "ers97/1",
    "Scottish STV": "scottish-2011/1",
    "Meek": "meek-prf/1",
    "alternative vote": "av/1",
    "approval": "approval/1",
    "Condorcet with Schwartz dropping": "condorcet-debian/1",
    "strongest chains": "beatpath/1",
}
"""Words for how an election is counted, and the rule set of the counting room."""
WHOLE, AS_READ, PAIRWISE, STAGES = (
    "whole ballots",
    "ballots as far as the count read them",
    "pairwise table",
    "stage table",
)
LEVELS = (WHOLE, AS_READ, PAIRWISE, STAGES)
"""What of the ballots of an election is published, from the most to the least."""
EVERYBODY, EACH = "everybody", "each branch"
ELECTED_BY = {
    "the whole network": EVERYBODY,
    "all members": EVERYBODY,
    "the branch": EACH,
    "its members": EACH,
}
"""Words for who fills an office together: all members, or each branch its own."""
CHANGED, ONCE = "may change their vote until the close", "cast their vote once"
CHANGING = frozenset({CHANGED, ONCE})
"""Words for whether voters may change their vote in an election; where a rulebook has none, they may not."""
METHODS = frozenset({"majority", "Condorcet with Schwartz dropping"})
MANNERS = frozenset({"open vote", "secret ballot"})

BLOCK_KEYS = (
    "power",
    "who",
    "needs",
    "after",
    "within",
    "missed",
    "appeal",
    "grounds",
    "offences",
    "majority",
    "base",
    "quorum",
    "method",
    "manner",
    "changing",
    "secret if",
    "lasts",
    "threshold",
    "classes",
    "default",
    "delay",
    "repeat",
    "offices",
    "electors",
    "seats",
    "quotas",
    "publish",
    "entrenched",
)
"""Lines of a `rule` block."""

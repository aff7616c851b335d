"""The closed vocabulary of rulebooks: every word that the program obeys, and nothing else.

Described for people in `spec/rulebook.md`, sections 5 to 7. A word outside it is a fault, never a guess.
"""

ACTS = {
    "assembly.found": "found the organisation",
    "branch.open": "open a branch",
    "member.join": "join",
    "member.move": "move to another branch",
    "member.leave": "leave",
    "person.erase": "have a person's data erased",
    "roll.amend": "amend a roll",
    "clerk.enter": "enter what a member has signed on paper",
    "office.appoint": "appoint an officer",
    "office.resign": "resign from an office",
    "motion.table": "table a motion",
    "motion.second": "second a motion",
    "motion.option": "add an option to a motion",
    "motion.rule_out": "rule a motion out",
    "motion.mend": "mend a motion that was ruled out",
    "motion.object": "object to a ruling",
    "motion.withdraw": "withdraw a motion",
    "motion.ask_secret": "ask for a secret vote",
    "motion.put": "put a motion to the vote",
    "motion.vote": "vote on a motion",
    "motion.declare": "declare the result of a motion",
    "debate.speak": "speak in debate",
    "change.propose": "propose a change of the rules",
    "change.back": "back a change",
    "change.amend": "amend a change",
    "change.withdraw": "withdraw a change",
    "change.put": "put a change to the vote",
    "change.vote": "vote on a change",
    "change.declare": "declare the result of a change",
}
"""The verbs of the assembly, each in plain words that follow "may"."""

OFFICES = ("chair", "secretary", "treasurer", "clerk")
"""Offices every rulebook may speak of; a key `office.*` whose words are no term declares one more."""

ELECTORS = frozenset({"member", "member of the branch"})
"""Roles that stand for the membership itself."""

ROLES = ELECTORS | {"anyone", "applicant", "founder", "mover", "proposer", "the member", "the site"}
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
    }
)
"""What may follow from a missed term."""

GROUNDS = ("contrary", "not-our-business", "decided-recently", "defamatory")
"""Grounds on which a motion may be ruled out; last parts of the keys under the prefix of `grounds`."""

DECIDED_WITHIN = "motion.decided-within"
"""The term that the ground "decided-recently" looks back."""

BASES = frozenset({"votes for and against", "ballots cast", "members on the roll"})
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
    "majority",
    "base",
    "quorum",
    "method",
    "manner",
    "secret if",
    "lasts",
    "threshold",
    "classes",
    "default",
    "delay",
    "repeat",
    "entrenched",
)
"""Lines of a `rule` block."""

STEPS = {
    "branch": r"a branch of ([0-9]{1,6}) members?",
    "table": r"a motion is tabled",
    "propose": r"a change is proposed",
    "second": r"([0-9]{1,6}) (?:members second|member seconds) it",
    "back": r"([0-9]{1,6}) (?:members back|member backs) it",
    "rule_out": r"the OFFICE rules it out",
    "object": r"([0-9]{1,6}) (?:members object|member objects)",
    "withdraw": r"the (?:mover|proposer) withdraws it",
    "put": r"(?:the OFFICE|a member) puts it to the vote",
    "vote": r"([0-9]{1,6}) vote for, ([0-9]{1,6}) against, ([0-9]{1,6}) abstain",
    "declare": r"the result is declared",
    "speak": r"a member speaks",
    "wait": r"nothing more happens",
}
"""Steps of an example: kind and form. Groups are the step's numbers; OFFICE stands for an office by name."""

STATES = frozenset(
    {
        "tabled",
        "in debate",
        "at the vote",
        "ruled out",
        "carried",
        "lost",
        "lapsed",
        "withdrawn",
        "in force",
    }
)
"""What an example may say of a motion or a change."""

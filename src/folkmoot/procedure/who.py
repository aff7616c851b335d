"""Whose power it is: does the actor hold a role that the paragraph names, here and now?"""

from collections.abc import Sequence

from folkmoot.procedure.act import OutOfOrder, Sentence, say
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.dispute import Dispute, family
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.recalled import suspended
from folkmoot.procedure.roll import CODE_NAME, NOBODY, Roll, make_roll, read_roll
from folkmoot.rulebook.vocabulary import PARTIES

ON_THE_ROLL = ("member", "member of the branch")
AMENDED = "mover of what it amends"
BY_HAND = {"mover": "mover", "proposer": "proposer", "the member": "member", AMENDED: "mover"}
IN_WORDS = {
    "member": "a member",
    "member of the branch": "a member of the branch",
    "the member": "the member concerned",
    "the site": "the site",
    "applicant": "whoever joins",
    "founder": "the founders",
    "anyone": "anyone",
    "panel member": "a member of the panel",
    "earlier panel member": "a member of the earlier panel",
    "drawn member": "whoever was drawn",
    "author": "whoever wrote it",
    "flagger": "whoever flagged it",
}
SERVE_BELOW = ("clerk", "moderator", "returning officer")
"""Offices that serve the branches under theirs as well."""
NAMELESS = ("anyone", "the site")
BEGINNERS = {"applicant": ("member.join", "review.apply"), "founder": ("assembly.found",)}
ON_PAPER = ("member", "mover", "proposer", "applicant", *PARTIES)


def require_role(matter: Matter) -> None:
    """Raise `OutOfOrder` unless the actor holds one of the roles that the power names."""
    power, by = matter.power, matter.act.by
    missing: Sentence | None = None
    for role in power.who:
        if role != "anyone" and speaks_as(role) != by.role:
            continue
        lack = lacks(matter, by.role if role == "anyone" else role)
        if lack is None:
            return
        missing = lack
    raise OutOfOrder(
        rule=power.paragraph,
        condition=say("This may be done by {who}.", who=in_words(power.who)),
        fact=missing or say("The entry says {role}.", role=by.role),
        cure=say("Ask one of those named to do it."),
    )


def in_words(roles: Sequence[str]) -> str:
    """The roles that a rulebook names, as a sentence names them: "the chair or the secretary"."""
    *first, last = [IN_WORDS.get(role, f"the {role}") for role in roles]
    return f"{', '.join(first)} or {last}" if first else last


def speaks_as(role: str) -> str:
    """The word that stands in an entry for a role that a rulebook names."""
    return "member" if role in ON_THE_ROLL else BY_HAND.get(role, role)


def lacks(matter: Matter, role: str) -> Sentence | None:
    """What the actor lacks to hold this role here and now; None where nothing is lacking.

    It is asked even where anyone may act: nobody signs as an officer or a member who is none.
    """
    by, unnamed = matter.act.by, matter.row.entitled == "unnamed"
    if role in NAMELESS or (unnamed and speaks_as(role) == "member"):
        return say("The entry gives a name to {role}.", role=role) if by.name else None
    if role in PARTIES:
        return _lacks_part(matter, role, by.name)
    if role == "applicant" and isinstance(matter.case, Dispute) and matter.case.machine.name == "review":
        return None if matter.case.mover == by.name != "" else say("That is somebody else.")
    if role in BEGINNERS:
        fits = matter.act.verb in BEGINNERS[role]
        return None if fits else say("Nobody is {role} here.", role=role)
    if role in ON_THE_ROLL:
        return None if by.name in entitled(matter).names else say("The one who acts is not on the roll.")
    if role in BY_HAND:
        case = matter.case
        mine = case is not None and (case.amended_by if role == AMENDED else case.mover) == by.name != ""
        return None if mine else say("That is somebody else.")
    if role in matter.book.offices:
        return _lacks_office(matter, role, by.name)
    return say("The rulebook knows no {role}.", role=role)


def entitled(matter: Matter) -> Roll:
    """The roll on which a member must stand to do this."""
    case, source = matter.case, matter.row.entitled
    if source == "facts":
        return read_roll(matter.act.facts, matter.act.papers)
    if source == "ballot":
        return case.ballot.roll if case and case.ballot else NOBODY
    if source == "head":
        head = matter.assembly.cases.get(family(matter.act.on))
        return head.roll if head else NOBODY
    if source == "draw":
        return case.panel.roll if isinstance(case, Dispute) and case.panel else NOBODY
    if source == "mover":
        return make_roll([case.mover])[0] if case else NOBODY
    if source == "decision":
        case = next(iter(decided_on(matter)), None)
    return case.roll if case else NOBODY


def decided_on(matter: Matter) -> list[Case]:
    """The motions on whose decision the act relies."""
    assembly = matter.assembly
    found = (assembly.declared.get(index) for index in matter.act.relies_on)
    return [assembly.cases[on] for on in found if on]


def _lacks_part(matter: Matter, role: str, name: str) -> Sentence | None:
    """What somebody lacks to have this part in the case that lies before the assembly, or in its head."""
    case = matter.case
    if case is None and matter.row.part:
        case = matter.assembly.cases.get(family(matter.act.on))
    if isinstance(case, Dispute) and name and case.holds(role, name):
        return None
    return say("That code name is not {role} here.", role=IN_WORDS.get(role, role))


def _lacks_office(matter: Matter, office: str, name: str) -> Sentence | None:
    holding = matter.assembly.holders.get(name)
    if holding is None or holding.office != office:
        return say("That code name does not hold the office of {office}.", office=office)
    if standing(holding, matter.at).state != "in office":
        return say("The term of that {office} has ended.", office=office)
    if suspended(matter.assembly, holding, matter.at):
        return say("The recall of that {office} waits to be put to the vote.", office=office)
    facts, root = matter.act.facts, matter.assembly.root
    case = matter.case or (matter.assembly.cases.get(family(matter.act.on)) if matter.row.part else None)
    branch = case.branch if case else str(facts.get("parent") or facts.get("branch") or root)
    serves = matter.assembly.above(branch) if office in SERVE_BELOW else (branch,)
    if holding.branch not in serves:
        return say("That {office} serves another branch.", office=office)
    return None


def require_bearing(matter: Matter) -> None:
    """Raise `OutOfOrder` unless the entry says truly how it came in: by passkey, or through a clerk."""
    facts, role = matter.act.facts, matter.act.by.role
    if "clerk" in facts:
        _require_clerk(matter)
    _require_own_name(matter)
    if "passkey" not in facts:
        return
    if facts["passkey"] is not True or not (role in matter.book.offices or "clerk" in facts):
        raise OutOfOrder(
            rule="",
            condition=say("An entry says of officers, and of them alone, that they signed in by passkey."),
            fact=say("This one says it of another, or says something else."),
            cure=say("Leave it out."),
        )


def _require_own_name(matter: Matter) -> None:
    """An officer who acts in a case says which code name the roll of the case gives them (guarantee 14).

    So anybody can see that nobody who keeps the file of a case has another part in it.
    """
    act, case = matter.act, matter.case
    if case is None and matter.row.part:
        case = matter.assembly.cases.get(family(act.on))
    head = case.root if isinstance(case, Dispute) else None
    own, officer = act.facts.get("as"), act.by.role in matter.book.offices
    if not (officer and head is not None):
        if own is None:
            return
    elif isinstance(own, str) and CODE_NAME.match(own) and own in head.roll.names:
        held = head.roles.get(own)
        if held in (None, act.by.role):
            return
        raise OutOfOrder(
            rule=matter.power.paragraph,
            condition=say("Nobody has two parts in one case."),
            fact=say("This officer is {held} in it.", held=held),
            cure=say("Leave it to somebody else; any member may do it once its date has passed."),
        )
    raise OutOfOrder(
        rule=matter.power.paragraph,
        condition=say("An officer who acts in a case says who they are on its roll, and nobody else does."),
        fact=say("The entry does not fit that."),
        cure=say("State the code name, or leave it out where no officer acts in a case."),
    )


def _require_clerk(matter: Matter) -> None:
    """Where a clerk entered the act from paper, a rule must allow it, and the clerk be in office there."""
    powers = matter.book.powers.get("clerk.enter", ())
    name = str(matter.act.facts["clerk"])
    lack = say("No paragraph of the rulebook lets a clerk enter anything.")
    for power in powers:
        holding = matter.assembly.holders.get(name)
        lack = say("The entry names somebody who is not a clerk in office.")
        if holding is None or holding.office not in power.who:
            continue
        held = _lacks_office(matter, holding.office, name)
        if held is None and power.need("by passkey") and matter.act.facts.get("passkey") is not True:
            held = say("The clerk was not signed in by passkey.")
        if held is None and matter.act.by.role not in ON_PAPER:
            held = say("What {role} does is not entered from paper.", role=matter.act.by.role)
        if held is None:
            return
        lack = held
    raise OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say("A clerk in office may enter what a member has signed on paper."),
        fact=lack,
        cure=say("Have a clerk in office enter it."),
    )

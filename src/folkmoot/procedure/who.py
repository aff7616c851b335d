"""Whose power it is: does the actor hold a role that the paragraph names, here and now?"""

from folkmoot.procedure.act import OutOfOrder, Sentence, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import NOBODY, Roll, read_roll

ON_THE_ROLL = ("member", "member of the branch")
BY_HAND = {"mover": "mover", "proposer": "proposer", "the member": "member"}


def require_role(matter: Matter) -> None:
    """Raise `OutOfOrder` unless the actor holds one of the roles that the power names."""
    power, by = matter.power, matter.act.by
    missing = say("The entry says {role}.", role=by.role)
    for role in power.who:
        lack = _lack(matter, role)
        if lack is None:
            _require_clerk(matter)
            return
        if speaks_as(role) == by.role:
            missing = lack
    raise OutOfOrder(
        rule=power.paragraph,
        condition=say("This may be done by: {who}.", who=", ".join(power.who)),
        fact=missing,
        cure=say("Ask one of those named to do it."),
    )


def speaks_as(role: str) -> str:
    """The word that stands in an entry for a role that a rulebook names."""
    return "member" if role in ON_THE_ROLL else BY_HAND.get(role, role)


def _lack(matter: Matter, role: str) -> Sentence | None:
    by = matter.act.by
    if role == "anyone":
        return None
    if speaks_as(role) != by.role:
        return say("The entry says {role}.", role=by.role)
    if role in ON_THE_ROLL:
        return None if by.name in entitled(matter).names else say("That code name is not on the roll.")
    if role in BY_HAND:
        mine = matter.case is not None and matter.case.mover == by.name
        return None if mine else say("That is somebody else.")
    if role in matter.book.offices:
        return _lacks_office(matter, role, by.name)
    return None


def entitled(matter: Matter) -> Roll:
    """The roll on which the actor must stand."""
    if matter.row.entitled == "facts":
        return read_roll(matter.act.facts, matter.act.papers)
    if matter.row.entitled == "ballot":
        return matter.case.ballot.roll if matter.case and matter.case.ballot else NOBODY
    return matter.case.roll if matter.case else NOBODY


def _lacks_office(matter: Matter, office: str, name: str) -> Sentence | None:
    holding = matter.assembly.holders.get(name)
    if holding is None or holding.office != office:
        return say("That code name does not hold the office of {office}.", office=office)
    if standing(holding, matter.at).state != "in office":
        return say("The term of that {office} has ended.", office=office)
    facts, root = matter.act.facts, matter.assembly.root
    branch = matter.case.branch if matter.case else str(facts.get("parent") or facts.get("branch") or root)
    serves = matter.assembly.above(branch) if office == "clerk" else (branch,)
    if holding.branch not in serves:
        return say("That {office} serves another branch.", office=office)
    return None


def _require_clerk(matter: Matter) -> None:
    """Where a clerk entered the act from paper, the clerk must be in office and the rulebook must allow it."""
    name = matter.act.facts.get("clerk")
    if name is None:
        return
    powers = matter.book.powers.get("clerk.enter", ())
    holding = matter.assembly.holders.get(str(name))
    in_office = holding is not None and standing(holding, matter.at).state == "in office"
    if powers and holding is not None and in_office and holding.office in powers[0].who:
        return
    raise OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say("A clerk in office may enter what a member has signed on paper."),
        fact=say("The entry names somebody who is not a clerk in office."),
        cure=say("Have a clerk in office enter it."),
    )

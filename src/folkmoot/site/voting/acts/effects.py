"""Carrying out a decision that names one act: an appointment, or the opening of a branch."""

from folkmoot.procedure.act import THE_SITE, Act, Actor, OutOfOrder, say
from folkmoot.procedure.facts import Assembly, Decision
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.debate.acts import note
from folkmoot.site.members.acts import appoint
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.members.roll import electors
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def carry_out(*, decision: int, by: Office | None, at: int, by_passkey: bool = False) -> int:
    """Do what the carried motion declared at index `decision` says; return the entry's index. Raises
    `OutOfOrder`.

    `by` is an officer whom the rules name, or None for the site.
    """
    with pen() as assembly:
        act = act_of(assembly, decision, by, by_passkey)
        rule_on(assembly, act, at)
        if act.verb == "branch.open":
            return _open_branch(act, at, by).index
        person = nominee(assembly.decisions[decision], at)
        if person is None:
            raise OutOfOrder(
                rule="",
                condition=say("An appointment needs the member whom the decision names."),
                fact=say("That member has left the branch."),
                cure=say("Table a motion that appoints somebody else."),
            )
        office = appoint(person=person, decision=decision, by=act.by, at=at, by_passkey=by_passkey)
        note(Entry.objects.get(index=office.entry), by.person if by else None)
        return office.entry


def act_of(assembly: Assembly, decision: int, by: Office | None, by_passkey: bool) -> Act:
    """The act that a decision authorises; raises `OutOfOrder` where it authorises none."""
    made = assembly.decisions.get(decision)
    effect = dict(made.effect) if made else {}
    verb = str(effect.pop("act", ""))
    if verb == "office.appoint":
        kind = f"office/{effect.get('branch')}/{effect.get('office')}"
        on = f"{kind}/{assembly.next_number(kind)}"
    elif verb == "branch.open":
        on = f"branch/{effect.get('branch')}"
    else:
        raise OutOfOrder(
            rule="",
            condition=say("A decision is carried out by the one act that it names."),
            fact=say("This decision names none, or one that is done otherwise."),
            cure=say("Nothing needs to be entered."),
        )
    actor = Actor(by.office, by.code) if by else THE_SITE
    facts = effect | ({"passkey": True} if by and by_passkey else {})
    return Act(verb, on, actor, facts, (), (decision,))


def nominee(decision: Decision, at: int) -> Person | None:
    """The member to whom the code name in a decision belongs."""
    effect = decision.effect
    kind = f"office/{effect.get('branch')}/{effect.get('office')}"
    numbers = range(1, Office.objects.filter(holding__startswith=f"{kind}/").count() + 2)
    for person in electors(decision.branch, "stand", at):
        if effect.get("name") in {person.code(f"{kind}/{number}") for number in numbers}:
            return person
    return None


def _open_branch(act: Act, at: int, by: Office | None) -> Entry:
    entry = enter(act.verb, on=act.on, by=act.by, at=at, facts=dict(act.facts), relies_on=act.relies_on)
    facts = act.facts
    Branch.objects.create(id=facts["branch"], title=facts["title"], parent_id=facts["parent"])
    note(entry, by.person if by else None)
    return entry

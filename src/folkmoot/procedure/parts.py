"""Parts of a case: a precaution, an appeal. Each is named after its case and numbered within it."""

from folkmoot.procedure.act import say
from folkmoot.procedure.dispute import Dispute, family, refuse_unless
from folkmoot.procedure.matter import Matter


def head_of(matter: Matter) -> Dispute:
    """The case of which the proceeding that an act opens will be a part. Raises `OutOfOrder`."""
    head = matter.assembly.cases.get(family(matter.act.on))
    if not isinstance(head, Dispute) or head.machine.name != "case":
        raise matter.refuse(
            say("This belongs to a case."), say("The record knows no such case."), say("Look up its number.")
        )
    return head


def next_part(head: Dispute, kind: str) -> str:
    """The name of the next part of this kind: `case/7/interim/1`."""
    number = sum(part.startswith(f"{head.on}/{kind}/") for part in head.parts) + 1
    return f"{head.on}/{kind}/{number}"


def require_part(matter: Matter, kind: str) -> Dispute:
    """The head, when the act opens its next part of this kind. Raises `OutOfOrder`."""
    head = head_of(matter)
    refuse_unless(
        matter.act.on == next_part(head, kind),
        matter,
        say("Parts of a case are numbered one by one."),
        say("The next is {on}.", on=next_part(head, kind)),
        say("Use that."),
    )
    return head

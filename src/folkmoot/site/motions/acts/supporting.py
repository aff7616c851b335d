"""The short acts: second, object to a ruling, ask for a secret vote, withdraw."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.site.debate.acts import note, signature
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def second(*, number: int, by: Person, at: int, option: int = 1, clerk: Office | None = None) -> Entry:
    """Second a motion, or an option to it, so that it may be debated and voted on. Raises `OutOfOrder`."""
    told = _("You second motion {number}.").format(number=number)
    facts = {"option": option} if option != 1 else {}
    return _short("motion.second", number, by, at, clerk, told, facts=facts)


def object_to_ruling(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Object to the ruling that a motion is out of order. Raises `OutOfOrder`."""
    told = _("You object to the ruling on motion {number}.").format(number=number)
    return _short("motion.object", number, by, at, clerk, told)


def ask_secret(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Ask for the vote to be secret. Raises `OutOfOrder`."""
    told = _("You ask for a secret vote on motion {number}.").format(number=number)
    return _short("motion.ask_secret", number, by, at, clerk, told)


def withdraw(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Withdraw one's own motion. Raises `OutOfOrder`."""
    told = _("You withdraw motion {number}.").format(number=number)
    return _short("motion.withdraw", number, by, at, clerk, told, role="mover")


def _short(
    verb: str,
    number: int,
    by: Person,
    at: int,
    clerk: Office | None,
    told: str,
    *,
    role: str = "member",
    facts: dict[str, Any] | None = None,
) -> Entry:
    on = f"motion/{number}"
    signed = signature(by, on, role=role, clerk=clerk)
    with pen():
        entry = enter(verb, on=on, by=signed.actor, at=at, facts=(facts or {}) | signed.facts)
        note(entry, by, told=told if clerk else "")
    return entry

"""From what was typed on the first page to the founding act."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.rulebook.book import BadRulebook
from folkmoot.rulebook.guarantees import check
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.site.front import acts, set_up
from folkmoot.site.front.naming import read_branches
from folkmoot.site.members.acts import Founder
from folkmoot.site.members.models import Person


class Misfounded(ValueError):
    """What was typed does not fit together; one sentence says how."""


@dataclass(frozen=True)
class Fault:
    """A fault of a rulebook: its line, what is wrong, what cures it, and the guarantee it touches, if any."""

    line: int
    says: str
    cure: str
    guarantee: str = ""


def text_of(typed: dict[str, Any]) -> str:
    """The rulebook that was chosen or pasted, with lines as files have them."""
    if typed["starter"] != "own":
        return starter(typed["starter"])
    text: str = typed["own_rulebook"].replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def faults_of(text: str) -> list[Fault]:
    """What stands in the way of founding on this rulebook: nothing, one would hope."""
    try:
        found = check(parse(text))
    except BadRulebook as bad:
        found = bad.faults
    return [Fault(each.line, each.says, each.cure, getattr(each, "guarantee", "") or "") for each in found]


def found(typed: dict[str, Any], rows: list[dict[str, Any]], at: int) -> Person:
    """Enter the founding act and keep the mail settings; the first founder comes back.

    Raises `Misfounded`, `OutOfOrder`: then nothing has happened.
    """
    branches = read_branches(typed["name"], typed["branches"])
    ids = {each.title.casefold(): each.id for each in branches}
    founders = [_founder(row, ids, branches[0].id) for row in rows]
    addresses = [each.email.casefold() for each in founders if each.email]
    if not founders or not founders[0].email:
        raise Misfounded(
            _("The first founder is you: give your e-mail address, so that you can sign in again.")
        )
    if len(set(addresses)) < len(addresses):
        raise Misfounded(_("Two founders have the same e-mail address."))
    people = acts.found(
        name=typed["name"], rulebook=text_of(typed).encode(), branches=branches, founders=founders, at=at
    )
    if typed["mail_host"]:
        address = set_up.mail_address(
            typed["mail_host"], typed["mail_security"], typed["mail_user"], typed["mail_password"]
        )
        set_up.keep({"mail": address, "mail_from": typed["mail_from"]})
    return people[0]


def _founder(row: dict[str, Any], ids: dict[str, str], root: str) -> Founder:
    title = " ".join(row["branch"].split())
    branch = ids.get(title.casefold()) if title else root
    if branch is None:
        raise Misfounded(_("There is no branch “{title}” in the list of branches.").format(title=title))
    where = branch if row["where"] == "branch" else root
    return Founder(row["shown_name"], row["address"], branch, [(office, where) for office in row["offices"]])

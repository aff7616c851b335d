"""What changes while one is a member: the branch, what others see, and the tree of branches itself."""

from collections.abc import Sequence

from folkmoot.procedure.act import Actor
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.record.acts import enter, pen


def move(*, person: Person, branch: str, at: int, clerk: Office | None = None) -> Person:
    """Let a member move to another branch. Raises `OutOfOrder`."""
    with pen():
        person = Person.objects.select_for_update().get(pk=person.pk)
        facts = {"branch": branch} | ({"clerk": clerk.code} if clerk else {})
        enter(
            "member.move",
            on=f"membership/{person.membership}",
            by=Actor("member", person.membership),
            at=at,
            facts=facts,
        )
        person.branch_id = branch
        person.save(update_fields=["branch"])
    return Person.objects.select_related("branch").get(pk=person.pk)


def show_as(*, person: Person, shown_name: str, shows: str) -> None:
    """Change the name that others see, and who sees it. It concerns no rule and no proceeding: no entry."""
    person.shown_name, person.shows = shown_name, shows
    person.save(update_fields=["shown_name", "shows"])


def open_branch(
    *,
    id: str,
    title: str,
    parent: str,
    secretary: Office,
    relies_on: Sequence[int],
    at: int,
    by_passkey: bool = False,
) -> Branch:
    """Open a branch, on the strength of a carried motion that decided just this. Raises `OutOfOrder`."""
    with pen():
        facts: dict[str, object] = {"branch": id, "title": title, "parent": parent}
        enter(
            "branch.open",
            on=f"branch/{id}",
            by=Actor(secretary.office, secretary.code),
            at=at,
            facts=facts | ({"passkey": True} if by_passkey else {}),
            relies_on=tuple(relies_on),
        )
        return Branch.objects.create(id=id, title=title, parent_id=parent)

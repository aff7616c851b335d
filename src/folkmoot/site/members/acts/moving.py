"""What changes while one is a member: the branch, and what others see."""

from folkmoot.procedure.act import Actor
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import enter, pen


def move(*, person: Person, branch: str, at: int, clerk: Office | None = None) -> Person:
    """Let a member move to another branch. Raises `OutOfOrder`."""
    with pen():
        person = Person.objects.select_for_update().get(pk=person.pk)
        facts = {"branch": branch} | (clerk.as_clerk() if clerk else {})
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

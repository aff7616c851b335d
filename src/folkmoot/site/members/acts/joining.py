"""Joining: online with an address that has been proved, on paper through a clerk, or again after leaving."""

from folkmoot.procedure.act import Actor, OutOfOrder, say
from folkmoot.site.members.acts.newcomer import new_membership, new_person
from folkmoot.site.members.address import index_of
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import enter, pen


def join(*, email: str, shown_name: str, branch: str, at: int, shows: str = Person.Shows.BRANCH) -> Person:
    """Make somebody a member who has shown that the address is theirs. Raises `OutOfOrder`."""
    person = new_person(email=email, shown_name=shown_name, branch=branch, shows=shows)
    with pen():
        _require_free_address(email)
        _enter_joining(person, at)
        person.save(force_insert=True)
    return person


def join_on_paper(
    *,
    clerk: Office,
    shown_name: str,
    branch: str,
    at: int,
    shows: str = Person.Shows.NOBODY,
    email: str = "",
    by_passkey: bool = True,
) -> Person:
    """Enter a member from a signed paper form; the entry names the clerk by the code name of the office."""
    person = new_person(email=email, shown_name=shown_name, branch=branch, shows=shows, on_paper=not email)
    with pen():
        if email:
            _require_free_address(email)
        _enter_joining(person, at, clerk=clerk, by_passkey=by_passkey)
        person.save(force_insert=True)
    return person


def rejoin(*, person: Person, shown_name: str, branch: str, shows: str, at: int) -> Person:
    """Let somebody who has left come back, under a membership with a new code name."""
    with pen():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.is_member or person.erased_at is not None:
            raise _is_a_member()
        person.shown_name, person.branch_id, person.shows = shown_name, branch, shows
        _enter_joining(person, at)
        person.save()
    return person


def _enter_joining(person: Person, at: int, *, clerk: Office | None = None, by_passkey: bool = True) -> None:
    person.membership, person.joined_at, person.left_at = new_membership(person), at, None
    facts: dict[str, object] = {"branch": person.branch_id, "way": "paper" if clerk else "online"}
    if clerk:
        facts["clerk"] = clerk.code
        if by_passkey:
            facts["passkey"] = True
    by = Actor("applicant", person.membership)
    enter("member.join", on=f"membership/{person.membership}", by=by, at=at, facts=facts)


def _require_free_address(email: str) -> None:
    if Person.objects.filter(email_index=index_of(email)).exists():
        raise _is_a_member()


def _is_a_member() -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("A person joins once."),
        fact=say("Somebody has joined with this address already."),
        cure=say("Sign in with it."),
    )

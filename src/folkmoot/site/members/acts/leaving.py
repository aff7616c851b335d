"""Leaving, and being forgotten: two acts, in this order."""

from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder, say
from folkmoot.site.members.models import Office, Person, SignInCode
from folkmoot.site.record.acts import enter, pen, shred


def leave(*, person: Person, at: int, clerk: Office | None = None) -> Person:
    """End a membership. Raises `OutOfOrder`, also while the member holds an office."""
    with pen():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _require_no_office(person, at)
        enter(
            "member.leave",
            on=f"membership/{person.membership}",
            by=Actor("member", person.membership),
            at=at,
            facts=clerk.as_clerk() if clerk else {},
        )
        person.left_at = at
        person.save(update_fields=["left_at"])
    return person


def erase(*, person: Person, at: int) -> Person:
    """Destroy a person's key and all that is held in the clear; no ruling changes. Raises `OutOfOrder`.

    Nobody can read any more what was sealed under the key. The record keeps code names that lead nowhere.
    """
    with pen() as assembly:
        person = Person.objects.select_for_update().get(pk=person.pk)
        _require_no_office(person, at)
        if person.is_member:
            raise OutOfOrder(
                rule="",
                condition=say("One leaves first; then one's data can be erased."),
                fact=say("This membership has not ended."),
                cure=say("Leave the organisation, then come back to this page."),
            )
        if person.erased_at is not None:
            raise OutOfOrder(
                rule="",
                condition=say("Data can be erased once."),
                fact=say("These have been erased already."),
                cure=say("Nothing more needs to be done."),
            )
        enter(
            "person.erase",
            on=f"erasure/{assembly.next_number('erasure')}",
            by=THE_SITE,
            at=at,
            facts={"class": "membership", "reason": "request"},
        )
        SignInCode.objects.filter(address_index=person.email_index or "-").delete()
        person.passkeys.all().delete()
        shred(person)
        person.key_box, person.email_box, person.email_index = b"", b"", None
        person.shown_name, person.membership, person.erased_at = "", "", at
        person.save()
    return person


def _require_no_office(person: Person, at: int) -> None:
    held = person.offices.in_office(at).first()
    if held is not None:
        raise OutOfOrder(
            rule="",
            condition=say("Whoever holds an office gives it back before leaving."),
            fact=say("You hold the office of {office}.", office=held.office),
            cure=say("Resign from it first; then you can leave."),
        )

"""A person as they come in: a key of their own, a boxed address, a code name for the membership."""

import secrets

from folkmoot.site.members import boxes
from folkmoot.site.members.address import index_of, tidy
from folkmoot.site.members.models import Person, new_person_id
from folkmoot.tlog.leaf import code_name


def new_person(*, email: str, shown_name: str, branch: str, shows: str, on_paper: bool = False) -> Person:
    """A row, not yet saved, for somebody who is about to join; `email` is empty for a member without one."""
    person_id, address = new_person_id(), tidy(email)
    return Person(
        id=person_id,
        shown_name=shown_name,
        shows=shows,
        branch_id=branch,
        key_box=boxes.close(secrets.token_bytes(32), f"person/{person_id}/key"),
        email_box=boxes.close(address.encode(), f"person/{person_id}/email") if address else b"",
        email_index=index_of(address) if address else None,
        on_paper=on_paper,
    )


def new_membership(person: Person) -> str:
    """A code name for a membership that begins: another one each time somebody joins."""
    return code_name(person.key, "membership/" + secrets.token_hex(16))

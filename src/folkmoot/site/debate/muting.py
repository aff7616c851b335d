"""Who is kept from posting: a row says who, and the record says whether, and until when."""

import hashlib
import hmac

from django.utils.formats import date_format

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import Case, standing
from folkmoot.site.debate.models import Mute
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading


def tag_of(person: Person) -> str:
    """The digest by which the record counts how often somebody was kept from posting. It names nobody, and
    nobody else can make it."""
    return hmac.digest(person.key, b"mutes", hashlib.sha256).hex()


def mute_on(person: Person, at: int) -> Case | None:
    """The mute that runs against somebody at second `at`, or None; no query where nobody was ever muted."""
    assembly = reading.assembly()
    if not assembly.mutes:
        return None
    for on in Mute.objects.filter(person=person).order_by("-pk").values_list("on", flat=True):
        case = assembly.cases.get(on)
        if case is not None and standing(case, at).state == "muted":
            return case
    return None


def require_unmuted(person: Person, at: int) -> None:
    """Raise `OutOfOrder` while somebody is kept from posting; it says until when, and what is untouched."""
    case = mute_on(person, at)
    if case is None:
        return
    powers = case.book.powers.get("mute.impose", ())
    until = case.book.calendar.local(case.events["mute over"])
    raise OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say(
            "Who is kept from posting may vote, second, appeal and act in their own case as before, and "
            "posts again when that is over."
        ),
        fact=say("You are kept from posting until {moment}.", moment=date_format(until, "j F Y, H:i")),
        cure=say("Wait until then; what you have typed is kept as your draft."),
    )

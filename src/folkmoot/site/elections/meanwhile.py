"""What has become of motions while members ranked them, and since, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_motions import is_passed_over, waits
from folkmoot.site.record import reading


def words(case: Election, name: str, at: int) -> str:
    """What has been done with a motion that no longer waits to be put; nothing where it waits."""
    motion = reading.assembly().cases.get(name)
    if motion is None or waits(reading.assembly(), name, at):
        return ""
    state = standing(motion, at).state
    what = {
        "at the vote": pgettext("a motion", "put to the vote"),
        "closed": pgettext("a motion", "put to the vote"),
        "carried": pgettext("a motion", "decided, and carried"),
        "lost": pgettext("a motion", "decided, and not carried"),
        "withdrawn": pgettext("a motion", "withdrawn by its mover"),
        "lapsed": pgettext("a motion", "lapsed"),
        "ruled out": pgettext("a motion", "ruled out of order"),
        "out of order": pgettext("a motion", "ruled out of order"),
    }.get(state, state)
    if is_passed_over(reading.assembly(), case, name, at):
        return _("Meanwhile {what}.").format(what=what)
    return _("Since then {what}.").format(what=what)

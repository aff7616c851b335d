"""What has become of motions while members rank them, in words."""

from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing_motions import waits
from folkmoot.site.record import reading


def words(name: str, at: int) -> str:
    """What has been done with a motion that no longer waits to be put; nothing where it waits."""
    motion = reading.assembly().cases.get(name)
    if motion is None or waits(reading.assembly(), name, at):
        return ""
    state = standing(motion, at).state
    return {
        "at the vote": _("Put to the vote meanwhile."),
        "closed": _("Put to the vote meanwhile."),
        "carried": _("Decided meanwhile: carried."),
        "lost": _("Decided meanwhile: not carried."),
        "withdrawn": _("Withdrawn meanwhile by its mover."),
        "lapsed": _("Lapsed meanwhile."),
        "ruled out": _("Ruled out of order meanwhile."),
        "out of order": _("Ruled out of order meanwhile."),
    }.get(state, _("Decided meanwhile."))

"""What members and officers do with membership and offices: each verb one entry in the record."""

from folkmoot.site.members.acts.founding import Founder, FoundingBranch, found
from folkmoot.site.members.acts.joining import join, join_on_paper, rejoin
from folkmoot.site.members.acts.leaving import erase, leave
from folkmoot.site.members.acts.moving import move, show_as
from folkmoot.site.members.acts.offices import appoint, holding_code, resign
from folkmoot.site.members.acts.taking_along import export
from folkmoot.site.members.roll import roll_for

__all__ = [
    "Founder",
    "FoundingBranch",
    "appoint",
    "erase",
    "export",
    "found",
    "holding_code",
    "join",
    "join_on_paper",
    "leave",
    "move",
    "rejoin",
    "resign",
    "roll_for",
    "show_as",
]

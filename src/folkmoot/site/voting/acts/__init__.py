"""Putting the question, voting, declaring the result; and doing what the rules make due."""

from folkmoot.site.voting.acts.casting import cast_secret, vote
from folkmoot.site.voting.acts.declaring import declare, remaining
from folkmoot.site.voting.acts.due import Done, do_what_is_due, is_due
from folkmoot.site.voting.acts.effects import carry_out
from folkmoot.site.voting.acts.putting import put

__all__ = [
    "Done",
    "carry_out",
    "cast_secret",
    "declare",
    "do_what_is_due",
    "is_due",
    "put",
    "remaining",
    "vote",
]

"""What members and officers do in elections and recalls; the vote on a recall is in `voting.acts`."""

from folkmoot.site.elections.acts.appointing import appoint_elected
from folkmoot.site.elections.acts.batches import begin_batch, enter_batch, keep_reading
from folkmoot.site.elections.acts.calling import call
from folkmoot.site.elections.acts.casting import Cast, VotedOtherwise, cast, cast_on_paper
from folkmoot.site.elections.acts.declaring import declare, enter_lot, object_to_result, recount
from folkmoot.site.elections.acts.due import do_what_is_due_in_elections
from folkmoot.site.elections.acts.opening import correct_roll, open_ballot
from folkmoot.site.elections.acts.recalling import open_recall, reply_to_recall, sign_recall
from folkmoot.site.elections.acts.standing import consent, nominate, reinstate, strike, withdraw
from folkmoot.site.elections.acts.vacancy import fill_vacancy

__all__ = [
    "Cast",
    "VotedOtherwise",
    "appoint_elected",
    "begin_batch",
    "call",
    "cast",
    "cast_on_paper",
    "consent",
    "correct_roll",
    "declare",
    "do_what_is_due_in_elections",
    "enter_batch",
    "enter_lot",
    "fill_vacancy",
    "keep_reading",
    "nominate",
    "object_to_result",
    "open_ballot",
    "open_recall",
    "recount",
    "reinstate",
    "reply_to_recall",
    "sign_recall",
    "strike",
    "withdraw",
]

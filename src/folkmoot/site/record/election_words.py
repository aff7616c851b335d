"""The acts on elections and recalls in plain words. No name stands in any of them."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "election.call": gettext_noop("{who} called {on}."),
    "election.nominate": gettext_noop("{who} nominated a candidate in {on}."),
    "election.consent": gettext_noop("{who} said that they stand in {on}."),
    "election.withdraw": gettext_noop("{who} withdrew from {on}."),
    "election.strike": gettext_noop("{who} struck a candidate from {on}."),
    "election.reinstate": gettext_noop("{who} objected to the striking of a candidate in {on}."),
    "election.open": gettext_noop("{who} opened the ballot of {on}: {manner}."),
    "election.vote": gettext_noop("{who} voted in {on}."),
    "election.roll": gettext_noop("{who} corrected the roll of the ballot of {on}."),
    "election.batch": gettext_noop("{who} entered a bundle of paper ballots in {on}."),
    "election.lot": gettext_noop("{who} entered the lot of {on}."),
    "election.declare": gettext_noop("{who} declared the result of {on}."),
    "election.object": gettext_noop("{who} objected to the result of {on}."),
    "election.recount": gettext_noop("{who} declared the recount of {on}."),
    "election.countback": gettext_noop("{who} declared who fills the vacancy of {on}."),
    "recall.open": gettext_noop("{who} began {on}."),
    "recall.sign": gettext_noop("{who} signed {on}."),
    "recall.reply": gettext_noop("The officer replied to {on}."),
    "recall.put": gettext_noop("{who} put {on} to the vote: {manner}."),
    "recall.vote": gettext_noop("{who} voted on {on}."),
    "recall.declare": gettext_noop(
        "{who} declared {on} {outcome}: {for_} for, {against} against, {abstain} abstained."
    ),
}
KINDS = {
    "election.call": gettext_noop("election called"),
    "election.nominate": gettext_noop("candidate nominated"),
    "election.consent": gettext_noop("candidate stands"),
    "election.withdraw": gettext_noop("candidate withdrew"),
    "election.strike": gettext_noop("candidate struck"),
    "election.reinstate": gettext_noop("objection to a striking"),
    "election.open": gettext_noop("ballot of an election opened"),
    "election.vote": gettext_noop("vote in an election"),
    "election.roll": gettext_noop("roll of a ballot corrected"),
    "election.batch": gettext_noop("paper ballots entered"),
    "election.lot": gettext_noop("lot of an election"),
    "election.declare": gettext_noop("result of an election"),
    "election.object": gettext_noop("objection to a result"),
    "election.recount": gettext_noop("result of a recount"),
    "election.countback": gettext_noop("vacancy filled"),
    "recall.open": gettext_noop("recall begun"),
    "recall.sign": gettext_noop("recall signed"),
    "recall.reply": gettext_noop("reply to a recall"),
    "recall.put": gettext_noop("recall put to the vote"),
    "recall.vote": gettext_noop("vote on a recall"),
    "recall.declare": gettext_noop("result of a recall"),
}
ROLES = {
    "returning officer": gettext_noop("The returning officer"),
    "executive member": gettext_noop("A member of the executive"),
    "delegate": gettext_noop("A delegate"),
    "the member": gettext_noop("The officer"),
}
OBJECTS = {
    "election": gettext_noop("election {number}"),
    "recall": gettext_noop("recall {number}"),
}

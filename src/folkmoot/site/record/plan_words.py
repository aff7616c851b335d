"""The acts on plans, amendments and questions in plain words. No name stands in any of them."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "plan.publish": gettext_noop("{who} published {on}, open for amendment."),
    "plan.revise": gettext_noop("{who} published {on} anew."),
    "plan.marshal": gettext_noop("{who} published the order of taking the amendments to {on}."),
    "plan.withdraw": gettext_noop("{who} withdrew {on}."),
    "amendment.table": gettext_noop("{who} tabled {on}."),
    "amendment.second": gettext_noop("{who} seconded {on}."),
    "amendment.withdraw": gettext_noop("{who} withdrew {on}."),
    "amendment.accept": gettext_noop("{who} accepted {on} as friendly."),
    "amendment.contest": gettext_noop("{who} asked for a vote on {on}."),
    "amendment.confirm": gettext_noop("{who} confirmed {on} on the new revision."),
    "composite.join": gettext_noop("{who} let {on} go into a composite."),
    "question.put": gettext_noop("{who} put {on} to the vote: {manner}."),
    "question.vote": gettext_noop("{who} voted on {on}."),
    "question.declare": gettext_noop(
        "{who} declared {on} {outcome}: {for_} for, {against} against, {abstain} abstained."
    ),
}
RANKED = gettext_noop("{who} declared the result of {on}, a vote by ranks.")
"""Of a question on rivals, in which nobody votes for or against."""

KINDS = {
    "plan.publish": gettext_noop("plan published"),
    "plan.revise": gettext_noop("plan published anew"),
    "plan.marshal": gettext_noop("order of taking published"),
    "plan.withdraw": gettext_noop("plan withdrawn"),
    "amendment.table": gettext_noop("amendment tabled"),
    "amendment.second": gettext_noop("amendment seconded"),
    "amendment.withdraw": gettext_noop("amendment withdrawn"),
    "amendment.accept": gettext_noop("amendment accepted"),
    "amendment.contest": gettext_noop("vote on an accepted amendment asked for"),
    "amendment.confirm": gettext_noop("amendment confirmed"),
    "composite.join": gettext_noop("signed for a composite"),
    "question.put": gettext_noop("question put to the vote"),
    "question.vote": gettext_noop("vote on a question"),
    "question.declare": gettext_noop("result of a question"),
}
ROLES = {
    "drafter": gettext_noop("The drafter"),
    "arranger": gettext_noop("The arranger"),
}
OBJECTS = {"plan": gettext_noop("plan {number}")}
PARTS = {
    "amendment": gettext_noop("amendment {number} to {whole}"),
    "question": gettext_noop("question {number} on {whole}"),
}

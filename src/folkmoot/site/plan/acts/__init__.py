"""What members and officers do with a text and its amendments; voting itself is in `voting.acts`."""

from folkmoot.site.plan.acts.asking import put_question
from folkmoot.site.plan.acts.due import do_what_is_due_in_plans
from folkmoot.site.plan.acts.marshalling import Recommended, marshal
from folkmoot.site.plan.acts.publishing import publish, revise, withdraw_plan
from folkmoot.site.plan.acts.supporting import accept, contest, second, sign, withdraw
from folkmoot.site.plan.acts.tabling import confirm, table
from folkmoot.site.plan.acts.telling import tell_what_became

__all__ = [
    "Recommended",
    "accept",
    "confirm",
    "contest",
    "do_what_is_due_in_plans",
    "marshal",
    "publish",
    "put_question",
    "revise",
    "second",
    "sign",
    "table",
    "tell_what_became",
    "withdraw",
    "withdraw_plan",
]

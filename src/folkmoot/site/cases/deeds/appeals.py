"""What can be done about an appeal: file it, say what it lacks, put it right, state, withdraw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.appeal import APPEALABLE, GROUNDS
from folkmoot.site.cases.acts import appeals
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, WordsForm, text
from folkmoot.site.cases.reading import state_of

SIDE = ("subject", "companion of subject")
SAID: dict[str, Any] = {
    "procedure": _("the procedure: a step was left out or done wrongly"),
    "fact": _("the facts: it was not so"),
    "rule": _("the meaning of a rule"),
    "sanction": _("the sanction: it is too much"),
    "bias": _("bias: those who decided were not free"),
    "evidence": _("new evidence"),
}


class AppealForm(DeedForm):
    """On what grounds, and why."""

    grounds = forms.MultipleChoiceField(
        label=_("What is wrong with the decision?"),
        choices=[(each, SAID[each]) for each in GROUNDS],
        widget=forms.CheckboxSelectMultiple,
    )
    words = text(
        _("Your appeal"), hint=_("Say for each ground what you mean. You may stop and go on later."), rows=14
    )


def _appealable(asked: Asked) -> bool:
    head = asked.case
    imposes = head.sanction.get("kind", "none") != "none"
    return imposes and not head.appeal and state_of(head, asked.at) in APPEALABLE


def _late(asked: Asked) -> dict[str, Any]:
    return {"late": appeals.is_late(asked.case.on, asked.at)}


DEEDS = (
    Deed(
        "appeal.file", _("Appeal"), _("Appeal against the decision"), _("Send the appeal"),
        _("Your appeal is filed. Nothing of the decision has effect until it is over."),
        SIDE, appeals.appeal, AppealForm, order=1, apt=_appealable,
        about="cases/parts/appealing.html", context=_late,
    ),
    Deed(
        "appeal.defect", _("Say what the appeal lacks"), _("Say what the appeal lacks"), _("Say it"),
        _("The subject has been told, and has time to put it right."),
        ("case officer",), appeals.say_what_is_missing, WordsForm, order=5,
        apt=lambda asked: "defect" not in asked.case.events,
    ),
    Deed(
        "appeal.mend", _("Put the appeal right"), _("Put the appeal right"), _("Send it"),
        _("Your appeal goes on."),
        SIDE, appeals.put_right, WordsForm, order=1,
    ),
    Deed(
        "appeal.state", _("Make a statement"), _("Your statement in the appeal"), _("Send it"),
        _("Your statement is before the appeal panel and both sides."),
        ("subject", "complainant", "companion", "investigator", "earlier panel member"),
        appeals.state, WordsForm, order=6,
    ),
    Deed(
        "appeal.withdraw", _("Withdraw the appeal"), _("Withdraw your appeal?"), _("Withdraw it"),
        _("The appeal is withdrawn; the decision stands."),
        ("subject",), appeals.withdraw, grave=True, order=85,
    ),
)  # fmt: skip

"""What can be done about precautions: ask, be heard, appeal, renew, end; and act at once, and join in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.precaution import EMERGENCIES, LASTING, RISKS
from folkmoot.procedure.sanction import RIGHTS
from folkmoot.site.cases.acts import precautions
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, ReasonsForm, WordsForm, choice, text
from folkmoot.site.record import reading

SIDE = ("subject", "companion of subject")
RISK: dict[str, Any] = {
    "safety": _("the safety of named persons"),
    "evidence": _("the evidence"),
    "money": _("the money"),
    "ballot": _("a ballot"),
}
RIGHT: dict[str, Any] = {
    "vote": _("to vote"),
    "stand": _("to stand for office"),
    "speak": _("to speak in debates"),
    "attend": _("to attend meetings"),
}
YES_NO = (("yes", _("Yes")), ("no", _("No")))


class RequestForm(DeedForm):
    """The risk, the rights, the facts, and why less will not do."""

    risk = choice(_("What is at risk?"), [(each, RISK[each]) for each in RISKS])
    facts = text(_("On what facts?"), hint=_("What has happened that makes the risk real."))
    rights = forms.MultipleChoiceField(
        label=_("Which rights are to be touched?"),
        choices=[(each, RIGHT[each]) for each in RIGHTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As few as possible. The site, the inbox, the case and any appeal always stay open."),
    )
    lesser = text(
        _("Why will less not do?"), hint=_("Another seat, a chaperone, a promise: why not?"), rows=5
    )
    selection = choice(
        _("Could the person be chosen for something soon?"),
        YES_NO,
        hint=_("Within the days that the rules name. Then all of the duty panel must agree."),
    )
    unheard = forms.BooleanField(
        label=_("The person must not know before it is decided"),
        required=False,
        help_text=_(
            "Only where knowing would defeat the purpose. It then ends within days unless they are heard."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["selection"] = data.get("selection") == "yes"
        return data


class DangerForm(DeedForm):
    """The danger, and the rights."""

    risk = choice(_("Who or what is in immediate danger?"), [(each, RISK[each]) for each in EMERGENCIES])
    danger = text(_("What is the danger?"))
    rights = forms.MultipleChoiceField(
        label=_("Which rights are to be touched?"),
        choices=[(each, RIGHT[each]) for each in RIGHTS],
        widget=forms.CheckboxSelectMultiple,
    )


class AgainstForm(DeedForm):
    """Why it should end, and whether something is new."""

    words = text(_("Why should it end?"))
    new_facts = forms.BooleanField(label=_("There are new facts"), required=False)


def _none_lasts(asked: Asked) -> bool:
    facts = reading.assembly()
    return not any(
        facts.standing(part, asked.at).state in LASTING
        for part in asked.case.parts
        if facts.cases[part].machine.name == "precaution"
    )


def _never_at_once(asked: Asked) -> bool:
    return "emergency" not in asked.case.events


DEEDS = (
    Deed(
        "interim.request", _("Ask for a precaution"), _("Ask for a precaution"), _("Ask for it"),
        _("A duty panel is drawn by lot. If it does not grant it in time, it is refused."),
        ("investigator", "case officer", "complainant"), precautions.request, RequestForm, order=40,
        apt=_none_lasts, about="cases/parts/precaution.html",
    ),
    Deed(
        "interim.emergency", _("Act at once"), _("Act at once in immediate danger"), _("Act at once"),
        _("It takes effect when a member who holds no office joins in."),
        ("case officer", "chair", "secretary", "treasurer"), precautions.act_at_once, DangerForm, grave=True,
        order=70, apt=_never_at_once, about="cases/parts/at_once.html",
    ),
    Deed(
        "interim.join", _("Join in acting at once"), _("Join in acting at once?"), _("Join in"),
        _("The precaution is in force, for hours."),
        ("member",), precautions.join, grave=True, order=71, about="cases/parts/joining.html",
    ),
    Deed(
        "interim.hear", _("Be heard on it"), _("What you have to say on the precaution"), _("Send it"),
        _("The duty panel can read it."),
        SIDE, precautions.hear, WordsForm, order=0,
    ),
    Deed(
        "interim.appeal", _("Appeal against it"), _("Appeal against the precaution"), _("Appeal"),
        _("Three others look at it, or it ends."),
        SIDE, precautions.appeal_against, AgainstForm, order=3,
    ),
    Deed(
        "interim.renew", _("Ask that it go on"), _("Ask that the precaution go on"), _("Ask for it"),
        _("A duty panel drawn anew looks at it."),
        ("investigator", "case officer"), precautions.renew, ReasonsForm, order=41,
    ),
    Deed(
        "interim.end", _("End it"), _("End the precaution?"), _("End it"), _("It has ended."),
        ("investigator", "panel member", "case officer", "complainant"), precautions.end, order=42,
    ),
)  # fmt: skip

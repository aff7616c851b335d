"""What a panel does: hear, decide on a case, an appeal, a precaution; and asking for and moving a hearing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.dispute import PANEL
from folkmoot.site.cases import judging
from folkmoot.site.cases import judging_forms as forms
from folkmoot.site.cases.acts import decisions, hearings
from folkmoot.site.cases.doing import Asked, Deed

MOVING = ("subject", "companion", "applicant")


def _decide(*, on: str, by: Any, at: int, judgement: decisions.Judgement) -> Any:
    return decisions.decide(on=on, by=by, judgement=judgement, at=at)


def _agree(verb: str) -> Any:
    def agree(*, on: str, by: Any, at: int, proposal: int) -> Any:
        return decisions.agree(verb, on=on, by=by, index=proposal, at=at)

    return agree


def _to_agree(asked: Asked) -> bool:
    return bool(judging.open_to(asked))


DEEDS = (
    Deed(
        "hearing.fix",
        _("Fix the hearing"),
        _("When and where is the hearing?"),
        _("Fix it"),
        _("The hearing is fixed; everybody in the case has a letter."),
        (PANEL,),
        hearings.fix,
        form=forms.FixForm,
        order=10,
        about="cases/hearing_when.html",
        context=judging.days_for_hearing,
    ),
    Deed(
        "hearing.postpone",
        _("Put the hearing off"),
        _("Put the hearing off to which day?"),
        _("Put it off"),
        _("The hearing is put off; everybody in the case has a letter."),
        MOVING,
        hearings.postpone,
        form=forms.PostponeForm,
        order=46,
        about="cases/hearing_when.html",
        context=judging.days_for_moving,
    ),
    Deed(
        "hearing.held",
        _("Enter that the hearing was held"),
        _("Who was at the hearing, and what was said?"),
        _("Enter it"),
        _("The hearing is in the record; the panel decides."),
        (PANEL,),
        hearings.hold,
        form=forms.HeldForm,
        order=11,
        apt=lambda asked: asked.at >= asked.case.events.get("sitting", asked.at + 1),
    ),
    Deed(
        "decision.make",
        _("Put a decision to the panel"),
        _("What do you find, and what follows?"),
        _("Put it to the panel"),
        _("Your decision is before the panel. It stands as soon as enough of you agree."),
        (PANEL,),
        _decide,
        form=forms.DecisionForm,
        order=12,
        about="cases/decision_beside.html",
        context=judging.beside,
    ),
    Deed(
        "decision.agree",
        _("Agree with a decision"),
        _("Do you agree with this decision?"),
        _("I agree"),
        _("You have agreed."),
        (PANEL,),
        _agree("decision.agree"),
        form=forms.AgreeForm,
        order=13,
        about="cases/decision_put.html",
        context=judging.put,
        apt=_to_agree,
    ),
    Deed(
        "appeal.decide",
        _("Put a decision on the appeal"),
        _("How does the appeal end?"),
        _("Put it to the panel"),
        _("Your decision is before the panel. It stands as soon as enough of you agree."),
        (PANEL,),
        decisions.decide_appeal,
        form=forms.AppealForm,
        order=12,
        about="cases/decision_appealed.html",
        context=judging.appealed,
    ),
    Deed(
        "appeal.agree",
        _("Agree with a decision on the appeal"),
        _("Do you agree with this decision?"),
        _("I agree"),
        _("You have agreed."),
        (PANEL,),
        _agree("appeal.agree"),
        form=forms.AgreeForm,
        order=13,
        about="cases/decision_put.html",
        context=judging.put,
        apt=_to_agree,
    ),
    Deed(
        "interim.decide",
        _("Put a decision on the precaution"),
        _("Is the precaution granted?"),
        _("Put it to the panel"),
        _("Your decision is before the panel. It stands as soon as enough of you agree."),
        (PANEL,),
        decisions.decide_precaution,
        form=forms.PrecautionForm,
        order=12,
        about="cases/decision_precaution.html",
    ),
    Deed(
        "interim.agree",
        _("Agree with a decision on the precaution"),
        _("Do you agree with this decision?"),
        _("I agree"),
        _("You have agreed."),
        (PANEL,),
        _agree("interim.agree"),
        form=forms.AgreeForm,
        order=13,
        about="cases/decision_put.html",
        context=judging.put,
        apt=_to_agree,
    ),
    Deed(
        "interim.look",
        _("Look afresh at the precaution"),
        _("Does the precaution go on?"),
        _("Say so"),
        _("Your answer counts."),
        (PANEL,),
        decisions.look,
        form=forms.LookForm,
        order=14,
        about="cases/decision_precaution.html",
    ),
)

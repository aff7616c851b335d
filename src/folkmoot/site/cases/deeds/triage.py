"""What can be done with a complaint: acknowledge, look at, reject, leave to mediation, withdraw, keep."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.charge import range_in
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.triage import SPEECH
from folkmoot.site.cases.acts import complaints, replies, triage
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, MemberField, ReasonsForm, choice, text
from folkmoot.site.cases.reading import state_of
from folkmoot.site.cases.wording import offence_words, offences_of

RESTS: dict[str, Any] = {
    "conduct": _("conduct: something that somebody did or said to others"),
    "opinion": _("an opinion on the business of the organisation"),
    "vote": _("a vote"),
    "procedure": _("the use of these rules"),
}


class OpenForm(DeedForm):
    """What the charge will say, under which rules, and who looks into it."""

    words = text(
        _("What is the person said to have done?"),
        hint=_("The words or deeds that are meant, and no judgement. This is what the charge will say."),
    )
    where = forms.CharField(label=_("Where?"), max_length=300)
    when = forms.CharField(label=_("When?"), max_length=300)
    charges = forms.MultipleChoiceField(
        label=_("Under which rules?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("That of the complaint is among them."),
    )
    rests_on = choice(
        _("What does it rest on?"),
        [(each, RESTS[each]) for each in ("conduct", *SPEECH)],
        hint=_("Only conduct can be charged. If it is something else, reject the complaint."),
    )
    investigator = MemberField(
        label=_("Who looks into it?"),
        help_text=_(
            "A member who has had no part in it, and who has agreed. If several bear the name: name, branch."
        ),  # fmt: skip
    )
    leave = forms.BooleanField(label=_("I give leave although the complaint is late"), required=False)
    reasons = text(_("Reasons"), hint=_("Why there is a case. The complainant reads them."))

    def ready(self) -> None:
        case = self.asked.case
        field = self.fields["charges"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, words) for key, words in offences_of(case.book) if range_in(case, key)]
        field.initial = list(case.charges)
        person = self.fields["investigator"]
        assert isinstance(person, MemberField)
        person.viewer = self.asked.hand.person
        if not case.late:
            del self.fields["leave"]


class RejectForm(DeedForm):
    """On which ground, and why."""

    ground = choice(_("On which ground?"))
    reasons = text(
        _("Reasons"), hint=_("The complainant reads them, and may ask that somebody else look at it.")
    )

    def ready(self) -> None:
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = grounds_of(self.asked.case)


def grounds_of(case: Dispute) -> list[tuple[str, str]]:
    """The grounds of a rejection, in the words of the rulebook."""
    return [
        (key.removeprefix("triage.ground."), setting.words)
        for key, setting in case.book.settings.items()
        if key.startswith("triage.ground.")
    ]


def _complaint(asked: Asked) -> dict[str, Any]:
    return {"offence": offence_words(asked.case.book, asked.case.charges[0])}


def _unacknowledged(asked: Asked) -> bool:
    return "acknowledgement" not in asked.case.events


def _unsettled(asked: Asked) -> bool:
    return asked.hand.role not in asked.case.asked


def _not_kept(asked: Asked) -> bool:
    return "kept" not in asked.case.extended


def _time_has_passed(asked: Asked) -> bool:

    return state_of(asked.case, asked.at) != asked.case.phase


DEEDS = (
    Deed(
        "complaint.ack", _("Acknowledge it"), _("Acknowledge the complaint?"), _("Acknowledge it"),
        _("The complaint is acknowledged; the complainant has been told."),
        ("case officer", "member"), complaints.acknowledge, order=20, apt=_unacknowledged,
    ),
    Deed(
        "triage.open", _("Open a case"), _("Open a case"), _("Open the case"),
        _("The case is open. The charge will be served within days."),
        ("adjudicator",), triage.open_case, OpenForm, order=1,
        about="cases/parts/complaint.html", context=_complaint,
    ),
    Deed(
        "triage.reject", _("Reject it"), _("Reject the complaint"), _("Reject it"),
        _("The complaint is rejected; the complainant has been told, and may ask for another look."),
        ("adjudicator",), triage.reject, RejectForm, grave=True, order=2,
        about="cases/parts/complaint.html", context=_complaint,
    ),
    Deed(
        "triage.mediate", _("Leave it to mediation"), _("Leave it to mediation?"), _("Leave it to mediation"),
        _("Both sides have been told. It is settled when both say so."),
        ("adjudicator",), triage.mediate, order=3,
        about="cases/parts/mediation.html",
    ),
    Deed(
        "complaint.shield", _("Do not name the complainant"), _("Do not name the complainant to the subject"),
        _("Order it"), _("The complainant will not be named to the subject."),
        ("adjudicator",), complaints.shield, ReasonsForm, order=4, apt=lambda asked: not asked.case.shielded,
    ),
    Deed(
        "complaint.keep", _("Keep it going"), _("Keep the complaint going"), _("Keep it going"),
        _("It goes on, for the harm that it is about."),
        ("adjudicator",), complaints.keep_going, ReasonsForm, order=1,
    ),
    Deed(
        "triage.ask_again", _("Ask that somebody else look at it"), _("Ask for another adjudicator?"),
        _("Ask for another look"), _("Another adjudicator will be drawn by lot."),
        ("complainant",), complaints.ask_again, order=1,
    ),
    Deed(
        "mediation.settle", _("Say that it is settled"), _("Say that it is settled?"), _("It is settled"),
        _("Noted. It is settled when the other side says so too."),
        ("subject", "complainant"), triage.settle, order=1, apt=_unsettled,
        about="cases/parts/settling.html",
    ),
    Deed(
        "mediation.refuse", _("End the mediation"), _("End the mediation?"), _("End it"),
        _("The mediation has ended; an adjudicator looks at the complaint."),
        ("subject", "complainant"), triage.refuse_mediation, order=2,
    ),
    Deed(
        "complaint.withdraw", _("Withdraw the complaint"), _("Withdraw the complaint?"), _("Withdraw it"),
        _("The complaint is withdrawn. The adjudicator may still keep it where the harm is serious."),
        ("complainant",), complaints.withdraw, grave=True, order=80, apt=_not_kept,
    ),
    Deed(
        "term.note", _("Have it noted that a term was missed"), _("Have it noted that a term was missed?"),
        _("Have it noted"), _("It is noted in the record."),
        ("subject", "complainant", "member"), replies.note_missed, order=90, apt=_time_has_passed,
    ),
)  # fmt: skip

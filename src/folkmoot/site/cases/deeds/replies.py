"""What the two sides can do along the way: reply, more time, evidence, a companion, a hearing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.case import closes, powers_for
from folkmoot.procedure.dispute import PANEL, term
from folkmoot.procedure.more_time import LONGEST_EXTENSION, MOST_BY_PANEL
from folkmoot.site.cases.acts import replies
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.cases.companions import volunteers_for
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, FilesForm, MemberField, WordsForm, choice, text

YES_NO = (("yes", _("Yes, I want a hearing")), ("no", _("No, on the papers is enough")))
SIDE = ("subject", "companion of subject")
BOTH = ("subject", "complainant", "companion", "investigator", "applicant")


class ReplyForm(FilesForm):
    """The answer, whether a hearing is wanted, and what goes with it."""

    words = text(
        _("Your answer"),
        hint=_(
            "Answer each point, or say that you do not wish to. Name witnesses. You may stop and go on later."
        ),
        rows=14,
    )
    hearing = choice(_("Do you want a hearing?"), YES_NO, hint=_("Nothing follows from not wanting one."))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["hearing"] = data.get("hearing") == "yes"
        return data


class ExtendForm(DeedForm):
    """How many days; a panel says why."""

    days = forms.IntegerField(label=_("How many days more?"), min_value=1)
    reasons = text(_("Reasons"), rows=4)

    def ready(self) -> None:
        panel = self.asked.hand.role == PANEL
        most = LONGEST_EXTENSION if panel else term(self.asked.case.book, "reply.more").number
        field = self.fields["days"]
        assert isinstance(field, forms.IntegerField)
        self.fields["days"] = forms.IntegerField(
            label=field.label, min_value=1, max_value=most, initial=most,
            help_text=_("{most} at the most. The whole case is lengthened by as much.").format(most=most),
        )  # fmt: skip
        if not panel:
            del self.fields["reasons"]


class EvidenceForm(FilesForm):
    """Files, or words under a title, or both."""

    title = forms.CharField(label=_("What is it?"), max_length=120, required=False)
    words = text(_("In words"), hint=_("A statement, an account, what a witness says."), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        title, words = data.pop("title", ""), data.pop("words", "")
        if words:
            data["evidence"] = [Words("evidence", title or str(_("Statement")), words), *data["evidence"]]
        if not data["evidence"] and not self.errors:
            raise forms.ValidationError(_("Write something, or choose a file."))
        return data


class CompanionForm(DeedForm):
    """One of those who have volunteered, or somebody who has agreed."""

    volunteer = choice(_("Members who have said that they will come along"), required=False)
    other = MemberField(label=_("Or somebody else"), required=False)
    agreed = forms.BooleanField(label=_("They have agreed to come along"))

    def ready(self) -> None:
        field, other = self.fields["volunteer"], self.fields["other"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(other, MemberField)
        other.viewer = self.asked.hand.person
        found = volunteers_for(self.asked.case, self.asked.hand.person)
        field.choices = [(each.pk, f"{each.shown_name}, {each.branch.title}") for each in found]
        self.found = {each.pk: each for each in found}
        if not found:
            del self.fields["volunteer"]
            other.label = _("Who comes along?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = self.found.get(data.pop("volunteer", "") or "")
        other = data.pop("other", None)
        data.pop("agreed", None)
        companion = other or chosen
        if companion is None and not self.errors:
            raise forms.ValidationError(_("Choose somebody, or write a name."))
        data["companion"] = companion
        return data


def _unreplied(asked: Asked) -> bool:
    return "reply" not in asked.case.events


def _more_time_left(asked: Asked) -> bool:
    """More time is asked for while the time to reply runs: once of right, twice by the panel."""
    ends = [closes(asked.case, power) for power in powers_for(asked.case.book, "reply.file", asked.case)]
    running = any(end is None or asked.at <= end for end in ends)
    if asked.hand.role == PANEL:
        return running and _unreplied(asked) and asked.case.extended.count(PANEL) < MOST_BY_PANEL
    return running and _unreplied(asked) and "subject" not in asked.case.extended


DEEDS = (
    Deed(
        "reply.file", _("Write your reply"), _("Your reply"), _("Send the reply"),
        _("Your reply is in. Evidence may be added later."),
        SIDE, replies.reply, ReplyForm, order=1, apt=_unreplied, about="cases/parts/replying.html",
    ),
    Deed(
        "term.extend", _("More time to reply"), _("More time to reply"), _("Have more time"),
        _("There is more time to reply."),
        ("subject", PANEL), replies.extend, ExtendForm, order=2, apt=_more_time_left,
    ),
    Deed(
        "evidence.add", _("Hand in evidence"), _("Hand in evidence"), _("Hand it in"),
        _("It is in the file, and has been sent to the other side."),
        BOTH, replies.add_evidence, EvidenceForm, order=11, about="cases/parts/handing.html",
    ),
    Deed(
        "companion.name", _("Bring a companion"), _("Bring a companion"), _("Name them"),
        _("Your companion may now read what you read, speak and act for you."),
        ("subject", "complainant", "applicant"), replies.name_companion, CompanionForm, order=12,
    ),
    Deed(
        "representation.make", _("Say something to the panel"), _("A representation to the panel"),
        _("Send it to the panel and to both sides"), _("The panel and both sides can read it."),
        BOTH, replies.represent, WordsForm, order=13,
    ),
)  # fmt: skip

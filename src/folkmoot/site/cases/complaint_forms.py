"""The questions of a complaint, one form a step; all of them may be answered in any order."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.rulebook.book import Rulebook
from folkmoot.site.cases.forms import FILES, MemberField, choice, text
from folkmoot.site.cases.wording import offences_of
from folkmoot.site.evidence.forms import EvidenceField
from folkmoot.site.members.models import Person


class Step(forms.Form):
    """One question. It knows the rulebook, today as the rulebook counts it, and who complains."""

    def __init__(self, *args: Any, book: Rulebook, today: date, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.today, self.by = book, today, by
        self.ready()

    def ready(self) -> None:
        """Fill what depends on the rulebook and the person."""


class WhoStep(Step):
    about = MemberField(label=_("Whom is it about?"))

    def ready(self) -> None:
        field = self.fields["about"]
        assert isinstance(field, MemberField)
        field.viewer = self.by

    def clean_about(self) -> Any:
        about = self.cleaned_data["about"]
        if about is not None and about.pk == self.by.pk:
            raise ValidationError(_("One complains about somebody else. Talk to the case officer instead."))
        return about


class WhatStep(Step):
    facts = text(
        _("What happened?"),
        hint=_(
            "In your own words: what was said or done, where, and who was there. You need not know any rule."
        ),
        rows=14,
    )


class RuleStep(Step):
    offence = choice(
        _("Which of these comes nearest?"),
        hint=_(
            "Nothing else can be complained of. If none fits, a word with the case officer may help more."
        ),
    )

    def ready(self) -> None:
        field = self.fields["offence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, words[:1].upper() + words[1:]) for key, words in offences_of(self.book)]


class WhenStep(Step):
    first = forms.DateField(
        label=_("On which day, or from which day?"), widget=forms.DateInput({"type": "date"})
    )
    last = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("If it was on one day only, leave this empty."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last") or data.get("first")
        if first and last and (last < first or last > self.today):
            raise ValidationError(_("The last day comes after the first, and not after today."))
        data["last"] = last
        return data


class EvidenceStep(Step):
    title = forms.CharField(
        label=_("What can show that it was so?"),
        max_length=120,
        required=False,
        help_text=_("For example: what Robin saw; the message of 3 May."),
    )
    words = text(
        _("In words"),
        required=False,
        hint=_("What a witness can say, or the text of a message. Files are chosen at the very end."),
    )


class SendStep(Step):
    """The files, and that all is true."""

    honest = forms.BooleanField(label=_("What I say is true as far as I know."))

    def ready(self) -> None:
        for number in range(1, FILES + 1):
            self.fields[f"file_{number}"] = EvidenceField(
                label=_("File {n}").format(n=number),
                required=False,
                **({"help_text": ""} if number > 1 else {}),
            )
        self.order_fields([*(f"file_{number}" for number in range(1, FILES + 1)), "honest"])


STEPS: dict[str, tuple[type[Step], Any]] = {
    "who": (WhoStep, _("Who")),
    "what": (WhatStep, _("What happened")),
    "rule": (RuleStep, _("Which rule")),
    "when": (WhenStep, _("When")),
    "evidence": (EvidenceStep, _("What shows it")),
}
"""The steps in their order, each with its form and its name; at the end all of it is read over."""

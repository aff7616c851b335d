"""A ballot paper as it is filled in: one of three choices, or a rank for each option."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHOICES = (
    ("for", pgettext_lazy("a vote", "For")),
    ("against", pgettext_lazy("a vote", "Against")),
    ("abstain", pgettext_lazy("a vote", "Abstain")),
)


class ChoiceForm(forms.Form):
    """For, against, or abstain."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=CHOICES, widget=forms.RadioSelect)

    def vote(self) -> dict[str, Any]:
        """What was chosen, as the acts take it."""
        return {"choice": self.cleaned_data["choice"]}


class RanksForm(forms.Form):
    """A number for each option, 1 for the first choice; equal numbers are allowed, and empty means: after
    all others."""

    def __init__(self, *args: Any, titles: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for at, title in enumerate(titles, start=1):
            self.fields[f"rank_{at}"] = forms.IntegerField(
                label=title,
                required=False,
                min_value=1,
                max_value=len(titles),
                widget=forms.NumberInput({"inputmode": "numeric", "class": "rank"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            raise forms.ValidationError(_("Number at least one option, beginning with 1."))
        return cleaned

    def vote(self) -> dict[str, Any]:
        """What was ranked, as the acts take it: 0 for an option left empty."""
        return {"ranks": [self.cleaned_data[name] or 0 for name in self.fields]}


class CastingForm(forms.Form):
    """An officer's choice among the options that remain."""

    casting = forms.TypedChoiceField(label=_("Your casting vote"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, remaining: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["casting"].choices = remaining  # type: ignore[attr-defined]


class ReceiptForm(forms.Form):
    """A receipt to be looked for."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Sixteen letters and figures, with or without the hyphens."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

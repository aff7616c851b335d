"""What a member writes about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.site.members.models import Branch, Person


def plain_name(written: str) -> str:
    """A name in one line, its blanks single; characters that only a machine sees are refused."""
    name = " ".join(written.split())
    if not name.isprintable():
        raise forms.ValidationError(_("Write the name with letters, figures and ordinary signs."))
    return name


class BranchChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django gives it no type arguments
    """A branch by its title."""

    def label_from_instance(self, obj: Branch) -> str:
        return obj.title


class YouForm(forms.Form):
    """How others see a member."""

    shown_name = forms.CharField(
        label=_("The name you wish to show"),
        help_text=_("Your own or another; other members see it beside what you move and say."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )
    shows = forms.ChoiceField(
        label=_("Who may see your name in the list of members"),
        help_text=_("People who are not members never see the list."),
        choices=Person.Shows.choices,
        initial=Person.Shows.BRANCH,
        widget=forms.RadioSelect,
    )

    def clean_shown_name(self) -> str:
        return plain_name(self.cleaned_data["shown_name"])


class MoveForm(forms.Form):
    """Another branch."""

    branch = BranchChoice(label=_("Branch"), queryset=Branch.objects.all(), empty_label=None)


class PasskeyForm(forms.Form):
    """A passkey as the browser answers; the answer is written into `answer` by the script of the page."""

    name = forms.CharField(
        label=_("A name for this passkey"),
        help_text=_("So that you know it again: “my telephone”."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    answer = forms.JSONField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    """The answer of a passkey that signs in."""

    answer = forms.JSONField(widget=forms.HiddenInput)

"""Forms of elections: calling, standing, the ballot paper, officers' forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.site.elections.marking import APPROVAL

LONGEST = 20_000


class CallForm(forms.Form):
    """Which office of which branch is to be filled."""

    what = forms.ChoiceField(label=gettext_lazy("What is to be elected"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class RankingForm(forms.Form):
    """Which motions are put in an order."""

    motions = forms.MultipleChoiceField(
        label=gettext_lazy("Motions to be ranked"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["motions"].choices = choices  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Somebody, by the name that members see; where several bear it, one is chosen."""

    who = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("As it is shown to you in the branch."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class StandForm(forms.Form):
    """The election address, the groups of a quota, and who may read the name."""

    statement = forms.CharField(
        label=gettext_lazy("Your election address"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 10}),
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("The rule has a quota on the result. Do you belong to these groups?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_public = forms.BooleanField(
        label=gettext_lazy("Show my name to everybody, not to members alone"), required=False
    )

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], most: int | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.most = most
        if most:
            self.fields["statement"].help_text = _(
                "Up to {n} words, the same for everybody. All addresses are printed alike."
            ).format(n=most)
        if groups:
            self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        else:
            del self.fields["groups"]

    def clean_statement(self) -> str:
        text = str(self.cleaned_data["statement"])
        words = len(text.split())
        if self.most and words > self.most:
            raise forms.ValidationError(
                _("This has {words} words; {most} are allowed. Shorten it by {less}.").format(
                    words=words, most=self.most, less=words - self.most
                )
            )
        return text


class StrikeForm(forms.Form):
    """Why a candidate is struck."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        max_length=LONGEST,
        help_text=gettext_lazy("Everybody can read them: name no third person."),
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class ReasonsForm(forms.Form):
    """Reasons that everybody can read."""

    reasons = forms.CharField(
        label=gettext_lazy("Your reasons"),
        max_length=LONGEST,
        help_text=gettext_lazy("Everybody can read them: name no third person."),
        widget=forms.Textarea({"rows": 6}),
    )


class OpenForm(forms.Form):
    """What decides where candidates are equal throughout."""

    dice = forms.BooleanField(
        label=gettext_lazy("Ties are decided by dice that members throw, not by the public beacon"),
        required=False,
        help_text=gettext_lazy(
            "Where candidates are equal throughout, a number decides that nobody can know today: that of the"
            " public beacon, drawn after the close, or a throw of dice that three members enter alike."
        ),
    )


class RollForm(PersonForm):
    """A late change of the roll."""

    change = forms.ChoiceField(
        label=gettext_lazy("What is to be corrected"),
        choices=(
            ("added", gettext_lazy("Add somebody who should be on the roll")),
            ("removed", gettext_lazy("Take off somebody who should not be on it, and has not voted")),
        ),
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        max_length=LONGEST,
        help_text=gettext_lazy("Everybody can read them: name nobody."),
        widget=forms.Textarea({"rows": 4}),
    )


class LotForm(forms.Form):
    """The lot that was named at the opening."""

    value = forms.CharField(
        label=gettext_lazy("What was drawn"),
        max_length=400,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class BatchForm(forms.Form):
    """A batch of papers, a line each."""

    lines = forms.CharField(
        label=gettext_lazy("What stands on the papers"),
        max_length=200_000,
        strip=False,
        help_text=gettext_lazy(
            "One line for each paper, in the order of the batch: the candidates by their numbers,"
            " the first choice first, such as 3,1,2. A paper that counts for nobody is a hyphen."
        ),
        widget=forms.Textarea({"rows": 14, "spellcheck": "false", "class": "lines"}),
    )


class PaperForm(forms.Form):
    """A ballot paper: a number for each candidate, or a cross where everybody approved of is marked."""

    def __init__(self, *args: Any, names: Sequence[str], method: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.crosses = method == APPROVAL
        for at, name in enumerate(names, start=1):
            self.fields[f"rank_{at}"] = (
                forms.BooleanField(label=name, required=False)
                if self.crosses
                else forms.IntegerField(
                    label=name,
                    required=False,
                    min_value=1,
                    max_value=len(names),
                    widget=forms.TextInput(
                        {"inputmode": "numeric", "class": "rank", "maxlength": 3, "autocomplete": "off"}
                    ),
                    error_messages={
                        "invalid": _("Write a whole number, or leave the box empty."),
                        "min_value": _("Numbers begin with 1."),
                        "max_value": _("There are {n} names on the paper, so no number is higher.").format(
                            n=len(names)
                        ),
                    },
                )
            )

    def boxes(self) -> list[int | None]:
        """The numbers in the order of the paper; a cross is 1."""
        return [int(value) if (value := self.cleaned_data[name]) else None for name in self.fields]

"""What is typed about a motion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.motion import Motion as MotionCase
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.motions.models import Motion
from folkmoot.site.motions.reading import ground_words
from folkmoot.site.voting.papers import LONGEST_TITLE


class WordsForm(forms.Form):
    """A title and a text."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What is to be decided, in one line. Anyone can read it: name no person."),
        max_length=LONGEST_TITLE,
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Leave an empty line between paragraphs. Anyone can read it; it stands in the record for good."
        ),
        widget=forms.Textarea({"rows": 12}),
    )


class BranchChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    def label_from_instance(self, obj: Branch) -> str:
        return obj.title


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    def label_from_instance(self, obj: Person) -> str:
        return obj.shown_name


class MotionForm(WordsForm):
    """A motion as it is drafted. `kind` says which of the further fields count."""

    kind = forms.ChoiceField(
        label=_("What kind of motion is it?"),
        choices=(
            (Motion.Kind.RESOLUTION, _("A resolution: the branch says or decides something")),
            (Motion.Kind.APPOINT, _("An appointment: a member is to hold an office of the branch")),
            (Motion.Kind.BRANCH, _("A new branch under this one")),
        ),
        initial=Motion.Kind.RESOLUTION,
        widget=forms.RadioSelect,
    )
    branch = BranchChoice(label=_("Branch"), queryset=Branch.objects.none(), empty_label=None)
    office = forms.ChoiceField(label=_("Office"), required=False, help_text=_("For an appointment only."))
    nominee = PersonChoice(
        label=_("Who is to hold it"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody chosen"),
        help_text=_("For an appointment only. Ask them first. Only members read the name."),
    )
    new_branch = forms.CharField(
        label=_("Name of the new branch"),
        required=False,
        max_length=120,
        help_text=_("For a new branch only."),
    )
    field_order = ("kind", "branch", "office", "nominee", "new_branch", "title", "text")

    def __init__(
        self, *args: Any, branches: list[Branch], offices: tuple[str, ...], by: Person, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["branch"].queryset = Branch.objects.filter(pk__in=[each.pk for each in branches])  # type: ignore[attr-defined]
        self.fields["branch"].initial = branches[0].pk if branches else None
        self.fields["office"].choices = [("", _("No office chosen")), *((each, _(each)) for each in offices)]  # type: ignore[attr-defined]
        self.fields["nominee"].queryset = shown_to(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == Motion.Kind.APPOINT:
            for field in ("office", "nominee"):
                if not cleaned.get(field):
                    self.add_error(field, _("An appointment names the office, and who is to hold it."))
        if kind == Motion.Kind.BRANCH and not cleaned.get("new_branch"):
            self.add_error("new_branch", _("Say what the new branch is to be called."))
        return cleaned


def shown_to(person: Person) -> Any:
    """The members whom this member may name: those whose names they may see, and themselves."""
    everybody = Person.objects.members()
    return (
        everybody.filter(shows=Person.Shows.MEMBERS)
        | everybody.filter(shows=Person.Shows.BRANCH, branch=person.branch_id)
        | everybody.filter(pk=person.pk)
    )


class OptionForm(WordsForm):
    """A rival text, in one of the majority classes that the rulebook lists."""

    option_class = forms.ChoiceField(label=_("Majority that it needs"), required=False)

    def __init__(self, *args: Any, classes: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option_class"].choices = [("", _("The usual majority")), *classes.items()]  # type: ignore[attr-defined]


class RuleOutForm(forms.Form):
    """A ruling: one of the grounds of the rulebook, and why it applies."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Why this ground applies to this motion. Anyone can read them: name no person."),
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, *args: Any, case: MotionCase, **more: Any) -> None:
        super().__init__(*args, **more)
        grounds = [g for power in case.book.powers.get("motion.rule_out", ()) for g in power.grounds]
        self.fields["ground"].choices = [(g, ground_words(case, g)) for g in dict.fromkeys(grounds)]  # type: ignore[attr-defined]

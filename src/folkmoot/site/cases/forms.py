"""Forms of the room: what every deed asks with, and the files that go along."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.site.cases.acts.entering import EVERYBODY, Words
from folkmoot.site.cases.doing import Asked
from folkmoot.site.evidence.forms import EvidenceField
from folkmoot.site.evidence.taking_in import Checked
from folkmoot.site.members.models import Person

MOST_WORDS = 20_000  # characters of one text
FILES = 3


class DeedForm(forms.Form):
    """The form of a deed: it knows what is asked (`self.asked`), so that it can offer the right choices.

    A subclass that needs them fills its choices in `ready`.
    """

    def __init__(self, asked: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.ready()

    def ready(self) -> None:
        """Fill what depends on the case."""


def text(label: Any, *, hint: Any = "", rows: int = 8, required: bool = True) -> forms.CharField:
    """A field for words of the assembly: some lines high, kept as they are typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": MOST_WORDS}),
    )


def choice(label: Any, choices: Any = (), *, hint: Any = "", required: bool = True) -> forms.ChoiceField:
    """One of a few, each on a line of its own."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, widget=forms.RadioSelect, required=required
    )


class FilesForm(DeedForm):
    """A form with up to three files; its clean `evidence` lists them as `Words` of that kind."""

    files_to: tuple[str, ...] = EVERYBODY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, FILES + 1):
            field = EvidenceField(label=_("File {n}").format(n=number), required=False)
            if number > 1:
                field.help_text = ""
            self.fields[f"file_{number}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["evidence"] = list(self._files(data))
        for number in range(1, FILES + 1):
            data.pop(f"file_{number}", None)
        return data

    def _files(self, data: dict[str, Any]) -> Iterator[Words]:
        for number in range(1, FILES + 1):
            found: Checked | None = data.get(f"file_{number}")
            if found is not None:
                yield Words(
                    "evidence", found.filename, found.data, found.media_type, found.filename, self.files_to
                )


class MemberField(forms.CharField):
    """A member by the name that others see; where several bear it, with the branch after a comma.

    Its clean value is the person. The form sets `viewer`, who may find only those whom they may see; whoever
    bears just this name is found all the same, since one must be able to complain of anybody.
    """

    def __init__(self, **options: Any) -> None:
        self.viewer: Person | None = None
        options.setdefault("max_length", 200)
        options.setdefault(
            "help_text", _("The name as it stands on this site. If several bear it: name, branch.")
        )
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return find_member(typed, self.viewer) if typed else None


def find_member(typed: str, viewer: Person | None) -> Person:
    """The member of this name. Raises ValidationError where there is none, or more than one."""
    name, _comma, branch = (each.strip() for each in typed.partition(","))
    found = list(Person.objects.members().filter(shown_name__iexact=name).select_related("branch"))
    if branch:
        found = [each for each in found if each.branch.title.casefold() == branch.casefold()]
    if not found:
        raise ValidationError(
            _(
                "No member bears this name here. Look at how it is written in the list of members, or ask the"
                " case officer."
            )
        )
    if len(found) > 1:
        seen = [each for each in found if each.is_shown_to(viewer)]
        if len(seen) == 1 and not branch:
            return seen[0]
        raise ValidationError(
            _("Several members bear this name. Write the branch after it, with a comma between.")
        )
    return found[0]


class WordsForm(DeedForm):
    """Words, and nothing else."""

    words = text(_("What you have to say"))


class ReasonsForm(DeedForm):
    """Reasons, and nothing else."""

    reasons = text(_("Reasons"))

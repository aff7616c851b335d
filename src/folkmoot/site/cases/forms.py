"""Forms of the room: what every deed asks with, and the files that go along."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.site.cases.acts.entering import EVERYBODY, Words
from folkmoot.site.cases.doing import Asked
from folkmoot.site.evidence.forms import EvidenceField
from folkmoot.site.evidence.taking_in import Checked

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
    """A form with up to three files; `cleaned_data["evidence"]` lists them as `Words` of the kind evidence."""

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


class WordsForm(DeedForm):
    """Words, and nothing else."""

    words = text(_("What you have to say"))


class ReasonsForm(DeedForm):
    """Reasons, and nothing else."""

    reasons = text(_("Reasons"))

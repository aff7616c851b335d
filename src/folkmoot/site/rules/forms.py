"""What is typed about a change of the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.site.voting.papers import LONGEST_TITLE

LETTERS_IN_A_LINE = 80
"""About as many letters as a wide window shows in one line of the box."""
MOST_ROWS = 24


class ChangeForm(forms.Form):
    """A title, the reasons, and the words: of one paragraph, or of the whole rulebook."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What is to change, in one line. Anyone can read it."),
        max_length=LONGEST_TITLE,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Why the rules should change. Anyone can read them: name no person."),
        widget=forms.Textarea({"rows": 6}),
    )
    words = forms.CharField(
        label=_("The new words"),
        help_text=_(
            "Words in square brackets are what the program obeys: change the words, keep the key in braces. "
            "Lines between fences (```) say which power the paragraph grants."
        ),
        strip=False,
        widget=forms.Textarea({"spellcheck": "true", "class": "source"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = str(self["words"].value() or "")
        wrapped = sum(max(1, -(-len(line) // LETTERS_IN_A_LINE)) for line in words.split("\n"))
        self.fields["words"].widget.attrs["rows"] = min(wrapped + 4, MOST_ROWS)

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if not words.strip():
            raise forms.ValidationError(
                _("A change has words. To leave a paragraph out, edit the whole text.")
            )
        return words

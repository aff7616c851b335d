"""What is typed about a text and its amendments."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.site.members.models import Branch, Person
from folkmoot.site.motions.forms import BranchChoice, PersonChoice, shown_to
from folkmoot.site.voting.papers import LONGEST_TITLE
from folkmoot.texts.clause import FIELDS, KINDS, MOST_WORDS, forbidden

LONGEST_REASONS = 20_000
KIND_WORDS = {
    "section": gettext_lazy("A section, with a heading"),
    "clause": gettext_lazy("A clause, with a number"),
    "item": gettext_lazy("A point of a list, with a letter"),
    "flush": gettext_lazy("A paragraph without a number"),
    "table": gettext_lazy("A table: one row a line, cells between bars"),
}


def name_of(mark: str) -> str:
    """What an invisible character is called: “U+202E, right-to-left override”."""
    code = f"U+{ord(mark):04X}"
    name = unicodedata.name(mark, "")
    return f"{code}, {name.lower()}" if name else code


def tidied(text: str) -> str:
    """What somebody typed, in normal form, with plain line ends and no blanks at the edges of lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = [line.strip() for line in unicodedata.normalize("NFC", plain).split("\n")]
    return "\n".join(lines).strip("\n")


class Words(forms.CharField):
    """Words of a text: in normal form, with plain line ends, and nothing in them that nobody can see.

    `empty`: that there are none is an answer too.
    """

    def __init__(self, *, rows: int = 0, most: int = MOST_WORDS, empty: bool = False, **more: Any) -> None:
        self.most, self.empty = most, empty
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=widget, strip=False, **more)

    def to_python(self, value: Any) -> str:
        return tidied(str(value or ""))

    def validate(self, value: str) -> None:
        if not self.empty:
            super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                _("There is room for {most} characters here, and this has {n}. Shorten it.").format(
                    most=f"{self.most:,}", n=f"{len(value):,}"
                )
            )
        unseen = dict.fromkeys(mark for mark in value if forbidden(mark))
        if unseen:
            raise forms.ValidationError(
                _(
                    "There are characters in it that nobody can see, or that turn the direction of reading:"
                    " {names}. Take them out, or type the words anew."
                ).format(names="; ".join(name_of(mark) for mark in list(unseen)[:5]))
            )


class WordsForm(forms.Form):
    """The words of a clause that is there: those of its fields that say something, and its body."""

    heading = Words(label=gettext_lazy("Heading"), empty=True)
    body = Words(label=gettext_lazy("Words"), rows=4, empty=True)
    tail = Words(label=gettext_lazy("Words after its points"), rows=2, empty=True)
    use_required_attribute = False

    def __init__(self, *args: Any, was: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        shown = [name for name in FIELDS if was[name] or self.initial.get(name)] or ["body"]
        for name in FIELDS:
            if name in shown:
                self.fields[name].widget.attrs["data-was"] = was[name]
            else:
                del self.fields[name]


class NewClauseForm(forms.Form):
    """A clause that is added."""

    where = forms.ChoiceField(label=gettext_lazy("Where does it go?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    heading = Words(
        label=gettext_lazy("Heading"), required=False, help_text=gettext_lazy("For a section; else leave it.")
    )
    body = Words(label=gettext_lazy("Words"), rows=5, empty=True)
    use_required_attribute = False
    points = Words(
        label=gettext_lazy("Points of a list under it"),
        rows=3,
        required=False,
        help_text=gettext_lazy("One on each line. They get letters by themselves."),
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], with_points: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if places:
            self.fields["where"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["where"]
        self.fields["kind"].choices = [(kind, KIND_WORDS[kind]) for kind in KINDS]  # type: ignore[attr-defined]
        if not with_points:
            del self.fields["points"]
        for name in ("heading", "body", "points"):
            if name in self.fields:
                self.fields[name].widget.attrs["data-was"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("heading") or cleaned.get("body")):
            self.add_error("body", _("A clause says something: write its words."))
        return cleaned


class SplitForm(forms.Form):
    """Where a clause is cut in two."""

    body = Words(
        label=gettext_lazy("The clause in two parts"),
        rows=6,
        help_text=gettext_lazy(
            "Put an empty line where the new clause is to begin. You can change words in both parts as well."
        ),
    )

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        first, _gap, rest = body.partition("\n\n")
        if not first.strip() or not rest.strip():
            raise forms.ValidationError(
                _("There is no empty line with words on both sides of it. Put one where it is to be cut.")
            )
        return body

    def parts(self) -> tuple[str, str]:
        """What stays, and what becomes a clause of its own."""
        first, _gap, rest = str(self.cleaned_data["body"]).partition("\n\n")
        return first.strip(), rest.strip()


class MoveForm(forms.Form):
    """Where a clause goes, with all under it."""

    where = forms.ChoiceField(label=gettext_lazy("Where does it go?"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["where"].choices = [("", gettext_lazy("Choose a place")), *places]  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    """The number that is printed before a clause."""

    label = Words(
        label=gettext_lazy("Number"),
        most=40,
        required=False,
        help_text=gettext_lazy("As it is to be printed: 4A, (2), Article 3. Left empty, the text counts it."),
    )


class LeaveOutForm(forms.Form):
    """That a clause goes, with all under it: nothing has to be typed."""


class EverywhereForm(forms.Form):
    """Words that are to be others wherever they stand."""

    find = Words(label=gettext_lazy("Everywhere it says"), most=500)
    say = Words(
        label=gettext_lazy("it is to say"),
        most=500,
        required=False,
        help_text=gettext_lazy("Left empty, the words are left out everywhere."),
    )
    part = forms.BooleanField(label=gettext_lazy("Also where it is a part of a longer word"), required=False)
    inserted = forms.BooleanField(
        label=gettext_lazy("Also in what other amendments insert, if they are carried"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["find"] == cleaned.get("say"):
            self.add_error("say", _("These are the same words: nothing would change."))
        return cleaned


class TableForm(forms.Form):
    """What an amendment is tabled with, besides what it does; what is confirmed keeps its branch."""

    branch = BranchChoice(
        label=gettext_lazy("Where it comes from"),
        queryset=Branch.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("The branch in whose name you write. Members see it beside the amendment."),
    )
    reasons = Words(
        label=gettext_lazy("Reasons"),
        rows=6,
        most=LONGEST_REASONS,
        required=False,
        help_text=gettext_lazy(
            "Why the text should change. Anyone can read them: name no person. Leave an empty line between"
            " paragraphs."
        ),
    )

    def __init__(self, *args: Any, branches: list[str], confirming: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["branch"].queryset = Branch.objects.filter(pk__in=branches)  # type: ignore[attr-defined]
        if confirming:
            del self.fields["branch"]


class InviteForm(forms.Form):
    """Whom somebody lets write in their draft: a member whose name they may see."""

    person = PersonChoice(
        label=gettext_lazy("Member"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Nobody chosen"),
        help_text=gettext_lazy("Members whose names you may see. Others can come by a link."),
    )

    def __init__(self, *args: Any, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = shown_to(by).exclude(pk=by.pk)  # type: ignore[attr-defined]


class NewTextForm(forms.Form):
    """How a text begins: from a file, from what somebody pastes, or from its title alone."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy(
            "Markdown, ODT or DOCX. You are told what of it was kept, changed or left out."
        ),
    )
    tracked = forms.ChoiceField(
        label=gettext_lazy("If the file has tracked changes"),
        choices=(
            ("changed", gettext_lazy("Take the text as it would be with them")),
            ("original", gettext_lazy("Take the text as it was without them")),
        ),
        initial="changed",
        widget=forms.RadioSelect,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "As Markdown: # for the title, ## for sections, an empty line between clauses."
        ),
        widget=forms.Textarea({"rows": 8}),
    )
    title = Words(label=gettext_lazy("Or begin with a title alone"), most=LONGEST_TITLE, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("file", "pasted", "title")):
            raise forms.ValidationError(_("Choose a file, paste a text, or give it a title."))
        return cleaned


class TitleForm(forms.Form):
    """What a text is called."""

    title = Words(label=gettext_lazy("Title"), most=LONGEST_TITLE)


class PublishForm(forms.Form):
    """Up to which day a text is open for amendment, whose it is, and of what it is a later state."""

    branch = BranchChoice(
        label=gettext_lazy("Whose text it is"),
        queryset=Branch.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("Members of this branch, and of those under it, amend it and decide on it."),
    )
    until = forms.DateField(
        label=gettext_lazy("Open for amendment until the end of"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    follows = forms.ChoiceField(
        label=gettext_lazy("Is it a later state of an adopted text?"),
        required=False,
        help_text=gettext_lazy("Then its clauses keep their addresses and their history."),
    )

    def __init__(
        self,
        *args: Any,
        branches: list[str],
        adopted: list[tuple[str, str]],
        revising: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["branch"].queryset = Branch.objects.filter(pk__in=branches)  # type: ignore[attr-defined]
        self.fields["follows"].choices = [("", gettext_lazy("No, it is new")), *adopted]  # type: ignore[attr-defined]
        if revising:
            del self.fields["branch"], self.fields["follows"]
            self.fields["until"].required = False
            self.fields["until"].help_text = gettext_lazy("Left empty, the day stays as it was.")
        elif not adopted:
            del self.fields["follows"]

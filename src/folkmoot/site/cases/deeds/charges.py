"""What can be done with a charge: serve, send back, object to, mend."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.charge import range_in
from folkmoot.site.cases.acts import charges, triage
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, WordsForm, choice, text
from folkmoot.site.cases.people import holder
from folkmoot.site.cases.wording import offence_words, offences_of
from folkmoot.site.evidence import reading as evidence

BY_MAIL: dict[str, Any] = {
    "e-mail": _("by e-mail: the site sends it with this entry, and puts it into the inbox"),
    "post": _("by post: you print it from the case and post it; it is in the inbox as well"),
    "by hand": _("by hand: you give it to the person; it is in the inbox as well"),
}


class ServeForm(DeedForm):
    """How it goes out; for paper, how that can be proved."""

    way = choice(_("How is it served, besides the inbox?"))
    proof = text(
        _("How can that be proved?"),
        hint=_("By post or by hand: the number of the posting, or who was there. The subject reads it too."),
        rows=3,
        required=False,
    )

    def ready(self) -> None:
        subject = holder(self.asked.case.on, "subject")
        has_mail = subject is not None and bool(subject.email_box)
        ways = ["e-mail"] if has_mail else []
        if self.asked.hand.office is not None or not has_mail:
            ways += ["post", "by hand"]
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each, BY_MAIL[each]) for each in ways]
        field.initial = ways[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way") in ("post", "by hand") and not data.get("proof"):
            self.add_error("proof", _("Say how it can be proved that it was posted or handed over."))
        return data


class MendForm(DeedForm):
    """Which rules instead, and how the mended charge goes out."""

    charges = forms.MultipleChoiceField(
        label=_("Which rules fit these facts?"), widget=forms.CheckboxSelectMultiple
    )

    def ready(self) -> None:
        case = self.asked.case
        field = self.fields["charges"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, words) for key, words in offences_of(case.book) if range_in(case, key)]
        field.initial = list(case.charges)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        subject = holder(self.asked.case.on, "subject")
        data["way"] = "e-mail" if subject is not None and subject.email_box else "post"
        return data


def _package(asked: Asked) -> dict[str, Any]:
    """What will go out: titles alone, which whoever serves it may see. The site composes the text."""
    items = triage.package(asked.case.on)
    said = evidence.about(items) if asked.hand.office is not None else {}
    return {
        "number": len(items),
        "titles": [said[item.pk].title for item in items if item.pk in said],
        "offences": [offence_words(asked.case.book, each) for each in asked.case.charges],
    }


def _no_objection(asked: Asked) -> bool:
    return "objection" not in asked.case.events


def _may_be_mended(asked: Asked) -> bool:
    return "objection" in asked.case.events and not asked.case.mended


DEEDS = (
    Deed(
        "charge.serve", _("Serve the charge"), _("Serve the charge"), _("Serve it now"),
        _("The charge is served, with all the evidence."),
        ("case officer", "member"), charges.serve, ServeForm, order=1,
        about="cases/parts/package.html", context=_package,
    ),
    Deed(
        "charge.bounce", _("Note that it came back"), _("Note that the charge came back?"), _("It came back"),
        _("Noted. No time runs, and the charge is served again."),
        ("case officer",), charges.bounce, order=60,
        apt=lambda asked: asked.at <= asked.case.events.get("service", 0),
    ),
    Deed(
        "charge.object", _("Say that the rule is wrong"), _("Say that the charge names the wrong rule"),
        _("Object"), _("Your objection stands. The investigator may put another rule in its place, once."),
        ("subject", "companion of subject"), charges.object_to, WordsForm, order=30, apt=_no_objection,
    ),
    Deed(
        "charge.mend", _("Mend the charge"), _("Put another rule in its place"), _("Mend it"),
        _("The charge is mended and served; the time to reply begins again."),
        ("investigator",), charges.mend, MendForm, order=5, apt=_may_be_mended,
    ),
)  # fmt: skip

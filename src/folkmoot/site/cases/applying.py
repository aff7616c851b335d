"""The questions of an application for a review, one at a time, and the answers kept until they are sent.

Whoever answers may be unknown and signed out: the answers lie encrypted in the session and nowhere else, and
go from one session to the next when somebody signs in on the way.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from folkmoot.procedure.review import SOUGHT
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.evidence.forms import EvidenceField
from folkmoot.site.members import boxes
from folkmoot.site.members.forms import plain_name
from folkmoot.site.record.keys import BadBox

KEPT, PLACE = "review_application", "session/review"
PROVED_FOR = 3600
"""Seconds for which an address that was proved on the way may be used."""
MOST = 50_000  # characters of the story
FILES = 3
SEND = "/cases/reviews/apply/send/"
EXCLUDERS = (("own", lazy("This organisation")), ("other", lazy("Another organisation")))
ACT_WORDS = {
    "expelled": lazy("I was expelled"),
    "suspended": lazy("I was suspended"),
    "refused": lazy("I was refused as a member"),
    "resigned": lazy("I resigned while there was a charge against me"),
}
SOUGHT_WORDS = {
    "annul": lazy("That it never counted: my membership was never broken"),
    "restore": lazy("To be a member again from now on"),
    "convert": lazy("A milder measure in its place, or an end to it"),
    "recognise": lazy("To be recognised here, whatever the other organisation says"),
    "correct": lazy("A correction of what is said or kept about me"),
}
HELPERS = (
    ("none", lazy("No, I do this alone")),
    ("with", lazy("Yes, somebody helps me with it")),
    ("for", lazy("I am the helper: the person has asked me to apply for them")),
)


class Question(forms.Form):
    """A question of the application, asked at second `at`."""

    def __init__(self, *given: Any, at: int = 0, **more: Any) -> None:
        super().__init__(*given, **more)
        self.at = at


class WhoForm(Question):
    """Who excluded."""

    excluder = forms.ChoiceField(label=lazy("Who excluded you?"), choices=EXCLUDERS, widget=forms.RadioSelect)
    body = forms.CharField(
        label=lazy("If it was another: which organisation?"),
        help_text=lazy("Its name, and the branch if it was one. It does not stand in the public record."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("excluder") == "other" and not given.get("body"):
            self.add_error(
                "body", _("Write which organisation it was; a name that people know it by is enough.")
            )
        if given.get("excluder") == "own":
            given["body"] = ""
        return given


class WhatForm(Question):
    """What was done."""

    act = forms.ChoiceField(
        label=lazy("What was done?"), choices=tuple(ACT_WORDS.items()), widget=forms.RadioSelect
    )


class WhenForm(Question):
    """The year, and more if it is known."""

    year = forms.IntegerField(
        label=lazy("In which year?"),
        help_text=lazy("Four figures, for example 2009. If you are not sure, the year that fits best."),
        min_value=1800,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": lazy("Write the year with four figures, for example 2009."),
            "min_value": lazy("Write the year with four figures, for example 2009."),
        },
    )
    day = forms.CharField(
        label=lazy("More exactly, if you know it"),
        help_text=lazy("“In spring”, “12 May”, “the day after the conference”."),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        if year > datetime.fromtimestamp(self.at, UTC).year:
            raise forms.ValidationError(_("That year is still to come. Write the year in which it was done."))
        return year


class WantForm(Question):
    """What is asked for."""

    sought = forms.MultipleChoiceField(
        label=lazy("What do you want?"),
        help_text=lazy(
            "As many as fit. Those who decide may give you more than you asked for, never less than now."
        ),
        choices=tuple(SOUGHT_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Choose at least one; you can say more in your own words.")},
    )

    def clean_sought(self) -> list[str]:
        return [each for each in SOUGHT if each in self.cleaned_data["sought"]]


class TellForm(Question):
    """The story."""

    story = forms.CharField(
        label=lazy("What happened?"),
        help_text=lazy(
            "What were you told, and by whom? Were you heard? What have you done since?"
            " A few sentences are enough, and you can add to it later."
        ),
        max_length=MOST,
        widget=forms.Textarea({"rows": 12}),
    )


class HelperForm(Question):
    """The person, and whoever helps."""

    name = forms.CharField(
        label=lazy("What may we call the person who was excluded?"),
        help_text=lazy(
            "The name by which the organisation that excluded you knows you, so that your file is found."
            " It stands in no public place."
        ),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    helper = forms.ChoiceField(
        label=lazy("Is somebody helping you?"), choices=HELPERS, widget=forms.RadioSelect, initial="none"
    )
    helping = forms.CharField(
        label=lazy("Who helps, and how they were asked to"),
        help_text=lazy("For example: “Kim Marsh, a friend; I asked her in a signed letter, which I attach.”"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_name(self) -> str:
        return plain_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("helper") == "for" and not given.get("helping"):
            self.add_error("helping", _("Say who you are, and how the person asked you to apply for them."))
        if given.get("helper") == "none":
            given["helping"] = ""
        return given


class SendForm(forms.Form):
    """What one has, and that it is to be sent."""

    first = EvidenceField(label=lazy("A letter, a document, a picture"), required=False)
    second = EvidenceField(label=lazy("Another"), required=False, help_text="")
    third = EvidenceField(label=lazy("And another"), required=False, help_text="")


class SignedForm(forms.Form):
    """What a clerk adds to an application on paper."""

    address = forms.EmailField(
        label=lazy("An e-mail address, if the paper gives one"),
        help_text=lazy("Without one, letters are printed for you to post."),
        required=False,
        widget=forms.TextInput({"type": "email", "autocomplete": "off", "inputmode": "email"}),
    )
    signed = forms.BooleanField(
        label=lazy("I have the paper before me, and the applicant, or a helper they asked, has signed it."),
        error_messages={"required": lazy("Only a paper that is signed can be entered.")},
    )


@dataclass(frozen=True)
class Step:
    """One question: its place in the address, its heading, and its form."""

    slug: str
    heading: Any
    form: Callable[..., Question]


STEPS = (
    Step("who", lazy("Who excluded you?"), WhoForm),
    Step("what", lazy("What was done?"), WhatForm),
    Step("when", lazy("When was it?"), WhenForm),
    Step("want", lazy("What do you want?"), WantForm),
    Step("tell", lazy("Tell it in your own words"), TellForm),
    Step("helper", lazy("You, and whoever helps you"), HelperForm),
)


def kept(session: SessionBase) -> dict[str, Any]:
    """The answers so far; nothing where there are none, or where somebody has changed the row."""
    box = session.get(KEPT)
    try:
        found = json.loads(boxes.look_into(b64decode(box), PLACE)) if box else {}
    except (BadBox, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(session: SessionBase, answers: dict[str, Any]) -> None:
    """Keep answers in the session, encrypted under the site's key, beside those that are there."""
    told = json.dumps(kept(session) | answers)
    session[KEPT] = b64encode(boxes.close(told.encode(), PLACE)).decode()


def forget(session: SessionBase) -> None:
    """They have been sent, or are not wanted any more."""
    session.pop(KEPT, None)


def is_waiting(session: SessionBase) -> bool:
    """Whether somebody is on the way to send an application."""
    return KEPT in session


def proved(answers: dict[str, Any], at: int) -> str:
    """The address that was proved on the way within the hour, or an empty string."""
    return str(answers.get("address", "")) if at <= int(answers.get("proved_at", 0)) + PROVED_FOR else ""


def missing(answers: dict[str, Any], at: int) -> Step | None:
    """The first question that has no good answer yet."""
    posted = _as_posted(answers)
    return next((step for step in STEPS if not step.form(posted, at=at).is_valid()), None)


def form_of(step: Step, answers: dict[str, Any], at: int, posted: Any = None) -> Question:
    """The form of a question: as posted, or with the answers that were kept."""
    return step.form(posted, at=at) if posted is not None else step.form(initial=answers, at=at)


def answered(step: Step, posted: Any) -> dict[str, Any]:
    """What was typed, good or not: it is kept all the same."""
    names = step.form().fields
    return {
        name: posted.getlist(name)
        if isinstance(field, forms.MultipleChoiceField)
        else posted.get(name, "")[:MOST]
        for name, field in names.items()
    }


def _as_posted(answers: dict[str, Any]) -> Any:
    posted = QueryDict(mutable=True)
    for name, value in answers.items():
        posted.setlist(name, value if isinstance(value, list) else [str(value)])
    return posted


def exclusion(answers: dict[str, Any]) -> Exclusion:
    """What the record needs to know of it. The answers have been found good."""
    return Exclusion(
        excluder=answers["excluder"],
        act=answers["act"],
        year=int(answers["year"]),
        sought=[each for each in SOUGHT if each in answers["sought"]],
        body=answers.get("body", "").strip(),
    )


def in_words(answers: dict[str, Any], *, at_the_desk: bool = False) -> str:
    """The whole application as text: what the case officer and the panel read, and what is sealed."""
    lines = [f"{label}: {value}" for label, value in summary(answers) if value]
    text = "\n".join(lines) + f"\n\n{answers['story'].strip()}\n"
    return text + (f"\n{_('Entered by a clerk from a signed paper.')}\n" if at_the_desk else "")


def summary(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Questions and answers in a few words each, but for the story."""
    helper = dict(HELPERS).get(answers.get("helper", ""), "")
    when = " · ".join(each for each in (str(answers.get("year", "")), answers.get("day", "").strip()) if each)
    wants = "; ".join(str(SOUGHT_WORDS[each]) for each in SOUGHT if each in answers.get("sought", ()))
    who = answers.get("body", "").strip() if answers.get("excluder") == "other" else ""
    return [
        (_("Name"), answers.get("name", "")),
        (_("Who excluded"), who or str(dict(EXCLUDERS).get(answers.get("excluder", ""), ""))),
        (_("What was done"), str(ACT_WORDS.get(answers.get("act", ""), ""))),
        (_("When"), when),
        (_("What is asked"), wants),
        (_("Help"), str(helper) if answers.get("helper") != "none" else ""),
        (_("Who helps"), answers.get("helping", "").strip() if answers.get("helper") != "none" else ""),
    ]

"""What is asked of those in a review or a class: the file, a comment, answers to the five questions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from folkmoot.procedure.charge import WAYS
from folkmoot.procedure.dispute import Dispute, is_over, term
from folkmoot.procedure.review import ITEMS, OUTCOMES, QUESTIONS, RESTS_ON
from folkmoot.procedure.sanction import RIGHTS
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.cases.forms import DeedForm, choice, text
from folkmoot.site.cases.people import case_of
from folkmoot.site.cases.reviewing import (
    ANSWER_WORDS,
    ITEM_WORDS,
    OUTCOME_WORDS,
    QUESTION_WORDS,
    TITLES,
    proposals,
    provable,
)
from folkmoot.site.evidence.forms import EvidenceField

WAY_WORDS = {"e-mail": lazy("By e-mail"), "post": lazy("By post"), "by hand": lazy("By hand")}
MILDER = ("none", "advice", "warning", "repair", "function limit", "rights limit")
SANCTION_WORDS = {
    "none": lazy("Nothing"),
    "advice": lazy("Advice"),
    "warning": lazy("A warning"),
    "repair": lazy("Repair of the harm"),
    "function limit": lazy("A limit to functions"),
    "rights limit": lazy("A limit to rights"),
}
RIGHT_WORDS = {
    "vote": lazy("to vote"),
    "stand": lazy("to stand for office"),
    "speak": lazy("to speak in debates"),
    "attend": lazy("to attend meetings"),
}
LASTING = ("warning", "function limit", "rights limit")
OTHER_BODY = lazy("What this organisation holds of it, if anything: it has no duty to have the other's file.")


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class DiscloseForm(DeedForm):
    """Five times: a file, words, or "there is none"; the clean value is `items`, `way` and a `note`."""

    def ready(self) -> None:
        own = self.asked.case.sanction["excluder"] == "own"
        for item in ITEMS:
            self.fields[f"{item}_file"] = EvidenceField(
                label=_("{what}: a file").format(what=ITEM_WORDS[item]), required=False, help_text=""
            )
            self.fields[f"{item}_words"] = text(
                _("{what}: in words, as the papers have it").format(what=ITEM_WORDS[item]),
                hint="" if own else OTHER_BODY,
                rows=3,
                required=False,
            )
            self.fields[f"{item}_none"] = forms.BooleanField(
                label=_("{what}: there is none").format(what=ITEM_WORDS[item]), required=False
            )
        self.fields["way"] = choice(
            _("How the applicant is told besides the inbox"),
            [(way, WAY_WORDS[way]) for way in WAYS],
        )
        self.fields["way"].initial = "e-mail"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        items = {item: list(self._words(given, item)) for item in ITEMS}
        for item in ITEMS:
            if not items[item] and not given.get(f"{item}_none") and f"{item}_file" not in self.errors:
                said = _("Hand in a file or write it down, or tick that there is none.")
                self.add_error(f"{item}_none", said)
            if items[item] and given.get(f"{item}_none"):
                said = _("There is a file or there are words, so untick this; or take them away.")
                self.add_error(f"{item}_none", said)
        lines = [f"{TITLES[item]}: {'handed over' if items[item] else 'there is none'}" for item in ITEMS]
        return {"items": items, "way": given.get("way", ""), "note": "\n".join(lines) + "\n"}

    def _words(self, given: dict[str, Any], item: str) -> Iterator[Words]:
        file, written = given.get(f"{item}_file"), (given.get(f"{item}_words") or "").strip()
        if file is not None:
            title = f"{TITLES[item]}: {file.filename}" if file.filename else TITLES[item]
            yield Words("evidence", title, file.data, file.media_type, file.filename)
        if written:
            yield Words("evidence", TITLES[item], written)


class CommentForm(DeedForm):
    """A comment on the file, and whether one wishes to be heard."""

    comment = text(
        lazy("What do you say to the file, or to its gaps?"),
        hint=lazy("The panel reads it. You can hand in papers on the page of the review at any time."),
    )
    hearing = forms.BooleanField(label=lazy("I wish to be heard before the panel decides"), required=False)
    wish = text(
        lazy("How can you be heard?"),
        hint=lazy("By telephone, by a link, in person; when you cannot; who comes along; what you need."),
        rows=3,
        required=False,
    )


class StayForm(DeedForm):
    """A step of days, and the danger to named persons."""

    days = forms.IntegerField(label=lazy("For how many days?"), min_value=1)
    reasons = text(
        lazy("Who is in danger, from what, and on what facts?"),
        hint=lazy("Nothing else is a reason: neither work, nor unrest, nor how grave the charge once was."),
    )

    def ready(self) -> None:
        most = term(self.asked.case.book, "review.step").number
        days = self.fields["days"]
        assert isinstance(days, forms.IntegerField)
        days.max_value, days.help_text = most, _("At most {n} at a time.").format(n=most)
        days.validators.append(MaxValueValidator(most))


def answer_field(case: Dispute, question: str, prefix: str = "") -> forms.ChoiceField:
    """One of the five questions: yes is not offered where what it rests on was not disclosed."""
    lacking = provable(case, question)
    burden = question in RESTS_ON
    hint = _("The body that excluded has to show it.") if burden else ""
    if lacking:
        hint = _(
            "The body that excluded has to show it, and did not: missing is {what}. So it cannot be yes."
        ).format(what=", ".join(lacking))
    choices = [(key, word) for key, word in ANSWER_WORDS.items() if key != "yes" or not lacking]
    return choice(f"{prefix}{QUESTION_WORDS[question]}", choices, hint=hint)


def next_field(case: Dispute, at: int, prefix: str = "") -> DayField:
    """The day on which what is upheld is looked at again."""
    latest = case.book.calendar.last_day(term(case.book, "review.next"), at)
    hint = _("{day} at the latest.").format(day=date_format(latest, "j F Y"))
    return DayField(
        label=prefix + _("If upheld: on which day is it looked at again?"), help_text=hint, required=False
    )


class DecideForm(DeedForm):
    """Five answers, an outcome, what belongs to it, and the reasons."""

    def ready(self) -> None:
        case, at = self.asked.case, self.asked.at
        for question in QUESTIONS:
            self.fields[question] = answer_field(case, question)
        ends = OUTCOMES[case.sanction["excluder"]]
        self.fields["outcome"] = choice(
            _("What follows?"),
            [(each, OUTCOME_WORDS[each]) for each in ends],
            hint=_("Upheld only if the first four answers are yes; and never for the worse."),
        )
        self.fields["next_day"] = next_field(case, at)
        if "converted" in ends:
            self.fields["kind"] = choice(
                _("If converted: to what?"),
                [(each, SANCTION_WORDS[each]) for each in MILDER],
                required=False,
            )
            self.fields["until"] = DayField(
                label=_("If it lasts: its last day"),
                help_text=_("For a warning, or a limit to functions or rights."),
                required=False,
            )
            self.fields["rights"] = forms.MultipleChoiceField(
                label=_("If rights are limited: which?"),
                choices=[(each, RIGHT_WORDS[each]) for each in RIGHTS],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["reasons"] = text(
            _("Reasons"), hint=_("For each answer: what shows it. The applicant reads them.")
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        outcome, day = given.get("outcome", ""), given.get("next_day")
        if outcome == "upheld" and day is None and "next_day" not in self.errors:
            self.add_error("next_day", _("What is upheld is looked at again: write the day."))
        sanction: dict[str, Any] | None = None
        if outcome == "converted":
            sanction = self._sanction(given)
        return {
            "answers": {question: given.get(question, "") for question in QUESTIONS},
            "outcome": outcome,
            "next_day": day if outcome == "upheld" else None,
            "sanction": sanction,
            "reasons": given.get("reasons", ""),
        }

    def _sanction(self, given: dict[str, Any]) -> dict[str, Any]:
        kind, until = given.get("kind", ""), given.get("until")
        if not kind:
            self.add_error("kind", _("Say to what it is converted."))
        if kind in LASTING and not isinstance(until, date) and "until" not in self.errors:
            self.add_error("until", _("This lasts for a time: write its last day."))
        if kind == "rights limit" and not given.get("rights"):
            self.add_error("rights", _("Say which rights."))
        sanction: dict[str, Any] = {"kind": kind}
        if kind in LASTING and isinstance(until, date):
            sanction["until"] = until.isoformat()
        if kind == "rights limit":
            sanction["rights"] = [each for each in RIGHTS if each in given.get("rights", ())]
        return sanction


class AgreeForm(DeedForm):
    """Which of the decisions that were put to the panel."""

    def ready(self) -> None:
        put = proposals(self.asked.case, self.asked.hand.person)
        self.fields["proposal"] = forms.TypedChoiceField(
            label=_("With which decision do you agree?"),
            choices=[
                (each.index, _("The one of act {n}: {what}").format(n=each.index, what=each.lines[0][1]))
                for each in put
            ],
            coerce=int,
            widget=forms.RadioSelect,
        )


class ClassForm(DeedForm):
    """The five answers and an outcome for each review of the class that is under way; and the reasons."""

    def ready(self) -> None:
        for part, case in self.parts():
            number = part.partition("/")[2]
            prefix = _("Review {number}: ").format(number=number)
            for question in QUESTIONS:
                self.fields[f"{question}_{number}"] = answer_field(case, question, prefix)
            ends = [each for each in OUTCOMES[case.sanction["excluder"]] if each != "converted"]
            self.fields[f"outcome_{number}"] = choice(
                prefix + _("What follows?"), [(each, OUTCOME_WORDS[each]) for each in ends]
            )
            self.fields[f"next_{number}"] = next_field(case, self.asked.at, prefix)
        self.fields["reasons"] = text(
            _("Reasons for all of them"),
            hint=_("Every applicant in the class reads them: say nothing here that belongs to one alone."),
        )

    def parts(self) -> list[tuple[str, Dispute]]:
        """The reviews that are still under way."""
        found = ((part, case_of(part)) for part in self.asked.case.parts)
        return [(part, case) for part, case in found if case is not None and not is_over(case, self.asked.at)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        decisions: dict[str, dict[str, Any]] = {}
        for part, _case in self.parts():
            number = part.partition("/")[2]
            outcome, day = given.get(f"outcome_{number}", ""), given.get(f"next_{number}")
            answers = {question: given.get(f"{question}_{number}", "") for question in QUESTIONS}
            decisions[part] = {"answers": answers, "outcome": outcome}
            if outcome == "upheld" and isinstance(day, date):
                decisions[part]["next"] = day.isoformat()
            elif outcome == "upheld" and f"next_{number}" not in self.errors:
                self.add_error(f"next_{number}", _("What is upheld is looked at again: write the day."))
        return {"decisions": decisions, "reasons": given.get("reasons", "")}

"""The forms of a panel: a hearing, a decision with its findings, an appeal, a precaution, and agreeing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.procedure.appeal import OUTCOMES
from folkmoot.procedure.decision import goes_beyond, range_of
from folkmoot.procedure.hearing import KINDS, PRESENT
from folkmoot.procedure.sanction import TERMS, milder, rank
from folkmoot.site.cases import judging
from folkmoot.site.cases.acts.decisions import Finding, Judgement
from folkmoot.site.cases.forms import DeedForm, choice, text
from folkmoot.site.cases.judging import day_words
from folkmoot.site.cases.wording import offence_words
from folkmoot.site.record import reading

WAYS = {"place": gettext_lazy("At a place"), "link": gettext_lazy("By a link")}
THERE = {
    "subject": gettext_lazy("the subject"),
    "complainant": gettext_lazy("the complainant"),
    "companion": gettext_lazy("a companion"),
    "investigator": gettext_lazy("the investigator"),
    "panel": gettext_lazy("the panel"),
    "applicant": gettext_lazy("the applicant"),
}
ENDS = {
    "upheld": gettext_lazy("The decision stands"),
    "reduced": gettext_lazy("Something milder takes its place"),
    "quashed": gettext_lazy("The decision falls"),
    "remitted": gettext_lazy("It goes back once, to a new panel"),
}


class TickBoxes(forms.CheckboxSelectMultiple):
    """Boxes of which some cannot be ticked: `barred` maps their values to the reason."""

    def __init__(self, barred: dict[str, Any]) -> None:
        super().__init__()
        self.barred = barred

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if str(option["value"]) in self.barred:
            option["attrs"]["disabled"] = True
        return option


class WhenForm(DeedForm):
    """A day and an hour, in the zone of the rulebook."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label=gettext_lazy("Beginning at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def moment(self, data: dict[str, Any]) -> int:
        """The second that is meant; 0 where something is missing."""
        day, hour = data.pop("day", None), data.pop("hour", None)
        if not isinstance(day, date) or hour is None:
            return 0
        return self.asked.case.book.calendar.at(day, hour.hour, hour.minute)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["when"] = self.moment(data)
        return data


class FixForm(WhenForm):
    """When and where a hearing is."""

    kind = choice(gettext_lazy("How do you meet?"), [(each, WAYS[each]) for each in KINDS])
    where = text(
        gettext_lazy("Where"),
        hint=gettext_lazy(
            "The address and the room, or the link. Say whether a wheelchair can get in, and whom to ask for"
            " help with hearing or language. Only those in the case read it."
        ),
        rows=3,
    )


class PostponeForm(WhenForm):
    """The new day."""


class HeldForm(DeedForm):
    """Who was there, and the note."""

    attended = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there?"),
        choices=[(each, THERE[each]) for each in PRESENT],
        widget=forms.CheckboxSelectMultiple,
    )
    note = text(
        gettext_lazy("Note of the hearing"),
        hint=gettext_lazy("What each side said, what was asked and answered. Both sides read it."),
    )


class SanctionForm(DeedForm):
    """What follows: the kind, its last day, the rights it touches. Only what the range allows is offered."""

    kind = choice(gettext_lazy("What follows?"))
    until = forms.DateField(
        label=gettext_lazy("Until, the last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Which rights, where it is a limit to rights"),
        choices=list(judging.RIGHTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "The site, the inbox, the person's own case and appeals stay open whatever you choose."
        ),
    )

    def ready(self) -> None:
        ladder = judging.ladder(self.asked)
        self.latest = {kind: end for kind, _words, end in ladder}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, self._says(words, end)) for kind, words, end in ladder
        ]
        self.fields["until"].help_text = _(
            "For a warning, a limit and an expulsion: each ends by itself on that day."
        )

    @staticmethod
    def _says(words: str, end: date | None) -> str:
        return _("{words}; {day} at the latest").format(words=words, day=day_words(end)) if end else words

    def sanction(self, data: dict[str, Any]) -> dict[str, Any]:
        """The sanction as an entry states it; faults are added to their fields."""
        kind, until = str(data.get("kind") or "none"), data.get("until")
        found: dict[str, Any] = {"kind": kind}
        if kind in TERMS:
            end = self.latest.get(kind)
            if not isinstance(until, date):
                self._add("until", _("This lasts until a day: write the last one."))
            elif end is not None and until > end:
                self._add("until", _("The last day that it may have is {day}.").format(day=day_words(end)))
            else:
                found["until"] = until.isoformat()
        if kind == "rights limit":
            found["rights"] = [each for each in judging.RIGHTS if each in (data.get("rights") or ())]
            if not found["rights"]:
                self._add("rights", _("Choose which rights are limited."))
        return found

    def _add(self, field: str, words: str) -> None:
        if field not in self.errors:
            self.add_error(field, words)


class DecisionForm(SanctionForm):
    """A finding on each charge, with evidence and reasons; what follows, and why; more, beyond precedent."""

    def ready(self) -> None:
        super().ready()
        case = self.asked.case
        self.evidence = judging.evidence_for(self.asked)
        last = {name: self.fields.pop(name) for name in ("kind", "until", "rights")}
        for number, offence in enumerate(case.root.charges):
            self._charge(number, offence_words(case.book, offence))
        self.fields.update(last)
        self.fields["sanction_reasons"] = text(
            _("Why this follows, and nothing less"),
            hint=_("Say what speaks for and against the person, and how earlier decisions compare."),
        )
        self.fields["above"] = text(
            _("Why it goes beyond all earlier decisions under the rule"),
            hint=_("Only where it does; the page says so if it is missing."),
            rows=3,
            required=False,
        )

    def _charge(self, number: int, words: str) -> None:
        self.fields[f"proved_{number}"] = choice(
            _("Charge {number}: {words}. Is it proved?").format(number=number + 1, words=words),
            [("yes", _("Yes")), ("no", _("No"))],
            hint=_("On the balance of probabilities: more likely than not. For an expulsion, cogent proof."),
        )
        self.fields[f"cites_{number}"] = forms.MultipleChoiceField(
            label=_("Charge {number}: on what does the finding rest?").format(number=number + 1),
            choices=[(each.seal, _item(each)) for each in self.evidence],
            required=False,
            widget=TickBoxes({each.seal: judging.WHY_NOT for each in self.evidence if not each.in_time}),
            help_text=_("Only what was served on the subject in time can be ticked."),
        )
        self.fields[f"reasons_{number}"] = text(
            _("Charge {number}: reasons").format(number=number + 1),
            hint=_("What you believe and why, and what you made of the other side's answer."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        case, barred = self.asked.case, {each.seal for each in self.evidence if not each.in_time}
        findings = []
        for number, offence in enumerate(case.root.charges):
            proved = data.get(f"proved_{number}") == "yes"
            cites = [seal for seal in data.get(f"cites_{number}") or [] if seal not in barred]
            if proved and not cites:
                self._add(f"cites_{number}", _("What is proved rests on evidence: tick at least one item."))
            findings.append(Finding(offence, proved, cites, str(data.get(f"reasons_{number}") or "")))
        sanction = self.sanction(data)
        self._in_range(findings, sanction)
        above = str(data.get("above") or "").strip()
        beyond = goes_beyond(reading.assembly(), case.root.charges, sanction["kind"], self.asked.at)
        if beyond and not above:
            self._add(
                "above", _("No earlier decision under the rule imposed so much: say why this one does.")
            )
        if self.errors:
            return data
        titles = {each.seal: each.title for each in self.evidence}
        reasons = str(data["sanction_reasons"])
        above = above if beyond else ""
        paper = judging.document(case, findings, sanction, reasons, above, titles)
        return {"judgement": Judgement(findings, sanction, reasons, paper, above)}

    def _in_range(self, findings: Iterable[Finding], sanction: dict[str, Any]) -> None:
        _low, high = range_of(self.asked.case.root, [each.offence for each in findings if each.proved])
        if rank(sanction["kind"]) > rank(high):
            self._add(
                "kind",
                _("For what you find proved the range ends with: {high}.").format(
                    high=judging.SANCTIONS[high]
                ),
            )


class AgreeForm(DeedForm):
    """With which decision."""

    def ready(self) -> None:
        self.fields["proposal"] = forms.TypedChoiceField(
            label=_("With which decision do you agree?"),
            choices=[
                (index, _("The one put by act {n}: {what}").format(n=index, what=what))
                for index, what in judging.open_to(self.asked)
            ],
            coerce=int,
            widget=forms.RadioSelect,
        )


class AppealForm(SanctionForm):
    """How an appeal ends; a reduction says what takes the place of the sanction."""

    outcome = choice(gettext_lazy("How does it end?"), [(each, ENDS[each]) for each in OUTCOMES])
    reasons = text(gettext_lazy("Reasons"))
    field_order = ("outcome", "kind", "until", "rights", "reasons")

    def ready(self) -> None:
        super().ready()
        self.fields["kind"].label = _("What takes its place, where it is reduced")
        self.fields["kind"].required = False
        top = rank(self.asked.case.root.sanction.get("kind"))
        field: Any = self.fields["kind"]
        field.choices = [each for each in field.choices if 0 <= rank(each[0]) <= top]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        outcome, sanction = str(data.get("outcome") or ""), None
        if outcome == "reduced":
            if not data.get("kind"):
                self._add("kind", _("Say what takes the place of the sanction."))
            sanction = self.sanction(data)
            if not self.errors and not milder(sanction, self.asked.case.root.sanction):
                self._add("kind", _("That is not milder. An appeal never makes matters worse."))
        if self.errors:
            return data
        said = str(ENDS[outcome]) + (f": {judging.sanction_words(sanction)}" if sanction else "")
        reasons = str(data["reasons"])
        paper = judging.short_document(self.asked.case, _("DECISION on the appeal"), said, reasons)
        return {"outcome": outcome, "sanction": sanction, "reasons": reasons, "document": paper}


class PrecautionForm(DeedForm):
    """Granted or refused; which of the rights that were asked for; why."""

    grant = choice(
        gettext_lazy("Is it granted?"),
        [
            ("no", gettext_lazy("No: it is refused")),
            ("yes", gettext_lazy("Yes: nothing else would keep people, evidence, money or a ballot safe")),
        ],
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Which rights are touched, where it is granted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what was asked for, and no more than is needed."),
    )
    reasons = text(
        gettext_lazy("Reasons"),
        hint=gettext_lazy("The danger, the facts, and why less would or would not do."),
    )

    def ready(self) -> None:
        asked_for = self.asked.case.sanction.get("rights", ())
        self.fields["rights"].choices = [(each, judging.RIGHTS[each]) for each in asked_for]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        granted, rights = data.get("grant") == "yes", list(data.get("rights") or [])
        if granted and not rights:
            self.add_error("rights", _("Choose which rights are touched."))
        if self.errors:
            return data
        touched = [each for each in self.asked.case.sanction["rights"] if each in rights] if granted else []
        said = _("Refused: no right is touched.")
        if granted:
            names = ", ".join(str(judging.RIGHTS[each]) for each in touched)
            said = _("Granted for a time. The right is touched: {rights}.").format(rights=names)
        reasons = str(data["reasons"])
        paper = judging.short_document(self.asked.case, _("On the precaution"), said, reasons)
        return {"grant": granted, "rights": touched, "reasons": reasons, "document": paper}


class LookForm(DeedForm):
    """Whether a precaution goes on, and why."""

    keep_it = choice(
        gettext_lazy("Does it go on?"),
        [
            ("no", gettext_lazy("No: it ends")),
            ("yes", gettext_lazy("Yes: it is still needed, and nothing less would do")),
        ],
    )
    reasons = text(
        gettext_lazy("Fresh reasons"),
        hint=gettext_lazy("As things are today: what others decided before you counts for nothing."),
    )

    def clean_keep_it(self) -> bool:
        return str(self.cleaned_data["keep_it"]) == "yes"


def _item(each: judging.Evidence) -> SafeString:
    said = format_html('<a href="{}">{}</a>', each.url, each.title)
    if each.in_time:
        return said
    return format_html("<span>{} ({})</span>", said, judging.WHY_NOT)

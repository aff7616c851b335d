"""What can be done about a draw and a panel: announce, answer, seat, challenge, make room."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.lots.sources import DICE
from folkmoot.procedure.dispute import PANEL
from folkmoot.procedure.seating import DECLINED, GROUNDS
from folkmoot.site.cases.acts import draws, panels
from folkmoot.site.cases.acts.pools import DRAWN
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, choice, text
from folkmoot.site.cases.people import by_code

REASONS: dict[str, Any] = {
    "tie": gettext_lazy("I have a tie: to somebody in the case, or to what it is about"),
    "ill": gettext_lazy("I am ill, or care for somebody who is"),
    "away": gettext_lazy("I am away or have no time"),
    "other": gettext_lazy("Something else"),
    "officer": gettext_lazy("I hold an office that touches the case"),
    "earlier": gettext_lazy("I took part in an earlier stage of it"),
    "bias": gettext_lazy("I could not judge freely"),
}
AGAINST: dict[str, Any] = {
    "tie": gettext_lazy("a tie to somebody in the case, or to what it is about"),
    "officer": gettext_lazy("an office that touches the case"),
    "earlier": gettext_lazy("a part in an earlier stage of it"),
    "bias": gettext_lazy("words or deeds that show a made-up mind"),
}


class DeclineForm(DeedForm):
    """Why not."""

    reason = choice(
        gettext_lazy("Why not?"),
        [(each, REASONS[each]) for each in DECLINED],
        hint=gettext_lazy("The record shows which of these it is, under your code name, and nothing more."),
    )


class RecuseForm(DeedForm):
    """Why somebody makes room."""

    ground = choice(
        gettext_lazy("Why do you make room?"),
        [(each, REASONS[each]) for each in dict.fromkeys((*GROUNDS, *DECLINED))],
    )


class ChallengeForm(DeedForm):
    """Whom, on which ground, and why."""

    name = choice(gettext_lazy("Who should not sit?"))
    ground = choice(gettext_lazy("On what ground?"), [(each, AGAINST[each]) for each in GROUNDS])
    reasons = text(
        gettext_lazy("Reasons"),
        hint=gettext_lazy("Say what happened and how you know. The panel and the other side read it."),
    )

    def ready(self) -> None:
        self.fields["name"].choices = sitting(self.asked)  # type: ignore[attr-defined]


class UpholdForm(DeedForm):
    """Which challenge."""

    name = choice(gettext_lazy("Which challenge do you uphold?"))

    def ready(self) -> None:
        self.fields["name"].choices = challenged(self.asked)  # type: ignore[attr-defined]


class NumberForm(DeedForm):
    """A number of one's own: its seal (made on the device), or words from which the site makes both."""

    commit = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False, widget=forms.HiddenInput)
    words = text(
        gettext_lazy("24 words or throws of a die"),
        hint=gettext_lazy(
            "Any 24 words that nobody could guess, or 24 figures from 1 to 6. Write them on a slip of paper:"
            " you type the same again to open the number. The site forgets them at once and keeps the seal."
        ),
        rows=3,
    )

    def ready(self) -> None:
        self.fields["words"].required = not self.data.get("commit")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        secret = draws.secret_of(data.get("words") or "")
        if secret is None and not data.get("commit") and not self.errors:
            self.add_error("words", _("Type 24 words or figures at least."))
        data["secret"] = secret
        return data


class OpenForm(DeedForm):
    """The number that one has added, as it lies on the device or as it was typed."""

    secret = forms.RegexField(
        r"\A[0-9a-f]{64}\Z",
        label=gettext_lazy("The number from your device"),
        required=False,
        help_text=gettext_lazy("64 figures and letters. On the device that made it, it stands here already."),
        error_messages={"invalid": gettext_lazy("It is 64 figures from 0 to 9 and letters from a to f.")},
    )
    words = text(
        gettext_lazy("Or the 24 words or throws that you typed"),
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["secret"] = data.get("secret") or draws.secret_of(data.get("words") or "")
        if not data["secret"] and not self.errors:
            self.add_error("words", _("Type what stands on your slip, all of it."))
        return data


class DiceForm(DeedForm):
    """A throw that somebody has seen."""

    dice = forms.CharField(
        label=gettext_lazy("The throw, as it was called out"),
        help_text=gettext_lazy(
            "24 figures from 1 to 6 in the order in which they were thrown. Blanks do not count."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_dice(self) -> str:
        found = "".join(str(self.cleaned_data["dice"]).split())
        if len(found) != DICE or set(found) - set("123456"):
            raise forms.ValidationError(
                _("You typed {number} figures. A throw has 24, each from 1 to 6.").format(number=len(found))
            )
        return found


class SignatureForm(DeedForm):
    """The signature of a round of the beacon."""

    signature = forms.CharField(
        label=gettext_lazy("Signature of the round"),
        help_text=gettext_lazy(
            "96 figures and letters, as the beacon shows them. Wherever you found it: a wrong one is refused."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_signature(self) -> str:
        found = "".join(str(self.cleaned_data["signature"]).lower().split())
        if len(found) != 96 or set(found) - set("0123456789abcdef"):
            raise forms.ValidationError(
                _("A signature is 96 figures from 0 to 9 and letters from a to f; you gave {number}.").format(
                    number=len(found)
                )
            )
        return found


def sitting(asked: Asked) -> list[tuple[str, str]]:
    """Code names and names of those who sit and have not been challenged."""
    panel = asked.case.panel
    names = [name for name in panel.sitting if name not in panel.challenged] if panel else []
    return _named(asked, names)


def challenged(asked: Asked) -> list[tuple[str, str]]:
    """Code names and names of those who were challenged, and still sit."""
    panel = asked.case.panel
    return _named(asked, [name for name in panel.challenged if name in panel.sitting] if panel else [])


def _named(asked: Asked, names: list[str]) -> list[tuple[str, str]]:
    found = by_code(asked.case.on, names) if names else {}
    return [(name, found[name].shown_name if name in found else name) for name in names]


def _due(asked: Asked) -> bool:
    return draws.why_due(asked.case, asked.at) is not None


def _drawn(asked: Asked) -> bool:
    return asked.case.panel is not None and bool(asked.case.panel.ranking) and not asked.case.panel.sitting


def _unanswered(asked: Asked) -> bool:
    panel, on = asked.case.panel, asked.case.on
    name = asked.hand.person.code(on) if asked.hand.person else ""
    return panel is not None and name in panel.ranking and name not in panel.answers


DEEDS = (
    Deed(
        "draw.announce",
        gettext_lazy("Announce the draw"),
        gettext_lazy("Announce the draw?"),
        gettext_lazy("Announce it"),
        gettext_lazy("The draw is announced; the pool is frozen."),
        ("case officer", "member"),
        draws.announce,
        order=30,
        apt=_due,
    ),
    Deed(
        "draw.accept",
        gettext_lazy("Accept to sit"),
        gettext_lazy("You have been drawn by lot. Will you sit?"),
        gettext_lazy("I accept"),
        gettext_lazy("Thank you. You are told when the panel sits."),
        (DRAWN,),
        draws.accept,
        order=1,
        about="cases/draw_asks.html",
        apt=_unanswered,
    ),
    Deed(
        "draw.decline",
        gettext_lazy("Decline, with a reason"),
        gettext_lazy("Decline to sit"),
        gettext_lazy("I decline"),
        gettext_lazy("You have declined. Nobody holds it against you."),
        (DRAWN,),
        draws.decline,
        form=DeclineForm,
        order=2,
        apt=_unanswered,
    ),
    Deed(
        "panel.seat",
        gettext_lazy("Seat the panel"),
        gettext_lazy("Seat those who have accepted?"),
        gettext_lazy("Seat them"),
        gettext_lazy("The panel sits."),
        ("case officer", "member"),
        panels.seat,
        order=31,
        apt=_drawn,
    ),
    Deed(
        "panel.challenge",
        gettext_lazy("Challenge a member of the panel"),
        gettext_lazy("Challenge a member of the panel"),
        gettext_lazy("Send the challenge"),
        gettext_lazy("The others on the panel decide on your challenge."),
        ("subject", "complainant", "companion", "applicant"),
        panels.challenge,
        form=ChallengeForm,
        order=40,
        apt=lambda asked: bool(sitting(asked)),
    ),
    Deed(
        "panel.uphold",
        gettext_lazy("Uphold a challenge"),
        gettext_lazy("Uphold a challenge to a member of the panel"),
        gettext_lazy("Uphold it"),
        gettext_lazy("You have upheld the challenge."),
        (PANEL,),
        panels.uphold,
        form=UpholdForm,
        order=20,
        apt=lambda asked: bool(challenged(asked)),
    ),
    Deed(
        "panel.recuse",
        gettext_lazy("Make room"),
        gettext_lazy("Make room on the panel"),
        gettext_lazy("Make room"),
        gettext_lazy("You sit no more, and can no longer read the file. Thank you for saying so."),
        (PANEL,),
        panels.recuse,
        form=RecuseForm,
        grave=True,
        order=60,
    ),
)

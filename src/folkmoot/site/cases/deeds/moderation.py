"""What can be done about a flagged comment: hold it back, decide with reasons, change it, appeal, judge,
destroy.
"""

import re
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from folkmoot.procedure.case import standing
from folkmoot.procedure.moderation import AT_ONCE
from folkmoot.site.cases.acts import moderation as acts
from folkmoot.site.cases.acts.entering import Done, Hand
from folkmoot.site.cases.commenting import as_party, how_to_appeal, proposals
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm, choice, text
from folkmoot.site.debate.marks import is_hidden

_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")
DECIDERS = ("moderator", "secretary")


def plain(words: str) -> str:
    """Words as they are compared: no marks, one blank between them."""
    return " ".join(strip_tags(words).replace("\u2019", "'").split())


class StatementForm(DeedForm):
    """A statement of reasons: it will not do without all of its parts."""

    outcome = choice(
        say("What happens to the comment"),
        (
            ("hidden", say("Hide it; a mark with the reasons stands in its place")),
            ("labelled", say("Leave it, with a label above it")),
            ("kept", say("Keep it as it is")),
        ),
    )
    rule = forms.CharField(
        label=say("Under which paragraph of the rulebook"),
        help_text=say("Its number. The one on comments stands there already."),
        max_length=12,
    )
    passage = text(
        say("The passage"), hint=say("Copy the words that your decision rests on, as they stand."), rows=3
    )
    facts = text(
        say("The facts"),
        hint=say("Why these words are, or are not, what they were flagged as. The author and the one who "
                 "flagged them read this."),
        rows=5,
    )  # fmt: skip
    automatic = choice(
        say("Did a machine help to find or to judge it?"),
        (("no", say("No, people alone")), ("yes", say("Yes"))),
    )

    def ready(self) -> None:
        powers = self.asked.case.book.powers.get("comment.flag", ())
        self.fields["rule"].initial = powers[0].paragraph if powers else ""

    def clean_rule(self) -> str:
        number = str(self.cleaned_data["rule"]).strip()
        try:
            self.asked.case.book.paragraph(number)
        except KeyError:
            raise forms.ValidationError(
                _("The rulebook has no paragraph {number}. Write its number, like 13.1.").format(
                    number=number
                )
            ) from None
        return number

    def clean_passage(self) -> str:
        quoted = str(self.cleaned_data["passage"])
        if plain(quoted) not in plain(acts.speech_of(self.asked.case.on).html):
            raise forms.ValidationError(
                _("These words do not stand in the comment. Copy them as they stand.")
            )
        return quoted

    def clean_automatic(self) -> bool:
        return bool(self.cleaned_data["automatic"] == "yes")


class OtherWordsForm(DeedForm):
    """What its author puts in the place of a hidden comment."""

    words = text(say("Your new words"), hint=say("They are visible as soon as you send them."))


class AppealForm(DeedForm):
    """Why a jury should look at it."""

    reasons = text(
        say("Why the decision is wrong"),
        hint=say("Three members drawn by lot read this, and so do the others in the matter."),
    )


class JudgeForm(DeedForm):
    """A jury's decision with its reasons."""

    outcome = choice(
        say("Was the moderator's decision right?"),
        (("restored", say("No: restore the comment")), ("upheld", say("Yes: the decision stands"))),
    )
    reasons = text(
        say("Reasons"), hint=say("Two sentences or more. The author and the one who flagged it read them.")
    )

    def ready(self) -> None:
        if self.asked.case.outcome == "kept":
            self.fields["outcome"].help_text = _(
                "The comment was kept, and stays visible either way: the rules give a jury the power to "
                "restore, and not to hide."
            )

    def clean_reasons(self) -> str:
        reasons = str(self.cleaned_data["reasons"])
        if len(_SENTENCE.findall(reasons)) < 2:
            raise forms.ValidationError(_("Write two sentences or more: what you found, and why it counts."))
        return reasons


class AgreeForm(DeedForm):
    """With which of the decisions that were put one agrees."""

    proposal = choice(say("The decision with which you agree"))

    def ready(self) -> None:
        said = {"restored": _("Restore the comment"), "upheld": _("The decision stands")}
        field = self.fields["proposal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                str(index),
                _("{what}, as put in act {index}").format(
                    what=said.get(str(each.facts.get("outcome")), ""), index=index
                ),
            )
            for index, each in self.asked.case.proposals.items()
        ]

    def clean_proposal(self) -> int:
        return int(self.cleaned_data["proposal"])


def _moderate(
    *, on: str, by: Hand, at: int, outcome: str, rule: str, passage: str, facts: str, automatic: bool
) -> Done:
    said = acts.Statement(rule, passage, facts, automatic, how_to_appeal(on, at))
    return acts.moderate(on=on, by=by, at=at, outcome=outcome, statement=said)


def _free(asked: Asked) -> bool:
    """Whether an officer has no part in the matter."""
    return as_party(asked.case, asked.hand.writer) is None


def _may_hold(asked: Asked) -> bool:
    return _free(asked) and asked.case.charges[0] in AT_ONCE and "hold" not in asked.case.events


def _may_destroy(asked: Asked) -> bool:
    return _free(asked) and asked.case.charges[0] in acts.UNLAWFUL and asked.case.outcome == "hidden"


def _may_appeal(asked: Asked) -> bool:
    """Each side appeals against what went against it."""
    against = ("kept", "labelled") if asked.hand.role == "flagger" else ("hidden", "labelled")
    return asked.case.outcome in against


def _put(asked: Asked) -> bool:
    return bool(asked.case.proposals)


def _not_put_by_me(asked: Asked) -> bool:
    mine = asked.hand.person.code(asked.case.on) if asked.hand.person else ""
    return not any(mine in each.agreed for each in asked.case.proposals.values())


def _may_join(asked: Asked) -> bool:
    return _free(asked) and standing(asked.case, asked.at).state == "shredding"


def _about(asked: Asked) -> dict[str, Any]:
    sees = asked.hand.role != "flagger" or not is_hidden(asked.case, asked.at)
    return {
        "comment_html": mark_safe(acts.speech_of(asked.case.on).html) if sees else "",  # sanitised when said
        "how_to_appeal": how_to_appeal(asked.case.on, asked.at),
        "proposals": proposals(asked.case),
    }


ABOUT = "cases/comment_about.html"
DEEDS = (
    Deed(
        "comment.moderate", say("Decide, with reasons"), say("Decide on a comment"), say("Decide"),
        say("Your decision stands. The author and the one who flagged it have been told."),
        DECIDERS, _moderate, StatementForm, order=10, about=ABOUT, context=_about, apt=_free,
    ),
    Deed(
        "comment.hold", say("Hold it back at once"), say("Hold a comment back for hours"),
        say("Hold it back"), say("It is held back. It is visible again by itself if nobody decides."),
        DECIDERS, acts.hold, order=20, grave=True, about=ABOUT, context=_about, apt=_may_hold,
    ),
    Deed(
        "comment.edit", say("Put other words in its place"), say("Put other words in its place"),
        say("Show these words"), say("Your new words are visible."),
        ("author",), acts.put_other_words, OtherWordsForm, order=10, about=ABOUT, context=_about,
    ),
    Deed(
        "moderation.appeal", say("Appeal to a jury"), say("Appeal to a jury drawn by lot"), say("Appeal"),
        say("Your appeal stands. A jury of members is drawn by lot."),
        ("author", "flagger"), acts.appeal, AppealForm,
        order=20, about=ABOUT, context=_about, apt=_may_appeal,
    ),
    Deed(
        "jury.decide", say("Put a decision to the jury"), say("What the jury should decide"),
        say("Put it to the jury"), say("Your decision is put. It stands as soon as most of the jury agree."),
        ("panel member",), acts.judge, JudgeForm, order=20, about=ABOUT, context=_about, apt=_not_put_by_me,
    ),
    Deed(
        "jury.agree", say("Agree with what was put"), say("Agree with a decision"), say("Agree"),
        say("You have agreed."),
        ("panel member",), acts.agree, AgreeForm, order=10, about=ABOUT, context=_about,
        apt=lambda asked: _put(asked) and _not_put_by_me(asked),
    ),
    Deed(
        "comment.shred", say("Ask for it to be destroyed"), say("Destroy what the law forbids to keep"),
        say("Ask for it to be destroyed"),
        say("The author has been told. The case officer can join in after the time that the rule names."),
        DECIDERS, acts.ask_to_destroy, order=60, grave=True, about=ABOUT, context=_about, apt=_may_destroy,
    ),
    Deed(
        "shred.join", say("Join in destroying it"), say("Destroy what the law forbids to keep"),
        say("Destroy it"), say("The words are destroyed. Their seal stays in the record."),
        ("case officer",), acts.destroy, order=10, grave=True, about=ABOUT, context=_about, apt=_may_join,
    ),
)  # fmt: skip

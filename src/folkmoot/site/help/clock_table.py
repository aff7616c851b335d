"""The table of clocks: which day starts one, whose it is, how long it runs, and what follows.

Terms of an organisation's own rules are those of the starter rulebooks, and may be changed by the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.site.help import limits
from folkmoot.site.help.reckoning import Term

Said = str | Promise


@dataclass(frozen=True, slots=True)
class Event:
    """A day that the person types."""

    name: str
    label: Said
    hint: Said = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A clock that an event starts. `side` is yours or theirs; `term` of the rules, or `limit` of the law."""

    name: str
    side: str
    event: str
    label: Said
    missed: Said
    source: Said
    term: Term | None = None
    limit: str = ""

    def term_at(self, day: date, numbers: Mapping[str, int]) -> Term | None:
        """The term that holds for something that happened on `day`; none if the law knew none then."""
        if self.term is None:
            found = limits.limit_at(self.limit, day)
            return found.term if found else None
        number = numbers.get(self.name)
        return self.term if number is None else Term(number, self.term.unit, self.term.moves)


RULES = _("starter rulebook; yours may differ")

EVENTS = (
    Event(
        "charge",
        _("The charge reached you"),
        _(
            "If you only know when it was sent: two days later if it came electronically, five "
            "days later if it came by post."
        ),
    ),
    Event("panel", _("You were told who sits on the panel")),
    Event("interim", _("You were suspended while the case is open")),
    Event("hearing", _("The hearing is, or was, on")),
    Event(
        "decision",
        _("The decision with its reasons is dated"),
        _("Some rulebooks count from the day on which it reached you; the date on it is the safer one."),
    ),
    Event("appeal", _("You sent your appeal")),
    Event(
        "sanction",
        _("The expulsion, suspension or other measure began"),
        _("Courts and tribunals may count from this day. If you are not sure, take the earliest."),
    ),
    Event("review", _("You applied for a review of a past case")),
    Event(
        "access",
        _("Your request for your own data reached them"),
        _("An e-mail reaches them on the day on which you send it."),
    ),
    Event("complaint", _("Your complaint about how they handle your data reached them")),
)

KINDS = (
    Kind(
        "reply",
        "yours",
        "charge",
        _("Reply to the charge"),
        _("They may go on with the papers that they have; nothing may be concluded from your silence."),
        RULES,
        Term(21),
    ),
    Kind(
        "more-time",
        "yours",
        "charge",
        _("Ask for 14 more days to reply, if you need them"),
        _("After this day more time is no longer yours by right."),
        RULES,
        Term(21),
    ),
    Kind(
        "challenge",
        "yours",
        "panel",
        _("Challenge a member of the panel"),
        _("The panel stays as it is; a tie that you learn of later can still be named in an appeal."),
        RULES,
        Term(5),
    ),
    Kind(
        "evidence",
        "yours",
        "hearing",
        _("Hand in evidence"),
        _("What comes later is not admitted."),
        RULES,
        Term(-7, moves=False),
    ),
    Kind(
        "appeal",
        "yours",
        "decision",
        _("Appeal"),
        _("The decision becomes final. A late appeal needs a good cause, and is possible for six months."),
        RULES,
        Term(28),
    ),
    Kind(
        "certification-officer",
        "yours",
        "sanction",
        _("Apply to the Certification Officer (trade unions)"),
        _("The application may be refused as too late. Using the union's own procedure can move this day."),
        _("Trade Union and Labour Relations (Consolidation) Act 1992, section 108A"),
        limit="certification-officer",
    ),
    Kind(
        "tribunal",
        "yours",
        "sanction",
        _("Claim unjustifiable discipline or exclusion at a tribunal (trade unions)"),
        _("The tribunal may refuse to hear it. The limit may have become six months; act as if it had not."),
        _("Trade Union and Labour Relations (Consolidation) Act 1992, sections 66 and 174"),
        limit="tribunal",
    ),
    Kind(
        "court",
        "yours",
        "sanction",
        _("Claim in court that your contract of membership was broken"),
        _("The claim is barred. An order that stops something at once has to be asked for at once."),
        _("Limitation Act 1980, section 5"),
        limit="court",
    ),
    Kind(
        "decide",
        "theirs",
        "charge",
        _("Decide the case"),
        _("The case lapses, for good, and a suspension ends with it."),
        RULES,
        Term(120),
    ),
    Kind(
        "hear-you",
        "theirs",
        "interim",
        _("Hear you about the suspension, if they did not before"),
        _("The suspension ends."),
        RULES,
        Term(7),
    ),
    Kind(
        "renew",
        "theirs",
        "interim",
        _("Renew the suspension, with fresh reasons"),
        _("The suspension ends."),
        RULES,
        Term(28),
    ),
    Kind(
        "longest",
        "theirs",
        "interim",
        _("The longest that a suspension without a decision may last"),
        _("The suspension ends by itself."),
        RULES,
        Term(84),
    ),
    Kind(
        "reasons",
        "theirs",
        "hearing",
        _("Decide, with reasons for each charge"),
        _("The charges are dismissed."),
        RULES,
        Term(14),
    ),
    Kind(
        "appeal-defects",
        "theirs",
        "appeal",
        _("Say what is wrong with your appeal, if anything is"),
        _("Your appeal counts as valid."),
        RULES,
        Term(7),
    ),
    Kind(
        "union-defects",
        "theirs",
        "appeal",
        _("Say what is wrong with your appeal (trade unions)"),
        _("It counts as valid by law; and six months after it the way to court may no longer be blocked."),
        _("Trade Union and Labour Relations (Consolidation) Act 1992, section 63"),
        limit="defects",
    ),
    Kind(
        "appeal-decided",
        "theirs",
        "appeal",
        _("Decide your appeal"),
        _("Your appeal is allowed, and the sanction falls."),
        RULES,
        Term(70),
    ),
    Kind(
        "file",
        "theirs",
        "review",
        _("Show you the file that they rely on"),
        _("What is missing counts as not existing."),
        RULES,
        Term(30),
    ),
    Kind(
        "review-decided",
        "theirs",
        "review",
        _("Decide the review"),
        _("You are restored provisionally, until they decide."),
        RULES,
        Term(90),
    ),
    Kind(
        "access",
        "theirs",
        "access",
        _("Answer your request for your own data"),
        _("You can complain to them about it, and then to the Information Commissioner."),
        _("UK GDPR, articles 12 and 15"),
        limit="subject-access",
    ),
    Kind(
        "complaint",
        "theirs",
        "complaint",
        _("Confirm that they have your complaint about your data"),
        _("You can go to the Information Commissioner."),
        _("Data Protection Act 2018, section 164A"),
        limit="data-complaint",
    ),
)

ASKED_BACK = (
    ("identity_asked", _("They asked you to show who you are, on")),
    ("identity_shown", _("You showed it on")),
    ("scope_asked", _("They asked what exactly you want, on")),
    ("scope_answered", _("You answered on")),
    ("told_of_more", _("They told you that they need longer, on")),
)
"""Days that change when a request for data has to be answered; as the fields of a form."""

"""Letters after a decision, or after a date that was missed."""

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.framing import letter
from folkmoot.site.help.letters.shapes import Choice, Paragraph, Question

APPEAL = letter(
    "appeal",
    title=_("Appeal"),
    lead=_("When a decision went against you."),
    subject=_("Appeal"),
    asks=(
        Question("decided", _("When did the decision with its reasons reach you?"), _("day"), "date"),
        Question(
            "outcome",
            _("What was decided?"),
            _("what was decided"),
            hint=_("For example: expulsion for five years."),
        ),
        Question(
            "procedure",
            _("Was the procedure wrong?"),
            _("what was wrong"),
            "long",
            optional=True,
            hint=_(
                "No notice, no time, no hearing, evidence that you were not shown, a limit that was missed."
            ),
        ),
        Question("facts", _("Are the facts wrong?"), _("which facts"), "long", optional=True),
        Question("rule", _("Was a rule misread?"), _("which rule"), "long", optional=True),
        Question("bias", _("Was somebody biased?"), _("who, and what shows it"), "long", optional=True),
        Question(
            "sanction",
            _("Is it too harsh?"),
            _("why"),
            "long",
            optional=True,
            hint=_("What were others given for the like? What less would have been enough?"),
        ),
        Question("fresh", _("Is there new evidence?"), _("new evidence"), "long", optional=True),
        Question(
            "wanted",
            _("What do you ask for?"),
            _("what you ask for"),
            "choice",
            choices=(
                Choice("quash", _("Set the decision aside"), _("set the decision aside")),
                Choice(
                    "less",
                    _("Set it aside, or else a lesser measure"),
                    _("set the decision aside, or else put a lesser measure in its place"),
                ),
                Choice(
                    "again",
                    _("Hear the case again"),
                    _("hear the case again, before people who have had no part in it"),
                ),
            ),
        ),
    ),
    says=(
        _("I appeal against the decision that reached me on {decided}: {outcome}."),
        Paragraph(_("The procedure was wrong:"), "procedure"),
        Paragraph("{procedure}", "procedure"),
        Paragraph(_("The facts are wrong:"), "facts"),
        Paragraph("{facts}", "facts"),
        Paragraph(_("A rule was misread:"), "rule"),
        Paragraph("{rule}", "rule"),
        Paragraph(_("The decision was not impartial:"), "bias"),
        Paragraph("{bias}", "bias"),
        Paragraph(_("The sanction is too harsh:"), "sanction"),
        Paragraph("{sanction}", "sanction"),
        Paragraph(_("There is new evidence:"), "fresh"),
        Paragraph("{fresh}", "fresh"),
        _("I ask you to {wanted}."),
        _(
            "If anything is missing from this appeal, please tell me within seven days what it "
            "is, so that I can mend it. Please let the sanction wait until the appeal is "
            "decided, and let nobody decide it who has had a part in the case."
        ),
    ),
    tips=(
        _("One ground is enough. Leave the others empty."),
        _(
            "Dates for courts, tribunals and the Certification Officer go on running beside "
            "the appeal: look at your clocks."
        ),
    ),
)

REVIEW = letter(
    "review",
    title=_("Ask for a review of a past case"),
    lead=_("When you were excluded, suspended, refused, or left under a charge, however long ago."),
    subject=_("Application for a review"),
    asks=(
        Question(
            "when", _("When was it?"), _("when"), hint=_("A day, a month or a year: as well as you know.")
        ),
        Question("done", _("What was done to you?"), _("what was done"), "long"),
        Question(
            "known",
            _("What were you told or shown at the time?"),
            _("what you were told"),
            "long",
            optional=True,
            hint=_("Leave it empty if it was nothing: the letter then says so."),
        ),
        Question(
            "since", _("What have you done since?"), _("what you have done since"), "long", optional=True
        ),
        Question(
            "sought",
            _("What do you want?"),
            _("what you want"),
            "choice",
            choices=(
                Choice(
                    "annul",
                    _("That it never counted"),
                    _("declare the measure void from the beginning, so that my membership is unbroken"),
                ),
                Choice(
                    "restore", _("To be a member again from now on"), _("restore me as a member from today")
                ),
                Choice(
                    "convert",
                    _("A lesser measure, or an end to it"),
                    _("put a lesser measure in its place, or set a day on which it ends"),
                ),
                Choice(
                    "file",
                    _("First of all, to see the file"),
                    _("show me the file first, so that I can decide what to ask for"),
                ),
            ),
        ),
    ),
    says=(
        _("I apply for a review of what was done to me in or about {when}."),
        Paragraph("{done}"),
        Paragraph(_("At the time I was told or shown this:"), "known"),
        Paragraph("{known}", "known"),
        Paragraph(_("At the time I was told and shown nothing."), "!known"),
        Paragraph(_("Since then:"), "since"),
        Paragraph("{since}", "since"),
        _("I ask you to {sought}."),
        _(
            "Please show me within 30 days the rule that was relied on, the charge, the "
            "evidence, the decision and its reasons. Where there is no such paper, please say "
            "so."
        ),
        _(
            "Please let people decide who had no part in it, ask of them whether there was a "
            "rule, notice, a chance to reply and an open mind, and tell me the outcome with "
            "reasons within 90 days."
        ),
    ),
)

MISSED = letter(
    "deadline-missed",
    title=_("Say that they have missed a date"),
    lead=_("When they had to do something by a day, and did not."),
    subject=_("A deadline has passed"),
    asks=(
        Question(
            "duty",
            _("What did they have to do?"),
            _("what they had to do"),
            hint=_("For example: decide my appeal."),
        ),
        Question(
            "rule",
            _("Which rule says so?"),
            _("the rule"),
            optional=True,
            hint=_("Its number, if you know it."),
        ),
        Question("start", _("From which day does the time run?"), _("day"), "date"),
        Question("due", _("Which was the last day?"), _("day"), "date", hint=_("Your clocks show it.")),
        Question(
            "follows",
            _("What does the rule say follows?"),
            _("what follows"),
            "choice",
            choices=(
                Choice(
                    "lapse",
                    _("The case, the charge or the measure ends"),
                    _("what was begun against me has ended by itself"),
                ),
                Choice(
                    "allowed",
                    _("What I asked for counts as granted"),
                    _("what I asked for counts as granted"),
                ),
                Choice(
                    "unsure",
                    _("The rule does not say, or I do not know"),
                    _("you are in breach of your own rules, which are a contract between us"),
                ),
            ),
        ),
    ),
    says=(
        _("You had to {duty}. The time for it began on {start} and ended on {due}. It has not been done."),
        Paragraph(_("The rule is {rule}."), "rule"),
        _("It follows that {follows}."),
        _(
            "Please confirm this in writing within seven days, and act accordingly. If you "
            "think that the time has not run out, please tell me from which day you count, "
            "under which rule, and who extended it with what reasons."
        ),
    ),
)

LETTERS = (APPEAL, REVIEW, MISSED)

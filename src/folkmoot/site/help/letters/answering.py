"""Letters that answer a charge, or object to what was done before anything is decided."""

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.framing import letter
from folkmoot.site.help.letters.shapes import Choice, Paragraph, Question

REPLY = letter(
    "reply",
    title=_("Reply to the charge"),
    lead=_("When you know the charge and the evidence, and want to say what happened."),
    subject=_("Reply to the charge"),
    asks=(
        Question("charged", _("When is the charge dated?"), _("day"), "date"),
        Question(
            "stand",
            _("Do you accept the charge?"),
            _("what you say to it"),
            "choice",
            choices=(
                Choice("deny", _("No"), _("I deny the charge")),
                Choice("part", _("In part"), _("I accept part of what is said, and deny the rest")),
                Choice(
                    "accept",
                    _("Yes, but there is more to say"),
                    _("I accept what happened, and ask you to consider how it came about"),
                ),
            ),
        ),
        Question(
            "story",
            _("What happened, in your own words?"),
            _("what happened"),
            "long",
            hint=_("In order of time. Leave an empty line between one thing and the next."),
        ),
        Question(
            "rule",
            _("Is the rule wrong, or did it not exist then?"),
            _("what is wrong with the rule"),
            "long",
            optional=True,
        ),
        Question(
            "evidence",
            _("What shows it?"),
            _("what shows it"),
            "lines",
            optional=True,
            hint=_("One item on each line. Number your papers the same way."),
        ),
        Question(
            "witnesses",
            _("Who saw or heard it?"),
            _("who saw it"),
            "lines",
            optional=True,
            hint=_("One person on each line. Ask them first."),
        ),
        Question(
            "hearing",
            _("Do you want a hearing?"),
            _("a hearing or not"),
            "choice",
            choices=(
                Choice(
                    "yes", _("Yes"), _("I ask for a hearing, and will bring a companion who may speak for me")
                ),
                Choice(
                    "no",
                    _("No, the papers are enough"),
                    _("I do not ask for a hearing, unless the other side does"),
                ),
            ),
        ),
    ),
    says=(
        _("This is my reply to the charge of {charged}. {stand}."),
        Paragraph("{story}"),
        Paragraph(_("About the rule that is named:"), "rule"),
        Paragraph("{rule}", "rule"),
        Paragraph(_("I rely on the following, which I attach:"), "evidence"),
        Paragraph("{evidence}", "evidence"),
        Paragraph(_("Please hear these witnesses:"), "witnesses"),
        Paragraph("{witnesses}", "witnesses"),
        _("As to a hearing: {hearing}."),
        _(
            "Whoever brings a charge has to show it. Please deal with each charge on its own, "
            "and give reasons for each."
        ),
    ),
    tips=(
        _("If what you are charged with may also be a crime, speak with a solicitor before you send this."),
    ),
)

INTERIM = letter(
    "interim",
    title=_("Object to a suspension while the case is open"),
    lead=_("When rights were taken from you before anything has been decided."),
    subject=_("Objection to an interim measure"),
    asks=(
        Question("since", _("Since when?"), _("day"), "date"),
        Question(
            "touched",
            _("What can you not do any more?"),
            _("the rights that are touched"),
            "lines",
            hint=_("One thing on each line: vote, come to meetings, stand for office, read the news."),
        ),
        Question(
            "reasons",
            _("What reason were you given?"),
            _("their reason"),
            "long",
            optional=True,
            hint=_("Leave it empty if you were given none: the letter then says so."),
        ),
        Question(
            "instead",
            _("What would be enough instead?"),
            _("what would be enough"),
            "lines",
            optional=True,
            hint=_("One thing on each line, for example: I will not write to the complainant."),
        ),
        Question(
            "contest",
            _("Is there an election or selection that you would miss?"),
            _("the election"),
            optional=True,
        ),
    ),
    says=(
        _("Since {since} the following has been taken from me, although nothing has been decided:"),
        Paragraph("{touched}"),
        Paragraph(_("The reason that I was given is this:"), "reasons"),
        Paragraph("{reasons}", "reasons"),
        Paragraph(_("I was given no reason."), "!reasons"),
        _(
            "I object. Please tell me: which rule gives this power; which risk there is, to "
            "whom, shown by which facts; why nothing less would do; and on which day it ends."
        ),
        Paragraph(_("The following would be enough, and I offer it:"), "instead"),
        Paragraph("{instead}", "instead"),
        Paragraph(
            _(
                "There is an election or selection that I would miss: {contest}. A precaution must "
                "not decide it. Please deal with this first."
            ),
            "contest",
        ),
        _(
            "Please end the measure. If you do not, please hear me within seven days, before "
            "people who did not order it, and review it at least every 28 days. A measure "
            "whose time has run out without fresh reasons has ended."
        ),
    ),
)

LETTERS = (REPLY, INTERIM)

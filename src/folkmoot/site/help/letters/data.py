"""Letters about what an organisation holds on a person, and the pointer to advice before going to court."""

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.framing import letter
from folkmoot.site.help.letters.shapes import Choice, Letter, Paragraph, Question

ACCESS = letter(
    "subject-access",
    title=_("Ask for your own data"),
    lead=_(
        "When you want to see what they hold on you. You need no form, no reason and no "
        "money; they have one month."
    ),
    subject=_("Subject access request"),
    asks=(
        Question(
            "known_as",
            _("By which names, addresses or numbers do they know you?"),
            _("names, addresses, membership number"),
            "lines",
            hint=_("One on each line: your name, e-mail addresses, a membership number."),
        ),
        Question(
            "about",
            _("What are you looking for?"),
            _("what you look for"),
            "lines",
            optional=True,
            hint=_("One thing on each line. The more exact it is, the less reason there is to ask you back."),
        ),
        Question(
            "people",
            _("Who is likely to hold it?"),
            _("who holds it"),
            "lines",
            optional=True,
            hint=_("One name, office or mailbox on each line."),
        ),
        Question("from_day", _("From which day on?"), _("day"), "date", optional=True),
    ),
    says=(
        _(
            "Under article 15 of the UK GDPR, please send me a copy of the personal data that "
            "you hold on me, and the information that the article lists: why you hold it, "
            "where it came from, who has had it, and for how long you keep it."
        ),
        _("You know me by:"),
        Paragraph("{known_as}"),
        Paragraph(_("I am looking for this in particular:"), "about"),
        Paragraph("{about}", "about"),
        Paragraph(
            _(
                "Please ask these in particular, and their own accounts and telephones where they "
                "used them for your business:"
            ),
            "people",
        ),
        Paragraph("{people}", "people"),
        Paragraph(_("I ask for what was written or received on or after {from_day}."), "from_day"),
        _(
            "If you doubt who I am, or need to know more about what I ask for, please ask me "
            "at once. If you need longer than one month, please tell me within that month, "
            "with the reason."
        ),
        _(
            "If you withhold or black out anything, please tell me for each item that you do "
            "so, and why. Please do not delete or alter anything that this request covers."
        ),
        _("Please send it as files, in the form in which you hold it."),
    ),
    tips=(
        _("Note the day on which it reaches them, and put it into your clocks."),
        _("Other people's data and advice from their lawyers may be withheld: check with an adviser."),
    ),
    with_case=False,
)

COMPLAINT = letter(
    "data-complaint",
    title=_("Complain about how they handle your data"),
    lead=_(
        "When they did not answer a request for your data, published something, held "
        "something wrong, or passed it on."
    ),
    subject=_("Complaint about the handling of my data"),
    asks=(
        Question(
            "wrong",
            _("What did they do, or not do?"),
            _("what went wrong"),
            "choice",
            choices=(
                Choice(
                    "silent",
                    _("They did not answer my request in time"),
                    _("you did not answer my request for my data in time"),
                ),
                Choice(
                    "part",
                    _("They left things out of their answer"),
                    _("your answer to my request for my data is not complete"),
                ),
                Choice(
                    "shared",
                    _("They passed on or published something"),
                    _("you passed on or published data about me"),
                ),
                Choice(
                    "false",
                    _("They hold something that is wrong"),
                    _("you hold data about me that are wrong, and use them"),
                ),
                Choice("lost", _("They lost or deleted something"), _("you lost or deleted data about me")),
            ),
        ),
        Question("when", _("When was it, or when did you find out?"), _("day"), "date"),
        Question("details", _("What happened?"), _("what happened"), "long"),
        Question("harm", _("What did it do to you?"), _("what it did to you"), "long", optional=True),
        Question(
            "wanted",
            _("What do you want them to do?"),
            _("what you want"),
            "lines",
            hint=_("One thing on each line."),
        ),
    ),
    says=(
        _(
            "This is a complaint under section 164A of the Data Protection Act 2018: {wrong}. "
            "It was on {when}, or I learned of it then."
        ),
        Paragraph("{details}"),
        Paragraph(_("What it did to me:"), "harm"),
        Paragraph("{harm}", "harm"),
        _("I ask you to do this:"),
        Paragraph("{wanted}"),
        _(
            "Please confirm within 30 days that you have this complaint, look into it without "
            "delay, and tell me the outcome. If I am not satisfied, I shall go to the "
            "Information Commissioner."
        ),
    ),
    tips=(_("The duty to confirm a complaint within 30 days applies since 19 June 2026."),),
    with_case=False,
)

PRESERVATION = letter(
    "preservation",
    title=_("Ask them to keep what exists"),
    lead=_(
        "When messages, recordings or minutes might be deleted before anybody looks at them. Send this early."
    ),
    subject=_("Please preserve records"),
    asks=(
        Question(
            "matter",
            _("What is it about, in a few words?"),
            _("what it is about"),
            hint=_("For example: my suspension in May."),
        ),
        Question("from_day", _("From which day on?"), _("day"), "date"),
        Question(
            "records",
            _("What must be kept?"),
            _("what must be kept"),
            "lines",
            hint=_(
                "One thing on each line: minutes, e-mails, chat groups, recordings, logs of the "
                "membership system."
            ),
        ),
        Question(
            "people",
            _("Who holds it?"),
            _("who holds it"),
            "lines",
            optional=True,
            hint=_("One name or office on each line."),
        ),
    ),
    says=(
        _("There is a dispute between us about {matter}. It may go to an appeal, a tribunal or a court."),
        _(
            "Please keep everything that bears on it, from {from_day} on, wherever it lies, in "
            "its original form, and stop whatever deletes it by itself. This includes:"
        ),
        Paragraph("{records}"),
        Paragraph(_("Please pass this on to:"), "people"),
        Paragraph("{people}", "people"),
        _(
            "This includes private accounts and telephones that were used for your business, "
            "and messages that are set to disappear."
        ),
        _(
            "Please confirm within seven days that this has been done. Should something be "
            "destroyed after this letter, I shall ask that conclusions be drawn from it."
        ),
    ),
)

BEFORE_CLAIM = Letter(
    "before-claim",
    _("Before you go to court"),
    _(
        "A letter before claim has to follow rules of the court, and a wrong one can cost "
        "you money. So there is no form for it here; this is where to ask first."
    ),
    pointer=(
        _(
            "Speak with a solicitor, a law centre, a trade union's legal service or a free "
            "advice clinic. Many give a first talk without a fee. Some home insurances pay for "
            "legal help: look at yours."
        ),
        _(
            "Take along: the rulebook as it stood then, the letters in order of their dates, "
            "your own timeline, and the list of your clocks. A bundle made here holds all of "
            "it in one file."
        ),
        _(
            "Ask: is there a claim, in contract or in law? Which court or tribunal, and by "
            "which day? What does it cost if I lose? Is there something to be stopped at once? "
            "What should the letter before claim say, and who should sign it?"
        ),
        _(
            "Do not wait for the end of an internal appeal before you ask: some dates go on "
            "running beside it."
        ),
    ),
)

LETTERS = (ACCESS, COMPLAINT, PRESERVATION, BEFORE_CLAIM)

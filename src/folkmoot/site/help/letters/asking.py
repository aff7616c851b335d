"""Letters that ask for something before one can defend oneself."""

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.framing import BY, letter
from folkmoot.site.help.letters.shapes import Choice, Paragraph, Question

TOLD_ON = Question("told", _("When were you told of the complaint or charge?"), _("day"), "date")

PARTICULARS = letter(
    "particulars",
    title=_("Ask what you are said to have done"),
    lead=_(
        "When you were told that there is a complaint, but not what exactly you did, when, "
        "where, and under which rule."
    ),
    subject=_("Request for particulars"),
    asks=(
        TOLD_ON,
        Question(
            "told_what", _("What were you told? Copy their words."), _("their words"), "long", optional=True
        ),
        Question(
            "unclear",
            _("What do you not understand?"),
            _("what is unclear"),
            "lines",
            optional=True,
            hint=_("One point on each line. You need not answer anything yet."),
        ),
        BY,
    ),
    says=(
        _(
            "On {told} I was told that something is alleged against me. I cannot answer it, "
            "because I have not been told enough."
        ),
        Paragraph(_("What I was told is this:"), "told_what"),
        Paragraph("{told_what}", "told_what"),
        _(
            "Please tell me, for each allegation: the words or deeds that are complained of; "
            "the day and the place; the rule that I am said to have broken, as it stood on "
            "that day; who complains; who will decide; which sanctions are possible; and by "
            "when I have to reply."
        ),
        Paragraph(_("In particular, I do not understand the following:"), "unclear"),
        Paragraph("{unclear}", "unclear"),
        _("Please send me this by {by}. Please do not count the time for my reply before I have it."),
        _("I am willing to answer. Nothing in this letter admits anything."),
    ),
    tips=(_("Keep the answer, or note the day on which you should have had one. Both matter later."),),
)

EVIDENCE = letter(
    "evidence",
    title=_("Ask for the evidence"),
    lead=_("When you know the charge, but have not been shown what it rests on."),
    subject=_("Request for the evidence"),
    asks=(
        Question(
            "charge",
            _("What is the charge, in a few words?"),
            _("the charge"),
            hint=_("For example: what I said at the meeting in May."),
        ),
        Question(
            "seen",
            _("What have you been shown?"),
            _("what you have seen"),
            "lines",
            optional=True,
            hint=_("One item on each line. Leave it empty if it was nothing: the letter then says so."),
        ),
        Question(
            "missing",
            _("What do you know to exist that you have not been shown?"),
            _("what is missing"),
            "lines",
            optional=True,
            hint=_("One item on each line: minutes, messages, a recording, a statement."),
        ),
        BY,
    ),
    says=(
        _(
            "I have to answer a charge about {charge}. Please send me everything that whoever "
            "decides has seen, will see or has been told, in full and unaltered."
        ),
        Paragraph(_("So far I have been shown only the following:"), "seen"),
        Paragraph("{seen}", "seen"),
        Paragraph(_("So far I have been shown nothing."), "!seen"),
        Paragraph(_("I know that the following exists, and ask for it by name:"), "missing"),
        Paragraph("{missing}", "missing"),
        _(
            "Please also send me whatever speaks for me. If you hold anything back, please "
            "tell me for each item what it is and why, and see to it that nobody who decides "
            "reads it."
        ),
        _("Please send it by {by}, and at least seven days before any hearing, so that I can prepare."),
    ),
)

CHALLENGE = letter(
    "challenge",
    title=_("Challenge a member of the panel"),
    lead=_(
        "When somebody who is to decide has a tie to the other side, to the matter, or has "
        "already made up their mind."
    ),
    subject=_("Challenge of a panel member"),
    asks=(
        Question("whom", _("Whom do you challenge?"), _("name or role")),
        Question(
            "ground",
            _("Why?"),
            _("the ground"),
            "choice",
            choices=(
                Choice(
                    "party",
                    _("They complain, or gave evidence"),
                    _("they complained, or are a witness, in this matter"),
                ),
                Choice(
                    "earlier",
                    _("They took part earlier in this case"),
                    _("they took part at an earlier stage of this case"),
                ),
                Choice(
                    "branch",
                    _("They hold office in the branch concerned"),
                    _("they hold office in the branch that this case concerns"),
                ),
                Choice(
                    "tie",
                    _("They are close to somebody concerned"),
                    _("they are close to somebody who is concerned"),
                ),
                Choice(
                    "said",
                    _("They have said what the outcome should be"),
                    _("they have already said what the outcome should be"),
                ),
            ),
        ),
        Question(
            "facts",
            _("What shows it?"),
            _("what shows it"),
            "long",
            hint=_(
                "Say what happened, when, and how you know. Facts are enough; leave out what you "
                "think of the person."
            ),
        ),
    ),
    says=(
        _("I challenge {whom} as a member of the panel in my case, because {ground}."),
        _("What shows this is the following."),
        Paragraph("{facts}"),
        _(
            "This is no remark about anybody's honesty. What matters is whether a fair-minded "
            "person who knows these facts would see a real possibility of bias."
        ),
        _(
            "Please let the others on the panel decide this, give me their reasons, and let "
            "the next reserve take the place. Please pause the case until then."
        ),
    ),
    tips=(_("Do it at once: a challenge that comes late may be refused for that alone."),),
)

POSTPONEMENT = letter(
    "postponement",
    title=_("Ask for more time"),
    lead=_("When you cannot reply or come to a hearing on the day that was set."),
    subject=_("Request for more time"),
    asks=(
        Question(
            "what",
            _("What do you need more time for?"),
            _("what for"),
            "choice",
            choices=(
                Choice("reply", _("My reply"), _("my reply")),
                Choice("hearing", _("The hearing"), _("the hearing")),
                Choice("appeal", _("My appeal"), _("my appeal")),
            ),
        ),
        Question("set", _("Which day was set?"), _("day"), "date"),
        Question(
            "until",
            _("Which day do you ask for?"),
            _("day"),
            "date",
            hint=_("For a hearing, five working days later is usual; for a reply, up to fourteen days."),
        ),
        Question(
            "why",
            _("Why?"),
            _("the reason"),
            "choice",
            choices=(
                Choice("ill", _("I am ill"), _("I am ill")),
                Choice(
                    "companion",
                    _("My companion cannot come"),
                    _("the person who is to accompany me cannot be there on that day"),
                ),
                Choice(
                    "late",
                    _("Papers came late, or are missing"),
                    _("papers that I need came late or are missing"),
                ),
                Choice(
                    "work",
                    _("Work or care for others"),
                    _("I cannot be released from work or from the care of others"),
                ),
                Choice(
                    "access",
                    _("I need an adjustment for a disability"),
                    _("I need an adjustment for a disability, and more time is part of it"),
                ),
            ),
        ),
        Question(
            "more",
            _("Is there something that they should know about this?"),
            _("more"),
            "long",
            optional=True,
            hint=_("You need not say what illness it is."),
        ),
    ),
    says=(
        _("You have set {set} for {what}. I ask for {until} instead, because {why}."),
        Paragraph("{more}", "more"),
        _(
            "I ask before the time has run out, and I have not caused the delay. Please "
            "confirm the new day in writing. Until you do, please do not go on without me."
        ),
    ),
)

LETTERS = (PARTICULARS, EVIDENCE, CHALLENGE, POSTPONEMENT)

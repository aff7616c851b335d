"""What every letter asks and begins and ends with."""

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help.letters.shapes import Letter, Paragraph, Question, Said

TO = Question(
    "to",
    _("Who is the letter to?"),
    _("name or office"),
    hint=_("A name or an office, for example: Secretary."),
)
BODY = Question("body", _("Which organisation?"), _("organisation"))
NAME = Question("name", _("Your name"), _("your name"))
CASE = Question(
    "case",
    _("Their reference or case number"),
    _("their reference"),
    optional=True,
    hint=_("It stands on their letters. Leave it empty if there is none."),
)
ADDRESS = Question(
    "address",
    _("Where shall they answer?"),
    _("your e-mail or postal address"),
    hint=_("An e-mail address or a postal address that only you read."),
)
BY = Question(
    "by",
    _("By which day do you want an answer?"),
    _("day"),
    "date",
    hint=_("Seven days from now is usual. Choose a later one if you can wait."),
)


def letter(
    slug: str,
    *,
    title: Said,
    lead: Said,
    subject: Said,
    asks: tuple[Question, ...],
    says: tuple[Paragraph | Said, ...],
    tips: tuple[Said, ...] = (),
    with_case: bool = True,
) -> Letter:
    """A letter with salutation, reference and name around what it says."""
    opening = [Paragraph(_("Dear {to},"))]
    if with_case:
        opening.append(Paragraph(_("Your reference: {case}"), "case"))
    closing = [
        Paragraph(_("Please answer to: {address}")),
        Paragraph(_("Yours sincerely,")),
        Paragraph("{name}"),
    ]
    middle = [each if isinstance(each, Paragraph) else Paragraph(each) for each in says]
    about = (CASE,) if with_case else ()
    return Letter(
        slug,
        title,
        lead,
        subject,
        questions=(TO, BODY, *about, *asks, NAME, ADDRESS),
        paragraphs=(*opening, *middle, *closing),
        tips=tips,
    )

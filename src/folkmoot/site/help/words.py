"""What the scripts of help say, in the language of the request; `{slots}` are filled in the browser."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.site.help.letters.writing import LONG_DATE, MONTHS
from folkmoot.site.help.reckoning import Term


def span(term: Term) -> str:
    """A length of time and from where it is counted, in words: "21 days from:"."""
    number = abs(term.number)
    if term.number < 0:
        said = ngettext("{n} day before:", "{n} days before:", number)
    elif term.unit == "months":
        said = ngettext("{n} month from:", "{n} months from:", number)
    elif term.unit == "working days":
        said = ngettext("{n} working day from:", "{n} working days from:", number)
    else:
        said = ngettext("{n} day from:", "{n} days from:", number)
    return said.format(n=number)


def letter_words() -> dict[str, str]:
    return {
        "optional": _("(optional)"),
        "choose": _("Choose"),
        "failed": _("The PDF could not be made. Download the text instead, or print the page."),
        "file": _("letter"),
    }


def clock_words() -> dict[str, Any]:
    return {
        "months": [str(month) for month in MONTHS],
        "long_date": str(LONG_DATE),
        "you": _("You:"),
        "they": _("They:"),
        "day": _("day"),
        "days": _("days"),
        "years": _("years"),
        "today": _("today"),
        "over": _("over"),
        "until": _("until {day}"),
        "was": _("was {day}"),
        "still": _("stands still"),
        "missed": _("If missed:"),
        "passed": _("This day has passed:"),
        "they_missed": _("They have missed it:"),
        "tell_them": _("Letter: say that they have missed a date"),
        "adviser": _("A date of the law: check with an adviser."),
        "set_by": _("By: {source}"),
        "beyond": _("Holidays after {year} are not known here: the day may move."),
        "number": _("{unit} in your rulebook"),
        "days_unit": _("Days"),
        "other_number": _("Another number in your rulebook?"),
        "own": _("your own date"),
        "remove": _("Remove"),
        "incomplete": _("Give the date a name and a day."),
        "file": _("clocks"),
    }


def bundle_words() -> dict[str, Any]:
    return {
        "months": [str(month) for month in MONTHS],
        "long_date": str(LONG_DATE),
        "index": _("Index"),
        "timeline": _("Timeline"),
        "manifest": _("Digests of the originals"),
        "no": _("No."),
        "day": _("Date"),
        "what": _("Document"),
        "page": _("Page"),
        "undated": _("no date"),
        "same": _("the same file as number {n}, not bound twice"),
        "agreed": _("agreed"),
        "disputed": _("disputed"),
        "open": _("not yet answered"),
        "source": _("Source: {source}"),
        "digest": _("SHA-256"),
        "name": _("Original name"),
        "bytes": _("Bytes"),
        "remove": _("Remove"),
        "title_of": _("Title in the index"),
        "day_of": _("Date of the document"),
        "incomplete": _("Say on which day it was, and what happened."),
        "locked": _("{name} is locked by a password. Open it, print it to a new PDF, and add that."),
        "unread": _("{name} cannot be read as a {kind}. Is it complete? Open it once to see."),
        "unknown": _(
            "{name} is of a kind that cannot be bound. Add PDF files, pictures or saved e-mails (.eml)."
        ),
        "too_large": _("{name} is larger than {most} MB. Split it, or make its pictures smaller."),
        "none_yet": _("Add an entry or a document first."),
        "failed": _("The bundle could not be made. Try with fewer or smaller files."),
        "working": _("Making the bundle: document {n} of {all}"),
        "made": _(
            "The bundle is made: {pages} pages. Open it and look through it once before you hand it on."
        ),
        "from": _("From"),
        "to": _("To"),
        "sent": _("Date"),
        "subject": _("Subject"),
        "attached": _("Attached to this e-mail, not bound here"),
        "no_text": _("This e-mail has no text."),
        "file": _("bundle"),
        "title": _("Bundle of papers"),
        "made_on": _("Made on {day}"),
        "kind_pdf": _("PDF"),
        "kind_picture": _("picture"),
        "kind_mail": _("e-mail"),
    }

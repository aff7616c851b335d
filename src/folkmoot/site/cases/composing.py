"""The charge as one text: what is meant, where, when, under which rule, what may follow, the evidence, the
terms, and where help is. All but what the adjudicator wrote follows from the record and the rulebook.
"""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import powers_for
from folkmoot.procedure.charge import range_in, served_at
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.sanction import TERMS
from folkmoot.rulebook.vocabulary import LADDER
from folkmoot.site.cases.wording import offence_words


def compose(
    case: Dispute,
    pieces: dict[str, str],
    *,
    charges: Sequence[str],
    complainant: str,
    evidence: Sequence[str],
    way: str,
    at: int,
) -> str:
    """The text of a charge, in sections under headings; it says all that guarantee 5 asks for.

    `pieces` are the words, the place and the time as the adjudicator wrote them; `complainant` is a name, or
    empty where it is withheld; `evidence` are titles in the order in which the items are served.
    """
    return "\n\n".join(
        f"# {heading}\n\n{text}"
        for heading, text in (
            (_("What you are said to have done"), pieces["words"]),
            (_("Where"), pieces["where"]),
            (_("When"), pieces["when"]),
            (
                _("Who complains"),
                complainant or _("Not named to you, by order of the adjudicator, with reasons."),
            ),
            (_("Under which rule"), "\n".join(_rule(case, each) for each in charges)),
            (_("What may follow if it is proved"), "\n".join(_range(case, charges))),
            (_("The evidence, all of which goes with this charge"), _listed(evidence)),
            (_("Until when you may do what"), "\n".join(_terms(case, way, at))),
            (_("Where help is"), _help()),
        )
    )


def _rule(case: Dispute, offence: str) -> str:
    setting = case.book.settings.get(f"offence.{offence}")
    words = offence_words(case.book, offence)
    if setting is None:
        return words
    return _("Rule {rule}, as it stood on the days of the conduct: {words}.").format(
        rule=setting.paragraph, words=words
    )


def _range(case: Dispute, charges: Sequence[str]) -> list[str]:
    said = []
    highest = "none"
    for each in charges:
        low, high = range_in(case, each) or ("none", "none")
        highest = max(highest, high, key=LADDER.index)
        said.append(
            _("{words}: from {low} to {high} at the most.").format(
                words=offence_words(case.book, each), low=_(low), high=_(high)
            )
        )
    for kind in LADDER[: LADDER.index(highest) + 1]:
        if kind in TERMS and TERMS[kind] in case.book.settings:
            length = case.book.setting(TERMS[kind]).words
            said.append(_("{kind}: for {length} at the most.").format(kind=_(kind), length=length))
    if highest != LADDER[-1]:
        said.append(_("Expulsion is not possible."))
    said.append(_("The panel may always be milder, and impose nothing where nothing is proved."))
    return said


def _listed(evidence: Sequence[str]) -> str:
    counted = ngettext("{n} item:", "{n} items:", len(evidence)).format(n=len(evidence))
    return "\n".join([counted, *(f"{number}. {title}" for number, title in enumerate(evidence, 1))])


def _terms(case: Dispute, way: str, at: int) -> list[str]:
    book, served = case.book, served_at(case.book, way, at)
    said = [
        _("This charge counts as served on {day}.").format(
            day=date_format(book.calendar.local(served), "j F Y")
        )
    ]
    for power in powers_for(book, "reply.file", case)[:1]:
        if power.within is not None:
            end = book.calendar.end_of(power.within.term, served)
            said.append(
                _("You may reply until {day} (rule {rule}). Silence is no admission.").format(
                    day=date_format(book.calendar.local(end), "j F Y, H:i"), rule=power.paragraph
                )
            )
    if "reply.more" in book.settings:
        more = book.setting("reply.more")
        said.append(
            _("You have up to {more} more by asking for them in time (rule {rule}).").format(
                more=more.words, rule=more.paragraph
            )
        )
    if "panel.challenging" in book.settings:
        term = book.setting("panel.challenging")
        said.append(
            _("You may challenge a member of the panel within {term} from its sitting (rule {rule}).").format(
                term=term.words, rule=term.paragraph
            )
        )
    if "case.overall" in book.settings:
        term = book.setting("case.overall")
        said.append(
            _("If nothing is decided within {term} from the service, the case lapses (rule {rule}).").format(
                term=term.words, rule=term.paragraph
            )
        )
    return said


def _help() -> str:
    return _(
        "You may bring a companion who speaks for you, and ask for a hearing. Letters, clocks and an"
        " evidence bundle are on the page of help, also without an account: /help/. You keep every right of a"
        " member until something is decided and final; the site, your inbox and this case stay open to you."
    )

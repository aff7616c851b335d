"""The order of taking, item by item: what each amendment does, what falls with it, what is recommended."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from folkmoot.procedure.marshalling import ranked
from folkmoot.procedure.shared_text import UNDER_WAY, Plan
from folkmoot.rulebook.vocabulary import ORDERS
from folkmoot.site.plan import course
from folkmoot.site.plan.advising import Shown
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.models import Amendment
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.weighing import falls_words, listed, weigh


@dataclass(frozen=True)
class Entry:
    """One amendment on the list, for `plan/parts/taken.html`; `pill` is empty until something is decided."""

    number: int
    name: str
    url: str
    status: str
    pill: str
    branch: str
    mover: str
    does: list[str]
    falls: list[str] = field(default_factory=list)
    touch: str = ""
    advice: Shown | None = None
    group: str = ""


@dataclass(frozen=True)
class Item:
    """What is taken at one place: one amendment, or rivals on one ballot."""

    rivals: bool
    entries: list[Entry]
    note: str = ""


def entry_of(
    over: Overview, row: Amendment, mover: str, advice: Shown | None = None, group: str = ""
) -> Entry:
    """An amendment on the list. Reads memory only, where the branch is loaded."""
    number, state = row.number, over.states[row.number]
    weighed = weigh(over, number, UNDER_WAY)
    touch = (
        _("Touches {numbers}; both can be carried.").format(numbers=listed(weighed.touches))
        if weighed.touches
        else ""
    )
    amends = [_("Decided before amendment {number}, which it amends.").format(number=row.amends)]
    falls = falls_words(weighed) if state in UNDER_WAY else []
    return Entry(
        number,
        str(number),
        f"{over.page}amendments/{number}/",
        course.PILLS[state],
        "" if state == "seconded" else course.state_words(state),
        row.branch.title,
        mover,
        sentences(row.summary),
        (amends if row.amends else []) + falls,
        touch if state in UNDER_WAY else "",
        advice,
        group,
    )


def item_note(over: Overview, item: tuple[int, ...]) -> str:
    """What is said over rivals."""
    if len(item) < 2:
        return ""
    numbers = listed(item)
    if ranked(over.plan.book):
        return _(
            "Rivals: of {numbers} one can be carried, or none. They are ranked on one ballot, beside the "
            "choice to keep the text as it is."
        ).format(numbers=numbers)
    return _("Rivals: of {numbers} one can be carried, or none.").format(numbers=numbers)


def order_words(plan: Plan) -> tuple[str, str]:
    """By what order amendments are taken, and the rule that says so."""
    setting = plan.book.settings.get("plan.order")
    if setting is None:
        return "", ""
    policy = ORDERS.get(setting.words, "text")
    words = {
        "text": _(
            "Amendments are taken in the order in which the words they change stand in the text; an "
            "amendment to an amendment comes before it."
        ),
        "furthest": _(
            "Of amendments that collide the one that reaches furthest is taken first; an amendment to an "
            "amendment comes before it."
        ),
    }
    return words[policy], setting.paragraph

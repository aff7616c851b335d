"""What the arrangers recommend about an amendment, beside the movers' text and never over it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.procedure.agenda import Advice
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.record.models import Paper


@dataclass(frozen=True)
class Shown:
    """A recommendation in words, and its reasons."""

    words: str
    reasons: str = ""


def words_of(word: str) -> str:
    """A recommendation in the reader's language."""
    return {
        "support": _("Vote for it."),
        "oppose": _("Vote against it."),
        "leave open": _("No recommendation."),
    }.get(word, word)


def advice_on(plan: Plan, number: int) -> Shown | None:
    """What is recommended about one amendment, or None. One query, where reasons are given."""
    found = next((each for each in plan.agenda.advice if each.amendment == number), None)
    return all_advice(plan, [number]).get(number) if found else None


def all_advice(plan: Plan, numbers: list[int] | None = None) -> dict[int, Shown]:
    """What is recommended about these amendments (or all), by number; one query."""
    told: list[Advice] = [each for each in plan.agenda.advice if numbers is None or each.amendment in numbers]
    digests = [each.reasons for each in told if each.reasons]
    papers: dict[str, str] = {}
    if digests:
        rows = Paper.objects.filter(digest__in=digests).values_list("digest", "data")
        papers = {digest: bytes(data).decode(errors="replace").strip() for digest, data in rows}
    return {each.amendment: Shown(words_of(each.word), papers.get(each.reasons, "")) for each in told}

"""A refusal as a page shows it: rule, condition, fact, cure, in the reader's language."""

from datetime import date
from typing import TypedDict

from django.utils.formats import date_format
from django.utils.translation import gettext

from folkmoot.procedure.act import OutOfOrder, Sentence
from folkmoot.sentence import filled


class Explained(TypedDict):
    """What `front/parts/whynot.html` shows. `rule` and `rule_url` may be empty."""

    what: str
    rule: str
    rule_url: str
    condition: str
    fact: str
    cure: str


def explain(refused: OutOfOrder, what: str = "") -> Explained:
    """The four parts of a refusal; `what` names the act that is refused, in words."""
    return {
        "what": what,
        "rule": refused.rule,
        "rule_url": f"/rulebook/{refused.rule}/" if refused.rule else "",
        "condition": translated(refused.condition),
        "fact": translated(refused.fact),
        "cure": translated(refused.cure),
    }


def translated(sentence: str) -> str:
    """A sentence of the ground floor in the reader's language; a plain string comes back as it is."""
    if not isinstance(sentence, Sentence):
        return sentence
    values = {key: _in_words(value) for key, value in sentence.values.items()}
    template = gettext(sentence.template) if sentence.template else ""
    return filled(template, values)


def _in_words(value: object) -> object:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return translated(value) if isinstance(value, str) else value


def one_line(refused: OutOfOrder) -> str:
    """The whole refusal as one paragraph of text, for letters and for errors on a form."""
    parts = (translated(refused.condition), translated(refused.fact), translated(refused.cure))
    where = gettext("Rule {rule}:").format(rule=refused.rule) if refused.rule else ""
    return " ".join(part for part in (where, *parts) if part)

"""Who may be recalled now, and for the others why not, and from when: said before anybody writes reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.sanction import limited
from folkmoot.rulebook.book import Rulebook
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.voting.possible import stand_in_roll

DIGEST = "0" * 64  # stands for any reasons: asking needs none
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Recallable:
    """Who may be recalled now, as choices of a form; and the refusals of the rest, a common one once."""

    choices: list[Choice]
    refused: list[Explained]


def in_words(held: Office) -> str:
    """An office and its holder."""
    return _("{name}, {office} of {branch}").format(
        office=_(held.office),
        branch=held.branch.title,
        name=held.person.shown_name,
    )


def at_most(book: Rulebook, act: str) -> str:
    """What a field for reasons or a reply says of its length, and of who reads it."""
    need = next((power.need("text within") for power in book.powers.get(act, ())), None)
    everybody = _("Everybody can read them: name no third person.")
    if need is None or need.key is None:
        return everybody
    return " ".join([_("Up to {words}.").format(words=book.setting(need.key).words), everybody])


def recallable(by: Person, held: Iterable[Office], at: int) -> Recallable:
    """Whom of those in office somebody may have recalled at second `at`. No query."""
    choices: list[Choice] = []
    names: dict[tuple[str, str, str, str], list[str]] = {}
    for each in held:
        why = _why_not(by, each, at)
        if why is None:
            choices.append((each.holding, in_words(each)))
        else:
            names.setdefault((why.rule, why.condition, why.fact, why.cure), []).append(in_words(each))
    refused = [
        explain(OutOfOrder(rule=rule, condition=condition, fact=fact, cure=cure), "; ".join(who))
        for (rule, condition, fact, cure), who in names.items()
    ]
    return Recallable(choices, refused)


def _why_not(by: Person, held: Office, at: int) -> OutOfOrder | None:
    """Why nobody, or not this one, may begin the recall of an officer now; None where they may."""
    assembly = reading.assembly()
    on = f"recall/{assembly.next_number('recall')}"
    size = assembly.members_of(held.branch_id) - limited(assembly, held.branch_id, "vote", at)
    others, _papers = stand_in_roll(max(size - 1, 0))
    roll, papers = make_roll([*others.names, by.code(on)])
    facts = {
        "branch": held.branch_id,
        "holding": held.holding,
        "reasons": DIGEST,
        "length": 0,
        "roll": roll.as_facts(),
    }
    return reading.why_not(Act("recall.open", on, Actor("member", by.code(on)), facts, papers=papers), at)

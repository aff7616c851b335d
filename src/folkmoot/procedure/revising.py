"""Publishing a plan anew while it is open: each amendment is brought over to the new text, or asked about.

Where the words that an amendment touches are the same, it moves by itself; where they have changed, its mover
must confirm it with new edits; where the new text says it, it is made already. None is moved silently: all of
it follows from the record, and everybody can see it.
"""

from folkmoot.procedure import composite
from folkmoot.procedure.act import only_facts, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.falling import come_to_the_list, give_back, lead, let_secondaries_fall, would_fall
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.shared_text import Amendment, Plan, amendment_of, require_open
from folkmoot.procedure.wording import ids_in, learn_ids, read_edits
from folkmoot.texts.carry_over import MADE, MOVED, carry_over
from folkmoot.texts.clause import Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment as Wording


def bring_over(plan: Plan, new: Revision, verb: str, at: int) -> None:
    """Bring all amendments of a plan over to a new text, which is its base from now on."""
    old, plan.base, plan.gathered = plan.base, new, None
    for amendment in plan.those(at):
        if not amendment.amends:
            _bring_over(amendment, old, verb, at)
    for accepted in plan.those(at, ("accepted",)):
        if would_fall(accepted, at):
            give_back(accepted)
            lead(accepted, verb, "seconded", at)


def _bring_over(amendment: Amendment, old: Revision, verb: str, at: int) -> None:
    """Bring an amendment to the text over, and what amends it; whoever has to confirm has the whole time."""
    if standing(amendment, at).state == "unconfirmed":
        for each in (amendment, *amendment.amended_in(at)):
            each.events["revision"] = at
        return
    carry, before = carry_over(old, amendment.plan.base, amendment.wording), content_of(amendment.wording)
    if carry.outcome == MOVED:
        assert carry.amendment is not None
        amendment.wording = carry.amendment
        _bring_secondaries_over(amendment, before, verb, at)
    elif carry.outcome == MADE:
        _leave(amendment, verb, MADE, at)
        let_secondaries_fall(amendment, verb, at)
    else:
        _leave(amendment, verb, "unconfirmed", at)
        for each in amendment.amended_in(at):
            _leave(each, verb, "unconfirmed", at)


def _bring_secondaries_over(amendment: Amendment, before: Revision, verb: str, at: int) -> None:
    """Bring over what amends an amendment: it is anchored in its words, which may be others now."""
    words = content_of(amendment.wording)
    for each in amendment.amended_in(at):
        unconfirmed = standing(each, at).state == "unconfirmed"
        if each.wording.base != before.digest:  # written against earlier words: its mover is asked already
            each.events["revision"] = at
            continue
        carry = carry_over(before, words, each.wording)
        if carry.outcome == MADE:
            _leave(each, verb, MADE, at)
        elif carry.outcome != MOVED:
            _leave(each, verb, "unconfirmed", at)
        else:
            assert carry.amendment is not None
            each.wording = carry.amendment
            if unconfirmed:
                lead(each, verb, each.left, at)
                each.plan.waiting.append(each.number)


def _leave(amendment: Amendment, verb: str, state: str, at: int) -> None:
    """An amendment waits for its mover, or is made already; in a composite, once it comes back from it."""
    now = standing(amendment, at).state
    amendment.events["revision"] = at
    if now == "in composite":
        amendment.left = state
        return
    composite.unsign(amendment)
    if now == "accepted":
        give_back(amendment)
    if amendment.composite_of:
        let_secondaries_fall(amendment, verb, at)
        composite.come_apart(amendment, verb, at)
    if now != state:
        amendment.left = "seconded" if now != "tabled" and not amendment.composite_of else "tabled"
        lead(amendment, verb, state, at)


def _check_confirm(matter: Matter) -> None:
    amendment = amendment_of(matter)
    only_facts(matter.act.facts, "edits", "length", "reasons")
    if "reasons" in matter.act.facts:
        require_digest(matter.act, "reasons")
    require_open(matter, amendment.plan)
    if amendment.amends and amendment.plan.state(amendment.amends, matter.at) == "unconfirmed":
        raise matter.refuse(
            say("An amendment to an amendment is confirmed after that one."),
            say("Amendment {number} is not confirmed yet.", number=amendment.amends),
            say("Wait for its mover."),
        )
    _new_wording(matter, amendment)


def _new_wording(matter: Matter, amendment: Amendment) -> Wording:
    """The edits that the mover confirms, which may bring in the clauses that the earlier ones brought in."""
    own = {*ids_in(amendment.wording), *composite.ids_of(amendment.plan, amendment.composite_of)}
    return read_edits(matter, amendment.plan, amendment.amends, amendment.number, own)


def _confirm(matter: Matter, index: int) -> None:
    """It goes on from where it was, in its new words; whoever seconded it is told, and still does."""
    amendment, verb, at = amendment_of(matter), matter.act.verb, matter.at
    before = content_of(amendment.wording)
    amendment.wording = _new_wording(matter, amendment)
    learn_ids(amendment.plan, amendment.wording)
    amendment.moves_to(amendment.left, at)
    amendment.plan.waiting.append(amendment.number)
    _bring_secondaries_over(amendment, before, verb, at)
    for each in (amendment, *amendment.amended_in(at)):
        if each.phase == "seconded":
            come_to_the_list(each, verb, at)


ROWS = (
    Row(
        "amendment.confirm",
        ("unconfirmed",),
        "",
        _check_confirm,
        _confirm,
        entitled="head",
        may_lead_to=("tabled", "seconded"),
    ),
)

"""What a member or an officer may do with a motion now; and for everything else, why not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.motion import Motion as MotionCase
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.voting.acts import is_due, remaining
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.possible import why_not, why_not_put

DIGEST = "0" * 64  # stands for any text: asking needs none


@dataclass(frozen=True)
class Possible:
    """Buttons for what may be done, and explanations for what may not."""

    actions: list[dict[str, Any]]
    whynots: list[Explained]
    may_speak: bool


def possible(
    case: MotionCase, hand: Hand | None, offices: tuple[Office, ...], by_passkey: bool, at: int
) -> Possible:
    """Everything that is worth asking in the state in which the motion is."""
    if hand is None:
        return Possible([], [], False)
    asked = [*_of_member(case, hand, at), *_of_officers(case, offices, by_passkey, at), *_due(case, at)]
    actions = [action for _what, action, refusal in asked if refusal is None]
    refused = {what: explain(refusal, what) for what, _action, refusal in asked if refusal is not None}
    whynots = list(refused.values())
    done = {action["label"] for action in actions}
    speak = _ask(case, hand, "debate.speak", at, seals=(DIGEST,))
    if speak is not None and standing(case, at).state in ("tabled", "debate", "ruled out"):
        whynots.append(explain(speak, _("Speak in the debate")))
    return Possible(actions, [each for each in whynots if each["what"] not in done], speak is None)


Asked = tuple[str, dict[str, Any], OutOfOrder | None]


def _button(label: str, url: str, kind: str = "", *, post: bool = True) -> dict[str, Any]:
    return {"label": label, "url": url, "kind": kind, "post": post, "fields": []}


def _ask(
    case: MotionCase,
    hand: Hand,
    verb: str,
    at: int,
    facts: dict[str, Any] | None = None,
    *,
    role: str = "member",
    seals: tuple[str, ...] = (),
) -> OutOfOrder | None:
    by = Actor(role, hand.person.code(case.on))
    return why_not(verb, case.on, by, at, (facts or {}) | hand.facts(), seals)


def _of_member(case: MotionCase, hand: Hand, at: int) -> list[Asked]:
    state, url = standing(case, at).state, f"/motions/{case.on.partition('/')[2]}/"
    mine = hand.person.code(case.on) == case.mover
    asked: list[Asked] = []
    if state == "tabled":
        label = _("Second it")
        asked.append((label, _button(label, url + "second/"), _ask(case, hand, "motion.second", at)))
    if state == "ruled out":
        label = _("Object to the ruling")
        asked.append((label, _button(label, url + "object/"), _ask(case, hand, "motion.object", at)))
        if mine:
            label = _("Mend it")
            facts = {"text": DIGEST, "length": 1}
            refusal = _ask(case, hand, "motion.mend", at, facts, role="mover")
            asked.append((label, _button(label, url + "mend/", post=False), refusal))
    if state == "at the vote" and case.ballot is not None:
        asked.append(_vote(case, hand, at))
    if state == "debate":
        label = _("Put it to the vote")
        by = Actor("member", hand.person.code(case.on))
        asked.append((label, _button(label, url + "put/"), why_not_put(case, by, at, hand.facts())))
    if state in ("tabled", "debate") and case.book.powers.get("motion.ask_secret"):
        label = _("Ask for a secret vote")
        asked.append(
            (label, _button(label, url + "ask-secret/", "plain"), _ask(case, hand, "motion.ask_secret", at))
        )
    if state in ("tabled", "debate") and case.book.powers.get("motion.option"):
        label = _("Add an option")
        facts = {"text": DIGEST, "length": 1}
        asked.append(
            (
                label,
                _button(label, url + "option/", "plain", post=False),
                _ask(case, hand, "motion.option", at, facts),
            )
        )
    if mine and state in ("tabled", "debate", "ruled out"):
        label = _("Withdraw it")
        refusal = _ask(case, hand, "motion.withdraw", at, role="mover")
        asked.append((label, _button(label, url + "withdraw/", "grave", post=False), refusal))
    return asked


def _vote(case: MotionCase, hand: Hand, at: int) -> Asked:
    assert case.ballot is not None
    label = _("Vote")
    url = f"/{case.ballot.id.replace('ballot', 'ballots')}/"
    code = hand.person.code(case.ballot.id)
    if case.ballot.manner == "secret ballot":
        return label, _button(label, url, post=False), why_not_cast(case, code, at)
    if code in case.ballot.votes:
        label = _("Look at your vote, or change it")
    facts: dict[str, Any] = {"choice": "for"}
    if case.ballot.method != "majority":
        facts = {"ranks": [0] * (len(case.on_the_paper) + 1)}
    refusal = why_not("motion.vote", case.on, Actor("member", code), at, facts | hand.facts())
    return label, _button(label, url, post=False), refusal


def _of_officers(case: MotionCase, offices: tuple[Office, ...], by_passkey: bool, at: int) -> list[Asked]:
    state, url = standing(case, at).state, f"/motions/{case.on.partition('/')[2]}/"
    passkey = {"passkey": True} if by_passkey else {}
    asked: list[Asked] = []
    for office in offices:
        by = Actor(office.office, office.code)
        if state in ("tabled", "debate") and _names(case, "motion.rule_out", office) and not case.ground:
            label = _("Rule it out")
            ground = next((g for p in case.book.powers["motion.rule_out"] for g in p.grounds), "")
            facts = {"ground": ground, "reasons": DIGEST} | passkey
            refusal = why_not("motion.rule_out", case.on, by, at, facts)
            asked.append((label, _button(label, url + "rule-out/", "grave", post=False), refusal))
        if state == "closed" and case.ballot is not None and case.ballot.method != "majority":
            left = remaining(reading.assembly(), case, by, at, dict(passkey))
            label, page = _("Casting vote"), case.ballot.id.replace("ballot", "ballots")
            asked += [(label, _button(label, f"/{page}/casting/", post=False), None)] if left else []
        if state == "debate" and _names(case, "motion.put", office):
            label = _("Put it to the vote as {office}").format(office=_(office.office))
            asked.append((label, _button(label, url + "put/"), why_not_put(case, by, at, passkey)))
    return asked


def _names(case: MotionCase, verb: str, office: Office) -> bool:
    return office.branch_id == case.branch and any(
        office.office in power.who for power in case.book.powers.get(verb, ())
    )


def _due(case: MotionCase, at: int) -> list[Asked]:
    """A button for what is computed and due; anyone may press it."""
    if not is_due(case.on, at):
        return []
    url = f"/motions/{case.on.partition('/')[2]}/due/"
    state = standing(case, at).state
    if state == "closed":
        return [(_("Declare the result"), _button(_("Declare the result"), url), None)]
    if state == "carried":
        return [(_("Carry it out now"), _button(_("Carry it out now"), url), None)]
    return [(_("Let the site put it to the vote"), _button(_("Let the site put it to the vote"), url), None)]


def option_may_be_seconded(case: MotionCase, hand: Hand, option: int, at: int) -> bool:
    """Whether this member may second an option now."""
    return _ask(case, hand, "motion.second", at, {"option": option}) is None

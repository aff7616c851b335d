"""What a member may do with a change of the rules now; and for everything else, why not."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.change import Change as ChangeCase
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.voting.acts import is_due
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.possible import why_not, why_not_put

DIGEST = "0" * 64  # stands for any words: asking needs none
Asked = tuple[dict[str, Any], OutOfOrder | None]


def possible(
    case: ChangeCase, hand: Hand | None, offices: tuple[Office, ...], by_passkey: bool, at: int
) -> dict[str, Any]:
    """`actions` for buttons, `whynots` for what is refused, `may_speak`."""
    if hand is None:
        return {"actions": [], "whynots": [], "may_speak": False}
    asked = [*_of_member(case, hand, at), *_of_officers(case, offices, by_passkey, at), *_due(case, at)]
    actions = [action for action, refusal in asked if refusal is None]
    labels = {action["label"] for action in actions}
    whynots: list[Explained] = [
        explain(refusal, action["label"])
        for action, refusal in asked
        if refusal is not None and action["label"] not in labels
    ]
    by = Actor("member", hand.person.code(case.on))
    speak = why_not("debate.speak", case.on, by, at, hand.facts(), (DIGEST,))
    if speak is not None and standing(case, at).state in ("proposed", "notice"):
        whynots.append(explain(speak, _("Speak in the debate")))
    return {"actions": actions, "whynots": whynots, "may_speak": speak is None}


def _button(label: str, url: str, kind: str = "", *, post: bool = True) -> dict[str, Any]:
    return {"label": label, "url": url, "kind": kind, "post": post, "fields": []}


def _of_member(case: ChangeCase, hand: Hand, at: int) -> list[Asked]:
    state, url = standing(case, at).state, f"/rulebook/changes/{case.on.partition('/')[2]}/"
    code, facts = hand.person.code(case.on), hand.facts()
    member, proposer = Actor("member", code), Actor("proposer", code)
    asked: list[Asked] = []
    if state == "proposed":
        asked.append(
            (_button(_("Back it"), url + "back/"), why_not("change.back", case.on, member, at, facts))
        )
    if state == "notice":
        asked.append((_button(_("Put it to the vote"), url + "put/"), why_not_put(case, member, at, facts)))
    if state == "at the vote" and case.ballot is not None:
        asked.append(_vote(case, hand, at))
    if code == case.mover and state in ("proposed", "notice"):
        asked.append(
            (_button(_("Amend it"), url + "amend/", "plain", post=False), _why_not_amend(case, proposer, at))
        )
        refusal = why_not("change.withdraw", case.on, proposer, at, facts)
        asked.append((_button(_("Withdraw it"), url + "withdraw/", "grave", post=False), refusal))
    return asked


def _why_not_amend(case: ChangeCase, by: Actor, at: int) -> OutOfOrder | None:
    """Whether the time for amending has run out: the proposed text, sent again, stands for any other."""
    facts = {"rulebook": case.proposed, "base": case.base, "text": DIGEST}
    return why_not("change.amend", case.on, by, at, facts)


def _vote(case: ChangeCase, hand: Hand, at: int) -> Asked:
    assert case.ballot is not None
    code = hand.person.code(case.ballot.id)
    label = _("Look at your vote, or change it") if code in case.ballot.votes else _("Vote")
    button = _button(label, f"/{case.ballot.id.replace('ballot', 'ballots')}/", post=False)
    if case.ballot.manner == "secret ballot":
        return button, why_not_cast(case, code, at)
    facts = {"choice": "for"} | hand.facts()
    return button, why_not("change.vote", case.on, Actor("member", code), at, facts)


def _of_officers(case: ChangeCase, offices: tuple[Office, ...], by_passkey: bool, at: int) -> list[Asked]:
    if standing(case, at).state != "notice":
        return []
    url = f"/rulebook/changes/{case.on.partition('/')[2]}/put/"
    passkey = {"passkey": True} if by_passkey else {}
    named = {role for power in case.book.powers.get("change.put", ()) for role in power.who}
    return [
        (
            _button(_("Put it to the vote as {office}").format(office=_(office.office)), url),
            why_not_put(case, Actor(office.office, office.code), at, passkey),
        )
        for office in offices
        if office.office in named and office.branch_id == case.branch
    ]


def _due(case: ChangeCase, at: int) -> list[Asked]:
    if not is_due(case.on, at):
        return []
    label = (
        _("Declare the result")
        if standing(case, at).state == "closed"
        else _("Let the site put it to the vote")
    )
    return [(_button(label, f"/rulebook/changes/{case.on.partition('/')[2]}/due/"), None)]

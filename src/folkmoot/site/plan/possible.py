"""What a member or an officer may do on a plan, an amendment or a question now; and for the rest, why not."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.procedure.agenda import Agenda
from folkmoot.procedure.asking import ADOPTION, kind_for, out_of_turn
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.marshalling import are_rivals, order_of_taking
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.question import Question
from folkmoot.procedure.sanction import limited
from folkmoot.procedure.shared_text import Amendment, Plan
from folkmoot.site.members.models import Office
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.plan.overview import page_of
from folkmoot.site.record import reading
from folkmoot.site.voting.acts import is_due
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.possible import stand_in_roll, why_not
from folkmoot.texts.adopt import Collision, adopt

DIGEST = "0" * 64  # stands for any text: asking needs none
Asked = tuple[str, dict[str, Any], OutOfOrder | None]


@dataclass(frozen=True)
class Possible:
    """Buttons for what may be done, and explanations for what may not."""

    actions: list[dict[str, Any]]
    whynots: list[Explained]
    may_speak: bool = False


@dataclass(frozen=True)
class Asker:
    """In whose name one asks: the member's own hand or that of the member whose paper a clerk enters; the
    offices; and how they signed in."""

    hand: Hand | None
    offices: tuple[Office, ...] = ()
    by_passkey: bool = False

    def officer(self, role: str, case: Case) -> Office | None:
        """The office of this name in the branch of the proceeding, if it is held."""
        return next((o for o in self.offices if o.office == role and o.branch_id == case.branch), None)

    @property
    def passkey(self) -> dict[str, Any]:
        return {"passkey": True} if self.by_passkey else {}


def asker_of(request: HttpRequest) -> Asker:
    """In whose name whoever looks may do something."""
    here = cast(Request, request)
    return Asker(hand(request), () if here.acting_for is not None else here.offices, here.by_passkey)


def button(label: str, url: str, kind: str = "", *, post: bool = False) -> dict[str, Any]:
    """A button: a link to a page of its own, or a form where it is done at once."""
    return {"label": label, "url": url, "kind": kind, "post": post, "fields": []}


def sorted_out(asked: list[Asked], *, speak: OutOfOrder | None, spoken: bool = False) -> Possible:
    """What was asked, in buttons and in reasons; `spoken` says that one might speak here at all."""
    actions = [action for _what, action, refusal in asked if refusal is None]
    done = {action["label"] for action in actions}
    whynots = [
        explain(refusal, what) for what, _action, refusal in asked if refusal is not None and what not in done
    ]
    if spoken and speak is not None:
        whynots.append(explain(speak, _("Speak in the debate")))
    return Possible(actions, whynots, spoken and speak is None)


def ask(
    asker: Asker, case: Case, verb: str, at: int, facts: dict[str, Any] | None = None, *, role: str = "member"
) -> OutOfOrder | None:
    """Why a member may not do this now, or None where they may."""
    assert asker.hand is not None
    by = Actor(role, asker.hand.person.code(case.on))
    seals = (DIGEST,) if verb == "debate.speak" else ()
    return why_not(verb, case.on, by, at, (facts or {}) | asker.hand.facts(), seals)


def of_plan(plan: Plan, asker: Asker, at: int) -> Possible:
    """Everything that is worth asking about a plan in the state in which it is."""
    if asker.hand is None:
        return Possible([], [])
    state, page = standing(plan, at).state, page_of(plan)
    asked: list[Asked] = []
    if state == "open":
        label = _("Write an amendment")
        asked.append((label, button(label, f"{page}amend/"), None))
    asked += _of_drafter(plan, asker, at)
    if state == "closed to amendments":
        asked += _arranging(plan, asker, at)
    if state in ("deciding", "last question", "at the vote"):
        asked.append((_("Go to the meeting"), button(_("Go to the meeting"), f"{page}meeting/"), None))
    speak = ask(asker, plan, "debate.speak", at)
    return sorted_out(asked, speak=speak, spoken=state in ("open", "closed to amendments", "deciding"))


def _of_drafter(plan: Plan, asker: Asker, at: int) -> list[Asked]:
    """What whoever published the text may do with it."""
    state, page = standing(plan, at).state, page_of(plan)
    found: list[Asked] = []
    for verb, label, url, kind, facts in (
        ("plan.revise", _("Publish it anew"), f"{page}revise/", "plain", {"revision": DIGEST, "length": 0}),
        ("plan.withdraw", _("Withdraw it"), f"{page}withdraw/", "grave", {}),
    ):
        if state not in ("open", "closed to amendments") or (verb == "plan.revise" and state != "open"):
            continue
        for role in _roles(plan, verb):
            office = asker.officer(role, plan)
            if office is None:
                continue
            by = Actor(office.office, office.code)
            refusal = _of_form(why_not(verb, plan.on, by, at, facts | asker.passkey))
            found.append((label, button(label, url, kind), refusal))
    return found


def _of_form(refusal: OutOfOrder | None) -> OutOfOrder | None:
    """A refusal that is about what will be written in a form is none yet: it names no rule."""
    return None if refusal is not None and not refusal.rule else refusal


def _roles(plan: Plan, verb: str) -> list[str]:
    """The roles to which the rulebook of a plan gives a power."""
    return list(dict.fromkeys(role for power in plan.book.powers.get(verb, ()) for role in power.who))


def _arranging(plan: Plan, asker: Asker, at: int) -> list[Asked]:
    """Publishing the order of taking: by officers with a form, by members once the rules let them."""
    label, url = _("Arrange the amendments"), f"{page_of(plan)}list/arrange/"
    found: list[Asked] = []
    for role in _roles(plan, "plan.marshal"):
        office = asker.officer(role, plan)
        if office is not None:
            by = Actor(office.office, office.code)
            found.append((label, button(label, url), why_not_marshal(plan, by, at, asker.passkey)))
    assert asker.hand is not None
    if not found and "member of the branch" in _roles(plan, "plan.marshal"):
        by = Actor("member", asker.hand.person.code(plan.on))
        label = _("Publish the order of taking")
        refusal = why_not_marshal(plan, by, at, asker.hand.facts())
        found.append((label, button(label, f"{page_of(plan)}list/publish/", post=True), refusal))
    return found


def why_not_marshal(plan: Plan, by: Actor, at: int, facts: dict[str, Any]) -> OutOfOrder | None:
    """Why this actor may not publish the order of taking that the rules give, or None where they may."""
    agenda = Agenda(order_of_taking(plan, at))
    digest = digest_of(agenda.data)
    act = Act("plan.marshal", plan.on, by, {"agenda": digest} | facts, papers={digest: agenda.data})
    return reading.why_not(act, at)


def of_amendment(amendment: Amendment, asker: Asker, at: int) -> Possible:
    """Everything that is worth asking about an amendment in the state in which it is."""
    if asker.hand is None:
        return Possible([], [])
    state = standing(amendment, at).state
    url = f"{page_of(amendment.plan)}amendments/{amendment.number}/"
    code = asker.hand.person.code(amendment.on)
    mine = code == amendment.mover
    asked: list[Asked] = []
    open_now = standing(amendment.plan, at).state == "open"
    if state in ("tabled", "seconded") and not mine and (open_now or state == "tabled"):
        label = _("Second it")
        kind = "" if state == "tabled" else "plain"
        refusal = ask(asker, amendment, "amendment.second", at)
        if refusal is None or state == "tabled":
            asked.append((label, button(label, url + "second/", kind, post=True), refusal))
    asked += _signing(amendment, asker, code, at)
    if state in ("tabled", "seconded"):
        asked += _accepting(amendment, asker, code, at)
    if state in ("accepted", "seconded"):
        label = _("Ask for a vote on it") if state == "accepted" else _("Ask for a vote on it by itself")
        refusal = ask(asker, amendment, "amendment.contest", at)
        asked.append((label, button(label, url + "contest/", "plain"), refusal))
    if mine and state == "unconfirmed":
        label = _("Look at it again, and confirm it")
        asked.append((label, button(label, url + "confirm/"), None))
    if open_now and state in ("seconded", "accepted") and not amendment.amends:
        label = _("Amend it")
        asked.append((label, button(label, url + "amend/", "plain"), None))
    if open_now and state in ("tabled", "seconded") and not amendment.composite_of:
        label = _("Build a composite")
        asked.append((label, button(label, url + "composite/", "plain"), None))
    if state == "at the vote":
        asked += _to_the_question(amendment)
    if mine and state in ("tabled", "seconded", "unconfirmed", "accepted"):
        label = _("Withdraw it")
        refusal = ask(asker, amendment, "amendment.withdraw", at, role="mover")
        asked.append((label, button(label, url + "withdraw/", "grave"), refusal))
    spoken = state in ("tabled", "seconded", "unconfirmed", "accepted", "in composite")
    return sorted_out(asked, speak=ask(asker, amendment, "debate.speak", at), spoken=spoken)


def _signing(composite: Amendment, asker: Asker, code: str, at: int) -> list[Asked]:
    """For the mover of a source: sign the composite, or stand alone."""
    state = standing(composite, at).state
    if not composite.composite_of or state not in ("tabled", "seconded", "accepted"):
        return []
    found: list[Asked] = []
    for number in composite.composite_of:
        source = composite.plan.amendments[number]
        if source.mover == code and number not in composite.joined:
            label = _("Sign it with your amendment {number}").format(number=number)
            url = f"{page_of(composite.plan)}amendments/{composite.number}/sign/?source={number}"
            facts = {"composite": composite.number}
            refusal = ask(asker, source, "composite.join", at, facts, role="mover")
            found.append((label, button(label, url), refusal))
    return found


def _accepting(amendment: Amendment, asker: Asker, code: str, at: int) -> list[Asked]:
    """For the mover of what it amends, or the officer whom the rules name."""
    label = _("Accept it as friendly")
    url = f"{page_of(amendment.plan)}amendments/{amendment.number}/accept/"
    if amendment.amends and amendment.amended_by == code:
        refusal = ask(asker, amendment, "amendment.accept", at, role="mover")
        return [(label, button(label, url, "plain"), refusal)]
    for role in _roles(amendment.plan, "amendment.accept"):
        office = asker.officer(role, amendment)
        if office is not None and not amendment.amends:
            by = Actor(office.office, office.code)
            refusal = why_not("amendment.accept", amendment.on, by, at, asker.passkey)
            return [(label, button(label, url, "plain"), refusal)]
    return []


def _to_the_question(amendment: Amendment) -> list[Asked]:
    question = question_on(amendment)
    if question is None:
        return []
    label = _("Go to the vote")
    number = question.on.rpartition("/")[2]
    return [(label, button(label, f"{page_of(amendment.plan)}questions/{number}/"), None)]


def question_on(amendment: Amendment) -> Question | None:
    """The question that was put last and is about an amendment, or None. Reads memory only."""
    return asked_about(amendment.plan).get(amendment.number)


def questions_of(plan: Plan) -> list[Question]:
    """All questions that have been put on a plan, the first first. Reads memory only."""
    cases = reading.assembly().cases
    found = (cases.get(f"{plan.on}/question/{number}") for number in range(1, plan.questions + 1))
    return [each for each in found if isinstance(each, Question)]


def asked_about(plan: Plan) -> dict[int, Question]:
    """For each amendment that has been put to the vote, the question that was put on it last."""
    return {number: question for question in questions_of(plan) for number in question.amendments}


def of_question(question: Question, asker: Asker, at: int) -> Possible:
    """Voting on a question, and declaring its result."""
    if asker.hand is None or question.ballot is None:
        return Possible([], [])
    state = standing(question, at).state
    asked: list[Asked] = []
    if state == "at the vote":
        asked.append(_vote(question, asker.hand, at))
    if state == "closed" and is_due(question.on, at):
        label = _("Declare the result")
        number = question.on.rpartition("/")[2]
        url = f"{page_of(question.plan)}questions/{number}/due/"
        asked.append((label, button(label, url, post=True), None))
    return sorted_out(asked, speak=None)


def _vote(question: Question, hand: Hand, at: int) -> Asked:
    ballot = question.ballot
    assert ballot is not None
    label, url = _("Vote"), f"/{ballot.id.replace('ballot', 'ballots')}/"
    code = hand.person.code(ballot.id)
    if ballot.manner == "secret ballot":
        return label, button(label, url), why_not_cast(question, code, at)
    if code in ballot.votes:
        label = _("Look at your vote, or change it")
    facts: dict[str, Any] = {"choice": "for"}
    if ballot.method != "majority":
        facts = {"ranks": [0] * (len(question.on_the_paper) + 1)}
    refusal = why_not("question.vote", question.on, Actor("member", code), at, facts | hand.facts())
    return label, button(label, url), refusal


def why_not_ask(
    plan: Plan, numbers: tuple[int, ...], by: Actor, at: int, facts: dict[str, Any]
) -> OutOfOrder | None:
    """Why a question about these amendments (none: the whole text) may not be put by this actor now."""
    assembly = reading.assembly()
    roll, papers = stand_in_roll(
        assembly.members_of(plan.branch) - limited(assembly, plan.branch, "vote", at)
    )
    kind = kind_for(numbers, plan.book, are_rivals(plan, numbers))
    stated: dict[str, Any] = {
        "kind": kind,
        "amendments": list(numbers),
        "ballot": f"ballot/{assembly.next_number('ballot')}",
        "roll": roll.as_facts(),
        "manner": manner_of(plan.book, "question", 0),
    }
    if kind == ADOPTION:
        try:
            stated["adopts"] = adopt(plan.base, plan.standing(at)).revision.digest
        except Collision:
            stated["adopts"] = DIGEST
    elif out_of_turn(plan, kind, numbers, at):
        stated["reasons"] = DIGEST
    on = f"{plan.on}/question/{plan.questions + 1}"
    return reading.why_not(Act("question.put", on, by, stated | facts, papers=papers), at)

"""Who looks at a case, what they have a part in, and what they can do in it now.

Parts are read from the record; a row only says which cases are somebody's. The names in it are asked here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from folkmoot.procedure.act import Act, OutOfOrder, say
from folkmoot.procedure.case import powers_for, standing
from folkmoot.procedure.dispute import EARLIER, PANEL, Dispute
from folkmoot.procedure.machines import OPENINGS
from folkmoot.procedure.parts import next_part
from folkmoot.procedure.ruling import why_not_yet
from folkmoot.procedure.who import ON_PAPER
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.cases.people import case_of, knows, speaks_as, untold
from folkmoot.site.members.gate import to_sign_in
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import Request, clerk_office
from folkmoot.site.record import reading

OFFICE = "case officer"
UNSEEN = ("received", "received again", "rejected", "closed")
KINDS = ("case", "review", "class", "comment")


@dataclass(frozen=True)
class Here:
    """Who looks at which case: `person` reads, `acting` acts (the member whose paper a clerk enters).

    `member`: whether `acting` belongs to the organisation now. `untold`: what the subject does not know yet.
    """

    docket: Docket
    head: Dispute
    at: int
    person: Person | None = None
    acting: Person | None = None
    clerk: Office | None = None
    offices: tuple[Office, ...] = ()
    by_passkey: bool = False
    parts: frozenset[str] = field(default_factory=frozenset)
    untold: frozenset[str] = field(default_factory=frozenset)
    member: bool = False

    @property
    def officer(self) -> bool:
        """Whether the case officer looks, signed in as such."""
        return self.by_passkey and any(each.office == OFFICE for each in self.offices)

    @property
    def inside(self) -> bool:
        """Whether whoever looks has a part in the case."""
        return bool(self.parts)

    @property
    def family(self) -> list[Dispute]:
        """The head and its parts, in their order, as far as whoever looks may know of them."""
        return [case for case in _family(self.head) if case.on not in self.untold]


def parts_of(person: Person, case: Dispute) -> frozenset[str]:
    """The parts that the record gives somebody in a proceeding: `subject`, `companion of subject`, …

    An officer who has acted in a case has no part in it beyond the office.
    """
    root = case.root
    code = person.code(root.on)
    held = root.roles.get(code, "")
    found = {held} if held and held not in case.book.offices else set()
    if held == PANEL and not case.holds(PANEL, code):
        found = {EARLIER}
    if held.startswith("companion of "):
        found.add("companion")
    panel = case.panel
    if panel is not None and code in panel.ranking and code not in panel.sitting:
        # Until a panel sits whoever was drawn may answer; then only those who said yes stand in reserve.
        answer = panel.answers.get(code, "" if panel.sitting else "accept")
        found |= {"drawn member"} if answer == "accept" else set()
    if root.on.startswith("review/") and root.mover == code:
        found = {"applicant"}
    return frozenset(found)


def here_of(request: HttpRequest, kind: str, number: int) -> Here:
    """Who looks at which case. Raises Http404 where the record knows no such case."""
    on = f"{kind}/{number}"
    docket, head = Docket.objects.filter(on=on).first(), case_of(on)
    if docket is None or head is None:
        raise Http404
    docket.kind, docket.number = kind, number  # as the record names it, whatever has become of the row
    asks = cast(Request, request)
    person = asks.person or asks.former
    clerk = clerk_office(request) if asks.acting_for else None
    parts: frozenset[str] = frozenset()
    if person is not None and knows(person, head):
        parts = frozenset().union(*(parts_of(person, case) for case in _family(head)))
    elif person is not None:
        parts = frozenset({"drawn member"}) & frozenset().union(
            *(parts_of(person, case) for case in _family(head))
        )
    return Here(
        docket,
        head,
        asks.at,
        person,
        asks.acting_for or person,
        clerk,
        () if asks.acting_for else asks.offices,
        asks.by_passkey,
        parts,
        untold(person, head) if person is not None else frozenset(),
        asks.acting_for is not None or asks.person is not None,
    )


def _family(head: Dispute) -> list[Dispute]:
    return [
        head,
        *(found for on in head.parts if (found := case_of(on)) is not None and found.head is not None),
    ]


def in_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let those pass who have a part in the case, members or not, with their `Here`; others see no page."""

    @wraps(view)
    def gate(request: HttpRequest, kind: str, number: int, **rest: Any) -> HttpResponse:
        here = here_of(request, kind, number)
        if here.person is None:
            return to_sign_in(request)
        if not (here.inside or here.officer):
            raise Http404
        return view(request, here, **rest)

    return gate


@dataclass(frozen=True)
class May:
    """A deed in one proceeding: in whose hand, and what stands in its way, or None."""

    deed: Deed
    case: Dispute
    hand: Hand
    refusal: OutOfOrder | None
    url: str


def hands(here: Here, deed: Deed, case: Dispute) -> list[Hand]:
    """In whose name this may be asked, in the order of the deed's roles."""
    found = []
    acting = here.acting
    may_be = parts_of(acting, case) if acting is not None and knows_or_drawn(acting, case) else frozenset()
    for role in deed.roles:
        if acting is not None and role in may_be and role != "member":
            found.append(Hand(acting, speaks_as(role), clerk=here.clerk))
        elif acting is not None and role == "member" and here.member:
            found.append(Hand(acting, "member", clerk=here.clerk))
        else:
            held = next((each for each in here.offices if each.office == role), None)
            if held is not None:
                found.append(Hand(held.person, role, office=held, by_passkey=here.by_passkey))
    if here.clerk is not None:
        return [each for each in found if each.role in ON_PAPER]
    return found


def knows_or_drawn(person: Person, case: Dispute) -> bool:
    """Whether the parts of somebody in a proceeding may show."""
    return knows(person, case.root) or "drawn member" in parts_of(person, case)


def asked_on(deed: Deed, case: Dispute) -> str | None:
    """The proceeding on which a deed would be entered; None where it belongs to another kind."""
    if case.machine.row(deed.verb) is not None:
        return case.on
    row = OPENINGS.get(deed.verb)
    if row is not None and row.part and case.head is None and case.machine.name == "case":
        return next_part(case, deed.verb.partition(".")[0])
    return None


def why_not_now(here: Here, deed: Deed, case: Dispute, hand: Hand) -> OutOfOrder | None:
    """What stands in the way of a deed in this hand, before anything is typed."""
    on = asked_on(deed, case)
    if on is None:
        return _not_here()
    return why_not_yet(reading.assembly(), Act(deed.verb, on, hand.actor(on), hand.facts(on)), here.at)


def may(here: Here, deed: Deed, case: Dispute) -> May | None:
    """A deed in a proceeding for whoever looks; None where none of its roles is theirs."""
    on = asked_on(deed, case)
    if on is None:
        return None
    first: May | None = None
    url = deed_url(here.docket, deed.verb, case)
    for hand in hands(here, deed, case):
        if deed.apt is not None and not deed.apt(Asked(case, hand, here.at, on)):
            continue
        found = May(deed, case, hand, why_not_now(here, deed, case, hand), url)
        if found.refusal is None:
            return found
        first = first or found
    return first


def deed_url(docket: Docket, verb: str, case: Dispute) -> str:
    """The page of a deed: `/cases/case/7/do/reply.file/`, with `?part=` for a part of the case."""
    part = case.on.removeprefix(docket.on).strip("/")
    return f"{docket.url}do/{verb}/" + (f"?part={part}" if part else "")


def all_deeds(here: Here, deeds: dict[str, Deed]) -> list[May]:
    """Every deed that is open to whoever looks, or would be at another time; in the order of the deeds."""
    found = [
        each
        for case in here.family
        for deed in deeds.values()
        if (each := may(here, deed, case)) is not None
        and (each.refusal is None or each.hand.role != "member" or here.inside)
    ]
    return sorted(found, key=lambda each: (each.deed.order, each.deed.verb))


def rule_of(case: Dispute, verb: str) -> str:
    """The first paragraph that gives a power in this case, or an empty string."""
    powers = powers_for(case.book, verb, case)
    return powers[0].paragraph if powers else ""


def mine(person: Person) -> list[Docket]:
    """The cases in which somebody has a part that they may know of, the latest first. Two queries."""
    seats = Seat.objects.filter(person=person, until=None).values("docket_id")
    found = Docket.objects.filter(pk__in=seats)
    return [
        docket
        for docket in found
        if (head := case_of(docket.on)) is not None and (knows(person, head) or _drawn(person, head))
    ]


def _drawn(person: Person, head: Dispute) -> bool:
    return any("drawn member" in parts_of(person, case) for case in _family(head))


def state_of(case: Dispute, at: int) -> str:
    """Where a proceeding stands."""
    return standing(case, at).state


def _not_here() -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("An act concerns something that the record knows."),
        fact=say("This cannot be done here."),
        cure=say("Go back to the page of the case."),
    )

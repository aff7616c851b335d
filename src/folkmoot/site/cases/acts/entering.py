"""How every act in a case is entered: words sealed, the entry made, then rows and readers.

What goes to the subject goes to the panel, and nothing else does: a panel reads only what was served
(guarantee 7). Who stands behind an entry is kept in the seats of the case, and nowhere that members read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.act import THE_SITE, Actor
from folkmoot.procedure.case import next_lapse, standing
from folkmoot.procedure.dispute import family, is_over
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.cases.people import JUDGES, PARTIES, case_of, holder, holders, may_be_told, seats_in
from folkmoot.site.evidence.acts import keep, sealed_by, share, unshare
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Office, Person, Restriction
from folkmoot.site.notices.acts import send_to_all, tell_what_the_clerk_entered
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.record.reading import assembly
from folkmoot.site.record.words import sentence
from folkmoot.tlog.leaf import Leaf

EVERYBODY = (*PARTIES, *JUDGES)
CLERK = "case officer"
CLERICAL = ("open", "notified", "appealed")
"""States in which the case officer has something to read: a charge to serve, an appeal to look through."""
BOTH_SIDES = PARTIES
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """Something written or handed in with an act. `to` are the roles that may read it besides its writer.

    `by` is the part of whoever wrote it, where that is another (the charge is the adjudicator's).
    """

    kind: str
    title: str
    data: bytes | str
    media_type: str = "text/plain"
    filename: str = ""
    to: tuple[str, ...] = EVERYBODY
    by: str = ""


@dataclass(frozen=True)
class Hand:
    """In whose name an act is entered: a person in a role, an officer, or the site (`person` None).

    `clerk`: the clerk who enters it from paper. `by_passkey`: how an officer signed in.
    """

    person: Person | None = None
    role: str = "member"
    office: Office | None = None
    clerk: Office | None = None
    by_passkey: bool = False

    def actor(self, on: str) -> Actor:
        """Who acts, as the entry states it."""
        if self.office is not None:
            return Actor(self.office.office, self.office.code)
        return Actor(self.role, self.person.code(on)) if self.person else THE_SITE

    def facts(self, on: str) -> dict[str, Any]:
        """What the entry says of the hand: an officer's own code name in the case, a clerk, a passkey."""
        if self.office is not None:
            own = {"as": self.office.person.code(on)}
            return own | ({"passkey": True} if self.by_passkey else {})
        return self.clerk.as_clerk() if self.clerk else {}

    @property
    def writer(self) -> Person | None:
        """Whose words they are."""
        return self.office.person if self.office else self.person


SITE = Hand()


@dataclass
class Done:
    """An act that stands: its entry, and what was sealed with it, in order."""

    entry: Entry
    items: list[Item] = field(default_factory=list)


def act(
    verb: str,
    *,
    on: str,
    by: Hand,
    at: int,
    facts: Mapping[str, Any] | None = None,
    words: Iterable[Words] = (),
    owner: Person | None = None,
    relies_on: Iterable[int] = (),
    papers: Mapping[str, bytes] | None = None,
    more_seals: Iterable[str] = (),
) -> Done:
    """Enter an act in a case. Raises `OutOfOrder`, and keeps nothing then.

    `owner` is whose key the words lie under, where that is not the writer's: the charge is the subject's.
    `more_seals` are seals of items that exist already (evidence that is served again).
    """
    with pen():
        writer = owner or by.writer
        items = [
            keep(
                person=writer, on=on, kind=each.kind, title=each.title, data=each.data, at=at,
                media_type=each.media_type, filename=each.filename, role=f"the {each.by or by.role}",
            )
            for each in words
            if writer is not None
        ]  # fmt: skip
        entry = enter(
            verb,
            on=on,
            by=by.actor(on),
            at=at,
            facts=dict(facts or {}) | by.facts(on),
            seals=(*(item.seal for item in items), *more_seals),
            relies_on=relies_on,
            papers=dict(papers or {}),
        )
        sealed_by(items, entry.index)
        for item, each in zip(items, words, strict=True):
            share(item, holders(on, each.to), at, entry.index)
        follow(on, at)
        if by.clerk is not None and by.person is not None:
            said = sentence(Leaf.decode(bytes(entry.leaf)), {})
            tell_what_the_clerk_entered(by.person, said, at, entry=entry.index)
    return Done(entry, items)


def let_officer_read(on: str, items: Iterable[Item], at: int, entry: int) -> None:
    """Give the case officer a seat, and these things to read, until there is no clerical need any more."""
    held = Office.objects.in_office(at).filter(office=CLERK, branch=assembly().root)
    officers = [office.person for office in held.select_related("person")]
    for officer in officers:
        give_seat(on, officer, CLERK, at, entry)
    for item in items:
        share(item, officers, at, entry)


def open_docket(on: str, entry: Entry, at: int) -> Docket:
    """The row of a case that has just begun."""
    kind, _, number = on.partition("/")
    made = Docket.objects.create(
        on=on, kind=kind, number=int(number), entry=entry.index, opened_at=at, state=""
    )
    follow(on, at)
    return made


def follow(on: str, at: int) -> None:
    """Bring the row of a case up to date with the record."""
    head, case = family(on), case_of(family(on))
    if case is None:
        return
    now = standing(case, at)
    times = [next_lapse(case, now)]
    for part in case.parts:
        found = case_of(part)
        if found is not None and found.head is not None:
            times.append(next_lapse(found, standing(found, at)))
    ahead = [each.since for each in times if each is not None]
    Docket.objects.filter(on=head).update(
        state=now.state, next_at=min(ahead, default=None), over=is_over(case, at) and not ahead
    )
    if now.state not in CLERICAL:
        _close_package(head, at)


def _close_package(head: str, at: int) -> None:
    """A case officer reads a charge while it is served, or an appeal until it is over, and no longer."""
    for seat in Seat.objects.filter(docket_id=head, role=CLERK, until=None).select_related("person"):
        if seat.person is not None:
            unshare(on=head, person=seat.person, at=at)
            leave_seat(head, seat.person, at, CLERK)


def give_seat(on: str, person: Person, role: str, at: int, entry: int | None = None) -> Seat:
    """Let somebody have a part in a case from now on, and read what those in that part may read."""
    seat, new = Seat.objects.get_or_create(
        docket_id=family(on),
        person=person,
        role=role,
        on=on,
        until=None,
        defaults={"since": at, "entry": entry},
    )
    if new and role in EVERYBODY:
        open_file(on, person, role, at)
    return seat


def leave_seat(on: str, person: Person, at: int, *roles: str) -> None:
    """End somebody's part in a case."""
    found = Seat.objects.filter(docket_id=family(on), person=person, until=None)
    (found.filter(role__in=roles) if roles else found).update(until=at)


def open_file(on: str, person: Person, role: str, at: int) -> None:
    """Somebody new to a case may read what their side has: judges, what was served on the subject."""
    subject = next((seat.person for seat in seats_in(on) if seat.role == "subject"), None)
    sealed = Item.objects.filter(on=family(on), destroyed_at=None).exclude(entry=None)
    side = (
        "subject" if role in JUDGES or role == "companion of subject" else role.removeprefix("companion of ")
    )
    for item in sealed.prefetch_related("shares"):
        readers = {each.person_id for each in item.shares.all() if each.until is None} | {item.person_id}
        like = {seat.person_id for seat in seats_in(on) if seat.role == side}
        if readers & like or (subject is not None and subject.pk in readers and side == "subject"):
            share(item, [person], at)


def share_part(on: str, people: Iterable[Person], at: int) -> None:
    """Let these people read what was handed in for one part of a case (what a precaution rests on)."""
    readers = list(people)
    entries = Entry.objects.filter(on=on).values("index")
    for item in Item.objects.filter(on=family(on), entry__in=entries, destroyed_at=None):
        share(item, readers, at)


def touch_rights(on: str, at: int) -> None:
    """Let rolls know of rights that a case takes away; to be called where a decision or a precaution stands.

    The subject of a precaution in force reads from then on what it rests on. Where nothing takes rights away,
    nothing happens.
    """
    head, subject = family(on), holder(on, "subject")
    if subject is None:
        return
    for part in assembly().limits:
        if part == head or part.startswith(f"{head}/"):
            Restriction.objects.get_or_create(person=subject, on=part)
            if part != head:
                side = holders(head, ("subject", "companion of subject"))
                share_part(part, side, at)


def tell(on: str, people: Iterable[Person], at: int, *, entry: int | None = None, once: str) -> None:
    """Write to people that there is news in a matter that concerns them, and nothing more.

    A subject is not written to before there is something for them to know.
    """
    told = [each for each in people if may_be_told(each, on)]
    send_to_all(told, "case-news", {"page": f"/cases/{family(on)}/"}, at, entry=entry, once=once)


def tell_all(
    on: str, at: int, *, entry: int | None = None, once: str, roles: Iterable[str] = EVERYBODY
) -> None:
    """The same to everybody who has one of these parts in the case."""
    tell(on, holders(on, roles), at, entry=entry, once=once)

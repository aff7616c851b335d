"""The review of a past exclusion: applied for, disclosed, commented on, put off, withdrawn, decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from folkmoot.procedure.act import Day, OutOfOrder, say
from folkmoot.procedure.dispute import is_over, term
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.review import ITEMS
from folkmoot.procedure.roll import make_roll
from folkmoot.site.cases.acts.entering import (
    EVERYBODY,
    Done,
    Hand,
    Words,
    act,
    give_seat,
    open_docket,
    tell,
)
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import case_of, holder, holders
from folkmoot.site.evidence.acts import share
from folkmoot.site.evidence.models import Item
from folkmoot.site.members import limits
from folkmoot.site.members.acts.codes import person_of
from folkmoot.site.members.acts.newcomer import new_person
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.notices.acts import send, send_to_all
from folkmoot.site.record import reading
from folkmoot.site.record.acts import pen

IN_A_DAY = 5
"""Applications by one person in a day: several exclusions at once are possible, a flood is not."""
ONE_DAY = 86_400
APPLYING_AT_ALL = limits.Limit("review", 60, 3600)


def newcomer(*, email: str, shown_name: str) -> Person:
    """Who is known by this address, or somebody new without membership, saved; empty: somebody on paper."""
    known = person_of(email) if email else None
    if known is not None:
        return known
    root = reading.assembly().root
    person = new_person(
        email=email, shown_name=shown_name, branch=root, shows=Person.Shows.NOBODY, on_paper=not email
    )
    person.save(force_insert=True)
    return person


def apply(
    *,
    by: Person,
    about: Exclusion,
    told: str,
    at: int,
    evidence: Sequence[Words] = (),
    clerk: Office | None = None,
    letter: str = "review-received",
    once: str = "",
    limited: bool = True,
) -> Done:
    """Ask for a past exclusion to be reviewed. Raises `OutOfOrder`, `TooMany`.

    `told` is all that was answered, in words; the applicant, the case officer and the panel read it.
    """
    matter = about.matter(by)
    require_time(reading.assembly(), matter, at)
    if limited:
        limits.count(APPLYING_AT_ALL, "", at)
        mine = Seat.objects.filter(person=by, role="subject", docket__kind="review", since__gt=at - ONE_DAY)
        if mine.count() >= IN_A_DAY:
            raise limits.TooMany(ONE_DAY)
    with pen() as assembly:
        on = f"review/{assembly.next_number('review')}"
        roll, papers = make_roll(roll_for(assembly.root, on, "membership", at))
        facts: dict[str, Any] = {
            "excluder": about.excluder,
            "act": about.act,
            "year": about.year,
            "sought": list(about.sought),
            "roll": roll.as_facts(),
            "matter": matter,
        }
        facts |= {"case": about.case} if about.case else {}
        done = act(
            "review.apply",
            on=on,
            by=Hand(by, "applicant", clerk=clerk),
            at=at,
            facts=facts,
            words=[Words("statement", "Application for a review", told), *evidence],
            papers=papers,
        )
        open_docket(on, done.entry, at)
        give_seat(on, by, "subject", at, done.entry.index)
        open_to_officers(on, at)
        context = {"page": f"/cases/{on}/", "number": on.partition("/")[2]}
        send(by, letter, context, at, entry=done.entry.index, once=once or f"{on}/received")
    return done


def apply_by_address(*, email: str, shown_name: str, **given: Any) -> tuple[Person, Done]:
    """Apply as whoever is known by an address that was proved, or as somebody new. Raises as `apply` does."""
    with pen():
        person = newcomer(email=email, shown_name=shown_name)
        return person, apply(by=person, **given)


def apply_on_paper(
    *, clerk: Office, shown_name: str, about: Exclusion, told: str, at: int, email: str = ""
) -> Done:
    """Enter an application from a signed paper: for a new person without membership, whose letters are
    printed where no address is given. Raises `OutOfOrder`.

    An address that is known already is used only by whoever signs in with it.
    """
    with pen():
        if email and person_of(email) is not None:
            raise OutOfOrder(
                rule="",
                condition=say("Who is known by an address applies with it, signed in."),
                fact=say("Somebody is known by this address already."),
                cure=say("Leave the address away, or ask them to apply on the site."),
            )
        person = newcomer(email=email, shown_name=shown_name)
        return apply(by=person, about=about, told=told, at=at, clerk=clerk, limited=False)


def require_time(assembly: Assembly, matter: str, at: int) -> None:
    """The same exclusion once in a while: a refusal says from which day it can be asked again."""
    earlier = case_of(assembly.matters.get(matter, ""))
    if earlier is None:
        return
    under_way, book = not is_over(earlier, at), earlier.book
    last = book.calendar.last_day(term(book, "review.again"), earlier.events["application"])
    if not under_way and book.calendar.local_date(at) > last:
        return
    powers = book.powers.get("review.apply", ())
    raise OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say(
            "The same exclusion is reviewed once in {term}.", term=book.setting("review.again").words
        ),
        fact=say("Your application {on} is still being dealt with.", on=earlier.on)
        if under_way
        else say(
            "Your last application was made on {day}.",
            day=Day.of(book.calendar.local_date(earlier.events["application"])),
        ),
        cure=say("You need do nothing: it goes on by its own terms, and its page says what comes next.")
        if under_way
        else say("You can apply again after {day}.", day=Day.of(last)),
    )


def open_to_officers(on: str, at: int) -> None:
    """Who has to look for the file reads the application: the case officers of the day, and nothing more."""
    opening = Item.objects.filter(on=on, kind="statement", destroyed_at=None).order_by("made_at")[:1]
    offices = Office.objects.in_office(at).filter(office="case officer", branch_id=reading.assembly().root)
    for item in opening:
        share(item, [office.person for office in offices.select_related("person")], at)


def disclose(
    *, on: str, by: Hand, at: int, items: Mapping[str, Sequence[Words]], way: str, note: str
) -> Done:
    """Hand over what the exclusion relied on: words and files by item; what is left out does not exist.

    It lies under the applicant's key, whose file it is. Raises `OutOfOrder`.
    """
    applicant = holder(on, "subject")
    with pen():
        named = [item for item in ITEMS if items.get(item)]
        words = [each for item in named for each in items[item]]
        done = act(
            "review.disclose",
            on=on,
            by=by,
            at=at,
            facts={"items": named, "way": way},
            words=[*words, Words("note", "What there is, and what there is not", note)],
            owner=applicant,
        )
        if applicant is not None:
            context = {"page": f"/cases/{on}/"}
            send(applicant, "review-disclosed", context, at, entry=done.entry.index, once=f"{on}/disclosed")
        tell(on, holders(on, ("panel member",)), at, entry=done.entry.index, once=f"{on}/disclosed")
    return done


def reply(*, on: str, by: Hand, at: int, comment: str, hearing: bool = False, wish: str = "") -> Done:
    """Comment on the file; a wish to be heard goes to the panel with it. Raises `OutOfOrder`."""
    with pen():
        done = act(
            "review.reply",
            on=on,
            by=by,
            at=at,
            words=[Words("reply", "Comment on the file", comment)],
        )
        if hearing:
            text = wish or "I wish to be heard before the panel decides."
            act(
                "representation.make",
                on=on,
                by=by,
                at=at,
                words=[Words("representation", "A wish to be heard", text)],
            )
        tell(on, holders(on, ("panel member",)), at, entry=done.entry.index, once=f"{on}/reply")
    return done


def stay(*, on: str, by: Hand, at: int, days: int, reasons: str) -> Done:
    """Put off a provisional restoration for the safety of named persons. Raises `OutOfOrder`."""
    done = act(
        "review.stay",
        on=on,
        by=by,
        at=at,
        facts={"days": days, "reason": "safety"},
        words=[Words("reasons", "Why it is put off", reasons)],
    )
    tell(on, holders(on, ("subject",)), at, entry=done.entry.index, once=f"{on}/stay/{done.entry.index}")
    return done


def withdraw(*, on: str, by: Hand, at: int) -> Done:
    """The applicant withdraws. Raises `OutOfOrder`."""
    done = act("review.withdraw", on=on, by=by, at=at)
    tell(on, holders(on, ("panel member",)), at, entry=done.entry.index, once=f"{on}/withdrawn")
    return done


def decide(
    *,
    on: str,
    by: Hand,
    at: int,
    answers: Mapping[str, str],
    outcome: str,
    reasons: str,
    next_day: date | None = None,
    sanction: Mapping[str, Any] | None = None,
) -> Done:
    """Put a decision to the panel; it stands when enough of them agree. Raises `OutOfOrder`."""
    facts: dict[str, Any] = {"answers": dict(answers), "outcome": outcome}
    facts |= {"next": next_day.isoformat()} if next_day else {}
    facts |= {"sanction": dict(sanction)} if sanction else {}
    with pen():
        done = act(
            "review.decide",
            on=on,
            by=by,
            at=at,
            facts=facts,
            words=[Words("reasons", "Reasons", reasons, to=("panel member",))],
        )
        settle(on, at, done.entry.index, done.entry.index)
    return done


def agree(*, on: str, by: Hand, at: int, proposal: int) -> Done:
    """Agree with a decision that was put, by the number of its entry. Raises `OutOfOrder`."""
    with pen():
        done = act("review.agree", on=on, by=by, at=at, relies_on=[proposal])
        settle(on, at, done.entry.index, proposal)
    return done


def settle(on: str, at: int, entry: int, proposal: int) -> None:
    """Once a decision stands, those concerned read its reasons and are written to."""
    case = case_of(on)
    if case is None or case.decided != entry:
        return
    for item in Item.objects.filter(on=on, entry=proposal, destroyed_at=None):
        share(item, holders(on, EVERYBODY), at, entry)
    write_outcome(on, at, entry)


def write_outcome(on: str, at: int, entry: int) -> None:
    """The letter that says that there is a decision; what it is stands on the page alone."""
    context = {"page": f"/cases/{on}/after/", "number": on.partition("/")[2]}
    people = holders(on, ("subject", "companion of subject"))
    send_to_all(people, "review-outcome", context, at, entry=entry, once=f"{on}/outcome")
    tell(on, holders(on, ("panel member",)), at, entry=entry, once=f"{on}/outcome/panel")

"""A year of complaints, precautions, appeals, reviews and comments, with every act of their vocabulary."""

from functools import cache

from folkmoot.lots.contributions import commit
from folkmoot.procedure import appeal as appeals
from folkmoot.procedure import complaint, review, statistics
from folkmoot.procedure.act import THE_SITE, Actor
from folkmoot.procedure.charge import range_in
from folkmoot.procedure.seating import Purpose
from folkmoot.rulebook.starters import starter
from procedure.court import AUTHOR, MODERATOR_AS, Court
from procedure.tribunal import COMPANION, COMPLAINANT, INVESTIGATOR, SUBJECT, sealed
from procedure.world import ROOT


def tribunal_year() -> Court:
    """The whole year."""
    longer = ("[6 months]{office.founding-term}", "[1 year]{office.founding-term}")
    world = Court(starter("network").replace(*longer)).found().to(0)
    comments(world)
    settled_and_rejected(world)
    reviews(world)
    kept_and_mended(world)
    reduced_on_appeal(world)
    precautions(world)
    numbers(world)
    return world


@cache
def recorded() -> Court:
    """The same, made once: nobody changes it."""
    return tribunal_year()


def contributed(world: Court, on: str, purpose: Purpose) -> None:
    """A draw to which a member adds a number, with one who declines."""
    world.do(world.announcing(on, purpose))
    secret = bytes(range(32))
    by = world.by(on, 25)
    world.do(world.act("draw.contribute", on, by, commit=commit(secret)))
    world.now = world.panel(on).announcement.closes + 1
    world.do(world.act("draw.reveal", on, by, secret=secret.hex()))
    world.throw(on)
    panel = world.panel(on)
    first, *others = panel.ranking
    world.do(world.act("draw.decline", on, Actor("drawn member", first), reason="away"))
    for name in others[: panel.seats + 2]:
        world.do(world.act("draw.accept", on, Actor("drawn member", name)))
    world.do(world.act("panel.seat", on, THE_SITE))


def reduced_on_appeal(world: Court) -> None:
    """A case with companions, a challenge, a hearing put off, and a limit to functions reduced on appeal."""
    on = world.file()
    world.do(world.act("complaint.ack", on, world.officer("case officer"), **world.officer_facts(on)))
    world.triage(on)
    adjudicator = Actor("adjudicator", world.dispute(on).holder("adjudicator"))
    world.do(world.act("complaint.shield", on, adjudicator, seals=(sealed(on, "shield"),)))
    world.do(world.opening(on))
    world.do(world.serving(on))
    world.do(world.act("charge.bounce", on, THE_SITE))
    world.do(world.serving(on))
    subject = world.by(on, SUBJECT, "subject")
    world.do(world.act("companion.name", on, subject, name=world.name(on, COMPANION)))
    contributed(world, on, complaint.JUDGES)
    biased, other, third = (world.sitting(on, number) for number in range(3))
    facts = {"name": biased.name, "ground": "tie"}
    world.do(world.act("panel.challenge", on, subject, seals=(sealed(on, "tie"),), **facts))
    for by in (other, third, world.sitting(on, 3)):
        if biased.name in world.panel(on).sitting:
            world.do(world.act("panel.uphold", on, by, name=biased.name))
    world.do(world.act("panel.recuse", on, other, ground="ill"))
    world.do(world.act("term.extend", on, subject, days=7))
    investigator = world.by(on, INVESTIGATOR, "investigator")
    more = (sealed(on, "third"),)
    world.do(world.act("evidence.add", on, investigator, seals=more, way="by hand", items=1))
    world.do(world.replying(on))
    complainant = world.by(on, COMPLAINANT, "complainant")
    world.do(world.act("representation.make", on, complainant, seals=(sealed(on, "words"),)))
    world.do(world.act("hearing.ask", on, complainant))
    day = world.day + 20
    world.do(world.fixing(on, day))
    later = world.dispute(on).events["sitting"] + 2 * 86_400
    world.do(world.act("hearing.postpone", on, world.by(on, COMPANION, "companion"), at=later))
    world.now = later
    world.do(world.holding(on))
    world.agreeing(world.deciding(on, "function limit"))
    appeal = world.appealing(on)
    world.do(appeal)
    officer, facts = world.officer_as(on, "case officer")
    world.do(world.act("appeal.defect", appeal.on, officer, seals=(sealed("lacks"),), **facts))
    world.do(world.act("appeal.mend", appeal.on, subject, seals=(sealed("mended"),)))
    world.seat(appeal.on, appeals.PANEL)
    world.do(world.act("appeal.state", appeal.on, complainant, seals=(sealed("statement"),)))
    world.pass_days(9)
    world.agreeing(world.judging(appeal.on, "reduced"), "appeal")
    outcome = complaint.outcome_facts(world.assembly, world.dispute(on), world.now)
    world.do(world.act("case.publish", on, THE_SITE, **outcome))


def kept_and_mended(world: Court) -> None:
    """A complaint that its complainant withdraws and the adjudicator keeps; its charge is mended; stayed."""
    on = world.file()
    adjudicator = world.triage(on)
    world.do(world.act("complaint.withdraw", on, world.by(on, COMPLAINANT, "complainant")))
    world.do(world.act("complaint.keep", on, adjudicator, seals=(sealed(on, "harm"),)))
    world.do(world.opening(on))
    world.do(world.serving(on))
    subject = world.by(on, SUBJECT, "subject")
    world.do(world.act("charge.object", on, subject, seals=(sealed(on, "wrong rule"),)))
    mended = [{"offence": "disruption", "range": list(range_in(world.dispute(on), "disruption") or ())}]
    by = world.by(on, INVESTIGATOR, "investigator")
    world.do(world.act("charge.mend", on, by, seals=(sealed(on, "mended"),), charges=mended, way="e-mail"))
    world.pass_days(3)
    world.seat(on, complaint.JUDGES)
    stay = {"days": 14, "reason": "illness"}
    world.do(world.act("case.stay", on, world.sitting(on), seals=(sealed(on, "ill"),), **stay))
    world.pass_days(36)
    world.agreeing(world.deciding(on, "warning"))
    world.do(world.appealing(on))
    world.do(world.act("appeal.withdraw", f"{on}/appeal/1", subject))


def settled_and_rejected(world: Court) -> None:
    """One is settled, one refused and rejected twice; one waits until its time is over, and that is noted."""
    on = world.file()
    world.do(world.act("triage.mediate", on, world.triage(on)))
    for number, role in ((SUBJECT, "subject"), (COMPLAINANT, "complainant")):
        world.do(world.act("mediation.settle", on, world.by(on, number, role)))
    on = world.file()
    adjudicator = world.triage(on)
    world.do(world.act("triage.mediate", on, adjudicator))
    world.do(world.act("mediation.refuse", on, world.by(on, SUBJECT, "subject")))
    reject = {"ground": "no-rule"}
    world.do(world.act("triage.reject", on, adjudicator, seals=(sealed(on, "no"),), **reject))
    world.do(world.act("triage.ask_again", on, world.by(on, COMPLAINANT, "complainant")))
    world.do(world.act("triage.reject", on, world.triage(on), seals=(sealed(on, "still no"),), **reject))
    on = world.file()
    world.pass_days(20)
    world.do(world.act("term.note", on, world.by(on, 12), state="closed"))


def precautions(world: Court) -> None:
    """One acts at once; a precaution is granted, renewed, appealed against, ended; the subject expelled."""
    on = world.notified()
    act = world.acting_at_once(on)
    world.do(act)
    world.do(world.act("interim.join", act.on, world.by(on, 13), holds_office=False))
    part = world.granted(on, heard=False)
    world.do(world.hearing_subject(part))
    world.looked(part)
    world.pass_days(3)
    world.do(world.renewing(part))
    world.looked(part)
    world.do(world.against(part))
    world.looked(part)
    world.do(world.act("interim.end", part, world.by(on, INVESTIGATOR, "investigator")))
    world.seat(on, complaint.JUDGES)
    world.do(world.replying(on))
    world.pass_days(9)
    index = world.agreeing(world.deciding(on, "expulsion", relies_on=world.compared(on), above=True))
    world.pass_days(31)
    vacate = world.act("office.vacate", f"office/{ROOT}/treasurer/1", THE_SITE, relies_on=(index,))
    world.do(vacate)


def reviews(world: Court) -> None:
    """One upheld after a stay, two taken together, one withdrawn."""
    on = world.ready(1)
    world.seat(on, review.PANEL)
    world.pass_days(63)
    stay = {"days": 20, "reason": "safety"}
    world.do(world.act("review.stay", on, world.sitting(on), seals=(sealed(on, "danger"),), **stay))
    world.agreeing(world.reviewing(on, "upheld"), "review")
    both = [world.ready(number) for number in (2, 3)]
    of = world.formed(both)
    outcomes = {both[0]: "annulled", both[1]: "restored"}
    world.agreeing(world.deciding_class(of, outcomes), "class")
    last = world.apply(4)
    world.do(world.act("review.withdraw", last, world.applicant(last)))


def comments(world: Court) -> None:
    """One held, hidden and restored by a jury; one edited; one destroyed; somebody muted."""
    on = world.flag(ground="threat")
    by, facts = world.officer_as(on, "moderator", MODERATOR_AS)
    world.do(world.act("comment.hold", on, by, **facts))
    world.do(world.moderating(on))
    world.jury(on)
    world.agreeing(world.verdict(on), "jury")
    on = world.moderated()
    world.do(world.act("comment.edit", on, world.by(on, AUTHOR, "author"), seals=(sealed(on, "new"),)))
    on = world.moderated(ground="private")
    by, facts = world.officer_as(on, "moderator", MODERATOR_AS)
    world.do(world.act("comment.shred", on, by, **{"class": "unlawful"}, **facts))
    world.pass_days(2)
    by, facts = world.officer_as(on, "case officer")
    world.do(world.act("shred.join", on, by, **facts))
    world.do(world.muting())


def numbers(world: Court) -> None:
    """After the year its numbers are published."""
    world.pass_days(120)
    stated = statistics.numbers(world.assembly, 2026, world.now)
    world.do(world.act("statistics.publish", "statistics/2026", THE_SITE, **stated))

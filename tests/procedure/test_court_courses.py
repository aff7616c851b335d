"""Where cases, precautions, appeals, reviews and comments go, by acts and by time alone, to the second."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.procedure import complaint, precaution, review
from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.case import over_by_time
from folkmoot.procedure.clocks import clocks
from folkmoot.procedure.sanction import appealed, imposed, in_force, limited, runs, under_precaution
from procedure.court import Court, sealed
from procedure.tribunal import COMPANION, COMPLAINANT, SUBJECT
from procedure.world import ROOT

ONE_DAY = 86_400


def founded() -> Court:
    return Court().found().to(0)


def end_of(world: Court, key: str, since: int) -> int:
    return world.book.calendar.end_of(world.book.setting(key).value, since)  # type: ignore[arg-type]


def changes_at(world: Court, on: str, second: int) -> tuple[str, str]:
    """The states at a second and at the next."""
    return world.assembly.standing(on, second).state, world.assembly.standing(on, second + 1).state


def remitted(world: Court) -> str:
    on = world.decided("warning")
    part = world.appealed(on)
    world.agreeing(world.judging(part, "remitted"), "appeal")
    return on


def opened(world: Court) -> str:
    on = world.file()
    world.triage(on)
    world.do(world.opening(on))
    return on


def rejected(world: Court) -> str:
    on = world.file()
    reject = {"ground": "no-rule"}
    world.do(world.act("triage.reject", on, world.triage(on), seals=(sealed(on, "no"),), **reject))
    return on


def asked(world: Court) -> str:
    on = world.panelled()
    world.do(world.replying(on, hearing=True))
    return on


def replied(world: Court) -> str:
    on = world.panelled()
    world.do(world.replying(on))
    return on


def withdrawn(world: Court) -> str:
    on = world.file()
    world.do(world.act("complaint.withdraw", on, world.by(on, COMPLAINANT, "complainant")))
    return on


def mediated(world: Court) -> str:
    on = world.file()
    world.do(world.act("triage.mediate", on, world.triage(on)))
    return on


def alone(world: Court) -> str:
    act = world.acting_at_once(world.notified())
    world.do(act)
    return act.on


def emergency(world: Court) -> str:
    on = alone(world)
    world.do(world.act("interim.join", on, world.by(on, 13), holds_office=False))
    return on


def unheard(world: Court) -> str:
    return world.granted(world.notified(), heard=False)


def disclosed(world: Court) -> str:
    on = world.apply()
    world.do(world.disclosing(on))
    return on


def gathered(world: Court) -> str:
    act = world.gathering([world.apply(1), world.apply(2)])
    world.do(act)
    return act.on


def of_two(world: Court) -> str:
    return world.formed([world.ready(1), world.ready(2)])


def held(world: Court) -> str:
    on = world.flag(ground="threat")
    by, facts = world.officer_as(on, "moderator", 6)
    world.do(world.act("comment.hold", on, by, **facts))
    return on


def jury(world: Court) -> str:
    on = world.moderated()
    world.jury(on)
    return on


def no_jury(world: Court) -> str:
    on = world.moderated()
    by = world.by(on, 9, "author")
    world.do(world.act("moderation.appeal", on, by, seals=(sealed(on, "appeal"),)))
    return on


def shredding(world: Court) -> str:
    on = world.moderated(ground="private")
    by, facts = world.officer_as(on, "moderator", 6)
    world.do(world.act("comment.shred", on, by, **{"class": "unlawful"}, **facts))
    return on


# fmt: off
LAPSES: list[tuple[str, Callable[[Court], str], str, str, str, str]] = [
    ("a complaint nobody looked at", lambda w: w.file(), "triage.term", "filing", "received", "closed"),
    (
        "a rejection nobody questions",
        rejected,
        "triage.again",
        "rejection",
        "rejected",
        "closed",
    ),
    ("a charge nobody served", opened, "charge.void", "charging", "open", "void"),
    ("a charge without a panel", lambda w: w.notified(), "draw.limit", "service", "notified", "void"),
    ("no reply", lambda w: w.panelled(), "reply.term", "notice", "panelled", "on papers"),
    ("a hearing nobody fixed", asked, "hearing.limit", "panel", "to be heard", "lapsed"),
    ("no decision after a hearing", lambda w: w.heard(), "decision.term", "hearing", "heard", "dismissed"),
    ("no decision on the papers", replied, "decision.term", "reply", "on papers", "dismissed"),
    ("no appeal", lambda w: w.decided(), "appeal.term", "decision", "decided", "final"),
    ("a withdrawal", withdrawn, "complaint.keeping", "withdrawal", "withdrawing", "withdrawn"),
    ("a mediation", mediated, "mediation.term", "mediation", "mediation", "received again"),
    ("a remitted case", remitted, "draw.limit", "service", "notified", "void"),
    (
        "an appeal nobody decides",
        lambda w: w.appealed(w.decided()),
        "appeal.overall",
        "filed",
        "ready",
        "allowed",
    ),
    (
        "a precaution asked for",
        lambda w: w.request(w.notified()),
        "interim.deciding",
        "request",
        "asked",
        "refused",
    ),
    ("acting at once, alone", alone, "interim.joining", "request", "joining", "refused"),
    ("an emergency", emergency, "interim.emergency", "measure", "emergency", "ended"),
    ("a precaution unheard", unheard, "interim.hearing", "measure", "in force unheard", "ended"),
    ("a precaution", lambda w: w.granted(w.notified()), "interim.lasts", "measure", "in force", "ended"),
    (
        "a file nobody disclosed",
        lambda w: w.apply(),
        "review.disclosing",
        "application",
        "applied",
        "disclosed",
    ),
    ("a comment on a file", disclosed, "review.replying", "disclosure", "disclosed", "ready"),
    (
        "a review nobody decides",
        lambda w: w.ready(),
        "review.deciding",
        "application",
        "ready",
        "provisional",
    ),
    ("a class nobody joins", gathered, "class.gathering", "proposal", "gathering", "dissolved"),
    ("a class nobody decides", of_two, "class.overall", "formation", "formed", "dissolved"),
    ("a flag", lambda w: w.flag(), "comment.moderating", "flagging", "flagged", "stands"),
    ("a comment held", held, "comment.holding", "hold", "held", "flagged"),
    ("a hidden comment", lambda w: w.moderated(), "moderation.appealing", "moderation", "hidden", "upheld"),
    ("a jury", jury, "jury.deciding", "panel", "jury", "restored"),
    ("no jury", no_jury, "jury.limit", "appeal", "jury", "restored"),
    (
        "a comment to be destroyed",
        shredding,
        "comment.shredding",
        "shredding",
        "shredding",
        "hidden",
    ),
]
# fmt: on


@pytest.mark.parametrize(("about", "make", "key", "event", "before", "after"), LAPSES)
def test_what_nobody_does_leads_on_at_the_second(
    about: str, make: Callable[[Court], str], key: str, event: str, before: str, after: str
) -> None:
    world = founded()
    on = make(world)
    case = world.dispute(on)
    last = end_of(world, key, case.events[event])
    assert changes_at(world, on, last) == (before, after)
    assert over_by_time(case) is not None
    assert world.again() == world.assembly


def test_a_reply_before_the_panel_sits_is_kept_and_the_panel_decides_on_it() -> None:
    world = founded()
    on = world.notified()
    world.do(world.replying(on))
    assert world.state(on) == "notified"
    world.seat(on, complaint.JUDGES)
    assert world.state(on) == "on papers"


def test_time_runs_out_while_the_adjudicator_is_being_drawn() -> None:
    world = founded()
    on = world.file()
    world.pass_days(13)
    world.do(world.announcing(on, complaint.TRIAGE))
    world.pass_days(3)
    assert world.state(on) == "closed"
    refusal = world.refusal(world.act("draw.dice", on, world.by(on, 26), dice="152634" * 4))
    assert str(refusal.fact) == "It is: closed."
    again = world.filing(matter=sealed("matter", on), again=on)
    world.do(again)
    world.pass_days(20)
    third = world.filing(matter=sealed("matter", on), again=again.on)
    assert "not brought twice" in str(world.refusal(third))


def test_a_stay_moves_every_clock_that_runs_or_begins_meanwhile() -> None:
    world = founded()
    on = world.panelled()
    before = {(c.verb, c.rule): c.closes for c in clocks(world.assembly, world.dispute(on), world.now)}
    overall = end_of(world, "case.overall", world.dispute(on).events["service"])
    stay = {"days": 14, "reason": "illness"}
    act = world.act("case.stay", on, world.sitting(on), seals=(sealed("ill"),), **stay)
    world.do(act)
    after = {(c.verb, c.rule): c.closes for c in clocks(world.assembly, world.dispute(on), world.now)}
    reply = ("reply.file", "8.15")
    assert before[reply] is not None and after[reply] is not None
    assert after[reply] >= before[reply] + 13 * ONE_DAY  # type: ignore[operator]
    world.do(world.replying(on))
    assert world.standing(on).state == "on papers"
    last = end_of(world, "decision.term", world.now)
    assert world.assembly.standing(on, last + ONE_DAY).state == "on papers", "the term began in the stay"
    assert (
        world.dispute(on).lengthened("case.overall", world.dispute(on).events["service"], overall) > overall
    )
    twice = world.refusal(world.act("case.stay", on, world.sitting(on), seals=(sealed("x"),), **stay))
    assert "a stay runs" in str(twice.fact)


def test_a_hearing_that_falls_into_a_stay_is_fixed_anew() -> None:
    world = founded()
    on = asked(world)
    world.do(world.fixing(on, world.day + 20))
    stay = {"days": 28, "reason": "request"}
    world.do(world.act("case.stay", on, world.sitting(on), seals=(sealed("ill"),), **stay))
    assert world.state(on) == "to be heard"
    world.do(world.fixing(on, world.day + 40))
    assert world.state(on) == "fixed"


def test_more_time_is_asked_for_once_and_before_the_time_is_over() -> None:
    world = founded()
    on = world.panelled()
    subject = world.by(on, SUBJECT, "subject")
    world.do(world.act("term.extend", on, subject, days=14))
    again = world.refusal(world.act("term.extend", on, subject, days=1))
    assert "it has been used" in str(again.fact)
    for number in (1, 2):
        world.do(world.act("term.extend", on, world.sitting(on), days=14, seals=(sealed("why", number),)))
    third = world.act("term.extend", on, world.sitting(on), days=1, seals=(sealed("why", 3),))
    assert "it has been used" in str(world.refusal(third).fact)
    late = founded()
    on = late.notified()
    late.pass_days(25)
    refusal = late.refusal(late.act("term.extend", on, late.by(on, SUBJECT, "subject"), days=14))
    assert "its time is over" in str(refusal.fact)


def test_a_seat_without_a_reserve_is_drawn_anew_and_the_case_heard_again() -> None:
    world = founded()
    on = world.heard()
    old = list(world.panel(on).sitting)
    world.do(world.act("panel.recuse", on, world.sitting(on), ground="tie"))
    assert world.state(on) == "notified"
    assert changes_at(world, on, end_of(world, "draw.limit", world.now)) == ("notified", "void")
    world.seat(on, complaint.JUDGES, again="emptied")
    assert not set(old) & set(world.panel(on).sitting)
    assert world.state(on) == "to be heard"
    assert world.again() == world.assembly


def test_a_remitted_case_has_a_new_panel_and_no_limit_until_it_is_decided() -> None:
    world = founded()
    on = world.decided("function limit")
    part = world.appealed(on)
    old = {*world.panel(on).sitting, *world.panel(part).sitting}
    world.agreeing(world.judging(part, "remitted"), "appeal")
    assert world.state(on) == "notified" and on not in world.assembly.limits
    assert world.compared(on) == []
    world.seat(on, complaint.JUDGES)
    assert not old & set(world.panel(on).sitting)
    world.do(world.fixing(on, world.day + 20))
    world.now = world.dispute(on).events["sitting"]
    world.do(world.holding(on))
    world.agreeing(world.deciding(on, "function limit"))
    again = world.appealed(on)
    assert again == f"{on}/appeal/2"
    assert "It has been." in str(world.refusal(world.judging(again, "remitted")))
    assert world.again() == world.assembly


@pytest.mark.parametrize(
    ("outcome", "kind", "rights"),
    [("upheld", "function limit", {"stand"}), ("reduced", "advice", set()), ("quashed", "quashed", set())],
)
def test_what_an_appeal_leaves_takes_effect_and_is_the_precedent(
    outcome: str, kind: str, rights: set[str]
) -> None:
    world = founded()
    on = world.decided("function limit")
    case = world.dispute(on)
    part = world.appealed(on)
    assert world.state(on) == "appealed" and in_force(world.assembly, case, world.now) is None
    world.agreeing(world.judging(part, outcome), "appeal")
    assert world.state(on) == "final"
    found = in_force(world.assembly, case, world.now)
    assert imposed(world.assembly, case, world.now) == kind
    assert (found.rights if found else set()) == rights
    assert limited(world.assembly, ROOT, "stand", world.now) == bool(rights)
    published = complaint.outcome_facts(world.assembly, case, world.now)
    world.do(world.act("case.publish", on, THE_SITE, **published))
    assert published["outcome"] == kind and world.state(on) == "published"
    assert (in_force(world.assembly, case, world.now) is not None) == (outcome != "quashed")
    assert "an appeal is under way or decided" in str(world.refusal(world.appealing(on)))
    assert world.again() == world.assembly


def test_an_appeal_that_is_not_decided_in_time_quashes() -> None:
    world = founded()
    on = world.decided("expulsion")
    world.do(world.appealing(on))
    world.pass_days(80)
    case = world.dispute(on)
    assert world.state(f"{on}/appeal/1") == "allowed" and world.state(on) in ("final", "published")
    assert in_force(world.assembly, case, world.now) is None
    assert appealed(world.assembly, case, world.now) == ("allowed", {})
    assert limited(world.assembly, ROOT, "membership", world.now) == 0


def test_a_late_appeal_for_good_cause_suspends_what_was_in_force() -> None:
    world = founded()
    on = world.decided("expulsion")
    world.pass_days(60)
    assert limited(world.assembly, ROOT, "membership", world.now) == 1
    world.do(world.appealing(on, late=True))
    assert limited(world.assembly, ROOT, "membership", world.now) == 0
    world.do(world.act("appeal.withdraw", f"{on}/appeal/1", world.by(on, SUBJECT, "subject")))
    assert limited(world.assembly, ROOT, "membership", world.now) == 1


def test_an_expulsion_ends_at_the_last_second_of_its_day_and_drops_out() -> None:
    world = founded()
    on = world.decided("expulsion")
    case, limit = world.dispute(on), world.assembly.limits[on]
    assert in_force(world.assembly, case, limit.until) is not None
    assert in_force(world.assembly, case, limit.until + 1) is None
    assert runs(world.assembly, limit, limit.until + 1) == frozenset()
    assert limited(world.assembly, ROOT, "vote", limit.until) == 1
    assert limited(world.assembly, ROOT, "vote", limit.until + 1) == 0
    world.now = limit.until + 1
    world.granted(world.file())
    assert on not in world.assembly.limits, "a limit that can never run again is gone"


def test_a_precaution_ends_with_the_decision_and_with_the_lapse_of_its_case() -> None:
    world = founded()
    on = replied(world)
    part = world.granted(on)
    world.pass_days(9)
    assert runs(world.assembly, world.assembly.limits[part], world.now) == {"speak", "attend"}
    world.agreeing(world.deciding(on, "warning"))
    assert world.state(part) == "ended"
    world = founded()
    on = world.notified()
    world.pass_days(20)
    part = world.granted(on)
    void = end_of(world, "draw.limit", world.dispute(on).events["service"])
    assert changes_at(world, part, void) == ("in force", "ended")
    assert runs(world.assembly, world.assembly.limits[part], void + 1) == frozenset()


def test_an_emergency_gives_way_to_what_a_panel_grants() -> None:
    world = founded()
    on = world.notified()
    act = world.acting_at_once(on)
    world.do(act)
    world.do(world.act("interim.join", act.on, world.by(on, 13), holds_office=False))
    part = world.granted(on)
    assert (world.state(act.on), world.state(part)) == ("ended", "in force")
    assert under_precaution(world.assembly, world.dispute(on), world.now) > 0
    assert "This has been done in it." in str(world.refusal(world.acting_at_once(on)))


def test_a_duty_panel_that_does_not_keep_it_ends_it() -> None:
    world = founded()
    part = unheard(world)
    world.looked(part, keep=False)
    assert world.state(part) == "ended"


def test_near_a_selection_all_of_the_duty_panel_must_agree() -> None:
    world = founded()
    on = world.notified()
    part = world.request(on, selection=True)
    world.seat(part, precaution.DUTY)
    index = world.do(world.granting(part))
    world.do(world.act("interim.agree", part, world.sitting(part, 1), relies_on=(index,)))
    assert world.state(part) == "asked"
    world.do(world.act("interim.agree", part, world.sitting(part, 2), relies_on=(index,)))
    assert world.state(part) == "in force unheard"


def test_a_precaution_may_be_refused_ended_or_appealed_against_on_new_facts() -> None:
    world = founded()
    on = world.notified()
    part = world.request(on)
    world.seat(part, precaution.DUTY)
    refusing = world.granting(part, grant=False, rights=None, branch=None)
    world.agreeing(refusing, "interim")
    assert world.state(part) == "refused"
    part = world.granted(on)
    world.do(world.against(part))
    world.looked(part)
    assert "more recent" in str(world.refusal(world.against(part)))
    world.do(world.against(part, new_facts=True))
    assert world.state(part) == "under appeal"
    assert changes_at(world, part, end_of(world, "interim.appealing", world.now)) == ("under appeal", "ended")


@pytest.mark.parametrize(
    ("outcome", "kind", "rights"),
    [
        ("annulled", "quashed", None),
        ("restored", "expulsion", None),
        ("converted", "expulsion", set()),
        ("upheld", "expulsion", {"membership"}),
    ],
)
def test_a_review_changes_what_is_in_force(outcome: str, kind: str, rights: set[str] | None) -> None:
    world = founded()
    on = world.decided("expulsion", until=world.date(700))
    world.pass_days(40)
    part = world.reviewed(outcome, case=on)
    assert world.state(part) == outcome
    case = world.dispute(on)
    found = in_force(world.assembly, case, world.now)
    assert imposed(world.assembly, case, world.now) == kind
    assert (found is None) == (rights is None)
    if found is not None and rights is not None:
        assert found.rights & {"membership"} == rights
    assert limited(world.assembly, ROOT, "membership", world.now) == (1 if rights else 0)
    world.pass_days(400)
    again = world.apply(case=on, matter=sealed("again"), without=() if rights else (99,))
    assert (in_force(world.assembly, case, world.now) is None) == (rights is None), (
        "no second review undoes it"
    )
    assert "Another is under way." in str(
        world.refusal(world.applying(case=on, matter=sealed("more"), without=() if rights else (99,)))
    )
    assert world.state(again) == "applied"


def test_who_is_restored_provisionally_has_no_office_until_it_is_decided() -> None:
    world = founded()
    on = world.decided("expulsion", until=world.date(700))
    world.pass_days(40)
    part = world.apply(case=on)
    world.pass_days(95)
    assert world.state(part) == "provisional"
    found = in_force(world.assembly, world.dispute(on), world.now)
    assert found is not None and found.rights == {"stand"}
    assert limited(world.assembly, ROOT, "membership", world.now) == 0
    world.pass_days(200)
    assert world.state(part) == "restored"
    assert in_force(world.assembly, world.dispute(on), world.now) is None


def test_who_was_excluded_elsewhere_is_recognised_when_nobody_decides() -> None:
    world = founded()
    part = world.apply(excluder="other")
    world.pass_days(300)
    assert world.state(part) == "recognised"


def test_a_conversion_is_never_worse_than_what_it_replaces() -> None:
    world = founded()
    on = world.decided("function limit", until=world.date(90))
    world.pass_days(35)
    part = world.ready(case=on)
    world.seat(part, review.PANEL)
    worse = {"kind": "rights limit", "until": world.date(100), "rights": ["vote"]}
    assert "never makes matters worse" in str(
        world.refusal(world.reviewing(part, "converted", sanction=worse))
    )
    longer = {"kind": "warning", "until": world.date(300)}
    assert "never makes matters worse" in str(
        world.refusal(world.reviewing(part, "converted", sanction=longer))
    )


def test_a_review_is_put_off_a_step_at_a_time_and_not_for_ever() -> None:
    world = founded()
    on = world.ready()
    world.seat(on, review.PANEL)

    def staying(days: int = 28) -> Act:
        facts: dict[str, Any] = {"days": days, "reason": "safety"}
        seals = (sealed("danger", world.assembly.size),)
        return world.act("review.stay", on, world.sitting(on), seals=seals, **facts)

    assert "the last step has not run out" in str(world.refusal(staying()).fact)
    world.pass_days(64)
    for _ in range(6):
        world.do(staying())
        world.pass_days(28)
    assert "by 180 days in all" in str(world.refusal(staying()))
    world.do(staying(12))
    world.pass_days(60)
    assert world.state(on) == "provisional"


def test_a_class_waits_until_each_review_in_it_is_ready() -> None:
    world = founded()
    both = [world.ready(1), world.apply(2)]
    on = world.formed(both)
    act = world.deciding_class(on, dict.fromkeys(both, "annulled"))
    assert "These are not ready: review/2." in str(world.refusal(act))
    world.do(world.disclosing(both[1]))
    world.do(world.commenting(both[1]))
    world.agreeing(world.deciding_class(on, dict(zip(both, ("annulled", "upheld"), strict=True))), "class")
    assert [world.state(each) for each in both] == ["annulled", "upheld"]


def test_a_comment_is_restored_or_stays_hidden_by_its_jury() -> None:
    for outcome in ("restored", "upheld"):
        world = founded()
        on = jury(world)
        world.agreeing(world.verdict(on, outcome), "jury")
        assert world.state(on) == outcome


def test_nobody_is_muted_a_third_time() -> None:
    world = founded()
    for _ in range(2):
        world.do(world.muting())
        world.pass_days(4)
    assert "nobody is kept out by small steps" in str(world.refusal(world.muting()).cure)
    world.pass_days(90)
    world.do(world.muting())
    assert world.state("mute/3") == "muted"


def test_a_draw_goes_on_with_reserves_and_is_held_again_where_too_few_accept() -> None:
    world = founded()
    on = world.notified()
    world.do(world.announcing(on, complaint.JUDGES))
    assert "under way" in str(world.refusal(world.announcing(on, complaint.JUDGES)).fact)
    world.throw(on)
    panel = world.panel(on)
    for name in panel.ranking[:3]:
        world.do(world.act("draw.accept", on, Actor("drawn member", name)))
    assert "3 have accepted" in str(world.refusal(world.act("panel.seat", on, THE_SITE)))
    companion = world.act("companion.name", on, world.by(on, SUBJECT, "subject"), name=panel.ranking[0])
    world.do(companion)
    world.pass_days(3)
    assert "it says which" in str(world.refusal(world.announcing(on, complaint.JUDGES)))
    world.seat(on, complaint.JUDGES, again="too-few")
    assert panel.ranking[0] not in world.panel(on).sitting
    assert world.state(on) == "panelled"


def test_a_companion_is_replaced_and_the_earlier_one_has_no_part_any_more() -> None:
    world = founded()
    on = world.notified()
    subject = world.by(on, SUBJECT, "subject")
    for number in (COMPANION, 14):
        world.do(world.act("companion.name", on, subject, name=world.name(on, number)))
    assert world.dispute(on).roles[world.name(on, COMPANION)] == "earlier companion"
    refusal = world.refusal(world.replying(on, by=world.by(on, COMPANION, "companion")))
    assert "not" in str(refusal.fact)
    world.do(world.replying(on, by=world.by(on, 14, "companion")))


def test_a_missed_term_is_noted_by_any_member_and_changes_nothing() -> None:
    world = founded()
    on = world.notified()
    note = world.act("term.note", on, world.by(on, 20), state="void")
    assert world.refusal(note)
    world.pass_days(40)
    assert "the entry says otherwise" in str(
        world.refusal(world.act("term.note", on, THE_SITE, state="final"))
    )
    before = world.standing(on)
    world.do(note)
    assert world.standing(on) == before


def test_terms_end_well_at_month_ends_leap_days_clock_changes_and_holidays() -> None:
    world = founded()
    calendar = world.book.calendar
    for day in (-132, 270, 637, 148, 206):
        world = Court()
        world.to(day - 1).found().to(day)
        on = world.notified()
        for key, event in (("draw.limit", "service"), ("reply.term", "notice"), ("case.overall", "service")):
            end = end_of(world, key, world.dispute(on).events[event])
            last = calendar.local(end)
            assert (last.hour, last.minute, last.second) == (23, 59, 59)
            assert calendar.is_working_day(last.date())
        assert world.again() == world.assembly

"""What is refused in cases, draws, precautions, appeals, reviews and moderation, each with its sentence."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from folkmoot.procedure import appeal, complaint, precaution, review, statistics
from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.procedure.statistics import shown, span_of
from procedure.court import Court, sealed
from procedure.tribunal import COMPLAINANT, INVESTIGATOR, SUBJECT
from procedure.world import changed

Make = Callable[[Court], Act]


def triaged(world: Court) -> str:
    on = world.file()
    world.triage(on)
    return on


def opened(world: Court) -> str:
    on = triaged(world)
    world.do(world.opening(on))
    return on


def bent(make: Make, **facts: object) -> Make:
    return lambda world: changed(make(world), **facts)


def with_seals(make: Make, *seals: str) -> Make:
    return lambda world: replace(make(world), seals=seals)


def deciding(world: Court) -> Act:
    return world.deciding(world.heard())


def finding(**changes: object) -> Make:
    def make(world: Court) -> Act:
        act = deciding(world)
        return changed(act, findings=[{**act.facts["findings"][0], **changes}])

    return make


def judging(outcome: str, **changes: object) -> Make:
    return lambda world: world.judging(world.appealed(world.decided("warning")), outcome, **changes)


def reviewing(way: str, **changes: object) -> Make:
    def make(world: Court) -> Act:
        on = world.ready()
        world.seat(on, review.PANEL)
        return changed(world.reviewing(on, way), **changes)

    return make


def announcing(world: Court) -> Act:
    return world.announcing(world.notified(), complaint.JUDGES)


def thrown(world: Court) -> str:
    on = world.notified()
    world.do(world.announcing(on, complaint.JUDGES))
    return on


# fmt: off
# ruff: noqa: E501 - one case a line reads best
REFUSED: list[tuple[str, Make]] = [
    ("Cases are numbered one by one.", lambda w: replace(w.filing(), on="case/9")),
    ("One complains about somebody else.", lambda w: w.filing(by=w.by("case/1", SUBJECT))),
    ("This act seals what belongs to it", lambda w: w.filing(seals=(sealed("one"),))),
    ("names the days of the conduct", lambda w: w.filing(**{"from": "2026-W19-1"})),
    ("names the days of the conduct", lambda w: w.filing(until="9999-12-31")),
    ("says that it is late where it is", lambda w: w.filing(late=True)),
    ("carries the digest of its matter", lambda w: w.filing(matter="roof")),
    ("is named by the code name", lambda w: w.filing(subject="a" * 16)),
    ("It was brought before: never.", lambda w: w.filing(again="case/1")),
    ("A case is opened on offences", lambda w: w.opening(triaged(w), charges=["opinion"])),
    ("A late complaint goes on only by leave", lambda w: w.opening(triaged(w), leave=True)),
    ("The entry counts 5 items", lambda w: w.serving(opened(w), evidence=5)),
    ("comes by one other way", lambda w: w.serving(opened(w), way="pigeon")),
    ("names the offences with which the case was opened", lambda w: w.serving(opened(w), charges=[])),
    ("A reply says whether a hearing is wanted", lambda w: w.replying(w.panelled(), hearing="yes")),
    ("A charge is mended once, after an objection", lambda w: mending(w)),
    ("The entry seals each item that it counts.", lambda w: adding(w, items=3)),
    ("A case is stayed for one of these reasons", lambda w: staying(w, reason="convenience")),
    ("A case is stayed for one of these reasons", lambda w: staying(w, days=90)),
    ("A hearing has a place or a link.", lambda w: fixing(w, kind="dream")),
    ("A hearing is held within 45 days", lambda w: fixing(w, at=10**17)),
    ("A hearing is held on its day.", lambda w: early(w)),
    ("A decision finds on each charge", bent(deciding, findings=[])),
    ("A decision finds on each charge", bent(deciding, findings=[7])),
    ("A finding says whether the charge is proved", finding(proved=1)),
    ("A finding says whether the charge is proved", finding(reasons=sealed("elsewhere"))),
    ("it rests on something that was not, or on nothing", finding(cites=[])),
    ("A sanction states its kind", bent(deciding, sanction={"kind": "flogging"})),
    ("A sanction states its kind", bent(deciding, sanction={"kind": "warning"})),
    ("This lasts until", bent(deciding, sanction={"kind": "warning", "until": "2026-06-01"})),
    ("It does not, or names it without need.", bent(deciding, branch="network")),
    ("says so, and gives its reason", bent(deciding, above=True)),
    ("names the latest decisions under the same rules", lambda w: replace(deciding(w), relies_on=(0,))),
    ("What is drawn here is: panel.", bent(announcing, purpose="jury")),
    ("is named, with a reason", bent(announcing, excluded=[])),
    ("is named, with a reason", bent(announcing, excluded={"envy": []})),
    ("on the roll, or twice", bent(announcing, excluded={"tie": ["a" * 16]})),
    ("A draw is announced in the words", bent(announcing, announcement="a draw")),
    ("No draw came before this one.", bent(announcing, again="emptied")),
    ("what the rules give: pool, seats", lambda w: other_seats(w)),
    ("A draw is announced first.", lambda w: w.act("draw.result", w.notified(), w.by("case/1", 20), source="dice 1", ranking=sealed("r"))),
    ("A number is added as its SHA-256.", lambda w: w.act("draw.contribute", thrown(w), w.by("case/1", 20), commit="7")),
    ("Numbers are opened once no more", lambda w: w.act("draw.reveal", thrown(w), w.by("case/1", 20), secret="00" * 32)),
    ("A throw is written as 24 figures", lambda w: w.act("draw.dice", thrown(w), w.by("case/1", 20), dice="\u2165")),
    ("It is too early for that", lambda w: w.act("draw.dice", thrown(w), w.by("case/1", 20), dice="152634" * 4)),
    ("It is too early for that", lambda w: w.resulting(thrown(w), ranking=sealed("x"))),
    ("A challenge names somebody who sits", lambda w: challenging(w, ground="ugly")),
    ("Only these rights can be touched", lambda w: w.requesting(w.notified(), rights=["speak", "vote"])),
    ("says whether a selection is near", lambda w: w.requesting(w.notified(), selection="soon")),
    ("Parts of a case are numbered", lambda w: replace(w.requesting(w.notified()), on="case/1/interim/7")),
    ("One has been asked for, or is in force.", lambda w: w.requesting(w.granted(w.notified()).split("/interim")[0])),
    ("A precaution is a part of a case that is under way.", lambda w: over(w)),
    ("No right is touched that was not asked for.", lambda w: granting(w, rights=["vote"])),
    ("whether the subject has been heard on the record", lambda w: granting(w, heard=True)),
    ("There is no such branch.", lambda w: granting(w, branch="moon")),
    ("Somebody joins in who holds no office", lambda w: joining(w)),
    ("An appeal names its grounds", lambda w: w.appealing(w.decided(), grounds=["evidence", "fact"])),
    ("One appeals against a decision that imposes", lambda w: w.appealing(w.decided("none"))),
    ("An appeal ends in one of these", judging("forgotten")),
    ("An appeal ends in one of these", judging("quashed", sanction={"kind": "advice"})),
    ("Both sides have time for their statements.", lambda w: hasty(w)),
    ("Reviews are numbered one by one.", lambda w: replace(w.applying(), on="review/4")),
    ("An application says who excluded", lambda w: w.applying(excluder="nobody")),
    ("An application says who excluded", lambda w: w.applying(year=1700)),
    ("A case that is named is one of this record.", lambda w: w.applying(case="case/7")),
    ("The last application was more recent: review/1.", lambda w: w.applying(matter=matter_of(w))),
    ("The file holds what the exclusion relied on", lambda w: w.disclosing(w.apply(), ["gossip"])),
    ("answers five questions", reviewing("annulled", answers={})),
    ("answers five questions", reviewing("annulled", outcome="forgiven")),
    ("is upheld only where rule, notice", reviewing("annulled", outcome="upheld", next="2027-01-01")),
    ("What is upheld is looked at again by", reviewing("upheld", next=None)),
    ("What is upheld is looked at again by", reviewing("annulled", next="2027-01-01")),
    ("A conversion states the sanction", reviewing("annulled", sanction={"kind": "advice"})),
    ("A class takes together two reviews", lambda w: w.gathering([w.apply()])),
    ("A flag is put on a comment in a debate", lambda w: w.flagging(0)),
    ("One flags what somebody else has written.", lambda w: w.flagging(w.speech(), by=w.by("comment/4", 9))),
    ("Only these are held back at once", lambda w: holding(w)),
    ("A comment is hidden, labelled or kept", lambda w: w.moderating(w.flag(), "loved")),
    ("A statement of reasons says all of this", lambda w: w.moderating(w.flag(), states=[])),
    ("Nobody has two parts in one case.", lambda w: changed(w.moderating(w.flag()), **{"as": w.name("comment/4", 9)})),
    ("A jury restores a comment or upholds", lambda w: jury(w)),
    ("Somebody is kept from posting for 72 hours", lambda w: w.muting(hours=73)),
    ("A mute takes the next number", lambda w: w.muting(tag="x")),
    ("A year's numbers are published once the year is over.", lambda w: numbers(w)),
    ("What is published is the rule, the dates", lambda w: publishing(w)),
]
# fmt: on


def mending(world: Court) -> Act:
    on = world.notified()
    by = world.by(on, INVESTIGATOR, "investigator")
    charges = [{"offence": "disruption", "range": ["none", "function limit"]}]
    world.do(world.act("charge.object", on, world.by(on, SUBJECT, "subject"), seals=(sealed("wrong"),)))
    world.do(world.act("charge.mend", on, by, seals=(sealed("m"),), charges=charges, way="e-mail"))
    return world.act("charge.mend", on, by, seals=(sealed("again"),), charges=charges, way="e-mail")


def adding(world: Court, **facts: object) -> Act:
    on = world.notified()
    by = world.by(on, COMPLAINANT, "complainant")
    stated = {"way": "post", "items": 1} | facts
    return world.act("evidence.add", on, by, seals=(sealed("new"),), **stated)


def staying(world: Court, **facts: object) -> Act:
    on = world.panelled()
    stated = {"days": 9, "reason": "illness"} | facts
    return world.act("case.stay", on, world.sitting(on), seals=(sealed("ill"),), **stated)


def fixing(world: Court, **facts: object) -> Act:
    on = world.panelled()
    world.do(world.replying(on, hearing=True))
    return changed(world.fixing(on, world.day + 20), **facts)


def early(world: Court) -> Act:
    world.do(fixing(world))
    return world.holding("case/1")


def other_seats(world: Court) -> Act:
    act = announcing(world)
    return changed(act, announcement=act.facts["announcement"].replace("seats 5", "seats 4"))


def challenging(world: Court, **facts: object) -> Act:
    on = world.panelled()
    stated = {"name": world.panel(on).sitting[0], "ground": "tie"} | facts
    return world.act("panel.challenge", on, world.by(on, SUBJECT, "subject"), seals=(sealed("c"),), **stated)


def over(world: Court) -> Act:
    on = world.notified()
    world.pass_days(40)
    return world.requesting(on)


def granting(world: Court, **facts: object) -> Act:
    on = world.request(world.notified())
    world.seat(on, precaution.DUTY)
    return world.granting(on, **facts)


def joining(world: Court) -> Act:
    act = world.acting_at_once(world.notified())
    world.do(act)
    return world.act("interim.join", act.on, world.by(act.on, COMPLAINANT), holds_office=False)


def hasty(world: Court) -> Act:
    act = world.appealing(world.decided())
    world.do(act)
    world.seat(act.on, appeal.PANEL)
    return world.judging(act.on)


def matter_of(world: Court) -> str:
    world.apply()
    return sealed("exclusion", 7)


def holding(world: Court) -> Act:
    on = world.flag()
    by, facts = world.officer_as(on, "moderator", 6)
    return world.act("comment.hold", on, by, **facts)


def jury(world: Court) -> Act:
    on = world.moderated()
    world.jury(on)
    return world.verdict(on, "burnt")


def numbers(world: Court) -> Act:
    stated = statistics.numbers(world.assembly, 2026, world.now)
    return world.act("statistics.publish", "statistics/2026", THE_SITE, **stated)


def publishing(world: Court) -> Act:
    on = world.decided()
    world.pass_days(30)
    facts = complaint.outcome_facts(world.assembly, world.dispute(on), world.now)
    return world.act("case.publish", on, THE_SITE, **(facts | {"days": facts["days"] + 1}))


@pytest.mark.parametrize(
    ("says", "make"), REFUSED, ids=[f"{n}-{says[:40]}" for n, (says, _m) in enumerate(REFUSED)]
)
def test_it_is_refused_with_a_sentence(says: str, make: Make) -> None:
    world = Court().found().to(0)
    refusal = world.refusal(make(world))
    assert says in str(refusal)
    assert str(refusal.cure) and str(refusal.fact)
    assert world.again() == world.assembly


def test_no_small_cell_is_shown_nor_can_be_worked_out() -> None:
    assert shown({"a": 12, "b": 2}) == {"other": 14}
    assert shown({"a": 12, "b": 7, "c": 3, "d": 1}) == {"a": 12, "other": 11}
    assert shown({"a": 3, "b": 3, "c": 9}) == {"c": 9, "other": 6}
    assert shown({"a": 2}) == shown({}) == {}
    assert [span_of(days) for days in (0, 28, 29, 120, 121)] == [
        "to 28 days",
        "to 28 days",
        "to 56 days",
        "to 120 days",
        "beyond 120 days",
    ]


def test_a_hearing_is_written_up_in_the_days_after_it_and_no_later() -> None:
    court = Court().found().to(0)
    on = court.panelled()
    court.do(court.replying(on, hearing=True))
    court.do(court.fixing(on, 30))
    court.to(32, 10)
    assert court.state(on) == "hearing missed"
    court.do(court.holding(on))
    assert court.state(on) == "heard"
    assert court.again() == court.assembly
    late = Court().found().to(0)
    other = late.panelled()
    late.do(late.replying(other, hearing=True))
    late.do(late.fixing(other, 30))
    refusal = late.to(34, 10).refusal(late.holding(other))
    assert (refusal.rule, str(refusal.fact)) == ("9.9", "They are over.")

"""For each guarantee, an act that breaks it: what somebody would do who holds the pen and obeys no rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from folkmoot.procedure import complaint, precaution, review, statistics
from folkmoot.procedure.act import THE_SITE, Act
from procedure.court import Court
from procedure.tribunal import COMPLAINANT, SUBJECT, sealed
from procedure.world import changed

Make = Callable[[Court], Act]


@dataclass(frozen=True)
class Breach:
    """`about` in plain words; `says` stands in the refusal; `rule` is the paragraph that it names."""

    about: str
    rule: str
    says: str
    make: Make


BREACHES: dict[int, Breach] = {}


def breach(number: int, about: str, rule: str, says: str) -> Callable[[Make], Make]:
    """Enter the breach of a guarantee in the table."""

    def enter(make: Make) -> Make:
        BREACHES[number] = Breach(about, rule, says, make)
        return make

    return enter


def broken(number: int) -> tuple[Court, Act]:
    """A world in which all went well so far, and the act that breaks the guarantee next."""
    world = Court().found().to(0)
    return world, BREACHES[number].make(world)


@breach(1, "the secretary serves a charge", "8.12", "The entry says secretary.")
def no_rule(world: Court) -> Act:
    on = world.file()
    world.triage(on)
    world.do(world.opening(on))
    return world.serving(on, by=world.officer("secretary"), passkey=True)


@breach(2, "conduct from before the rules", "8.2", "no rule made this an offence: harassment.")
def before_the_rule(world: Court) -> Act:
    return world.filing(**{"from": world.date(-40), "until": world.date(-40)})


@breach(3, "a disruption of two years ago", "8.4", "Too much time has passed")
def too_old(world: Court) -> Act:
    day = world.date(0)
    world.pass_days(700)
    return world.filing(offence="disruption", **{"from": day, "until": day})


@breach(4, "a matter that was decided, once more", "8.2", "It was brought before: case/1.")
def twice(world: Court) -> Act:
    on = world.notified()
    return world.filing(matter=sealed("matter", on))


@breach(5, "a charge that does not say when", "8.12", "A charge says all of this: words, where, when")
def no_particulars(world: Court) -> Act:
    on = world.file()
    world.triage(on)
    world.do(world.opening(on))
    act = world.serving(on)
    return changed(act, states=[each for each in act.facts["states"] if each != "when"])


@breach(6, "a complainant kept from the subject without an order", "8.12", "The complainant is named")
def unnamed(world: Court) -> Act:
    on = world.file()
    world.triage(on)
    world.do(world.opening(on))
    return world.serving(on, complainant="shielded")


@breach(7, "a finding on evidence that came the day before", "9.10", "it rests on something that was not")
def unserved(world: Court) -> Act:
    on = world.panelled()
    world.do(world.replying(on))
    late = sealed(on, "late")
    by = world.by(on, 3, "investigator")
    world.do(world.act("evidence.add", on, by, seals=(late,), way="by hand", items=1))
    world.pass_days(1)
    act = world.deciding(on)
    return changed(act, findings=[{**act.facts["findings"][0], "cites": [late]}])


@breach(8, "a decision while the subject may still reply", "9.10", "It is: panelled.")
def no_reply(world: Court) -> Act:
    return world.deciding(world.panelled())


@breach(9, "a hearing on five days' notice", "9.9", "A hearing is fixed with 14 days notice.")
def no_notice(world: Court) -> Act:
    on = world.panelled()
    world.do(world.replying(on, hearing=True))
    return world.fixing(on, world.day + 5)


@breach(10, "a precaution against embarrassment", "10.1", "A precaution guards against one of these risks")
def no_risk(world: Court) -> Act:
    return world.requesting(world.notified(), risk="embarrassment")


@breach(11, "a precaution renewed after its end", "10.4", "It is: ended.")
def without_end(world: Court) -> Act:
    on = world.granted(world.notified())
    world.pass_days(29)
    return world.renewing(on)


@breach(12, "another ranking than the dice gave", "9.4", "The ranking follows from the seed and the pool.")
def forged_draw(world: Court) -> Act:
    on = world.notified()
    world.do(world.announcing(on, complaint.JUDGES))
    said = world.panel(on).announcement
    world.now = said.ready if said.outside == "dice" else said.fallback_from
    for number in (26, 27, 28):
        world.do(world.act("draw.dice", on, world.by(on, number), dice="152634" * 4))
    return world.resulting(on, "152634" * 4, ranking=sealed("another"))


@breach(13, "a pool that holds the complainant", "9.1", "1 such people were left in the pool.")
def judge_and_party(world: Court) -> Act:
    on = world.notified()
    act = world.announcing(on, complaint.JUDGES)
    mine = world.name(on, COMPLAINANT)
    left = {"party": [name for name in act.facts["excluded"]["party"] if name != mine]}
    return changed(act, excluded=left)


@breach(14, "a complainant who investigates", "8.6", "This person is complainant already")
def two_parts(world: Court) -> Act:
    on = world.file()
    world.triage(on)
    return world.opening(on, investigator=world.name(on, COMPLAINANT))


@breach(15, "words of the chair to the panel", "8.18", "This may be done by the subject")
def interference(world: Court) -> Act:
    on = world.panelled()
    by, facts = world.officer_as(on, "chair", 10)
    return world.act("representation.make", on, by, seals=(sealed("a word"),), **facts)


@breach(16, "a decision without its reasons", "9.10", "reasons for each charge, and for the sanction")
def no_reasons(world: Court) -> Act:
    on = world.heard()
    act = world.deciding(on)
    return replace(act, seals=act.seals[:1])


@breach(17, "an expulsion on the balance of probabilities", "9.10", "an expulsion asks for cogent proof")
def weak_proof(world: Court) -> Act:
    return world.deciding(world.heard(), "expulsion", proof="balance")


@breach(18, "an expulsion for a disruption", "9.10", "For what is proved the range goes from none to")
def beyond_the_range(world: Court) -> Act:
    on = world.file(offence="disruption")
    world.triage(on)
    world.do(world.opening(on, charges=["disruption"]))
    world.do(world.serving(on))
    world.pass_days(3)
    world.seat(on, complaint.JUDGES)
    world.do(world.replying(on))
    world.pass_days(9)
    return world.deciding(on, "expulsion")


@breach(19, "an expulsion for thirty years", "9.10", "nobody is excluded for life.")
def for_life(world: Court) -> Act:
    return world.deciding(world.heard(), "expulsion", until=world.date(30 * 365))


@breach(20, "an appeal that makes matters worse", "11.5", "An appeal never makes matters worse.")
def worse(world: Court) -> Act:
    on = world.appealed(world.decided("warning"))
    sanction = {"kind": "function limit", "until": world.date(90)}
    return world.judging(on, "reduced", sanction=sanction, branch="network")


@breach(21, "a decision after 120 days", "8.20", "It is: lapsed.")
def too_late(world: Court) -> Act:
    on = world.panelled()
    world.do(world.replying(on, hearing=True))
    world.pass_days(50)
    world.do(world.act("panel.recuse", on, world.sitting(on), ground="ill"))
    world.seat(on, complaint.JUDGES, again="emptied")
    world.do(world.fixing(on, world.day + 40))
    world.now = world.dispute(on).events["service"] + 121 * 86_400
    return world.deciding(on)


@breach(22, "the inbox taken away", "9.10", "Only these rights can be touched: vote, stand, speak, attend.")
def locked_out(world: Court) -> Act:
    on = world.heard()
    act = world.deciding(on, "rights limit")
    return changed(act, sanction={**act.facts["sanction"], "rights": ["inbox", "vote"]})


@breach(23, "an outcome published with a name", "", "This one also carries subject.")
def published_name(world: Court) -> Act:
    on = world.decided()
    world.pass_days(30)
    facts: dict[str, Any] = complaint.outcome_facts(world.assembly, world.dispute(on), world.now)
    return world.act("case.publish", on, THE_SITE, **facts, subject="A Member")


@breach(24, "a complaint rejected without reasons", "8.7", "This act seals what belongs to it: the reasons.")
def no_answer(world: Court) -> Act:
    on = world.file()
    return world.act("triage.reject", on, world.triage(on), ground="no-rule")


@breach(
    25,
    "a case that rests on an opinion",
    "8.6",
    "the use of these rules is no offence",
)
def opinion(world: Court) -> Act:
    on = world.file()
    world.triage(on)
    return world.opening(on, rests_on="opinion")


@breach(26, "a year's numbers made prettier", "9.14", "The numbers are those that the record gives")
def pretty(world: Court) -> Act:
    for _ in range(6):
        world.file()
    world.pass_days(300)
    stated = statistics.numbers(world.assembly, 2026, world.now)
    return world.act("statistics.publish", "statistics/2026", THE_SITE, **(stated | {"cases": 60}))


@breach(27, "an exclusion upheld without a file", "12.4", "what was not disclosed does not exist.")
def no_file(world: Court) -> Act:
    on = world.ready(items=[])
    world.seat(on, review.PANEL)
    return world.reviewing(on, "upheld")


@breach(28, "a decision that names no court", "9.10", "A decision says where else help is to be had")
def no_remedies(world: Court) -> Act:
    return world.deciding(world.heard(), remedies=["ico"])


MORE: dict[str, Breach] = {}
"""Breaches beside those of the table: the second half of some guarantees, and the faults of the brief."""


def more(name: str, about: str, rule: str, says: str) -> Callable[[Make], Make]:
    """Enter one more breach."""

    def enter(make: Make) -> Make:
        MORE[name] = Breach(about, rule, says, make)
        return make

    return enter


@more("officer-in-two-parts", "a case officer who is the subject", "8.5", "This officer is subject in it.")
def officer_in_two_parts(world: Court) -> Act:
    on = world.file()
    by, facts = world.officer_as(on, "case officer", SUBJECT)
    return world.act("complaint.ack", on, by, **facts)


@more("precaution-too-long", "precautions without end, one after the other", "10.1", "That time is used up.")
def precaution_too_long(world: Court) -> Act:
    head = world.panelled()
    for _ in range(3):
        stay = {"days": 28, "reason": "criminal"}
        reasons = (sealed("court", world.assembly.size),)
        world.do(world.act("case.stay", head, world.sitting(head), seals=reasons, **stay))
        world.granted(head)
        world.pass_days(29)
    on = world.request(head)
    world.do(world.hearing_subject(on))
    world.seat(on, precaution.DUTY)
    return world.granting(on)


@more("panel-of-old-members", "a new panel with members of the old one", "9.1", "such people were left in")
def panel_of_old_members(world: Court) -> Act:
    head = world.decided()
    old = list(world.panel(head).sitting)
    on = world.appealed(head)
    world.agreeing(world.judging(on, "remitted"), "appeal")
    act = world.announcing(head, complaint.JUDGES)
    out = {"party": [name for name in act.facts["excluded"]["party"] if name not in old]}
    return changed(act, excluded=out)


@more("trimmed-pool", "a pool trimmed to friends", "9.1", "At most a third of the roll is left out")
def trimmed_pool(world: Court) -> Act:
    on = world.notified()
    act = world.announcing(on, complaint.JUDGES)
    party = act.facts["excluded"]["party"]
    tied = sorted(world.name(on, number) for number in range(10, 25))
    return changed(act, excluded={"party": party, "tie": [name for name in tied if name not in party]})

"""Who stands: nominated by enough members, willing, and neither withdrawn nor struck."""

from collections.abc import Collection

from folkmoot.procedure.act import (
    Day,
    OutOfOrder,
    Sentence,
    list_fact,
    number_fact,
    only_facts,
    say,
    text_fact,
)
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import (
    OFFICE,
    PRIORITY,
    WITHDRAWN,
    Candidacy,
    Election,
    election_of,
    own_candidacy,
    unknown_candidate,
)
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest


def check_nominate(matter: Matter) -> None:
    """A member of the election's roll, named once by each."""
    election, facts = election_of(matter), matter.act.facts
    only_facts(facts, "name")
    name = text_fact(facts, "name")
    refuse_unless(
        election.kind == OFFICE and name in election.roll.names,
        matter,
        say("Members on the roll of the election are nominated."),
        say("That code name is not on it, or nobody is nominated in this election."),
        say("Look up the name again."),
    )
    found = election.candidates.get(name)
    refuse_unless(
        found is None or (matter.act.by.name not in found.nominators and not found.gone),
        matter,
        say("Each member nominates a candidate once, and none who has withdrawn or was struck."),
        say("You have nominated this one already, or the candidate has gone."),
        say("Nothing more is needed from you."),
    )


def follow_nominate(matter: Matter, index: int) -> None:
    """One more member names the candidate."""
    name = matter.act.facts["name"]
    found = election_of(matter).candidates.setdefault(name, Candidacy(name))
    found.nominators.add(matter.act.by.name)


def check_consent(matter: Matter) -> None:
    """The nominee is willing, says so in an address, and names the groups for which a quota is set."""
    facts, election = matter.act.facts, election_of(matter)
    only_facts(facts, "statement", "length", "groups")
    require_digest(matter.act, "statement")
    number_fact(facts, "length")
    found = own_candidacy(matter)
    refuse_unless(
        not found.gone and not found.consented,
        matter,
        say("A nominee consents once."),
        say("You have consented already, or have withdrawn."),
        say("Nothing more is needed from you."),
    )
    groups, known = list_fact(facts, "groups"), sorted(election.called_under.quotas)
    refuse_unless(
        list(groups) == [each for each in known if each in groups],
        matter,
        say(
            "A candidate says to which of these groups they belong: {groups}.",
            groups=", ".join(known) or say("none"),
        ),
        say("The entry names others, or not in this order."),
        say("Name some of them, or none."),
    )


def follow_consent(matter: Matter, index: int) -> None:
    """The candidate stands, once enough have named them."""
    found, facts = own_candidacy(matter), matter.act.facts
    found.consented, found.statement, found.groups = True, facts["statement"], tuple(facts["groups"])


def check_withdraw(matter: Matter) -> None:
    """Whoever was nominated may withdraw."""
    only_facts(matter.act.facts)
    if own_candidacy(matter).gone:
        raise unknown_candidate(matter)


def follow_withdraw(matter: Matter, index: int) -> None:
    """Papers pass over the candidate."""
    own_candidacy(matter).gone = WITHDRAWN


def named_candidate(matter: Matter) -> Candidacy:
    """The candidate whom an act names. Raises `OutOfOrder`."""
    found = election_of(matter).candidates.get(text_fact(matter.act.facts, "name"))
    if found is None:
        raise unknown_candidate(matter)
    return found


def check_strike(matter: Matter) -> None:
    """A candidate has died, or cannot stand under the rules; the reasons are named."""
    only_facts(matter.act.facts, "name", "ground", "reasons")
    text_fact(matter.act.facts, "ground")
    require_digest(matter.act, "reasons")
    found = named_candidate(matter)
    if found.gone or election_of(matter).kind == PRIORITY:
        raise unknown_candidate(matter)
    refuse_unless(
        matter.act.facts["ground"] not in found.struck,
        matter,
        say("A candidate is struck once on each ground."),
        say("Members have objected to it."),
        say("The candidate stands."),
    )


def follow_strike(matter: Matter, index: int) -> None:
    """The candidate counts as withdrawn, unless enough members object."""
    found, ground = named_candidate(matter), matter.act.facts["ground"]
    found.gone, found.struck[ground], found.objectors = ground, matter.at, set()
    election_of(matter).events["striking"] = matter.at


def check_reinstate(matter: Matter) -> None:
    """A member objects to the striking of a candidate."""
    only_facts(matter.act.facts, "name")
    found = named_candidate(matter)
    refuse_unless(
        found.gone not in ("", WITHDRAWN) and matter.act.by.name not in found.objectors,
        matter,
        say("Each member objects once, to the striking of a candidate."),
        say("This candidate was not struck, or you have objected already."),
        say("Nothing more is needed from you."),
    )
    until = election_of(matter).objecting_until(found.name)
    refuse_unless(
        until is None or matter.at <= until,
        matter,
        say("Members object to the striking of a candidate soon after it."),
        say("The time for this one has run out."),
        say("Object to the result, once it is declared."),
    )


def may_be_struck(election: Election) -> tuple[str, ...]:
    """Those who stand for an office, and of whom members have not decided that they do."""
    stand = election.standing_now if election.kind == OFFICE else ()
    return tuple(name for name in stand if not election.candidates[name].struck)


def off_the_roll(election: Election) -> tuple[str, ...]:
    """Those of them who are not on the roll of the election any more."""
    return tuple(name for name in may_be_struck(election) if name not in election.roll.names)


def why_strike_first(election: Election, role: str, left: Collection[str]) -> OutOfOrder | None:
    """The refusal of an opening by whoever may strike candidates, while some who have left stand; nobody else
    has to wait for that, so None for others."""
    powers = election.fitting(election.book.powers.get("election.strike", ()))
    power = next((each for each in powers if role in each.who), None)
    if power is None or not left:
        return None
    return OutOfOrder(
        rule=power.paragraph,
        condition=say("Whoever stands and is not on the roll any more is struck before the ballot opens."),
        fact=say("This is so for {number} of those who stand.", number=len(left)),
        cure=say("Strike them, with reasons; members may object."),
    )


def require_on_the_roll(matter: Matter) -> None:
    """Raise `OutOfOrder` where whoever may strike candidates opens a ballot while some have left the roll."""
    election = election_of(matter)
    refused = why_strike_first(election, matter.act.by.role, off_the_roll(election))
    if refused is not None:
        raise refused


def way_back(election: Election, at: int) -> tuple[Sentence, Sentence, Sentence] | None:
    """Condition, fact and cure while somebody who was struck may still be reinstated; None otherwise."""
    waits = [
        until
        for name in election.candidates
        if election.may_return(name, at) and (until := election.objecting_until(name)) is not None
    ]
    if not waits:
        return None
    over = election.book.calendar.local_date(max(waits) + 1)
    return (
        say("No result is declared while members may object to the striking of a candidate."),
        say("A candidate was struck, and they still may."),
        say("Wait until {day}.", day=Day.of(over)),
    )


def require_no_way_back(matter: Matter) -> None:
    """Raise `OutOfOrder` while members may still object to the striking of a candidate."""
    found = way_back(election_of(matter), matter.at)
    if found is not None:
        raise matter.refuse(*found)


def follow_reinstate(matter: Matter, index: int) -> None:
    """Enough objections, and the candidate stands as before."""
    found = named_candidate(matter)
    found.objectors.add(matter.act.by.name)
    if len(found.objectors) >= (matter.power.threshold or 1):
        found.gone = ""

"""Calling an election, and who stands: nominated by enough members, willing, and not withdrawn or struck."""

from collections.abc import Mapping

from folkmoot.procedure.act import OutOfOrder, list_fact, number_fact, only_facts, same_fact, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import is_over, refuse_unless, term
from folkmoot.procedure.electing import (
    COUNTBACK,
    HELD,
    KINDS,
    OFFICE,
    PRIORITY,
    WITHDRAWN,
    Candidacy,
    Election,
    election_of,
    elects,
    held_until,
    holdings,
    in_office,
    own_candidacy,
    places_of,
    terms_for,
    unknown_candidate,
    vacant_since,
)
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.motion import Motion
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.roll import read_roll
from folkmoot.rulebook.book import Power, Rulebook

RANKABLE = ("tabled", "debate")


def begun(matter: Matter) -> Mapping[str, int]:
    """From when a place of the office has been vacant; nothing where none is."""
    facts, assembly = matter.act.facts, matter.assembly
    office, branch = str(facts.get("office", "")), str(facts.get("branch", ""))
    since = vacant_since(assembly, matter.book, office, branch, matter.at) if office else None
    return {} if since is None else {"vacancy": since}


def check_call(matter: Matter) -> None:
    """An election that the rulebook has, for the places that are to be filled. Raises `OutOfOrder`."""
    act, assembly, kind = matter.act, matter.assembly, matter.act.facts.get("kind")
    own = {PRIORITY: ("options",), COUNTBACK: ("office", "follows")}.get(str(kind), ("office",))
    only_facts(act.facts, "kind", "branch", "seats", "roll", *own)
    number = assembly.next_number("election")
    if act.on != f"election/{number}" or text_fact(act.facts, "branch") not in assembly.branches:
        raise matter.refuse(
            say("Elections are numbered one by one, each in a branch."),
            say("The next is election {number}.", number=number),
            say("Use that number, and a branch that exists."),
        )
    terms = terms_for(matter.book, str(act.facts.get("office", "")))
    if kind not in KINDS or terms is None:
        raise matter.refuse(
            say("An election fills an office, or ranks motions, where the rules say how."),
            say("No paragraph says how this would be elected."),
            say("Choose another office, or propose a change of the rules."),
        )
    if kind == PRIORITY:
        _check_options(matter)
    else:
        _require_its_electors(matter, terms)
        _check_places(matter)
    if kind == COUNTBACK:
        _check_followed(matter)
    else:
        require_size(matter, len(read_roll(act.facts, act.papers).names), "vote")


def _require_its_electors(matter: Matter, terms: Power) -> None:
    """All members together, or each branch: as the paragraph says that fills the office."""
    assembly, branch = matter.assembly, str(matter.act.facts["branch"])
    if elects(assembly, terms, branch):
        return
    whole, title = assembly.branches[assembly.root].title, assembly.branches[branch].title
    if branch == assembly.root:
        fact = say("This election would be in {branch}, which has branches.", branch=whole)
        cure = say("Call it in one of the branches.")
    else:
        fact = say("This election would be in one branch: {branch}.", branch=title)
        cure = say("Call it in {branch}.", branch=whole)
    condition = say("Whoever holds this office is elected by {electors}.", electors=terms.electors)
    raise OutOfOrder(rule=terms.paragraph, condition=condition, fact=fact, cure=cure)


def _check_options(matter: Matter) -> None:
    """Motions of the branch that wait to be put, more than there are places; each once, by number."""
    facts, cases = matter.act.facts, matter.assembly.cases
    options, seats = list_fact(facts, "options"), places_for_motions(matter)
    waiting = [
        each
        for each in options
        if isinstance(each, str)
        and isinstance(case := cases.get(each), Motion)
        and case.branch == facts["branch"]
        and standing(case, matter.at).state in RANKABLE
    ]
    in_order = sorted(set(waiting), key=lambda name: int(name.partition("/")[2]))
    refuse_unless(
        list(options) == in_order,
        matter,
        say("What is ranked are motions of the branch that wait to be put, each once, in their order."),
        say("The entry names something else."),
        say("Name the motions by their numbers, from the lowest."),
    )
    refuse_unless(
        number_fact(facts, "seats") == seats < len(options),
        matter,
        say("There are {seats} places, and a ranking is for more motions than that.", seats=seats),
        say("The entry says {stated}, for {number} motions.", stated=facts["seats"], number=len(options)),
        say("State the places as the rule does; fewer motions all have one."),
    )


def places_for_motions(matter: Matter) -> int:
    """How many places there are for motions."""
    terms = terms_for(matter.book, "")
    return (terms.seats or 1) if terms is not None else 1


def places_to_fill(assembly: Assembly, book: Rulebook, office: str, branch: str, at: int) -> int:
    """The places of an office that are vacant, or become so within the term `election.ahead`."""
    ahead = book.calendar.end_of(term(book, "election.ahead"), at)
    held = [each for each in in_office(assembly, office, branch, at) if held_until(each, at) > ahead]
    return max(0, places_of(book, office) - len(held))


def _check_places(matter: Matter) -> None:
    facts = matter.act.facts
    office, branch = text_fact(facts, "office"), facts["branch"]
    rivals = [
        case.on
        for case in matter.assembly.cases.values()
        if isinstance(case, Election)
        and (case.office, case.branch) == (office, branch)
        and not is_over(case, matter.at)
    ]
    refuse_unless(
        not rivals,
        matter,
        say("One election at a time fills an office of a branch."),
        say("{on} is under way.", on=", ".join(rivals)),
        say("Wait until it has come to its end."),
    )
    places = places_to_fill(matter.assembly, matter.book, office, branch, matter.at)
    wanted = min(1, places) if facts["kind"] == COUNTBACK else places
    refuse_unless(
        number_fact(facts, "seats") == wanted > 0,
        matter,
        say(
            "An election fills all places that are vacant, or become so within {term}.",
            term=matter.book.setting("election.ahead").words,
        )
        if facts["kind"] == OFFICE
        else say("A vacancy is filled by itself, one place at a time."),
        say("There are {places}; the entry says {stated}.", places=wanted, stated=facts["seats"]),
        say("State that number, or wait until a place becomes vacant."),
    )


def _check_followed(matter: Matter) -> None:
    """A vacancy is filled from the ballots of the election that filled the place last."""
    facts, cases = matter.act.facts, matter.assembly.cases
    earlier = cases.get(text_fact(facts, "follows"))
    later = [
        case
        for case in cases.values()
        if isinstance(case, Election)
        and (case.office, case.branch) == (facts["office"], facts["branch"])
        and case.kind == OFFICE
        and case.result is not None
    ]
    good = isinstance(earlier, Election) and bool(later) and later[-1] is earlier and earlier.recountable
    refuse_unless(
        good and bool(matter.book.powers.get("election.countback")),
        matter,
        say("A vacancy is filled from the ballots of the last poll, if they can be counted again."),
        say("The entry names another election, or its ballots were not published in full."),
        say("Name that election, or call a new one."),
    )
    assert isinstance(earlier, Election)
    gone = {
        each.candidate
        for each in holdings(matter.assembly, earlier.office, earlier.branch)
        if each.elected_in == earlier.on and standing(each, matter.at).state != HELD
    }
    refuse_unless(
        bool(gone),
        matter,
        say("A vacancy arises when one who was elected leaves the office before the end of the term."),
        say("Nobody who was elected in {on} has left it.", on=earlier.on),
        say("Wait for the end of the term, and call an election."),
    )
    refuse_unless(
        same_fact(facts.get("roll"), earlier.roll.as_facts()),
        matter,
        say("It goes by the roll of the election from whose ballots it is filled."),
        say("The entry states another roll."),
        say("State that one."),
    )


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
        not found.objectors,
        matter,
        say("A candidate is struck once."),
        say("Members have objected to it."),
        say("The candidate stands."),
    )


def follow_strike(matter: Matter, index: int) -> None:
    """The candidate counts as withdrawn, unless enough members object."""
    named_candidate(matter).gone = matter.act.facts["ground"]
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


def follow_reinstate(matter: Matter, index: int) -> None:
    """Enough objections, and the candidate stands as before."""
    found = named_candidate(matter)
    found.objectors.add(matter.act.by.name)
    if len(found.objectors) >= (matter.power.threshold or 1):
        found.gone = ""

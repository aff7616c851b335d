"""Calling an election: for an office, for the order of motions, or to fill a vacancy from earlier ballots."""

from collections.abc import Mapping

from folkmoot.counting.ranked import BY_PAIRS
from folkmoot.procedure.act import OutOfOrder, list_fact, number_fact, only_facts, same_fact, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import last_chance, standing
from folkmoot.procedure.dispute import is_over, refuse_unless
from folkmoot.procedure.electing import (
    COUNTBACK,
    KINDS,
    OFFICE,
    PRIORITY,
    Election,
    elects,
    terms_for,
    vacant_since,
)
from folkmoot.procedure.electing_motions import RANKABLE
from folkmoot.procedure.electing_places import places_to_fill
from folkmoot.procedure.electing_vacancy import left_in_term
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.motion import Motion
from folkmoot.procedure.roll import read_roll
from folkmoot.rulebook.book import Power
from folkmoot.rulebook.vocabulary import COUNTING


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
    if kind in (OFFICE, COUNTBACK):
        text_fact(act.facts, "office")
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
    _require_no_rival(matter, say("Motions of a branch are ranked by one election at a time."))
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


def _require_no_rival(matter: Matter, condition: str) -> None:
    """No other election for the same is under way."""
    facts = matter.act.facts
    rivals = [
        case.on
        for case in matter.assembly.cases.values()
        if isinstance(case, Election)
        and (case.office, case.branch) == (facts.get("office", ""), facts["branch"])
        and not is_over(case, matter.at)
        and not nobody_is_left(case, matter.at)
    ]
    refuse_unless(
        not rivals,
        matter,
        condition,
        say("{on} is under way.", on=", ".join(rivals)),
        say("Wait until it has come to its end."),
    )


def nobody_is_left(election: Election, at: int) -> bool:
    """Whether a vacancy cannot be filled from earlier ballots: nobody said in time that they are willing."""
    now = standing(election, at)
    if election.kind != COUNTBACK or now.state != "nominated":
        return False
    until, _power = last_chance(election, "election.consent", now.events)
    return until is not None and at > until and not election.on_the_paper(at)


def _check_places(matter: Matter) -> None:
    facts = matter.act.facts
    office, branch = text_fact(facts, "office"), facts["branch"]
    _require_no_rival(matter, say("One election at a time fills an office of a branch."))
    places = places_to_fill(matter.assembly, matter.book, office, branch, matter.at)
    wanted = min(1, places) if facts["kind"] == COUNTBACK else places
    refuse_unless(
        number_fact(facts, "seats") == wanted > 0,
        matter,
        say(
            "An election fills all places that are vacant, or become so within {term} and wait for nobody.",
            term=matter.book.setting("election.ahead").words,
        )
        if facts["kind"] == OFFICE
        else say("A vacancy is filled by itself, one place at a time."),
        say("There are {places}; the entry says {stated}.", places=wanted, stated=facts["seats"]),
        say("State that number, or wait until a place becomes vacant."),
    )


def to_be_followed(assembly: Assembly, office: str, branch: str) -> Election | None:
    """The last poll for an office of a branch, if its ballots can fill a vacancy; None otherwise."""
    polls = [
        case
        for case in assembly.cases.values()
        if isinstance(case, Election)
        and (case.kind, case.office, case.branch) == (OFFICE, office, branch)
        and case.result is not None
    ]
    if not polls or not polls[-1].recountable:
        return None
    return None if COUNTING[polls[-1].called_under.method] in BY_PAIRS else polls[-1]


def _check_followed(matter: Matter) -> None:
    """A vacancy is filled from the ballots of the election that filled the place last."""
    facts, cases = matter.act.facts, matter.assembly.cases
    earlier = cases.get(text_fact(facts, "follows"))
    last = to_be_followed(matter.assembly, facts["office"], facts["branch"])
    refuse_unless(
        earlier is not None and earlier is last and bool(matter.book.powers.get("election.countback")),
        matter,
        say("A vacancy is filled from the ballots of the last poll, if they can be counted again."),
        say(
            "The entry names another election, or one whose ballots were not published, or counted by pairs."
        ),
        say("Name that election, or call a new one."),
    )
    assert isinstance(earlier, Election)
    refuse_unless(
        left_in_term(matter.assembly, earlier, matter.at),
        matter,
        say("A vacancy arises when one who was elected leaves the office before the end of the term."),
        say("No place of somebody elected in {on} is vacant for that.", on=earlier.on),
        say("Call an election, or wait until a place becomes vacant."),
    )
    refuse_unless(
        same_fact(facts.get("roll"), earlier.roll.as_facts()),
        matter,
        say("It goes by the roll of the election from whose ballots it is filled."),
        say("The entry states another roll."),
        say("State that one."),
    )

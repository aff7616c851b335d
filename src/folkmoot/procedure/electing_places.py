"""The places of an office: who keeps one, who was elected to one and waits for it, which are to be filled.

Whatever is asked of a past second is answered as it was then, whoever has left or taken office since.
"""

from folkmoot.procedure.case import closes, standing
from folkmoot.procedure.dispute import term
from folkmoot.procedure.electing import Election, holdings, in_office, places_of, sat_at
from folkmoot.procedure.facts import Assembly
from folkmoot.rulebook.book import Rulebook


def places_to_fill(assembly: Assembly, book: Rulebook, office: str, branch: str, at: int) -> int:
    """The places that are vacant, or become so within the term `election.ahead` and wait for nobody.

    A place that is vacant waits for nobody: whoever was elected would have taken it.
    """
    held, ahead = in_office(assembly, office, branch, at), _ahead(book, at)
    going = sum(each.events["end of term"] <= ahead for each in held)
    coming = len(waiting(assembly, office, branch, at)) if going else 0
    return max(0, places_of(book, office) - len(held) + max(0, going - coming))


def waiting(assembly: Assembly, office: str, branch: str, at: int) -> list[tuple[Election, str]]:
    """Those elected by a result that stands who have not taken office at second `at`, and still may."""
    seated = {
        (each.elected_in, each.candidate)
        for each in holdings(assembly, office, branch)
        if each.events["appointment"] <= at
    }
    return [
        (case, name)
        for case in assembly.cases.values()
        if isinstance(case, Election)
        and (case.office, case.branch) == (office, branch)
        and case.result is not None
        and standing(case, at).state == "settled"
        and _may_take_office(assembly, case, at)
        for name in case.result.elected
        if (case.on, name) not in seated
    ]


def beside(assembly: Assembly, election: Election, at: int) -> list[tuple[str, ...]]:
    """The groups of each who holds one of the places that an election does not fill, or is about to.

    As at the close of its ballot, or at second `at` where there was none: who sits until then in a place that
    is being filled does not count, and who declares the result, and when, makes no difference.
    """
    at = election.events.get("closing", at)
    ahead = _ahead(election.book, election.events["call"])
    sitting = [each for each in holdings(assembly, election.office, election.branch) if sat_at(each, at)]
    kept = [each.groups for each in sitting if each.events["end of term"] > ahead]
    going = len(kept) < len(sitting)
    coming = waiting(assembly, election.office, election.branch, at) if going else []
    return kept + [case.candidates[name].groups for case, name in coming]


def _ahead(book: Rulebook, at: int) -> int:
    """The last second of the term within which a place must become vacant to be filled by an election."""
    return book.calendar.end_of(term(book, "election.ahead"), at)


def _may_take_office(assembly: Assembly, election: Election, at: int) -> bool:
    powers = assembly.book_at(at).powers.get("office.appoint", ())
    ends = [closes(election, power) for power in powers if election.office in power.offices]
    return any(end is None or at <= end for end in ends)

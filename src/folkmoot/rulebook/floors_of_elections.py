"""The tests of the floor for elections and recalls; the numbers of their terms are in `bounds`.

They ask nothing of a rulebook under which no election is called. As in `floors`, each takes a rulebook and
yields (line, what is wrong).
"""

from collections.abc import Iterator, Mapping

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Power, Rulebook
from folkmoot.rulebook.bounds import Finding
from folkmoot.rulebook.values import Share

Roles = frozenset[str]
CALL, RECALL = "election.call", "recall.open"
MEMBER = frozenset({"the member"})
FOR_MEMBERS: Mapping[str, tuple[str, Roles]] = {
    "election.nominate": (CALL, vocabulary.ELECTORS),
    "election.consent": (CALL, vocabulary.ELECTORS),
    "election.withdraw": (CALL, vocabulary.ELECTORS),
    "election.vote": (CALL, vocabulary.ELECTORS),
    "election.object": (CALL, vocabulary.ELECTORS),
    "election.reinstate": ("election.strike", vocabulary.ELECTORS),
    "recall.sign": (RECALL, vocabulary.ELECTORS),
    "recall.vote": (RECALL, vocabulary.ELECTORS),
    "recall.reply": (RECALL, MEMBER),
}
"""What is whose right, where the act named first in the brackets is granted."""
NOT_FOR_OFFICERS_ALONE: Mapping[str, str] = {
    "election.call": CALL,
    "election.open": CALL,
    "election.lot": CALL,
    "election.declare": CALL,
    "election.recount": CALL,
    "recall.open": RECALL,
    "recall.put": RECALL,
    "recall.declare": RECALL,
}
"""Acts that wait for no officer."""
TIMED = (
    "election.nominate",
    "election.open",
    "election.declare",
    "election.object",
    "election.recount",
    "recall.sign",
    "recall.put",
)
"""Acts of which every power must end, so that time leads on."""
ONE_PLACE = ("av/1", "condorcet-debian/1", "beatpath/1")
KEEP_QUOTAS = ("ers97/1", "scottish-2011/1", "meek-prf/1")


def no_part_for_members(book: Rulebook) -> Iterator[Finding]:
    for act, (because, holders) in FOR_MEMBERS.items():
        begun, powers = book.powers.get(because, ()), book.powers.get(act, ())
        if begun and not _held(powers, holders):
            yield (
                (powers or begun)[0].line,
                f"no paragraph grants {act} to those whose right it is: {' or '.join(sorted(holders))}",
            )


def left_to_officers(book: Rulebook) -> Iterator[Finding]:
    for act, because in NOT_FOR_OFFICERS_ALONE.items():
        begun, powers = book.powers.get(because, ()), book.powers.get(act, ())
        if begun and not _held(powers, vocabulary.NOT_OFFICERS):
            yield (powers or begun)[0].line, f"only officers can do {act}, or nobody"
    for terms in _terms(book):
        for office in terms.offices:
            callers = [power for power in book.powers.get(CALL, ()) if office in power.offices]
            if not _held(tuple(callers), vocabulary.NOT_OFFICERS):
                yield terms.line, f"only officers can call an election of a {office}"


def without_end(book: Rulebook) -> Iterator[Finding]:
    for act in TIMED:
        for power in book.powers.get(act, ()):
            if power.within is None:
                yield power.line, f"{act} under {power.paragraph} can be put off for ever"


def without_number(book: Rulebook) -> Iterator[Finding]:
    for act in ("election.nominate", "election.object", "election.reinstate", "recall.sign"):
        for power in book.powers.get(act, ()):
            if power.threshold is None:
                yield power.line, f"{power.paragraph} does not say how many it takes"
    for power in _terms(book):
        if power.seats is None:
            yield power.line, f"{power.paragraph} does not say how many places there are"


def no_method(book: Rulebook) -> Iterator[Finding]:
    """Each election says how it is counted, in a way that fits its places and its quotas."""
    powers = book.powers.get(CALL, ())
    known = {office for power in _terms(book) for office in power.offices}
    for power in powers:
        if not power.method and (not power.offices or not known.issuperset(power.offices)):
            yield power.line, f"{power.paragraph} does not say by which method it is counted"
        rule = vocabulary.COUNTING.get(power.method, "")
        if power.method and not rule:
            yield power.line, f"'{power.method}' does not count an election"
        if rule in ONE_PLACE and (power.seats or 1) > 1:
            yield power.line, f"{power.method} fills one place, not {power.seats}"
        if power.quotas and rule and rule not in KEEP_QUOTAS:
            yield power.line, f"{power.method} keeps no quotas on the result"


def no_electors(book: Rulebook) -> Iterator[Finding]:
    """Each election to an office says who elects: all members together, or each branch its own."""
    for power in book.powers.get(CALL, ()):
        if power.method and power.offices and not power.electors:
            yield power.line, f"{power.paragraph} does not say who elects: all members, or each branch"
        elif power.electors and not (power.method and power.offices):
            yield power.line, f"{power.paragraph} says who elects, but not to which office and how"


def not_secret(book: Rulebook) -> Iterator[Finding]:
    for act in ("election.vote", "recall.put", "recall.vote", "recall.declare"):
        for power in book.powers.get(act, ()):
            if power.manner and power.manner != "secret ballot":
                yield power.line, f"under {power.paragraph} people are voted on in the open"


def changed_elsewhere(book: Rulebook) -> Iterator[Finding]:
    for powers in book.powers.values():
        for power in powers:
            if power.changing and power.act != "election.vote":
                yield power.line, f"{power.paragraph} says of no election whether votes may be changed"


def for_others_than_electors(book: Rulebook) -> Iterator[Finding]:
    for act in ("election.vote", "recall.vote", "recall.sign"):
        for power in book.powers.get(act, ()):
            if not vocabulary.ELECTORS.issuperset(power.who):
                yield power.line, f"under {power.paragraph} others than electors have a vote"


def no_notice(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("election.open", ()):
        if power.after is None or power.after.event != "nomination":
            yield power.line, f"under {power.paragraph} a ballot opens before the candidates are known"
        elif power.after.term.least_hours < 48:
            yield power.line, f"a ballot opens {power.after.term} after the candidates are known"


def struck_for_good(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("election.strike", ()):
        if power.need("names a ground") is None or not power.grounds:
            yield power.line, f"{power.paragraph} lets a candidate be struck without a ground named"
        if power.appeal != "election.reinstate":
            yield power.line, f"nobody can object to the striking of a candidate under {power.paragraph}"


def no_time_to_object(book: Rulebook) -> Iterator[Finding]:
    """The result waits for those who may object to a striking, and must not lapse meanwhile."""
    longest = [p.within.term for p in book.powers.get("election.reinstate", ()) if p.within is not None]
    for power in book.powers.get("election.declare", ()):
        within = power.within
        if within is None or within.event != "closing":
            continue
        for term in longest:
            if term.hours >= within.term.least_hours:
                yield (
                    power.line,
                    f"members may object to a striking for {term}, and by then the election lapses",
                )


def no_recall(book: Rulebook) -> Iterator[Finding]:
    begun = [power for power in _terms(book) if power.offices]
    if begun and not book.powers.get(RECALL):
        yield begun[0].line, "offices are elected, but nobody can be recalled"


def out_of_reach(book: Rulebook) -> Iterator[Finding]:
    """A recall is signed by a share that members can reach, and by no more than a third of them."""
    for power in book.powers.get("recall.sign", ()):
        share = power.quorum
        if share is not None and not isinstance(share, Share):
            yield power.line, f"{power.paragraph} does not ask for a share of the electors"
        elif share is not None and 3 * share.numerator > share.denominator:
            yield power.line, f"{power.paragraph} asks for {share} of the electors"


def _terms(book: Rulebook) -> Iterator[Power]:
    """The paragraphs that say what is elected, and how."""
    yield from (power for power in book.powers.get(CALL, ()) if power.method)


def _held(powers: tuple[Power, ...], holders: Roles) -> bool:
    return any(role in holders for power in powers for role in power.who)

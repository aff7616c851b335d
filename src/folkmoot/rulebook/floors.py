"""The tests behind the floor of guarantees, one function each; the table that names them is `guarantees`.

Each takes a rulebook and yields (line, what is wrong) for every place where it falls below the floor;
line 0 is the book as a whole. Terms are compared by their length in hours before holidays.
"""

import re
from collections.abc import Iterator

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Power, Rulebook
from folkmoot.rulebook.layout import lay_out
from folkmoot.rulebook.marks import KEY
from folkmoot.rulebook.parse import ZONE
from folkmoot.rulebook.values import Share, Term

Finding = tuple[int, str]
DAY = 24
HALF = Share(1, 2, strict=False)
AROUND = ("put", "ask_secret", "declare")

HOLDERS = {
    "assembly.found": frozenset({"founder"}),
    "member.join": frozenset({"applicant", "anyone"}),
    "member.leave": frozenset({"the member", "member"}),
    "person.erase": frozenset({"anyone", "the member", "member"}),
    "motion.table": vocabulary.ELECTORS,
    "motion.second": vocabulary.ELECTORS,
    "motion.put": vocabulary.NOT_OFFICERS,
    "motion.vote": vocabulary.ELECTORS,
    "motion.declare": vocabulary.NOT_OFFICERS,
    "debate.speak": vocabulary.ELECTORS,
    "change.propose": vocabulary.ELECTORS,
    "change.back": vocabulary.ELECTORS,
    "change.put": vocabulary.NOT_OFFICERS,
    "change.vote": vocabulary.ELECTORS,
    "change.declare": vocabulary.NOT_OFFICERS,
}
"""Acts without which a proceeding cannot move, and who must be among their holders."""

IN_OWN_RIGHT = frozenset(
    {
        "clerk.enter",
        "office.resign",
        "interim.emergency",  # void unless a member joins in, and then for hours
        "comment.shred",  # nothing without the second signature
        "mute.impose",  # for hours
        "interim.renew",  # only asks
        "plan.publish",  # only begins what members decide
        "election.call",  # only begins what members decide
    }
)
"""Powers of officers that no proceeding waits for, or that end of themselves."""

WAITED_FOR = (
    "motion.put",
    "change.put",
    "plan.marshal",
    "question.put",
    "election.open",
    "recall.put",
)
"""Acts by which something comes to a vote."""

DECLARING = ("motion.declare", "change.declare", "question.declare", "recall.declare")
"""Acts that state the result of a vote."""

WITHOUT_KEYS = (
    "power",
    "who",
    "missed",
    "appeal",
    "entrenched",
    "grounds",
    "classes",
    "offences",
    "offices",
    "quotas",
)
"""Lines of a block whose words are no keys of settings."""

PREFIXED = ("grounds", "classes", "offences", "quotas")
"""Lines whose words are the prefix of keys."""

CLERICAL = ("office.appoint", "branch.open")
"""Acts that only carry out what has been decided."""


def no_holder(book: Rulebook) -> Iterator[Finding]:
    for power in _all(book):
        if not power.who:
            yield power.line, f"{power.act} in {power.paragraph} is granted to nobody"


def missing_act(book: Rulebook) -> Iterator[Finding]:
    for act in HOLDERS:
        if not book.powers.get(act):
            yield 0, f"no paragraph grants {act}"


def kept_from_members(book: Rulebook) -> Iterator[Finding]:
    for act, holders in HOLDERS.items():
        powers = book.powers.get(act, ())
        if holders != vocabulary.NOT_OFFICERS and powers and not _held(powers, holders):
            yield powers[0].line, f"{act} is held by none of those whose right it is: {_names(holders)}"


def mark_without_effect(book: Rulebook) -> Iterator[Finding]:
    keys, prefixes = _named(book)
    for key, setting in book.settings.items():
        named = (
            key in keys or key.rpartition(".")[0] in prefixes or key == ZONE or setting.words in book.offices
        )
        kind, act = vocabulary.SETTINGS.get(key, ("", ""))
        named = named or bool(kind and book.powers.get(act))
        if not named and not (key == vocabulary.DECIDED_WITHIN and _rules_on_repeats(book)):
            yield setting.line, f"'{setting.words}' is marked {key}, but no rule obeys it"


def unguarded_entrenchment(book: Rulebook) -> Iterator[Finding]:
    entrenched = {paragraph.number for paragraph in book.paragraphs if paragraph.entrenched}
    declarations = book.powers.get("change.declare", ())
    if not entrenched:
        return
    if all(power.need("not entrenched") for power in declarations):
        yield 0, "paragraphs are entrenched, but no majority is set for changing them"
    for power in declarations:
        if power.paragraph not in entrenched:
            yield (
                power.line,
                f"paragraphs are entrenched, but {power.paragraph}, by which they change, is not",
            )


def weak_entrenchment(book: Rulebook) -> Iterator[Finding]:
    declarations = book.powers.get("change.declare", ())
    ordinary = [power for power in declarations if power.need("not entrenched") and power.majority]
    for power in declarations:
        if power.need("not entrenched") or power.majority is None:
            continue
        for other in ordinary:
            assert other.majority is not None
            if _weaker(power.majority, other.majority):
                yield (
                    power.line,
                    f"an entrenched paragraph changes more easily than others ({other.paragraph})",
                )


def in_force_at_once(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("change.declare", ()):
        if power.delay is None:
            yield (
                power.line,
                f"a change adopted under {power.paragraph} is in force before anyone can read it",
            )
        elif power.delay.least_hours < DAY:
            yield power.line, f"a change adopted under {power.paragraph} is in force after {power.delay}"


def no_limit_on_repeats(book: Rulebook) -> Iterator[Finding]:
    setting = book.settings.get(vocabulary.DECIDED_WITHIN)
    if setting is not None and isinstance(setting.value, Term):
        return
    for power in book.powers.get("motion.rule_out", ()):
        if "decided-recently" in power.grounds:
            yield power.line, "'decided recently' is a ground, but the rules do not say how recently"


def no_notice(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("change.put", ()):
        if power.after is None or power.after.event != "notice":
            yield power.line, f"under {power.paragraph} a change is put to the vote without notice"
        elif power.after.term.least_hours < 7 * DAY:
            yield power.line, f"a change is put to the vote after notice of {power.after.term}"


def late_amendment(book: Rulebook) -> Iterator[Finding]:
    lasts = [power.lasts.least_hours for power in book.powers.get("change.vote", ()) if power.lasts]
    notices = [power.after.term.least_hours for power in book.powers.get("change.put", ()) if power.after]
    for power in book.powers.get("change.amend", ()):
        if power.within is None or power.within.event not in ("notice", "proposal"):
            yield power.line, "the words of a change are never frozen"
        elif lasts and notices and min(notices) + min(lasts) - power.within.term.hours < 14 * DAY:
            yield (
                power.line,
                "there are less than 14 days from the freezing of a change to the end of its ballot",
            )


def no_debate(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.put", ()):
        if power.after is None or power.after.event not in ("debate", "tabling"):
            yield power.line, f"under {power.paragraph} a motion is put to the vote before it can be debated"
        elif power.after.term.least_hours < DAY:
            yield power.line, f"a motion is put to the vote after a debate of {power.after.term}"


def hasty_ballot(book: Rulebook) -> Iterator[Finding]:
    for power in _ballots(book, *AROUND):
        if power.lasts is not None and power.lasts.least_hours < DAY:
            yield power.line, f"the ballot of {power.paragraph} is open for {power.lasts}"


def office_without_end(book: Rulebook) -> Iterator[Finding]:
    for act in ("assembly.found", "office.appoint"):
        for power in book.powers.get(act, ()):
            if power.lasts is None:
                yield power.line, f"an office given under {power.paragraph} never ends"
            elif power.lasts.hours > Term(5, "years").hours:
                yield power.line, f"an office given under {power.paragraph} lasts {power.lasts}"


def power_without_end(book: Rulebook) -> Iterator[Finding]:
    for power in _all(book):
        officers_only = bool(power.who) and all(role in book.offices for role in power.who)
        if officers_only and power.act not in IN_OWN_RIGHT and power.within is None:
            yield power.line, f"the power of {_names(power.who)} under {power.paragraph} has no term"


def no_appointment(book: Rulebook) -> Iterator[Finding]:
    if not book.powers.get("office.appoint") and any(
        role in book.offices for power in _all(book) for role in power.who
    ):
        yield 0, "officers have powers, but no paragraph says how they are appointed"


def silent_term(book: Rulebook) -> Iterator[Finding]:
    for power in _all(book):
        if power.within is not None and not power.missed:
            yield power.line, f"{power.paragraph} does not say what follows when its term is missed"
        if power.missed and power.within is None:
            yield power.line, f"{power.paragraph} says what follows a missed term, but sets none"


def waiting_without_end(book: Rulebook) -> Iterator[Finding]:
    for act in (*WAITED_FOR, *DECLARING):
        for power in book.powers.get(act, ()):
            if power.within is None:
                yield power.line, f"{act} under {power.paragraph} can be put off for ever"
    for act in ("motion.second", "motion.object", "change.back"):
        for power in book.powers.get(act, ()):
            if power.threshold is None:
                yield power.line, f"{power.paragraph} does not say how many it takes"
            elif power.within is None:
                yield power.line, f"{power.paragraph} asks for {power.threshold}, but sets them no term"


def ballot_without_end(book: Rulebook) -> Iterator[Finding]:
    for power in _ballots(book, *AROUND):
        if power.lasts is None and power.act.endswith(".vote"):
            yield power.line, f"the ballot of {power.paragraph} never closes"
        elif power.lasts is not None and power.lasts.hours > Term(3, "months").hours:
            yield power.line, f"the ballot of {power.paragraph} is open for {power.lasts}"


def officers_alone(book: Rulebook) -> Iterator[Finding]:
    """Every state needs an exit that waits for no officer's goodwill."""
    waits = [act for act, holders in HOLDERS.items() if holders == vocabulary.NOT_OFFICERS]
    for act in (*waits, *CLERICAL):
        powers = book.powers.get(act, ())
        if powers and not _held(powers, vocabulary.NOT_OFFICERS):
            yield powers[0].line, f"only {_names(powers[0].who)} can do {act}: a motion could wait for ever"


def closes_before_it_opens(book: Rulebook) -> Iterator[Finding]:
    seconding = max(
        (p.within.term.hours for p in book.powers.get("motion.second", ()) if p.within), default=0
    )
    for power in _all(book):
        if power.after is None or power.within is None:
            continue
        opens, ends = power.after.term.hours, power.within.term.least_hours
        if power.after.event == "debate" and power.within.event == "tabling":
            opens += seconding
        elif power.after.event != power.within.event:
            continue
        if opens >= ends:
            yield power.line, f"the power under {power.paragraph} can end before it begins"


def no_room_for_the_second_vote(book: Rulebook) -> Iterator[Finding]:
    ends = [p.within.term.least_hours for p in book.powers.get("change.put", ()) if p.within]
    for power in book.powers.get("change.declare", ()):
        if power.repeat is not None and ends and power.repeat.hours >= max(ends):
            yield power.line, f"a change lapses before its second vote, {power.repeat} after the first"


def ruling_without_ground(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.rule_out", ()):
        if power.need("names a ground") is None:
            yield power.line, f"{power.paragraph} lets a motion be ruled out without a ground named"


def ruling_on_any_ground(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.rule_out", ()):
        if not power.grounds:
            yield power.line, f"{power.paragraph} lists no grounds on which a motion may be ruled out"


def no_appeal(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.rule_out", ()):
        appeals = book.powers.get("motion.object", ())
        if power.appeal != "motion.object":
            yield power.line, f"nobody can object to a ruling under {power.paragraph}"
        elif not _held(appeals, vocabulary.ELECTORS):
            yield power.line, f"no paragraph lets members object to a ruling under {power.paragraph}"


def appeal_to_the_same(book: Rulebook) -> Iterator[Finding]:
    rulers = {role for power in book.powers.get("motion.rule_out", ()) for role in power.who}
    for power in book.powers.get("motion.object", ()):
        both = sorted(rulers & set(power.who))
        if both:
            yield power.line, f"the {_names(both)} would decide on an objection to their own ruling"


def short_appeal(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.object", ()):
        if power.within is not None and power.within.term.least_hours < 2 * DAY:
            yield power.line, f"members have only {power.within.term} to object"


def minority_decides(book: Rulebook) -> Iterator[Finding]:
    for act in DECLARING:
        for power in book.powers.get(act, ()):
            if power.majority is None:
                if not power.method.startswith("Condorcet"):
                    yield power.line, f"{power.paragraph} does not say which majority decides"
            elif not _weaker(HALF, power.majority):
                yield power.line, f"under {power.paragraph} {power.majority} decides: both sides could win"


def majority_of_what(book: Rulebook) -> Iterator[Finding]:
    for act in DECLARING:
        for power in book.powers.get(act, ()):
            if power.majority is not None and not power.base:
                yield power.line, f"{power.paragraph} does not say of what its majority is taken"


def ranking_without_default(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("motion.declare", ()):
        ranked = power.method.startswith("Condorcet")
        if ranked and not (power.default and power.classes):
            yield power.line, f"{power.paragraph} ranks options without a default option, or without classes"
        for name, ratio in power.classes.items():
            if ratio.over < ratio.to:
                yield power.line, f"an option of class '{name}' could win against a majority"


def unknown_manner(book: Rulebook) -> Iterator[Finding]:
    for power in _ballots(book):
        if not power.manner:
            yield power.line, f"{power.paragraph} does not say whether the vote is open or secret"


def _all(book: Rulebook) -> Iterator[Power]:
    for powers in book.powers.values():
        yield from powers


def _ballots(book: Rulebook, *around: str) -> Iterator[Power]:
    """What is said of ballots in the paragraphs on voting, and in those `around` it, which count as much."""
    for kind in ("motion", "change", "question", "election", "recall"):
        for verb in ("vote", *around):
            yield from book.powers.get(f"{kind}.{verb}", ())


def _held(powers: tuple[Power, ...], holders: frozenset[str]) -> bool:
    return any(role in holders for power in powers for role in power.who)


def _weaker(one: Share, other: Share) -> bool:
    """True if `one` is reached more easily than `other`."""
    left, right = one.numerator * other.denominator, other.numerator * one.denominator
    return left < right or (left == right and other.strict and not one.strict)


def _names(roles: tuple[str, ...] | frozenset[str] | list[str]) -> str:
    return " or ".join(sorted(roles))


def _rules_on_repeats(book: Rulebook) -> bool:
    return any("decided-recently" in power.grounds for power in book.powers.get("motion.rule_out", ()))


def _named(book: Rulebook) -> tuple[frozenset[str], frozenset[str]]:
    """The keys and the prefixes of keys that `rule` blocks name."""
    lines = [
        line.text.rstrip().partition(": ")
        for chapter in lay_out(book.text).chapters
        for paragraph in chapter.paragraphs
        for block in paragraph.blocks
        if block.kind == "rule"
        for line in block.lines
    ]
    keys = (re.findall(KEY, words) for name, _, words in lines if name not in WITHOUT_KEYS)
    prefixes = frozenset(words for name, _, words in lines if name in PREFIXED)
    return frozenset(key for found in keys for key in found), prefixes

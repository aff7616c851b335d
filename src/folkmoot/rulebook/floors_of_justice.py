"""The tests of the floor for complaints, panels, precautions, appeals, reviews and moderation.

They ask nothing of a rulebook that grants none of these. Where it grants the act that begins one, it must
grant to the right people whatever that needs to be fair and to end; the numbers are in `bounds`. As in
`floors`, each takes a rulebook and yields (line, what is wrong).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.bounds import SPECIAL, WINDOWS, Finding, powers_for
from folkmoot.rulebook.values import Share, kind_of

Find = Callable[[Rulebook], Iterator[Finding]]
Roles = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grant:
    """Where any of the acts `because` is granted, so is `act`, to one of each of these sets of roles."""

    guarantee: str
    because: tuple[str, ...]
    act: str
    holders: tuple[Roles, ...]


def _one(*roles: str) -> Roles:
    return frozenset(roles)


CASE, REVIEW, FLAG = ("complaint.file",), ("review.apply",), ("comment.flag",)
DRAWN = (*CASE, *REVIEW, *FLAG)
MEMBERS, ANYBODY = vocabulary.ELECTORS, vocabulary.NOT_OFFICERS
PANEL, SUBJECT, OTHER = _one("panel member"), _one("subject"), _one("complainant")
ADJUDICATOR, APPLICANT = _one("adjudicator"), _one("applicant")

GRANTS = (
    Grant("G1", CASE, "complaint.file", (MEMBERS,)),
    Grant("G1", CASE, "triage.open", (ADJUDICATOR,)),
    Grant("G1", FLAG, "comment.moderate", ()),
    Grant("G1", ("comment.shred",), "shred.join", ()),
    Grant("G4", ("charge.object",), "charge.mend", (_one("investigator"),)),
    Grant("G5", CASE, "charge.serve", (ANYBODY,)),
    Grant("G5", CASE, "charge.object", (SUBJECT,)),
    Grant("G7", CASE, "evidence.add", (SUBJECT, OTHER)),
    Grant("G8", CASE, "reply.file", (SUBJECT,)),
    Grant("G8", CASE, "term.extend", (SUBJECT,)),
    Grant("G9", CASE, "companion.name", (SUBJECT, OTHER)),
    Grant("G9", CASE, "hearing.ask", (SUBJECT, OTHER)),
    Grant("G9", CASE, "hearing.fix", (PANEL,)),
    Grant("G9", CASE, "hearing.postpone", (SUBJECT,)),
    Grant("G9", CASE, "hearing.held", (PANEL,)),
    Grant("G10", ("interim.request",), "interim.decide", (PANEL,)),
    Grant("G10", ("interim.request",), "interim.agree", (PANEL,)),
    Grant("G10", ("interim.emergency",), "interim.join", (MEMBERS,)),
    Grant("G11", ("interim.request", "interim.emergency"), "interim.hear", (SUBJECT,)),
    Grant("G11", ("interim.request", "interim.emergency"), "interim.look", (PANEL,)),
    Grant("G11", ("interim.request", "interim.emergency"), "interim.appeal", (SUBJECT,)),
    Grant("G12", DRAWN, "draw.announce", (ANYBODY,)),
    Grant("G12", DRAWN, "draw.contribute", (MEMBERS,)),
    Grant("G12", DRAWN, "draw.reveal", (MEMBERS,)),
    Grant("G12", DRAWN, "draw.dice", (MEMBERS,)),
    Grant("G12", DRAWN, "draw.result", (ANYBODY,)),
    Grant("G12", DRAWN, "draw.accept", (_one("drawn member"),)),
    Grant("G12", DRAWN, "draw.decline", (_one("drawn member"),)),
    Grant("G12", DRAWN, "panel.seat", (ANYBODY,)),
    Grant("G13", CASE, "panel.challenge", (SUBJECT, OTHER)),
    Grant("G13", REVIEW, "panel.challenge", (APPLICANT,)),
    Grant("G13", DRAWN, "panel.uphold", (PANEL,)),
    Grant("G13", DRAWN, "panel.recuse", (PANEL,)),
    Grant("G15", CASE, "representation.make", (SUBJECT,)),
    Grant("G15", REVIEW, "representation.make", (APPLICANT,)),
    Grant("G16", CASE, "decision.make", (PANEL,)),
    Grant("G16", CASE, "decision.agree", (PANEL,)),
    Grant("G20", CASE, "appeal.file", (SUBJECT,)),
    Grant("G20", CASE, "appeal.state", (SUBJECT,)),
    Grant("G20", CASE, "appeal.decide", (PANEL,)),
    Grant("G20", CASE, "appeal.agree", (PANEL,)),
    Grant("G20", ("appeal.defect",), "appeal.mend", (SUBJECT,)),
    Grant("G20", FLAG, "moderation.appeal", (_one("author"), _one("flagger"))),
    Grant("G20", FLAG, "jury.decide", (PANEL,)),
    Grant("G20", FLAG, "jury.agree", (PANEL,)),
    Grant("G21", (*CASE, *REVIEW), "term.note", (MEMBERS,)),
    Grant("G21", CASE, "case.stay", (PANEL,)),
    Grant("G21", ("triage.mediate",), "mediation.settle", (SUBJECT, OTHER)),
    Grant("G21", ("triage.mediate",), "mediation.refuse", (SUBJECT, OTHER)),
    Grant("G21", ("complaint.withdraw",), "complaint.keep", (ADJUDICATOR,)),
    Grant("G23", CASE, "case.publish", (ANYBODY,)),
    Grant("G24", CASE, "complaint.ack", (ANYBODY,)),
    Grant("G24", CASE, "complaint.withdraw", (OTHER,)),
    Grant("G24", CASE, "triage.reject", (ADJUDICATOR,)),
    Grant("G24", CASE, "triage.ask_again", (OTHER,)),
    Grant("G26", CASE, "statistics.publish", (ANYBODY,)),
    Grant("G27", (*CASE, *REVIEW), "review.apply", (APPLICANT,)),
    Grant("G27", REVIEW, "review.disclose", ()),
    Grant("G27", REVIEW, "review.reply", (APPLICANT,)),
    Grant("G27", REVIEW, "review.decide", (PANEL,)),
    Grant("G27", REVIEW, "review.agree", (PANEL,)),
    Grant("G27", ("class.open",), "class.join", (MEMBERS,)),
    Grant("G27", ("class.open",), "class.decide", (PANEL,)),
    Grant("G27", ("class.open",), "class.agree", (PANEL,)),
)
"""What must be granted with what; an empty tuple of holders: to anybody at all."""

TWO_SIDES = _one("subject", "complainant", "companion", "applicant")
ON_SUBJECTS_SIDE = _one("subject", "companion")
RESERVED: dict[str, dict[str, Roles]] = {
    "G6": {"complaint.shield": ADJUDICATOR | PANEL},
    "G8": {
        "reply.file": ON_SUBJECTS_SIDE,
        "charge.object": ON_SUBJECTS_SIDE,
        "term.extend": ON_SUBJECTS_SIDE | PANEL,
    },
    "G9": {"hearing.ask": TWO_SIDES, "hearing.postpone": TWO_SIDES, "companion.name": TWO_SIDES},
    "G14": {
        **dict.fromkeys(("triage.open", "triage.reject", "triage.mediate", "complaint.keep"), ADJUDICATOR),
        **dict.fromkeys(("panel.uphold", "panel.recuse", "hearing.fix", "hearing.held", "case.stay"), PANEL),
        **dict.fromkeys(
            (
                f"{kind}.{verb}"
                for kind in ("interim", "appeal", "review", "class", "jury")
                for verb in ("decide", "agree")
            ),
            PANEL,
        ),
        **dict.fromkeys(("decision.make", "decision.agree", "interim.look", "review.stay"), PANEL),
        **dict.fromkeys(("draw.accept", "draw.decline"), _one("drawn member")),
        "charge.mend": _one("investigator"),
        "interim.join": MEMBERS,
    },
    "G15": {"representation.make": TWO_SIDES | {"investigator"}},
    "G20": {
        **dict.fromkeys(("appeal.file", "appeal.mend", "appeal.withdraw"), ON_SUBJECTS_SIDE),
        "moderation.appeal": _one("author", "flagger"),
        "comment.edit": _one("author"),
    },
    "G24": {"complaint.withdraw": OTHER, "triage.ask_again": OTHER | {"companion"}},
    "G27": {
        **dict.fromkeys(("review.apply", "review.withdraw"), APPLICANT),
        "review.reply": APPLICANT | {"companion"},
    },
}
"""What is for these roles and no others."""

AGREEING = (
    "decision.agree",
    "interim.agree",
    "interim.look",
    "appeal.agree",
    "review.agree",
    "class.agree",
    "jury.agree",
)
"""The acts by which a panel comes to its majority."""
KEYS = {"reply.file": "reply.term", "appeal.file": "appeal.term"}
"""Terms that the program also finds by their key."""
APPEALS = {"triage.reject": "triage.ask_again", "comment.moderate": "moderation.appeal"}
WAITS = {"complaint.ack": "filing", "charge.serve": "charging", "shred.join": "shredding"}
"""Acts that some may do only after a term, and the event from which it runs."""
CONDITIONS = frozenset({"by passkey", "names a ground", *SPECIAL})
"""What an act in these proceedings may depend on."""
ALWAYS_A_GROUND = {"G3": "out-of-time", "G4": "decided", "G25": "speech"}
"""Grounds on which an adjudicator can always reject a complaint."""
ONE_OF = {
    "draw.source": (vocabulary.BEACON, vocabulary.DICE),
    "draw.quick": (vocabulary.BEACON, vocabulary.DICE),
    "plan.order": tuple(vocabulary.ORDERS),
}


def not_granted(guarantee: str) -> Find:
    """The test that finds each act that a guarantee needs, and that is not granted to the right people."""

    def find(book: Rulebook) -> Iterator[Finding]:
        for grant in GRANTS:
            begun = next((act for act in grant.because if act in book.powers), "")
            if grant.guarantee != guarantee or not begun:
                continue
            powers = book.powers.get(grant.act, ())
            roles = {role for power in powers for role in power.who}
            if not powers:
                yield book.powers[begun][0].line, f"no paragraph grants {grant.act}, which {begun} needs"
            for holders in grant.holders if powers else ():
                if not holders & roles:
                    yield powers[0].line, f"{grant.act} is not granted to {_names(holders)}"

    find.__name__ = f"not_granted_{guarantee}"
    return find


def not_theirs(guarantee: str) -> Find:
    """The test that finds each power of a guarantee in the hands of somebody who must not have it."""

    def find(book: Rulebook) -> Iterator[Finding]:
        for act, holders in RESERVED[guarantee].items():
            for power in book.powers.get(act, ()):
                wrong = set(power.who) - holders
                if wrong:
                    yield (
                        power.line,
                        f"{act} is granted to {_names(wrong)}, and is for {_names(holders)} alone",
                    )

    find.__name__ = f"not_theirs_{guarantee}"
    return find


NEEDED = tuple(dict.fromkeys(grant.guarantee for grant in GRANTS))
"""The guarantees that need grants."""


def missing_setting(book: Rulebook) -> Iterator[Finding]:
    yield from _missing(book, remedies=False)


def no_remedy(book: Rulebook) -> Iterator[Finding]:
    yield from _missing(book, remedies=True)


def _missing(book: Rulebook, *, remedies: bool) -> Iterator[Finding]:
    for key, (kind, act) in vocabulary.SETTINGS.items():
        powers, setting = book.powers.get(act, ()), book.settings.get(key)
        if not powers or key.startswith("remedy.") != remedies:
            continue
        if setting is None:
            yield powers[0].line, f"no words are marked {key}, without which {act} cannot be done"
        elif kind_of(setting.value) != kind:
            yield setting.line, f"'{setting.words}' ({key}) is not a setting of the kind {kind}"
        elif setting.words not in ONE_OF.get(key, (setting.words,)):
            yield setting.line, f"'{setting.words}' ({key}) is nothing that the program knows there"


def under_another_key(book: Rulebook) -> Iterator[Finding]:
    for act, key in KEYS.items():
        for power in book.powers.get(act, ()):
            special = any(power.need(need) for need in SPECIAL)
            if power.within is not None and not special and power.within.key != key:
                yield (
                    power.line,
                    f"the term of {act} is marked {power.within.key}, and is looked for as {key}",
                )


def no_end_by_time(book: Rulebook) -> Iterator[Finding]:
    for bound in WINDOWS:
        for power in powers_for(book, bound):
            if power.within is None:
                yield power.line, f"{power.act} under {power.paragraph} has no term from {bound.event}"
            elif power.within.event != bound.event:
                yield (
                    power.line,
                    f"the term of {power.act} runs from {power.within.event}, not from {bound.event}",
                )


def untrue_consequence(book: Rulebook) -> Iterator[Finding]:
    for bound in WINDOWS:
        for power in powers_for(book, bound):
            if power.missed and power.missed not in bound.missed:
                yield power.line, f"what follows from missing {power.act} is not that {power.missed}"


def classes_without_number(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("class.join", ()):
        if power.threshold is None:
            yield power.line, f"{power.paragraph} does not say how many it takes"


def small_panel_for_expulsion(book: Rulebook) -> Iterator[Finding]:
    large, seats = book.settings.get("panel.large"), book.settings.get("panel.seats")
    if large and seats and "draw.announce" in book.powers and _number(large.value) < _number(seats.value):
        yield large.line, f"an expulsion and an appeal are judged by {large.words}, fewer than other cases"


def no_room_for_a_hearing(book: Rulebook) -> Iterator[Finding]:
    notice, holding = (book.settings.get(key) for key in ("hearing.notice", "hearing.holding"))
    if notice is None or holding is None or "hearing.fix" not in book.powers:
        return
    if getattr(notice.value, "hours", 0) >= getattr(holding.value, "least_hours", 0):
        yield holding.line, f"no hearing can be held in {holding.words} with {notice.words} notice"


def panel_without_majority(book: Rulebook) -> Iterator[Finding]:
    for act in AGREEING:
        for power in book.powers.get(act, ()):
            if power.majority is None:
                yield power.line, f"{act} under {power.paragraph} does not say which majority decides"
            elif not _more_than_half(power.majority):
                yield power.line, f"under {power.paragraph} {power.majority} of a panel decides"


def old_matters_without_limit(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("complaint.file", ()):
        if power.within is None and not power.need("asks leave"):
            yield power.line, f"under {power.paragraph} a complaint may be about anything, however old"


def rejected_without_ground(book: Rulebook) -> Iterator[Finding]:
    for act in ("triage.reject", "comment.flag"):
        for power in book.powers.get(act, ()):
            if power.need("names a ground") is None or not power.grounds:
                yield power.line, f"{power.paragraph} lets somebody do {act} without a ground from a list"


def kept_from_rejecting(guarantee: str) -> Find:
    """The test that finds a list of grounds without the one that this guarantee cannot do without."""

    def find(book: Rulebook) -> Iterator[Finding]:
        for power in book.powers.get("triage.reject", ()):
            if power.grounds and ALWAYS_A_GROUND[guarantee] not in power.grounds:
                yield power.line, f"'{ALWAYS_A_GROUND[guarantee]}' is no ground for rejecting a complaint"

    find.__name__ = f"kept_from_rejecting_{guarantee}"
    return find


def no_second_look(book: Rulebook) -> Iterator[Finding]:
    for act, appeal in APPEALS.items():
        for power in book.powers.get(act, ()):
            if power.appeal != appeal:
                yield power.line, f"nothing says that {act} under {power.paragraph} can be appealed against"


def complaint_of_anything(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("complaint.file", ()):
        if not power.offences:
            yield power.line, f"{power.paragraph} does not say what the offences are"


def strange_condition(book: Rulebook) -> Iterator[Finding]:
    for act in dict.fromkeys(grant.act for grant in GRANTS):
        for power in book.powers.get(act, ()):
            for need in power.needs:
                if need.name not in CONDITIONS:
                    yield power.line, f"{act} must not depend on '{need.name}'"
            if power.after is not None and power.after.event != WAITS.get(act):
                yield power.line, f"{act} must not have to wait from {power.after.event}"


def only_in_special_cases(book: Rulebook) -> Iterator[Finding]:
    for act in ("complaint.file", "appeal.file"):
        powers = book.powers.get(act, ())
        if powers and all(any(power.need(need) for need in SPECIAL) for power in powers):
            yield powers[0].line, f"{act} is granted in special cases alone"


def late_acknowledgement(book: Rulebook) -> Iterator[Finding]:
    for power in book.powers.get("complaint.ack", ()):
        if power.after is not None and power.after.term.hours > 14 * 24:
            yield power.line, f"a complaint may lie without an answer for {power.after.term}"


def _more_than_half(share: Share) -> bool:
    twice = 2 * share.numerator
    return twice > share.denominator or (twice == share.denominator and share.strict)


def _number(value: object) -> int:
    return int(getattr(value, "number", 0))


def _names(roles: set[str] | Roles) -> str:
    return " or ".join(sorted(roles))

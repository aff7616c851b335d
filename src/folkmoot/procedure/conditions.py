"""The closed list of conditions that a rulebook may put behind `needs`, each one function.

A condition returns nothing where it is met and raises `OutOfOrder` where it is not.
"""

from collections.abc import Callable

from folkmoot.procedure.act import BEARING, OutOfOrder, number_fact, same_fact, say
from folkmoot.procedure.books import book_of
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.electing import Election
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.office import require_election, require_vacancy
from folkmoot.procedure.sanction import in_force
from folkmoot.procedure.who import entitled
from folkmoot.rulebook.values import Count
from folkmoot.rulebook.vocabulary import GRAVE, HARM

Condition = Callable[[Matter, str | None], None]
IN_DEBATE = (
    *("tabled", "debate", "ruled out"),
    *("proposed", "notice"),
    *("open", "closed to amendments", "deciding", "last question"),
    *("seconded", "unconfirmed", "accepted", "in composite"),
)
"""The states of motions, changes, plans and amendments in which people may speak to them."""


def not_the_mover(matter: Matter, key: str | None) -> None:
    """Whoever moved the text does not count among those who support it."""
    if matter.case is not None and matter.act.by.name == matter.case.mover_of(matter.act.facts):
        raise matter.refuse(
            say("Somebody other than the mover must do this."),
            say("You moved it yourself."),
            say("Ask another member."),
        )


def not_already_a_supporter(matter: Matter, key: str | None) -> None:
    """Nobody supports one text twice."""
    if matter.case is not None and matter.act.by.name in matter.case.supporters_of(matter.act.facts):
        raise matter.refuse(
            say("Each member counts once."),
            say("You have done this already."),
            say("Nothing more is needed from you."),
        )


def on_the_roll(matter: Matter, key: str | None) -> None:
    """Even where the paragraph names wider roles, the actor must stand on the roll of the proceeding."""
    if matter.act.by.name not in entitled(matter).names:
        raise matter.refuse(
            say("This is for those on the roll of the proceeding."),
            say("The one who acts is not on the roll."),
            say("Whoever joins later is added to the roll by the site, with others."),
        )


def debate_is_open(matter: Matter, key: str | None) -> None:
    """A debate is open from the opening of a proceeding until its ballot opens or it ends."""
    if matter.state not in IN_DEBATE:
        raise matter.refuse(
            say("One may speak while the debate is open."),
            say("It is: {state}.", state=matter.state),
            say("Speak to another motion, or table one."),
        )


def ballot_is_open(matter: Matter, key: str | None) -> None:
    """The ballot has opened and has not closed."""
    if matter.state != "at the vote":
        raise matter.refuse(
            say("A vote can be cast while the ballot is open."),
            say("The ballot is not open."),
            say("Look for the day on which it opens or opened."),
        )


def ballot_is_closed(matter: Matter, key: str | None) -> None:
    """The ballot has closed and its result has not been declared."""
    if matter.state != "closed":
        raise matter.refuse(
            say("A result is declared when the ballot has closed."),
            say("The ballot has not closed."),
            say("Wait until it closes."),
        )


def not_withdrawn(matter: Matter, key: str | None) -> None:
    """Whoever moved it has not withdrawn it."""
    if matter.state == "withdrawn":
        raise matter.refuse(
            say("This is for what has not been withdrawn."),
            say("It has been withdrawn."),
            say("It may be begun anew."),
        )


def no_ballot_yet(matter: Matter, key: str | None) -> None:
    """The ballot has not opened; a new one that may still be opened does not stand in the way."""
    if matter.state in ("at the vote", "closed"):
        raise matter.refuse(
            say("This must be done before the ballot opens."),
            say("The ballot has opened."),
            say("It is too late for this motion."),
        )


def decision_of_the_branch(matter: Matter, key: str | None) -> None:
    """The act relies on one carried motion of the branch, not used before, that decided exactly this."""
    act, assembly = matter.act, matter.assembly
    decision = assembly.decisions.get(act.relies_on[0]) if len(act.relies_on) == 1 else None
    if decision is None:
        raise _undecided(matter, say("The act does not rely on the result of one carried motion."))
    if decision.used:
        raise _undecided(matter, say("That decision has been carried out already."))
    if decision.branch != (act.facts.get("parent") or act.facts.get("branch")):
        raise _undecided(matter, say("That was decided in another branch."))
    facts = {name: value for name, value in act.facts.items() if name not in BEARING}
    if not same_fact(decision.effect, {"act": act.verb, **facts}):
        raise _undecided(matter, say("That motion decided something else."))


def _undecided(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("This rests on a motion of the branch that decided just this, and is carried out once."),
        fact,
        say("Table a motion that decides it, and rely on its result."),
    )


def a_vacancy(matter: Matter, key: str | None) -> None:
    """Nobody holds the office that the act would fill."""
    require_vacancy(matter)


def by_passkey(matter: Matter, key: str | None) -> None:
    """An officer has signed in by passkey; others who may do the same need not."""
    if matter.act.facts.get("passkey") is not True and matter.act.by.role in matter.book.offices:
        raise matter.refuse(
            say("Officers act by passkey."),
            say("This act was not signed in by passkey."),
            say("Sign in again with your passkey."),
        )


def supporters_reached(matter: Matter, key: str | None) -> None:
    """As many as the setting says support it, the mover not counted."""
    wanted = count_of(matter, key)
    have = len(matter.case.supporters_of(matter.act.facts)) if matter.case else 0
    if have < wanted:
        raise matter.refuse(
            say("{needed} others must support it first.", needed=wanted),
            say("{have} have done so.", have=have),
            say("{lacking} more would be enough.", lacking=wanted - have),
        )


def text_within(matter: Matter, key: str | None) -> None:
    """The text has at most as many words as the setting says."""
    most, length = count_of(matter, key), number_fact(matter.act.facts, "length")
    if length > most:
        raise matter.refuse(
            say("The text may have {most} words at the most.", most=most),
            say("This one has {length}.", length=length),
            say("Shorten it by {over}.", over=length - most),
        )


def count_of(matter: Matter, key: str | None) -> int:
    """The number that a setting gives; the rulebook's own check has seen to it that it is one."""
    value = matter.book.setting(key or "").value
    assert isinstance(value, Count)
    return value.number


def names_a_ground(matter: Matter, key: str | None) -> None:
    """The ground is one of those that the paragraph lists."""
    ground = matter.act.facts.get("ground")
    if ground not in matter.power.grounds:
        raise matter.refuse(
            say("Only these grounds count: {grounds}.", grounds=", ".join(matter.power.grounds)),
            say("The ground given is: {ground}.", ground=ground or say("none")),
            say("Name one of them, or leave the motion in order."),
        )


def passes_the_check(matter: Matter, key: str | None) -> None:
    """The rulebook brought along reads well and keeps the floor; `ruling` then tries its examples.

    Both are asked of every rulebook, whether or not the paragraph says so.
    """
    try:
        book_of(matter.assembly, matter.act)
    except OutOfOrder as bad:
        raise matter.refuse(bad.condition, bad.fact, bad.cure) from None


def not_entrenched(matter: Matter, key: str | None) -> None:
    """The change touches no entrenched paragraph."""
    if getattr(matter.case, "entrenched", False):
        raise matter.refuse(
            say("This majority is for paragraphs that are not entrenched."),
            say("The change touches an entrenched paragraph."),
            say("Count it by the rule for entrenched paragraphs."),
        )


def adopts_the_text(matter: Matter, key: str | None) -> None:
    """The question is the last one, on the text as a whole."""
    if getattr(matter.case, "kind", "") != "adoption":
        raise matter.refuse(
            say("This majority is for the text as a whole."),
            say("The question is about amendments."),
            say("Count it by the rule for amendments."),
        )


def grave_offence(matter: Matter, key: str | None) -> None:
    """The offence is one of those that may be complained of for longer."""
    _require_offence(matter, GRAVE)


def asks_leave(matter: Matter, key: str | None) -> None:
    """The complaint says that it is late, and is about harm to a person."""
    _require_offence(matter, HARM)
    if matter.act.facts.get("late") is not True:
        raise matter.refuse(
            say("A complaint that comes later than that says so, and the adjudicator decides about leave."),
            say("This one does not say so."),
            say("Say that it is late, and why, in the facts."),
        )


def _require_offence(matter: Matter, offences: tuple[str, ...]) -> None:
    if matter.act.facts.get("offence") not in offences:
        raise matter.refuse(
            say("This longer time is for: {offences}.", offences=", ".join(offences)),
            say("The complaint is about something else."),
            say("Too much time has passed; nothing can be done under these rules any more."),
        )


def good_cause(matter: Matter, key: str | None) -> None:
    """The appeal says that it is late for good cause; why, it says under seal."""
    if matter.act.facts.get("late") is not True:
        raise matter.refuse(
            say("An appeal that comes late says that it has good cause."),
            say("This one does not say so."),
            say("Say that it is late, and why."),
        )


def decision_on_an_officer(matter: Matter, key: str | None) -> None:
    """The act relies on one decision whose sanction is in force and takes functions away."""
    relies, assembly = matter.act.relies_on, matter.assembly
    case = assembly.sanctions.get(relies[0]) if len(relies) == 1 else None
    decided = assembly.cases.get(case or "")
    found = in_force(assembly, decided, matter.at) if isinstance(decided, Dispute) else None
    if found is None or "stand" not in found.rights:
        raise matter.refuse(
            say("An office is vacant where a decision that limits functions, or expels, is in force."),
            say("The entry relies on no such decision."),
            say("Wait until the decision is final, and name it."),
        )


def elected(matter: Matter, key: str | None) -> None:
    """The act relies on a result that stands, and names one who was elected and not yet appointed."""
    require_election(matter)


def unopposed(matter: Matter, key: str | None) -> None:
    """No ballot is held: no more stand than there are places."""
    if isinstance(matter.case, Election) and matter.case.ballot is not None:
        raise matter.refuse(
            say("This is for an election without a ballot."),
            say("A ballot was held."),
            say("Declare what the count gives."),
        )


CONDITIONS: dict[str, Condition] = {
    "not the mover": not_the_mover,
    "not already a seconder": not_already_a_supporter,
    "not already a backer": not_already_a_supporter,
    "on the roll": on_the_roll,
    "debate is open": debate_is_open,
    "ballot is open": ballot_is_open,
    "ballot is closed": ballot_is_closed,
    "not withdrawn": not_withdrawn,
    "no ballot yet": no_ballot_yet,
    "decision of the branch": decision_of_the_branch,
    "a vacancy": a_vacancy,
    "by passkey": by_passkey,
    "seconders": supporters_reached,
    "text within": text_within,
    "names a ground": names_a_ground,
    "passes the check": passes_the_check,
    "not entrenched": not_entrenched,
    "adopts the text": adopts_the_text,
    "grave offence": grave_offence,
    "asks leave": asks_leave,
    "good cause": good_cause,
    "decision on an officer": decision_on_an_officer,
    "elected": elected,
    "unopposed": unopposed,
}

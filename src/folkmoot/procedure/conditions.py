"""The closed list of conditions that a rulebook may put behind `needs`, each one function.

A condition returns nothing where it is met and raises `OutOfOrder` where it is not.
"""

from collections.abc import Callable

from folkmoot.procedure.act import say
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.values import Count

Condition = Callable[[Matter, str | None], None]


def not_the_mover(matter: Matter, key: str | None) -> None:
    if matter.case is not None and matter.act.by.name == matter.case.mover:
        raise matter.refuse(
            say("Somebody other than the mover must do this."),
            say("You moved it yourself."),
            say("Ask another member."),
        )


def not_already_a_supporter(matter: Matter, key: str | None) -> None:
    if matter.case is not None and matter.act.by.name in getattr(matter.case, "supporters", ()):
        raise matter.refuse(
            say("Each member counts once."),
            say("You have done this already."),
            say("Nothing more is needed from you."),
        )


def on_the_roll(matter: Matter, key: str | None) -> None:
    """`require_role` has looked at the roll already: the words in the rulebook are for people."""


def debate_is_open(matter: Matter, key: str | None) -> None:
    """The table's sources say when a debate is open: the words in the rulebook are for people."""


def ballot_is_open(matter: Matter, key: str | None) -> None:
    if matter.state != "at the vote":
        raise matter.refuse(
            say("A vote can be cast while the ballot is open."),
            say("The ballot is not open."),
            say("Look for the day on which it opens or opened."),
        )


def ballot_is_closed(matter: Matter, key: str | None) -> None:
    if matter.state != "closed":
        raise matter.refuse(
            say("A result is declared when the ballot has closed."),
            say("The ballot has not closed."),
            say("Wait until it closes."),
        )


def not_withdrawn(matter: Matter, key: str | None) -> None:
    """No act leads out of the state `withdrawn`: the words in the rulebook are for people."""


def no_ballot_yet(matter: Matter, key: str | None) -> None:
    if matter.case is not None and matter.state in ("at the vote", "closed"):
        raise matter.refuse(
            say("This must be done before the ballot opens."),
            say("The ballot has opened."),
            say("It is too late for this motion."),
        )


def decision_of_the_branch(matter: Matter, key: str | None) -> None:
    """The act must rely on a carried motion that said exactly this, and that has not been used before."""
    act = matter.act
    for index in act.relies_on:
        decision = matter.assembly.decisions.get(index)
        if decision is None or decision.used:
            continue
        wanted = {"act": act.verb, **{name: act.facts.get(name) for name in decision.effect if name != "act"}}
        if decision.effect and wanted == dict(decision.effect):
            return
    raise matter.refuse(
        say("This rests on a decision of the branch."),
        say("The act relies on no carried motion that decided just this, or on one already carried out."),
        say("Table a motion that decides it, and rely on its result."),
    )


def a_vacancy(matter: Matter, key: str | None) -> None:
    office, branch = str(matter.act.facts.get("office", "")), str(matter.act.facts.get("branch", ""))
    holding = matter.assembly.holder_of(office, branch, matter.at)
    if holding is not None:
        raise matter.refuse(
            say("An office is held by one member at a time."),
            say("The office of {office} is held until its term ends.", office=office),
            say("Wait for the end of the term, or for a resignation."),
        )


def by_passkey(matter: Matter, key: str | None) -> None:
    if matter.act.facts.get("passkey") is not True and matter.act.by.role in matter.book.offices:
        raise matter.refuse(
            say("Officers act by passkey."),
            say("This act was not signed in by passkey."),
            say("Sign in again with your passkey."),
        )


def supporters_reached(matter: Matter, key: str | None) -> None:
    wanted = matter.book.setting(key or "").value
    have = len(getattr(matter.case, "supporters", ()))
    if isinstance(wanted, Count) and have < wanted.number:
        raise matter.refuse(
            say("{needed} others must support it first.", needed=wanted.number),
            say("{have} have done so.", have=have),
            say("{lacking} more would be enough.", lacking=wanted.number - have),
        )


def text_within(matter: Matter, key: str | None) -> None:
    wanted = matter.book.setting(key or "").value
    length = matter.act.facts.get("length", 0)
    if isinstance(wanted, Count) and isinstance(length, int) and length > wanted.number:
        raise matter.refuse(
            say("The text may have {most} words at the most.", most=wanted.number),
            say("This one has {length}.", length=length),
            say("Shorten it by {over}.", over=length - wanted.number),
        )


def names_a_ground(matter: Matter, key: str | None) -> None:
    ground = matter.act.facts.get("ground")
    if ground not in matter.power.grounds:
        raise matter.refuse(
            say("Only these grounds count: {grounds}.", grounds=", ".join(matter.power.grounds)),
            say("The ground given is: {ground}.", ground=ground or say("none")),
            say("Name one of them, or leave the motion in order."),
        )


def passes_the_check(matter: Matter, key: str | None) -> None:
    """The proposal's own check parses and checks the new rulebook in any case."""


def not_entrenched(matter: Matter, key: str | None) -> None:
    if getattr(matter.case, "entrenched", False):
        raise matter.refuse(
            say("This majority is for paragraphs that are not entrenched."),
            say("The change touches an entrenched paragraph."),
            say("Count it by the rule for entrenched paragraphs."),
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
}

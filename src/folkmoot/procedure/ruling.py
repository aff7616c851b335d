"""The one check for every act, live and on replay; and how the facts follow an act that has its index."""

from folkmoot.procedure.act import Act, OutOfOrder, Ruling, say
from folkmoot.procedure.case import Case, Standing, closes, opens, standing
from folkmoot.procedure.conditions import CONDITIONS
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.founding import book_of_founding
from folkmoot.procedure.machine import START, Row
from folkmoot.procedure.machines import MACHINES, OPENINGS
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.who import require_role, speaks_as
from folkmoot.rulebook.book import Power, Rulebook


def rule_on(assembly: Assembly, act: Act, at: int) -> Ruling:
    """The ruling on this act at second `at`, or `OutOfOrder` with rule, condition, fact and cure."""
    row, case, book = _find(assembly, act, at)
    state = standing(case, at) if case else Standing(START, at)
    powers = book.powers.get(act.verb, ())
    if not powers:
        raise OutOfOrder(
            rule="",
            condition=say("No act without a rule."),
            fact=say("No paragraph of the rulebook gives the power to do this ({verb}).", verb=act.verb),
            cure=say("Propose a change of the rules that gives it."),
        )
    if state.state not in row.sources:
        raise _wrong_state(row, state, powers[0])
    refusal: OutOfOrder | None = None
    for power in powers:
        matter = Matter(assembly, act, at, row, book, case, power, state.state)
        try:
            _require(matter)
        except OutOfOrder as found:
            if refusal is None or act.by.role in map(speaks_as, power.who):
                refusal = found
        else:
            return Ruling(act, power.paragraph, book.digest, at)
    assert refusal is not None
    raise refusal


def enter(assembly: Assembly, ruling: Ruling, index: int) -> None:
    """Let the facts follow: the act now stands at `index` of the record."""
    act, at = ruling.act, ruling.at
    row, case, book = _find(assembly, act, at)
    power = next(each for each in book.powers[act.verb] if each.paragraph == ruling.rule)
    state = standing(case, at).state if case else START
    row.follow(Matter(assembly, act, at, row, book, case, power, state), index)
    if row.target:
        assembly.cases[act.on].moves_to(row.target, at)
    for used in act.relies_on:
        if used in assembly.decisions and power.need("decision of the branch"):
            assembly.decisions[used].used = True
    assembly.last, assembly.size = at, index + 1


def _find(assembly: Assembly, act: Act, at: int) -> tuple[Row, Case | None, Rulebook]:
    if at < assembly.last:
        raise OutOfOrder(
            rule="",
            condition=say("Times in the record never go backwards."),
            fact=say("This act is stamped earlier than the one before it."),
            cure=say("Stamp it with the time at which it is entered."),
        )
    case = assembly.cases.get(act.on)
    row = (case.machine.row(act.verb) if case else None) or OPENINGS.get(act.verb)
    if row is None or (case is None) != (START in row.sources):
        raise OutOfOrder(
            rule="",
            condition=say("An act concerns something that the record knows."),
            fact=say(
                "The record has nothing at {on} on which to do this ({verb}).", on=act.on, verb=act.verb
            ),
            cure=say("Look up the number again."),
        )
    if case is not None:
        return row, case, case.book
    if act.verb == "assembly.found":
        return row, None, book_of_founding(assembly, act)
    return row, None, assembly.book_at(at)


def _wrong_state(row: Row, now: Standing, power: Power) -> OutOfOrder:
    return OutOfOrder(
        rule=now.rule or power.paragraph,
        condition=say("This can be done while it is: {states}.", states=", ".join(row.sources)),
        fact=say("It is: {state}.", state=now.state),
        cure=say("Nothing can be done here any more; it may be begun anew where the rules allow.")
        if any(state.final and state.name == now.state for machine in MACHINES for state in machine.states)
        else say("See on its page what comes next."),
    )


def _require(matter: Matter) -> None:
    require_role(matter)
    _require_time(matter)
    for need in matter.power.needs:
        CONDITIONS[need.name](matter, need.key)
    matter.row.check(matter)


def _require_time(matter: Matter) -> None:
    power, case = matter.power, matter.case
    if case is None:
        return
    not_before, not_after = opens(case, power), closes(case, power)
    if power.after and (not_before is None or matter.at <= not_before):
        raise OutOfOrder(
            rule=power.paragraph,
            condition=say(
                "This may be done once {term} have passed from the {event}.", **_window(matter, "after")
            ),
            fact=say("They have not."),
            cure=say("Wait until then."),
        )
    if power.within and not_after is not None and matter.at > not_after:
        raise OutOfOrder(
            rule=power.paragraph,
            condition=say("This may be done within {term} from the {event}.", **_window(matter, "within")),
            fact=say("That time has run out."),
            cure=say("What follows is: {missed}.", missed=power.missed),
        )


def _window(matter: Matter, side: str) -> dict[str, object]:
    window = matter.power.after if side == "after" else matter.power.within
    assert window is not None
    return {"term": matter.book.setting(window.key).words, "event": window.event}

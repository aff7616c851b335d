"""The one check for every act, live and on replay; and how the facts follow an act that has its index."""

from functools import lru_cache

from folkmoot.procedure.act import Act, Day, OutOfOrder, Sentence, say
from folkmoot.procedure.books import bad_book, book_of
from folkmoot.procedure.case import Case, Standing, closes, opens, powers_for, standing
from folkmoot.procedure.conditions import CONDITIONS
from folkmoot.procedure.dispute import Dispute, family, note_end_of_appeal, note_officer
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machine import START, Row
from folkmoot.procedure.machines import OPENINGS
from folkmoot.procedure.matter import Matter, Ruling
from folkmoot.procedure.trial import play_all
from folkmoot.procedure.who import decided_on, require_bearing, require_role, speaks_as
from folkmoot.rulebook.book import Fault, Power, Rulebook


def rule_on(assembly: Assembly, act: Act, at: int) -> Ruling:
    """The ruling on this act at second `at`, or `OutOfOrder` with rule, condition, fact and cure.

    The first paragraph that gives this power to this actor at this time is the one that counts; whether the
    act is well made is then asked once.
    """
    matter = _allowed(assembly, act, at)
    _require_form(matter)
    return Ruling(act, matter.power.paragraph, matter.book.digest, at, matter)


def why_not_yet(assembly: Assembly, act: Act, at: int) -> OutOfOrder | None:
    """What stands in the way of the bare verb: state, role, time; None where it may be done if done well.

    For buttons: what the act would state is not asked yet.
    """
    try:
        _allowed(assembly, act, at, bare=True)
    except OutOfOrder as refusal:
        return refusal
    return None


def _allowed(assembly: Assembly, act: Act, at: int, *, bare: bool = False) -> Matter:
    """The matter under the first paragraph that gives this power to this actor now. Raises `OutOfOrder`."""
    row, case, book = _find(assembly, act, at)
    state = standing(case, at) if case else Standing(START, at)
    powers = about_office(powers_for(book, act.verb, case), act)
    if not powers:
        raise OutOfOrder(
            rule="",
            condition=say("No act without a rule."),
            fact=say("No paragraph of the rulebook gives the power to do this ({verb}).", verb=act.verb),
            cure=say("Propose a change of the rules that gives it."),
        )
    if state.state not in row.sources:
        raise _wrong_state(row, state, powers[0], case)
    refusal: OutOfOrder | None = None
    for power in powers:
        matter = Matter(assembly, act, at, row, book, case, power, state.state, state.events)
        try:
            _require_power(matter, bare=bare)
        except OutOfOrder as found:
            if refusal is None or act.by.role in map(speaks_as, power.who):
                refusal = found
        else:
            return matter
    assert refusal is not None
    raise refusal


def about_office(powers: tuple[Power, ...], act: Act) -> tuple[Power, ...]:
    """What the rules say of the office that an act names goes before what they say of all offices."""
    if act.verb not in ("election.call", "office.appoint"):
        return powers
    named = tuple(power for power in powers if act.facts.get("office") in power.offices)
    return named or tuple(power for power in powers if not power.offices) or powers


def why_not(assembly: Assembly, act: Act, at: int) -> OutOfOrder | None:
    """The refusal that this act would meet at second `at`, or None where it is in order."""
    try:
        rule_on(assembly, act, at)
    except OutOfOrder as refusal:
        return refusal
    return None


def enter(assembly: Assembly, ruling: Ruling, index: int) -> None:
    """Let the facts follow: the act now stands at `index` of the record."""
    act, at, ruled = ruling.act, ruling.at, ruling.matter
    row, power, case = ruled.row, ruled.power, assembly.cases.get(act.on)
    if isinstance(case, Dispute) and ruled.state != case.phase:
        case.events.update(ruled.events)  # what time has brought stays when an act leads on from there
    row.follow(Matter(assembly, act, at, row, ruled.book, case, power, ruled.state, ruled.events), index)
    after = assembly.cases[act.on]
    if row.target:
        after.moves_to(row.target, at)
    if isinstance(after, Dispute):
        _hold_to_the_table(row, ruled.state, after)
        if "as" in act.facts:
            note_officer(after, act)
        note_end_of_appeal(after)
    if act.relies_on and power.need("decision of the branch"):
        for used in act.relies_on:
            assembly.decisions[used].used = True
    assembly.last, assembly.size = at, index + 1


def _hold_to_the_table(row: Row, source: str, case: Case) -> None:
    """An act has led where its table says that it may: what is proved of the tables holds for the program."""
    assert row.target or row.stays or case.phase in row.leads(source)
    assert source in row.only_from.get(case.phase, (source,))
    assert case.phase not in row.after_reply or "reply" in case.events


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
    if row is None or (case is None and START not in row.sources):
        raise OutOfOrder(
            rule="",
            condition=say("An act concerns something that the record knows."),
            fact=say("There is nothing at {on} on which to do this ({verb}).", on=act.on, verb=act.verb),
            cure=say("Look up the number again."),
        )
    if case is None:
        head = assembly.cases.get(family(act.on)) if row.part else None
        if head is not None:
            return row, None, head.book
        found = act.verb == "assembly.found" and not assembly.books
        return row, None, book_of(assembly, act) if found else assembly.book_at(at)
    if START in row.sources:
        raise OutOfOrder(
            rule="",
            condition=say("Whatever begins takes a name that is free."),
            fact=say("The record knows {on} already.", on=act.on),
            cure=say("Take the next number, or a new code name."),
        )
    return row, case, case.book


def _wrong_state(row: Row, now: Standing, power: Power, case: Case | None) -> OutOfOrder:
    return OutOfOrder(
        rule=now.rule or power.paragraph,
        condition=say("This can be done while it is: {states}.", states=", ".join(row.sources)),
        fact=say("It is: {state}.", state=now.state),
        cure=say("Nothing can be done here any more; it may be begun anew where the rules allow.")
        if case is not None and case.machine.by_name[now.state].final
        else say("See on its page what comes next."),
    )


STATED = ("names a ground", "grave offence", "asks leave", "good cause", "text within", "by passkey")
"""Conditions that look at what an act states."""


def _require_power(matter: Matter, *, bare: bool) -> None:
    """The paragraph gives this power to this actor, now, under conditions that are met."""
    require_role(matter)
    _require_time(matter)
    for need in matter.power.needs:
        if bare and need.name in STATED:
            continue
        CONDITIONS[need.name](matter, need.key)


def _require_form(matter: Matter) -> None:
    """The act is well made: nothing rides along, and what it states is true."""
    require_bearing(matter)
    _require_bare(matter)
    matter.row.check(matter)
    if matter.row.brings_book:
        _require_examples(matter)


def _require_bare(matter: Matter) -> None:
    act, row = matter.act, matter.row
    relies = row.relies or any(matter.power.need(each) for each in ("decision of the branch", "elected"))
    if (act.seals and not row.sealed) or (act.relies_on and not relies):
        raise OutOfOrder(
            rule="",
            condition=say(
                "An entry seals words, or relies on other entries, only where its rule asks for it."
            ),
            fact=say("No rule asks for it here."),
            cure=say("Leave it out."),
        )


def _require_examples(matter: Matter) -> None:
    """A rulebook that is new to the record passes its own examples."""
    if matter.act.facts["rulebook"] in matter.assembly.known_books:
        return
    faults = _examples_that_fail(book_of(matter.assembly, matter.act))
    if faults:
        bad = bad_book(faults[0])
        raise matter.refuse(bad.condition, bad.fact, bad.cure)


@lru_cache(maxsize=16)
def _examples_that_fail(book: Rulebook) -> tuple[Fault, ...]:
    return play_all(book, rule_on, enter)


def _require_time(matter: Matter) -> None:
    power, case = matter.power, _timed_by(matter)
    if case is None:
        return
    events = matter.events if matter.case else standing(case, matter.at).events
    not_before, not_after = opens(case, power, events), closes(case, power, events)
    if power.after and (not_before is None or matter.at <= not_before):
        raise OutOfOrder(
            rule=power.paragraph,
            condition=say(
                "This may be done once {term} have passed from the {event}.", **_window(matter, "after")
            ),
            fact=say("They have not."),
            cure=_wait_until(matter, not_before),
        )
    if power.within and not_after is not None and matter.at > not_after:
        raise OutOfOrder(
            rule=power.paragraph,
            condition=say("This may be done within {term} from the {event}.", **_window(matter, "within")),
            fact=say("That time has run out."),
            cure=say("What follows is: {missed}.", missed=power.missed),
        )


def _wait_until(matter: Matter, not_before: int | None) -> Sentence:
    if not_before is None:
        return say("Wait until then.")
    return say("Wait until {day}.", day=Day.of(matter.book.calendar.local_date(not_before + 1)))


def _timed_by(matter: Matter) -> Case | None:
    """Whose events a window runs from: the proceeding, the motion relied on, or the founded organisation."""
    if matter.case is not None:
        return matter.case
    if matter.row.part:
        return matter.assembly.cases.get(family(matter.act.on))
    if matter.row.begins is not None:
        begun = dict(matter.row.begins(matter))
        return Case(matter.assembly.cases["assembly"].machine, "", "", matter.book, "", matter.at, begun)
    return next(iter(decided_on(matter)), matter.assembly.cases.get("assembly"))


def _window(matter: Matter, side: str) -> dict[str, object]:
    window = matter.power.after if side == "after" else matter.power.within
    assert window is not None
    return {"term": matter.book.setting(window.key).words, "event": window.event}

"""Declaring a result: the count that the rule gives, with its lists, stands in the record."""

from collections.abc import Mapping

from folkmoot.procedure.act import Act, Actor, OutOfOrder, say
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.declaration import count, secret_lists
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.question import Question
from folkmoot.procedure.recall import Recall
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.places import page_of
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.putting import proceeding
from folkmoot.site.voting.models import Ballot
from folkmoot.site.voting.reading import arithmetic, result_of


def declare(
    *,
    on: str,
    by: Person | Office | None,
    at: int,
    casting: int | None = None,
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Entry:
    """Declare the result; `casting` is an officer's choice where several options remain. Raises `OutOfOrder`.

    The slips of a secret ballot are destroyed: the lists in the record say all that may be known. Whoever is
    recalled is out of office at once.
    """
    signed = signature(by, on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        case = proceeding(assembly, on)
        extra = signed.facts | ({"casting": casting} if casting is not None else {})
        act = declaration(assembly, case, signed.actor, at, extra)
        entry = enter(act.verb, on=on, by=act.by, at=at, facts=act.facts, papers=act.papers)
        case = assembly.cases[on]
        assert case.ballot is not None
        ballot = Ballot.objects.get(number=int(case.ballot.id.partition("/")[2]))
        ballot.declared = entry.index
        ballot.save(update_fields=["declared"])
        ballot.slips.all().delete()
        ballot.marks.all().delete()
        if isinstance(case, Recall) and standing(case, at).state == "recalled":
            Office.objects.filter(holding=case.holding).update(resigned_at=at)
        note(entry, signed.person)
        electors = [
            person
            for code, person in roll_for(case.branch, ballot.name, "vote", at).items()
            if code in case.ballot.roll.names
        ]
        result = result_of(ballot, case, entry)
        context = {"ballot": ballot, "sums": arithmetic(result), "result": result, "page": page_of(on)}
        send_to_all(electors, "result-declared", context, at, entry=entry.index, once=f"{ballot.name}/result")
    return entry


def declaration(assembly: Assembly, case: Case, by: Actor, at: int, extra: dict[str, object]) -> Act:
    """The act that declares what the count gives, under the first paragraph that allows it; raises
    `OutOfOrder`."""
    verb = f"{case.machine.name}.declare"
    facts, papers = _lists(case, at)
    row = case.machine.row(verb)
    powers = case.book.powers.get(verb, ())
    if row is None or not powers or case.ballot is None or standing(case, at).state != "closed":
        raise _refusal(assembly, Act(verb, case.on, by, {}), at)
    refusal: OutOfOrder | None = None
    for power in powers:
        act = Act(verb, case.on, by, facts | extra, papers=papers)
        state = standing(case, at).state
        try:
            result = count(Matter(assembly, act, at, row, case.book, case, power, state))
            counted = dict(result.facts) | facts | {k: v for k, v in extra.items() if k != "casting"}
            act = Act(verb, case.on, by, counted, papers=papers | _adopted(case, counted))
            ruling = rule_on(assembly, act, at)
        except OutOfOrder as found:
            refusal = refusal or found
        else:
            if ruling.rule == power.paragraph:
                return act
    raise refusal or _refusal(assembly, Act(verb, case.on, by, {}), at)


def _adopted(case: Case, counted: Mapping[str, object]) -> dict[str, bytes]:
    """The text that a declaration names as adopted, to lie beside the record."""
    text = case.would_adopt if isinstance(case, Question) and "adopted" in counted else None
    return {text.digest: text.data} if text is not None else {}


def remaining(assembly: Assembly, case: Case, by: Actor, at: int, extra: dict[str, object]) -> list[int]:
    """The options among which this officer's casting vote would choose now; empty where none is due."""
    options = range(1, len(getattr(case, "on_the_paper", ())) + 2)
    found = []
    for option in options:
        try:
            act = declaration(assembly, case, by, at, extra | {"casting": option})
        except OutOfOrder:
            continue
        if act.facts.get("casting") == option:
            found.append(option)
    return found


def _refusal(assembly: Assembly, act: Act, at: int) -> OutOfOrder:
    try:
        rule_on(assembly, act, at)
    except OutOfOrder as refusal:
        return refusal
    return OutOfOrder(
        rule="",
        condition=say("A result is declared when the ballot has closed."),
        fact=say("The ballot has not closed."),
        cure=say("Wait until it closes."),
    )


def _lists(case: Case, at: int) -> tuple[dict[str, object], dict[str, bytes]]:
    """The three lists of a secret ballot, once it has closed; nothing before, nor for an open vote."""
    if case.ballot is None or case.ballot.manner != "secret ballot" or standing(case, at).state != "closed":
        return {}, {}
    ballot = Ballot.objects.get(number=int(case.ballot.id.partition("/")[2]))
    slips = list(ballot.slips.exclude(choice="").values_list("receipt", "choice"))
    voters = list(ballot.marks.filter(voted=True).values_list("code", flat=True))
    facts, papers = secret_lists([choice for _, choice in slips], [receipt for receipt, _ in slips], voters)
    return dict(facts), papers

"""Declaring a result, and what may hang on it: the lot, objections, a recount.

The count is made from the slips by the ground floor, which also holds the entry against it. What is published
of the ballots is what the rulebook says; the whole list is kept shut until the result stands.
"""

import json
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.counting.account import Account
from folkmoot.counting.publishing import Exposure, exposures
from folkmoot.counting.ties import TieNeedsLot
from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_count import accounts_of, contest_of, unopposed_facts
from folkmoot.procedure.electing_result import BLANK, declared_facts
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.papers import digest_of
from folkmoot.site.debate.acts import Signature, note, signature
from folkmoot.site.debate.words import paragraphs
from folkmoot.site.elections.acts.batches import entering_is_over, papers_due
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.acts.telling import tell_result
from folkmoot.site.elections.models import Box, Election
from folkmoot.site.elections.naming import names_on
from folkmoot.site.members import boxes
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.casting import fill_slip
from folkmoot.site.voting.models import new_receipt
from folkmoot.site.voting.papers import plain_paper


@dataclass(frozen=True, slots=True)
class Counted:
    """A count before it is declared: the account, and what each level of publication would show."""

    account: Account
    shown: dict[Any, Exposure]


def count_now(assembly: Assembly, row: Election, at: int, viewer: Person | None = None) -> Counted:
    """Count the slips of a ballot that has closed, for whoever will declare it. Raises `OutOfOrder`, with the
    names that the viewer may read."""
    case = case_in(assembly, row.on)
    if row.ballot is None or standing(case, at).state != "closed":
        raise OutOfOrder(
            rule=case.paragraph_for("election.declare"),
            condition=say("A result is declared when the ballot has closed."),
            fact=say("The ballot has not closed, or the result is declared."),
            cure=say("See where the election stands."),
        )
    lost = papers_lost(row, case, at)
    papers = Counter(map(ranking_in, [*_lines(row), *[BLANK] * lost]))
    try:
        found = accounts_of(assembly, case, papers, at)
    except TieNeedsLot as tie:
        raise needs_lot(row, case, tie, viewer) from None
    return Counted(found[0], dict(exposures(contest_of(assembly, case, papers), *found)))


def _lines(row: Election) -> list[str]:
    assert row.ballot is not None
    return sorted(row.ballot.slips.filter(void=False).exclude(choice="").values_list("choice", flat=True))


def ranking_in(line: str) -> tuple[int, ...]:
    """The ranking that a line of a slip is."""
    return () if line == BLANK else tuple(map(int, line.split(",")))


def needs_lot(
    row: Election, case: ElectionCase, tie: TieNeedsLot, viewer: Person | None = None
) -> OutOfOrder:
    """The refusal of a declaration that a lot must precede, by the names of those who are tied."""
    names = names_on(row, case.paper, viewer)
    return OutOfOrder(
        rule=case.paragraph_for("election.lot"),
        condition=say(
            "Where candidates are equal throughout, the lot that was named at the opening decides."
        ),
        fact=say(
            "These are tied for {over}: {names}.",
            over=tie.over,
            names=", ".join(names[number - 1] for number in tie.among),
        ),
        cure=say("Enter the lot first."),
    )


def _facts(
    assembly: Assembly,
    row: Election,
    case: ElectionCase,
    lines: list[str],
    lists: tuple[list[str], list[str]],
    box: str,
    at: int,
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What a declaration of these ballots states, and its papers. Raises `OutOfOrder`."""
    try:
        return declared_facts(assembly, case, [ranking_in(line) for line in lines], *lists, box, at)
    except TieNeedsLot as tie:
        raise needs_lot(row, case, tie) from None


def declare(
    *,
    number: int,
    by: Person | Office | None,
    at: int,
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Entry:
    """Declare who is elected, by the count or unopposed. Raises `OutOfOrder`."""
    row = Election.objects.select_related("ballot").get(number=number)
    signed = signature(by, row.named_in, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        case = case_in(assembly, row.on)
        if standing(case, at).state == "nominated":
            facts = unopposed_facts(assembly, case, at)
            entry = enter("election.declare", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts)
        else:
            entry = _declare_count(assembly, row, case, signed, at)
        _after(assembly, row, entry, signed, at)
    return entry


def _declare_count(
    assembly: Assembly, row: Election, case: ElectionCase, signed: Signature, at: int
) -> Entry:
    ballot = row.ballot
    if ballot is None or standing(case, at).state != "closed":
        return enter("election.declare", on=row.on, by=signed.actor, at=at, facts=signed.facts)  # refused
    for _paper in range(papers_lost(row, case, at)):
        fill_slip(ballot, BLANK, new_receipt())
    lines, salt = _lines(row), secrets.token_hex(16)
    receipts = list(ballot.slips.filter(void=False).exclude(choice="").values_list("receipt", flat=True))
    voters = list(ballot.marks.filter(voted=True).values_list("code", flat=True))
    box = digest_of("".join(f"{line}\n" for line in (salt, *lines)).encode())
    facts, papers = _facts(assembly, row, case, lines, (receipts, voters), box, at)
    entry = enter(
        "election.declare", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
    )
    content = json.dumps({"salt": salt, "lines": lines}).encode()
    Box.objects.create(election=row, content=boxes.close(content, f"{row.on}/box"))
    ballot.slips.all().delete()
    ballot.marks.all().delete()
    for batch in row.batches.all():
        batch.readings.all().delete()
    ballot.declared = entry.index
    ballot.save(update_fields=["declared"])
    return entry


def _after(assembly: Assembly, row: Election, entry: Entry, signed: Signature, at: int) -> None:
    """The rows and letters that follow from a result."""
    row.declared = entry.index
    row.save(update_fields=["declared"])
    note(entry, signed.person)
    tell_result(assembly, row, entry, at)


def papers_lost(row: Election, case: ElectionCase, at: int) -> int:
    """How many papers from the box nobody has entered in time: each counts as one without a choice, since its
    voter stands on the list. Raises `OutOfOrder` while they can still be entered."""
    due = papers_due(row)
    if due and not entering_is_over(case, at):
        raise OutOfOrder(
            rule=case.paragraph_for("election.batch"),
            condition=say("The result is declared when every paper from the box has been entered."),
            fact=say("{due} papers are still due.", due=due),
            cure=say("Enter them; a paper that is lost is entered as one without a choice."),
        )
    return due


def object_to_result(*, number: int, reasons: str, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Object to a result, with reasons that everybody can read. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, clerk=clerk)
    digest, papers = plain_paper(paragraphs(reasons))
    with pen():
        facts = {"reasons": digest} | signed.facts
        entry = enter("election.object", on=row.on, by=signed.actor, at=at, facts=facts, papers=papers)
        note(entry, by, told=_("Your objection to the result of an election.") if clerk else "")
    return entry


def recount(*, number: int, by: Person | Office | None, at: int, by_passkey: bool = False) -> Entry:
    """Count again what lies in the box, and declare that. Raises `OutOfOrder`."""
    row = Election.objects.select_related("ballot").get(number=number)
    signed = signature(by, row.named_in, by_passkey=by_passkey)
    with pen() as assembly:
        case = case_in(assembly, row.on)
        held = Box.objects.filter(election=row).first()
        if case.result is None or held is None:
            raise OutOfOrder(
                rule=case.paragraph_for("election.recount"),
                condition=say("A poll is recounted from the ballots in the box."),
                fact=say("Nothing is in it."),
                cure=say("Wait until the term has run out; the result then stands."),
            )
        lines = list(json.loads(boxes.look_into(held.content, f"{row.on}/box"))["lines"])
        box = str(case.result.facts["box"])
        facts, papers = _facts(assembly, row, case, lines, _published_lists(case), box, at)
        entry = enter(
            "election.recount", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        _after(assembly, row, entry, signed, at)
    return entry


def _published_lists(case: ElectionCase) -> tuple[list[str], list[str]]:
    """The receipts and the voters that were published with the result."""
    assert case.result is not None
    digests = [str(case.result.facts[key]["digest"]) for key in ("receipts", "voters")]
    receipts, voters = ((reading.paper(digest) or b"").decode().splitlines() for digest in digests)
    return receipts, voters


def enter_lot(
    *, number: int, source: str, by: Person | Office | None, at: int, by_passkey: bool = False
) -> Entry:
    """Enter the lot that was named at the opening: `drand` and its signature, or `dice` and the throw. Raises
    `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, by_passkey=by_passkey)
    with pen():
        facts = {"source": source} | signed.facts
        entry = enter("election.lot", on=row.on, by=signed.actor, at=at, facts=facts)
        note(entry, signed.person)
    return entry

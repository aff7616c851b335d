"""Paper ballots in batches: two clerks read each apart, line by line, and what differs is shown to both."""

import secrets
from dataclasses import dataclass
from itertools import zip_longest

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import last_chance, standing
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.papers import digest_of
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.elections.acts.casting import ballot_of
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.marking import tidy_lines
from folkmoot.site.elections.models import Batch, Election, Reading
from folkmoot.site.elections.paragraphs import paragraph_for
from folkmoot.site.members.models import Office
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.casting import fill_slip
from folkmoot.site.voting.models import SecretBallot, VoterMark, new_receipt


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper that two clerks read otherwise: its place in the batch from 1, and what each read; None where
    one has no such line."""

    place: int
    mine: str | None
    other: str | None


def begin_batch(*, row: Election) -> Batch:
    """A batch to be entered: the next number; one that is not entered yet is taken up again."""
    with pen():
        last = row.batches.order_by("-number").first()
        if last is not None and last.entry is None:
            return last
        return Batch.objects.create(election=row, number=last.number + 1 if last else 1)


def keep_reading(*, batch: Batch, clerk: Office, text: str, finished: bool) -> Reading:
    """Keep what a clerk has read so far; `finished` lets it be compared. Raises `OutOfOrder`.

    Lines are kept as typed where they cannot be read, so that nothing is lost.
    """
    lines = tidy_lines(text)
    with pen():
        mine = Reading.objects.filter(batch=batch, clerk=clerk.code).first()
        if mine is None and batch.readings.count() >= CLERKS:
            raise OutOfOrder(
                rule=paragraph_for(batch.election.on, "election.batch"),
                condition=say("Two clerks read a batch, each without seeing what the other read."),
                fact=say("Two others are at it."),
                cure=say("Take the next batch."),
            )
        made, _new = Reading.objects.update_or_create(
            batch=batch, clerk=clerk.code, defaults={"lines": "\n".join(lines), "finished": finished}
        )
    return made


CLERKS = 2


def differences(batch: Batch, clerk: str) -> list[Difference] | None:
    """Where two finished readings differ, as one of the clerks sees it; None while one is not finished."""
    found = list(batch.readings.all())
    if len(found) < CLERKS or not all(each.finished for each in found):
        return None
    mine, other = sorted(found, key=lambda each: each.clerk != clerk)
    pairs = zip_longest(mine.lines.splitlines(), other.lines.splitlines())
    return [Difference(place, a, b) for place, (a, b) in enumerate(pairs, start=1) if a != b]


def enter_batch(*, row: Election, batch: Batch, by: Office, at: int, by_passkey: bool = False) -> Entry:
    """Enter a batch that both clerks have read alike: each paper takes a slip. Raises `OutOfOrder`."""
    signed = signature(by, row.on, by_passkey=by_passkey)
    with pen() as assembly:
        case_in(assembly, row.on)
        found = list(batch.readings.all())
        if batch.entry is not None or differences(batch, by.code) != []:
            raise _not_alike(row)
        lines = found[0].lines.splitlines()
        ballot = ballot_of(row)
        _require_as_many(row, len(lines))
        salt = secrets.token_hex(16)
        data = "".join(f"{line}\n" for line in (salt, *lines)).encode()
        facts = {
            "batch": batch.number,
            "count": len(lines),
            "digest": digest_of(data),
            "clerks": sorted(each.clerk for each in found),
        }
        entry = enter("election.batch", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts)
        for line in lines:
            fill_slip(ballot, line, new_receipt())
        batch.entry = entry.index
        batch.save(update_fields=["entry"])
        note(entry, signed.person)
    return entry


def papers_due(row: Election) -> int:
    """How many papers from the box are still to be entered: voters ticked, less slips used."""
    ticked = VoterMark.objects.filter(ballot=row.ballot, voted=True).count()
    used = SecretBallot.objects.filter(ballot=row.ballot, void=False).exclude(choice="").count()
    return ticked - used


def entering_is_over(case: ElectionCase, at: int) -> bool:
    """Whether the time in which papers from the box are entered has run out."""
    end, power = last_chance(case, "election.batch", standing(case, at).events)
    return power is None or (end is not None and end < at)


def _require_as_many(row: Election, lines: int) -> None:
    due = papers_due(row)
    if lines > due:
        raise OutOfOrder(
            rule=paragraph_for(row.on, "election.batch"),
            condition=say("There are as many papers in the box as members were ticked off for one."),
            fact=say("{lines} are to be entered; {due} are due.", lines=lines, due=due),
            cure=say("Count the papers and the ticks again."),
        )


def _not_alike(row: Election) -> OutOfOrder:
    return OutOfOrder(
        rule=paragraph_for(row.on, "election.batch"),
        condition=say("A batch is entered when two clerks have read every paper alike."),
        fact=say("They differ, or one has not finished, or it has been entered."),
        cure=say("Look at the papers that differ again, both of you."),
    )

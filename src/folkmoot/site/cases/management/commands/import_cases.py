"""For a host and the case officer together: past cases from a table, tried first, then taken row by row."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.cases import importing
from folkmoot.site.cases.acts.importing import against_the_record, take
from folkmoot.site.members import clock
from folkmoot.site.record import reading


class Command(BaseCommand):
    help = "Try a table of past exclusions (CSV) and list every fault; with --enter, take its rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--enter", action="store_true", help="enter reviews, and invite the others")
        which.add_argument("--invite-only", action="store_true", help="write to all that a review is open")

    def handle(self, file: Path, enter: bool, invite_only: bool, **options: object) -> None:
        at = clock.read()
        if not reading.assembly().size:
            raise CommandError("nothing has been founded here yet")
        try:
            data = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}") from None
        today = reading.assembly().book_at(at).calendar.local_date(at)
        table = importing.read(data, today)
        faults = [*table.faults, *against_the_record(table.rows, at)]
        for each in sorted(faults, key=lambda fault: fault.row):
            place = f"row {each.row}" + (f", {each.column}" if each.column else "")
            self.stdout.write(f"{place}: {each.words}")
        if faults:
            raise CommandError(
                f"{len(faults)} faults; nothing was entered\nmend them in the table, and try again"
            )
        if not (enter or invite_only):
            asked = sum(row.asked for row in table.rows)
            self.stdout.write(
                f"{asked} reviews to enter, {len(table.rows) - asked} people to invite; no faults"
            )
            self.stdout.write("nothing was entered; run it again with --enter")
            return
        self._take(table, at, invite_only)

    def _take(self, table: importing.Table, at: int, invite_only: bool) -> None:
        done: Counter[str] = Counter()
        for number, each in enumerate(take(table.rows, at, only_invite=invite_only), 1):
            done[each.what] += 1
            self.stdout.write(f"{number} of {len(table.rows)}: row {each.row} {each.what}, {each.words}")
        said = ", ".join(f"{number} {what}" for what, number in sorted(done.items()))
        if done["refused"]:
            raise CommandError(f"{said}\nthe others stand; mend the rows that were refused, and run it again")
        self.stdout.write(said)

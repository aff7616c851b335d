"""For the host: a backup holds no wrapping key, so a copy belongs on something that is kept apart."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.evidence import keys
from folkmoot.site.record.keys import BadKeys


class Command(BaseCommand):
    help = "Write the wrapping key of the cases to a file, replacing the last copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", type=Path)

    def handle(self, to: Path, **options: object) -> None:
        try:
            self.stdout.write(f"copied generation {keys.copy_wrapping_key(to)} to {to}; keep no older copy")
        except (BadKeys, OSError) as fault:
            raise CommandError(str(fault)) from None

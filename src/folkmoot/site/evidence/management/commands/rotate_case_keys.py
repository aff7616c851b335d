"""For the host, once a month: what has been erased since then opens in no backup any more."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.evidence import keys
from folkmoot.site.evidence.wrapping import Locked
from folkmoot.site.record.keys import BadBox, BadKeys


class Command(BaseCommand):
    help = "Wrap the keys of all cases under a new wrapping key, and destroy the old one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--copy-to", type=Path, help="then write the new wrapping key to this file")

    def handle(self, copy_to: Path | None, **options: object) -> None:
        try:
            for step in keys.rotation():
                self.stdout.write(step)
            if copy_to is not None:
                self.stdout.write(f"copied generation {keys.copy_wrapping_key(copy_to)} to {copy_to}")
        except (Locked, BadBox, BadKeys, OSError) as fault:
            raise CommandError(f"{fault}; no key has been lost") from None

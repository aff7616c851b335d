"""For an officer who has lost every passkey: the host, who knows them in person, lets them begin anew."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.members.models import Person


class Command(BaseCommand):
    help = "Forget all passkeys of one member, named by the code name of the membership (on the page You)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("membership")

    def handle(self, membership: str, **options: object) -> None:
        person = Person.objects.members().filter(membership=membership.strip().lower()).first()
        if person is None:
            raise CommandError("no member has this membership")
        number, _ = person.passkeys.all().delete()
        self.stdout.write(f"{number} passkeys forgotten; the member can sign in by code and make another")

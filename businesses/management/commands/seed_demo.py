"""Make the demo accounts and their sessions."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from businesses.demo.seed import PASSWORD, PEOPLE, seed
from reference.models import Country, Sector


class Command(BaseCommand):
    """`manage.py seed_demo`, which can be run again; not for production, as the password is public."""

    help = (
        "Make the demo accounts with sessions at different stages, in French and English. Safe to run again. "
        "Their password is public, so this refuses where DEBUG is off unless --force is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--force`."""
        parser.add_argument("--force", action="store_true", help="make them although DEBUG is off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; write the progress to standard error and the accounts to standard output."""
        if not (settings.DEBUG or options["force"]):
            raise CommandError(
                "Refused: DEBUG is off and demo accounts have a public password. Give --force if you mean it."
            )
        if not (Country.objects.exists() and Sector.objects.exists()):
            raise CommandError("The code lists are empty. Run load_reference first.")
        seed(lambda made: self.stderr.write(f"  made: {made}"))
        self.stdout.write(f"Demo accounts (password of all: {PASSWORD})")
        for person in PEOPLE.values():
            note = "staff, opens the admin" if person.staff else f"a person coached in {person.language}"
            self.stdout.write(f"  {person.email:<20}  {note}")

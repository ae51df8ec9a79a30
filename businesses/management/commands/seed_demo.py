"""Make the demo accounts and their sessions."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from businesses.demo.seed import password, people, seed
from reference.models import Country, Sector


class Command(BaseCommand):
    """`manage.py seed_demo`: safe to run again; the password is public, so not where people work."""

    help = (
        "Make the demo accounts with sessions at different stages, in French and English. Safe to run again. "
        "Their password is public, so this refuses where DEBUG is off unless --force is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the way around the refusal."""
        parser.add_argument("--force", action="store_true", help="make them although DEBUG is off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, tell progress on standard error and the accounts on standard output."""
        if not (settings.DEBUG or options["force"]):
            raise CommandError(
                "Refused: DEBUG is off and demo accounts have a public password. Give --force if you mean it."
            )
        if not (Country.objects.exists() and Sector.objects.exists()):
            raise CommandError("The code lists are empty. Run load_reference first.")
        seed(lambda made: self.stderr.write(f"  made: {made}"))
        self.stdout.write(f"Demo accounts (password of all: {password()})")
        for person in people():
            note = "staff, opens the admin" if person.staff else f"a person coached in {person.language}"
            self.stdout.write(f"  {person.email:<20}  {note}")

"""The command that loads countries, currencies, languages, time zones and sectors."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from reference.services import load_reference


class Command(BaseCommand):
    """Load the code lists; codes are deprecated, never deleted."""

    help = "Load countries, currencies, languages, time zones and sectors. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the lists and print how many codes each has."""
        with translation.override("en"):  # commands speak English
            loaded = load_reference()
        for name, written, deprecated in loaded:
            self.stdout.write(f"  {name}: {written}" + (f", {deprecated} deprecated" if deprecated else ""))
        self.stdout.write(self.style.SUCCESS("Reference data loaded."))

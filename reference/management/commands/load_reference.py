"""Load countries, currencies, languages, time zones and sectors."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from reference.services import load_reference


class Command(BaseCommand):
    """`manage.py load_reference`: safe to run again; codes are deprecated, never deleted."""

    help = "Load countries, currencies, languages, time zones and sectors. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each list and say how many codes it has."""
        with translation.override("en"):  # commands speak English
            load_reference(self._report)
        self.stdout.write(self.style.SUCCESS("Reference data loaded."))

    def _report(self, name: str, written: int, dropped: int) -> None:
        note = f", {dropped} deprecated" if dropped else ""
        self.stdout.write(f"  {name}: {written}{note}")

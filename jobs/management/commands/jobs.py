"""Say how the background work stands."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobs.status import standing


class Command(BaseCommand):
    """`manage.py jobs`: for people who look, and for monitoring that asks every minute."""

    help = (
        "Say how many jobs wait and how long the first of them has waited, how many are under way or failed, "
        "and how many workers live. With --max-wait it ends with 1 when a job waits for longer than that, "
        "which is when workers are dead or too few."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the limit and the form of the answer."""
        parser.add_argument("--max-wait", type=int, metavar="SECONDS", help="longest wait that is all right")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the counts; fail when the limit is passed."""
        now = standing()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(now)))
        else:
            said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(now).items())
            self.stdout.write(f"{said} (wait in seconds)")
        limit = options["max_wait"]
        if limit is not None and now.longest_wait > limit:
            raise CommandError(f"A job has waited for {now.longest_wait} s; {now.workers} workers live.")

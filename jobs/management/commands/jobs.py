"""Print the counts of background jobs."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobs.status import job_counts


class Command(BaseCommand):
    """`manage.py jobs`: for people and for monitoring."""

    help = (
        "Say how many jobs wait and how long the first of them has waited, how many are under way or failed, "
        "and how many workers live. With --max-wait it ends with 1 when a job waits for longer than that, "
        "which is when workers are dead or too few."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare limit and format."""
        parser.add_argument("--max-wait", type=int, metavar="SECONDS", help="longest wait that is all right")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the counts; raise CommandError when a job has waited for longer than `--max-wait`."""
        counts = job_counts()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(counts)))
        else:
            text = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(counts).items())
            self.stdout.write(f"{text} (wait in seconds)")
        limit = options["max_wait"]
        if limit is not None and counts.longest_wait > limit:
            raise CommandError(
                f"A job has waited for {counts.longest_wait} s; {counts.workers} workers live."
            )

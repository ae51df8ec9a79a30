"""Print the counts of background jobs."""

import json
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jobs.worker import SILENT_SECONDS

#: `longest_wait` is that of the jobs that could begin now; `failed` counts those not yet deleted.
_SQL: Final = """
SELECT count(*) FILTER (WHERE is_due) AS waiting,
       COALESCE(EXTRACT(epoch FROM now() - min(since) FILTER (WHERE is_due)), 0) AS longest_wait,
       count(*) FILTER (WHERE status = 'doing') AS under_way,
       count(*) FILTER (WHERE status = 'failed') AS failed,
       (SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - make_interval(secs => %s)) AS workers
FROM (
    SELECT status, status = 'todo' AND COALESCE(scheduled_at, now()) <= now() AS is_due,
           COALESCE(scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = job.id)) AS since
    FROM procrastinate_jobs job WHERE status IN ('todo', 'doing', 'failed')
) AS job
"""


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
            self.stdout.write(json.dumps(counts))
        else:
            text = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counts.items())
            self.stdout.write(f"{text} (wait in seconds)")
        wait, limit = counts["longest_wait"], options["max_wait"]
        if limit is not None and wait > limit:
            raise CommandError(f"A job has waited for {wait} s; {counts['workers']} workers live.")


def job_counts() -> dict[str, int]:
    """Return the counts by name, and the longest wait in seconds (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [SILENT_SECONDS])
        names = [column.name for column in cursor.description]
        return {name: int(value) for name, value in zip(names, cursor.fetchone(), strict=True)}

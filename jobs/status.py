"""Counts of background jobs and workers, for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection

from jobs.worker import SILENT_SECONDS

_SQL: Final = """
SELECT count(*) FILTER (WHERE is_due),
       COALESCE(EXTRACT(epoch FROM now() - min(since) FILTER (WHERE is_due)), 0),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       (SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - make_interval(secs => %s))
FROM (
    SELECT status, status = 'todo' AND COALESCE(scheduled_at, now()) <= now() AS is_due,
           COALESCE(scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = job.id)) AS since
    FROM procrastinate_jobs job WHERE status IN ('todo', 'doing', 'failed')
) AS job
"""


@dataclass(frozen=True)
class JobCounts:
    """Jobs by status, and live workers; `longest_wait` is that of the jobs that could begin now, in seconds.

    `failed` counts the jobs that are not yet deleted, see `jobs.delete_old`.
    """

    waiting: int
    longest_wait: int
    under_way: int
    failed: int
    workers: int


def job_counts() -> JobCounts:
    """Return the counts (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [SILENT_SECONDS])
        waiting, wait, under_way, failed, workers = cursor.fetchone()
    return JobCounts(waiting, int(wait), under_way, failed, workers)

"""Jobs that maintain the queue."""

from __future__ import annotations

from typing import Final

from procrastinate import JobContext
from procrastinate.contrib.django import app

#: The queue of maintenance jobs, which run every minute; they are deleted after an hour.
UPKEEP: Final = "upkeep"
#: The hours after which other finished jobs are deleted.
RETENTION_HOURS: Final = 7 * 24


@app.periodic(cron="0 * * * *")
@app.task(name="jobs.delete_old", queue=UPKEEP, queueing_lock="jobs.delete_old", pass_context=True)
async def delete_old(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs after their retention time."""
    for hours, queue in ((RETENTION_HOURS, None), (1, UPKEEP)):
        await context.app.job_manager.delete_old_jobs(
            hours, queue=queue, include_failed=True, include_cancelled=True, include_aborted=True
        )

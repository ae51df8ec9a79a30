"""Background jobs about background jobs."""

from __future__ import annotations

from typing import Final

from procrastinate import JobContext
from procrastinate.contrib.django import app

#: The queue of jobs that look after others; every minute has some, so they are kept for an hour only.
UPKEEP: Final = "upkeep"
#: How many hours a job is kept once it ended, for the support staff to look at.
KEPT_HOURS: Final = 7 * 24


@app.periodic(cron="0 * * * *")
@app.task(name="jobs.delete_old", queue=UPKEEP, queueing_lock="jobs.delete_old", pass_context=True)
async def delete_old(context: JobContext, timestamp: int) -> None:
    """Delete jobs that ended long ago."""
    for hours, queue in ((KEPT_HOURS, None), (1, UPKEEP)):
        await context.app.job_manager.delete_old_jobs(
            hours, queue=queue, include_failed=True, include_cancelled=True, include_aborted=True
        )

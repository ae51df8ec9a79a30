"""Jobs that maintain the queue."""

from typing import Final

from procrastinate import JobContext
from procrastinate.contrib.django import app

#: The queue of maintenance jobs, most of which run every minute. They have no queueing lock: the library
#: recognizes a taken one by a detail of PostgreSQL's error that row-level security hides.
UPKEEP: Final = "upkeep"


@app.periodic(cron="0 * * * *")
@app.task(name="jobs.delete_old", queue=UPKEEP, pass_context=True)
async def delete_old(context: JobContext, timestamp: int) -> None:
    """Delete jobs a week after they ended, maintenance jobs after an hour."""
    for hours, queue in ((7 * 24, None), (1, UPKEEP)):
        await context.app.job_manager.delete_old_jobs(
            hours, queue=queue, include_failed=True, include_cancelled=True, include_aborted=True
        )

"""Background jobs of briefs: thin shells over services, safe to run twice."""

from __future__ import annotations

import uuid
from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from businesses import runs

#: A worker says every ten seconds that it lives; the jobs of one silent for this long go to others.
SILENT_SECONDS: Final = 30


@app.task(name=runs.JOB, queue="agents", retry=RetryStrategy(max_attempts=2 * runs.MOST_ATTEMPTS, wait=1))
def run_agent(run_id: str) -> None:
    """Do one run of a sub-agent."""
    runs.work(uuid.UUID(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="businesses.rescue", queueing_lock="businesses.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Hand the jobs of dead workers to living ones, once a minute."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)

"""Background jobs of briefs: thin shells over services, safe to run twice."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from briefs import emails as mails
from briefs.services import notifications as wishes
from briefs.services import runs
from jobs.jobs import UPKEEP

#: Seconds; a run counts its own attempts, so a job is tried again as long as the run says so.
_AGAIN = RetryStrategy(wait=1)


@app.task(name=runs.JOB, queue="agents", retry=_AGAIN)
def run_agent(run_id: str) -> None:
    """Do one run of a sub-agent."""
    runs.work(uuid.UUID(run_id))


@app.task(name=wishes.MAIL_JOB, queue="mails", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_when_done(brief_id: str, user_id: str) -> None:
    """Tell a person that the agents of a brief are done."""
    mails.send_agents_done(uuid.UUID(brief_id), uuid.UUID(user_id))


@app.periodic(cron="* * * * *")
@app.task(name="briefs.enqueue_lost", queue=UPKEEP, queueing_lock="briefs.enqueue_lost")
def enqueue_lost(timestamp: int) -> None:
    """Give runs whose job is gone a new one."""
    runs.enqueue_lost()

"""Background jobs of briefs: thin shells over services, safe to run twice."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from briefs import emails
from briefs.services import runs
from jobs.jobs import UPKEEP


@app.task(name=runs.JOB, queue="agents", retry=RetryStrategy(wait=1))
def run_agent(run_id: str) -> None:
    """Do one run of an agent; the run counts its attempts and ends them."""
    runs.work(uuid.UUID(run_id))


@app.task(name=emails.MAIL_JOB, queue="mails", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_when_done(brief_id: str, user_id: str) -> None:
    """Send the e-mail that the agents of a brief are done."""
    emails.send_agents_done(uuid.UUID(brief_id), uuid.UUID(user_id))


@app.periodic(cron="* * * * *")
@app.task(name="briefs.enqueue_lost", queue=UPKEEP)
def enqueue_lost(timestamp: int) -> None:
    """Enqueue open runs that have lost their job."""
    runs.enqueue_lost()

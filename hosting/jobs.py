"""Background jobs of the hosting partner: thin shells over services, safe to run twice."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hosting import services
from jobs.jobs import UPKEEP


@app.task(
    name=services.JOB,
    queue="partners",
    retry=RetryStrategy(max_attempts=2 * services.MOST_ATTEMPTS, exponential_wait=5),
)
def place_website(website_id: str) -> None:
    """Publish an ordered website."""
    services.place(uuid.UUID(website_id))


@app.periodic(cron="* * * * *")
@app.task(name="hosting.enqueue_lost", queue=UPKEEP)
def enqueue_lost(timestamp: int) -> None:
    """Enqueue orders that have lost their job."""
    services.enqueue_lost()

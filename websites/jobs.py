"""Background jobs of sites. Each calls one service and is safe to run twice."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from websites.messages import services


@app.task(name=services.JOB, queue="mails", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def notify_owner(message_id: str) -> None:
    """Mail a visitor’s message to the owner of the site."""
    services.notify_owner(uuid.UUID(message_id))

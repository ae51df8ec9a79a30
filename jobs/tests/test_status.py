"""`manage.py jobs` says how the background work stands, and fails when jobs wait for too long."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from briefs.services import runs
from briefs.tests.factories import BusinessBriefFactory

pytestmark = pytest.mark.django_db


def told(**options: Any) -> dict[str, int]:
    said = io.StringIO()
    call_command("jobs", json=True, stdout=said, **options)
    answer: dict[str, int] = json.loads(said.getvalue())
    return answer


@pytest.fixture
def waiting(owner: User) -> int:
    """Give as many jobs as wait for an hour now."""
    runs.queue(by=owner, brief=BusinessBriefFactory.create(coaching_session__user=owner))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour'")
    return 3


def test_jobs_that_wait_are_counted_with_the_longest_wait(waiting: int) -> None:
    answer = told(max_wait=3700)
    assert (answer["waiting"], answer["longest_wait"]) == (waiting, 3600)


def test_a_job_that_waits_for_too_long_fails_the_command(waiting: int) -> None:
    with pytest.raises(CommandError, match="waited for 3600 s"):
        told(max_wait=3599)


def test_a_job_that_is_to_be_done_later_does_not_wait(waiting: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
    assert (told(max_wait=0)["waiting"], told()["longest_wait"]) == (0, 0)


def test_workers_that_are_silent_are_not_counted() -> None:
    before = told()["workers"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), ('-infinity')")
    assert told()["workers"] == before + 1


def test_people_read_a_line(waiting: int) -> None:
    said = io.StringIO()
    call_command("jobs", stdout=said)
    assert f"waiting {waiting}, longest wait 3600" in said.getvalue()

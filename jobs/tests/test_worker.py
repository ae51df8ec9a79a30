"""Workers do what is queued, take over what dead ones left, and say little."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from briefs import emails, jobs
from briefs.models import AgentRun, BusinessBrief
from briefs.services import runs
from briefs.tests.agents import Crew, broken, crew
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.test_runs import queue, statuses
from coaching.models import CoachingSession, SessionStatus
from config.tests.workers import environment
from jobs import worker
from jobs.jobs import delete_old

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["crew"]


@pytest.fixture
def brief() -> BusinessBrief:
    """Give a brief whose session has just been finished."""
    made: BusinessBrief = BusinessBriefFactory.create(
        coaching_session__status=SessionStatus.COACHING_COMPLETE
    )
    return made


def work(**options: Any) -> str:
    """Work off what is queued, as `manage.py worker --once` does, and return what was said."""
    said = io.StringIO()
    call_command("worker", once=True, stderr=said, **options)
    return said.getvalue()


def left_by_a_silent_worker() -> None:
    """Let all queued jobs stand as a silent worker's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2026-01-01') RETURNING id"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE status = 'todo'",
            cursor.fetchone(),
        )


def test_a_worker_does_all_agents_also_those_that_wait(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    assert work() == ""
    assert set(statuses(brief).values()) == {"succeeded"}
    assert CoachingSession.objects.get().status == SessionStatus.BRIEF_READY
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


def test_two_jobs_side_by_side_do_each_run_once(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    work(concurrency=2)
    assert set(AgentRun.objects.values_list("status", "attempts")) == {("succeeded", 1)}


def test_a_failing_agent_is_tried_three_times_and_its_jobs_end(crew: Crew, brief: BusinessBrief) -> None:
    crew.does["logo"] = broken
    queue(brief)
    work()
    assert (AgentRun.objects.get(agent="logo").status, statuses(brief)["seo"]) == ("failed", "succeeded")
    assert AgentRun.objects.get(agent="logo").attempts == runs.MOST_ATTEMPTS
    assert not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists()


def test_the_job_of_a_silent_worker_is_done_by_another(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief, "logo")
    AgentRun.objects.update(status="running", attempts=1, started_at=timezone.now())
    left_by_a_silent_worker()
    work()
    assert (statuses(brief), AgentRun.objects.get().attempts) == ({"logo": "succeeded"}, 2)


def test_two_workers_that_see_a_left_job_queue_it_once(crew: Crew, brief: BusinessBrief) -> None:
    async def both() -> None:
        async with worker._open_app() as one, worker._open_app() as other:
            await asyncio.gather(worker.requeue_stalled(one), worker.requeue_stalled(other))

    [run] = queue(brief, "logo")
    left_by_a_silent_worker()
    asyncio.run(both())
    job = ProcrastinateJob.objects.get(lock=f"run:{run.pk}")
    assert (job.status, job.attempts) == ("todo", 1)


def test_a_left_periodic_job_holds_up_no_other(crew: Crew, brief: BusinessBrief) -> None:
    async def look() -> None:
        async with worker._open_app() as here:
            await worker.requeue_stalled(here)

    left = jobs.enqueue_lost.configure().defer(timestamp=0)
    [run] = queue(brief, "logo")
    left_by_a_silent_worker()
    waiting = jobs.enqueue_lost.configure().defer(timestamp=60)  # the next minute's
    asyncio.run(look())
    assert ProcrastinateJob.objects.get(lock=f"run:{run.pk}").status == "todo"
    assert ProcrastinateJob.objects.filter(pk__in=[left, waiting], status="todo").count() == 2


def test_periodic_jobs_are_enqueued_while_earlier_ones_wait() -> None:
    tasks = [periodic.task for periodic in app.periodic_registry.periodic_tasks.values()]
    numbers = [task.defer(timestamp=minute) for task in tasks for minute in (0, 60)]
    work()
    done = ProcrastinateJob.objects.filter(pk__in=numbers).values_list("status", flat=True)
    assert list(done) == ["succeeded"] * 6


def test_a_job_whose_end_could_not_be_written_is_queued_again(crew: Crew, brief: BusinessBrief) -> None:
    async def looks() -> list[set[int]]:
        async with worker._open_app() as here:
            number = await here.job_manager.register_worker()
            await here.job_manager.fetch_job(queues=None, worker_id=number)
            first = await worker.requeue_own(here, number, set(), set())
            return [first, await worker.requeue_own(here, number, set(), first)]

    queue(brief, "logo")
    [[job], nothing] = asyncio.run(looks())
    assert not nothing
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


def test_a_job_that_is_under_way_is_left_to_its_worker(crew: Crew, brief: BusinessBrief) -> None:
    async def looks() -> tuple[int | None, set[int]]:
        async with worker._open_app() as here:
            number = await here.job_manager.register_worker()
            job = await here.job_manager.fetch_job(queues=None, worker_id=number)
            assert job
            mine = {job.id or 0}
            return job.id, await worker.requeue_own(here, number, mine, mine)

    queue(brief, "logo")
    number, lost = asyncio.run(looks())
    assert lost == set()
    assert ProcrastinateJob.objects.get(pk=number).status == "doing"
    ProcrastinateJob.objects.filter(pk=number).update(status="succeeded")


def test_a_worker_gives_a_run_without_a_job_a_new_one_and_deletes_old_jobs(
    crew: Crew, brief: BusinessBrief
) -> None:
    [run] = queue(brief, "logo")
    old = ProcrastinateJob.objects.filter(lock=f"run:{run.pk}")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers")  # of this minute, by another test
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [old.get().pk])
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '8 days'")
    gone = old.get().pk
    AgentRun.objects.update(queued_at=timezone.now() - 2 * runs.LOST_AFTER)
    asyncio.run(delete_old_now())
    work()
    assert statuses(brief) == {"logo": "succeeded"}
    assert not ProcrastinateJob.objects.filter(pk=gone).exists()


async def delete_old_now() -> None:
    """Enqueue what a worker enqueues every hour."""
    async with worker._open_app() as here:
        await here.configure_task(delete_old.name).defer_async(timestamp=0)


def test_a_job_whose_brief_is_gone_ends_well(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    AgentRun.objects.all().delete()
    work()
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


@pytest.mark.parametrize("number", ["0", "-1", "two", ""])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(number: str) -> None:
    with pytest.raises(CommandError, match="concurrency"):
        call_command("worker", f"--concurrency={number}")


def test_a_worker_stops_calmly_when_told_to() -> None:
    started = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=settings.BASE_DIR,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stderr
    assert "is ready" in started.stderr.readline()
    started.terminate()
    assert "has stopped" in started.communicate(timeout=20)[1]
    assert started.returncode == 0


def test_a_job_is_known_by_the_name_that_it_is_enqueued_by() -> None:
    assert (jobs.run_agent.name, jobs.mail_when_done.name) == (runs.JOB, emails.MAIL_JOB)

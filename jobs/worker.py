"""The worker: does queued jobs until it is told to stop, and outlives a restart of the database.

Jobs find the rows of every organization: a thread that serves no request sees as the system. What a job
enqueues goes through Django's own connection, so that it is part of the job's transaction; only the worker's
own bookkeeping uses the pool made here.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg
from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.middleware import AsyncCallNext, WorkerMiddleware
from procrastinate.worker import Worker

#: Between two looks for new jobs; a notification of the database is usually faster.
POLL_SECONDS: Final = 1.0
#: A worker says this often that it lives; the jobs of one silent for longer than SILENT_SECONDS go to others.
BEAT_SECONDS: Final = 4.0
SILENT_SECONDS: Final = 15.0
#: How long a worker that lost its database may take to end.
LETTING_GO_SECONDS: Final = 5.0
#: So that a cut line is noticed too, within half a minute.
_KEEPALIVE: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
#: Between two looks for jobs of dead workers.
TEND_SECONDS: Final = 3.0
#: The lock of who looks for them.
_RESCUE: Final = 7_305_771_902
#: Waits before asking a lost database again: doubled from the first to the longest.
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
ANSWER_SECONDS: Final = 5
_LOST: Final = (ConnectorException, psycopg.Error, OSError)

log = logging.getLogger(__name__)


@dataclass
class Shift:
    """How a worker works: `at_once` jobs side by side; `once` ends it when nothing is queued any more.

    `say` is told what people should know, `greeting` first, once the database is there.
    """

    at_once: int
    once: bool
    say: Callable[[str], None]
    greeting: str = ""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    #: The worker's row of its last connection, whose jobs nobody else may wait for when it is back.
    former: int | None = None
    #: Seconds until the database is asked again; 0 while it answers.
    wait: float = 0


def work(*, at_once: int, once: bool, say: Callable[[str], None], greeting: str = "") -> None:
    """Do jobs until SIGTERM or Ctrl-C, finishing those under way; for the arguments see Shift."""
    _keep_calm()
    asyncio.run(_work(Shift(at_once, once, say, greeting)))


def _keep_calm() -> None:
    """A lost database is told in one line, by us: drop the libraries' own tracebacks of it."""

    def is_news(record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], _LOST))

    for handler in logging.getLogger().handlers:
        handler.addFilter(is_news)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


async def _work(shift: Shift) -> None:
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, shift.stop.set)
    while not shift.stop.is_set():
        try:
            is_work_left = await _serve(shift)
            if shift.once and not is_work_left:
                return
        except _LOST as problem:
            _tell_once(shift, problem)
        shift.wait = min(max(2 * shift.wait, FIRST_WAIT), LONGEST_WAIT)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(shift.stop.wait(), shift.wait)


def _tell_once(shift: Shift, problem: Exception) -> None:
    """Say that the database is away: when it is lost, not at each try."""
    if shift.wait <= FIRST_WAIT and not shift.stop.is_set():
        reason = " ".join(str(problem).split()) or type(problem).__name__
        shift.say(f"The worker waits for the database: {reason}")


async def _serve(shift: Shift) -> bool:
    """Work until told to stop, or once; return whether work is left. Raises one of _LOST if it is lost."""
    async with _opened() as here:
        if shift.former is not None:
            await here.job_manager.unregister_worker(shift.former)
        under_way: set[int] = set()
        worker = _worker(here, shift, under_way)
        if shift.wait > FIRST_WAIT:
            shift.say("The database is back: the worker goes on.")
        if shift.greeting:
            shift.say(shift.greeting)
            shift.greeting = ""
        shift.wait = 0
        others = [
            asyncio.create_task(_tend(here, worker, under_way)),
            asyncio.create_task(_stop(worker, shift.stop)),
        ]
        try:
            await _while_there(worker)
        finally:
            shift.former = worker.worker_id
            for task in others:
                task.cancel()
        return shift.once and await _is_work_left(here)


async def _while_there(worker: Worker) -> None:
    """Run the worker to its end; a lost database ends it too, as it may not notice by itself, or hang then.

    Jobs under way fail by themselves, or find in the end that somebody else has claimed their run.
    """
    work, watch = asyncio.create_task(worker.run()), asyncio.create_task(_watch())
    try:
        await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        for _ in range(2):  # the first time it is asked to stop, the second time it is made to
            if not work.done():
                work.cancel()
                await asyncio.wait({work}, timeout=LETTING_GO_SECONDS)
        if watch.done():
            await watch
        await work
    finally:
        watch.cancel()


async def _watch() -> None:
    """Hold a connection that does nothing else, to hear at once, by an OperationalError, that it is lost."""
    params = {**connector_params(), "connect_timeout": ANSWER_SECONDS, **_KEEPALIVE}
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as line:
        async for _ in line.notifies():
            pass


@contextlib.asynccontextmanager
async def _opened() -> AsyncIterator[App]:
    """Give the jobs' app with a pool of its own; raises OperationalError at once when nobody answers."""
    params = {**connector_params(), "connect_timeout": ANSWER_SECONDS}
    await (await psycopg.AsyncConnection.connect(**params)).close()
    connector = PsycopgConnector(kwargs=params, min_size=1, max_size=4, timeout=ANSWER_SECONDS)
    async with app.with_connector(connector).open_async() as here:  # the tasks go on enqueueing through `app`
        try:
            yield here
        finally:  # periodic tasks are enqueued through Django's connection, which may be a lost one now
            await sync_to_async(connections.close_all)()


def _worker(here: App, shift: Shift, under_way: set[int]) -> Worker:
    options: dict[str, Any] = {
        **here.worker_defaults,  # they close Django's connection after each job
        "concurrency": shift.at_once,
        "wait": not shift.once,
        "fetch_job_polling_interval": POLL_SECONDS,
        "update_heartbeat_interval": BEAT_SECONDS,
        "stalled_worker_timeout": SILENT_SECONDS,
        "install_signal_handlers": False,
        "worker_middleware": [_noting(under_way)],
    }
    return Worker(app=here, **options)


def _noting(under_way: set[int]) -> WorkerMiddleware:
    """Return what holds a job's number in `under_way` while the job is done."""

    async def note(do: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
        number = context.job.id or 0
        under_way.add(number)
        try:
            return await do()
        finally:
            under_way.discard(number)

    return note


async def _stop(worker: Worker, stop: asyncio.Event) -> None:
    await stop.wait()
    worker.stop()


async def _tend(here: App, worker: Worker, under_way: set[int]) -> None:
    """Hand the jobs of dead workers on, and this worker's own when their end could not be written."""
    left = set[int]()
    while True:
        with contextlib.suppress(*_LOST):  # the worker tells of a lost database
            await rescue(here)
            left = await release(here, worker.worker_id, under_way, left)
        await asyncio.sleep(TEND_SECONDS)


async def rescue(here: App) -> None:
    """Queue the jobs of workers that are silent or gone again.

    One worker at a time looks: of two that saw the same job, the second would take it from whom it went to.
    """
    assert isinstance(here.connector, PsycopgConnector)  # noqa: S101  # narrows the type, see _opened
    async with here.connector.pool.connection() as line, line.transaction():
        await line.execute("SELECT pg_advisory_xact_lock(%s)", [_RESCUE])
        for job in await here.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
            log.warning("job %s was left by its worker and is queued again", job.id)
            await here.job_manager.retry_job(job)


async def release(here: App, worker_id: int | None, under_way: set[int], left: set[int]) -> set[int]:
    """Queue this worker's jobs again that are not under way: their end could not be written.

    Only those that stood so at the last look too (`left`): one that was just fetched has not begun yet.
    Returns those of this look.
    """
    doing = await here.job_manager.list_jobs_async(status="doing")
    mine = {job.id: job for job in doing if job.id and job.worker_id == worker_id}
    lost = mine.keys() - under_way
    for number in lost & left:
        log.warning("job %s ended without a trace and is queued again", number)
        await here.job_manager.retry_job(mine[number])
    return lost - left


async def _is_work_left(here: App) -> bool:
    return any([await here.job_manager.list_jobs_async(status=status) for status in ("todo", "doing")])

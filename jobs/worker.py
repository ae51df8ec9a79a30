"""The worker: does queued jobs until it is stopped, and reconnects after a restart of the database.

Jobs have system access to the rows of all organizations. They enqueue through Django's connection, in their
own transaction; only the worker's bookkeeping uses the pool made here.
"""

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

#: The seconds after which a worker without a heartbeat counts as dead.
SILENT_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 5
_LOST: Final = (ConnectorException, psycopg.Error, OSError)

log = logging.getLogger(__name__)


@dataclass
class WorkerState:
    """The options of a worker and its state between connections.

    `once` stops it when no job is left; `report` gets its messages, `news` at the next connection.
    """

    concurrency: int
    once: bool
    report: Callable[[str], None]
    news: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    #: The id of the worker's row in its last connection, unregistered when it is back.
    former_id: int | None = None
    #: The seconds before the next connection; 0 while connected.
    wait: float = 0


def work(*, concurrency: int, once: bool, report: Callable[[str], None], greeting: str = "") -> None:
    """Do jobs until SIGTERM or Ctrl-C, and finish the running ones; report `greeting` when connected."""
    _filter_tracebacks()
    asyncio.run(_work(WorkerState(concurrency, once, report, news=greeting)))


def _filter_tracebacks() -> None:
    """Drop the libraries' tracebacks of a lost database, which the worker reports in one line."""

    def is_other(record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], _LOST))

    for handler in logging.getLogger().handlers:
        handler.addFilter(is_other)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


async def _work(state: WorkerState) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, state.stop.set)
    while not state.stop.is_set():
        try:
            if await _serve(state):
                return
        except _LOST as error:
            if not state.wait and not state.stop.is_set():  # reported once, not at each attempt
                reason = " ".join(str(error).split()) or type(error).__name__
                state.report(f"The worker waits for the database: {reason}")
                state.news = "The database is back: the worker goes on."
        state.wait = min(max(2 * state.wait, 0.5), 8)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(state.stop.wait(), state.wait)


async def _serve(state: WorkerState) -> bool:
    """Do jobs until stopped; return whether, if `once`, none is left. Raises one of _LOST without database.

    The worker is stopped when the database is lost, as it may not notice by itself. Running jobs fail then,
    or find that another worker has claimed their run.
    """
    async with _open_app() as job_app:
        if state.former_id is not None:
            await job_app.job_manager.unregister_worker(state.former_id)
        running: set[int] = set()
        worker = _worker(job_app, state, running)
        if state.news:
            state.report(state.news)
        state.news, state.wait = "", 0
        # The worker's own task comes first: it forgets an order to stop that it got before it has begun.
        requeue, stop = _requeue_regularly(job_app, worker, running), _stop(worker, state.stop)
        tasks = [asyncio.create_task(task) for task in (worker.run(), _watch(), requeue, stop)]
        try:
            await _run_until_lost(*tasks[:2])
        finally:
            state.former_id = worker.worker_id
            for task in tasks:
                task.cancel()
        list_jobs = job_app.job_manager.list_jobs_async
        # In this order a job that is queued again meanwhile is seen once at least.
        return state.once and not any([await list_jobs(status=status) for status in ("doing", "todo")])


async def _run_until_lost(work: asyncio.Task[None], watch: asyncio.Task[None]) -> None:
    """Return when the worker has ended; raise one of _LOST when the database is lost before."""
    await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
    for _ in range(2):  # the first cancellation asks it to stop, the second one forces it
        if not work.done():
            work.cancel()
            await asyncio.wait({work}, timeout=5)
    if watch.done():
        await watch
    await work


async def _watch() -> None:
    """Wait on a connection; it raises OperationalError as soon as the database is lost."""
    async with await psycopg.AsyncConnection.connect(**_connection(), autocommit=True) as watched:
        async for _ in watched.notifies():
            pass


def _connection() -> dict[str, Any]:
    """Return the parameters of a connection that notices within half a minute that it is cut."""
    keepalive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    return {**connector_params(), "connect_timeout": CONNECT_SECONDS, **keepalive}


@contextlib.asynccontextmanager
async def _open_app() -> AsyncIterator[App]:
    """Open the job app with its own pool; raise OperationalError at once without a database."""
    await (await psycopg.AsyncConnection.connect(**_connection())).close()
    connector = PsycopgConnector(kwargs=_connection(), min_size=1, max_size=4, timeout=CONNECT_SECONDS)
    # The tasks go on enqueueing through `app`.
    async with app.with_connector(connector).open_async() as job_app:
        try:
            yield job_app
        finally:  # periodic tasks are enqueued through Django's connection, which may be a lost one now
            await sync_to_async(connections.close_all)()


def _worker(job_app: App, state: WorkerState, running: set[int]) -> Worker:
    """Return the library's worker; it adds the ids of the jobs that it does to `running`."""
    options: dict[str, Any] = {
        **job_app.worker_defaults,  # they close Django's connection after each job
        "concurrency": state.concurrency,
        "wait": not state.once,
        "fetch_job_polling_interval": 1.0,  # usually a notification of the database comes first
        "update_heartbeat_interval": 4.0,
        "stalled_worker_timeout": SILENT_SECONDS,
        "install_signal_handlers": False,
        "worker_middleware": [_track(running)],
    }
    return Worker(app=job_app, **options)


def _track(running: set[int]) -> WorkerMiddleware:
    """Return a middleware that holds the ids of running jobs in `running`."""

    async def middleware(do: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
        job_id = context.job.id or 0
        running.add(job_id)
        try:
            return await do()
        finally:
            running.discard(job_id)

    return middleware


async def _stop(worker: Worker, stop: asyncio.Event) -> None:
    await stop.wait()
    worker.stop()


async def _requeue_regularly(job_app: App, worker: Worker, running: set[int]) -> None:
    """Queue the jobs of dead workers again, and this worker's own whose end could not be saved."""
    lost = set[int]()
    while True:
        with contextlib.suppress(*_LOST):  # reported elsewhere
            await requeue_stalled(job_app)
            lost = await requeue_own(job_app, worker.worker_id, running, lost)
        await asyncio.sleep(3)


async def requeue_stalled(job_app: App) -> None:
    """Queue the jobs of dead workers again.

    An advisory lock lets one worker do so at a time: a second one would requeue a job that has begun again.
    """
    assert isinstance(job_app.connector, PsycopgConnector)  # noqa: S101  # narrows the type, see _open_app
    async with job_app.connector.pool.connection() as connection, connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(7305771902)")
        for job in await job_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
            log.warning("job %s was left by its worker", job.id)
            await job_app.job_manager.retry_job(job)


async def requeue_own(job_app: App, worker_id: int | None, running: set[int], before: set[int]) -> set[int]:
    """Queue this worker's lost jobs again: they are not running, but their end could not be saved.

    A job that was fetched just now has not begun yet, so only those that were lost `before` too are queued.
    Returns the ids of the other lost jobs.
    """
    doing = await job_app.job_manager.list_jobs_async(status="doing")
    mine = {job.id: job for job in doing if job.id and job.worker_id == worker_id}
    lost = mine.keys() - running
    for number in lost & before:
        log.warning("job %s ended without a trace", number)
        await job_app.job_manager.retry_job(mine[number])
    return lost - before

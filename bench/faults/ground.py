"""What every fault stands on: a PostgreSQL of its own, sessions to finish, a look at what came of them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import django
from django.core.management import call_command

from localrun.embedded import ensure_database_url
from localrun.postgres import demand, locate

ROOT: Final = Path(__file__).resolve().parents[2]
#: A worker whose agents take two seconds each, so that there is a middle to break them in.
SLOW: Final = ("-m", "bench.faults.slow", "2")
#: Seconds until a fault counts as never overcome.
PATIENCE: Final = 180


class Broken(Exception):
    """Something was lost or done twice, or never came back."""


@contextmanager
def ground() -> Iterator[Path]:
    """Give the folder of a running PostgreSQL with Genesis' tables; all of it is gone in the end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # the database's account may be another
    (folder / "staticfiles").mkdir()
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(VAR_DIR=str(folder), DJANGO_SETTINGS_MODULE="bench.settings")
    try:
        ensure_database_url(ROOT)
        django.setup()
        _prepare()
        yield folder
    finally:
        pg_ctl(folder, "stop", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def pg_ctl(folder: Path, what: str, how: str) -> None:
    """Start, stop or restart the server."""
    cluster = locate(folder / "postgres")
    demand(cluster, "pg_ctl", what, "-D", str(cluster.data), "-l", str(cluster.log), "-m", how, "-w")


def _prepare() -> None:
    from django.db import connection

    connection.settings_dict["OPTIONS"].pop("pool", None)  # this process meets the restart too
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_reference", stdout=nowhere)


def finished(name: str) -> Any:
    """Finish a session whose person wants a mail when all is done; return its brief, its agents queued."""
    from bench.data import answered
    from briefs.emails import request_mail
    from briefs.services.briefs import finish_coaching

    session = answered(f"{name}@example.org", 1)[0]
    brief = finish_coaching(by=session.user, session=session)
    request_mail(person=session.user, brief=brief)
    return brief


def running(brief: Any) -> Any:
    """Return a run that has told some progress."""
    from briefs.models import AgentRun

    return AgentRun.objects.filter(brief=brief, status="running", progress__gt=0).first()


def is_ready(brief: Any) -> bool:
    """Say whether the session's person holds the finished brief."""
    from coaching.models import CoachingSession

    return bool(CoachingSession.objects.get(pk=brief.coaching_session_id).status == "brief_ready")


def check(brief: Any) -> None:
    """Nothing lost, nothing doubled: each agent's result is there, told once, mailed once; no job is left."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from agents.schemas import RESULTS
    from audit.models import Activity
    from briefs.models import AgentRun

    require(lambda: not ProcrastinateJob.objects.exclude(status="succeeded").exists(), "all jobs end well")
    brief.refresh_from_db()
    runs = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    require(lambda: {run.status for run in runs.values()} == {"succeeded"}, "every run succeeded")
    require(lambda: all(getattr(brief, column) for _, column in RESULTS.values()), "every result is kept")
    told = Activity.objects.about(brief).filter(action="agents.ready").count()
    require(lambda: told == 1, f"it was said once that the brief is ready, not {told} times")
    mailed = _mails(brief)
    require(lambda: mailed == 1, f"one mail was sent, not {mailed}")
    tries = ", ".join(f"{key} {run.attempts}" for key, run in sorted(runs.items()))
    say(f"every result is there, told and mailed once; attempts: {tries}")


def _mails(brief: Any) -> int:
    to = f"To: {brief.coaching_session.user.email}"
    files = (Path(os.environ["VAR_DIR"]) / "mail").glob("*")
    return sum(file.read_text("utf-8", "replace").count(to) for file in files)


def eventually(condition: Callable[[], Any], what: str) -> tuple[Any, float]:
    """Wait until the condition gives something; return it and the seconds. A lost database may come back."""
    from django.db import Error, connection

    began = time.monotonic()
    while True:
        try:
            if found := condition():
                return found, time.monotonic() - began
        except Error:
            connection.close()
        if time.monotonic() > began + PATIENCE:
            raise Broken(f"{what}: not within {PATIENCE} s\n{_state()}")
        time.sleep(0.1)


def require(holds: Callable[[], bool], what: str) -> None:
    """Raise Broken unless it holds within some seconds."""
    until = time.monotonic() + 30
    while not holds():
        if time.monotonic() > until:
            raise Broken(f"not true: {what}\n{_state()}")
        time.sleep(0.2)


def _state() -> str:
    """Return how runs and jobs stand, for who looks for the cause."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from briefs.models import AgentRun

    runs = AgentRun.objects.values_list("agent", "status", "attempts", "progress", "error")
    jobs = ProcrastinateJob.objects.exclude(status="succeeded")
    left = jobs.values_list("id", "task_name", "status", "attempts", "worker_id", "scheduled_at")
    return "\n".join(f"      {row}" for row in (*runs, *left))


def say(text: str) -> None:
    """Print at once, beside the reports of the workers."""
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()

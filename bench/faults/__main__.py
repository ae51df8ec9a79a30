"""Kill a worker, then restart PostgreSQL, both in mid-run: `python -m bench.faults`.

Needs no running Genesis: it starts a PostgreSQL of its own in a temporary folder, a web server and workers
whose agents take two seconds each. Prints how long everything took to come back, and fails when anything
was lost or done twice.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import django
from django.core.management import call_command

from bench.workers import workers
from config.embedded import ensure_database_url
from config.postgres import demand, locate

ROOT = Path(__file__).resolve().parents[2]
PORT = 8781
SLOW = ("-m", "bench.faults.slow", "2")


def main() -> None:
    """Run both faults on a database of their own and print the figures."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # the database's account may be another
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(VAR_DIR=str(folder), DJANGO_SETTINGS_MODULE="bench.settings")
    try:
        ensure_database_url(ROOT)
        django.setup()
        _prepare()
        _worker_killed()
        for how in ("fast", "immediate"):
            _database_restarted(how, folder)
    finally:
        _pg_ctl(folder, "stop", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _pg_ctl(folder: Path, what: str, how: str) -> None:
    cluster = locate(folder / "postgres")
    demand(cluster, "pg_ctl", what, "-D", str(cluster.data), "-l", str(cluster.log), "-m", how, "-w")


def _prepare() -> None:
    from django.db import connection

    connection.settings_dict["OPTIONS"].pop("pool", None)  # this process meets the restart too
    for command in ("migrate", "createcachetable", "load_reference"):
        call_command(command, verbosity=0)


def _worker_killed() -> None:
    """Kill the worker that is in mid-agent with -9; another one has to take over."""
    brief = _finished("killed")
    with workers(1, SLOW) as (victim,):
        run = _eventually(lambda: _running(brief), 60)
        with workers(1, SLOW):
            os.kill(victim, signal.SIGKILL)
            began = time.monotonic()
            _eventually(lambda: _attempts(run) > 1, 60)
            _say(f"worker killed with -9: its run goes on after {time.monotonic() - began:.1f} s")
            _eventually(lambda: _is_ready(brief), 90)
            _say(f"worker killed with -9: the brief is ready {time.monotonic() - began:.1f} s after the kill")
            _check(brief)


def _database_restarted(how: str, folder: Path) -> None:
    """Restart PostgreSQL under a worker in mid-agent and a web server; both have to come back alone."""
    web = subprocess.Popen([sys.executable, *_GRANIAN], cwd=ROOT)
    try:
        _eventually(_web_answers, 30)
        with workers(2, SLOW) as pids:
            brief = _finished(how)
            _eventually(lambda: _running(brief), 30)
            began = time.monotonic()
            _pg_ctl(folder, "restart", how)
            _say(f"restart ({how}): the database was away for {time.monotonic() - began:.1f} s")
            _eventually(_web_answers, 60)
            _say(f"restart ({how}): the web answers {time.monotonic() - began:.1f} s after")
            _eventually(lambda: _is_ready(brief), 90)
            _say(f"restart ({how}): the brief is ready {time.monotonic() - began:.1f} s after")
            _require(all(Path(f"/proc/{pid}").exists() for pid in pids), "both workers live")
            _check(brief)
    finally:
        web.terminate()
        web.wait(20)


_GRANIAN = [
    *("-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "1"),
    *("--blocking-threads", "1", "--log-level", "error", "config.wsgi:application"),
]


def _finished(name: str) -> Any:
    """Finish a session, and return its brief, whose agents are queued."""
    from bench.data import answered
    from businesses.services import finish_coaching

    session = answered(f"{name}@example.org", 1)[0]
    return finish_coaching(by=session.user, session=session)


def _running(brief: Any) -> Any:
    from businesses.models import AgentRun

    return AgentRun.objects.filter(brief=brief, status="running", progress__gt=0).first()


def _attempts(run: Any) -> int:
    run.refresh_from_db()
    return int(run.attempts)


def _is_ready(brief: Any) -> bool:
    from coaching.models import CoachingSession

    session = CoachingSession.objects.get(pk=brief.coaching_session_id)
    return bool(session.status == "brief_ready")


def _check(brief: Any) -> None:
    """Nothing lost, nothing doubled: every agent's result is there, and it was told once."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from audit.models import Activity
    from businesses.agents.schemas import RESULTS
    from businesses.models import AgentRun

    brief.refresh_from_db()
    runs = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    _require({run.status for run in runs.values()} == {"succeeded"}, f"every run succeeded: {runs}")
    kept = [getattr(brief, column) for key, (_, column) in RESULTS.items() if key in runs]
    _require(all(kept), "every result is kept")
    told = Activity.objects.about(brief).filter(action="businesses.agents.ready").count()
    _require(told == 1, "it was said once that the brief is ready")
    _eventually(lambda: not ProcrastinateJob.objects.filter(status="doing").exists(), 30)
    left = ProcrastinateJob.objects.filter(status__in=["todo", "failed"])
    _require(not left.exists(), "no job is left or failed")
    tries = ", ".join(f"{key} {run.attempts}" for key, run in runs.items())
    _say(f"every result is there once; attempts: {tries}\n")


def _eventually(condition: Callable[[], Any], seconds: float) -> Any:
    """Return what the condition gives once it is true; a database that is away is waited for too."""
    from django.db import Error, connection

    give_up = time.monotonic() + seconds
    while True:
        try:
            if found := condition():
                return found
        except Error:
            connection.close()
        if time.monotonic() > give_up:
            raise TimeoutError(f"it did not happen within {seconds} s")
        time.sleep(0.1)


def _web_answers() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"  NOT TRUE: {what}")


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


if __name__ == "__main__":
    main()

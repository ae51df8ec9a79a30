"""A PostgreSQL that goes away in the middle of agents' work."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.faults.ground import SLOW, check, eventually, finished, is_ready, pg_ctl, require, running, say
from bench.serving import Server, served
from bench.workers import workers


def _restarted(how: str, folder: Path) -> None:
    """Restart PostgreSQL under workers in mid-agent and a web server; all have to come back alone."""
    with served(os.environ["DATABASE_URL"]) as web, workers(2, SLOW) as pids:
        eventually(lambda: _answers(web), "the web answers")
        brief = finished(how)
        eventually(lambda: running(brief), "an agent is at work")
        began = time.monotonic()
        pg_ctl(folder, "restart", how)
        say(f"the database was away for {time.monotonic() - began:.1f} s")
        eventually(lambda: _answers(web), "the web answers again")
        say(f"the web answers {time.monotonic() - began:.1f} s after the order to restart")
        eventually(lambda: is_ready(brief), "the brief is ready")
        say(f"the brief is ready {time.monotonic() - began:.1f} s after it")
        require(lambda: all(Path(f"/proc/{pid}").exists() for pid in pids), "both workers live")
        check(brief)


def _answers(web: Server) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{web.port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def cut(_folder: Path) -> None:
    """Cut every connection of the workers in mid-agent, as a broken line does; nobody restarts anything."""
    brief = finished("cut")
    with workers(2, SLOW):
        eventually(lambda: running(brief), "an agent is at work")
        for _ in range(3):
            _cut_connections()
            time.sleep(0.5)
        _, seconds = eventually(lambda: is_ready(brief), "the brief is ready")
        say(f"the brief is ready {seconds:.1f} s after the third cut")
        check(brief)


def _cut_connections() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND usename = current_user"
        )


restarted = partial(_restarted, "fast")
crashed = partial(_restarted, "immediate")

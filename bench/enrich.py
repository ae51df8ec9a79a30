"""Measure the five agents: `python -m bench.enrich BRIEFS`, figures as JSON.

First one brief after the other, as a person meets it: from the press on “Finish” to “ready”. Then all at
once: jobs per second. Times are the database rows' own, so that asking how far it is costs them nothing.
"""

import json
import statistics
import sys
import time
from contextlib import redirect_stdout
from typing import Any

import django
from django.core.management import call_command

from bench.workers import megabytes, workers

WORKERS = 2
#: Longest wait for one brief, in seconds.
PATIENCE = 120


def main(briefs: int) -> None:
    """Make the briefs, let two workers enrich them, and write the figures to stdout."""
    django.setup()
    with redirect_stdout(sys.stderr):
        figures = _measured(briefs)
    sys.stdout.write(json.dumps(figures))


def _measured(briefs: int) -> dict[str, Any]:
    from bench.data import answered  # models load after setup

    for command in ("migrate", "createcachetable", "load_reference"):
        call_command(command, verbosity=0)
    sessions = answered("waiting@example.org", 2 * briefs + WORKERS)
    with workers(WORKERS) as pids:
        for session in sessions[:WORKERS]:  # the first ones also load fonts and tables
            _seconds([session])
        alone = [_seconds([session]) for session in sessions[WORKERS : briefs + WORKERS]]
        together = _seconds(sessions[briefs + WORKERS :])
        memory = [megabytes(pid) for pid in pids]
    return {
        "briefs": briefs,
        "p50": statistics.median(alone),
        "p95": sorted(alone)[min(len(alone) - 1, int(0.95 * len(alone)))],
        "max": max(alone),
        "jobs_per_second": _agents() * briefs / together,
        "worker_mb": max(memory),
    }


def _agents() -> int:
    from agents.contract import AGENT_KEYS

    return len(AGENT_KEYS)


def _seconds(sessions: list[Any]) -> float:
    """Finish the sessions, wait until their briefs are ready, and return how long that took."""
    from briefs.models import AgentRun
    from briefs.services.briefs import finish_coaching

    began = time.time()
    briefs = [finish_coaching(by=session.user, session=session) for session in sessions]
    runs = AgentRun.objects.filter(brief__in=briefs)
    while runs.filter(status__in=["queued", "running"]).exists():
        if time.time() - began > PATIENCE * len(sessions):
            raise TimeoutError("the agents did not end")
        time.sleep(0.05)
    failed = runs.exclude(status="succeeded")
    if failed.exists():
        raise RuntimeError(f"agents failed: {sorted(set(failed.values_list('agent', flat=True)))}")
    return float(max(run.finished_at for run in runs).timestamp() - began)


if __name__ == "__main__":
    main(int(sys.argv[1]))

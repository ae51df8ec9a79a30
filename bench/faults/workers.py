"""Workers that die or fall asleep in the middle of an agent's work."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any, Final

from bench.faults.ground import SLOW, check, eventually, finished, is_ready, require, running, say
from bench.workers import workers

#: Seconds in which a worker that woke up would have done its harm.
_AWAKE: Final = 6


def killed(_folder: Path) -> None:
    """Kill the worker that is in mid-agent with -9; another one has to take over."""
    brief = finished("killed")
    with workers(1, SLOW) as (victim,):
        run, _ = eventually(lambda: running(brief), "an agent is at work")
        with workers(1, SLOW):
            os.kill(victim, signal.SIGKILL)
            _, taken = eventually(lambda: _attempts(run) > 1, "another worker takes over")
            say(f"its run goes on after {taken:.1f} s")
            _, ready = eventually(lambda: is_ready(brief), "the brief is ready")
            say(f"the brief is ready {taken + ready:.1f} s after the kill")
            check(brief)


def all_killed(_folder: Path) -> None:
    """Kill every worker; nothing happens until the next one starts, and then everything does."""
    brief = finished("all-killed")
    with workers(2, SLOW) as victims:
        eventually(lambda: running(brief), "an agent is at work")
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
    time.sleep(2)
    with workers(1, SLOW):
        _, seconds = eventually(lambda: is_ready(brief), "the brief is ready")
        say(f"the brief is ready {seconds:.1f} s after the next worker's start")
        check(brief)


def frozen(_folder: Path) -> None:
    """Freeze the worker in mid-agent for so long that another one does its work, then let it go on."""
    brief = finished("frozen")
    with workers(1, SLOW) as (sleeper,):
        run, _ = eventually(lambda: running(brief), "an agent is at work")
        os.kill(sleeper, signal.SIGSTOP)
        try:
            with workers(1, SLOW):
                _, taken = eventually(lambda: _attempts(run) > 1, "another worker takes over")
                _, ready = eventually(lambda: is_ready(brief), "the brief is ready")
        finally:
            os.kill(sleeper, signal.SIGCONT)
        say(f"taken over after {taken:.1f} s, ready after {taken + ready:.1f} s; then the first one wakes up")
        before = _made(brief)
        time.sleep(_AWAKE)
        require(lambda: _made(brief) == before, "the worker that woke up writes nothing over")
        check(brief)


def stopped(_folder: Path) -> None:
    """Tell the worker to stop in mid-agent, as an upgrade does: it finishes its job, the rest waits."""
    brief = finished("stopped")
    with workers(1, SLOW) as (pid,):
        eventually(lambda: running(brief), "an agent is at work")
        os.kill(pid, signal.SIGTERM)
    with workers(1, SLOW):
        _, seconds = eventually(lambda: is_ready(brief), "the brief is ready")
    say(f"the brief is ready {seconds:.1f} s after the next worker's start")
    require(lambda: all(run.attempts == 1 for run in brief.runs.all()), "each agent ran once")
    with workers(1):
        check(brief)


def _attempts(run: Any) -> int:
    run.refresh_from_db()
    return int(run.attempts)


def _made(brief: Any) -> list[Any]:
    return sorted(brief.runs.values_list("agent", "started_at", "finished_at"))

"""Workers as processes, and how much memory a process holds."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def workers(count: int, command: Sequence[str] = ("manage.py", "worker", "-v", "0")) -> Iterator[list[int]]:
    """Start that many workers in this process's environment, give their ids, and stop them in the end."""
    started = [subprocess.Popen([sys.executable, *command], cwd=ROOT) for _ in range(count)]
    try:
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def megabytes(pid: int) -> float:
    """Return the memory that a process holds (VmRSS of Linux' /proc), 0 where that is not known."""
    file = Path(f"/proc/{pid}/status")
    lines = file.read_text().splitlines() if file.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, theirs too."""
    file = Path(f"/proc/{pid}/task/{pid}/children")
    direct = [int(one) for one in file.read_text().split()] if file.exists() else []
    return [one for child in direct for one in (child, *children(child))]

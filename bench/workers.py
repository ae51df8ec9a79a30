"""Workers as processes, and what a process costs: memory and processor time, by Linux' /proc."""

import os
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
    """Return the memory that a process holds, 0 where that is not known."""
    lines = _proc(pid, "status").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has used, 0 where that is not known."""
    fields = _proc(pid, "stat").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, theirs too."""
    direct = [int(child) for child in _proc(pid, f"task/{pid}/children").split()]
    return [one for child in direct for one in (child, *children(child))]


def _proc(pid: int, name: str) -> str:
    file = Path(f"/proc/{pid}/{name}")
    return file.read_text() if file.exists() else ""

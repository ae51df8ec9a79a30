"""Programs that tests start on data folders of their own: waited for by looking, never left running."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
#: What the tests set for themselves, and a program of its own must not inherit.
TESTS_OWN: Final = {"DATABASE_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "HTTPS", "DEBUG"}
#: Seconds after which something never happens, on a machine that does much else.
PATIENCE: Final = 120


def eventually(condition: Callable[[], bool]) -> None:
    """Look until the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def database_is_up(var: Path) -> bool:
    """Say whether the embedded database of a data folder runs; what prepares it has a negative number."""
    file = var / "postgres" / "cluster" / "data" / "postmaster.pid"
    try:
        return file.read_text()[:1].isdigit()
    except FileNotFoundError:
        return False


def end(process: subprocess.Popen[str]) -> None:
    """End a process that a test left running, by force when it does not listen, and close its pipes."""
    if process.poll() is None:
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


@contextmanager
def data_folder(copied_from: Path | None = None) -> Iterator[Path]:
    """Give a folder that every account may enter; remove it once the database in its `var` has stopped."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        if copied_from:  # with the owners of its files
            subprocess.run(["cp", "-a", f"{copied_from}/.", str(folder)], check=True)
        yield folder
        eventually(lambda: not database_is_up(folder / "var"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Run:
    """One `make run` with its data in `var`, on a free port unless `extra` names one."""

    def __init__(self, var: Path, **extra: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        inherited = {key: value for key, value in os.environ.items() if key not in TESTS_OWN}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "localrun.run"],
            cwd=ROOT,
            env={**inherited, "VAR_DIR": str(var), "PORT": str(self.port), "WEB_WORKERS": "1", **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ready(self) -> str:
        """Wait for the banner and return all that was said."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if "Ctrl-C" in line:
                return said
        raise AssertionError(f"it never became ready:\n{said}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> str:
        """Send a signal and return what was said until the end."""
        self.process.send_signal(how)
        return str(self.process.communicate(timeout=PATIENCE)[0])

    def status(self, path: str) -> int:
        """Return the status of a page, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return int(response.status)
        except (urllib.error.URLError, ConnectionError):  # nobody there, or gone in mid-answer
            return 0


@dataclass(frozen=True)
class FirstStart:
    """The first `make run` of a newcomer: its data, what it said, the statuses of pages, its last words."""

    var: Path
    address: str
    said: str
    statuses: list[int]
    last_words: str


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[FirstStart]:
    """Start once as a newcomer does, for all processes of the run; each gets its own copy of the data."""
    own = tmp_path_factory.getbasetemp()
    of_all = own if worker_id == "master" else own.parent
    note = of_all / "first-start.json"
    with (of_all / "first-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(json.dumps(_start_first(of_all / "first-start")))
    with data_folder(copied_from=of_all / "first-start") as root:
        yield FirstStart(var=root / "var", **json.loads(note.read_text()))


def _start_first(kept: Path) -> dict[str, object]:
    """Start on an empty folder, ask for pages, stop; copy the data to `kept` and return what was seen."""
    with data_folder() as root:
        run = Run(root / "var")
        try:
            seen = {"address": f"http://127.0.0.1:{run.port}", "said": run.ready()}
            statuses = [run.status(page) for page in ("/", "/healthz", "/readyz", "/mailbox/")]
            seen["last_words"] = run.stop()
        finally:
            end(run.process)
        subprocess.run(["cp", "-a", str(root), str(kept)], check=True)
    return {**seen, "statuses": statuses}

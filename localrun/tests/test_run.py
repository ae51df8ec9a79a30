"""`make run` as a newcomer meets it: start, second start, stop, kill, and what goes wrong."""

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
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS_OWN = {"DATABASE_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "HTTPS", "DEBUG"}


STOPPED = "\nStopped before serving. The next start goes on from here.\n"
CALM = (STOPPED, "Preparing the database\n" + STOPPED)


class Run:
    """One `python -m localrun.run` with its data in `var`."""

    def __init__(self, var: Path, port: int, **extra: str) -> None:
        ours = {key: value for key, value in os.environ.items() if key not in TESTS_OWN}
        self.began, self.port = time.monotonic(), port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "localrun.run"],
            cwd=ROOT,
            env={**ours, "VAR_DIR": str(var), "PORT": str(port), "WEB_WORKERS": "1", **extra},
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

    def end(self, how: signal.Signals = signal.SIGINT) -> str:
        """Send a signal and return what was said until the end."""
        self.process.send_signal(how)
        return str(self.process.communicate(timeout=30)[0])

    def status(self, path: str) -> int:
        """Return the status of a page, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return int(response.status)
        except (urllib.error.URLError, ConnectionError):  # nobody there, or gone in mid-answer
            return 0


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A folder for the data that every account may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start(var: Path) -> Iterator[Callable[..., Run]]:
    """Start `make run`'s program on a free port; none outlives its test."""
    runs: list[Run] = []

    def one(**extra: str) -> Run:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        runs.append(Run(var, port, **extra))
        return runs[-1]

    yield one
    for run in runs:
        if run.process.poll() is None:
            run.end()
        if run.process.stdout:
            run.process.stdout.close()
    eventually(lambda: not database_is_up(var))


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A folder for the data of a first start; every account may enter it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    eventually(lambda: not database_is_up(folder))
    shutil.rmtree(folder)


def database_is_up(var: Path) -> bool:
    return (var / "postgres" / "cluster" / "data" / "postmaster.pid").exists()


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def test_a_start_tells_where_to_click_and_whom_to_sign_in_as(start: Callable[..., Run]) -> None:
    run = start()
    said = run.ready()
    assert f"http://127.0.0.1:{run.port}" in said
    assert "/mailbox/" in said
    assert "@" in said
    assert [run.status(page) for page in ("/", "/healthz", "/readyz", "/mailbox/")] == [200] * 4


def test_a_second_start_prepares_nothing_again(start: Callable[..., Run]) -> None:
    first = start()
    first.ready()
    first.end()
    assert "Preparing the database" not in start().ready()


def test_demo_accounts_are_made_and_told_with_debug_only(start: Callable[..., Run]) -> None:
    for debug, is_told in (("0", False), ("1", True), ("0", False)):
        run = start(DEBUG=debug, HTTPS="0")
        assert ("awa@demo.genesis" in run.ready()) is is_told
        run.end()


def test_pages_have_their_styles_without_debug(start: Callable[..., Run]) -> None:
    run = start(DEBUG="0", HTTPS="0")
    run.ready()
    assert run.status("/") == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_server_and_database_in_order(
    start: Callable[..., Run], var: Path, how: signal.Signals
) -> None:
    run = start()
    run.ready()
    assert "Everything is saved" in run.end(how)
    assert run.process.returncode == 0
    assert run.status("/healthz") == 0
    assert not database_is_up(var)


def test_ctrl_c_before_it_serves_is_calm_whenever_it_comes_and_the_next_start_works(
    fresh: Path, start: Callable[..., Run]
) -> None:
    for sign in ("data.new", "data", "data/postmaster.pid"):
        eventually(lambda: not database_is_up(fresh))  # its pid file would be taken for the next one's
        run = start(VAR_DIR=str(fresh))
        eventually((fresh / "postgres" / "cluster" / sign).exists)
        assert run.end() in CALM
        assert run.process.returncode == 130
    eventually(lambda: not database_is_up(fresh))
    assert "Genesis is ready" in start(VAR_DIR=str(fresh)).ready()


def test_ctrl_c_while_the_database_is_prepared_is_calm(fresh: Path, start: Callable[..., Run]) -> None:
    run = start(VAR_DIR=str(fresh))
    assert run.process.stdout
    assert "Preparing" in run.process.stdout.readline()
    time.sleep(1)
    assert run.end() in CALM
    assert run.process.returncode == 130


def test_ctrl_c_as_soon_as_it_serves_is_calm(start: Callable[..., Run]) -> None:
    run = start(WEB_WORKERS="2")
    run.ready()
    assert "Everything is saved" in run.end()
    assert run.process.returncode == 0


def test_a_killed_run_leaves_neither_server_nor_database(start: Callable[..., Run], var: Path) -> None:
    run = start()
    run.ready()
    run.process.kill()
    run.process.wait()
    eventually(lambda: run.status("/healthz") == 0 and not database_is_up(var))


def test_a_taken_port_is_told_with_a_way_out(start: Callable[..., Run]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = start(PORT=str(port))
        said = run.process.communicate(timeout=30)[0]
    assert run.process.returncode == 1
    assert f"make run PORT={port + 1}" in said


def test_an_unreachable_database_is_told_in_a_line(start: Callable[..., Run]) -> None:
    run = start(DATABASE_URL="postgres://genesis:x@127.0.0.1:1/genesis", SECRET_KEY="x" * 50)
    said = run.process.communicate(timeout=60)[0]
    assert run.process.returncode == 1
    assert "The database cannot be used" in said
    assert "Traceback" not in said

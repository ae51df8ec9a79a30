"""`make run` as a newcomer meets it: start, second start, stop, kill, and what goes wrong."""

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from localrun.tests.processes import PATIENCE, FirstStart, Run, data_folder, database_is_up, end, eventually

STOPPED = "\nStopped before serving. The next start goes on from here.\n"
CALM = (STOPPED, "Preparing the database\n" + STOPPED)
Start = Callable[..., Run]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `make run`'s program on the data of a folder; none outlives its test."""
    runs: list[Run] = []

    def one(var: Path, **extra: str) -> Run:
        runs.append(Run(var, **extra))
        return runs[-1]

    yield one
    for run in runs:
        end(run.process)


@pytest.fixture
def fresh() -> Iterator[Path]:
    """Give a folder for the data of a first start."""
    with data_folder() as root:
        yield root / "var"


@pytest.fixture
def copied(first_start: FirstStart) -> Iterator[Path]:
    """Give a copy of prepared data, to be prepared in another way."""
    with data_folder(copied_from=first_start.var.parent) as root:
        yield root / "var"


def is_being_migrated(var: Path) -> bool:
    """Say whether the database of the folder has its first tables."""
    port, password = ((var / "postgres" / name).read_text().strip() for name in ("port", "password"))
    with psycopg.connect(f"postgres://genesis:{password}@127.0.0.1:{port}/genesis") as connection:
        found = connection.execute("SELECT to_regclass('django_content_type') IS NOT NULL").fetchone()
    return bool(found and found[0])


def test_a_first_start_tells_where_to_click_and_whom_to_sign_in_as(first_start: FirstStart) -> None:
    assert first_start.address in first_start.said
    assert "/mailbox/" in first_start.said
    assert "awa@demo.genesis" in first_start.said
    assert first_start.statuses == [200] * 4
    assert "Everything is saved" in first_start.last_words


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_second_start_prepares_nothing_again_and_is_stopped_in_order(
    start: Start, first_start: FirstStart, how: signal.Signals
) -> None:
    run = start(first_start.var)
    said = run.ready()
    assert "Preparing the database" not in said
    assert "awa@demo.genesis" in said
    assert "Everything is saved" in run.stop(how)
    assert run.process.returncode == 0
    assert run.status("/healthz") == 0
    assert not database_is_up(first_start.var)


def test_without_debug_no_demo_account_is_told_and_a_kill_leaves_nothing_running(
    copied: Path, start: Start
) -> None:
    run = start(copied, DEBUG="0", HTTPS="0")
    assert "awa@demo.genesis" not in run.ready()
    assert run.status("/") == 200  # its styles are there
    run.process.kill()
    run.process.wait()
    eventually(lambda: run.status("/healthz") == 0 and not database_is_up(copied))


def test_ctrl_c_before_it_serves_is_calm_whenever_it_comes_and_the_next_start_works(
    fresh: Path, start: Start
) -> None:
    cluster = fresh / "postgres" / "cluster"
    signs = (
        lambda: any(cluster.glob("data.new.*")),
        lambda: (cluster / "data").exists(),
        lambda: database_is_up(fresh),
    )
    for sign in signs:
        eventually(lambda: not database_is_up(fresh))
        run = start(fresh)
        eventually(sign)
        assert run.stop() in CALM
        assert run.process.returncode == 130
    eventually(lambda: not database_is_up(fresh))
    assert "Genesis is ready" in start(fresh, DEBUG="0", HTTPS="0").ready()


def test_ctrl_c_while_the_database_is_prepared_is_calm(fresh: Path, start: Start) -> None:
    run = start(fresh)
    assert run.process.stdout
    assert "Preparing" in run.process.stdout.readline()
    eventually(lambda: is_being_migrated(fresh))
    assert run.stop() in CALM
    assert run.process.returncode == 130


def test_ctrl_c_as_soon_as_it_serves_is_calm(start: Start, first_start: FirstStart) -> None:
    run = start(first_start.var, WEB_WORKERS="2")
    run.ready()
    assert "Everything is saved" in run.stop()
    assert run.process.returncode == 0


def test_a_taken_port_is_told_with_a_way_out(start: Start, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = start(tmp_path, PORT=str(port))
        said = run.process.communicate(timeout=PATIENCE)[0]
    assert run.process.returncode == 1
    assert f"make run PORT={port + 1}" in said


def test_an_unreachable_database_is_told_in_a_line(start: Start, tmp_path: Path) -> None:
    run = start(tmp_path, DATABASE_URL="postgres://genesis:x@127.0.0.1:1/genesis", SECRET_KEY="x" * 50)
    said = run.process.communicate(timeout=PATIENCE)[0]
    assert run.process.returncode == 1
    assert "The database cannot be used" in said
    assert "Traceback" not in said

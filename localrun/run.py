"""`make run`: prepare the database, serve Genesis on this machine, tell where to click.

Settings are those of development (DEBUG on) unless the environment says otherwise. The web server and a
worker for background jobs are child processes; Ctrl-C or SIGTERM stops them, then the embedded database.
"""

import contextlib
import ctypes
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

from localrun.local import prepare_environment
from localrun.postgres import EmbeddedPostgresError

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {".py", ".json", ".toml", ".csv", ".yaml"}
PREPARED = "localrun.run.prepared"
STOP_SECONDS = 15
AGAIN_SECONDS = 0.3
WATCH_SECONDS = 2  # a worker that died is started anew this soon
INTERRUPTED = 130  # as shells say it
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl


def main() -> None:
    """Serve until told to stop."""
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    host, port = os.environ.get("BIND") or "127.0.0.1", int(os.environ.get("PORT") or 8000)
    os.environ.setdefault("PUBLIC_URL", f"http://{host}:{port}")
    _require_free(host, port)
    try:
        prepare_environment(ROOT)
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
    accounts = _prepare_or_explain()
    _collect_static_files()
    server = _serve(host, port)
    children = [server]
    _await_opening(server, host, port)
    _stop_at_signals(children)
    children.append(_work())
    say(banner(f"http://{host}:{port}", accounts, time.monotonic() - began))
    code = _watch(children)
    signal.setitimer(signal.ITIMER_REAL, 0)
    say("Genesis is stopped. Everything is saved.")
    if code in (0, -signal.SIGTERM, -signal.SIGINT):
        sys.exit(0)
    sys.exit(code if code > 0 else 128 - code)


def prepare_database() -> str:
    """Migrate and load reference and demo data when sources or DEBUG changed; return the demo accounts.

    What was done is remembered in the cache, which lives in the same database. Needs a set-up Django.
    """
    from django.conf import settings  # Django comes after the database's address
    from django.core.cache import cache
    from django.db import connection

    digest = f"{_digest()} {settings.DEBUG}"  # demo accounts are for development only
    if "django_cache" in connection.introspection.table_names():
        done = cache.get(PREPARED, {})
        if done.get("digest") == digest:
            return str(done["accounts"])
    accounts = _load_everything()
    cache.set(PREPARED, {"digest": digest, "accounts": accounts}, timeout=None)
    return accounts


def _load_everything() -> str:
    """Run the commands that make an empty database ready; each is safe to run again."""
    from django.conf import settings
    from django.core.management import call_command

    say("Preparing the database")
    call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", stdout=io.StringIO())
    accounts = io.StringIO()
    if settings.DEBUG:  # the demo accounts have a public password
        call_command("seed_demo", stdout=accounts, stderr=io.StringIO())
    return accounts.getvalue()


def _prepare_or_explain() -> str:
    """Prepare the database and leave no connection behind; end readably when it cannot be reached."""
    import django
    from django.core.management import CommandError
    from django.db import OperationalError, connection

    django.setup()
    connection.settings_dict["OPTIONS"].pop("pool", None)  # one connection is enough, and says what is wrong
    try:
        return prepare_database()
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error}")
    except CommandError as error:  # the checks of `migrate` refused it
        sys.exit(str(error))
    finally:
        connection.close()


def _collect_static_files() -> None:
    """Without DEBUG pages find their styles by hashed names, as in production: collect them each time."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def banner(address: str, accounts: str, seconds: float) -> str:
    """Return what a newcomer needs to know, in a few lines."""
    indented = "\n".join(f"    {line}" for line in accounts.strip().splitlines())
    return f"""
  Genesis is ready ({seconds:.1f} s)

    Open      {address}
    Mail      {address}/mailbox/   (every mail that Genesis sends on this machine)
    Admin     {address}/admin/

{indented}

  Ctrl-C stops everything; nothing is lost.
"""


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _digest() -> str:
    """Return a fingerprint of the files that migrations, reference data and demo data come from."""
    seen = sha256()
    for folder in sorted(
        path for path in ROOT.iterdir() if path.is_dir() and path.name not in {"var", "bench"}
    ):
        if folder.name.startswith(".") or (folder / "pyvenv.cfg").exists():
            continue
        for file in sorted(folder.rglob("*")):
            if file.suffix in SOURCES and "tests" not in file.parts:
                seen.update(f"{file}{file.stat().st_mtime_ns}{file.stat().st_size}".encode())
    return seen.hexdigest()


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"Cannot serve on {host}:{port}: {error.strerror}. Is Genesis running already? "
                f"Choose another port with:  make run PORT={port + 1}"
            )


def _serve(host: str, port: int) -> subprocess.Popen[bytes]:
    """Start the web server in its own group, so that only we tell it to stop."""
    flags = ["--interface", "wsgi", "--host", host, "--port", str(port), "--log-level", "warning"]
    flags += ["--blocking-threads", "1"]  # one request at a time per worker: measured fastest
    workers = os.environ.get("WEB_WORKERS") or "2"
    return _child("-m", "granian", *flags, "--workers", workers, "config.wsgi:application")


def _work() -> subprocess.Popen[bytes]:
    """Start a worker for background jobs; it speaks up only when it loses the database."""
    return _child("manage.py", "worker", "--verbosity", "0", "--skip-checks")


def _child(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *command], cwd=ROOT, start_new_session=True, preexec_fn=_die_with_parent
    )


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until the server has ended, starting a worker anew that died; return the server's status."""
    server, worker = children
    while (code := server.poll()) is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(WATCH_SECONDS)
        if worker.poll() is not None and not _is_stopping():
            worker = children[1] = _work()
    worker.terminate()
    try:
        worker.wait(STOP_SECONDS + 1)
    except subprocess.TimeoutExpired:
        worker.kill()
    return code


def _is_stopping() -> bool:
    return signal.getitimer(signal.ITIMER_REAL) != (0.0, 0.0)


def _stop_at_signals(children: list[subprocess.Popen[bytes]]) -> None:
    """From now on Ctrl-C and SIGTERM let the children finish what they do, for STOP_SECONDS at most.

    They are passed on again and again: a process that is still loading hears the first one not.
    """

    def finish(_signal: int, _frame: object) -> None:
        give_up = time.monotonic() + STOP_SECONDS

        def again(_signal: int, _frame: object) -> None:
            for child in children:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL if time.monotonic() > give_up else signal.SIGTERM)

        signal.signal(signal.SIGALRM, again)
        signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS, AGAIN_SECONDS)
        for child in children:
            child.terminate()

    signal.signal(signal.SIGINT, finish)
    signal.signal(signal.SIGTERM, finish)


def _die_with_parent() -> None:
    """On Linux, stop the child also when this program is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _await_opening(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Return once a worker answers; end with the server's status when it died first."""
    try:
        while server.poll() is None:
            if _answers(host, port):
                return
            time.sleep(0.05)
    except KeyboardInterrupt:  # it serves nobody yet
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        raise
    sys.exit(f"The web server did not start (status {server.returncode}).")


def _answers(host: str, port: int) -> bool:
    """Tell whether a page can be had: the port alone is open before any worker has loaded."""
    asked = http.client.HTTPConnection(host, port, timeout=STOP_SECONDS)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def run() -> None:
    """Serve; Ctrl-C or SIGTERM before that ends calmly, and again pressed changes nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say("\nStopped before serving. The next start goes on from here.")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    run()

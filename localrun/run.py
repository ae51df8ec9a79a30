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

import django
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from localrun.embedded import ROOT, prepare_environment

PREPARED = "localrun.run.prepared"
STOP_SECONDS = 15


def main() -> None:
    """Serve until told to stop."""
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    host, port = os.environ.get("BIND") or "127.0.0.1", int(os.environ.get("PORT") or 8000)
    address = f"http://{host}:{port}"
    os.environ.setdefault("PUBLIC_URL", address)
    _require_free(host, port)
    prepare_environment(ROOT)
    accounts = _prepare()
    server = _start_server(host, port)
    _await_opening(server, host, port)
    status = _watch(server, banner(address, accounts, time.monotonic() - began))
    print("Genesis is stopped. Everything is saved.", flush=True)
    sys.exit(status)


def _prepare() -> str:
    """Make the database and static files ready and return the demo accounts; end readably if that fails.

    No connection is left behind.
    """
    django.setup()
    connection.settings_dict["OPTIONS"].pop("pool", None)  # one connection is enough, and says what is wrong
    try:
        accounts = prepare_database()
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error}")
    except CommandError as error:  # the checks of `migrate` refused it
        sys.exit(str(error))
    finally:
        connection.close()
    if not settings.DEBUG:  # pages find their styles by hashed names, as in production
        call_command("collectstatic", interactive=False, verbosity=0)
    return accounts


def prepare_database() -> str:
    """Migrate and load reference and demo data when sources or DEBUG changed; return the demo accounts.

    What was done is remembered in the cache, which lives in the same database. Each command is safe to run
    again.
    """
    digest = f"{_digest()} {settings.DEBUG}"
    if "django_cache" in connection.introspection.table_names():
        done = cache.get(PREPARED, {})
        if done.get("digest") == digest:
            return str(done["accounts"])
    print("Preparing the database", flush=True)
    call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", stdout=io.StringIO())
    accounts = io.StringIO()
    if settings.DEBUG:  # the demo accounts have a public password
        call_command("seed_demo", stdout=accounts, stderr=io.StringIO())
    cache.set(PREPARED, {"digest": digest, "accounts": accounts.getvalue()}, timeout=None)
    return accounts.getvalue()


def _digest() -> str:
    """Return a fingerprint of the files that migrations, reference data and demo data come from."""
    seen = sha256()
    for package in sorted(ROOT.glob("*/__init__.py")):
        for file in sorted(package.parent.rglob("*")):
            if file.suffix in {".py", ".json", ".toml", ".csv", ".yaml"} and "tests" not in file.parts:
                seen.update(f"{file}{file.stat().st_mtime_ns}{file.stat().st_size}".encode())
    return seen.hexdigest()


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


def _require_free(host: str, port: int) -> None:
    """End with advice unless the port can be served on."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        sys.exit(
            f"Cannot serve on {host}:{port}: {error.strerror}. Is Genesis running already? "
            f"Choose another port with:  make run PORT={port + 1}"
        )


def _start_server(host: str, port: int) -> subprocess.Popen[bytes]:
    """Start the web server; one request at a time per worker was measured fastest."""
    place = ("--host", host, "--port", str(port), "--workers", os.environ.get("WEB_WORKERS") or "2")
    flags = ("--interface", "wsgi", "--log-level", "warning", "--blocking-threads", "1")
    return _start("-m", "granian", *place, *flags, "config.wsgi:application")


def _start_worker() -> subprocess.Popen[bytes]:
    """Start a worker for background jobs; it speaks up only when it loses the database."""
    return _start("manage.py", "worker", "--verbosity", "0", "--skip-checks")


def _start(*command: str) -> subprocess.Popen[bytes]:
    """Start a program of ours in its own process group, so that only we tell it to stop."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *command], cwd=ROOT, start_new_session=True, preexec_fn=_die_with_parent
    )


def _die_with_parent() -> None:
    """On Linux, stop the child also when this program is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _await_opening(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Return once a page can be had; end with the server's status if it ended before."""
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
    with contextlib.closing(asked), contextlib.suppress(OSError, http.client.HTTPException):
        asked.request("GET", "/healthz")
        return asked.getresponse().status > 0
    return False


def _watch(server: subprocess.Popen[bytes], greeting: str) -> int:
    """Run a worker beside the server until told to stop, then stop both; return the status to end with.

    The greeting is printed once Ctrl-C and SIGTERM stop both in order. A worker that died is started anew.
    """
    told: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: told.append(received))
    worker = _start_worker()
    print(greeting, flush=True)
    while server.poll() is None and not told:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.5)
        if worker.poll() is not None:
            worker = _start_worker()
    _stop(server, worker)
    return 0 if told else server.returncode


def _stop(*children: subprocess.Popen[bytes]) -> None:
    """Let the children finish what they do, for STOP_SECONDS at most.

    They are told again and again: a process that is still loading does not hear the first signal.
    """
    give_up = time.monotonic() + STOP_SECONDS
    for child in children:
        child.terminate()
    while any(child.poll() is None for child in children):
        time.sleep(0.2)
        for child in children:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended
                os.killpg(child.pid, signal.SIGKILL if time.monotonic() > give_up else signal.SIGTERM)


def run() -> None:
    """Serve; Ctrl-C or SIGTERM before that ends calmly, and again pressed changes nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("\nStopped before serving. The next start goes on from here.", flush=True)
        sys.exit(130)  # as shells say it


if __name__ == "__main__":
    run()

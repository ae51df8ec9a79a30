"""The site as production serves it: granian, DEBUG off, collected and compressed static files."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

START_SECONDS = 30


@contextmanager
def served(var: Path) -> Iterator[str]:
    """Serve the test's database with production's settings; give the address. Files go to `var`."""
    port = _free_port()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
            **connection.settings_dict
        ),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "0",
        "HTTPS": "0",  # this machine has no certificate
        "VAR_DIR": str(var),
    }
    python = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(python, cwd=settings.BASE_DIR, env=env, check=True)
    flags = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *flags, "config.wsgi:application"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env)
    try:
        yield _wait(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> str:
    """Return the address once it answers."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{url}/healthz")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return url

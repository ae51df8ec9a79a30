"""Databases and servers of a measurement, which end with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database(url: str, name: str) -> Iterator[str]:
    """Make an empty database beside the real one, give its address, and drop it in the end."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def served(address: str, port: int) -> Iterator[int]:
    """Serve that database with two workers, as production does, until the block ends; give its id."""
    flags = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    flags += ["--log-level", "error", "config.wsgi:application"]
    environment = {**os.environ, "DATABASE_URL": address}
    server = subprocess.Popen([sys.executable, "-m", "granian", *flags], cwd=ROOT, env=environment)
    try:
        _await(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _await(port: int) -> None:
    """Return once somebody listens there; raises OSError when nobody does within a minute."""
    give_up = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return

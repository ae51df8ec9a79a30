"""Databases, servers and programs of a measurement, which end with it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from bench.workers import children, megabytes, processor_seconds

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A web server on this machine."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor time that its workers have used."""
        return sum(processor_seconds(child) for child in children(self.pid))

    def megabytes(self) -> float:
        """Return the memory of its largest worker."""
        return max((megabytes(child) for child in children(self.pid)), default=0.0)


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
def served(address: str, port: int = 0) -> Iterator[Server]:
    """Serve that database with two workers, as production does, until the block ends; 0 is any free port."""
    port = port or free_port()
    flags = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    flags += ["--log-level", "error", "config.wsgi:application"]
    environment = {**os.environ, "DATABASE_URL": address}
    server = subprocess.Popen([sys.executable, "-m", "granian", *flags], cwd=ROOT, env=environment)
    try:
        _await(port)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(20)


def ask(address: str, module: str, *arguments: str) -> Any:
    """Run a module in a process of its own, on that database, and return the JSON that it writes."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "DATABASE_URL": address}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


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

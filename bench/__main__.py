"""Run the benchmark: `make bench`, or `make bench ARGS="--sessions 1000 50000 --seconds 2"`."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from config.embedded import ensure_database_url

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "genesis_bench"
Figures = dict[str, dict[str, float]]
PORT = 8765


def main() -> None:
    """Measure each size of database in turn and print the figures."""
    arguments = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    url = ensure_database_url(ROOT)
    results = {}
    for sessions in arguments.sessions:
        with _database(url):
            results[sessions] = _measure(sessions, arguments)
    from bench.report import print_report  # after the settings are known

    print_report(results)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(results, indent=2), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--sessions", type=int, nargs="+", default=[1_000, 1_000_000], help="sizes of database"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every page")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a round of one page")
    parser.add_argument("--json", help="write the figures to this file too")
    return parser.parse_args()


@contextmanager
def _database(url: str) -> Iterator[None]:
    """Make an empty database beside the real one, point the environment at it, and drop it in the end."""
    address = urlsplit(url)._replace(path=f"/{DATABASE}").geturl()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = address
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = url
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _measure(sessions: int, arguments: argparse.Namespace) -> Figures:
    """Fill and measure in processes of their own, so that nothing of one size reaches the other."""
    sys.stdout.write(f"\n  {sessions:,} sessions\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "bench.prepare", str(sessions)], cwd=ROOT, check=True)
    with _server():
        command = [
            sys.executable,
            "-m",
            "bench.measure",
            str(PORT),
            str(arguments.rounds),
            str(arguments.seconds),
        ]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


@contextmanager
def _server() -> Iterator[None]:
    """Serve with two workers, as production does, until the block ends."""
    flags = ["--interface", "wsgi", "--port", str(PORT), "--workers", "2", "--blocking-threads", "1"]
    flags += ["--log-level", "error", "config.wsgi:application"]
    server = subprocess.Popen([sys.executable, "-m", "granian", *flags], cwd=ROOT)
    try:
        time.sleep(4)
        yield
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()

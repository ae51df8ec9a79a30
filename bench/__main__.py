"""Run the benchmark: `make bench`, or `make bench ARGS="--sessions 1000 50000 --seconds 2"`."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from bench.measure import Browsers, Figures, measure
from bench.serving import database, served
from bench.workers import children, megabytes
from localrun.embedded import ensure_database_url

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "genesis_bench"
PORT = 8765


def main() -> None:
    """Fill a database of each size, then measure all of them in the same rounds and print the figures."""
    arguments = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    url = ensure_database_url(ROOT)
    enriched = _enrich(url, arguments.briefs) if arguments.briefs else {}
    with ExitStack() as stack:
        addresses = {
            size: stack.enter_context(database(url, f"{DATABASE}_{size}")) for size in arguments.sessions
        }
        browsers = {size: _fill(size, address) for size, address in addresses.items()}
        servers: list[int] = []
        ports = {size: PORT + number for number, size in enumerate(addresses)}
        for size, address in addresses.items():
            servers.append(stack.enter_context(served(address, ports[size])))
        results = measure(browsers, ports, arguments.rounds, arguments.seconds)
        web = [megabytes(child) for server in servers for child in children(server)]
    _print(results, enriched, web)
    if arguments.json:
        told = {"pages": results, "agents": enriched, "web_mb": web}
        Path(arguments.json).write_text(json.dumps(told, indent=2), encoding="utf-8")


def _print(results: Figures, enriched: dict[str, float], web: list[float]) -> None:
    from bench.report import print_agents, print_memory, print_report  # after the settings are known

    print_report(results)
    if enriched:
        print_agents(enriched)
    print_memory(web, enriched.get("worker_mb", 0.0))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--sessions", type=int, nargs="+", default=[1_000, 1_000_000], help="sizes of database"
    )
    parser.add_argument("--rounds", type=int, default=9, help="rounds of every page")
    parser.add_argument("--seconds", type=float, default=1.5, help="length of a round of one page")
    parser.add_argument("--briefs", type=int, default=40, help="briefs that the agents enrich; 0 for none")
    parser.add_argument("--json", help="write the figures to this file too")
    return parser.parse_args()


def _fill(size: int, address: str) -> Browsers:
    """Fill the database in a process of its own; return what its browsers send."""
    sys.stdout.write(f"\n  {size:,} sessions\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "bench.prepare", str(size)]
    environment = {**os.environ, "DATABASE_URL": address}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    browsers: Browsers = json.loads(done.stdout)
    return browsers


def _enrich(url: str, briefs: int) -> dict[str, float]:
    """Measure the agents on a database of their own."""
    with database(url, f"{DATABASE}_0") as address:
        command = [sys.executable, "-m", "bench.enrich", str(briefs)]
        environment = {**os.environ, "DATABASE_URL": address}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()

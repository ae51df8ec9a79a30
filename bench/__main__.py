"""Run the benchmark: `make bench`, or `make bench ARGS="--sessions 1000 50000 --seconds 2"`."""

import argparse
import os
import sys
from contextlib import ExitStack

from bench.measure import Browsers, measure
from bench.report import print_agents, print_memory, print_report
from bench.serving import ROOT, ask, database, served
from localrun.embedded import ensure_database_url

DATABASE = "genesis_bench"


def main() -> int:
    """Fill a database of each size, measure all in the same rounds, print; return 1 when a page is wrong."""
    arguments = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    url = ensure_database_url(ROOT)
    enriched = _enrich(url, arguments.briefs) if arguments.briefs else {}
    with ExitStack() as stack:
        addresses = {
            size: stack.enter_context(database(url, f"{DATABASE}_{size}")) for size in arguments.sessions
        }
        browsers = {size: _fill(size, address) for size, address in addresses.items()}
        servers = {size: stack.enter_context(served(address)) for size, address in addresses.items()}
        results = measure(browsers, servers, arguments.rounds, arguments.seconds)
        web_mb = max(server.megabytes() for server in servers.values())
    is_right = print_report(results)
    if enriched:
        print_agents(enriched)
    print_memory(web_mb, enriched.get("worker_mb", 0.0))
    return int(not is_right)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--sessions", type=int, nargs="+", default=[1_000, 1_000_000], help="sizes of database"
    )
    parser.add_argument("--rounds", type=int, default=9, help="rounds of every page")
    parser.add_argument("--seconds", type=float, default=1.5, help="length of a round of one page")
    parser.add_argument("--briefs", type=int, default=40, help="briefs that the agents enrich; 0 for none")
    return parser.parse_args()


def _fill(size: int, address: str) -> Browsers:
    """Fill the database and return what its browsers send."""
    sys.stdout.write(f"\n  {size:,} sessions\n")
    sys.stdout.flush()
    browsers: Browsers = ask(address, "bench.prepare", str(size))
    return browsers


def _enrich(url: str, briefs: int) -> dict[str, float]:
    """Measure the agents on a database of their own."""
    with database(url, f"{DATABASE}_0") as address:
        figures: dict[str, float] = ask(address, "bench.enrich", str(briefs))
    return figures


if __name__ == "__main__":
    sys.exit(main())

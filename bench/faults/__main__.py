"""Break things in mid-run and look: `python -m bench.faults [NAME ...]`, all of them without a name.

Needs no running Genesis: starts a PostgreSQL of its own in a temporary folder, and workers. Prints how long
everything took to come back; ends with 1 when anything was lost or done twice, or did not come back.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.faults import database, services, workers
from bench.faults.ground import Broken, ground, say

FAULTS: Final[dict[str, tuple[str, Callable[[Path], None]]]] = {
    "killed": ("a worker is killed with -9 in mid-agent, another one lives", workers.killed),
    "all-killed": ("all workers are killed with -9 in mid-agent, one is started later", workers.all_killed),
    "frozen": ("a worker freezes in mid-agent and wakes up when its work is done", workers.frozen),
    "stopped": ("a worker is told to stop in mid-agent, as an upgrade does", workers.stopped),
    "restarted": ("PostgreSQL is restarted in mid-run", database.restarted),
    "crashed": ("PostgreSQL crashes and is started again in mid-run", database.crashed),
    "cut": ("all connections of the workers are cut in mid-run", database.cut),
    "search": ("the web search is down, slow, or talks nonsense", services.search),
    "partner": ("the hosting partner loses its answers", services.partner),
}


def main() -> int:
    """Run the faults that are named and return the status to end with."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(FAULTS)}")
    wanted = parser.parse_args().names or list(FAULTS)
    if unknown := set(wanted) - set(FAULTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    with ground() as folder:
        broken = [name for name in wanted if not _holds(name, folder)]
    say(f"BROKEN: {', '.join(broken)}" if broken else "Nothing was lost, nothing was doubled.")
    return 1 if broken else 0


def _holds(name: str, folder: Path) -> bool:
    """Run one fault; say and return whether everything came back."""
    what, fault = FAULTS[name]
    say(f"\n{name}: {what}")
    try:
        fault(folder)
    except Broken as error:
        say(f"BROKEN: {error}")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

"""The figures as a table."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

#: How much slower a page may be in the large database.
GROWTH = 1.2
#: Seconds within which 95 of 100 briefs are to be ready.
READY = 3.0
#: What each row is, and what part of the bare page's rate it is to reach (None: no target of its own).
ROWS: dict[str, tuple[str, float | None]] = {
    "bare": ("yardstick: session, user, one SELECT, one INSERT, a crispy form, by GET", None),
    "wizard GET": ("a step's question, not answered yet", 0.8),
    "with review": ("an answered step with what the coach said of it", 0.8),
    "bare POST": ("the yardstick by POST", None),
    "wizard POST": ("an answer reviewed and saved, against the bare POST", 0.8),
    "session list": ("a person's ten sessions", None),
    "brief list": ("a person's briefs", None),
    "search": ("a person's businesses by a word of the name and the sector", None),
    "published": ("a published site, as visitors get it", 0.5),
}


def print_report(results: Mapping[int, Mapping[str, Mapping[str, Any]]]) -> None:
    """Print req/s, p50, p95 and the ratio to the bare page for each size, then how p95 grew with the size."""
    for sessions, pages in results.items():
        _line(f"\n  {sessions:,} sessions: two workers, four browsers, medians over the rounds\n")
        head = f"{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'to bare':>9}{'(min-max)':>14}{'failed':>8}"
        _line(f"  {'page':<14}{head}\n")
        for name, page in pages.items():
            _line(
                f"  {name:<14}{page['rate']:>9.0f}{page['p50']:>9.1f}{page['p95']:>9.1f}{page['ratio']:>9.2f}"
                f"{page['ratio_min']:>8.2f}-{page['ratio_max']:.2f}{page['failures']:>8}\n"
            )
    _print_rows()
    small, large = min(results), max(results)
    if small != large:
        _line(
            f"\n  p95 at {large:,} sessions over p95 at {small:,}, round by round (target at most {GROWTH})\n"
        )
        _line(f"  {'page':<14}{'median':>9}{'(min-max)':>14}\n")
        for name, page in results[large].items():
            _line(f"  {name:<14}{page['growth']:>9.2f}{page['growth_min']:>8.2f}-{page['growth_max']:.2f}\n")


def _print_rows() -> None:
    """Print what each row is, with its target."""
    _line("\n")
    for name, (meaning, target) in ROWS.items():
        _line(f"  {name:<14}{meaning}{f' (target {target})' if target else ''}\n")


def print_agents(figures: Mapping[str, float]) -> None:
    """Print how long the agents took, one brief after the other and all at once."""
    _line(f"\n  Agents: {figures['briefs']} briefs, two workers, from “Finish” to “ready”\n")
    _line(f"  p50 {figures['p50']:.2f} s, p95 {figures['p95']:.2f} s (target {READY:.0f} s), ")
    _line(f"longest {figures['max']:.2f} s; all at once {figures['jobs_per_second']:.1f} jobs/s\n")


def print_memory(web: Sequence[float], worker: float) -> None:
    """Print what the largest web process and the largest worker held when all was done."""
    _line(f"\n  Memory: web process {max(web, default=0):.0f} MB, worker {worker:.0f} MB\n")


def _line(text: str) -> None:
    sys.stdout.write(text)

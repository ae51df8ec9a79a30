"""The figures as a table."""

import sys
from collections.abc import Mapping
from typing import Any

#: How much slower a page may be in the large database.
GROWTH = 1.2


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
    small, large = min(results), max(results)
    if small != large:
        _line(
            f"\n  p95 at {large:,} sessions over p95 at {small:,}, round by round (target at most {GROWTH})\n"
        )
        _line(f"  {'page':<14}{'median':>9}{'(min-max)':>14}\n")
        for name, page in results[large].items():
            _line(f"  {name:<14}{page['growth']:>9.2f}{page['growth_min']:>8.2f}-{page['growth_max']:.2f}\n")


def _line(text: str) -> None:
    sys.stdout.write(text)

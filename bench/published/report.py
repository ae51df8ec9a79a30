"""The figures of published sites as a table, and whether they meet the targets."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.published.tools import CATEGORIES, Measured

#: The least score of each category, and the most kilobytes of a first load without its images.
LEAST_SCORE = 95
MOST_KILOBYTES = 50


@dataclass(frozen=True)
class Row:
    """A page's figures."""

    theme: str
    language: str
    measured: Measured

    @property
    def is_good(self) -> bool:
        """Whether it meets every target."""
        return min(self.measured.scores.values()) >= LEAST_SCORE and self.measured.kilobytes <= MOST_KILOBYTES


def print_report(rows: Sequence[Row], invalid: Sequence[str]) -> bool:
    """Print the table and what is wrong; return whether everything is as it should be."""
    heads = "".join(f"{name:>16}" for name in CATEGORIES)
    _line(f"\n  Published sites: Lighthouse's phone, targets {LEAST_SCORE} and {MOST_KILOBYTES} KB\n")
    _line(f"  {'theme':<10}{'':<4}{heads}{'KB':>8}\n")
    for row in rows:
        _print_row(row)
    for fault in sorted(set[str]().union(*(row.measured.faults for row in rows))):
        _line(f"  lost points: {fault}\n")
    _line(f"\n  HTML and CSS: {len(invalid) or 'no'} faults in {len(rows)} pages\n")
    for fault in invalid:
        _line(f"  {fault}\n")
    return not invalid and all(row.is_good for row in rows)


def _print_row(row: Row) -> None:
    scores = "".join(f"{row.measured.scores[name]:>16}" for name in CATEGORIES)
    _line(f"  {row.theme:<10}{row.language:<4}{scores}{row.measured.kilobytes:>8.1f}")
    _line("\n" if row.is_good else "  below the target\n")


def _line(text: str) -> None:
    sys.stdout.write(text)

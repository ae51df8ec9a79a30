"""The figures as a table."""

import sys
from collections.abc import Mapping

from bench.measure import Figures, Spread

#: What each row is, and what it is to reach.
ROWS = {
    "bare GET": "yardstick: session, user, one SELECT, one INSERT, a crispy form",
    "peer GET": "a step's question as a django-formtools wizard with our sentences",
    "wizard GET": "a step's question, not answered yet (target: 1.0 to the peer)",
    "peer review": "an answered step of the peer",
    "with review": "an answered step with what the coach said of it (target: 1.0 to the peer, .75 is enough)",
    "bare POST": "the yardstick by POST",
    "peer POST": "an answer kept in the web session, to the bare POST",
    "wizard POST": "an answer reviewed and saved, to the bare POST (target: .5 to bare)",
    "session list": "a person's ten sessions (target: .4 to bare)",
    "brief list": "a person's briefs (target: .4 to bare)",
    "search": "a person's businesses by a word of the name and the sector (target: .4 to bare)",
    "published": "a published site, as visitors get it (target: .5 to bare)",
}
#: How much slower a page may be in the large database.
GROWTH = 1.2
#: The most queries of a page of ours.
MOST_QUERIES = {"GET": 6, "POST": 10}
#: Seconds within which 95 of 100 briefs are to be ready.
READY = 3.0


def print_report(results: Mapping[int, Mapping[str, Figures]]) -> bool:
    """Print the figures of each size, what each row is, and how p95 grew with the size.

    Returns whether no answer failed and no page asked more queries than it may.
    """
    for sessions, pages in results.items():
        _line(f"\n  {sessions:,} sessions: two workers, four browsers, medians over the rounds (min-max)")
        head = f"{'to bare':>19}{'to peer':>19}{'CPU ms':>7}{'queries':>8}{'KB':>6}{'failed':>7}"
        _line(f"  {'page':<12}{'req/s':>6}{'p50 ms':>7}{'p95 ms':>7}{head}")
        for name, page in pages.items():
            ratios = f"{_spread(page.to_bare):>19}{_spread(page.to_peer):>19}"
            _line(
                f"  {name:<12}{page.rate:>6.0f}{page.p50:>7.1f}{page.p95:>7.1f}{ratios}"
                f"{page.processor_ms:>7.2f}{page.queries:>8}{page.kilobytes:>6.1f}{page.failures:>7}"
            )
    _line("\n  CPU: of the web processes, without PostgreSQL's; KB: of HTML, before compression")
    for name, meaning in ROWS.items():
        _line(f"  {name:<14}{meaning}")
    small, large = min(results), max(results)
    if small != large:
        _line(
            f"\n  p95 at {large:,} sessions over p95 at {small:,}, round by round (target at most {GROWTH})"
        )
        for name, page in results[large].items():
            _line(f"  {name:<14}{_spread(page.growth):>17}")
    wrong = {name for pages in results.values() for name, page in pages.items() if not _is_right(name, page)}
    for name in sorted(wrong):
        _line(f"\n  {name}: answers failed, or it asks more queries than {MOST_QUERIES}")
    return not wrong


def _is_right(name: str, page: Figures) -> bool:
    return not page.failures and page.queries <= MOST_QUERIES["POST" if "POST" in name else "GET"]


def print_agents(figures: Mapping[str, float]) -> None:
    """Print how long the agents took, one brief after the other and all at once."""
    _line(f"\n  Agents: {figures['briefs']} briefs, two workers, from “Finish” to “ready”")
    _line(
        f"  p50 {figures['p50']:.2f} s, p95 {figures['p95']:.2f} s (target {READY:.0f} s), "
        f"longest {figures['max']:.2f} s; all at once {figures['jobs_per_second']:.1f} jobs/s"
    )


def print_memory(web: float, worker: float) -> None:
    """Print what the largest web process and the largest worker held when all was done."""
    _line(f"\n  Memory: web process {web:.0f} MB, worker {worker:.0f} MB")


def _spread(spread: Spread | None) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f}-{spread.most:.2f})" if spread else ""


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")

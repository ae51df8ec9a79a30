"""Measure every page against the bare one, in every size of database."""

import statistics
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle, product

from bench.load import Measured, Page, run

#: What a page is held against, when not against the bare page got by GET.
YARDSTICKS = {"wizard POST": "bare POST"}
#: What `bench.prepare` says of a database's people: cookies that sign them in, ids of their sessions.
Browsers = dict[str, list[str]]
Request = tuple[str, str, dict[str, str] | None]
#: Per size of database and page, its figures.
Figures = dict[int, dict[str, dict[str, float]]]
Rounds = dict[int, dict[str, list[Measured]]]


def measure(
    browsers: Mapping[int, Browsers], ports: Mapping[int, int], rounds: int, seconds: float
) -> Figures:
    """Take the pages in turn, round after round, each in all sizes at once: a change of pace meets them all.

    The sizes take turns in going first. They share the server's memory for pages, as databases do.
    """
    pages = {size: _pages(some) for size, some in browsers.items()}
    measured: Rounds = {size: {page.name: [] for page in some} for size, some in pages.items()}
    for size, some in pages.items():
        _warm_up(some, ports[size])
    for number in range(rounds):
        order = list(pages)[:: -1 if number % 2 else 1]
        for position, size in product(range(len(pages[order[0]])), order):
            page = pages[size][position]
            measured[size][page.name].append(run(page, ports[size], seconds))
    return {size: _all_figures(measured, size) for size in pages}


def _warm_up(pages: Iterable[Page], port: int) -> None:
    """Ask for every page for a second, which counts for nothing."""
    for page in pages:
        run(page, port, 1.0)


def _all_figures(measured: Rounds, size: int) -> dict[str, dict[str, float]]:
    return {name: _figures(measured, size, name) for name in measured[size]}


def _figures(measured: Rounds, size: int, name: str) -> dict[str, float]:
    """Return medians over the rounds; each ratio is of two measurements of the same round.

    `ratio` is to the bare page of the same method, `growth` that of p95 to the smallest database.
    """
    some = measured[size][name]
    bare = measured[size][YARDSTICKS.get(name, "bare")]
    ratios = [one.rate / other.rate for one, other in zip(some, bare, strict=True)]
    small = measured[min(measured)][name]
    growth = [one.percentile(0.95) / other.percentile(0.95) for one, other in zip(some, small, strict=True)]
    return {
        "rate": statistics.median(one.rate for one in some),
        "p50": statistics.median(one.percentile(0.5) for one in some),
        "p95": statistics.median(one.percentile(0.95) for one in some),
        "ratio": statistics.median(ratios),
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "growth": statistics.median(growth),
        "growth_min": min(growth),
        "growth_max": max(growth),
        "failures": sum(one.failures for one in some),
    }


def _pages(who: Browsers) -> list[Page]:
    fresh, answered, reading, writing = who["fresh"], who["answered"], who["reading"], who["writing"]
    open_ones = [ids.split() for ids in who["open"]]
    return [
        Page("bare", reading, lambda _: _again("GET", "/bench/bare/")),
        Page("wizard GET", reading, lambda number: _again("GET", f"/coaching/{fresh[number]}/vision/")),
        Page("with review", reading, lambda number: _again("GET", f"/coaching/{answered[number]}/offre/")),
        Page("bare POST", reading, lambda _: _again("POST", "/bench/bare/", {"answer": "x" * 300})),
        Page("wizard POST", writing, lambda number: _answers(open_ones[number]), frozenset({302})),
        Page("session list", reading, lambda _: _again("GET", "/coaching/")),
        Page("brief list", reading, lambda _: _again("GET", "/briefs/")),
        Page("search", reading, lambda _: _again("GET", "/businesses/?q=cremerie&sector=agriculture")),
        Page("published", reading, lambda number: _again("GET", who["published"][number])),
    ]


def _again(method: str, path: str, form: dict[str, str] | None = None) -> Iterator[Request]:
    while True:
        yield method, path, form


def _answers(sessions: list[str]) -> Iterator[Request]:
    """Send a different answer each time, to one session after the other, each from one open page."""
    for number, session_id in enumerate(cycle(sessions)):
        text = (
            f"Panier numéro {number} : quatre kilos de légumes des Niayes cueillis le matin, livrés à pied "
            "avant midi à Grand Yoff pour 2 500 FCFA, payés par Wave ou en espèces. Si un légume est "
            "abîmé, nous le remplaçons le lendemain. Nos vingt premières clientes gagnent une heure de "
            "marché par jour."
        )
        yield "POST", f"/coaching/{session_id}/offre/", {"text": text, "version": "1", "editor": "b"}

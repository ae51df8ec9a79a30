"""Measure every page beside the bare one and the peer's, in every size of database."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, cycle, product
from typing import NamedTuple

from bench.load import Measured, Page, Request, run
from bench.serving import Server

#: What a page is held against, when not against the bare page got by GET.
BARE = {"wizard POST": "bare POST", "peer POST": "bare POST"}
#: The peer's page that does what ours does.
PEER = {"wizard GET": "peer GET", "with review": "peer review", "wizard POST": "peer POST"}
#: What `bench.prepare` says of a database's people: cookies that sign them in, ids of their sessions.
Browsers = dict[str, list[str]]
Rounds = dict[str, list[Measured]]


class Spread(NamedTuple):
    """A figure over the rounds."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class Figures:
    """What was measured of a page: medians over the rounds; ratios are of two measurements of one round.

    `growth` is p95 over that in the smallest database.
    """

    rate: float
    p50: float
    p95: float
    to_bare: Spread
    to_peer: Spread | None
    growth: Spread
    processor_ms: float
    queries: int
    kilobytes: float
    failures: int


def measure(
    browsers: Mapping[int, Browsers], servers: Mapping[int, Server], rounds: int, seconds: float
) -> dict[int, dict[str, Figures]]:
    """Take the pages in turn, round after round, each in all sizes at once: a change of pace meets them all.

    The sizes take turns in going first. They share the server's memory for pages, as databases do. A second
    of each page before counts for nothing.
    """
    pages = {size: _pages(some) for size, some in browsers.items()}
    measured: dict[int, Rounds] = {size: {page.name: [] for page in some} for size, some in pages.items()}
    for size, some in pages.items():
        for page in some:
            run(page, servers[size], 1.0)
    for number in range(rounds):
        order = list(pages)[:: -1 if number % 2 else 1]
        for position, size in product(range(len(pages[order[0]])), order):
            page = pages[size][position]
            measured[size][page.name].append(run(page, servers[size], seconds))
    smallest = measured[min(measured)]
    return {size: {name: _figures(name, some, smallest) for name in some} for size, some in measured.items()}


def _figures(name: str, measured: Rounds, smallest: Rounds) -> Figures:
    some, peer = measured[name], PEER.get(name)
    p95, whole = _percentiles(some, 0.95), _pooled(some)
    answers = len(whole.times)
    return Figures(
        rate=statistics.median(_rates(some)),
        p50=statistics.median(_percentiles(some, 0.5)),
        p95=statistics.median(p95),
        to_bare=_ratio(_rates(some), _rates(measured[BARE.get(name, "bare GET")])),
        to_peer=_ratio(_rates(some), _rates(measured[peer])) if peer else None,
        growth=_ratio(p95, _percentiles(smallest[name], 0.95)),
        processor_ms=1000 * whole.processor_seconds / answers,
        queries=max(whole.queries),
        kilobytes=sum(whole.sizes) / answers / 1024,
        failures=whole.failures,
    )


def _rates(rounds: Sequence[Measured]) -> list[float]:
    return [one.rate for one in rounds]


def _percentiles(rounds: Sequence[Measured], share: float) -> list[float]:
    return [one.percentile(share) for one in rounds]


def _pooled(rounds: Sequence[Measured]) -> Measured:
    """Return the answers of all rounds as those of one."""
    return Measured(
        times=[seconds for one in rounds for seconds in one.times],
        queries=[number for one in rounds for number in one.queries],
        sizes=[size for one in rounds for size in one.sizes],
        failures=sum(one.failures for one in rounds),
        seconds=sum(one.seconds for one in rounds),
        processor_seconds=sum(one.processor_seconds for one in rounds),
    )


def _ratio(figures: Sequence[float], others: Sequence[float]) -> Spread:
    """Return the ratios of two measurements, round by round."""
    ratios = [one / other for one, other in zip(figures, others, strict=True)]
    return Spread(statistics.median(ratios), min(ratios), max(ratios))


def _pages(who: Browsers) -> list[Page]:
    reading, writing, peers = who["reading"], who["writing"], who["peer"]
    fresh, answered, published = who["fresh"], who["answered"], who["published"]
    open_ones = [ids.split() for ids in who["open"]]
    form = {"answer": "x" * 300}
    return [
        Page("bare GET", reading, lambda _: _again("/bench/bare/")),
        Page("peer GET", peers, lambda _: _again("/bench/peer/vision/")),
        Page("wizard GET", reading, lambda number: _again(f"/coaching/{fresh[number]}/vision/")),
        Page("peer review", who["peer answered"], lambda _: _again("/bench/peer/offre/")),
        Page("with review", reading, lambda number: _again(f"/coaching/{answered[number]}/offre/")),
        Page("bare POST", reading, lambda _: cycle([("POST", "/bench/bare/", form)])),
        Page("peer POST", peers, lambda _: _peer_answers(), 302),
        Page("wizard POST", writing, lambda number: _answers(open_ones[number]), 302),
        Page("session list", reading, lambda _: _again("/coaching/")),
        Page("brief list", reading, lambda _: _again("/briefs/")),
        Page("search", reading, lambda _: _again("/businesses/?q=cremerie&sector=agriculture")),
        Page("published", reading, lambda number: _again(published[number])),
    ]


def _again(path: str) -> Iterator[Request]:
    return cycle([("GET", path, None)])


def _answers(sessions: list[str]) -> Iterator[Request]:
    """Send a different answer each time, to one session after the other, each from one open page."""
    for number, session_id in enumerate(cycle(sessions)):
        form = {"text": _answer(number), "version": "1", "editor": "b"}
        yield "POST", f"/coaching/{session_id}/offre/", form


def _peer_answers() -> Iterator[Request]:
    for number in count():
        form = {"peer-current_step": "offre", "offre-text": _answer(number)}
        yield "POST", "/bench/peer/offre/", form


def _answer(number: int) -> str:
    return (
        f"Panier numéro {number} : quatre kilos de légumes des Niayes cueillis le matin, livrés à pied "
        "avant midi à Grand Yoff pour 2 500 FCFA, payés par Wave ou en espèces. Si un légume est "
        "abîmé, nous le remplaçons le lendemain. Nos vingt premières clientes gagnent une heure de "
        "marché par jour."
    )

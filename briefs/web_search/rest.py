"""A web search over HTTP: POST /search with a bearer key and a JSON question, as Tavily answers it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from agents.contract import WebPage
from briefs.web_search.pages import page
from briefs.web_search.port import SearchRefused, SearchUnavailable
from outbound.http import Again, Bounds, NotSendable, post

#: `whole` is what one question may take with all its attempts.
BOUNDS: Final = Bounds(connect=3.0, part=5.0, whole=12.0, largest=256 * 1024)
#: Seconds between attempts when the service names none; an attempt follows each of them.
PAUSES: Final = (0.5, 1.5)
LONGEST_PAUSE: Final = 4.0


class RestSearch:
    """The adapter of `WebSearch`; `bounds` and `sleep` are given by tests."""

    def __init__(
        self,
        url: str,
        key: str,
        *,
        bounds: Bounds = BOUNDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`url` is the service's base address."""
        self._endpoint = f"{url.rstrip('/')}/search"
        self._key = key
        self._bounds = bounds
        self._sleep = sleep

    def search(self, query: str, *, most: int = 3) -> tuple[WebPage, ...]:
        """See `WebSearch.search`; tries up to three times, with growing pauses, within the whole time."""
        until = time.monotonic() + self._bounds.whole
        for pause in (*PAUSES, None):
            try:
                return self._ask(query, most, until - time.monotonic())
            except Again as again:
                longer = min(again.seconds or pause or 0.0, LONGEST_PAUSE)
                if pause is None or time.monotonic() + longer >= until:
                    raise SearchUnavailable(str(again)) from again
                self._sleep(longer)
        raise AssertionError("unreachable")

    def _ask(self, query: str, most: int, seconds: float) -> tuple[WebPage, ...]:
        told = {"query": query, "max_results": most, "search_depth": "basic"}
        headers = {"Authorization": f"Bearer {self._key}"}
        try:
            status, body = post(self._endpoint, told, headers, replace(self._bounds, whole=seconds))
        except NotSendable as error:
            raise SearchRefused(str(error)) from error
        if not 200 <= status < 300:
            raise SearchRefused(f"status {status}")
        return _found(body, most)


def _found(body: bytes, most: int) -> tuple[WebPage, ...]:
    """Return the pages of an answer; rows that are none are left out."""
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SearchUnavailable("answer not understood") from error
    rows = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise SearchUnavailable("answer not understood")
    pages = (page(row) for row in rows[: 4 * most])
    return tuple(one for one in pages if one is not None)[:most]

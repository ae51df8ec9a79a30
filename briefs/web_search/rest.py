"""The HTTP adapter of web search: POST /search with a bearer key and a JSON query, the API of Tavily."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from agents.contract import WebPage
from briefs.web_search.pages import page
from briefs.web_search.port import SearchRefused, SearchUnavailable
from outbound.http import Bounds, InvalidRequest, RetryableError, post

#: `whole` bounds one search with all its attempts.
BOUNDS: Final = Bounds(connect=3.0, part=5.0, whole=12.0, largest=256 * 1024)
#: The seconds between attempts, unless the service names others.
PAUSES: Final = (0.5, 1.5)
MAX_PAUSE: Final = 4.0


class RestSearch:
    """Implements `WebSearch`; tests pass `bounds` and `sleep`."""

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
        """See `WebSearch.search`; makes up to three attempts with growing pauses."""
        until = time.monotonic() + self._bounds.whole
        for pause in (*PAUSES, None):
            try:
                return self._post(query, most, until - time.monotonic())
            except RetryableError as error:
                seconds = min(error.seconds or pause or 0.0, MAX_PAUSE)
                if pause is None or time.monotonic() + seconds >= until:
                    raise SearchUnavailable(str(error)) from error
                self._sleep(seconds)
        raise AssertionError("unreachable")

    def _post(self, query: str, most: int, seconds: float) -> tuple[WebPage, ...]:
        payload = {"query": query, "max_results": most, "search_depth": "basic"}
        headers = {"Authorization": f"Bearer {self._key}"}
        try:
            status, body = post(self._endpoint, payload, headers, replace(self._bounds, whole=seconds))
        except InvalidRequest as error:
            raise SearchRefused(str(error)) from error
        if not 200 <= status < 300:
            raise SearchRefused(f"status {status}")
        return _found(body, most)


def _found(body: bytes, most: int) -> tuple[WebPage, ...]:
    """Return the valid pages of an answer."""
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SearchUnavailable("answer not understood") from error
    rows = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise SearchUnavailable("answer not understood")
    pages = (page(row) for row in rows[: 4 * most])
    return tuple(one for one in pages if one is not None)[:most]

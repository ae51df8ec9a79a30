"""A web search over HTTP: POST /search with a bearer key and a JSON question, as Tavily answers it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, Final

import httpx

from businesses.agents.contract import Found
from businesses.search.pages import page
from businesses.search.port import SearchRefused, SearchUnavailable

#: Seconds to wait for a connection, and for each part of an answer.
TIMEOUT: Final = httpx.Timeout(5.0, connect=3.0)
#: Seconds that one question may take with all its attempts, however slowly the parts drip in.
LONGEST: Final = 12.0
#: Seconds between attempts when the service names none; an attempt follows each of them.
PAUSES: Final = (0.5, 1.5)
LONGEST_PAUSE: Final = 4.0
LARGEST_ANSWER: Final = 256 * 1024
_TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class _Wait(Exception):
    """This attempt came to nothing, another one may not; `seconds` is what the service asked for."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class RestSearch:
    """The adapter of `WebSearch`; client, `sleep` and `clock` are given by tests."""

    def __init__(
        self,
        url: str,
        key: str,
        *,
        client: httpx.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`url` is the service's base address. No redirect is followed: it could carry the key away."""
        self._endpoint = f"{url.rstrip('/')}/search"
        self._key = key
        self._client = client or httpx.Client(timeout=TIMEOUT, follow_redirects=False)
        self._sleep = sleep
        self._clock = clock

    def search(self, query: str, *, most: int = 3) -> tuple[Found, ...]:
        """See `WebSearch.search`; tries up to three times, with growing pauses, within LONGEST seconds."""
        until = self._clock() + LONGEST
        for pause in (*PAUSES, None):
            try:
                return _found(self._ask(query, most, until), most)
            except _Wait as wait:
                longer = min(wait.seconds or pause or 0.0, LONGEST_PAUSE)
                if pause is None or self._clock() + longer >= until:
                    raise SearchUnavailable(str(wait)) from wait
                self._sleep(longer)
        raise AssertionError("unreachable")

    def _ask(self, query: str, most: int, until: float) -> bytes:
        """Return the body of a good answer, read no further and no longer than allowed."""
        headers = {"Authorization": f"Bearer {self._key}", "Accept-Encoding": "identity"}
        told = {"query": query, "max_results": most, "search_depth": "basic"}
        try:
            with self._client.stream("POST", self._endpoint, json=told, headers=headers) as response:
                _refuse(response)
                return self._body(response, until)
        except httpx.HTTPError as error:
            raise _Wait(type(error).__name__) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise SearchRefused("the address or the key is not valid") from error

    def _body(self, response: httpx.Response, until: float) -> bytes:
        read = b""
        for part in response.iter_raw():  # a packed answer, which could swell, is not unpacked
            read += part
            if len(read) > LARGEST_ANSWER:
                raise SearchUnavailable("answer too large")
            if self._clock() > until:
                raise SearchUnavailable("answer too slow")
        return read


def _refuse(response: httpx.Response) -> None:
    """Raise for an answer that is no good."""
    status = response.status_code
    if status in _TRY_AGAIN:
        raise _Wait(f"status {status}", _seconds(response.headers.get("Retry-After", "")))
    if not 200 <= status < 300:
        raise SearchRefused(f"status {status}")


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


def _found(body: bytes, most: int) -> tuple[Found, ...]:
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

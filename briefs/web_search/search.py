"""Web search: its protocol and exceptions, and its HTTP adapter: POST /search, the API of Tavily.

A result is read as a page: title, URL and a few sentences, cleaned and cut.
"""

import re
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from agents.contract import WebPage
from nlp.text import sentences
from outbound.http import Bounds, InvalidRequest, RetryableError, post

#: `whole` bounds one search with all its attempts.
BOUNDS: Final = Bounds(connect=3.0, part=5.0, whole=12.0, largest=256 * 1024)
#: The seconds between attempts, unless the service names others.
PAUSES: Final = (0.5, 1.5)
MAX_PAUSE: Final = 4.0
MAX_TITLE: Final = 120
MAX_TEXT: Final = 400
MAX_URL: Final = 500
#: The most characters that are cleaned.
_MAX_READ: Final = 4_000
_BLANKS: Final = re.compile(r"\s+")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class SearchError(Exception):
    """The base of the exceptions."""


class SearchUnavailable(SearchError):
    """No valid answer came in time; another attempt may succeed."""


class SearchRefused(SearchError):
    """The service refuses the key or the query; another attempt does not help."""


class WebSearch(Protocol):
    """A web search."""

    def search(self, query: str, *, most: int = 3) -> tuple[WebPage, ...]:
        """Return at most `most` pages for a query, the best first.

        Their texts are cleaned of control characters and cut, but untrusted. Raises SearchUnavailable or
        SearchRefused.
        """


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
        return valid_pages(_rows(body)[: 4 * most])[:most]


class _Answer(BaseModel):
    """The part of an answer that is read."""

    results: list[Any]


def _rows(body: bytes) -> list[Any]:
    """Return the rows of an answer, or raise SearchUnavailable."""
    try:
        return _Answer.model_validate_json(body).results
    except ValidationError as error:
        raise SearchUnavailable("answer not understood") from error


def valid_pages(rows: Iterable[Any]) -> tuple[WebPage, ...]:
    """Return the rows of an answer that are pages."""
    return tuple(found for row in rows if (found := page(row)))


def page(row: Any) -> WebPage | None:
    """Return a row of an answer as a page; None without a text or a valid URL."""
    if not isinstance(row, dict):
        return None
    title, url, text = (row.get(name) for name in ("title", "url", "content"))
    if not isinstance(url, str) or not isinstance(text, str) or not _is_valid_url(url):
        return None
    excerpt = _cut(_clean(text), MAX_TEXT)
    heading = _cut(_clean(title), MAX_TITLE) if isinstance(title, str) else ""
    return WebPage(title=heading or urlsplit(url).hostname or url, url=url, text=excerpt) if excerpt else None


def _is_valid_url(url: str) -> bool:
    """Return whether a URL is http or https, without credentials and invisible characters."""
    if len(url) > MAX_URL or any(char.isspace() or unicodedata.category(char) in _INVISIBLE for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _clean(text: str) -> str:
    """Return a text on one line, without control and other invisible characters."""
    spaced = _BLANKS.sub(" ", text[:_MAX_READ])
    return "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE).strip()


def _cut(text: str, limit: int) -> str:
    """Return whole sentences up to a length, or whole words and an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [span.end for span in sentences(text) if span.end <= limit]
    if ends and ends[-1] > limit // 2:
        return text[: ends[-1]]
    return f"{text[: limit - 1].rsplit(' ', 1)[0]}…"

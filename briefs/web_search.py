"""Web search for the research agent: pages gathered before its run, the service's protocol and HTTP adapter.

The adapter speaks the API of Tavily (POST /search). A failure of the search stops nothing.
"""

import hashlib
import json
import logging
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.checks import CheckMessage, Error, register
from pydantic import BaseModel, TypeAdapter, ValidationError

from agents.contract import Inputs, WebPage
from briefs.results import StoredResult
from nlp.text import sentences
from outbound.http import Bounds, InvalidRequest, RetryableError, post
from reference.packs import DEFAULT, country_pack, sector_pack, trades

log = logging.getLogger(__name__)
#: The most pages of all queries.
MAX_PAGES: Final = 5
#: The seconds for which an answer is cached.
CACHE_SECONDS: Final = 7 * 24 * 60 * 60
_PAGES: Final = TypeAdapter(tuple[WebPage, ...])
_QUESTIONS: Final = {
    "fr": ("{sector} {place} prix marché clients", "{sector} {country} autorisation réglementation ouvrir"),
    "en": ("{sector} {place} prices market customers", "{sector} {country} licence regulation how to open"),
}
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


class _Answer(BaseModel):
    """The part of an answer that is read."""

    results: list[Any]


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
        try:  # pydantic's own reader of JSON refuses half an emoji, which a service may cut
            rows = _Answer.model_validate(json.loads(body)).results
        except (ValueError, RecursionError) as error:
            raise SearchUnavailable("answer not understood") from error
        return valid_pages(rows[: 4 * most])[:most]


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
    spaced = " ".join(text[:_MAX_READ].split())
    return "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE).strip()


def _cut(text: str, limit: int) -> str:
    """Return whole sentences up to a length, or whole words and an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [span.end for span in sentences(text) if span.end <= limit]
    if ends and ends[-1] > limit // 2:
        return text[: ends[-1]]
    return f"{text[: limit - 1].rsplit(' ', 1)[0]}…"


def configured_search() -> WebSearch | None:
    """Return the web search of the settings; None without a key."""
    if not settings.WEB_SEARCH_KEY:
        return None
    return RestSearch(settings.WEB_SEARCH_URL, settings.WEB_SEARCH_KEY)


def lacks_web_pages(stored: StoredResult) -> bool:
    """Return whether a research result was made without the web although a search is configured."""
    return bool(settings.WEB_SEARCH_KEY) and stored.result.get("web_reached") is not True


def with_web_pages(inputs: Inputs, search: WebSearch) -> Inputs:
    """Return the inputs with the pages of a search; a SearchError is logged, and `web_reached` is False."""
    found: dict[str, WebPage] = {}
    is_reached = True
    try:
        for query in queries(inputs):
            found |= {page.url: page for page in _pages(search, query)}
    except SearchError as error:
        log.warning("the web was not searched: %s", error)
        is_reached = False
    return inputs.model_copy(update={"found": tuple(found.values())[:MAX_PAGES], "web_reached": is_reached})


def queries(inputs: Inputs) -> list[str]:
    """Return the queries: trade or sector, town and country, and nothing of the person's answers."""
    pack, language = country_pack(inputs.country), inputs.language
    known = trades().get(inputs.trade)
    country = "" if pack.code == DEFAULT else pack.name.get(language)
    towns = {city.name.casefold(): city.name for city in pack.cities}
    town = towns.get(inputs.city.split(",")[0].strip().casefold(), "")
    values = {
        "sector": (known.name if known else sector_pack(inputs.sector).name).get(language),
        "place": f"{town} {country}",
        "country": country,
    }
    return [" ".join(question.format(**values).split()) for question in _QUESTIONS[language]]


def _pages(search: WebSearch, query: str) -> tuple[WebPage, ...]:
    """Return the pages for a query, from the cache if possible."""
    key = f"search:{hashlib.sha256(f'{settings.WEB_SEARCH_URL} {query}'.encode()).hexdigest()}"
    try:
        return _PAGES.validate_python(cache.get(key))
    except ValidationError:  # nothing is cached, or pages of another shape
        pages = search.search(query)
    cache.set(key, _PAGES.dump_python(pages), CACHE_SECONDS)
    return pages


@register()
def search_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a WEB_SEARCH_URL that would send the key unencrypted to another machine."""
    url = urlsplit(settings.WEB_SEARCH_URL)
    is_local = url.scheme == "http" and url.hostname in {"127.0.0.1", "localhost", "::1"}
    if not settings.WEB_SEARCH_KEY or (url.hostname and (url.scheme == "https" or is_local)):
        return []
    return [Error("WEB_SEARCH_URL must be an https:// address.", id="briefs.E001")]

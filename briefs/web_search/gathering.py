"""Web pages for the research agent: searched before its run, cached for a week; a failure stops nothing."""

import hashlib
import logging
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.checks import CheckMessage, Error, register
from pydantic import TypeAdapter, ValidationError

from agents.contract import Inputs, WebPage
from briefs.results import StoredResult
from briefs.web_search.search import RestSearch, SearchError, WebSearch
from reference.packs import DEFAULT, country_pack, sector_pack

log = logging.getLogger(__name__)
#: The most pages for a query, and in all.
PAGES_A_QUERY: Final = 3
MAX_PAGES: Final = 5
#: The seconds for which an answer is cached.
CACHE_SECONDS: Final = 7 * 24 * 60 * 60
_PAGES: Final = TypeAdapter(tuple[WebPage, ...])
_QUESTIONS: Final = {
    "fr": ("{sector} {place} prix marché clients", "{sector} {country} autorisation réglementation ouvrir"),
    "en": ("{sector} {place} prices market customers", "{sector} {country} licence regulation how to open"),
}


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
    """Return the queries: sector, town and country, and nothing of the person's answers."""
    pack, language = country_pack(inputs.country), inputs.language
    country = "" if pack.code == DEFAULT else pack.name.get(language)
    towns = {city.name.casefold(): city.name for city in pack.cities}
    town = towns.get(inputs.city.split(",")[0].strip().casefold(), "")
    values = {"sector": sector_pack(inputs.sector).name.get(language), "country": country}
    place = f"{town} {country}".strip()
    return [" ".join(question.format(place=place, **values).split()) for question in _QUESTIONS[language]]


def _pages(search: WebSearch, query: str) -> tuple[WebPage, ...]:
    """Return the pages for a query, from the cache if possible."""
    text = f"{settings.WEB_SEARCH_URL} {PAGES_A_QUERY} {query}"
    key = f"search:{hashlib.sha256(text.encode()).hexdigest()}"
    try:
        return _PAGES.validate_python(cache.get(key))
    except ValidationError:  # nothing is cached, or pages of another shape
        pages = search.search(query, most=PAGES_A_QUERY)
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

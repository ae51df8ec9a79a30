"""What the research agent is told of the web: asked before its run, kept for a week, never in its way."""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from pydantic import ValidationError

from agents.contract import Inputs, WebPage
from briefs.results import Kept
from briefs.web_search.port import SearchError, WebSearch
from briefs.web_search.rest import RestSearch
from reference.packs import DEFAULT, country_pack, sector_pack

log = logging.getLogger(__name__)
#: Pages for a query, and in all.
PAGES_A_QUERY: Final = 3
MOST_PAGES: Final = 5
#: How long an answer is kept, in seconds.
KEPT_FOR: Final = 7 * 24 * 60 * 60
_QUESTIONS: Final = {
    "fr": ("{sector} {place} prix marché clients", "{sector} {country} autorisation réglementation ouvrir"),
    "en": ("{sector} {place} prices market customers", "{sector} {country} licence regulation how to open"),
}


def configured() -> WebSearch | None:
    """Return the web search of the settings; None without a key, and then nobody is asked."""
    if not settings.WEB_SEARCH_KEY:
        return None
    return RestSearch(settings.WEB_SEARCH_URL, settings.WEB_SEARCH_KEY)


def is_due(envelope: Kept) -> bool:
    """Whether a kept research result lacks the web although it could be asked now."""
    return bool(settings.WEB_SEARCH_KEY) and envelope.result.get("web_reached") is not True


def gathered(inputs: Inputs, search: WebSearch | None) -> Inputs:
    """Return the inputs with what the web says; whatever fails there is told and stops nothing."""
    if search is None:
        return inputs
    found: dict[str, WebPage] = {}
    try:
        for query in queries(inputs):
            found |= {page.url: page for page in _asked(search, query)}
    except SearchError as error:
        log.warning("the web was not searched: %s", error)
        return inputs.model_copy(update={"found": tuple(found.values())[:MOST_PAGES], "web_reached": False})
    return inputs.model_copy(update={"found": tuple(found.values())[:MOST_PAGES], "web_reached": True})


def queries(inputs: Inputs) -> list[str]:
    """Return what is asked: sector, town and country. No word of the person's answers leaves the house."""
    pack, language = country_pack(inputs.country), inputs.language
    country = "" if pack.code == DEFAULT else pack.name.get(language)
    towns = {city.name.casefold(): city.name for city in pack.cities}
    town = towns.get(inputs.city.split(",")[0].strip().casefold(), "")
    filled = {"sector": sector_pack(inputs.sector).name.get(language), "country": country}
    place = f"{town} {country}".strip()
    return [" ".join(question.format(place=place, **filled).split()) for question in _QUESTIONS[language]]


def _asked(search: WebSearch, query: str) -> tuple[WebPage, ...]:
    """Return the pages for a query, from the last week's answer when there is one."""
    told = f"{settings.WEB_SEARCH_URL} {PAGES_A_QUERY} {query}"
    key = f"search:{hashlib.sha256(told.encode()).hexdigest()}"
    held = _kept_pages(cache.get(key))
    if held is not None:
        return held
    pages = search.search(query, most=PAGES_A_QUERY)
    cache.set(key, [page.model_dump() for page in pages], KEPT_FOR)
    return pages


def _kept_pages(held: Any) -> tuple[WebPage, ...] | None:
    try:
        return tuple(WebPage.model_validate(row) for row in held) if isinstance(held, list) else None
    except ValidationError:
        return None

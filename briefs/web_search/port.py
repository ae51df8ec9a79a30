"""What Genesis wants of a web search, whoever answers; no vendor's type or HTTP error passes here."""

from __future__ import annotations

from typing import Protocol

from agents.contract import WebPage


class SearchError(Exception):
    """The web was not searched."""


class SearchUnavailable(SearchError):
    """Nobody answered in time, or what came was no answer; later it may be otherwise."""


class SearchRefused(SearchError):
    """The service does not take our key or our question; asking again does not help."""


class WebSearch(Protocol):
    """Finds pages."""

    def search(self, query: str, *, most: int = 3) -> tuple[WebPage, ...]:
        """Return at most `most` pages for a query, the best first; none is an answer too.

        What they say is foreign text: cleaned of control characters and cut, but neither true nor safe.
        Raises SearchUnavailable or SearchRefused.
        """

"""The port of web search: its protocol, its exceptions, and an implementation in memory for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from agents.contract import WebPage
from briefs.web_search.pages import page


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


class FakeSearch:
    """Answers every query with the same rows; the exceptions `fails_with` are raised first, one a call."""

    def __init__(self, rows: Sequence[Any] = (), *fails_with: SearchError) -> None:
        self.asked: list[str] = []
        self._rows = rows
        self._fails_with = list(fails_with)

    def search(self, query: str, *, most: int = 3) -> tuple[WebPage, ...]:
        """See `WebSearch.search`."""
        self.asked.append(query)
        if self._fails_with:
            raise self._fails_with.pop(0)
        pages = (page(row) for row in self._rows)
        return tuple(one for one in pages if one is not None)[:most]

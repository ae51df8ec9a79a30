"""A web search in memory, for tests: same signature, same promises as the real one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agents.contract import WebPage
from briefs.web_search.pages import page
from briefs.web_search.port import SearchError


class FakeSearch:
    """Answers every query with the same rows; `fails_with` are raised first, one a call."""

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

"""Reading a search result as a page: title, URL and a few sentences, cleaned and cut."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

from agents.contract import WebPage
from nlp.text import sentences

MAX_TITLE: Final = 120
MAX_TEXT: Final = 400
MAX_URL: Final = 500
#: The most characters that are cleaned.
_MAX_READ: Final = 4_000
_BLANKS: Final = re.compile(r"\s+")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


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

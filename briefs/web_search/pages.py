"""What of a foreign page is let in: a title, an address that can be followed, a few sentences."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

from agents.contract import WebPage
from nlp.text import sentences

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 400
LONGEST_URL: Final = 500
#: Read no further than this before cleaning, in characters.
_READ: Final = 4_000
_BLANKS: Final = re.compile(r"\s+")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def page(row: Any) -> WebPage | None:
    """Return one row of an answer as a page; None when it has no text or no address that can be shown."""
    if not isinstance(row, dict):
        return None
    title, url, text = (row.get(name) for name in ("title", "url", "content"))
    if not isinstance(url, str) or not isinstance(text, str) or not _is_address(url):
        return None
    told = _cut(_clean(text), LONGEST_TEXT)
    heading = _cut(_clean(title), LONGEST_TITLE) if isinstance(title, str) else ""
    return WebPage(title=heading or urlsplit(url).hostname or url, url=url, text=told) if told else None


def _is_address(url: str) -> bool:
    """Whether an address is a plain web address: no other scheme, no name or password, nothing unseen."""
    if len(url) > LONGEST_URL or any(char.isspace() or unicodedata.category(char) in _UNSEEN for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _clean(text: str) -> str:
    """Return text on one line, without characters that are not seen or turn its direction."""
    spaced = _BLANKS.sub(" ", text[:_READ])
    return "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN).strip()


def _cut(text: str, longest: int) -> str:
    """Return whole sentences up to a length; of one long sentence, whole words and an ellipsis."""
    if len(text) <= longest:
        return text
    ends = [span.end for span in sentences(text) if span.end <= longest]
    if ends and ends[-1] > longest // 2:
        return text[: ends[-1]]
    return f"{text[: longest - 1].rsplit(' ', 1)[0]}…"

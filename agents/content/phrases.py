"""The content agent's words and patterns, and small changes to a sentence."""

import re
from functools import lru_cache
from typing import Any, Final

from agents.data_files import load
from nlp.data_files import word_set
from nlp.text import fold

#: Blanks that a sign leaves behind when it is cut off.
BLANKS: Final = " \u00a0\u202f"


def phrases(language: str) -> dict[str, Any]:
    """Return all words of a language ("fr" or "en"); callers must not change them."""
    return load(f"content/data/{language}.toml")


@lru_cache(maxsize=128)
def pattern(language: str, table: str, name: str) -> re.Pattern[str]:
    """Return a regular expression of the data file, for folded text."""
    return re.compile(phrases(language)[table][name])


def matches(text: str, language: str, table: str, name: str) -> bool:
    """Return whether a text has what a pattern of the data file looks for."""
    return pattern(language, table, name).search(fold(text)) is not None


def capitalized(text: str) -> str:
    """Return a text that begins with a capital letter, where its first letter has one."""
    return text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text


def uncapitalized(text: str) -> str:
    """Return a text that begins small, unless its first word is "I" or has more capitals or figures."""
    first = text.split(" ")[0]
    named = first in {"I", "I’m", "I've"} or any(char.isupper() or char.isdigit() for char in first[1:])
    return text if named or not first else text[0].lower() + text[1:]


def uncapitalized_link(text: str, language: str) -> str:
    """Return a text that begins small when its first word is a link word; any other may be a name."""
    first = fold(text).split(" ")[0].split("'")[0]
    return uncapitalized(text) if first in word_set(language, "stop") or len(first) == 1 else text


def with_full_stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    bare = text.rstrip(f"{BLANKS},;:–—-")
    return bare if not bare or bare[-1] in ".!?…" else f"{bare}."


def without_full_stop(text: str) -> str:
    """Return a text without its closing full stop, as a title or a button stands."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def as_sentence(text: str) -> str:
    """Return a text that begins and ends as a sentence does; "" stays empty."""
    return with_full_stop(capitalized(text))


def before_match(found: re.Match[str] | None, text: str) -> str:
    """Return what stands before a match in a text, the whole text without a match."""
    return text[: found.start()] if found else text


def after_match(found: re.Match[str] | None, text: str) -> str:
    """Return what stands behind a match in a text, the whole text without a match."""
    return text[found.end() :] if found else text

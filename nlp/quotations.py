"""Exact quotations of a text: what phrases introduce, and the clause or statement around a position."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nlp.data_files import known_language, load
from nlp.text import Span, Token, fold, tokens

_TRIM = ' \t,;:.!?«»"“”-–()\u00a0\u202f'
_LINKS = (
    "et|ou|de|du|des|d'|a|au|aux|le|la|les|un|une|en|qui|que|pour|avec|par|deux|trois|qu'"
    "|and|or|of|the|an|to|for|with|at|in|by|so|that|who|two|three|within"
)
_TRAILING_LINKS = re.compile(rf"(?:[ ,]+(?:{_LINKS}))+$")

_STOP = re.compile(r"[.!?;\n](?!\d)")
_BORDER = re.compile(r"[.!?;\n,](?=\s|$)|(?<=\s)(?:et|and|mais|but)(?=\s)")


class Quotation(NamedTuple):
    """A quotation: exactly `answers[step][span.start:span.end]`; `step` names the text that it is from."""

    quote: str
    step: str
    span: Span


@lru_cache(maxsize=128)
def phrase_pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a regular expression of the phrases file, for folded text."""
    return re.compile(load(f"{known_language(language)}/phrases")[name])


@lru_cache(maxsize=64)
def phrase_words(language: str, name: str) -> frozenset[str]:
    """Return a set of folded words of the phrases file."""
    return frozenset(load(f"{known_language(language)}/phrases")[name].split())


@lru_cache(maxsize=32)
def fold_cached(text: str) -> str:
    """Return the folded form of a text.

    Cached, because one analysis asks for it many times.
    """
    return fold(text)


@lru_cache(maxsize=32)
def tokens_cached(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of a text.

    Cached, because one analysis asks for them many times.
    """
    return tuple(tokens(text, language))


def trimmed_quotation(text: str, step: str, start: int, end: int) -> Quotation:
    """Return a part of a text without blanks, punctuation and link words at its borders."""
    part = text[start:end].lstrip(_TRIM)
    trailing = _TRAILING_LINKS.search(fold(part))
    quote = part[: trailing.start() if trailing else None].rstrip(_TRIM)
    start = max(start, end - len(part))
    return Quotation(quote, step, Span(start, start + len(quote)))


def phrase_matches(text: str, step: str, language: str, name: str) -> Iterator[Quotation]:
    """Yield the text of each match of a phrase: its group "what", or else the whole match."""
    found = (trimmed_quotation(text, step, *span) for span in _phrase_spans(text, language, name))
    yield from (quotation for quotation in found if quotation.quote)


@lru_cache(maxsize=256)
def _phrase_spans(text: str, language: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return the spans that a phrase matches.

    Cached, because one analysis asks for them many times.
    """
    pattern = phrase_pattern(language, name)
    group = "what" if "what" in pattern.groupindex else 0
    return tuple(match.span(group) for match in pattern.finditer(fold_cached(text)))


@lru_cache(maxsize=32)
def _stops(folded: str) -> list[int]:
    """Return the positions of punctuation that ends a statement; a point within a figure does not."""
    return [match.start() for match in _STOP.finditer(folded)]


def statement_start(folded: str, at: int) -> int:
    """Return where the statement at a position begins; a semicolon ends a statement too."""
    stops = _stops(folded)
    before = bisect_left(stops, at)
    return stops[before - 1] + 1 if before else 0


def statement_end(folded: str, at: int) -> int:
    """Return where the statement at a position ends: at its punctuation, or at the end of the text."""
    stops = _stops(folded)
    after = bisect_left(stops, at)
    return stops[after] if after < len(stops) else len(folded)


@lru_cache(maxsize=32)
def _borders(folded: str) -> tuple[list[int], list[int]]:
    """Return where the clauses of a text begin, and where they end."""
    signs = [match.span() for match in _BORDER.finditer(folded)]
    return [end for _, end in signs], [start for start, _ in signs]


def clause_around(folded: str, span: Span) -> tuple[int, int]:
    """Return the borders of the clause of a span, between commas, stops or "and", at most 150 signs away."""
    begins, signs = _borders(folded)
    before, after = bisect_right(begins, span.start), bisect_left(signs, span.end)
    start, end = begins[before - 1] if before else 0, signs[after] if after < len(signs) else len(folded)
    return max(start, span.start - 150), min(end, span.end + 150)


def in_contrast(folded: str, at: int, language: str) -> bool:
    """Return whether the words before `at` in its statement deny or speak of others ("not", "unlike")."""
    start = max(statement_start(folded, at), at - 60)
    return phrase_pattern(language, "contrast").search(folded, start, at) is not None

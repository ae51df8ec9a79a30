"""The small language in which rubrics say what earns points.

A criterion has alternatives. An alternative joins terms by `&` (all hold somewhere in the answer) or by `+`
(all found in one sentence). A term is a category or measure, with `!` before it (must not hold) or a
comparison after it (`num>=2`, `words<=35`). A category alone means at least one hit.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from coaching.coach.scoring.reading import Reading, TokenRange
from nlp.data_files import word_set
from nlp.text import Span

#: Categories whose hits are often one word; they are quoted as noun phrases.
QUOTED_AS_PHRASE = frozenset(
    {"product", "local", "value", "future", "community", "group", "survival", "philosophy", "concrete"}
)


class Term(NamedTuple):
    """One condition on one category or measure."""

    name: str
    wanted: bool
    least: float
    most: float


@lru_cache(maxsize=1024)
def _parse(rule: str) -> tuple[tuple[Term, ...], ...]:
    """Return a rule as groups of terms; the terms of one group must be found in one sentence."""
    return tuple(tuple(_term(term.strip()) for term in group.split("+")) for group in rule.split("&"))


def _term(source: str) -> Term:
    match = re.fullmatch(r"(!?)\s*([a-z_]+)\s*(?:(>=|<=)\s*(\d+))?", source)
    if match is None:
        raise ValueError(f"This is no rule term: {source!r}")
    negation, name, comparison, number = match.groups()
    least, most = (0.0, float(number)) if comparison == "<=" else (float(number or 1), float("inf"))
    return Term(name, not negation, least, most)


def _group_holds(group: tuple[Term, ...], reading: Reading, in_clause: bool) -> bool:
    for term in group:
        if (term.least <= reading.count(term.name, in_clause) <= term.most) != term.wanted:
            return False
    shared = (reading.sentences_with(term.name, in_clause=in_clause) for term in group)
    return len(group) == 1 or bool(set.intersection(*shared))


def first_met(rules: list[str], reading: Reading, *, in_clause: bool) -> str | None:
    """Return the first alternative that the answer meets, or None."""
    for rule in rules:
        if all(_group_holds(group, reading, in_clause) for group in _parse(rule)):
            return rule
    return None


def evidence_spans(
    rule: str, reading: Reading, shows: str = "", first: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Return the spans to quote for a rule, in order; none if only counts of words met it.

    `shows` is the key of the rubric: "words" quotes specific words, "nothing" quotes none. If a category of
    `first` was found, only those categories are quoted.
    """
    if shows == "nothing":
        return ()
    categories = _matched_categories(rule, reading)
    names = [name for name in first if reading.found(name)] or categories
    if shows == "words" and not categories:
        names = ["concrete"]
    most = 6 if shows == "words" else 3
    spans = [_excerpt(name, hit, reading) for name in names for hit in reading.found(name)[:most]]
    return _merged(sorted(filter(None, spans)), reading)


def _excerpt(name: str, hit: TokenRange, reading: Reading) -> Span | None:
    """Return the span to quote for a hit, a noun phrase where its category is often one word."""
    return reading.excerpt(reading.noun_phrase(hit) if name in QUOTED_AS_PHRASE else hit)


def _matched_categories(rule: str, reading: Reading) -> list[str]:
    """Return the categories that met a rule, figures only where there is nothing else."""
    terms = (term for group in _parse(rule) for term in group if term.wanted and term.least > 0)
    found = [term.name for term in terms if term.name != "specific" and reading.found(term.name)]
    return [name for name in found if name not in ("num", "concrete", "unit")] or found


def _merged(spans: Sequence[Span], reading: Reading) -> tuple[Span, ...]:
    """Return the spans in order; those that touch, overlap or have one linking word between are merged."""
    merged: list[Span] = []
    for span in spans:
        if merged and _is_linker(reading.answer[merged[-1].end : span.start], reading.language):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _is_linker(between: str, language: str) -> bool:
    """Return whether a text is blank or one small word that joins two nouns."""
    linker = "".join(between.casefold().split()).replace("’", "'")
    return not linker or linker in word_set(language, "noun_links")

"""The small language in which rubrics say what earns points.

A criterion has alternatives. An alternative joins terms by `&` (all hold somewhere in the answer) or by `+`
(all found in one sentence). A term is a category or measure, with `!` before it (must not hold) or a
comparison after it (`num>=2`, `words<=35`). A category alone means at least one hit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coaching.coach.scoring.reading import Reading, TokenRange
from nlp.data_files import word_set
from nlp.text import Span

QUOTED_PER_CATEGORY = 3
CONCRETE_QUOTED = 6
WEAK_CATEGORIES = ("num", "concrete", "unit")
QUOTED_AS_PHRASE = frozenset(
    {"product", "local", "value", "future", "community", "group", "survival", "philosophy", "concrete"}
)
_TERM = re.compile(r"(!?)\s*([a-z_]+)\s*(?:(>=|<=)\s*(\d+))?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition on one category or measure."""

    name: str
    wanted: bool
    least: float
    most: float

    def holds(self, reading: Reading, in_clause: bool) -> bool:
        """Return whether the answer meets the condition."""
        count = reading.count(self.name, in_clause)
        return (self.least <= count <= self.most) == self.wanted


@lru_cache(maxsize=1024)
def _parse(rule: str) -> tuple[tuple[Term, ...], ...]:
    """Return a rule as groups of terms; the terms of one group must be found in one sentence."""
    return tuple(tuple(_term(term.strip()) for term in group.split("+")) for group in rule.split("&"))


def _term(source: str) -> Term:
    match = _TERM.match(source)
    if match is None:
        raise ValueError(f"This is no rule term: {source!r}")
    negation, name, comparison, number = match.groups()
    bound = float(number or 1)
    return Term(
        name, not negation, 0 if comparison == "<=" else bound, bound if comparison == "<=" else float("inf")
    )


def _group_holds(group: tuple[Term, ...], reading: Reading, in_clause: bool) -> bool:
    for term in group:
        if not term.holds(reading, in_clause):
            return False
    if len(group) == 1:
        return True
    shared = [reading.sentences_with(term.name, in_clause=in_clause) for term in group]
    return bool(set.intersection(*shared))


def first_met(rules: list[str], reading: Reading, *, in_clause: bool) -> str | None:
    """Return the first alternative that the answer meets, or None."""
    for rule in rules:
        for group in _parse(rule):
            if not _group_holds(group, reading, in_clause):
                break
        else:
            return rule
    return None


@lru_cache(maxsize=1024)
def _quotable_categories(rule: str) -> tuple[str, ...]:
    """Return the categories of a rule whose hits may be quoted."""
    return tuple(term.name for group in _parse(rule) for term in group if term.wanted and term.least > 0)


def evidence_spans(
    rule: str, reading: Reading, shows: str = "", first: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Return the spans to quote for a rule, in order; none if only counts of words met it.

    `shows` is the key of the rubric: "words" quotes specific words, "nothing" quotes none. If a category of
    `first` was found, only those categories are quoted.
    """
    if shows == "nothing":
        return ()
    spans = [reading.excerpt(hit) for hit in _evidence_ranges(rule, reading, shows, first)]
    return _merged(sorted(span for span in spans if span), reading)


def _evidence_ranges(rule: str, reading: Reading, shows: str, first: Sequence[str]) -> list[TokenRange]:
    """Return the first hits of each category of a rule, as they are quoted.

    Concrete words are quoted where the rubric says so and no category was found.
    """
    categories = _matched_categories(rule, reading)
    if shows == "words" and not categories:
        return [reading.noun_phrase(hit) for hit in reading.found("concrete")[:CONCRETE_QUOTED]]
    most = CONCRETE_QUOTED if shows == "words" else QUOTED_PER_CATEGORY
    names = [name for name in first if reading.found(name)] or categories
    return [_quoted_range(name, hit, reading) for name in names for hit in reading.found(name)[:most]]


def _quoted_range(name: str, hit: TokenRange, reading: Reading) -> TokenRange:
    """Return a hit, extended to a noun phrase where its category is often one word."""
    return reading.noun_phrase(hit) if name in QUOTED_AS_PHRASE else hit


def _matched_categories(rule: str, reading: Reading) -> list[str]:
    """Return the categories that met a rule, figures only where there is nothing else."""
    found = [name for name in _quotable_categories(rule) if name != "specific" and reading.found(name)]
    return [name for name in found if name not in WEAK_CATEGORIES] or found


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

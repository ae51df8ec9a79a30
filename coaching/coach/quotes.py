"""Finds the parts of a statement that a few turns of phrase announce, always as exact quotes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from coaching.coach.store import known_language, load
from coaching.coach.text import Span, fold

STEPS = ("vision", "mission", "clientele", "differentiation", "offre", "synthesis")
_MOST_CHARACTERS = 6000
_TRIM = ' \t,;:.!?«»"“”-–()\u00a0\u202f'
_LINKS = (
    "et|ou|de|du|des|d'|a|au|aux|le|la|les|un|une|en|qui|que|pour|avec|par"
    "|and|or|of|the|an|to|for|with|at|in|by|so|that|who"
)
_LOOSE_ENDS = re.compile(rf"(?:[ ,]+(?:{_LINKS}))+$")

_BORDER = re.compile(r"[.!?;\n,](?=\s|$)|(?<=\s)(?:et|and|mais|but)(?=\s)")


class Said(NamedTuple):
    """Words of the person: `quote` is exactly `answers[step][span.start:span.end]`."""

    quote: str
    step: str
    span: Span


@lru_cache(maxsize=128)
def cue(language: str, name: str) -> re.Pattern[str]:
    """A regular expression of the file of turns of phrase, for folded text."""
    return re.compile(load(f"{known_language(language)}/turns")[name])


@lru_cache(maxsize=64)
def cue_words(language: str, name: str) -> frozenset[str]:
    """A set of folded words of the file of turns of phrase."""
    return frozenset(load(f"{known_language(language)}/turns")[name].split())


def readable(answers: Mapping[str, str]) -> dict[str, str]:
    """The non-empty answers of known steps, cut at a length far above what the form accepts."""
    known = {step: answers.get(step) or "" for step in STEPS}
    return {step: text[:_MOST_CHARACTERS] for step, text in known.items() if text.strip()}


def quoted(text: str, step: str, start: int, end: int) -> Said:
    """The stretch of a text without the blanks, punctuation and loose link words at its borders."""
    while start < end and text[start] in _TRIM:
        start += 1
    loose = _LOOSE_ENDS.search(fold(text[start:end]))
    end = start + loose.start() if loose else end
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Said(text[start:end], step, Span(start, end))


def announced(text: str, step: str, language: str, name: str) -> Iterator[Said]:
    """Every stretch that a cue announces: its group "what", or the whole match when it has none."""
    for match in cue(language, name).finditer(fold(text)):
        said = quoted(text, step, *match.span("what" if "what" in match.re.groupindex else 0))
        if said.quote:
            yield said


def first(candidates: Iterable[Said]) -> Said | None:
    """The first candidate, or None."""
    return next(iter(candidates), None)


def sentence_start(folded: str, at: int) -> int:
    """Where the sentence that holds position `at` begins."""
    return max(folded.rfind(mark, 0, at) for mark in ".!?;\n") + 1


def clause_around(folded: str, span: Span) -> tuple[int, int]:
    """The borders of the part between commas, stops or "and" that a span stands in."""
    start = max([0, *(match.end() for match in _BORDER.finditer(folded, 0, span.start))])
    after = _BORDER.search(folded, span.end)
    return start, (after.start() if after else len(folded))


def in_contrast(folded: str, at: int, language: str) -> bool:
    """Whether the words before `at` in its sentence speak of others or deny ("unlike", "sans", "not")."""
    start = max(sentence_start(folded, at), at - 60)
    return cue(language, "contrast").search(folded, start, at) is not None

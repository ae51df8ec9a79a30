"""Parse one typed line, in French or English, into a change of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from websites.commands import intents
from websites.commands.answers import Answer, Unclear, Unknown
from websites.commands.matching import Match, Reader
from websites.commands.phrasing import suggest
from websites.commands.tokens import typos
from websites.commands.vocabulary import Phrase, load_patterns, load_vocabulary
from websites.definition.blocks import Language
from websites.definition.schema import Definition

#: Characters of a line that are read: the longest text of a block and the words before it.
LONGEST: Final = 4200
_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
#: The most positions where a command may begin.
_MOST_EDGES: Final = 6
_FINAL_PUNCTUATION: Final = frozenset({".", "!", "?", "…"})
_PAUSES: Final = frozenset({",", ".", "!", ":", "-"})


class _Candidate(NamedTuple):
    cost: tuple[int, int, int]
    match: Match
    reader: Reader


def parse(line: str, definition: Definition, language: Language) -> Answer:
    """Return the answer to a line. Both languages are tried, the interface’s `language` first.

    Never raises and never guesses: a line that matches no pattern, or names what the site does not have, gets
    suggestions or a question.
    """
    line = line.strip()[:LONGEST]
    both = sorted(_LANGUAGES, key=lambda one: one != language)
    candidates = [one for known in both for one in _candidates(line, definition, known)]
    weak: Answer = Unknown(suggest(line, definition, language))
    for candidate in sorted(candidates, key=lambda one: one.cost):
        answer = intents.interpret(candidate.match, candidate.reader)
        if isinstance(answer, Unclear) and answer.is_weak:
            weak = weak if isinstance(weak, Unclear) else answer
        elif answer is not None:
            return answer
    return weak


def _candidates(line: str, definition: Definition, language: Language) -> Iterator[_Candidate]:
    """Yield a candidate for every pattern that the line matches, with and without polite words around it."""
    whole = Reader(line, load_vocabulary(language), definition)
    for first in _starts(whole, whole.vocabulary.polite_first):
        for last in _ends(whole, whole.vocabulary.polite_last):
            if first < last:
                yield from _part_candidates(whole.part(first, last), length=last - first)


def _part_candidates(part: Reader, length: int) -> Iterator[_Candidate]:
    for rank, pattern in enumerate(load_patterns()):
        match = min(part.matches(pattern), key=lambda one: one.cost, default=None)
        if match is not None:
            yield _Candidate((match.cost + pattern.cost, rank, length), match, part)


def _starts(reader: Reader, phrases: tuple[Phrase, ...]) -> list[int]:
    """Return the positions where the command may begin: the first, and after polite words."""
    found, edge = {0}, [0]
    while edge:
        at = edge.pop()
        while at < len(reader.tokens) and reader.tokens[at].folded in _PAUSES:
            at += 1
        for end in (at + len(one) for one in phrases if _is_at(reader, one, at)):
            if end not in found and len(found) < _MOST_EDGES:
                found.add(end)
                edge.append(end)
    return sorted(found)


def _ends(reader: Reader, phrases: tuple[Phrase, ...]) -> list[int]:
    """Return the positions where the command may end: the last, and before polite words."""
    count = len(reader.tokens)
    while count and reader.tokens[count - 1].folded in _FINAL_PUNCTUATION:
        count -= 1
    found = {count - len(one) for one in phrases if _is_at(reader, one, count - len(one))}
    commas = {at - 1 for at in found if at > 0 and reader.tokens[at - 1].folded == ","}
    return sorted(found | commas | {len(reader.tokens)})


def _is_at(reader: Reader, phrase: Phrase, at: int) -> bool:
    tokens = reader.tokens[at : at + len(phrase)] if at >= 0 else []
    return len(tokens) == len(phrase) and all(
        typos(token.folded, word) is not None for token, word in zip(tokens, phrase, strict=True)
    )

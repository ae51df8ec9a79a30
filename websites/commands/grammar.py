"""One typed line, in French or English, as a change of the site; what is not understood changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from websites.commands import meaning
from websites.commands.answers import Answer, Unclear, Unknown
from websites.commands.matching import Match, Reader
from websites.commands.phrasing import nearest
from websites.commands.vocabulary import Phrase, forms, vocabulary
from websites.commands.words import slips
from websites.definition.blocks import Language
from websites.definition.schema import Definition

#: The longest line that is read, in characters: a text of a block and the words before it.
LONGEST: Final = 4200
_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
#: Places where a line may begin after its polite words: nobody says please so often.
_MOST_EDGES: Final = 6
_ENDS: Final = frozenset({".", "!", "?", "…"})
_PAUSES: Final = frozenset({",", ".", "!", ":", "-"})


class _Reading(NamedTuple):
    cost: tuple[int, int, int]
    match: Match
    reader: Reader


def parse(line: str, definition: Definition, language: Language) -> Answer:
    """Return what a line asks for; both languages are understood, the interface's `language` first.

    Never raises. A line that has no form, or asks for what the site does not have, gets suggestions or a
    question: nothing is guessed.
    """
    line = line.strip()[:LONGEST]
    both = sorted(_LANGUAGES, key=lambda one: one != language)
    readings = [one for known in both for one in _readings(line, definition, known)]
    weak: Answer = Unknown(nearest(line, definition, language))
    for reading in sorted(readings, key=lambda one: one.cost):
        answer = meaning.of(reading.match, reading.reader)
        if isinstance(answer, Unclear) and answer.is_weak:
            weak = weak if isinstance(weak, Unclear) else answer
        elif answer is not None:
            return answer
    return weak


def _readings(line: str, definition: Definition, language: Language) -> Iterator[_Reading]:
    """Yield every form that the line has, with and without the polite words around it."""
    whole = Reader(line, vocabulary(language), definition)
    count = len(whole.said)
    for first in _firsts(whole, whole.words.polite_first):
        for last in _lasts(whole, whole.words.polite_last):
            if first < last:
                yield from _of_part(whole.part(first, last), kept=last - first - count)


def _of_part(part: Reader, kept: int) -> Iterator[_Reading]:
    for rank, form in enumerate(forms()):
        match = min(part.matches(form), key=lambda one: one.cost, default=None)
        if match is not None:
            yield _Reading((match.cost + form.cost, rank, kept), match, part)


def _firsts(reader: Reader, phrases: tuple[Phrase, ...]) -> list[int]:
    """Return where the line may begin: at its beginning, and after the polite words that it begins with."""
    found, edge = {0}, [0]
    while edge:
        at = edge.pop()
        while at < len(reader.said) and reader.said[at].folded in _PAUSES:
            at += 1
        for end in (at + len(one) for one in phrases if _stands(reader, one, at)):
            if end not in found and len(found) < _MOST_EDGES:
                found.add(end)
                edge.append(end)
    return sorted(found)


def _lasts(reader: Reader, phrases: tuple[Phrase, ...]) -> list[int]:
    """Return where the line may end: at its end, and before polite words."""
    count = len(reader.said)
    while count and reader.said[count - 1].folded in _ENDS:
        count -= 1
    found = {count - len(one) for one in phrases if _stands(reader, one, count - len(one))}
    commas = {at - 1 for at in found if at > 0 and reader.said[at - 1].folded == ","}
    return sorted(found | commas | {len(reader.said)})


def _stands(reader: Reader, phrase: Phrase, at: int) -> bool:
    said = reader.said[at : at + len(phrase)] if at >= 0 else []
    return len(said) == len(phrase) and all(
        slips(token.folded, word) is not None for token, word in zip(said, phrase, strict=True)
    )

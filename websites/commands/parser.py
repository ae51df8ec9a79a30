"""Parse one typed line, in French or English, into a change of the site."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

from websites.commands.answers import Answer, Unclear, Unknown
from websites.commands.intents import INTENTS
from websites.commands.matching import Reader
from websites.commands.phrasing import suggest
from websites.commands.vocabulary import Phrase, load_patterns, load_vocabulary, typos
from websites.definition.blocks import Language
from websites.definition.schema import Definition

#: Characters of a line that are read: the longest text of a block and the words before it.
LONGEST: Final = 4200
_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
#: The most positions where a command may begin.
_MOST_EDGES: Final = 6
_FINAL_PUNCTUATION: Final = frozenset({".", "!", "?", "…"})
_PAUSES: Final = frozenset({",", ".", "!", ":", "-"})
#: The cost of a match, the intent of its pattern, the values of its slots, and the part of the line it read.
_Candidate = tuple[tuple[int, int, int], str, dict[str, Any], Reader]


def parse(line: str, definition: Definition, language: Language) -> Answer:
    """Return the answer to a line. Both languages are tried, the interface’s `language` first.

    Never raises and never guesses: a line that matches no pattern, or names what the site does not have, gets
    suggestions or a question.
    """
    line = line.strip()[:LONGEST]
    candidates: list[_Candidate] = []
    for known in sorted(_LANGUAGES, key=lambda one: one != language):
        candidates += _candidates(Reader(line, load_vocabulary(known), definition))
    weak: Unclear | None = None
    for _cost, intent, values, reader in sorted(candidates, key=lambda one: one[0]):
        answer = INTENTS[intent](values, reader)
        if isinstance(answer, Unclear) and answer.is_weak:
            weak = weak or answer
        elif answer is not None:
            return answer
    return weak or Unknown(suggest(line, definition, language))


def _candidates(whole: Reader) -> Iterator[_Candidate]:
    """Yield a candidate for every pattern that the line matches, with and without polite words around it."""
    edges = product(_starts(whole), _ends(whole))
    for part in [whole.part(first, last) for first, last in edges if first < last]:
        for rank, pattern in enumerate(load_patterns()):
            best = min(part.matches(pattern.elements, part.first), key=lambda match: match[1], default=None)
            if best is not None:
                values, cost = best
                yield (cost + pattern.cost, rank, part.last - part.first), pattern.intent, values, part


def _starts(reader: Reader) -> list[int]:
    """Return the positions where the command may begin: the first, and after polite words."""
    found, edge = {0}, [0]
    while edge:
        at = edge.pop()
        while at < len(reader.tokens) and reader.tokens[at].folded in _PAUSES:
            at += 1
        for end in (at + len(one) for one in reader.vocabulary.polite_first if _is_at(reader, one, at)):
            if end not in found and len(found) < _MOST_EDGES:
                found.add(end)
                edge.append(end)
    return sorted(found)


def _ends(reader: Reader) -> list[int]:
    """Return the positions where the command may end: the last, and before polite words."""
    count = len(reader.tokens)
    while count and reader.tokens[count - 1].folded in _FINAL_PUNCTUATION:
        count -= 1
    phrases = reader.vocabulary.polite_last
    found = {count - len(one) for one in phrases if _is_at(reader, one, count - len(one))}
    commas = {at - 1 for at in found if at > 0 and reader.tokens[at - 1].folded == ","}
    return sorted(found | commas | {len(reader.tokens)})


def _is_at(reader: Reader, phrase: Phrase, at: int) -> bool:
    tokens = reader.tokens[at : at + len(phrase)] if at >= 0 else []
    return len(tokens) == len(phrase) and all(
        typos(token.folded, word) is not None for token, word in zip(tokens, phrase, strict=True)
    )

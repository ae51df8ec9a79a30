"""Which words of an answer were said before in it, and in which sentence each word stands."""

from collections.abc import Sequence

from nlp.text import Span, Token

REPEAT = 4


def sentence_numbers(words: Sequence[Token], spans: Sequence[Span]) -> list[int]:
    """For each token the number of the sentence that it stands in."""
    numbers, current = [], 0
    for token in words:
        while current + 1 < len(spans) and spans[current].end <= token.start:
            current += 1
        numbers.append(current)
    return numbers


def repeated(words: Sequence[Token]) -> list[bool]:
    """For each token whether it belongs to a run of four or more words that stood earlier in the answer.

    In an answer of very few different words each word that comes back is a repetition.
    """
    folded = [token.folded for token in words]
    if len(set(folded)) <= REPEAT:
        first = {word: place for place, word in reversed([*enumerate(folded)])}
        return [first[word] < place for place, word in enumerate(folded)]
    marks = [False] * len(words)
    runs = list(zip(*(folded[first:] for first in range(REPEAT)), strict=False))
    if len(set(runs)) == len(runs):
        return marks
    seen: set[tuple[str, ...]] = set()
    for place, run in enumerate(runs):
        if run in seen:
            marks[place : place + REPEAT] = [True] * REPEAT
        seen.add(run)
    return marks

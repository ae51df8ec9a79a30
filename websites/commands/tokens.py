"""Split a line into tokens and compare words: without accents and case, and with typing errors allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.text import fold as fold_letters

_WORD: Final = re.compile(r"[nN][°º]|\d+|[^\W\d_]+|->|[^\w\s]")
_ELISION: Final = re.compile(r"(?<=[^\W\d])['’ʼ-](?=[^\W\d])")
#: Shorter words must match exactly: "le" is not a misspelt "la".
_ONE_TYPO: Final = 5
_TWO_TYPOS: Final = 9


@dataclass(frozen=True)
class Token:
    """A word, number or sign, and its position in the line."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text without accents, case and ligatures."""
    return fold_letters(text).replace("œ", "oe").replace("æ", "ae")


def tokenize(line: str) -> list[Token]:
    """Return the tokens of a line; apostrophes and hyphens separate words."""
    parted = _ELISION.sub(" ", line)
    return [Token(fold(one.group()), one.start(), one.end()) for one in re.finditer(_WORD, parted)]


def is_punctuation(token: Token) -> bool:
    """Say whether a token has neither letters nor digits."""
    return not any(letter.isalnum() for letter in token.folded)


@lru_cache(maxsize=16384)
def typos(word: str, expected: str) -> int | None:
    """Return the number of typing errors in a word, or None when it is another word than the expected one."""
    if word == expected:
        return 0
    allowed = 0 if len(expected) < _ONE_TYPO else 1 if len(expected) < _TWO_TYPOS else 2
    if not allowed or not word or abs(len(word) - len(expected)) > allowed or not word.isalpha():
        return None
    found = _distance(word, expected)
    return found if found <= allowed and word[0] == expected[0] else None


@lru_cache(maxsize=8192)
def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance of two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, other_letter in enumerate(other, 1):
            cost = letter != other_letter
            best = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + cost)
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == other_letter:
                best = min(best, last[to - 2] + 1)
            row.append(best)
    return row[-1]

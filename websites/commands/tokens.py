"""A typed line as words that can be compared: without accents and case, slips of the finger forgiven."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[nN][°º]|\d+|[^\W\d_]+|->|[^\w\s]")
_ELISION: Final = re.compile(r"(?<=[^\W\d])['’ʼ-](?=[^\W\d])")
#: Shorter words are compared as they are: "le" is no slip for "la".
_ONE_TYPO: Final = 5
_TWO_TYPOS: Final = 9


@dataclass(frozen=True)
class Token:
    """A word, number or sign, and where it stands in the line."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text without accents and case, letter for letter as long as it was where that is possible."""
    return "".join(_plain(letter) for letter in text)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.lower())
    bare = "".join(part for part in base if not unicodedata.combining(part))
    return {"œ": "oe", "æ": "ae", "’": "'"}.get(bare, bare) or letter


def tokenize(line: str) -> list[Token]:
    """Return the words of a line; apostrophes and hyphens inside words part them."""
    parted = _ELISION.sub(" ", line)
    return [Token(fold(one.group()), one.start(), one.end()) for one in re.finditer(_WORD, parted)]


def is_punctuation(token: Token) -> bool:
    """Say whether a token is neither letters nor digits."""
    return not any(letter.isalnum() for letter in token.folded)


@lru_cache(maxsize=16384)
def typos(word: str, expected: str) -> int | None:
    """Return by how many slips a typed word differs from the one meant, or None when it is another word."""
    if word == expected:
        return 0
    allowed = 0 if len(expected) < _ONE_TYPO else 1 if len(expected) < _TWO_TYPOS else 2
    if not allowed or not word or abs(len(word) - len(expected)) > allowed or not word.isalpha():
        return None
    found = _distance(word, expected)
    return found if found <= allowed and word[0] == expected[0] else None


@lru_cache(maxsize=8192)
def _distance(one: str, other: str) -> int:
    """Return the number of letters changed, missing, added or swapped (optimal string alignment)."""
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

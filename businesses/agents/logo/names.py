"""A business name as a sign painter reads it: main words, small words, initials, balanced lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from businesses.agents.logo.faces import drawable
from businesses.agents.logo.words import small_words

#: Words that link others; they are painted smaller.
SMALL_WORDS: Final = small_words()
MOST_LETTERS: Final = 45
MOST_IN_A_WORD: Final = 40
_PAUSE: Final = re.compile(r"\s[-–—|:/]\s|[,;(\[|]")
_APART: Final = re.compile(r"[\s_]+")


@dataclass(frozen=True)
class Word:
    """One word, and whether it is painted smaller."""

    text: str
    is_small: bool = False


Line = tuple[Word, ...]


def painted(name: str) -> tuple[Word, ...]:
    """Return the words to paint: letters that can be drawn, shortened to what goes on a sign, or none."""
    clean = drawable(unicodedata.normalize("NFC", name.replace("’", "'").replace("ʼ", "'")))
    clean = _APART.sub(" ", clean).strip(" -–—_.,;:!/|")
    if not any(letter.isalnum() for letter in clean):
        return ()
    words = _shortened(clean).replace("'", "’").split()
    return tuple(Word(word, _is_small(word, words)) for word in words)


def _is_small(word: str, words: list[str]) -> bool:
    return len(words) > 1 and word.lower() in SMALL_WORDS and word != words[-1]


def _shortened(name: str) -> str:
    if len(name) > MOST_LETTERS:
        first = _PAUSE.split(name)[0].strip()
        name = first if len(first) >= 2 else name
    words: list[str] = []
    for word in name.split():
        word = word if len(word) <= MOST_IN_A_WORD else word[: MOST_IN_A_WORD - 1] + "…"
        if words and len(" ".join((*words, word))) > MOST_LETTERS:
            break
        words.append(word)
    while len(words) > 1 and (words[-1].lower() in SMALL_WORDS or not any(map(str.isalnum, words[-1]))):
        words.pop()
    return " ".join(words)


def initials(words: tuple[Word, ...]) -> str:
    """Return the first letters of the first two main words, one for a single word, "" for none."""
    main = [word.text for word in words if not word.is_small] or [word.text for word in words]
    firsts = [next((letter for letter in word if letter.isalnum()), "") for word in main]
    return "".join(firsts)[:2].upper()


def is_arabic(words: tuple[Word, ...]) -> bool:
    """Whether the name has Arabic letters, which join and run from right to left."""
    return any("\u0600" <= letter <= "\u06ff" for word in words for letter in word.text)


def cased(words: tuple[Word, ...], capitals: bool) -> tuple[Word, ...]:
    """Return the words in capitals, or with capital and small letters where a person shouted or whispered."""
    if capitals:
        return tuple(Word(_upper(word.text), word.is_small) for word in words)
    whole = " ".join(word.text for word in words)
    is_flat = whole.islower() or (whole.isupper() and len(whole) > 4)
    if not is_flat:
        return words
    return tuple(word if word.is_small and whole.islower() else _titled(word) for word in words)


def _titled(word: Word) -> Word:
    if word.is_small:
        return Word(word.text.lower(), True)
    lower = word.text.lower()
    return Word(lower[:1].upper() + lower[1:])


def _upper(text: str) -> str:
    return text.upper() if len(text.upper()) == len(text) else text


def breaks(words: tuple[Word, ...]) -> Iterator[tuple[Line, ...]]:
    """Yield the best division into one, two, three lines: of even length, no line ending on a small word."""
    for count in range(1, min(3, len(words)) + 1):
        divisions = (_divided(words, cuts) for cuts in combinations(range(1, len(words)), count - 1))
        yield min(divisions, key=_unevenness)


def _divided(words: tuple[Word, ...], cuts: tuple[int, ...]) -> tuple[Line, ...]:
    edges = (0, *cuts, len(words))
    return tuple(words[start:end] for start, end in pairwise(edges))


def _unevenness(lines: tuple[Line, ...]) -> float:
    lengths = [sum(len(word.text) * (0.6 if word.is_small else 1) + 1 for word in line) for line in lines]
    hanging = sum(line[-1].is_small for line in lines[:-1])
    return max(lengths) - min(lengths) + 12 * hanging

"""The words of a business name: main and small words, initials, lines of even length."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from agents.data_files import load
from agents.logo.faces import drawable

#: Words that link others; they are painted smaller.
SMALL_WORDS: Final = frozenset(load("logo/captions.toml")["small"].split())
#: Kinds of company as they are written, by their small letters.
COMPANY_FORMS: Final = {form.lower(): form for form in load("logo/captions.toml")["forms"].split()}
#: A line has at least so many letters, unless all lines are as short.
_LEAST_LETTERS: Final = 3
#: Letters joined by a sign, such as “K&S”, are each an initial.
_JOINED: Final = re.compile(r"[&+]")
_ARTICLE: Final = re.compile(r"^ال(?=..)")
MOST_LETTERS: Final = 45
MOST_IN_A_WORD: Final = 40
_SEPARATOR: Final = re.compile(r"\s[-–—|:/]\s|[,;(\[|]")


class Word(NamedTuple):
    """One word, and whether it is painted smaller."""

    text: str
    is_small: bool = False


Line = tuple[Word, ...]


def printable_words(name: str) -> tuple[Word, ...]:
    """Return the words to paint: letters that can be drawn, shortened to what goes on a sign, or none."""
    clean = drawable(unicodedata.normalize("NFC", name.replace("’", "'").replace("ʼ", "'")))
    clean = re.sub(r"[\s_]+", " ", clean).strip(" -–—_.,;:!/|")
    if not any(letter.isalnum() for letter in clean):
        return ()
    words = [word.replace("'", "’") for word in _shortened(clean)]
    return tuple(Word(word, _is_small(word, words)) for word in words)


def _is_small(word: str, words: list[str]) -> bool:
    is_last, lower = word == words[-1], word.lower()
    return len(words) > 1 and (lower.strip(".") in COMPANY_FORMS if is_last else lower in SMALL_WORDS)


def _shortened(name: str) -> list[str]:
    """Return the words of a name that go on a sign, which does not end with "and" or a lone dash."""
    words = [
        word if len(word) <= MOST_IN_A_WORD else word[: MOST_IN_A_WORD - 1] + "…"
        for word in _first_part(name).split()
    ]
    while len(words) > 1 and (len(" ".join(words)) > MOST_LETTERS or not _can_end(words[-1])):
        words.pop()
    return words


def _first_part(name: str) -> str:
    """Return a name that is too long up to its first pause."""
    first = _SEPARATOR.split(name)[0].strip()
    return first if len(name) > MOST_LETTERS and len(first) >= 2 else name


def _can_end(word: str) -> bool:
    """Return whether a sign can end with a word: no "and", no lone dash."""
    return word.lower() not in SMALL_WORDS and any(map(str.isalnum, word))


def initials(words: tuple[Word, ...]) -> str:
    """Return the first letters of the first two main words, one for a single word, "" for none.

    Of Arabic words, whose letters would join, one; the article before it is none.
    """
    main = [word.text for word in words if not word.is_small] or [word.text for word in words]
    parts = [part for word in main for part in _JOINED.split(word)]
    firsts = [next((letter for letter in _ARTICLE.sub("", part) if letter.isalnum()), "") for part in parts]
    return "".join(firsts)[: 1 if is_arabic(words) else 2].upper()


def is_arabic(words: tuple[Word, ...]) -> bool:
    """Return whether the name has Arabic letters, which join and run from right to left."""
    return any("\u0600" <= letter <= "\u06ff" for word in words for letter in word.text)


def cased(words: tuple[Word, ...], capitals: bool) -> tuple[Word, ...]:
    """Return the words in capitals, or in capital and small letters where all are of one kind."""
    if capitals:
        return tuple(map(_in_capitals, words))
    name = " ".join(word.text for word in words)
    if name.islower():
        return tuple(word if word.is_small else _titled(word) for word in words)
    is_shouted = name.isupper() and len(name) > 4  # shorter ones are abbreviations
    return tuple(map(_titled, words)) if is_shouted else words


def _in_capitals(word: Word) -> Word:
    """Return a word in capitals; one with a letter whose capital is two letters stays as it is."""
    text = word.text.upper()
    return word._replace(text=text) if len(text) == len(word.text) else word


def _titled(word: Word) -> Word:
    lower = word.text.lower()
    if word.is_small:
        return Word(COMPANY_FORMS.get(lower, lower), True)
    return Word(lower[:1].upper() + lower[1:])


def line_breaks(words: tuple[Word, ...]) -> Iterator[tuple[Line, ...]]:
    """Yield the best division into one, two, three lines: of even length, no line ending on a small word.

    Where a number, a letter or a kind of company would stand alone in its line, there is no such division.
    """
    for count in range(1, min(3, len(words)) + 1):
        divisions = (
            tuple(words[start:end] for start, end in pairwise((0, *cuts, len(words))))
            for cuts in combinations(range(1, len(words)), count - 1)
        )
        best = min(divisions, key=_unevenness)
        if count == 1 or not any(map(_is_too_short, best)):
            yield best


def _is_too_short(line: Line) -> bool:
    return all(word.is_small for word in line) or sum(len(word.text) for word in line) < _LEAST_LETTERS


def _unevenness(lines: tuple[Line, ...]) -> float:
    lengths = [sum(len(word.text) * (0.6 if word.is_small else 1) + 1 for word in line) for line in lines]
    hanging = sum(line[-1].is_small for line in lines[:-1])
    lonely = sum(map(_is_too_short, lines))
    return max(lengths) - min(lengths) + 12 * (hanging + lonely)

"""A text as tokens and sentences with their positions, and its folded form without case and accents."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from nlp.data_files import known_language, load, suffixes, word_set
from nlp.figures import FIGURE
from nlp.letters import plain


class Token(NamedTuple):
    """One word, number or sign; `start` and `end` are offsets in the original text."""

    text: str
    folded: str
    start: int
    end: int


class Span(NamedTuple):
    """A part of a text: `text[start:end]`."""

    start: int
    end: int


class _FoldTable(dict[int, str]):
    """A translation table that folds each character into exactly one character, computed on first use."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char.casefold()
        first, *marks = list(unicodedata.normalize("NFD", folded if len(folded) == 1 else char))
        plain = first if all(map(unicodedata.combining, marks)) else char
        self[code] = str(unicodedata.digit(char)) if char.isdecimal() else plain
        return self[code]


_FOLD = _FoldTable(
    {ord(char): "'" for char in "’‘ʼ´`′＇"} | {ord(char): " " for char in "\u00a0\u202f\u2009"}
)

_LETTERS = r"[^\W\d_]{1,3}(?=\d\d)|[^\W\d_][\w\u0300-\u036f]*"
_SIGN = r"[%€$£₦₵]"
_ELISION = r"(?:[ldjnsctm]|(?:lors|puis|jus|quel|presqu|quoi)?qu)'(?=\w)"
_ELISION_APART = r"(?<![\w'])(?<!\d )(?:[jcdnl]|qu)(?= [aeiouyh]\w)"
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.,](?=\d)[^.!?…\n]+|\.(?=\w\.|\w+\w)[^.!?…\n]*)*[.!?…]*")


@lru_cache(maxsize=2)
def _pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of words, numbers and signs in folded text.

    It matches a French elision without its apostrophe too, if the words are listed as written so ("jai") or
    are separated ("j ai").
    """
    if language == "en":
        return re.compile(rf"{FIGURE}|{_LETTERS}(?:'(?:t|re|ve|ll|m|d)\b)?|{_SIGN}")
    phone = load("fr/phone")
    glued = [rf"{elided}(?=(?:{'|'.join(words.split())})\b)" for elided, words in phone["glued"].items()]
    glued.append(rf"qu(?=elles? (?:{'|'.join(phone['before']['quelle'].split())}))")
    elided = rf"(?P<elided>\b(?:{'|'.join(glued)})|{_ELISION_APART})"
    return re.compile(rf"{FIGURE}|aujourd['\s]hui|{_ELISION}|{elided}|{_LETTERS}|{_SIGN}")


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes; its length stays the same."""
    return text.lower().replace("`", "'") if text.isascii() else text.translate(_FOLD)


@lru_cache(maxsize=8192)
def _spelled_out(word: str) -> str:
    """Return a folded word as the vocabulary spells it, in plain letters; a sign stays."""
    return plain(word) or word


def tokens(text: str, language: str) -> list[Token]:
    """Return all words, numbers and currency or per cent signs, in order.

    French elisions (l', d', qu', j', n', s', c') are tokens of their own, with or without the apostrophe:
    "jai" is "j'" and "ai". Grouped figures such as "25 000" are one token.
    """
    language = known_language(language)
    spelled: dict[str, str] = load(f"{language}/phone")["spelled"]
    found = []
    for match in _pattern(language).finditer(fold(text)):
        start, end = match.span()
        word = f"{match[0]}'" if match.lastgroup else spelled.get(match[0], match[0])
        found.append(Token(text[start:end], word if word.isascii() else _spelled_out(word), start, end))
    return found


@lru_cache(maxsize=32)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences and lines with at least one letter or figure, without blanks around.

    Cached, because one analysis asks for them many times.
    """
    pieces = ((match[0], *match.span()) for match in _SENTENCE.finditer(text))
    return tuple(
        Span(end - len(piece.lstrip()), start + len(piece.rstrip()))
        for piece, start, end in pieces
        if re.search(r"[^\W_]", piece)
    )


def sentence_at(text: str, at: int) -> Span:
    """Return the sentence at a position, the whole text if there is none."""
    spans = sentences(text)
    position = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[position] if position >= 0 and at < spans[position].end else Span(0, len(text))


def content_words(text: str, language: str) -> list[Token]:
    """Return the content words: no stop words, no single letters, no signs."""
    stop = word_set(language, "stop")
    return [token for token in tokens(text, language) if is_content(token.folded, stop)]


def is_content(folded: str, stop: frozenset[str]) -> bool:
    """Return whether a folded token is a content word."""
    return folded not in stop and (len(folded) > 1 or folded.isdecimal()) and folded[-1] != "'"


@lru_cache(maxsize=16384)
def stem(folded: str, language: str) -> str:
    """Return a light stem of a folded word, equal for "vendeuses" and "vendre", or "farming" and "farmers".

    Only suffixes that leave at least four letters (three for a plural) are cut.
    """
    word = folded[:-1] if len(folded) > 3 and folded[-1] in "sx" and folded[-2] != "s" else folded
    for ending in suffixes(known_language(language), "endings"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def detect_language(text: str) -> str | None:
    """Return the language of a text, "fr" or "en", or None if it has too few words of either.

    The distinct words that only one of the languages uses are counted; accents count for French. Names of
    people, places and firms do not count.
    """
    return language_of({token.folded for token in tokens(text, "fr")}, text)


def language_of(words: set[str], text: str) -> str | None:
    """Return the same as `detect_language`, for a text whose distinct folded words are known."""
    french = len(words & _language_markers("fr")) + any(char in text for char in "éèêàçùœ")
    english = len(words & _language_markers("en"))
    if max(french, english) < 2 or min(french, english) * 2 > max(french, english):
        return None
    return "fr" if french > english else "en"


@lru_cache(maxsize=2)
def _language_markers(language: str) -> frozenset[str]:
    """Return the words that only one of the two languages uses."""
    return word_set(language, "language_markers") - word_set(
        "en" if language == "fr" else "fr", "language_markers"
    )

"""What the vocabulary says of a single folded word; cached, because words recur."""

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.data_files import suffixes, word_set
from nlp.figures import number_words
from nlp.text import is_content, stem

LONGEST_CACHED = 40


class Entry(NamedTuple):
    """What is known of a word. `kind` is "num", "year" or "".

    `generic` means that any firm could write the word, `generic_name` the same for a word written as a proper
    name; `never_name` that a capital makes it no name; `informative` that it means something alone: it is
    long enough and neither a weak verb nor a common word.
    """

    kind: str
    stop: bool
    content: bool
    never_name: bool
    generic: bool
    generic_name: bool
    informative: bool
    stem: str
    syllables: int


def entry(word: str, language: str) -> Entry:
    """Return what is known of a folded word; only words of ordinary length are cached."""
    return _cached(word, language) if len(word) <= LONGEST_CACHED else _read(word, language)


def _read(word: str, language: str) -> Entry:
    stop = word_set(language, "stop")
    has_silent_e = word[-1] == "e" and len(word) > 2
    return Entry(
        kind=_kind(word, language),
        stop=word in stop,
        content=is_content(word, stop),
        never_name=word in stop or word in word_set(language, "no_name"),
        generic=is_generic(word, language),
        generic_name=is_generic(word, language, named=True),
        informative=word[0].isalpha()
        and len(word) > 2
        and word not in word_set(language, "weak_verbs")
        and word not in word_set(language, "common"),
        stem=stem(word, language),
        syllables=len(re.findall("[aeiouy]+", word)) - has_silent_e,
    )


_cached = lru_cache(maxsize=20_000)(_read)


def _kind(word: str, language: str) -> str:
    """Return "year", "num" (a number in digits or in words) or ""."""
    if word[0].isdecimal():
        return "year" if len(word) == 4 and word.isdecimal() and "1950" <= word <= "2100" else "num"
    return "num" if word in number_words(language) else ""


def is_generic(word: str, language: str, named: bool = False) -> bool:
    """Return whether any firm could write a folded word: it is listed, or an abstract noun by its suffix.

    The suffix does not count for a word that is `named` (written as a proper name).
    """
    words, beginnings = _generic(language)
    if word in words or word.rstrip("s") in words or word.startswith(beginnings):
        return True
    is_abstract = not named and len(word) > 6 and word.endswith(suffixes(language, "abstract"))
    return is_abstract and word not in word_set(language, "concrete")


@lru_cache(maxsize=2)
def _generic(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the generic words of a language, and the prefixes of generic words (with a star in the data)."""
    listed = word_set(language, "generic")
    beginnings = tuple(sorted(word[:-1] for word in listed if word.endswith("*")))
    return frozenset(word for word in listed if not word.endswith("*")), beginnings

"""One answer, read once: its words, sentences, cues and measures, asked for by name."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from coaching.coach.cues import find_cues
from coaching.coach.store import known_language, word_set
from coaching.coach.text import Span, Token, is_content, sentences, stem, tokens

REPEAT = 4
CLAUSE_WORDS = 3
LIST_SHARE = 0.12
STOCK_SHARE = 0.65
_VOWELS = re.compile("[aeiouy]+")


ABSTRACT_LENGTH = 7
FIRST_YEAR, LAST_YEAR = "1950", "2100"


@lru_cache(maxsize=20_000)
def is_generic(word: str, language: str, named: bool = False) -> bool:
    """Whether any firm could write a folded word: listed as such, or an abstract noun by its ending.

    The ending of a word that is `named` (written as a proper name) says nothing.
    """
    words, beginnings = _generic(language)
    if word in words or word.rstrip("s") in words or word.startswith(beginnings):
        return True
    abstract = not named and len(word) >= ABSTRACT_LENGTH and word.endswith(_abstract_endings(language))
    return abstract and word not in word_set(language, "concrete")


@lru_cache(maxsize=2)
def _generic(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The generic words of a language, whole ones and beginnings (marked by a star in the data)."""
    listed = word_set(language, "generic")
    beginnings = tuple(sorted(word[:-1] for word in listed if word.endswith("*")))
    return frozenset(word for word in listed if not word.endswith("*")), beginnings


@lru_cache(maxsize=2)
def _abstract_endings(language: str) -> tuple[str, ...]:
    return tuple(word_set(language, "abstract"))


def _kind(token: Token, opens_sentence: bool, shouting: bool, language: str) -> str:
    """The class of a token: num, year, name or empty."""
    word = token.folded
    if word[0].isdecimal():
        return "year" if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= word <= LAST_YEAR else "num"
    if word in word_set(language, "numbers"):
        return "num"
    named = token.text[0].isupper() and len(word) > 1 and not opens_sentence and not shouting
    plain = word in word_set(language, "stop") or word in word_set(language, "no_name")
    return "name" if named and not plain else ""


class Reading:
    """An answer with everything that the rules may ask about it. Repeated stretches count once."""

    def __init__(self, answer: str, language: str) -> None:
        self.answer = answer
        self.language = known_language(language)
        self.tokens = tokens(answer, self.language)
        self.sentence_spans = sentences(answer)
        self._sentence_of = _sentence_numbers(self.tokens, self.sentence_spans)
        self._repeated = _repeated(self.tokens)
        self._kinds = self._token_kinds()
        self._extra: dict[str, list[tuple[int, int]]] = {}
        self._counts: dict[tuple[str, bool], int] = {}

    def _token_kinds(self) -> list[str]:
        shouting = self.answer.isupper()
        before = [-1, *self._sentence_of]
        kinds = [
            _kind(token, number != before[place], shouting, self.language)
            for place, (token, number) in enumerate(zip(self.tokens, self._sentence_of, strict=True))
        ]
        amount = word_set(self.language, "amount")
        for place, kind in enumerate(kinds[:-1]):
            if kind == "year" and self.tokens[place + 1].folded in amount:
                kinds[place] = "num"
        return kinds

    @cached_property
    def hits(self) -> dict[str, list[tuple[int, int]]]:
        """Cue hits by category as token ranges, without those that touch a repeated stretch."""
        found = find_cues(self.tokens, self._kinds, self.language)
        for kind in ("num", "year", "name"):
            found[kind] = [(place, place + 1) for place, own in enumerate(self._kinds) if own == kind]
        if any(self._repeated):
            fresh = {
                category: [hit for hit in hits if not any(self._repeated[hit[0] : hit[1]])]
                for category, hits in found.items()
            }
            return fresh | self._extra
        return found | self._extra

    @cached_property
    def fresh(self) -> list[Token]:
        """The tokens that are no repetition."""
        return [token for token, again in zip(self.tokens, self._repeated, strict=True) if not again]

    @cached_property
    def content(self) -> list[tuple[int, Token]]:
        """The fresh tokens that carry meaning, each with its place."""
        stop = word_set(self.language, "stop")
        return [
            (place, token)
            for place, token in enumerate(self.tokens)
            if not self._repeated[place] and is_content(token.folded, stop)
        ]

    @cached_property
    def _stock(self) -> list[bool]:
        """For each token whether it is one that any firm could write."""
        return [
            is_generic(token.folded, self.language, kind == "name")
            for token, kind in zip(self.tokens, self._kinds, strict=True)
        ]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The distinct stems of the words that carry meaning."""
        return frozenset(stem(token.folded, self.language) for _, token in self.content)

    @cached_property
    def specific(self) -> list[tuple[int, int]]:
        """Each distinct word that not any firm would write, where it first stands."""
        seen: dict[str, int] = {}
        for place, token in self.content:
            word = token.folded
            if word[0].isalpha() and len(word) > 2 and self._kinds[place] != "num" and not self._stock[place]:
                seen.setdefault(stem(word, self.language), place)
        return [(place, place + 1) for place in seen.values()]

    @cached_property
    def clauses(self) -> list[bool]:
        """By sentence: whether it says something: neither a list of keywords nor made of stock words."""
        stop = word_set(self.language, "stop")
        size, small, stock = ([0] * max(1, len(self.sentence_spans)) for _ in range(3))
        for place, (token, number) in enumerate(zip(self.tokens, self._sentence_of, strict=True)):
            if not self._repeated[place]:
                little = token.folded in stop
                size[number] += 1
                small[number] += little
                stock[number] += self._stock[place] and not little
        return [
            words >= CLAUSE_WORDS
            and little >= LIST_SHARE * words
            and common <= STOCK_SHARE * max(1, words - little)
            for words, little, common in zip(size, small, stock, strict=True)
        ]

    def add(self, name: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Makes a computed finding available to the rules under a name."""
        self._extra[name] = self.hits[name] = list(ranges)

    def found(self, name: str, *, in_clause: bool = False) -> list[tuple[int, int]]:
        """The token ranges of a category; with `in_clause` only those that stand in a clause."""
        ranges = self.specific if name == "specific" else self.hits.get(name, [])
        if not in_clause:
            return ranges
        return [hit for hit in ranges if self.clauses[self._sentence_of[hit[0]]]]

    def sentence_of(self, hit: tuple[int, int]) -> int:
        """The number of the sentence that a token range begins in."""
        return self._sentence_of[hit[0]]

    def sentence_numbers(self, name: str, *, in_clause: bool) -> set[int]:
        """In which sentences a category was found."""
        return {self._sentence_of[hit[0]] for hit in self.found(name, in_clause=in_clause)}

    def distinct(self, name: str, *, in_clause: bool) -> int:
        """How many different wordings of a category were found."""
        known = self._counts.get((name, in_clause))
        if known is None:
            words = self.tokens
            found = self.found(name, in_clause=in_clause)
            known = len({tuple(token.folded for token in words[first:last]) for first, last in found})
            self._counts[name, in_clause] = known
        return known

    def span(self, hit: tuple[int, int]) -> Span:
        """Where a token range stands in the answer."""
        return Span(self.tokens[hit[0]].start, self.tokens[hit[1] - 1].end)

    @cached_property
    def measures(self) -> dict[str, float]:
        """Counts and shares that the rules may compare: words, sentences, readability, shares in per cent."""
        content = len(self.content) or 1
        generic = sum(1 for place, _ in self.content if self._stock[place])
        return {
            "words": len(self.fresh),
            "allwords": len(self.tokens),
            "sentences": self._fresh_sentences,
            "generic_share": 100 * generic / content,
            "buzz_share": 100 * len(self.hits.get("buzz", ())) / content,
            "readability": self.readability,
        }

    @cached_property
    def _fresh_sentences(self) -> int:
        """How many sentences hold something that was not said before, at least one."""
        numbers = zip(self._sentence_of, self._repeated, strict=True)
        return len({number for number, again in numbers if not again}) or 1

    @cached_property
    def readability(self) -> float:
        """Reading ease, about 0 (hard) to 100 (easy).

        English: Flesch, 206.835 - 1.015 W/S - 84.6 Syl/W. French: Kandel-Moles, 207 - 1.015 W/S - 73.6 Syl/W.
        """
        words = [token.folded for token in self.fresh]
        count = len(words) or 1
        pace = count / self._fresh_sentences
        syllables = len(_VOWELS.findall(" ".join(words)))
        silent = sum(1 for word in words if word[-1] == "e" and len(word) > 2)
        beat = max(1.0, (syllables - silent) / count)
        return (
            206.835 - 1.015 * pace - 84.6 * beat
            if self.language == "en"
            else 207 - 1.015 * pace - 73.6 * beat
        )


def _sentence_numbers(words: Sequence[Token], spans: Sequence[Span]) -> list[int]:
    """For each token the number of the sentence that it stands in."""
    numbers, current = [], 0
    for token in words:
        while current + 1 < len(spans) and spans[current].end <= token.start:
            current += 1
        numbers.append(current)
    return numbers


def _repeated(words: Sequence[Token]) -> list[bool]:
    """For each token whether it belongs to a run of four or more words that stood earlier in the answer.

    In an answer of very few different words each word that comes back is a repetition.
    """
    folded = [token.folded for token in words]
    if len(set(folded)) <= REPEAT:
        return [word in folded[:place] for place, word in enumerate(folded)]
    marks = [False] * len(words)
    seen: set[tuple[str, ...]] = set()
    for place in range(len(folded) - REPEAT + 1):
        run = tuple(folded[place : place + REPEAT])
        if run in seen:
            marks[place : place + REPEAT] = [True] * REPEAT
        seen.add(run)
    return marks

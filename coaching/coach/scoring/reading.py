"""One answer, tokenised once: its words, sentences, hits of cues, and measures."""

import re
from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from coaching.coach.data_files import cue_matcher
from coaching.coach.scoring.excerpts import TokenLayout, excerpt_range, layout, noun_phrase
from nlp.data_files import known_language, word_set
from nlp.figures import value_of
from nlp.lexicon import Entry, entry
from nlp.text import Span, Token, sentences, tokens

#: A range of tokens: the position of the first, and one past the last.
TokenRange: TypeAlias = tuple[int, int]

MIN_CLAUSE_WORDS = 3
WORN_CATEGORIES = ("buzz", "table_stakes", "cliche")
PART_BREAKS = frozenset(".;:!?\n")
GENERIC_MIN_LETTERS = 5
MIN_STOP_WORD_SHARE = 0.12
MIN_FIGURE_SHARE = 0.2
MAX_GENERIC_SHARE = 0.65
HARD_SYLLABLES = 5
MIN_NOISE_WORDS = 2
REPEATED_RUN = 4
_UNPRONOUNCEABLE = re.compile("^[^aeiouy]{3,}$|[^aeiouy]{5}|asdf|qsdf|sdfg|azer|qwer|poiu|jkl|wxcv|zxcv")


class Reading:
    """An answer with all that rules may ask about it.

    Hits in repeated text count once, those in `ignored` spans not at all.
    """

    def __init__(self, answer: str, language: str, ignored: Sequence[Span] = ()) -> None:
        self.answer = answer
        self.language = known_language(language)
        self.tokens = tokens(answer, self.language)
        self.folded = [token.folded for token in self.tokens]
        self._entries = [entry(word, self.language) for word in self.folded]
        self.sentence_spans = sentences(answer)
        self.sentence_index = sentence_indexes(self.tokens, self.sentence_spans)
        self._repeated = repeated(self.tokens)
        if ignored:
            self._ignore(ignored)
        self._kinds = self._token_kinds()
        self._extra: dict[str, list[TokenRange]] = {}
        self._counts: dict[tuple[str, bool], float] = {}
        self._excerpts: dict[TokenRange, Span | None] = {}

    def _ignore(self, ignored: Sequence[Span]) -> None:
        """Mark the tokens of some spans as repeated, so that they do not count."""
        for position, token in enumerate(self.tokens):
            if any(start <= token.start < end for start, end in ignored):
                self._repeated[position] = True

    def _token_kinds(self) -> list[str]:
        """Return the class of each token: "num", "year", "name" or ""."""
        shouting, before = self.answer.isupper(), -1
        kinds = []
        for token, known, number in zip(self.tokens, self._entries, self.sentence_index, strict=True):
            kind = known.kind
            inside = number == before and not shouting
            if (
                not kind
                and inside
                and not known.never_name
                and token.text[0].isupper()
                and len(token.folded) > 1
            ):
                kind = "name"
            kinds.append(kind)
            before = number
        amount = word_set(self.language, "amount")
        for position, kind in enumerate(kinds[:-1]):
            if kind == "year" and self.tokens[position + 1].folded in amount:
                kinds[position] = "num"
        return kinds

    @cached_property
    def hits(self) -> dict[str, list[TokenRange]]:
        """Return the hits of all categories as token ranges, without those that overlap repeated text."""
        found = cue_matcher(self.language).find(self.folded, self._kinds, self.sentence_index, self._repeated)
        for kind in ("num", "year", "name"):
            found[kind] = [
                (position, position + 1) for position, own in enumerate(self._kinds) if own == kind
            ]
        if any(self._repeated):
            fresh = {
                category: [hit for hit in hits if not any(self._repeated[hit[0] : hit[1]])]
                for category, hits in found.items()
            }
            return fresh | self._extra
        return found | self._extra

    @cached_property
    def fresh(self) -> list[Token]:
        """Return the tokens that are not repeated."""
        return [token for token, is_repeat in zip(self.tokens, self._repeated, strict=True) if not is_repeat]

    @cached_property
    def content(self) -> list[tuple[int, Entry]]:
        """Return the position and lexicon entry of each content word that is not repeated."""
        rows = zip(self._entries, self._repeated, strict=True)
        return [
            (position, known)
            for position, (known, is_repeat) in enumerate(rows)
            if known.content and not is_repeat
        ]

    @cached_property
    def _generic(self) -> list[bool]:
        """Return for each token whether it is generic: a word that any firm could write."""
        return [
            known.generic_name if kind == "name" else known.generic
            for known, kind in zip(self._entries, self._kinds, strict=True)
        ]

    @cached_property
    def is_noise(self) -> bool:
        """Return whether the text is random keys: no function word, and several unpronounceable words."""
        if any(known.stop for known in self._entries):
            return False
        unpronounceable = {
            word
            for position, word in enumerate(self.folded)
            if word.isalpha()
            and _UNPRONOUNCEABLE.search(word)
            and not (position and self.is_figure(position - 1))
        }
        return len(unpronounceable) >= MIN_NOISE_WORDS

    @cached_property
    def has_hard_word(self) -> bool:
        """Return whether there is jargon or a word of many syllables."""
        return bool(self.found("jargon")) or any(known.syllables >= HARD_SYLLABLES for known in self._entries)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the distinct stems of the content words."""
        return frozenset(known.stem for _, known in self.content)

    @cached_property
    def specific(self) -> list[TokenRange]:
        """Return the first occurrence of each distinct informative word that is not generic."""
        seen: dict[str, int] = {}
        kinds, generic = self._kinds, self._generic
        for position, known in self.content:
            if known.informative and kinds[position] != "num" and not generic[position]:
                seen.setdefault(known.stem, position)
        return [(position, position + 1) for position in seen.values()]

    @cached_property
    def clauses(self) -> list[bool]:
        """Return for each sentence whether it is a clause: neither a list of keywords nor mostly generic.

        Figures and names do not decide whether a sentence is a list. A list with many figures is a price list
        and counts as a clause.
        """
        size, small, generic, named, counted = ([0] * max(1, len(self.sentence_spans)) for _ in range(5))
        rows = zip(
            self._entries, self.sentence_index, self._generic, self._kinds, self._repeated, strict=True
        )
        for known, number, common, kind, is_repeat in rows:
            if not is_repeat:
                size[number] += 1
                named[number] += bool(kind)
                counted[number] += kind == "num"
                if known.stop:
                    small[number] += 1
                elif common:
                    generic[number] += 1
        return [
            words >= MIN_CLAUSE_WORDS
            and (
                little >= MIN_STOP_WORD_SHARE * (words - exact) or figures >= max(2, MIN_FIGURE_SHARE * words)
            )
            and common <= MAX_GENERIC_SHARE * max(1, words - little)
            for words, little, common, exact, figures in zip(
                size, small, generic, named, counted, strict=True
            )
        ]

    def add(self, name: str, ranges: Sequence[TokenRange]) -> None:
        """Set the hits of a category to the given ranges."""
        self._extra[name] = self.hits[name] = list(ranges)

    def found(self, name: str, *, in_clause: bool = False) -> list[TokenRange]:
        """Return the hits of a category; with `in_clause` only those in a clause (see `clauses`)."""
        ranges = self.specific if name == "specific" else self.hits.get(name, [])
        if not in_clause or not ranges:
            return ranges
        clauses, numbers = self.clauses, self.sentence_index
        return [hit for hit in ranges if clauses[numbers[hit[0]]]]

    def generic_words(self, most: int) -> list[str]:
        """Return at most `most` distinct generic words, the clichés first."""
        cliches = {first for name in WORN_CATEGORIES for first, last in self.found(name) if last == first + 1}
        generic = [self.tokens[position] for position, _ in self.content if self._generic[position]]
        informative = [self.tokens[position] for position in sorted(cliches)] + generic
        distinct: dict[str, str] = {}
        for token in informative:
            if len(token.folded) > GENERIC_MIN_LETTERS:
                distinct.setdefault(token.folded, token.text.lower())
        return list(distinct.values())[:most]

    def keep(self, name: str, condition: Callable[[TokenRange], bool]) -> None:
        """Drop the hits of a category that do not meet a condition."""
        self.add(name, [hit for hit in self.found(name) if condition(hit)])

    def drop(self, name: str, positions: Container[int]) -> None:
        """Drop the hits of a category that contain any of the given positions."""
        self.keep(name, lambda hit: not any(position in positions for position in range(*hit)))

    def covered(self, *names: str) -> set[int]:
        """Return the positions of all tokens in the hits of some categories."""
        return {position for name in names for hit in self.found(name) for position in range(*hit)}

    def share_sentence(self, position: int, other: int) -> bool:
        """Return whether two tokens stand in the same sentence."""
        return self.sentence_index[position] == self.sentence_index[other]

    def opens_sentence(self, hit: TokenRange) -> bool:
        """Return whether a token range is at the beginning of its sentence."""
        return not hit[0] or not self.share_sentence(hit[0] - 1, hit[0])

    def sentences_with(self, name: str, *, in_clause: bool = False) -> set[int]:
        """Return the indexes of the sentences in which a category was found."""
        return {self.sentence_index[hit[0]] for hit in self.found(name, in_clause=in_clause)}

    def count(self, name: str, in_clause: bool) -> float:
        """Return the value of a measure, or the number of distinct wordings of a category."""
        key = name, in_clause
        if key not in self._counts:
            wordings = {tuple(self.folded[slice(*hit)]) for hit in self.found(name, in_clause=in_clause)}
            self._counts[key] = self.measures.get(name, len(wordings))
        return self._counts[key]

    def span(self, hit: TokenRange) -> Span:
        """Return the span of a token range in the answer."""
        return Span(self.tokens[hit[0]].start, self.tokens[hit[1] - 1].end)

    @cached_property
    def informative(self) -> list[bool]:
        """Return for each token whether it is a figure, a name or a specific word, and not repeated."""
        rows = zip(self._entries, self._kinds, self._generic, self._repeated, strict=True)
        return [
            not is_repeat and (bool(kind) or (known.content and known.informative and not common))
            for known, kind, common, is_repeat in rows
        ]

    @cached_property
    def part_starts(self) -> list[int]:
        """Return where the parts begin that a stop, semicolon, colon or line break separates."""
        borders = zip(self.tokens, self.tokens[1:], strict=False)
        return [
            position
            for position, (one, other) in enumerate(borders, start=1)
            if not PART_BREAKS.isdisjoint(self.answer[one.end : other.start])
        ]

    def is_figure(self, position: int) -> bool:
        """Return whether a token is a number or a year."""
        return self._kinds[position] in ("num", "year")

    def figure(self, position: int) -> Decimal:
        """Return the value of a figure in digits; 0 for a number in words."""
        word = self.tokens[position].folded
        return value_of(word) if word[0].isdecimal() else Decimal(0)

    def is_exact(self, position: int) -> bool:
        """Return whether a token is a figure or a proper name."""
        return bool(self._kinds[position])

    @cached_property
    def layout(self) -> TokenLayout:
        """Return the layout of the tokens, for quoting evidence."""
        return layout(self.tokens, self._entries, self._kinds, self.answer, self.language)

    def excerpt(self, hit: TokenRange) -> Span | None:
        """Return the span to quote for a token range, or None where it holds only function words."""
        if hit not in self._excerpts:
            whole = excerpt_range(self.layout, *hit)
            self._excerpts[hit] = self.span(whole) if whole else None
        return self._excerpts[hit]

    def noun_phrase(self, hit: TokenRange) -> TokenRange:
        """Return a one-word range extended over the neighbour that qualifies it."""
        return noun_phrase(self.tokens, self.layout, hit, self.language)

    @cached_property
    def measures(self) -> dict[str, float]:
        """Return the counts and shares (in per cent) that rules may compare."""
        content = len(self.content) or 1
        generic = sum([self._generic[position] for position, _ in self.content])
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
        """Return how many sentences are not wholly repeated, at least one."""
        numbers = zip(self.sentence_index, self._repeated, strict=True)
        return len({number for number, is_repeat in numbers if not is_repeat}) or 1

    @cached_property
    def readability(self) -> float:
        """Return the reading ease, from about 0 (hard) to 100 (easy).

        English: Flesch, 206.835 - 1.015 W/S - 84.6 Syl/W. French: Kandel-Moles, 207 - 1.015 W/S - 73.6 Syl/W.
        """
        count = len(self.fresh) or 1
        words_per_sentence = count / self._fresh_sentences
        rows = zip(self._entries, self._repeated, strict=True)
        syllables_per_word = max(
            1.0, sum([known.syllables for known, is_repeat in rows if not is_repeat]) / count
        )
        return (
            206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word
            if self.language == "en"
            else 207 - 1.015 * words_per_sentence - 73.6 * syllables_per_word
        )


def sentence_indexes(words: Sequence[Token], spans: Sequence[Span]) -> list[int]:
    """Return for each token the index of its sentence."""
    numbers, current = [], 0
    for token in words:
        while current + 1 < len(spans) and spans[current].end <= token.start:
            current += 1
        numbers.append(current)
    return numbers


def repeated(words: Sequence[Token]) -> list[bool]:
    """Return for each token whether it is in a run of four or more words that occurred earlier.

    In an answer of at most four different words each word that comes back is repeated.
    """
    folded = [token.folded for token in words]
    if len(set(folded)) <= REPEATED_RUN:
        first = {word: position for position, word in reversed([*enumerate(folded)])}
        return [first[word] < position for position, word in enumerate(folded)]
    rows = [False] * len(words)
    runs = list(zip(*(folded[first:] for first in range(REPEATED_RUN)), strict=False))
    if len(set(runs)) == len(runs):
        return rows
    seen: set[tuple[str, ...]] = set()
    for position, run in enumerate(runs):
        if run in seen:
            rows[position : position + REPEATED_RUN] = [True] * REPEATED_RUN
        seen.add(run)
    return rows

"""One answer, tokenised once: its words, sentences, hits of cues, and measures."""

from bisect import bisect_right
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

#: The signs that separate the parts of an answer.
PART_BREAKS = frozenset(".;:!?\n")
REPEATED_RUN = 4


class Reading:
    """An answer with all that rules may ask about it.

    Hits in repeated text count once, those in `ignored` spans not at all.
    """

    def __init__(self, answer: str, language: str, ignored: Sequence[Span] = ()) -> None:
        self.answer = answer
        self.language = known_language(language)
        self.tokens = tokens(answer, self.language)
        self.folded = [token.folded for token in self.tokens]
        self.entries = [entry(word, self.language) for word in self.folded]
        self._sentence_spans = sentences(answer)
        ends = [span.end for span in self._sentence_spans[:-1]]
        self.sentence_index = [bisect_right(ends, token.start) for token in self.tokens]
        self._repeated = repeated(self.tokens)
        for position, token in enumerate(self.tokens) if ignored else ():
            self._repeated[position] |= any(start <= token.start < end for start, end in ignored)
        #: The class of each token: "num", "year", "name" or "".
        self._kinds = [self._kind(position) for position in range(len(self.tokens))]

    def _kind(self, position: int) -> str:
        """Return the class of a token; a capital inside a sentence makes it a name."""
        token, known = self.tokens[position], self.entries[position]
        if known.kind == "year":
            follower = self.folded[position + 1 : position + 2]
            return "year" if word_set(self.language, "amount").isdisjoint(follower) else "num"
        is_name = (
            not known.kind
            and not known.never_name
            and len(token.folded) > 1
            and token.text[0].isupper()
            and not self.opens_sentence(position)
            and not self.answer.isupper()
        )
        return "name" if is_name else known.kind

    @cached_property
    def hits(self) -> dict[str, list[TokenRange]]:
        """Return the hits of all categories as token ranges, without those that overlap repeated text."""
        found = cue_matcher(self.language).find(self.folded, self._kinds, self.sentence_index, self._repeated)
        for kind in ("num", "year", "name"):
            found[kind] = [(at, at + 1) for at, own in enumerate(self._kinds) if own == kind]
        return {
            category: [hit for hit in hits if True not in self._repeated[slice(*hit)]]
            for category, hits in found.items()
        }

    @cached_property
    def content(self) -> list[tuple[int, Entry]]:
        """Return the position and lexicon entry of each content word that is not repeated."""
        rows = enumerate(zip(self.entries, self._repeated, strict=True))
        return [(at, known) for at, (known, is_repeat) in rows if known.content and not is_repeat]

    @cached_property
    def _generic(self) -> list[bool]:
        """Return for each token whether it is generic: a word that any firm could write."""
        return [
            known.generic_name if kind == "name" else known.generic
            for known, kind in zip(self.entries, self._kinds, strict=True)
        ]

    @cached_property
    def specific(self) -> list[TokenRange]:
        """Return the first occurrence of each distinct informative word that is not generic."""
        seen: dict[str, int] = {}
        for position, known in self.content:
            if known.informative and self._kinds[position] != "num" and not self._generic[position]:
                seen.setdefault(known.stem, position)
        return [(position, position + 1) for position in seen.values()]

    @cached_property
    def clauses(self) -> list[bool]:
        """Return for each sentence whether it is a clause: neither a list of keywords nor mostly generic.

        Figures and names do not decide whether a sentence is a list. A list with many figures is a price list
        and counts as a clause.
        """
        size, small, generic, exact, figures = ([0] * max(1, len(self._sentence_spans)) for _ in range(5))
        rows = zip(self.entries, self.sentence_index, self._generic, self._kinds, self._repeated, strict=True)
        for known, number, is_generic, kind, is_repeat in rows:
            if not is_repeat:
                size[number] += 1
                small[number] += known.stop
                generic[number] += is_generic and not known.stop
                exact[number] += bool(kind)
                figures[number] += kind == "num"
        return [
            words >= 3
            and (stop >= 0.12 * (words - exactly) or counted >= max(2, 0.2 * words))
            and common <= 0.65 * max(1, words - stop)
            for words, stop, common, exactly, counted in zip(
                size, small, generic, exact, figures, strict=True
            )
        ]

    def add(self, name: str, ranges: Sequence[TokenRange]) -> None:
        """Set the hits of a category to the given ranges."""
        self.hits[name] = list(ranges)

    def found(self, name: str, *, in_clause: bool = False) -> list[TokenRange]:
        """Return the hits of a category; with `in_clause` only those in a clause (see `clauses`)."""
        ranges = self.specific if name == "specific" else self.hits.get(name, [])
        if not in_clause:
            return ranges
        return [hit for hit in ranges if self.clauses[self.sentence_index[hit[0]]]]

    def generic_words(self) -> list[str]:
        """Return at most three distinct generic words of six letters or more, the clichés first."""
        worn = [*self.found("buzz"), *self.found("table_stakes"), *self.found("cliche")]
        cliches = sorted({first for first, end in worn if end == first + 1})
        generic = [position for position, _ in self.content if self._generic[position]]
        distinct: dict[str, str] = {}
        for token in (self.tokens[position] for position in cliches + generic):
            if len(token.folded) > 5:
                distinct.setdefault(token.folded, token.text.lower())
        return list(distinct.values())[:3]

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

    def opens_sentence(self, position: int) -> bool:
        """Return whether a token is the first of its sentence."""
        return not position or not self.share_sentence(position - 1, position)

    def sentences_with(self, name: str, *, in_clause: bool = False) -> set[int]:
        """Return the indexes of the sentences in which a category was found."""
        return {self.sentence_index[hit[0]] for hit in self.found(name, in_clause=in_clause)}

    def count(self, name: str, in_clause: bool) -> float:
        """Return the value of a measure, or the number of distinct wordings of a category."""
        if name in self.measures:
            return self.measures[name]
        return len({tuple(self.folded[slice(*hit)]) for hit in self.found(name, in_clause=in_clause)})

    def span(self, hit: TokenRange) -> Span:
        """Return the span of a token range in the answer."""
        return Span(self.tokens[hit[0]].start, self.tokens[hit[1] - 1].end)

    @cached_property
    def informative(self) -> list[bool]:
        """Return for each token whether it is a figure, a name or a specific word, and not repeated."""
        rows = zip(self.entries, self._kinds, self._generic, self._repeated, strict=True)
        return [
            not is_repeat and (bool(kind) or (known.content and known.informative and not is_generic))
            for known, kind, is_generic, is_repeat in rows
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
        return layout(self.tokens, self.entries, self._kinds, self.answer, self.language)

    def excerpt(self, hit: TokenRange) -> Span | None:
        """Return the span to quote for a token range, or None where it holds only function words."""
        whole = excerpt_range(self.layout, *hit)
        return self.span(whole) if whole else None

    def noun_phrase(self, hit: TokenRange) -> TokenRange:
        """Return a one-word range extended over the neighbour that qualifies it."""
        return noun_phrase(self.tokens, self.layout, hit, self.language)

    @cached_property
    def measures(self) -> dict[str, float]:
        """Return the counts and shares (in per cent) that rules may compare."""
        fresh = [position for position, is_repeat in enumerate(self._repeated) if not is_repeat]
        words, sentences = len(fresh) or 1, len({self.sentence_index[at] for at in fresh}) or 1
        syllables = sum([self.entries[position].syllables for position in fresh])
        content = len(self.content) or 1
        return {
            "words": len(fresh),
            "distinct_words": len({self.folded[position] for position in fresh}),
            "allwords": len(self.tokens),
            "sentences": sentences,
            "generic_share": 100 * sum([self._generic[position] for position, _ in self.content]) / content,
            "buzz_share": 100 * len(self.found("buzz")) / content,
            "readability": _reading_ease(words / sentences, max(1.0, syllables / words), self.language),
        }


def _reading_ease(words_per_sentence: float, syllables_per_word: float, language: str) -> float:
    """Return the reading ease, from about 0 (hard) to 100 (easy).

    English: Flesch, 206.835 - 1.015 W/S - 84.6 Syl/W. French: Kandel-Moles, 207 - 1.015 W/S - 73.6 Syl/W.
    """
    start, per_syllable = (206.835, 84.6) if language == "en" else (207, 73.6)
    return start - 1.015 * words_per_sentence - per_syllable * syllables_per_word


def repeated(words: Sequence[Token]) -> list[bool]:
    """Return for each token whether it is in a run of four or more words that occurred earlier.

    In an answer of at most four different words each word that comes back is repeated.
    """
    folded = [token.folded for token in words]
    if len(set(folded)) <= REPEATED_RUN:
        first = {word: position for position, word in reversed([*enumerate(folded)])}
        return [first[word] < position for position, word in enumerate(folded)]
    rows = [False] * len(words)
    seen: set[tuple[str, ...]] = set()
    for position, run in enumerate(zip(*(folded[first:] for first in range(REPEATED_RUN)), strict=False)):
        if run in seen:
            rows[position : position + REPEATED_RUN] = [True] * REPEATED_RUN
        seen.add(run)
    return rows

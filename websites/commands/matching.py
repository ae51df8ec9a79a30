"""Match a line against a pattern by backtracking over what each element may consume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from websites.commands.slots import SlotMatch, Slots
from websites.commands.tokens import is_punctuation, typos
from websites.commands.vocabulary import Pattern, Vocabulary
from websites.definition.schema import Definition

#: Elements that consume text as typed, stop words included.
_VERBATIM: Final = frozenset({"{text}", "{title}", "{listed}"})
#: The most stop words in a row that are skipped.
_MOST_STOP_WORDS: Final = 8
_KEPT_SIGNS: Final = frozenset({":", "="})


@dataclass(frozen=True)
class Match:
    """The values that a pattern’s elements consumed, by name, and the number of typing errors."""

    pattern: Pattern
    values: Mapping[str, Any]
    cost: int


class Reader(Slots):
    """A line, or part of one, with the vocabulary of a language and the site that it is about."""

    def __init__(self, line: str, vocabulary: Vocabulary, definition: Definition) -> None:
        super().__init__(line, vocabulary, definition)
        self._cache: dict[tuple[str, int, int, bool], list[SlotMatch]] = {}

    def matches(self, pattern: Pattern) -> Iterator[Match]:
        """Yield every match of the pattern with the part from `first` to `last`."""
        for values, cost in self._match_rest(pattern.elements, self.first):
            yield Match(pattern, values, cost)

    def part(self, first: int, last: int) -> Reader:
        """Return a reader for a part of the same line; both share the cache."""
        other = copy(self)
        other.first, other.last = first, last
        return other

    def _match_rest(self, elements: tuple[str, ...], at: int) -> Iterator[tuple[dict[str, Any], int]]:
        if not elements:
            if all(self._is_stop_word(one) for one in range(at, self.last)):
                yield {}, 0
            return
        name = elements[0].strip("<>{}")
        for start in self._starts(elements[0], at):
            for value, end, cost in self._cached_matches(elements[0], start, is_last=not elements[1:]):
                for values, more in self._match_rest(elements[1:], end):
                    yield {name: value, **values}, cost + more

    def _starts(self, element: str, at: int) -> Iterator[int]:
        """Yield positions where an element may begin: here, or after stop words. Texts begin here only."""
        yield at
        furthest = at if element in _VERBATIM else min(self.last, at + _MOST_STOP_WORDS)
        while at < furthest and self._is_stop_word(at):
            at += 1
            yield at

    def _is_stop_word(self, at: int) -> bool:
        one = self.tokens[at]
        if one.folded in self.vocabulary.stop_words or (
            is_punctuation(one) and one.folded not in _KEPT_SIGNS
        ):
            return True
        return any(typos(one.folded, word[0]) is not None for word in self.vocabulary.sets["section"])

    def _cached_matches(self, element: str, at: int, *, is_last: bool) -> list[SlotMatch]:
        """Return the matches of an element from a position on, cached because many patterns begin alike."""
        key = (element, at, self.last, is_last)
        if key not in self._cache:
            self._cache[key] = list(self._slot_matches(element, at, is_last=is_last))
        return self._cache[key]

    def _slot_matches(self, element: str, at: int, *, is_last: bool) -> Iterable[SlotMatch]:
        """Return the matches of an element from a position on."""
        name = element.strip("<>{}")
        if element in _VERBATIM:
            return self.text(at, is_last)
        if element.startswith("{"):
            return self.slot(name, at)
        if element.startswith("<field_"):
            return self.phrases(self.fields({name.removeprefix("field_")}), at)
        if element.startswith("<"):
            return self.phrases(dict.fromkeys(self.vocabulary.sets[name], name), at)
        return [(element, at + 1, 0)] if at < self.last and self.tokens[at].folded == element else []

    def place(self, at: int) -> Iterator[SlotMatch]:
        """Yield ("before" | "after", block ids) or ("top" | "bottom", ())."""
        for side in ("top", "bottom"):
            for _name, end, cost in self._cached_matches(f"<{side}>", at, is_last=False):
                yield (side, ()), end, cost
        for side in ("before", "after"):
            for _name, end, cost in self._cached_matches(f"<{side}>", at, is_last=False):
                for start in self._starts("{block}", end):
                    yield from (
                        ((side, ids), stop, cost + more) for ids, stop, more in self.slot("block", start)
                    )

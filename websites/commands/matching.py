"""Match a line against a pattern by backtracking over what each element may consume."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any, Final

from agents.palettes import Palette, palettes
from agents.template.themes import Theme, themes
from nlp.numerals import numerals
from websites.commands.vocabulary import Phrase, Vocabulary, phrase, tokenize, typos
from websites.definition.blocks import entries_of, title_of
from websites.definition.schema import Definition

#: The value of a slot, the position after it, and the number of typing errors.
SlotMatch = tuple[Any, int, int]
#: Elements that consume text as typed, stop words included.
_VERBATIM: Final = frozenset({"{text}", "{title}", "{listed}"})
#: The most words of a text that is not the last element.
_MIDDLE: Final = 40
#: The most stop words in a row that are skipped.
_MOST_STOP_WORDS: Final = 8
_KEPT_SIGNS: Final = frozenset({":", "="})
_QUOTES: Final = {"«": "»", "“": "”", '"': '"', "‘": "’", "'": "'", "„": "“"}
#: Punctuation between the command and the text, as in "to : …".
_OPENING: Final = re.compile(r"^[:=]\s+(?=\S)")
_PAGE: Final = frozenset({"page_title", "page_description"})
#: Fields that a line must name with their section.
_NOT_ALONE: Final = _PAGE | {"price", "author", "alt"}


class Reader:
    """A line, or part of one, with the vocabulary of a language and the site that it is about."""

    def __init__(self, line: str, vocabulary: Vocabulary, definition: Definition) -> None:
        self.line, self.vocabulary, self.definition = line, vocabulary, definition
        self.tokens = tokenize(line)
        self.first, self.last = 0, len(self.tokens)
        self._tables = _slot_tables(vocabulary, definition)
        self._cache: dict[tuple[str, int, int, bool], list[SlotMatch]] = {}

    def part(self, first: int, last: int) -> "Reader":
        """Return a reader for a part of the same line; both share the cache."""
        other = copy(self)
        other.first, other.last = first, last
        return other

    def matches(self, elements: tuple[str, ...], at: int) -> Iterator[tuple[dict[str, Any], int]]:
        """Yield every match of elements of a pattern with the rest of the part from a position on.

        A match is what the elements consumed, by name, and the number of typing errors.
        """
        if not elements:
            if all(self._is_stop_word(one) for one in range(at, self.last)):
                yield {}, 0
            return
        name = elements[0].strip("<>{}")
        for start in self._starts(elements[0], at):
            for value, end, cost in self._cached_matches(elements[0], start, is_last=not elements[1:]):
                for values, more in self.matches(elements[1:], end):
                    yield {name: value, **values}, cost + more

    def _starts(self, element: str, at: int) -> Iterator[int]:
        """Yield positions where an element may begin: here, or after stop words. Texts begin here only."""
        yield at
        furthest = at if element in _VERBATIM else min(self.last, at + _MOST_STOP_WORDS)
        while at < furthest and self._is_stop_word(at):
            at += 1
            yield at

    def _is_stop_word(self, at: int) -> bool:
        word = self.tokens[at].folded
        is_sign = not any(letter.isalnum() for letter in word) and word not in _KEPT_SIGNS
        if is_sign or word in self.vocabulary.stop_words:
            return True
        return any(typos(word, one[0]) is not None for one in self.vocabulary.sets["section"])

    def _cached_matches(self, element: str, at: int, *, is_last: bool) -> list[SlotMatch]:
        """Return the matches of an element from a position on, cached because many patterns begin alike."""
        key = (element, at, self.last, is_last)
        if key not in self._cache:
            self._cache[key] = list(self._element_matches(element, at, is_last=is_last))
        return self._cache[key]

    def _element_matches(self, element: str, at: int, *, is_last: bool) -> Iterable[SlotMatch]:
        name = element.strip("<>{}")
        if element in _VERBATIM:
            return self._text(at, is_last=is_last)
        if element.startswith("<"):
            return self._phrases(self.vocabulary.sets[name], at)
        if name in self._tables:
            return self._phrases(self._tables[name], at)
        if element.startswith("{"):
            takers = {"block": self._block, "price": self._price, "place": self._place}
            return takers.get(name, self._number)(at)
        return [(element, at + 1, 0)] if at < self.last and self.tokens[at].folded == element else []

    def _phrases(self, meanings: Mapping[Phrase, Any], at: int) -> Iterator[SlotMatch]:
        """Yield every phrase found at a position, with its meaning."""
        first = self.tokens[at].folded[:1] if at < self.last else ""
        for one, meaning in meanings.items():
            if one and one[0][:1] == first and at + len(one) <= self.last:
                costs = [typos(self.tokens[at + step].folded, word) for step, word in enumerate(one)]
                if None not in costs:
                    yield meaning, at + len(one), sum(cost or 0 for cost in costs)

    def _text(self, at: int, *, is_last: bool) -> Iterator[SlotMatch]:
        """Yield the text from a position on, the shortest first, without surrounding quotes."""
        if at >= self.last:
            return
        ends = [self.last] if is_last else range(at + 1, min(self.last, at + _MIDDLE) + 1)
        closing = _QUOTES.get(self.line[self.tokens[at].start])
        quoted = [end for end in ends if self.line[self.tokens[end - 1].start] == closing and end > at + 1]
        for end in quoted if closing and not is_last else sorted(ends, key=self._cuts_a_sign):
            stop = len(self.line) if end == len(self.tokens) else self.tokens[end - 1].end
            yield _unquoted(self.line[self.tokens[at].start : stop]), end, 0

    def _cuts_a_sign(self, end: int) -> bool:
        """Say whether a text that ends there loses its question or exclamation mark."""
        return end < self.last and self.tokens[end].folded in {"?", "!"}

    def _block(self, at: int) -> Iterator[SlotMatch]:
        """Yield the ids of blocks named by kind and number, by kind, or by their title.

        A kind that the site does not have yields "no " and the kind.
        """
        titles = {phrase(title_of(block)): (block.id,) for block in self.definition.blocks}
        missing = []
        for kind, end, cost in self._phrases(self.vocabulary.kinds, at):
            ids = tuple(block.id for block in self.definition.blocks if block.kind == kind)
            for number, stop, _cost in self._number(end):
                if number <= len(ids):
                    yield (ids[number - 1],), stop, cost
            if ids:
                yield ids, end, cost
            else:
                missing.append(((f"no {kind}",), end, cost))
        yield from self._phrases(titles, at)
        yield from missing

    def _number(self, at: int) -> Iterator[SlotMatch]:
        digits = self.tokens[at].folded if at < self.last else ""
        if digits.isdecimal() and len(digits) < 3 and int(digits):
            yield int(digits), at + 1, 0

    def _price(self, at: int) -> Iterator[SlotMatch]:
        start = self.tokens[at].start if at < self.last else -1
        found = next((one for one in numerals(self.line) if one.start == start), None)
        if found and found.kind in ("number", "phone"):
            yield found.text.strip(), sum(token.start < found.end for token in self.tokens), 0

    def _place(self, at: int) -> Iterator[SlotMatch]:
        """Yield ("before" | "after", block ids) or ("top" | "bottom", ())."""
        for side in ("top", "bottom"):
            for _name, end, cost in self._cached_matches(f"<{side}>", at, is_last=False):
                yield (side, ()), end, cost
        for side in ("before", "after"):
            for _name, end, cost in self._cached_matches(f"<{side}>", at, is_last=False):
                for start in self._starts("{block}", end):
                    yield from (((side, ids), stop, cost + more) for ids, stop, more in self._block(start))


def _unquoted(text: str) -> str:
    """Return a text without surrounding quotes and white space."""
    text = _OPENING.sub("", text.strip())
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def _slot_tables(vocabulary: Vocabulary, definition: Definition) -> dict[str, Mapping[Phrase, Any]]:
    """Return the phrases that a slot may consume, with their meanings, by the name of the slot."""
    fields, reviews = vocabulary.fields, [("avis",), ("review",)]
    quotes = [one for one, kind in vocabulary.kinds.items() if kind == "testimonials"]
    return {
        "kind": vocabulary.kinds,
        "field": fields,
        "single_field": {one: name for one, name in fields.items() if name not in _NOT_ALONE},
        "page_field": {one: name for one, name in fields.items() if name in _PAGE},
        "field_text": {one: name for one, name in fields.items() if name == "text"},
        "entry_word": vocabulary.entries,
        "one_quote": dict.fromkeys([("temoignage",), ("testimonial",), *reviews], "testimonials"),
        "question_word": {("question",): "questions"},
        "quote_word": dict.fromkeys([*quotes, *reviews], "testimonials"),
        "entry": _entry_titles(definition),
        "colour": vocabulary.colours,
        "palette": _named(palettes()),
        "theme": _named(themes()),
    }


def _entry_titles(definition: Definition) -> dict[Phrase, tuple[tuple[str, int], ...]]:
    """Return the entries by title and by beginnings of titles, the longest phrase first."""
    found: dict[Phrase, tuple[tuple[str, int], ...]] = {}
    for block in definition.blocks:
        for place, one in enumerate(entries_of(block)):
            title = phrase(getattr(one, "title", ""))
            for size in range(len(title), 0, -1):
                found[title[:size]] = (*found.get(title[:size], ()), (block.id, place))
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _named(things: Mapping[str, Palette | Theme]) -> dict[Phrase, str]:
    return {phrase(name): key for key, one in things.items() for name in (one.name.fr, one.name.en)}

"""Slots of patterns: the sections, texts, prices, colours and entries that braces may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from agents.palettes import palettes
from agents.template.themes import themes
from nlp.numerals import numerals
from websites.commands.tokens import tokenize, typos
from websites.commands.vocabulary import Phrase, Vocabulary, phrase
from websites.definition.blocks import entries_of, title_of
from websites.definition.schema import Definition

#: The value of a slot, the position after it, and the number of typing errors.
SlotMatch = tuple[Any, int, int]
#: The most words of a text that is not the last element.
_MIDDLE: Final = 40
_QUOTES: Final = {"«": "»", "“": "”", '"': '"', "‘": "’", "'": "'", "„": "“"}
#: Punctuation between the command and the text, as in "to : …".
_OPENING: Final = re.compile(r"^[:=]\s+(?=\S)")
_NOT_ALONE: Final = frozenset({"price", "author", "alt", "page_title", "page_description"})
_PAGE: Final = frozenset({"page_title", "page_description"})


class Slots:
    """A tokenized line, and what each slot may consume of it."""

    def __init__(self, line: str, vocabulary: Vocabulary, definition: Definition) -> None:
        self.line, self.vocabulary, self.definition = line, vocabulary, definition
        self.tokens = tokenize(line)
        self.first, self.last = 0, len(self.tokens)

    def slot(self, name: str, at: int) -> Iterable[SlotMatch]:
        """Return what the slot of that name may consume from a position on."""
        tables: dict[str, Callable[[], Mapping[Phrase, Any]]] = {
            "kind": lambda: self.vocabulary.kinds,
            "field": lambda: self.vocabulary.fields,
            "single_field": lambda: self.fields({*self.vocabulary.fields.values()} - _NOT_ALONE),
            "page_field": lambda: self.fields(_PAGE),
            "entry_word": lambda: self.vocabulary.entries,
            "one_quote": lambda: {("temoignage",): "", ("testimonial",): "", ("avis",): "", ("review",): ""},
            "question_word": lambda: {("question",): "questions"},
            "quote_word": self._quote_words,
            "entry": self._entry_titles,
            "colour": lambda: self.vocabulary.colours,
            "palette": lambda: _named(palettes()),
            "theme": lambda: _named(themes()),
        }
        if name in tables:
            return self.phrases(tables[name](), at)
        takers: dict[str, Callable[[int], Iterable[SlotMatch]]] = {
            "block": self._block,
            "number": self._number,
            "first": self._number,
            "to_number": self._number,
            "price": self._price,
            "place": self.place,
        }
        return takers[name](at)

    def place(self, at: int) -> Iterator[SlotMatch]:
        """Yield the places of the page that a line names."""
        raise NotImplementedError

    def phrases(self, meanings: Mapping[Phrase, Any], at: int) -> Iterator[SlotMatch]:
        """Yield every phrase found at a position, with its meaning."""
        first = self.tokens[at].folded[:1] if at < self.last else ""
        for one, meaning in meanings.items():
            if one and one[0][:1] == first and at + len(one) <= self.last:
                costs = [typos(self.tokens[at + step].folded, word) for step, word in enumerate(one)]
                if None not in costs:
                    yield meaning, at + len(one), sum(cost or 0 for cost in costs)

    def fields(self, wanted: Iterable[str]) -> dict[Phrase, str]:
        """Return the phrases of some fields."""
        return {one: name for one, name in self.vocabulary.fields.items() if name in set(wanted)}

    def text(self, at: int, is_last: bool) -> Iterator[SlotMatch]:
        """Yield the text from a position on, the shortest first, without surrounding quotes."""
        if at >= self.last:
            return
        ends = [self.last] if is_last else range(at + 1, min(self.last, at + _MIDDLE) + 1)
        closing = _QUOTES.get(self.line[self.tokens[at].start])
        quoted = [end for end in ends if self.line[self.tokens[end - 1].start] == closing and end > at + 1]
        ends = sorted(ends, key=self._cuts_a_sign)
        for end in quoted if closing and not is_last else ends:
            yield unquoted(self.line[self.tokens[at].start : self._stop(end)]), end, 0

    def _cuts_a_sign(self, end: int) -> bool:
        """Say whether a text that ends there loses its question or exclamation mark."""
        return end < self.last and self.tokens[end].folded in {"?", "!"}

    def _stop(self, end: int) -> int:
        return len(self.line) if end == len(self.tokens) else self.tokens[end - 1].end

    def _block(self, at: int) -> Iterator[SlotMatch]:
        """Yield the ids of blocks named by kind and number, by kind, or by their title."""
        titles = {phrase(title_of(block)): (block.id,) for block in self.definition.blocks}
        missing = []
        for kind, end, cost in self.phrases(self.vocabulary.kinds, at):
            ids = tuple(block.id for block in self.definition.blocks if block.kind == kind)
            for number, stop, _cost in self._number(end):
                if number <= len(ids):
                    yield (ids[number - 1],), stop, cost
            if ids:
                yield ids, end, cost
            else:
                missing.append(((f"no {kind}",), end, cost))
        yield from self.phrases(titles, at)
        yield from missing

    def _number(self, at: int) -> Iterator[SlotMatch]:
        digits = self.tokens[at].folded if at < self.last else ""
        if digits.isdecimal() and len(digits) < 3 and int(digits):
            yield int(digits), at + 1, 0

    def _price(self, at: int) -> Iterator[SlotMatch]:
        start = self.tokens[at].start if at < self.last else -1
        found = next((one for one in numerals(self.line) if one.start == start), None)
        if found and found.kind in ("number", "phone"):
            end = sum(token.start < found.end for token in self.tokens)
            yield found.text.strip(), end, 0

    def _quote_words(self) -> dict[Phrase, str]:
        kinds = {one: kind for one, kind in self.vocabulary.kinds.items() if kind == "testimonials"}
        return {**kinds, ("avis",): "testimonials", ("review",): "testimonials"}

    def _entry_titles(self) -> dict[Phrase, tuple[tuple[str, int], ...]]:
        """Return the entries by title and by beginnings of titles, the longest phrase first."""
        found: dict[Phrase, tuple[tuple[str, int], ...]] = {}
        for block in self.definition.blocks:
            for place, one in enumerate(entries_of(block)):
                title = phrase(getattr(one, "title", ""))
                for size in range(len(title), 0, -1):
                    found[title[:size]] = (*found.get(title[:size], ()), (block.id, place))
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def unquoted(text: str) -> str:
    """Return a text without surrounding quotes and white space."""
    text = _OPENING.sub("", text.strip())
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def _named(things: Mapping[str, Any]) -> dict[Phrase, str]:
    return {phrase(name): key for key, one in things.items() for name in (one.name.fr, one.name.en)}

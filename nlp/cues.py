"""Finds cues - words and phrases of listed categories - in a tokenised text.

A cue is one or more elements separated by blanks. An element is a folded word, `prefix*`, `*suffix`, a class
(`<num>`, `<year>`, `<name>`, `<any>`), alternatives of these joined by `|`, or `_3`, a gap of at most three
tokens.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

MAX_ENDING = 7
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a cue: the tokens that it matches, or a gap of at most `gap` tokens.

    If `only_words`, it matches the listed words only.
    """

    words: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    classes: frozenset[str]
    gap: int
    only_words: bool

    def fits(self, word: str, kind: str) -> bool:
        """Return whether a folded word of a class matches."""
        return (
            word in self.words
            or kind in self.classes
            or "any" in self.classes
            or word.startswith(self.begins)
            or word.endswith(self.ends)
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that is evidence for a category."""

    category: str
    head: Element
    tail: tuple[Element, ...]


@dataclass(frozen=True)
class Index:
    """The cues of a language by what their first word may be."""

    words: dict[str, list[Cue]]
    begins: dict[str, list[Cue]]
    ends: dict[str, list[Cue]]
    classes: dict[str, list[Cue]]


def _element(source: str) -> Element:
    """Return one element from its spelling in the data file."""
    if source[0] == "_":
        return Element(frozenset(), (), (), frozenset(), int(source[1:]), only_words=False)
    parts = source.split("|")
    words = frozenset(part for part in parts if "*" not in part and part[0] != "<")
    begins = tuple(part[:-1] for part in parts if part.endswith("*"))
    ends = tuple(part[1:] for part in parts if part.startswith("*"))
    classes = frozenset(part[1:-1] for part in parts if part[0] == "<")
    return Element(words, begins, ends, classes, gap=0, only_words=len(words) == len(parts))


def _index(listings: Mapping[str, str]) -> Index:
    """Index the cues of all categories by the first word that they may start with."""
    index = Index({}, {}, {}, {})
    for category, listing in listings.items():
        for source in filter(str.strip, listing.replace("\n", ",").split(",")):
            elements = [_element(part) for part in source.split()]
            _add_to_index(index, Cue(category, elements[0], tuple(elements[1:])))
    return index


def _add_to_index(index: Index, cue: Cue) -> None:
    """Add a cue under every word, prefix, suffix and class of its first element."""
    for table, keys in (
        (index.words, cue.head.words),
        (index.begins, cue.head.begins),
        (index.ends, cue.head.ends),
        (index.classes, cue.head.classes),
    ):
        for key in keys:
            table.setdefault(key, []).append(cue)


@dataclass(frozen=True, slots=True)
class CueStarts:
    """The cues that one word may start, by what must follow: nothing, a listed word, or anything else."""

    complete: tuple[str, ...]
    by_next: dict[str, list[Cue]]
    others: tuple[Cue, ...]


NO_STARTS = CueStarts((), {}, ())
Hits = dict[str, list[tuple[int, int]]]


def _grouped_starts(cues: Sequence[Cue]) -> CueStarts:
    """Return cues grouped by what must follow their first word."""
    longer = [cue for cue in cues if cue.tail]
    return CueStarts(
        tuple(cue.category for cue in cues if not cue.tail),
        _by_next(longer),
        tuple(cue for cue in longer if not cue.tail[0].only_words),
    )


def _by_next(cues: Sequence[Cue]) -> dict[str, list[Cue]]:
    """Return the cues whose second element is listed words, by each of these words."""
    by_next: dict[str, list[Cue]] = {}
    for cue in cues:
        for word in cue.tail[0].words if cue.tail[0].only_words else ():
            by_next.setdefault(word, []).append(cue)
    return by_next


class CueMatcher:
    """Finds the cues of one language; made of their categories, each with its cues by comma or line."""

    def __init__(self, listings: Mapping[str, str]) -> None:
        self._index = _index(listings)
        self._starts = lru_cache(maxsize=20_000)(self._compute_starts)
        self._class_starts = lru_cache(maxsize=16)(self._compute_class_starts)

    def find(
        self,
        words: Sequence[str],
        kinds: Sequence[str],
        sentences: Sequence[int],
        skipped: Sequence[bool],
    ) -> Hits:
        """Return the hits by category, each as (position of the first word, one past the last).

        `words` are folded and `kinds` their classes. `sentences` gives the index of each word's sentence: no
        cue crosses from one into the next. No cue starts at a word that is `skipped`.
        """
        hits: Hits = defaultdict(list)
        for position, (word, kind, is_skipped) in enumerate(zip(words, kinds, skipped, strict=True)):
            if is_skipped or len(word) >= LONGEST_WORD:
                continue
            starts = self._starts(word, kind)
            for category in starts.complete:
                hits[category].append((position, position + 1))
            if starts is NO_STARTS or position + 1 == len(words):
                continue
            for category, end in _multiword_matches(starts, words, kinds, position):
                if sentences[end - 1] == sentences[position]:
                    hits[category].append((position, end))
        return dict(hits)

    def _compute_starts(self, word: str, kind: str) -> CueStarts:
        """Return the cues that a word may start."""
        index = self._index
        listed = index.words.get(word, ())
        by_affix: list[Cue] = []
        for length in range(2, len(word) + 1):
            by_affix += index.begins.get(word[:length], ())
        for length in range(2, min(len(word), MAX_ENDING) + 1):
            by_affix += index.ends.get(word[-length:], ())
        if not listed and not by_affix:
            return self._class_starts(kind)
        return _grouped_starts([*listed, *index.classes.get(kind, ()), *by_affix])

    def _compute_class_starts(self, kind: str) -> CueStarts:
        """Return the cues that any word of a class may start.

        It is cached by class, because nearly every figure is a new word.
        """
        found = self._index.classes.get(kind, ())
        return _grouped_starts(found) if found else NO_STARTS


def _multiword_matches(
    starts: CueStarts, words: Sequence[str], kinds: Sequence[str], position: int
) -> Iterator[tuple[str, int]]:
    """Yield the cues of several words that start at a position: category and one past the last word."""
    after = position + 1
    follower, kind = words[after], kinds[after]
    for cue in starts.others:
        second = cue.tail[0]
        if second.gap or second.fits(follower, kind):
            end = _end_of(cue.tail, words, kinds, after)
            if end:
                yield cue.category, end
    for cue in starts.by_next.get(follower, ()):
        end = _end_of(cue.tail[1:], words, kinds, after + 1) if len(cue.tail) > 1 else after + 1
        if end:
            yield cue.category, end


def _end_of(tail: tuple[Element, ...], words: Sequence[str], kinds: Sequence[str], position: int) -> int:
    """Return one past the last word if the rest of a cue matches from `position` on, else 0."""
    for index, element in enumerate(tail):
        if element.gap:
            return _after_gap(element.gap, tail[index + 1 :], words, kinds, position)
        if position >= len(words) or not element.fits(words[position], kinds[position]):
            return 0
        position += 1
    return position


def _after_gap(
    gap: int, rest: tuple[Element, ...], words: Sequence[str], kinds: Sequence[str], position: int
) -> int:
    """Return the nearest end of a match of the rest of a cue after at most `gap` words, else 0."""
    if not rest:
        return position
    wanted, beyond = rest[0], rest[1:]
    near = words[position : position + gap + 1]
    if wanted.only_words and wanted.words.isdisjoint(near):
        return 0
    for at, word in enumerate(near, position):
        if word in wanted.words or (not wanted.only_words and wanted.fits(word, kinds[at])):
            end = _end_of(beyond, words, kinds, at + 1) if beyond else at + 1
            if end:
                return end
    return 0

"""Finds cues - words and phrases of listed categories - in a tokenised text.

A cue is one or more elements separated by blanks. An element is a folded word, `prefix*`, `*suffix`, a class
(`<num>`, `<year>`, `<name>`, `<any>`), alternatives of these joined by `|`, or `_3`, a gap of at most three
tokens.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

LONGEST_SUFFIX = 7
#: Words of this length or more start no cue.
TOO_LONG = 40


class Element(NamedTuple):
    """One element of a cue: the tokens that it matches, or a gap of at most `gap` tokens.

    If `only_words`, it matches the listed words only.
    """

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    gap: int = 0
    only_words: bool = False

    def fits(self, word: str, kind: str) -> bool:
        """Return whether a folded word of a class matches."""
        return (
            word in self.words
            or kind in self.classes
            or "any" in self.classes
            or word.startswith(self.prefixes)
            or word.endswith(self.suffixes)
        )


class Cue(NamedTuple):
    """A phrase that is evidence for a category; `tail` are the elements after the first."""

    category: str
    tail: tuple[Element, ...]


class CueStarts(NamedTuple):
    """The cues that one word may start, by what must follow: nothing, a listed word, or anything else."""

    complete: tuple[str, ...]
    by_next: dict[str, list[Cue]]
    others: tuple[Cue, ...]


Hits = dict[str, list[tuple[int, int]]]


def _element(source: str) -> Element:
    """Return one element from its spelling in the data file."""
    if source[0] == "_":
        return Element(gap=int(source[1:]))
    parts = source.split("|")
    words = frozenset(part for part in parts if "*" not in part and part[0] != "<")
    return Element(
        words,
        prefixes=tuple(part[:-1] for part in parts if part.endswith("*")),
        suffixes=tuple(part[1:] for part in parts if part.startswith("*")),
        classes=frozenset(part[1:-1] for part in parts if part[0] == "<"),
        only_words=len(words) == len(parts),
    )


def _grouped_starts(cues: Sequence[Cue]) -> CueStarts:
    """Return cues grouped by what must follow their first word."""
    complete = tuple(cue.category for cue in cues if not cue.tail)
    others = tuple(cue for cue in cues if cue.tail and not cue.tail[0].only_words)
    by_next: dict[str, list[Cue]] = {}
    for cue in cues:
        for word in cue.tail[0].words if cue.tail and cue.tail[0].only_words else ():
            by_next.setdefault(word, []).append(cue)
    return CueStarts(complete, by_next, others)


class CueMatcher:
    """Finds the cues of one language; made of their categories, each with its cues by comma or line."""

    def __init__(self, listings: Mapping[str, str]) -> None:
        #: The cues by each alternative of their first element, as the data file spells it.
        self._index: dict[str, list[Cue]] = defaultdict(list)
        for category, listing in listings.items():
            for source in filter(str.strip, listing.replace("\n", ",").split(",")):
                first, *rest = source.split()
                for alternative in set(first.split("|")):
                    self._index[alternative].append(Cue(category, tuple(map(_element, rest))))
        self._starts = lru_cache(maxsize=20_000)(self._compute_starts)
        #: What any word of a class may start; nearly every figure is a new word of the class "num".
        self._class_starts = {
            kind: _grouped_starts(self._index.get(f"<{kind}>", ())) for kind in ("num", "year", "name", "")
        }

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
            if is_skipped or len(word) >= TOO_LONG:
                continue
            starts = self._starts(word, kind)
            for category in starts.complete:
                hits[category].append((position, position + 1))
            has_longer = starts.by_next or starts.others
            for category, end in _longer_cues(starts, words, kinds, position + 1) if has_longer else ():
                if sentences[end - 1] == sentences[position]:
                    hits[category].append((position, end))
        return dict(hits)

    def _compute_starts(self, word: str, kind: str) -> CueStarts:
        """Return the cues that a word may start."""
        lengths = range(2, len(word) + 1)
        keys = [f"{word[:length]}*" for length in lengths]
        keys += [f"*{word[-length:]}" for length in lengths[: LONGEST_SUFFIX - 1]]
        by_affix = [cue for key in keys for cue in self._index.get(key, ())]
        listed = self._index.get(word, [])
        if not listed and not by_affix:
            return self._class_starts[kind]
        return _grouped_starts([*listed, *self._index.get(f"<{kind}>", ()), *by_affix])


def _longer_cues(
    starts: CueStarts, words: Sequence[str], kinds: Sequence[str], after: int
) -> Iterator[tuple[str, int]]:
    """Yield the cues that continue from `after` on: category and one past the last word."""
    for cue in starts.others:
        if end := _end_of(cue.tail, words, kinds, after):
            yield cue.category, end
    for cue in starts.by_next.get(words[after], ()) if after < len(words) else ():
        if end := _end_of(cue.tail[1:], words, kinds, after + 1):
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
    wanted, near = rest[0], words[position : position + gap + 1]
    if wanted.only_words and wanted.words.isdisjoint(near):
        return 0
    for start in range(position, position + len(near)):
        if end := _end_of(rest, words, kinds, start):
            return end
    return 0

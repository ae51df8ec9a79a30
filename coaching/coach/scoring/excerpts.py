"""Which part of an answer is quoted as evidence: whole figures and names, never a function word alone."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nlp.data_files import word_set
from nlp.lexicon import Entry
from nlp.text import Token

BLANKS = frozenset({"", " ", "\u00a0", "\u202f"})
EXTENSION_WINDOW = 5
MAX_LINKS = 2
#: Suffixes of verbs that adjectives have too.
ALSO_ADJECTIVAL = frozenset({"ed", "lent", "rent", "sent", "tent"})


class TokenLayout(NamedTuple):
    """What is known of each token for quoting it.

    `starts` and `ends` are the borders of the unit that a token belongs to: a figure with its unit, a
    hyphenated name. `quotable` says whether the token means something on its own, `adjacent` whether only a
    blank separates it from the token before.
    """

    starts: list[int]
    ends: list[int]
    quotable: list[bool]
    adjacent: list[bool]


def layout(
    tokens: Sequence[Token], entries: Sequence[Entry], kinds: Sequence[str], answer: str, language: str
) -> TokenLayout:
    """Return the layout of the tokens of an answer."""
    figures = [kind in ("num", "year") for kind in kinds]
    signs = [not token.folded[0].isalnum() for token in tokens]
    quotable = _quotable(tokens, entries, signs, figures, language)
    before_figure = word_set(language, "before_figure")
    leads = [sign or token.folded in before_figure for token, sign in zip(tokens, signs, strict=True)]
    gaps = [answer[one.end : other.start] for one, other in pairwise(tokens)]
    starts = _starts(gaps, figures, quotable, leads)
    return TokenLayout(starts, _ends(starts), quotable, [False, *(gap in BLANKS for gap in gaps)])


def _starts(
    gaps: Sequence[str], figures: Sequence[bool], quotable: Sequence[bool], leads: Sequence[bool]
) -> list[int]:
    """Return for each token the first token of its unit."""
    starts = [0]
    for position, gap in enumerate(gaps, 1):
        joined = gap == "-" or (gap in BLANKS and _is_amount(position, figures, quotable, leads))
        starts.append(starts[-1] if joined else position)
    return starts


def _is_amount(
    position: int, figures: Sequence[bool], quotable: Sequence[bool], leads: Sequence[bool]
) -> bool:
    """Return whether a token and the one before it are a figure with its unit, or a sign with its figure."""
    if figures[position - 1]:
        return figures[position] or quotable[position]
    return figures[position] and leads[position - 1]


def _quotable(
    tokens: Sequence[Token],
    entries: Sequence[Entry],
    signs: Sequence[bool],
    figures: Sequence[bool],
    language: str,
) -> list[bool]:
    """Return for each token whether it means something alone, as a unit or within a name."""
    linking, units = word_set(language, "linking"), word_set(language, "amount")
    capitals = [token.text[0].isupper() and not token.text.isupper() for token in tokens]
    return [
        sign
        or (known.content and token.folded not in linking)
        or (counted and token.folded in units)
        or (capital and named)
        for token, known, sign, counted, capital, named in zip(
            tokens, entries, signs, [False, *figures][:-1], capitals, [False, *capitals][:-1], strict=True
        )
    ]


def _ends(starts: Sequence[int]) -> list[int]:
    """Return for each token one past the last token of its unit."""
    ends = list(range(1, len(starts) + 1))
    for position in range(len(starts) - 2, -1, -1):
        if starts[position + 1] == starts[position]:
            ends[position] = ends[position + 1]
    return ends


def excerpt_range(layout: TokenLayout, first: int, last: int) -> tuple[int, int] | None:
    """Return the token range to quote for the range from `first` to `last`, or None.

    The excerpt ends at the first punctuation. If it would end with function words it is extended to the next
    quotable token, or else cut before them.
    """
    start, end = layout.starts[first], layout.ends[last - 1]
    if end - start == 1 and layout.quotable[start]:
        return start, end
    parts = (
        position
        for position in range(first + 1, end)
        if not layout.adjacent[position] and layout.starts[position] == position
    )
    end = next(parts, end)
    if not layout.quotable[end - 1]:
        end = _extended_end(layout, end)
        while end > start and not layout.quotable[end - 1]:
            end -= 1
    return (start, end) if end > start else None


def _extended_end(layout: TokenLayout, end: int) -> int:
    """Return the end of the next quotable token in its window without punctuation before it, else `end`."""
    for position in range(end, min(len(layout.quotable), end + EXTENSION_WINDOW)):
        if not layout.adjacent[position]:
            break
        if layout.quotable[position]:
            return layout.ends[position]
    return end


def noun_phrase(
    tokens: Sequence[Token], layout: TokenLayout, hit: tuple[int, int], language: str
) -> tuple[int, int]:
    """Return a one-word range extended over the neighbour that qualifies it.

    In French this is the word after it, possibly over a word such as "de", else the noun before it; in
    English the word before it, else the noun after it. Longer ranges and names are returned unchanged.
    """
    first, last = hit
    if last - first > 1 or layout.ends[first] > last or (first and tokens[first].text.istitle()):
        return hit
    before, after = (
        _phrase_start(tokens, layout, first, language),
        _phrase_end(tokens, layout, last, language),
    )
    if language == "fr":
        return (first, after) if after > last else (before, last)
    return (before, last) if before < first else (first, after)


def _phrase_end(tokens: Sequence[Token], layout: TokenLayout, last: int, language: str) -> int:
    """Return one past the word that qualifies the one before `last`, or `last`."""
    joins = word_set("fr", "noun_links") if language == "fr" else frozenset()
    for position in range(last, min(last + MAX_LINKS + 1, len(tokens))):
        if not (layout.adjacent[position] or tokens[position - 1].folded.endswith("'")):
            return last
        if layout.quotable[position]:
            return layout.ends[position] if _qualifies(tokens[position], language) else last
        if tokens[position].folded not in joins:
            return last
    return last


def _phrase_start(tokens: Sequence[Token], layout: TokenLayout, first: int, language: str) -> int:
    """Return the position of the word right before `first` that qualifies it, or `first`."""
    before = first - 1
    fits = (
        before >= 0
        and layout.adjacent[first]
        and layout.quotable[before]
        and _qualifies(tokens[before], language)
    )
    return layout.starts[before] if fits else first


def _qualifies(token: Token, language: str) -> bool:
    """Return whether a word may qualify the noun beside it: neither its ending nor a list marks it a verb."""
    return (
        token.folded[0].isalpha()
        and token.folded not in word_set(language, "no_noun")
        and token.folded not in word_set(language, "weak_verbs")
        and not token.folded.endswith(_endings(language))
    )


@lru_cache(maxsize=2)
def _endings(language: str) -> tuple[str, ...]:
    """Return the endings that only verbs have."""
    return tuple(word_set(language, "verb_endings") - ALSO_ADJECTIVAL)

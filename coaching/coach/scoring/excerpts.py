"""Which part of an answer is quoted as evidence: whole figures and names, never a function word alone."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nlp.data_files import word_set
from nlp.lexicon import Entry
from nlp.text import Token

BLANKS = frozenset({"", " ", "\u00a0", "\u202f"})


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
    quotable = _quotable(tokens, entries, figures, language)
    gaps = [answer[one.end : other.start] for one, other in pairwise(tokens)]
    starts = [0]
    for position, gap in enumerate(gaps, 1):
        is_amount = gap in BLANKS and _is_amount(position, tokens, figures, quotable, language)
        starts.append(starts[-1] if gap == "-" or is_amount else position)
    ends = {start: position for position, start in enumerate(starts, 1)}
    adjacent = [False, *map(BLANKS.__contains__, gaps)]
    return TokenLayout(starts, [ends[start] for start in starts], quotable, adjacent)


def _is_amount(
    position: int, tokens: Sequence[Token], figures: Sequence[bool], quotable: Sequence[bool], language: str
) -> bool:
    """Return whether a token and the one before it are a figure with its unit, or a sign with its figure."""
    before = tokens[position - 1].folded
    leads = not before[0].isalnum() or before in word_set(language, "before_figure")
    is_unit = figures[position - 1] and quotable[position]
    return is_unit or (figures[position] and (figures[position - 1] or leads))


def _quotable(
    tokens: Sequence[Token], entries: Sequence[Entry], figures: Sequence[bool], language: str
) -> list[bool]:
    """Return for each token whether it means something alone, as a unit or within a name."""
    linking, units = word_set(language, "linking"), word_set(language, "amount")
    capitals = [token.text[0].isupper() and not token.text.isupper() for token in tokens]
    return [
        not token.folded[0].isalnum()
        or (known.content and token.folded not in linking)
        or (counted and token.folded in units)
        or (capital and named)
        for token, known, counted, capital, named in zip(
            tokens, entries, [False, *figures][:-1], capitals, [False, *capitals][:-1], strict=True
        )
    ]


def excerpt_range(layout: TokenLayout, first: int, last: int) -> tuple[int, int] | None:
    """Return the token range to quote for the range from `first` to `last`, or None.

    The excerpt ends at the first punctuation. If it would end with function words it is extended to the next
    quotable token, or else cut before them.
    """
    start, end = layout.starts[first], layout.ends[last - 1]
    if end - start == 1 and layout.quotable[start]:
        return start, end
    inner = range(first + 1, end)
    end = next((at for at in inner if not layout.adjacent[at] and layout.starts[at] == at), end)
    if not layout.quotable[end - 1]:
        end = _extended_end(layout, end)
        while end > start and not layout.quotable[end - 1]:
            end -= 1
    return (start, end) if end > start else None


def _extended_end(layout: TokenLayout, end: int) -> int:
    """Return the end of the next quotable token in its window without punctuation before it, else `end`."""
    for position in range(end, min(len(layout.quotable), end + 5)):
        if layout.quotable[position] or not layout.adjacent[position]:
            return layout.ends[position] if layout.adjacent[position] else end
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
    is_qualified = (
        first > 0
        and layout.adjacent[first]
        and layout.quotable[first - 1]
        and _qualifies(tokens[first - 1], language)
    )
    before = layout.starts[first - 1] if is_qualified else first
    after = _phrase_end(tokens, layout, last, language)
    if language == "fr":
        return (first, after) if after > last else (before, last)
    return (before, last) if before < first else (first, after)


def _phrase_end(tokens: Sequence[Token], layout: TokenLayout, last: int, language: str) -> int:
    """Return one past the word that qualifies the one before `last`, or `last`."""
    for position in range(last, min(last + 3, len(tokens))):
        if not (layout.adjacent[position] or tokens[position - 1].folded.endswith("'")):
            return last
        if layout.quotable[position]:
            return layout.ends[position] if _qualifies(tokens[position], language) else last
        if language != "fr" or tokens[position].folded not in word_set("fr", "noun_links"):
            return last
    return last


def _qualifies(token: Token, language: str) -> bool:
    """Return whether a word may qualify the noun beside it: neither its ending nor a list marks it a verb.

    Endings that adjectives have too do not count.
    """
    verb_endings = word_set(language, "verb_endings") - {"ed", "lent", "rent", "sent", "tent"}
    return (
        token.folded[0].isalpha()
        and token.folded not in word_set(language, "no_noun")
        and token.folded not in word_set(language, "weak_verbs")
        and not token.folded.endswith(tuple(verb_endings))
    )

"""A lone word as a reader would quote it: "flavorful food", « café moulu », « conditions de vie »."""

from collections.abc import Sequence
from functools import lru_cache

from coaching.coach.scoring.marks import Frame
from nlp.data_files import word_set
from nlp.text import Token

LINK_REACH = 2
#: Endings of verbs that adjectives have too.
VERBAL = frozenset({"ed", "lent", "rent", "sent", "tent"})


def phrase(tokens: Sequence[Token], frame: Frame, hit: tuple[int, int], language: str) -> tuple[int, int]:
    """A range of one word with the neighbour that qualifies it.

    In French that is what follows, over a small word such as "de", else the noun before it; in English what
    stands before it, else the noun after it. A longer range and a name stay as they are.
    """
    first, last = hit
    if last - first > 1 or frame.ends[first] > last or (first and tokens[first].text.istitle()):
        return hit
    before, after = _start(tokens, frame, first, language), _end(tokens, frame, last, language)
    if language == "fr":
        return (first, after) if after > last else (before, last)
    return (before, last) if before < first else (first, after)


def _end(tokens: Sequence[Token], frame: Frame, last: int, language: str) -> int:
    """One past the word that goes with the one before `last`, or `last`."""
    joins = word_set("fr", "joins") if language == "fr" else frozenset()
    for place in range(last, min(last + LINK_REACH + 1, len(tokens))):
        if not (frame.loose[place] or tokens[place - 1].folded.endswith("'")):
            return last
        if frame.tells[place]:
            return frame.ends[place] if _qualifies(tokens[place], language) else last
        if tokens[place].folded not in joins:
            return last
    return last


def _start(tokens: Sequence[Token], frame: Frame, first: int, language: str) -> int:
    """The place of the word right before `first` that goes with it, or `first`."""
    before = first - 1
    fits = before >= 0 and frame.loose[first] and frame.tells[before] and _qualifies(tokens[before], language)
    return frame.starts[before] if fits else first


def _qualifies(token: Token, language: str) -> bool:
    """Whether a word may belong to the noun beside it, being no verb by its form or by the list."""
    return (
        token.folded[0].isalpha()
        and token.folded not in word_set(language, "no_noun")
        and token.folded not in word_set(language, "bare_verbs")
        and not token.folded.endswith(_endings(language))
    )


@lru_cache(maxsize=2)
def _endings(language: str) -> tuple[str, ...]:
    """The endings by which a verb is known."""
    return tuple(word_set(language, "verb_endings") - VERBAL)

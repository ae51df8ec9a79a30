"""How wide a text is on a results page, in pixels, by the widths of a font that measures like Arial."""

import unicodedata
from functools import lru_cache
from typing import Final

from agents.data_files import load

#: Results pages set titles at 20 px and descriptions at 14 px in Arial; what is wider is cut.
TITLE_SIZE: Final = 20
TITLE_MOST: Final = 580
DESCRIPTION_SIZE: Final = 14
DESCRIPTION_MOST: Final = 920


@lru_cache(maxsize=1)
def _advances() -> dict[str, int]:
    return {
        char: int(width) for width, chars in load("seo/data/widths.toml")["widths"].items() for char in chars
    }


def pixels(text: str, size: int) -> float:
    """Return the width of a text in pixels at a font size in pixels.

    Sum of the advance widths of Liberation Sans (the data file names its source), no kerning. A character
    that the table lacks counts as a full em, a combining mark as nothing: it errs to the wide side.
    """
    em = int(load("seo/data/widths.toml")["units_per_em"])
    known = _advances()
    total = sum(known.get(char, 0 if unicodedata.combining(char) else em) for char in text)
    return total / em * size


def cut(text: str, size: int, most: int) -> str:
    """Return a text that is at most so wide: whole, or whole words of it with an ellipsis."""
    if pixels(text, size) <= most:
        return text
    words = text.split(" ")
    while words and pixels(f"{_joined(words)}…", size) > most:
        words.pop()
    return f"{_joined(words)}…" if words else _cut_word(text, size, most)


def _joined(words: list[str]) -> str:
    return " ".join(words).rstrip(" ,;:.–—-\u00a0\u202f")


def _cut_word(text: str, size: int, most: int) -> str:
    """Return the beginning of one word that is wider than the whole line."""
    end = len(text)
    while end and pixels(f"{text[:end]}…", size) > most:
        end -= 1
    return f"{text[:end]}…"

"""Large numbers written in words: "deux mille", "three hundred", "une douzaine"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_UNITS: Final = {
    **dict.fromkeys(("un", "une", "one"), 1),
    **dict.fromkeys(("deux", "two"), 2),
    **dict.fromkeys(("trois", "three"), 3),
    **dict.fromkeys(("quatre", "four"), 4),
    **dict.fromkeys(("cinq", "five"), 5),
    "six": 6,
    **dict.fromkeys(("sept", "seven"), 7),
    **dict.fromkeys(("huit", "eight"), 8),
    **dict.fromkeys(("neuf", "nine"), 9),
    **dict.fromkeys(("dix", "ten"), 10),
    **dict.fromkeys(("douze", "twelve"), 12),
    **dict.fromkeys(("quinze", "fifteen"), 15),
    **dict.fromkeys(("vingt", "twenty"), 20),
    **dict.fromkeys(("trente", "thirty"), 30),
    **dict.fromkeys(("quarante", "forty"), 40),
    **dict.fromkeys(("cinquante", "fifty"), 50),
    **dict.fromkeys(("soixante", "sixty"), 60),
    **dict.fromkeys(("quatre-vingt", "eighty"), 80),
    **dict.fromkeys(("cent", "cents", "hundred"), 100),
}
_HEADS: Final = {
    **dict.fromkeys(("dizaine", "dizaines"), 10),
    **dict.fromkeys(("douzaine", "douzaines", "dozen", "dozens"), 12),
    **dict.fromkeys(("centaine", "centaines", "hundred", "hundreds"), 100),
    **dict.fromkeys(("mille", "millier", "milliers", "thousand", "thousands"), 1000),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("milliard", "milliards", "billion", "billions"), 10**9),
}
#: At most so many words are read before the word that tells how large the number is.
_MOST_WORDS: Final = 5
_any_unit: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_any_head: Final = "|".join(sorted(_HEADS, key=len, reverse=True))
_SPELLED: Final = re.compile(
    rf"(?<![\w-])(?P<units>(?:(?:{_any_unit})[\s-](?:et[\s-]|and[\s-])?){{0,{_MOST_WORDS}}})(?P<head>{_any_head})(?!\w)"
    r"|(?<![\w-])(?P<few>deux|trois|quatre|cinq|six|sept|huit|neuf)[\s-]cents?(?!\w)"
)
_UNIT: Final = re.compile(_any_unit)


def spelled(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and value of every large number in words, in a folded text."""
    for found in _SPELLED.finditer(folded):
        if found["few"]:
            yield found.start(), found.end(), str(100 * _UNITS[found["few"]])
        else:
            yield found.start(), found.end(), str(_sum(found["units"]) * _HEADS[found["head"]])


def _sum(units: str) -> int:
    """Return the value of words such as "deux cent cinquante"; 1 for none."""
    total = 0
    for found in _UNIT.finditer(units):
        value = _UNITS[found[0]]
        total = max(total, 1) * 100 if value == 100 else total + value
    return total or 1

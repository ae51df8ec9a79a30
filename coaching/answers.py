"""What people type, before anybody reads it: hidden characters go, words stay."""

import re
import unicodedata
from typing import Final, NamedTuple

#: Controls that change how the text around them is shown: bidirectional marks, isolates, overrides; the BOM.
_INVISIBLE: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_HIDDEN: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff\ufffe\uffff]")


class CleanAnswer(NamedTuple):
    """A text fit to be kept; `removed` tells whether hidden characters were taken out."""

    text: str
    removed: bool


def clean_answer(raw: str) -> CleanAnswer:
    """Return the text with plain line ends, composed (NFC), without control and bidirectional characters.

    Emoji, their joiners and every letter of every language stay. Doing it twice changes nothing more.
    """
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    visible = _HIDDEN.sub("", lines)
    return CleanAnswer(unicodedata.normalize("NFC", visible), visible != lines)

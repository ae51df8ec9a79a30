"""What people type, before anybody reads it: hidden characters go, words stay, and everything has a most."""

import re
import unicodedata
from typing import Final, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.errors import AnswerRefused

#: A draft may be longer than an answer: what is pasted is kept first and shortened later. In characters.
DRAFT_LIMIT: Final = 4 * path.ANSWER_LIMIT

#: Controls that change how the text around them is shown: bidirectional marks, isolates, overrides; the BOM.
_INVISIBLE: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
#: Marks piled on one letter: composing them takes quadratic time, so more than this many go (as in UAX 15).
_MOST_MARKS: Final = 30
_MANY_SIGNS: Final = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")
_HIDDEN: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff\ufffe\uffff]")


class CleanAnswer(NamedTuple):
    """A text fit to be kept; `removed` tells whether hidden characters were taken out."""

    text: str
    removed: bool


def clean_answer(raw: str) -> CleanAnswer:
    """Return the text with plain line ends, composed (NFC), without control and bidirectional characters.

    Emoji, their joiners and every letter of every language stay; of marks piled on one letter 30 stay. A text
    of which nobody could see a sign is empty. Doing it twice changes nothing more.
    """
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    visible = _MANY_SIGNS.sub(_without_piles, _HIDDEN.sub("", lines))
    composed = unicodedata.normalize("NFC", visible)  # may take one mark for two
    text = _MANY_SIGNS.sub(_without_piles, composed)
    return CleanAnswer("" if _is_blank(text) else text, visible != lines)


def check_answer(text: str) -> None:
    """Raise AnswerRefused when a text is empty, or too long to be an answer."""
    if not text.strip():
        raise AnswerRefused(_("Write a few words first, or choose “I do not know yet”."))
    _check_length(text, path.ANSWER_LIMIT)


def check_draft(text: str) -> None:
    """Raise AnswerRefused when a text is too long to be a draft."""
    _check_length(text, DRAFT_LIMIT)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise AnswerRefused(
            _("Your answer has %(count)s characters; shorten it to %(limit)s at most.")
            % {"count": number_format(len(text)), "limit": number_format(limit)}
        )


def _is_blank(text: str) -> bool:
    """Say whether it holds only spaces, joiners and other signs without a shape."""
    return all(unicodedata.category(sign)[0] in "ZC" for sign in text)


def _without_piles(signs: re.Match[str]) -> str:
    """Return a run of signs with at most 30 combining marks in a row."""
    kept, pile = [], 0
    for sign in signs.group():
        pile = pile + 1 if unicodedata.combining(sign) else 0
        if pile <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)

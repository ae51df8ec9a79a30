"""Texts that people enter: hidden characters are removed, and lengths are limited."""

import re
import unicodedata
from typing import Final, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coaching.errors import AnswerRefused
from coaching.steps import ANSWER_LIMIT

#: The maximum length of a draft, in characters: a long text can be pasted first and shortened later.
DRAFT_LIMIT: Final = 4 * ANSWER_LIMIT

#: Characters that change how the text around them is displayed: bidirectional controls and the BOM.
_INVISIBLE: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
#: At most so many combining marks may follow each other (UAX 15): composing them takes quadratic time.
_MAX_MARKS: Final = 30
_MARK_RUNS: Final = re.compile(rf"[^\w\s]{{{_MAX_MARKS + 1},}}")
_HIDDEN: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff\ufffe\uffff]")


class CleanAnswer(NamedTuple):
    """A text without hidden characters; `removed` is true when there were some."""

    text: str
    removed: bool


def clean_answer(raw: str) -> CleanAnswer:
    """Return the text in NFC with `\\n` line ends, without control and bidirectional characters.

    Emoji, joiners and the letters of all languages stay; of consecutive combining marks the first 30 stay.
    A text without a visible character becomes empty. The function is idempotent.
    """
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    visible = _MARK_RUNS.sub(_limit_marks, _HIDDEN.sub("", lines))
    composed = unicodedata.normalize("NFC", visible)  # can expand one mark to two
    text = _MARK_RUNS.sub(_limit_marks, composed)
    return CleanAnswer("" if _is_blank(text) else text, visible != lines)


def check_answer(text: str) -> None:
    """Raise AnswerRefused when the text is empty or longer than ANSWER_LIMIT."""
    if not text.strip():
        raise AnswerRefused(_("Write a few words first, or choose “I do not know yet”."))
    _check_length(text, ANSWER_LIMIT)


def check_draft(text: str) -> None:
    """Raise AnswerRefused when the text is longer than DRAFT_LIMIT."""
    _check_length(text, DRAFT_LIMIT)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise AnswerRefused(
            _("Your answer has %(count)s characters; shorten it to %(limit)s at most.")
            % {"count": number_format(len(text)), "limit": number_format(limit)}
        )


def _is_blank(text: str) -> bool:
    """Return whether the text has only spaces, joiners and other invisible characters."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


def _limit_marks(match: re.Match[str]) -> str:
    """Return the matched characters with at most `_MAX_MARKS` combining marks in a row."""
    characters, marks = [], 0
    for character in match.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            characters.append(character)
    return "".join(characters)

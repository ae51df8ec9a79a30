"""What an answer costs the coach: signs repeated to the limit cost little more than as many words."""

import sys
from types import FrameType
from typing import Any

import pytest

from coaching.coach import ReviewContext, review
from coaching.coach.repeats import repeated
from coaching.coach.text import tokens
from coaching.coach.timing import answer_of
from coaching.steps import ANSWER_LIMIT

#: Calls compared with those for words: of signs and figures up to five fit into the place of a word.
MOST = 6
PIECES = ["1 ", "$5", "%1/", "5 % ", "+ 3", "a. ", "2 x 3 = 6 ", "from 5 to 7 ", "« a » ", "(a) "]


def calls_of(step: str, text: str, language: str) -> int:
    """Count the calls of functions, C's included, that a review makes; the data were read before."""
    made = 0

    def count(frame: FrameType, event: str, of: Any) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    review(step, answer_of(300, language, 1), ReviewContext(language=language))
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        review(step, text, ReviewContext(language=language))
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_said_again_to_the_limit_is_no_more_work_than_words(piece: str, language: str) -> None:
    text = (piece * ANSWER_LIMIT)[:ANSWER_LIMIT]
    ordinary = calls_of("offre", answer_of(ANSWER_LIMIT, language, 7), language)
    assert calls_of("offre", text, language) < MOST * ordinary


def test_of_few_different_words_each_that_comes_back_is_a_repetition() -> None:
    assert repeated(tokens("pain eau pain riz eau", "fr")) == [False, False, True, False, True]

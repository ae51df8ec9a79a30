"""What an answer costs the coach: signs repeated to the limit cost little more than as many words."""

import pytest

from coaching.coach import ReviewContext, review
from coaching.coach.repeats import repeated
from coaching.coach.text import tokens
from coaching.coach.timing import answer_of
from coaching.steps import ANSWER_LIMIT
from config.tests.effort import calls

#: Calls compared with those for words: of signs and figures up to five fit into the place of a word.
MOST = 6
PIECES = ["1 ", "$5", "%1/", "5 % ", "+ 3", "a. ", "2 x 3 = 6 ", "from 5 to 7 ", "« a » ", "(a) "]


def calls_of(step: str, text: str, language: str) -> int:
    """Count the calls that a review makes once the language's data are read."""
    context = ReviewContext(language=language)
    review(step, answer_of(300, language, 1), context)
    return calls(lambda: review(step, text, context))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_said_again_to_the_limit_is_no_more_work_than_words(piece: str, language: str) -> None:
    text = (piece * ANSWER_LIMIT)[:ANSWER_LIMIT]
    ordinary = calls_of("offre", answer_of(ANSWER_LIMIT, language, 7), language)
    assert calls_of("offre", text, language) < MOST * ordinary


def test_of_few_different_words_each_that_comes_back_is_a_repetition() -> None:
    assert repeated(tokens("pain eau pain riz eau", "fr")) == [False, False, True, False, True]

"""The effort of a review: repeated signs cost little more than as many words."""

from collections.abc import Callable

import pytest

from coaching.coach import ReviewContext, review
from coaching.coach.drafting.reformulation import reformulate
from coaching.coach.evaluation.timing import answer_of
from coaching.coach.scoring.reading import repeated
from coaching.steps import ANSWER_LIMIT
from config.tests.effort import calls
from nlp.text import tokens

#: Calls compared with those for words: up to five signs or figures are as long as a word.
MOST = 6
PIECES = ["1 ", "$5", "%1/", "5 % ", "+ 3", "a. ", "2 x 3 = 6 ", "from 5 to 7 ", "« a » ", "(a) "]


def calls_compared(act: Callable[[str], object], piece: str, language: str) -> float:
    """Return the calls for a piece repeated to the limit, divided by those for words."""
    act(answer_of(300, language, 1))
    ordinary = calls(lambda: act(answer_of(ANSWER_LIMIT, language, 7)))
    return calls(lambda: act((piece * ANSWER_LIMIT)[:ANSWER_LIMIT])) / ordinary


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_repeated_piece_is_no_more_work_than_words(piece: str, language: str) -> None:
    context = ReviewContext(language=language)
    assert calls_compared(lambda text: review("offre", text, context), piece, language) < MOST


@pytest.mark.parametrize("piece", ['we we "a" ', "really good “b” "])
def test_fillers_between_quotes_are_no_more_work_to_correct_than_words(piece: str) -> None:
    assert calls_compared(lambda text: reformulate(text, "en", "offre"), piece, "en") < MOST


def test_in_a_text_of_few_words_each_that_recurs_is_repeated() -> None:
    assert repeated(tokens("pain eau pain riz eau", "fr")) == [False, False, True, False, True]

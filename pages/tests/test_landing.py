"""The landing page shows a real review and the six steps, and links to the sign-up."""

import pytest
from django.test import Client

from coaching.coach.scoring.results import ReviewContext
from coaching.coach.scoring.review import review
from coaching.steps import PATH
from pages.landing import ANSWERS, picture


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_shows_the_score_of_the_coach(language: str) -> None:
    context = ReviewContext(language=language, sector="agriculture", country="SN", city="Thiès")
    assert picture(language).score == review("vision", ANSWERS[language], context).score


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_shows_the_whole_answer(language: str) -> None:
    assert "".join(piece.text for piece in picture(language).segments) == ANSWERS[language]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_marks_quotes_and_gives_advice(language: str) -> None:
    assert any(piece.number for piece in picture(language).segments)
    assert picture(language).next_question
    assert any(criterion.advice for criterion in picture(language).criteria)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_gives_no_points_to_missing_criteria(language: str) -> None:
    shown = picture(language)
    assert [criterion.points for criterion in shown.criteria] == [2, 0, 0]
    assert 40 <= shown.score < 60


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visitor_sees_the_six_steps_and_a_link_to_the_sign_up(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get("/").content.decode()
    assert all(step.text(language).title in page for step in PATH)
    assert 'href="/accounts/signup/"' in page


@pytest.mark.django_db
def test_the_landing_page_is_compressed_to_less_than_seven_kilobytes(client: Client) -> None:
    answer = client.get("/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 7 * 1024

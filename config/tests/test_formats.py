"""Dates as our people write them."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

MOMENT = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "DATE_FORMAT", "3 November 2026"),
        ("en", "DATETIME_FORMAT", "3 November 2026, 14:05"),
        ("en", "SHORT_DATE_FORMAT", "03/11/2026"),
        ("fr", "DATE_FORMAT", "3 novembre 2026"),
        ("fr", "DATETIME_FORMAT", "3 novembre 2026 à 14:05"),
        ("fr", "SHORT_DATE_FORMAT", "03/11/2026"),
    ],
)
def test_the_day_comes_first_in_both_languages(language: str, name: str, written: str) -> None:
    with override(language):
        assert Template(f'{{{{ moment|date:"{name}" }}}}').render(Context({"moment": MOMENT})) == written

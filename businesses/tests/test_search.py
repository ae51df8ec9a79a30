"""Finding a business by any word of its name, whatever accents and case."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from businesses.models import Business, name_query
from businesses.tests.factories import BusinessFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("creme", True),
        ("CRÈME", True),
        ("sœurs", True),
        ("soeurs", True),
        ("ngor crème", True),
        ("dngor", False),
        ("cr", True),
        ("reme", False),
        ("beurre", False),
        ("  ", True),
        ("& | ! :*", True),
    ],
)
def test_a_name_is_found_by_the_start_of_any_of_its_words(owner: User, search: str, found: bool) -> None:
    BusinessFactory.create(owner=owner, business_name="La Crème des Sœurs (Ngor)")
    assert Business.objects.named(search).exists() is found


def test_the_search_can_use_its_index(owner: User) -> None:
    BusinessFactory.create(owner=owner)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT FROM businesses_business WHERE search @@ to_tsquery('simple', 'a:*')")
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "business_search" in plan


@given(st.text(max_size=40))
def test_no_search_text_breaks_the_query(text: str) -> None:
    query = name_query(text.replace("\x00", ""))
    assert query is None or Business.objects.filter(search=query).count() == 0

"""Finding a business by any word of its name, whatever accents and case."""

import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from businesses.models import Business, BusinessBrief, name_query
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


@pytest.mark.parametrize("model", [Business, BusinessBrief])
def test_a_search_reads_its_organizations_rows_by_index(
    owner: User, model: type[Business] | type[BusinessBrief]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = model.objects.visible_to(owner).named("jardin").explain()
    index = rf"\w+_by_organization|{model._meta.db_table}_organization_id"
    assert re.search(rf"Index Scan (using|on) ({index})", plan), plan


@given(st.text(max_size=40))
def test_no_search_text_breaks_the_query(text: str) -> None:
    query = name_query(text.replace("\x00", ""))
    assert query is None or Business.objects.filter(search=query).count() == 0

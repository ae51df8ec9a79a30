"""Finding a business by any word of its name, whatever accents and case."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from briefs.models import BusinessBrief, NamedQuerySet
from briefs.names import words_of
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from organizations.services import default_organization
from organizations.tenancy import NOBODY, SYSTEM, see_as

#: The one business there is, 20,000 times more, each under a name of its own.
MANY = """
INSERT INTO businesses_business SELECT made.* FROM businesses_business one, generate_series(1, 20000) n,
jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(),
    'business_name', (ARRAY['Jardin', 'Atelier', 'Crèmerie', 'École'])[n % 4 + 1] || ' ' || n
)) made
"""
#: The one organization there is, 2,000 times more, and a business for each: the large one is no average.
SMALL_ORGANIZATIONS = """
INSERT INTO organizations_organization SELECT made.* FROM organizations_organization one,
generate_series(1, 2000) n, jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(), 'slug', 'small-' || n
)) made
"""
SMALL_BUSINESSES = """
INSERT INTO businesses_business SELECT made.*
FROM organizations_organization small, businesses_business one, jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(), 'organization_id', small.id
)) made WHERE small.slug LIKE 'small-%' AND one.business_name = 'Jardin de Khady'
"""
#: The trigger that writes histories, which takes longer than all the rest.
HISTORY = "pgtrigger_insert_insert_cfe76"
#: Letters of the languages spoken where the first users live, with what else phones put into names.
LETTERS = "abcxyzéèêëàâçîïôùûüÿœæÉÈÀÇŒÆẹọṣńɛɔŋɓɗƙĐßñ0123456789 -'’&().\u0301\u00a0"
pytestmark = pytest.mark.django_db


@pytest.fixture
def as_system() -> Iterator[None]:
    """See as the system again when the test is over."""
    yield
    see_as(SYSTEM)


def rows(sql: str, *values: str | uuid.UUID) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def kept_words(table: str = "businesses_business") -> set[object]:
    return {word for (word,) in rows(f"SELECT word FROM {table}_word")}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("creme", True),
        ("CRÈME", True),
        ("sœurs", True),
        ("soeurs", True),
        ("SŒURS", True),
        ("cre\u0300me", True),
        ("oja", True),
        ("ngor crème", True),
        ("ngor creme beurre", False),
        ("dngor", False),
        ("cr", True),
        ("reme", False),
        ("beurre", False),
        ("  ", True),
        ("& | ! :*", True),
        ("%", True),
        ("n_or", False),
    ],
)
def test_a_name_is_found_by_the_start_of_any_of_its_words(owner: User, search: str, found: bool) -> None:
    BusinessFactory.create(owner=owner, business_name="La Crème des Sœurs (Ngor) Ọjà")
    assert Business.objects.named(search).exists() is found


@pytest.mark.parametrize("name", ["CRÈME & ŒUFS", "cre\u0300me & oeufs", "Crèmes Œufs", "Œufs, crème, œufs"])
def test_names_are_folded_like_searches(owner: User, name: str) -> None:
    BusinessFactory.create(owner=owner, business_name=name)
    assert Business.objects.named("œuf crème").exists()


@given(st.text(max_size=40))
def test_no_search_text_breaks_the_query(text: str) -> None:
    assert not Business.objects.named(text).exists()


@given(st.text(st.sampled_from(LETTERS), max_size=15))
def test_the_database_folds_a_name_as_a_search_is_folded(name: str) -> None:
    assert {word for (word,) in rows("SELECT name_words(%s)", name)} == set(words_of(name))


@given(st.text(st.sampled_from(LETTERS), max_size=60))
def test_composed_and_decomposed_letters_are_the_same(name: str) -> None:
    assert words_of(unicodedata.normalize("NFC", name)) == words_of(unicodedata.normalize("NFD", name))


def test_a_renamed_business_is_found_by_its_new_name_only(owner: User) -> None:
    business = BusinessFactory.create(owner=owner, business_name="Jardin de Khady")
    Business.objects.filter(pk=business.pk).update(business_name="Ferme de Khady")
    assert Business.objects.named("ferme").get() == business
    assert kept_words() == {"ferme", "de", "khady"}


def test_a_search_finds_nothing_of_another_organization(owner: User, stranger: User) -> None:
    BusinessFactory.create(owner=stranger, business_name="Jardin")
    mine = BusinessFactory.create(owner=owner, business_name="Jardin")
    assert list(Business.objects.visible_to(owner, named="jardin")) == [mine]


def test_a_word_left_behind_shows_nothing_of_another_organization(owner: User, stranger: User) -> None:
    business = BusinessFactory.create(owner=stranger, business_name="Jardin")
    mine = default_organization(user=owner).pk
    rows("INSERT INTO businesses_business_word VALUES (%s, %s, 'taxi')", mine, business.pk)
    assert not Business.objects.visible_to(owner, named="taxi").exists()


def test_a_business_is_found_where_it_was_moved(owner: User, stranger: User) -> None:
    business = BusinessFactory.create(owner=owner, business_name="Jardin")
    Business.objects.update(organization=default_organization(user=stranger))
    assert Business.objects.visible_to(stranger, named="jardin").get() == business
    assert not Business.objects.visible_to(owner, named="jardin").exists()


def test_nothing_of_a_name_outlives_its_row(owner: User) -> None:
    BusinessFactory.create(owner=owner)
    rows("DELETE FROM businesses_business")
    assert kept_words() == set()


def test_nothing_of_a_name_outlives_an_emptied_table(owner: User) -> None:
    BusinessFactory.create(owner=owner)
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    rows("TRUNCATE businesses_business CASCADE")
    assert kept_words() == set()


def test_a_brief_is_found_by_its_name(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner, business_name="Crèmerie")
    assert BusinessBrief.objects.named("cremerie").get() == brief
    brief.delete()
    assert kept_words("briefs_businessbrief") == set()


@pytest.mark.parametrize("table", ["businesses_business_word", "briefs_businessbrief_word"])
def test_words_are_under_a_policy_that_holds_the_owner_too(table: str) -> None:
    found = rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table)
    assert found == [(True, True)]


def test_nobody_and_a_stranger_see_no_word(owner: User, stranger: User, as_system: None) -> None:
    BusinessFactory.create(owner=owner)
    for person in (NOBODY, str(stranger.pk)):
        see_as(person)
        assert kept_words() == set()
    see_as(str(owner.pk))
    assert kept_words() == {"jardin", "de", "khady"}


def test_a_stranger_slips_no_word_into_a_foreign_organization(
    owner: User, stranger: User, as_system: None
) -> None:
    business = BusinessFactory.create(owner=owner)
    see_as(str(stranger.pk))
    slip = "INSERT INTO businesses_business_word VALUES (%s, %s, 'taxi')"
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows(slip, business.organization_id, business.pk)


def test_names_from_before_the_triggers_get_their_words(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        BusinessFactory.create(owner=owner, business_name=f"Jardin {number}")
    rows("DELETE FROM businesses_business_word WHERE word <> '1'")
    migration = import_module("businesses.migrations.0007_words_of_names_until_now")
    monkeypatch.setattr(migration, "BATCH", 2)
    migration.fill(apps, connection.schema_editor())
    assert kept_words() == {"jardin", *"01234"}
    assert Business.objects.named("jardin").count() == 5


@pytest.fixture
def many(owner: User) -> User:
    """Give the owner's organization 20,000 more businesses, and let the database count its words."""
    BusinessFactory.create(owner=owner)
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    rows(f"ALTER TABLE businesses_business DISABLE TRIGGER {HISTORY}")
    rows(MANY)
    rows("ANALYZE businesses_business, businesses_business_word")
    return owner


def plan_of(found: NamedQuerySet) -> str:
    return str(found.order_by("-updated_at")[:20].explain())


def test_a_person_searches_20_000_names_by_the_index_of_words(many: User, as_system: None) -> None:
    see_as(str(many.pk))
    found = Business.objects.visible_to(many, named="crem 1234")
    plan = plan_of(found)
    assert len(re.findall("using businesses_business_by_word", plan)) == 2, plan
    assert re.search(r"Index Cond: \(\(organization_id = ANY .* \(word >= '1234'::text\)", plan), plan
    assert "using businesses_business_pkey" in plan, plan
    assert {one.business_name for one in found} == {"Crèmerie 1234", "Crèmerie 12342", "Crèmerie 12346"}


@pytest.mark.parametrize("search", ["khady", "j", "1234", "khady jardin"])
def test_a_large_organization_among_many_small_ones_is_searched_by_words(
    many: User, as_system: None, search: str
) -> None:
    rows(SMALL_ORGANIZATIONS)
    rows(SMALL_BUSINESSES)
    rows("ANALYZE")
    see_as(str(many.pk))
    plan = plan_of(Business.objects.visible_to(many, named=search))
    assert "using businesses_business_by_word" in plan, plan
    assert "using businesses_business_pkey" in plan, plan
    assert "business_by_organization" not in plan, plan


def test_a_brief_is_searched_by_the_index_of_words_too(owner: User, as_system: None) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    filler = "SELECT %s, gen_random_uuid(), 'word' || n FROM generate_series(1, 2000) n"
    rows(f"INSERT INTO briefs_businessbrief_word {filler}", brief.organization_id)
    rows("ANALYZE briefs_businessbrief_word")
    see_as(str(owner.pk))
    plan = plan_of(BusinessBrief.objects.visible_to(owner, named="jardin"))
    assert "using briefs_businessbrief_by_word" in plan, plan

"""Finding a business by any word of its name, whatever accents and case."""

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from briefs.models import BusinessBrief
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from businesses import services
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from organizations.services import default_organization

pytestmark = pytest.mark.django_db


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


def test_a_long_search_is_asked_for_its_first_words_only(owner: User) -> None:
    BusinessFactory.create(owner=owner, business_name="a b c d e f g h")
    assert Business.objects.named("a b c d e f g h i").exists()


def test_a_renamed_business_is_found_by_its_new_name_only(owner: User) -> None:
    business = BusinessFactory.create(owner=owner, business_name="Jardin de Khady")
    services.change_business(by=owner, business=business, values={"business_name": "Crèmerie"})
    assert Business.objects.named("cremerie").get() == business
    assert not Business.objects.named("jardin").exists()


def test_a_brief_that_its_person_renamed_is_found_by_its_new_name_only(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    edit_brief(by=owner, brief=brief, version=0, values={"business_name": "Crèmerie"})
    assert BusinessBrief.objects.named("cremerie").get() == brief
    assert not BusinessBrief.objects.named("jardin").exists()


def test_a_business_made_from_a_brief_is_found_by_its_name(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    business = services.create_business(by=owner, brief=brief)
    assert Business.objects.named("khady").get() == business


@pytest.mark.parametrize("factory", [BusinessBriefFactory, BusinessFactory])
def test_a_name_without_its_search_text_is_refused(
    factory: type[BusinessBriefFactory] | type[BusinessFactory],
) -> None:
    with pytest.raises(IntegrityError, match="has_search_text"):
        factory.create(search_text="")


def test_a_name_of_signs_only_is_allowed(owner: User) -> None:
    assert BusinessFactory.create(owner=owner, business_name="!?").search_text == " "


def test_a_search_finds_nothing_of_another_organization(owner: User, stranger: User) -> None:
    BusinessFactory.create(owner=stranger, business_name="Jardin")
    mine = BusinessFactory.create(owner=owner, business_name="Jardin")
    assert list(Business.objects.visible_to(owner).named("jardin")) == [mine]


def test_a_business_is_found_where_it_was_moved(owner: User, stranger: User) -> None:
    business = BusinessFactory.create(owner=owner, business_name="Jardin")
    Business.objects.update(organization=default_organization(user=stranger))
    assert Business.objects.visible_to(stranger).named("jardin").get() == business
    assert not Business.objects.visible_to(owner).named("jardin").exists()

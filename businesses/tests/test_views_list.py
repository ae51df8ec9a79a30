"""The lists of briefs and businesses, and a business's own page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from briefs.tests.factories import BusinessBriefFactory
from businesses.forms import BusinessForm
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from reference.tests.factories import SectorFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def business(owner: User) -> Business:
    made: Business = BusinessFactory.create(owner=owner, business_name="Crèmerie Ndiaye")
    return made


def test_the_list_finds_by_name_sector_and_status(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    BusinessFactory.create(
        owner=owner, business_name="Taxi Plus", sector=SectorFactory.create(slug="transport")
    )
    query = {"q": "cremerie", "sector": business.sector_id, "status": "draft"}
    html = client_of(owner).get(reverse("businesses:list"), query).content.decode()
    assert "Crèmerie Ndiaye" in html
    assert "Taxi Plus" not in html


@pytest.mark.parametrize(
    "query", [{"status": "wrong"}, {"sector": "'; --"}, {"page": "999"}, {"deleted": "x"}]
)
def test_a_search_that_makes_no_sense_shows_the_list(
    owner: User, business: Business, client_of: ClientOf, query: dict[str, str]
) -> None:
    assert "Crèmerie Ndiaye" in client_of(owner).get(reverse("businesses:list"), query).content.decode()


def test_a_short_list_needs_no_search(owner: User, business: Business, client_of: ClientOf) -> None:
    url = reverse("businesses:list")
    assert 'role="search"' not in client_of(owner).get(url).content.decode()
    assert 'role="search"' in client_of(owner).get(url, {"q": "taxi"}).content.decode()


def test_sectors_stand_in_reading_order_and_none_is_a_row_of_dashes(business: Business) -> None:
    for name in ("Transport", "Éducation", "Restauration"):
        SectorFactory.create(slug=name.lower()[1:], name_fr=name)
    with override("fr"):
        html = str(BusinessForm(instance=business)["sector"])
    assert html.index("Éducation") < html.index("Restauration") < html.index("Transport")
    assert "---" not in html


def test_a_stranger_sees_none_of_it(stranger: User, business: Business, client_of: ClientOf) -> None:
    client = client_of(stranger)
    assert "Crèmerie" not in client.get(reverse("businesses:list")).content.decode()
    assert client.get(reverse("businesses:business", args=[business.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "factory"), [("businesses:list", BusinessFactory), ("briefs:briefs", BusinessBriefFactory)]
)
def test_the_number_of_queries_does_not_grow_with_the_list(
    owner: User,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    factory: type[BusinessFactory] | type[BusinessBriefFactory],
) -> None:
    who = {"owner": owner} if factory is BusinessFactory else {"coaching_session__user": owner}
    factory.create_batch(12, **who)
    client = client_of(owner)
    with django_assert_num_queries(6):  # session, user, whose rows; how many, rows, sectors to search in
        client.get(reverse(name))


def test_a_business_can_be_set_active_then_paused(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    url = reverse("businesses:business_status", args=[business.pk])
    for status in ["active", "paused", "nonsense"]:
        client_of(owner).post(url, {"status": status})
    business.refresh_from_db()
    assert business.status == "paused"


def test_a_deleted_business_can_be_brought_back_from_the_list(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = client.post(reverse("businesses:business_delete", args=[business.pk]), follow=True)
    assert "Crèmerie Ndiaye" in page.content.decode()
    assert not Business.objects.exists()
    client.post(reverse("businesses:business_restore", args=[business.pk]))
    assert Business.objects.get() == business


def test_a_name_that_is_too_long_is_refused_and_kept(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    url = reverse("businesses:business", args=[business.pk])
    page = client_of(owner).post(
        url, {"business_name": "é" * 121, "sector": business.sector_id, "status": "draft"}
    )
    assert page.status_code == 200
    assert "é" * 121 in page.content.decode()


def test_of_two_tabs_the_later_save_shows_both_texts_and_writes_nothing(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    url, client = reverse("businesses:business", args=[business.pk]), client_of(owner)
    seen = client.get(url).context["form"].initial["seen"]
    data = {"business_name": "Crèmerie", "sector": business.sector_id, "status": "draft", "seen": seen}
    assert client.post(url, data | {"mission": "Premier onglet"}).status_code == 302
    page = client.post(url, data | {"mission": "Second onglet"})
    assert page.status_code == 409
    assert all(text in page.content.decode() for text in ("Premier onglet", "Second onglet"))
    assert Business.objects.get().mission == "Premier onglet"


def test_after_both_texts_were_seen_the_person_saves_over(
    owner: User, business: Business, client_of: ClientOf
) -> None:
    url, client = reverse("businesses:business", args=[business.pk]), client_of(owner)
    data = {"business_name": "Crèmerie", "sector": business.sector_id, "status": "draft"}
    page = client.post(url, data | {"mission": "Mien", "seen": "2001-01-01T00:00:00+00:00"})
    again = page.context["form"].data["seen"]
    assert client.post(url, data | {"mission": "Mien", "seen": again}).status_code == 302
    assert Business.objects.get().mission == "Mien"


def test_the_page_of_a_business_costs_few_queries(
    owner: User, business: Business, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(owner)
    with django_assert_num_queries(3 + 3):  # session, user, whose rows; business, site, sectors
        client.get(reverse("businesses:business", args=[business.pk]))

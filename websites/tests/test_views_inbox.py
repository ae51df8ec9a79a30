"""The inbox: list, mark as read, delete."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from websites.models import Site, SiteMessage
from websites.tests.factories import SiteMessageFactory
from websites.tests.sites import site_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def site(owner: User) -> Site:
    return site_of(owner)


def inbox(site: Site) -> str:
    return reverse("websites:messages", args=[site.pk])


def test_messages_are_listed_with_ways_to_answer(site: Site, owner: User, client_of: ClientOf) -> None:
    SiteMessageFactory.create(site=site, reach="+221 77 000 00 00")
    SiteMessageFactory.create(site=site, reach="awa@example.org", text="<b>Bonjour</b>")
    page = client_of(owner).get(inbox(site)).content.decode()
    assert 'href="https://wa.me/221770000000"' in page
    assert 'href="mailto:awa@example.org"' in page
    assert "&lt;b&gt;Bonjour" in page


def test_a_visitor_s_number_stays_on_one_line(site: Site, owner: User, client_of: ClientOf) -> None:
    SiteMessageFactory.create(site=site, reach="+221 77 000 00 00")
    assert "+221\u00a077\u00a0000\u00a000\u00a000" in client_of(owner).get(inbox(site)).content.decode()


def test_an_empty_inbox_explains_itself(site: Site, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(inbox(site), headers={"Accept-Language": "en"})
    assert "No message yet" in page.content.decode()


def test_many_messages_come_in_pages_with_few_queries(
    site: Site, owner: User, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    SiteMessageFactory.create_batch(25, site=site)
    client = client_of(owner)
    with django_assert_max_num_queries(8):
        first = client.get(inbox(site))
    assert len(first.context["entries"]) == 20
    assert len(client.get(f"{inbox(site)}?page=2").context["entries"]) == 5


def test_a_message_is_marked_read_and_new_again(site: Site, owner: User, client_of: ClientOf) -> None:
    message = SiteMessageFactory.create(site=site)
    url = reverse("websites:message_mark", args=[site.pk, message.pk])
    client_of(owner).post(url, {"as": "read"})
    assert SiteMessage.objects.get().read_at
    client_of(owner).post(url, {"as": "new"})
    assert SiteMessage.objects.get().read_at is None


def test_a_message_is_deleted_for_good(site: Site, owner: User, client_of: ClientOf) -> None:
    message = SiteMessageFactory.create(site=site)
    answer = client_of(owner).post(reverse("websites:message_delete", args=[site.pk, message.pk]))
    assert answer.status_code == 302
    assert not SiteMessage.objects.exists()


@pytest.mark.parametrize("name", ["message_mark", "message_delete"])
def test_a_message_is_found_under_its_own_site_only(
    site: Site, owner: User, client_of: ClientOf, name: str
) -> None:
    other = SiteMessageFactory.create(site=site_of(owner, slug="autre"))
    answer = client_of(owner).post(reverse(f"websites:{name}", args=[site.pk, other.pk]))
    assert answer.status_code == 404
    assert SiteMessage.objects.exists()


def test_the_site_of_a_deleted_business_has_no_inbox(site: Site, owner: User, client_of: ClientOf) -> None:
    site.business.delete_softly(by=owner)
    assert client_of(owner).get(inbox(site)).status_code == 404

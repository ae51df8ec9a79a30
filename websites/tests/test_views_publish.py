"""The publishing page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import keep_all
from briefs.tests.test_dependencies import CHANGES, change
from businesses.services import create_business
from websites.generation.site import make_site
from websites.models import Publication, Site
from websites.tests.sites import edit, online, site_of, with_figure

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def site(owner: User) -> Site:
    return site_of(owner)


def url(site: Site, name: str = "publish") -> str:
    return reverse(f"websites:{name}", args=[site.pk])


def page(client: Client, site: Site) -> str:
    return client.get(url(site), headers=ENGLISH).content.decode()


def put_online(client: Client, site: Site, **values: object) -> Publication | None:
    client.post(url(site, "go_online"), {"version": site.version, **values})
    return Publication.objects.first()


def test_a_draft_can_be_put_online(site: Site, owner: User, client_of: ClientOf) -> None:
    assert "Publish my site" in page(client_of(owner), site)
    assert put_online(client_of(owner), site)
    html = page(client_of(owner), site)
    assert "https://genesis.example/s/<wbr>jardin-de-khady/" in html
    assert "https://wa.me/?text=" in html


def test_later_edits_are_mentioned(owner: User, client_of: ClientOf) -> None:
    site = online(owner).site
    assert "not published yet" not in page(client_of(owner), site)
    edit(site, name="Autre nom")
    assert "not published yet" in page(client_of(owner), site)


def test_unverified_figures_are_listed_and_hide_the_button(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    with_figure(site)
    html = page(client_of(owner), site)
    assert "3 417" in html
    assert "clientes ravies" in html
    assert url(site, "go_online") not in html
    assert put_online(client_of(owner), site) is None


def test_figures_stay_on_one_line_where_everybody_s_texts_are_listed(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    with_figure(site)
    assert page(client_of(owner), site).count("Déjà 3\u202f417 clientes ravies") == 2


def test_publishing_with_unverified_figures_is_refused_with_a_link_for_each(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    site = with_figure(site)
    data = {"version": site.version}
    answer = client_of(owner).post(url(site, "go_online"), data, follow=True)
    html = answer.content.decode()
    assert not Publication.objects.exists()
    assert "3 417" in html
    assert reverse("briefs:claims", args=[site.business.brief_id]) in html
    assert f"{reverse('websites:editor', args=[site.pk])}#block-" in html


def test_an_unconfirmed_email_is_shown_with_a_link_to_confirm_it(client_of: ClientOf) -> None:
    person = UserFactory.create(verified=False)
    site = site_of(person)
    html = page(client_of(person), site)
    assert reverse("accounts:send_confirmation") in html
    answer = client_of(person).post(url(site, "go_online"), {"version": site.version})
    assert answer.status_code == 403


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 40, "-1"])
def test_only_the_version_that_was_seen_is_published(
    site: Site, owner: User, client_of: ClientOf, version: str
) -> None:
    assert put_online(client_of(owner), site, version=version) is None


def test_a_site_is_taken_off_line_from_the_page(owner: User, client_of: ClientOf) -> None:
    site = online(owner).site
    client_of(owner).post(url(site, "go_offline"))
    assert not Publication.objects.exists()
    assert "Your site is not online" in page(client_of(owner), site)


def test_an_address_is_saved_as_it_is_written(site: Site, owner: User, client_of: ClientOf) -> None:
    client_of(owner).post(url(site, "address"), {"address": "Khady Bio"})
    site.refresh_from_db()
    assert site.slug == "khady-bio"


def test_a_refused_address_keeps_what_was_typed_and_offers_others(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).post(url(site, "address"), {"address": "Admin"}, headers=ENGLISH)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Admin"' in html
    assert "Free now:" in html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Khady Bio", "“khady-bio” is free"),
        ("jardin-de-khady", "the address of your site"),
        ("ab", "at least 3"),
        ("pris", "Another site"),
    ],
)
def test_an_address_is_checked_while_it_is_typed(
    site: Site, owner: User, stranger: User, client_of: ClientOf, text: str, message: str
) -> None:
    site_of(stranger, slug="pris")
    headers = {"HX-Request": "true", "Accept-Language": "en"}
    part = client_of(owner).get(url(site, "address"), {"address": text}, headers=headers).content.decode()
    assert message in part
    assert "<html" not in part


def test_the_check_works_without_scripts_too(site: Site, owner: User, client_of: ClientOf) -> None:
    whole = client_of(owner).get(url(site, "address"), {"address": "khady-bio"}).content.decode()
    assert "<html" in whole
    assert "khady-bio" in whole


def test_the_qr_code_is_an_svg(site: Site, owner: User, client_of: ClientOf) -> None:
    code = client_of(owner).get(url(site, "qr"))
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<?xml")


def test_the_page_takes_few_queries(
    site: Site, owner: User, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_figure(site)
    client = client_of(owner)
    client.get(url(site))
    with django_assert_max_num_queries(9):
        client.get(url(site))


@pytest.mark.parametrize("name", ["publish", "address", "qr", "download", "messages"])
def test_a_stranger_finds_nothing(site: Site, stranger: User, client_of: ClientOf, name: str) -> None:
    assert client_of(stranger).get(url(site, name)).status_code == 404


@pytest.mark.parametrize("name", ["go_online", "go_offline", "address"])
def test_a_stranger_changes_nothing(site: Site, stranger: User, client_of: ClientOf, name: str) -> None:
    assert client_of(stranger).post(url(site, name), {"version": 1, "address": "x-y-z"}).status_code == 404


def test_outdated_texts_are_mentioned_before_publishing(owner: User, client_of: ClientOf) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(brief)
    site = make_site(by=owner, business=create_business(by=owner, brief=brief))
    assert "to review" not in page(client_of(owner), site)
    change(brief, CHANGES["price"])
    assert "1 text to review" in page(client_of(owner), site)


def test_whatsapp_without_a_number_is_mentioned(site: Site, owner: User, client_of: ClientOf) -> None:
    site.definition["blocks"][1] |= {"text": "Écrivez-nous sur WhatsApp"}
    contact = next(block for block in site.definition["blocks"] if block["kind"] == "contact")
    for number, is_told in (("", True), ("+221 77 000 00 00", False)):
        contact |= {"whatsapp": number, "phone": ""}
        site.save(update_fields=["definition"])
        assert ("gives no number" in page(client_of(owner), site)) is is_told

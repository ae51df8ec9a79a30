"""Publishing a site, taking it off line, changing its address."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import brotli
import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.tests.factories import UserFactory
from audit.models import Activity
from briefs.ledger.claims import confirm
from businesses.services import delete_business
from websites.definition.schema import Definition, Hero
from websites.errors import AddressRefused, PublishingRefused
from websites.models import FormerSlug, Publication, Site
from websites.publishing import services as publishing
from websites.tests.factories import SiteImageFactory
from websites.tests.sites import edit, online, site_of, with_figure

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def publish(site: Site, by: User) -> Publication:
    return publishing.publish(by=by, site=site, version=site.version)


def move(site: Site, by: User, text: str) -> Site:
    return publishing.change_address(by=by, site=site, text=text)


def test_a_published_page_is_stored_plain_and_in_two_encodings(owner: User) -> None:
    page = online(owner)
    html = bytes(page.html)
    assert "Des légumes cueillis ce matin" in html.decode()
    assert gzip.decompress(page.gzipped) == brotli.decompress(bytes(page.brotli)) == html


def test_publishing_saves_time_and_version(owner: User) -> None:
    site = online(owner).site
    site.refresh_from_db()
    assert (site.status, site.published_version) == ("published", site.version)
    assert site.published_at
    assert Activity.objects.about(site).filter(action="websites.site.published").count() == 1


def test_publishing_twice_changes_nothing(owner: User) -> None:
    page = online(owner)
    again = publish(page.site, owner)
    assert (again.pk, again.updated_at) == (page.pk, Publication.objects.get().updated_at)
    assert Activity.objects.filter(action="websites.site.published").count() == 1


def test_an_edit_is_not_public_until_it_is_published(owner: User) -> None:
    page = online(owner)
    site = edit(page.site, name="Jardin neuf")
    assert "Jardin neuf" not in bytes(Publication.objects.get().html).decode()
    publish(site, owner)
    assert "Jardin neuf" in bytes(Publication.objects.get().html).decode()


def test_without_a_confirmed_address_nothing_is_published() -> None:
    person = UserFactory.create(verified=False)
    with pytest.raises(PublishingRefused, match="Confirm"):
        online(person)
    assert not Publication.objects.exists()


def test_only_the_version_that_was_seen_is_published(owner: User) -> None:
    site = site_of(owner)
    with pytest.raises(PublishingRefused, match="changed meanwhile"):
        publishing.publish(by=owner, site=site, version=site.version - 1)


def test_a_site_with_a_forbidden_address_is_not_published(owner: User) -> None:
    with pytest.raises(AddressRefused) as refused:
        online(owner, slug="wave")
    assert refused.value.suggestions


@pytest.fixture
def site_with_figure(owner: User) -> Site:
    """Give a site whose headline contains an unverified figure."""
    return with_figure(site_of(owner))


def test_unverified_figures_prevent_publishing(site_with_figure: Site, owner: User) -> None:
    with pytest.raises(PublishingRefused, match="still to be verified"):
        publish(site_with_figure, owner)
    assert [claim.numeral for claim in publishing.open_claims(site_with_figure)] == ["3 417"]
    assert not Publication.objects.exists()


def test_a_hidden_figure_does_not_prevent_publishing(site_with_figure: Site, owner: User) -> None:
    site_with_figure.definition["blocks"][1]["is_hidden"] = True
    site_with_figure.save(update_fields=["definition"])
    assert publish(site_with_figure, owner)


def test_a_figure_whose_source_was_given_is_published(site_with_figure: Site, owner: User) -> None:
    [claim] = publishing.open_claims(site_with_figure)
    confirm(by=owner, brief=claim.brief, claim_id=claim.pk, source="Relevé de caisse")
    assert publish(site_with_figure, owner)


def test_hidden_blocks_and_origins_stay_private(owner: User) -> None:
    site = site_of(owner)
    secret = Hero(headline="Pas encore", is_hidden=True).model_dump(mode="json")
    site.definition["blocks"].append(secret)
    site.save(update_fields=["definition"])
    page = publish(site, owner)
    assert "Pas encore" not in bytes(page.html).decode()
    assert len(page.definition["blocks"]) == 3


def test_a_lost_image_is_reported_and_nothing_changes(owner: User) -> None:
    site = site_of(owner)
    image = SiteImageFactory.create(site=site, file="sites/lost.webp")
    site.definition["blocks"][1]["image"] = str(image.pk)
    site.save(update_fields=["definition"])
    with pytest.raises(PublishingRefused, match="cannot be read"):
        publish(site, owner)
    assert not Publication.objects.exists()


def test_taking_down_removes_the_page_and_keeps_the_address(owner: User) -> None:
    site = online(owner).site
    publishing.unpublish(by=owner, site=site)
    publishing.unpublish(by=owner, site=site)
    site.refresh_from_db()
    assert site.status == "offline"
    assert not Publication.objects.exists()
    assert FormerSlug.objects.get().slug == site.slug
    assert Activity.objects.filter(action="websites.site.unpublished").count() == 1


def test_a_site_that_comes_back_leaves_no_former_address(owner: User) -> None:
    site = online(owner).site
    publishing.unpublish(by=owner, site=site)
    site.refresh_from_db()
    assert publish(site, owner).slug == site.slug
    assert not FormerSlug.objects.exists()


def test_a_new_address_moves_the_page_as_it_was_published(owner: User) -> None:
    site = edit(online(owner).site, name="Pas publié")
    move(site, owner, "Khady Bio")
    html = bytes(Publication.objects.get(slug="khady-bio").html).decode()
    assert "https://genesis.example/s/khady-bio/" in html
    assert "Pas publié" not in html
    assert FormerSlug.objects.get().slug == "jardin-de-khady"


def test_a_site_can_take_its_former_address_again(owner: User) -> None:
    site = move(online(owner).site, owner, "khady-bio")
    move(site, owner, "jardin-de-khady")
    assert [row.slug for row in FormerSlug.objects.all()] == ["khady-bio"]


def test_an_address_that_was_never_public_leaves_no_trace(owner: User) -> None:
    move(site_of(owner), owner, "khady-bio")
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("wanted", ["jardin-de-khady", "ancien-jardin"])
def test_an_address_of_another_site_present_or_former_is_refused(
    owner: User, stranger: User, wanted: str
) -> None:
    move(online(owner, slug="ancien-jardin").site, owner, "jardin-de-khady")
    site = site_of(stranger, slug="a-moi")
    with pytest.raises(AddressRefused, match="Another site") as refused:
        move(site, stranger, wanted)
    assert wanted not in refused.value.suggestions


def test_an_address_given_up_at_the_same_moment_is_refused(owner: User, stranger: User) -> None:
    site = move(online(owner, slug="ancien-jardin").site, owner, "jardin-de-khady")
    theirs = site_of(stranger, slug="a-moi")
    with pytest.raises(IntegrityError, match="another site"), transaction.atomic():
        Site.objects.filter(pk=theirs.pk).update(slug="ancien-jardin")
    assert Site.objects.filter(pk=site.pk).update(slug="ancien-jardin") == 1


def test_the_number_of_former_addresses_is_limited(owner: User) -> None:
    site = online(owner).site
    for number in range(publishing.MOST_FORMER_SLUGS):
        site = move(site, owner, f"jardin-numero-{number}")
    with pytest.raises(AddressRefused, match="many addresses"):
        move(site, owner, "encore-une")
    assert move(site, owner, "jardin-de-khady").slug == "jardin-de-khady"


def test_without_a_confirmed_email_a_published_site_cannot_move(owner: User) -> None:
    with pytest.raises(PublishingRefused, match="Confirm"):
        move(online(owner).site, UserFactory.create(verified=False), "khady-bio")


def test_a_published_site_keeps_its_owner_and_organization_from_being_removed(owner: User) -> None:
    site = online(owner).site
    for thing in (owner, site.organization):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_support_takes_a_site_off_line_under_its_own_name(owner: User, staff: Client) -> None:
    site = online(owner).site
    chosen = {"action": "unpublish", "_selected_action": str(site.pk)}
    assert staff.post(reverse("admin:websites_site_changelist"), chosen).status_code == 302
    assert not Publication.objects.exists()
    site_with_figure = Activity.objects.about(site).get(action="websites.site.unpublished")
    assert site_with_figure.actor_id == User.objects.get(email="staff@example.org").pk


def test_staff_who_may_only_read_are_offered_no_such_action(owner: User, client_of: ClientOf) -> None:
    online(owner)
    reader = UserFactory.create(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_site"))
    page = client_of(reader).get(reverse("admin:websites_site_changelist")).content.decode()
    assert 'value="unpublish"' not in page


def test_a_bad_address_is_refused_with_suggestions_and_changes_nothing(owner: User) -> None:
    site = site_of(owner)
    with pytest.raises(AddressRefused) as refused:
        move(site, owner, "Admin")
    site.refresh_from_db()
    assert (site.slug, bool(refused.value.suggestions)) == ("jardin-de-khady", True)


def test_the_offline_site_can_move_too(owner: User) -> None:
    site = online(owner).site
    publishing.unpublish(by=owner, site=site)
    site.refresh_from_db()
    move(site, owner, "khady-bio")
    assert {row.slug for row in FormerSlug.objects.all()} == {"jardin-de-khady", "khady-bio"}


def test_the_public_definition_is_valid(owner: User) -> None:
    page = online(owner)
    assert Definition.model_validate(page.definition).language == "fr"


def test_a_deleted_business_takes_its_site_off_line(owner: User) -> None:
    site = online(owner).site
    delete_business(by=owner, business=site.business)
    site.refresh_from_db()
    assert site.status == "offline"
    assert not Publication.objects.exists()

"""The photos page: upload, show in a section, describe, delete, refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from organizations.tests.factories import MembershipFactory
from websites.definition.operations import SetSite
from websites.definition.schema import Definition
from websites.models import PublishedFile, Site, SiteImage
from websites.publishing.services import publish
from websites.services import change, definition_of
from websites.tests.conftest import files_in
from websites.tests.photos import encoded, photo, png_that_claims, scene
from websites.tests.sites import site_of
from websites.tests.test_editing import SITE, block
from websites.tests.test_images import full_disk

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def site(owner: User, media: Path) -> Site:
    return site_of(owner, definition=SITE.model_dump(mode="json"))


@pytest.fixture
def browser(owner: User, client_of: ClientOf) -> Client:
    return client_of(owner)


def url(site: Site) -> str:
    return reverse("websites:images", args=[site.pk])


def send(browser: Client, site: Site, *files: bytes, **more: Any) -> Any:
    """Upload files; `more` are other fields of the form."""
    photos = [SimpleUploadedFile(f"{at}.jpg", content, "image/jpeg") for at, content in enumerate(files)]
    return browser.post(url(site), {"do": "upload", "version": "1", "photos": photos, **more})


def act(browser: Client, site: Site, do: str, **more: Any) -> Any:
    """Press a button of the site's photo."""
    asked = {
        "do": do,
        "version": str(current_site(site).version),
        "image": SiteImage.objects.get().pk,
        **more,
    }
    return browser.post(url(site), asked)


def current_site(site: Site) -> Site:
    return Site.objects.get(pk=site.pk)


def definition_now(site: Site) -> Definition:
    return definition_of(current_site(site))


def content_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_photo_is_added_and_shown_in_the_section_it_was_chosen_for(site: Site, browser: Client) -> None:
    answer = send(browser, site, photo(), block="bbbbbb", alt="Le jardin")
    section = block(definition_now(site), "bbbbbb")
    assert answer["Location"].endswith("?open=bbbbbb#block-bbbbbb")
    assert (section.image, section.alt) == (str(SiteImage.objects.get().pk), "Le jardin")


def test_several_photos_go_into_a_gallery_in_their_order(site: Site, browser: Client) -> None:
    send(browser, site, photo(colour="red"), photo(colour="blue"), block="eeeeee")
    rows = SiteImage.objects.order_by("created_at", "pk")
    assert [one.image for one in block(definition_now(site), "eeeeee").pictures] == [
        "x",
        *(str(row.pk) for row in rows),
    ]
    assert current_site(site).revisions.get().what == "Photos\u00a0: 2 photos ajoutées."


def test_a_photo_can_be_stored_without_a_section(site: Site, browser: Client) -> None:
    assert send(browser, site, photo(), alt="Rose").status_code == 302
    assert definition_now(site) == SITE
    page = content_of(browser.get(f"{url(site)}?block=bbbbbb"))
    assert "Rose" in page
    act(browser, site, "show", block="bbbbbb")
    assert block(definition_now(site), "bbbbbb").alt == "Rose"


def test_a_change_of_photo_can_be_undone(site: Site, browser: Client) -> None:
    send(browser, site, photo(), block="bbbbbb")
    browser.post(reverse("websites:undo", args=[site.pk]), {"version": "2"})
    assert definition_now(site) == SITE


def test_the_editor_saves_typed_text_before_it_opens_the_photos(site: Site, browser: Client) -> None:
    form = {"block": "bbbbbb", "bbbbbb-headline": "Neuf", "bbbbbb-version": "1", "photo": "choose"}
    answer = browser.post(reverse("websites:save_section", args=[site.pk]), form)
    assert answer["Location"] == f"{url(site)}?block=bbbbbb"
    assert block(definition_now(site), "bbbbbb").headline == "Neuf"


def test_with_htmx_the_editor_opens_the_photos_too(site: Site, browser: Client) -> None:
    form = {"block": "bbbbbb", "bbbbbb-headline": "Bonjour", "bbbbbb-version": "1", "photo": "choose"}
    answer = browser.post(
        reverse("websites:save_section", args=[site.pk]), form, headers={"HX-Request": "true"}
    )
    assert answer["HX-Redirect"] == f"{url(site)}?block=bbbbbb"


def test_a_section_can_drop_its_photo_in_the_editor(site: Site, browser: Client) -> None:
    send(browser, site, photo(), block="bbbbbb", alt="Rose")
    page = content_of(browser.get(reverse("websites:editor", args=[site.pk])))
    assert f"/preview/images/{SiteImage.objects.get().pk}/small/" in page
    form = {"block": "bbbbbb", "bbbbbb-headline": "Neuf", "bbbbbb-version": "2", "photo": "remove"}
    browser.post(reverse("websites:save_section", args=[site.pk]), form)
    section = block(definition_now(site), "bbbbbb")
    assert (section.headline, section.image, section.alt) == ("Neuf", "", "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "vide"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"%PDF-1.7", "PDF"),
        (png_that_claims(30_000, 30_000), "trop de pixels"),
        (photo()[:800], "abîmée"),
        (bytes(11 * 1024 * 1024), "trop lourd"),
    ],
    ids=["nothing", "svg", "pdf", "bomb", "cut off", "11 MB"],
)
def test_a_bad_file_is_refused_with_the_reason_and_what_was_typed_stays(
    site: Site, browser: Client, media: Path, content: bytes, reason: str
) -> None:
    answer = send(browser, site, content, block="bbbbbb", alt="Rose, notre âne")
    assert answer.status_code == 422
    assert reason in content_of(answer)
    assert "Rose, notre âne" in content_of(answer)
    assert (definition_now(site), files_in(media)) == (SITE, [])


def test_a_bad_file_does_not_take_the_good_ones_with_it(site: Site, browser: Client) -> None:
    answer = send(browser, site, photo(), b"%PDF", block="eeeeee")
    assert answer.status_code == 422
    assert "1.jpg" in content_of(answer)
    assert len(block(definition_now(site), "eeeeee").pictures) == 2


def test_a_form_without_a_file_says_to_choose_one(site: Site, browser: Client) -> None:
    answer = send(browser, site, alt="Rose")
    assert answer.status_code == 422
    assert "Choisissez une photo." in content_of(answer)
    assert "Rose" in content_of(answer)


def test_50_megabytes_are_refused_without_being_kept(site: Site, browser: Client, media: Path) -> None:
    answer = send(browser, site, bytes(50 * 1024 * 1024))
    assert answer.status_code == 413
    assert "10\u00a0Mo" in content_of(answer)
    assert url(site) in content_of(answer)
    assert not files_in(media)


def test_a_large_form_elsewhere_is_refused_too(site: Site, browser: Client) -> None:
    form = {"block": "bbbbbb", "file": SimpleUploadedFile("x", bytes(settings.MOST_BODY))}
    answer = browser.post(reverse("websites:save_section", args=[site.pk]), form)
    assert answer.status_code == 413


def test_a_full_disk_is_reported_and_nothing_changes(site: Site, browser: Client, media: Path) -> None:
    content = encoded(scene(4))
    with full_disk(30_000):
        answer = send(browser, site, content, block="bbbbbb", alt="Rose")
    assert answer.status_code == 507
    assert "plus de place" in content_of(answer)
    assert "Rose" in content_of(answer)
    assert (definition_now(site), files_in(media)) == (SITE, [])
    assert send(browser, site, content, block="bbbbbb", alt="Rose").status_code == 302


def test_a_photo_sent_twice_is_stored_once(site: Site, browser: Client, media: Path) -> None:
    send(browser, site, photo(), block="eeeeee")
    assert send(browser, site, photo(), block="eeeeee").status_code == 409
    assert len(block(definition_now(site), "eeeeee").pictures) == 2
    assert len(files_in(media)) == 1


def test_a_conflict_is_shown_and_the_photo_is_stored(site: Site, owner: User, browser: Client) -> None:
    change(by=owner, site=site, version=1, operation=SetSite(aspect="title", value="Autre"))
    answer = send(browser, site, photo(), block="bbbbbb", alt="Rose")
    assert answer.status_code == 409
    assert "Autre" in content_of(answer)
    act(browser, site, "show", block="bbbbbb")
    assert block(definition_now(site), "bbbbbb").alt == "Rose"


def test_a_photo_for_a_deleted_section_is_stored(site: Site, browser: Client) -> None:
    answer = send(browser, site, photo(), block="zzzzzz")
    assert answer.status_code == 422
    assert SiteImage.objects.count() == 1
    assert definition_now(site) == SITE


@pytest.mark.parametrize("block_id", ["cccccc", "ffffff"])
def test_a_section_that_shows_no_photos_gets_none(site: Site, browser: Client, block_id: str) -> None:
    assert send(browser, site, photo(), block=block_id).status_code == 422
    assert definition_now(site) == SITE


def test_a_description_is_validated_and_saved(site: Site, browser: Client) -> None:
    send(browser, site, photo(), block="bbbbbb")
    act(browser, site, "describe", alt="Rose <b>")
    assert block(definition_now(site), "bbbbbb").alt == "Rose <b>"
    assert "Rose &lt;b&gt;" in content_of(browser.get(url(site)))
    assert act(browser, site, "describe", alt="y" * 201).status_code == 422


def test_a_photo_is_deleted(site: Site, browser: Client) -> None:
    send(browser, site, photo(), block="bbbbbb")
    assert act(browser, site, "delete").status_code == 302
    assert not SiteImage.objects.exists()
    assert block(definition_now(site), "bbbbbb").image == ""


@pytest.mark.parametrize("do", ["show", "describe", "delete"])
@pytest.mark.parametrize("image", ["", "x", "00000000-0000-0000-0000-000000000000", "\0"])
def test_an_unknown_photo_is_not_found(site: Site, browser: Client, do: str, image: str) -> None:
    assert browser.post(url(site), {"do": do, "image": image, "version": "1"}).status_code == 404


def test_another_sites_photo_is_not_found(site: Site, owner: User, browser: Client) -> None:
    other = site_of(owner, slug="autre-jardin")
    send(browser, other, photo())
    assert act(browser, site, "show", block="bbbbbb").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"do": "x"}, {"do": "upload"}, {"do": "upload", "photos": "text"}])
def test_an_unknown_form_changes_nothing(site: Site, browser: Client, sent: dict[str, str]) -> None:
    assert browser.post(url(site), sent).status_code == 422
    assert definition_now(site) == SITE


def test_a_stranger_finds_nothing(site: Site, stranger: User, client_of: ClientOf) -> None:
    assert send(client_of(stranger), site, photo()).status_code == 404
    assert client_of(stranger).get(url(site)).status_code == 404
    assert not SiteImage.objects.exists()


def test_a_colleague_adds_photos_too(site: Site, colleague: User, client_of: ClientOf) -> None:
    MembershipFactory.create(user=colleague, organization=site.organization)
    assert send(client_of(colleague), site, photo()).status_code == 302


def test_too_many_uploads_are_refused_with_the_reason(site: Site, browser: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"photo": "1/h/key"}
    answer = send(browser, site, photo(colour="red"), photo(colour="blue"))
    assert answer.status_code == 422
    assert SiteImage.objects.count() == 1


def test_typed_text_is_restored_after_signing_in(site: Site, owner: User, expired_of: ClientOf) -> None:
    client = expired_of(owner)
    asked = f"{url(site)}?block=bbbbbb"
    answer = client.post(asked, {"do": "upload", "alt": "Rose, notre âne", "photos": []})
    assert "block%3Dbbbbbb" in answer["Location"]
    client.force_login(owner)
    assert "Rose, notre âne" in content_of(client.get(asked))
    assert not SiteImage.objects.exists()


def test_only_get_and_post_are_allowed(site: Site, browser: Client) -> None:
    assert browser.delete(url(site)).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_photos(
    site: Site, browser: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for colour in ("red", "green", "blue"):
        send(browser, site, photo(colour=colour))
    with django_assert_max_num_queries(8):
        browser.get(url(site))


def test_visitors_get_the_photo_from_the_published_copy_for_ever(
    site: Site, owner: User, browser: Client, client: Client, media: Path
) -> None:
    send(browser, site, photo(1800, 1200), block="bbbbbb", alt="Le jardin")
    publish(by=owner, site=current_site(site), version=2)
    act(browser, site, "delete")
    name = f"images/{PublishedFile.objects.get(name__endswith='small.webp').name.removeprefix('images/')}"
    answer = client.get(f"/s/{site.slug}/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    publish(by=owner, site=current_site(site), version=3)
    assert client.get(f"/s/{site.slug}/{name}").status_code == 404


def test_moving_a_published_site_needs_no_file(site: Site, owner: User, browser: Client, media: Path) -> None:
    send(browser, site, photo(), block="bbbbbb")
    publish(by=owner, site=current_site(site), version=2)
    files_in(media)[0].unlink()
    moved = browser.post(reverse("websites:address", args=[site.pk]), {"address": "nouveau-jardin"})
    assert moved.status_code == 302
    assert PublishedFile.objects.count() == 1


def test_the_size_of_a_photo_is_localized(browser: Client, site: Site) -> None:
    send(browser, site, photo(900, 600))
    page = browser.get(url(site), headers={"Accept-Language": "fr"}).content.decode()
    assert f"{max(1, round(SiteImage.objects.get().size / 1000))}\u00a0Ko" in page

"""A photo's way from a phone to the visitors, with scripts and without, and one that is far too large."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, FilePayload, Page

from accounts.models import User
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import device
from config.tests.browser.production import served
from websites.models import Site, SiteImage
from websites.publishing.services import publish
from websites.tests.photos import encoded, scene
from websites.tests.sites import site_of
from websites.tests.test_editing import SITE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERO = "#block-bbbbbb"
#: Encoding a photo anew takes its time on a machine that does other things too, in milliseconds.
PATIENCE = 60_000
#: Gives the weight of the chosen file as soon as it is less than a limit, or after 600 looks.
WAIT_FOR_LESS = """limit => new Promise(done => {
    let looks = 600;
    const look = () => {
        const size = document.querySelector("[name=photos]").files[0].size;
        if (size < limit || !looks--) done(size); else setTimeout(look, 50);
    };
    look();
})"""


@pytest.fixture
def site(owner: User) -> Site:
    return site_of(owner, definition=SITE.model_dump(mode="json"))


def choose(page: Page, content: bytes, kind: str = "image/jpeg") -> None:
    """Choose a file, say what it shows, and send it."""
    page.set_default_timeout(PATIENCE)
    page.set_input_files("[name=photos]", FilePayload(name="a.jpg", mimeType=kind, buffer=content))
    page.fill(".photo-form [name=alt]", "Rose")
    page.click(".photo-form .btn-primary")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_photo_goes_from_the_phone_to_the_visitors(
    site: Site, owner: User, opens: Opens, scripts: bool
) -> None:
    person = opens(language="fr", by=owner, scripts=scripts)
    person.go(reverse("websites:editor", args=[site.pk]))
    person.page.click(f"{HERO} summary")
    person.page.fill(f"{HERO} [name$=headline]", "Bonsoir")
    person.page.click(f"{HERO} [name=photo]")
    choose(person.page, encoded(scene(5)))
    person.page.wait_for_selector(f"{HERO} .thumb")
    site.refresh_from_db()
    publish(by=owner, site=site, version=site.version)
    person.go(reverse("websites_public:page", args=[site.slug]))
    shown = person.page.locator("img[alt=Rose]")
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 300
    assert person.page.inner_text("h1") == "Bonsoir"
    assert person.complaints == []


def test_with_scripts_a_large_photo_travels_small(site: Site, owner: User, opens: Opens) -> None:
    person, large = opens(language="en", by=owner), encoded(scene(6, 4000, 3000), quality=95)
    person.go(reverse("websites:images", args=[site.pk]))
    weights: list[int] = []
    person.page.on("request", lambda sent: weights.append(1) if sent.method == "POST" else None)
    person.page.set_default_timeout(PATIENCE)
    person.page.set_input_files(
        "[name=photos]", FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=large)
    )
    assert person.page.evaluate(WAIT_FOR_LESS, len(large) // 3) < len(large) // 3
    with person.page.expect_navigation():
        person.page.click(".photo-form .btn-primary")
    person.page.wait_for_load_state("networkidle")  # the photo is still being fetched
    assert weights == [1]
    assert SiteImage.objects.get().width == 1600


def test_50_megabytes_are_refused_with_a_page_in_production_too(
    site: Site, owner: User, chromium: Browser, code_lists: None, tmp_path: Path
) -> None:
    with served(tmp_path) as url, device(chromium, url, language="en", by=owner, scripts=False) as person:
        person.go(reverse("websites:images", args=[site.pk]))
        huge = tmp_path / "huge.jpg"
        huge.write_bytes(bytes(50 * 1024 * 1024))
        person.page.set_default_timeout(PATIENCE)
        person.page.set_input_files("[name=photos]", huge)
        person.page.click(".photo-form .btn-primary")
        person.page.get_by_role("link", name="Back to the photos").click()
        assert "No photo yet" in person.text()

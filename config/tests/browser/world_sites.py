"""The site of a business as its people and its visitors meet it: editor, photos, publishing, messages."""

from __future__ import annotations

from tempfile import NamedTemporaryFile

from django.urls import reverse
from playwright.sync_api import FilePayload, Page

from accounts.models import User
from businesses.models import Business
from config.tests.browser.looks import ELSEWHERE, LONG, Look
from websites.definition.operations import SetSite
from websites.generation.site import make_site
from websites.messages.services import receive
from websites.models import Site
from websites.publishing.services import publish
from websites.services import change
from websites.tests.photos import photo


def editor_of(user: User, business: Business) -> list[Look]:
    """Return the editor of a site: as it was made, open, refused, and changed elsewhere meanwhile."""
    site = make_site(by=user, business=business)
    editor = reverse("websites:editor", args=[site.pk])
    hero = next(block["id"] for block in site.definition["blocks"] if block["kind"] == "hero")
    photos = reverse("websites:images", args=[site.pk])
    return [
        Look("editor", editor),
        Look("photos-empty", photos),
        Look("photos-refused", f"{photos}?block={hero}", _send_no_photo),
        Look("photos", f"{photos}?block={hero}", lambda page: _send_photos(page, photos, hero)),
        Look("photos-too-large", photos, _send_too_much),
        Look("editor-open", editor, _open_sections),
        Look("editor-refused", editor, _write_too_much),
        Look("editor-conflict", editor, lambda page: _change_elsewhere(page, user, business)),
    ]


def _choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("[name=photos]", FilePayload(name=name, mimeType="image/gif", buffer=content))


def _send_no_photo(page: Page) -> None:
    _choose(page, "logo.svg", b"<svg><script>1</script></svg>")
    page.fill(".photo-form [name=alt]", LONG)
    page.click(".photo-form .btn-primary")
    page.wait_for_selector(".error-summary")


def _send_photos(page: Page, photos: str, hero: str) -> None:
    """Show one photo at the top, keep another with a long description, and look at both."""
    for name, address, alt in (("a.jpg", f"{photos}?block={hero}", "Rose"), ("b.jpg", photos, LONG)):
        page.goto(page.url.partition("/sites/")[0] + address)
        sides = (900, 600) if name == "a.jpg" else (400, 800)
        _choose(page, name, photo(*sides))
        page.fill(".photo-form [name=alt]", alt)
        with page.expect_navigation():
            page.click(".photo-form .btn-primary")
    page.goto(page.url.partition("/sites/")[0] + f"{photos}?block={hero}")
    page.click(".photos li:first-child summary")


def _send_too_much(page: Page) -> None:
    with NamedTemporaryFile(suffix=".gif") as file:  # by its path: as a value it would travel for seconds
        file.truncate(25 * 1024 * 1024)
        page.set_input_files("[name=photos]", file.name)
        page.click(".photo-form .btn-primary")
        page.get_by_text("413").wait_for(timeout=60_000)


def _open_sections(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.blocks details').forEach(one => { one.open = true; })")


def _write_too_much(page: Page) -> None:
    page.click(".blocks li:nth-child(2) summary")
    page.fill(".blocks li:nth-child(2) input[type=text]", LONG * 3)
    page.click(".blocks li:nth-child(2) .btn-primary")
    page.wait_for_selector(".invalid-feedback")


def _change_elsewhere(page: Page, user: User, business: Business) -> None:
    """Write here what another tab changes first."""
    site = Site.objects.get(business=business)
    change(by=user, site=site, version=site.version, operation=SetSite(aspect="title", value=LONG[:80]))
    page.click(".blocks li:nth-child(2) summary")
    page.fill(".blocks li:nth-child(2) input[type=text]", LONG)
    page.click(".blocks li:nth-child(2) .btn-primary")
    page.wait_for_selector("#refused")


def published(user: User, business: Business, language: str) -> list[Look]:
    """Put a site online, change it since, let two visitors write; return what its people and visitors see."""
    site = make_site(by=user, business=business)
    online = publish(by=user, site=site, version=site.version)
    for reach, text in (("+221 77 123 45 67", ELSEWHERE[language]), ("moussa@example.org", LONG * 5)):
        receive(online, name="Moussa", reach=reach, text=text)
    Site.objects.filter(pk=site.pk).update(version=site.version + 1)
    page, state = (
        reverse("websites_public:page", args=[site.slug]),
        reverse("websites:publish", args=[site.pk]),
    )
    return [
        Look("site-publish", state),
        Look("site-address-refused", state, _take_a_bad_address),
        Look("site-messages", reverse("websites:messages", args=[site.pk])),
        Look("site-online", page),
        Look("site-message-refused", page, _write_too_little),
        Look("site-message-sent", page, _write_to_the_owner),
        Look("site-nowhere", reverse("websites_public:page", args=["nobody-was-ever-here"])),
    ]


def _take_a_bad_address(page: Page) -> None:
    page.fill("#id_address", "Admin")
    page.click("#address .btn-secondary")
    page.wait_for_selector("#address .invalid-feedback")


def _write_too_little(page: Page) -> None:
    page.evaluate("document.querySelector('form[action]').noValidate = true")
    page.click("form[action] button")
    page.wait_for_selector(".error-summary")


def _write_to_the_owner(page: Page) -> None:
    for name, value in (("name", "Moussa"), ("reach", "moussa@example.org"), ("text", LONG)):
        page.fill(f"[name={name}]", value)
    page.click("form[action] button")
    page.wait_for_selector("h1")

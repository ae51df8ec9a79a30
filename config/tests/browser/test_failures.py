"""When something fails a person meets our own page, in their language, with a way on."""

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from coaching.tests.factories import CoachingSessionFactory
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import VARYING, axe, overflow, too_small
from config.tests.browser.test_pages import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_failure_has_a_page_of_ours_with_a_way_on(
    language: str, opens: Opens, settings: LazySettings, subtests: pytest.Subtests
) -> None:
    settings.ROOT_URLCONF = "config.tests.browser.urls_failing"
    person, only = opens(language=language), None if language == "fr" else VARYING
    for status in (400, 403, 404, 429, 500):
        with subtests.test(status=status):
            person.go(f"/failing/{status}/" if status != 404 else "/nowhere/")
            expect(person.page.locator("html")).to_have_attribute("lang", language)
            expect(person.page.locator("main .btn-primary")).to_be_visible()
            picture(person, f"failure-{status}")
            page = person.page
            assert (axe(page, only=only), overflow(page), too_small(page)) == ([], 0, [])
            assert person.complaints == []


def test_too_many_tries_to_open_an_account_are_stopped_kindly(opens: Opens) -> None:
    for _ in range(20):
        Client().post("/accounts/signup/", {"email": "awa@example.org", "password1": "short"})
    person = opens(language="fr")
    person.go("/accounts/signup/")
    person.fill(email="awa@example.org", password1="short")
    person.page.click("main form button[type=submit]")
    assert person.sees("Too many attempts in a short time.")


def test_a_text_sent_with_an_old_token_is_shown_to_be_sent_again(owner: User, opens: Opens) -> None:
    session = CoachingSessionFactory.create(user=owner)
    person = opens(language="fr", by=owner, scripts=False)
    person.go(f"/coaching/{session.session_id}/vision/")
    person.page.fill("#id_text", "Un texte à ne pas perdre.")
    person.page.context.clear_cookies(name="csrftoken")
    person.press("Ask the coach", inside="#answer")
    expect(person.page.locator("#id_text")).to_have_value("Un texte à ne pas perdre.")
    person.press("Send it again")
    expect(person.page.locator("#review")).to_be_visible()

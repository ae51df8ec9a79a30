"""The account in a real Chromium on a small phone."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.addresses import email_verified
from accounts.models import User
from accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEND = "main form button[type=submit]"


def phone(chromium: Browser, live_server: LiveServer, *, scripts: bool, language: str) -> BrowserContext:
    """Give a phone that has never been here."""
    context = chromium.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=scripts)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    context.set_default_timeout(10_000)
    return context


@pytest.fixture(params=[("fr", True), ("en", False)], ids=["french", "english-without-scripts"])
def page(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Give the sign-up page, in French with scripts and in English without."""
    language, scripts = request.param
    context = phone(chromium, live_server, scripts=scripts, language=language)
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/signup/")
    yield page
    context.close()


def test_one_page_leads_to_the_coach_and_the_mail_confirms(page: Page, live_server: LiveServer) -> None:
    page.fill("[name=email]", "awa@example.org")
    page.fill("[name=password1]", PASSWORD)
    page.click(SEND)
    assert page.url == f"{live_server.url}/coaching/new/"
    link = re.search(r"http://\S+/confirm-email/\S+", str(mail.outbox[0].body))
    assert link
    page.goto(link[0])
    page.click(SEND)
    assert email_verified(User.objects.get(email="awa@example.org"))


def test_a_mistake_is_named_beside_the_field_and_the_address_kept(page: Page) -> None:
    page.fill("[name=email]", "awa@example.org")
    page.fill("[name=password1]", "short")
    page.click(SEND)
    assert page.input_value("[name=email]") == "awa@example.org"
    assert page.locator("#id_password1_error").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_password_can_be_looked_at_where_scripts_run(chromium: Browser, live_server: LiveServer) -> None:
    with phone(chromium, live_server, scripts=True, language="en") as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/accounts/login/")
        page.fill("[name=password]", "seen")
        page.click("text=Show")
        assert page.get_attribute("[name=password]", "type") == "text"
        page.click("text=Hide")
        assert page.get_attribute("[name=password]", "type") == "password"

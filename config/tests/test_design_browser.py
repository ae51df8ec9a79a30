"""Comfort in the browser: what app.js adds on the gallery, in a real Chromium on a small phone."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWER = "#id_plain-answer"


@pytest.fixture
def gallery(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Give the component gallery as a member of staff sees it, in English, at 360 px."""
    client = Client()
    client.force_login(User.objects.create_user("staff@example.org", is_staff=True))
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()])
    context.set_default_timeout(5000)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.goto(f"{live_server.url}/gallery/")
    yield page
    context.close()


def keep_draft(page: Page, *, text: str, base: str, at: int, saved: str = "") -> None:
    """Leave a draft on the device, then load the gallery with a textarea that owns it."""
    draft = f'{{"text": "{text}", "base": "{base}", "at": {at}}}'
    page.evaluate("draft => localStorage.setItem('draft:answer', draft)", draft)
    mark = f'id="id_plain-answer" data-draft-key="answer" data-saved-at="{saved}"'

    def with_draft(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('id="id_plain-answer"', mark))

    page.route("**/gallery/", with_draft)
    page.reload()


def test_no_component_is_wider_than_a_small_phone(gallery: Page) -> None:
    assert gallery.evaluate("document.documentElement.scrollWidth") == 360


def test_a_sentence_starter_opens_the_answer_and_is_counted(gallery: Page) -> None:
    gallery.click("[data-insert]")
    assert gallery.input_value(ANSWER) == "Our customers are "
    assert gallery.inner_text(f"[data-count={ANSWER[1:]}]") == "18 / 5,000"


def test_the_theme_changes_at_once_and_is_kept(gallery: Page) -> None:
    gallery.click("[data-theme-form] [value=dark]")
    assert gallery.get_attribute("html", "data-theme") == "dark"
    gallery.reload()
    assert gallery.get_attribute("html", "data-theme") == "dark"


def test_escape_closes_the_account_menu(gallery: Page) -> None:
    gallery.click("[data-menu] > summary")
    assert gallery.is_visible("[data-forget] button")
    gallery.keyboard.press("Escape")
    assert not gallery.is_visible("[data-forget] button")


def test_a_lost_connection_is_said(gallery: Page) -> None:
    assert not gallery.is_visible("#offline")
    gallery.context.set_offline(True)
    gallery.wait_for_selector("#offline", state="visible")


def test_a_draft_of_this_device_is_offered_and_brought_back(gallery: Page) -> None:
    keep_draft(gallery, text="Typed in the bus", base="", at=1)
    assert gallery.inner_text("[data-draft-text]") == "Typed in the bus"
    gallery.click("[data-draft-restore]")
    assert gallery.input_value(ANSWER) == "Typed in the bus"


def test_a_draft_older_than_the_text_of_the_server_is_not_offered(gallery: Page) -> None:
    keep_draft(gallery, text="Old words", base="older still", at=1, saved="2026-11-22T08:00:00Z")
    assert gallery.locator("[data-draft-text]").count() == 0


def test_signing_out_forgets_the_drafts_of_this_device(gallery: Page) -> None:
    gallery.evaluate("localStorage.setItem('draft:answer', '1')")
    gallery.evaluate(
        "document.querySelector('[data-forget]').addEventListener('submit', e => e.preventDefault())"
    )
    gallery.click("[data-menu] > summary")
    gallery.click("[data-forget] button")
    assert gallery.evaluate("localStorage.getItem('draft:answer')") is None


def test_a_double_click_posts_once_with_the_name_of_the_button(gallery: Page) -> None:
    posts: list[str] = []

    def answer(route: Route) -> None:
        posts.append(route.request.post_data or "")
        route.fulfill(body="thanks")

    gallery.route("**/gallery/", answer)
    gallery.evaluate("""() => {
        const form = document.querySelector('[data-confirm] form'), button = form.querySelector('button');
        button.name = 'sure'; button.value = 'yes'; button.click(); button.click();
    }""")
    gallery.wait_for_selector("text=thanks")
    assert [post.endswith("sure=yes") for post in posts] == [True]

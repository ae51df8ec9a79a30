"""What a page weighs over the wire, headers included, as a phone fetches it from production."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.models import User
from businesses.demo.play import play
from businesses.services import create_business
from coaching import services
from coaching.models import CoachingSession
from coaching.tests.conftest import VISION
from coaching.tests.factories import CoachingSessionFactory
from config.tests.browser.devices import device
from config.tests.browser.looks import CASES
from config.tests.browser.production import served
from websites.generation.site import make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
report = logging.getLogger(__name__)
KILOBYTE = 1024
FIRST_VISIT = 60 * KILOBYTE
NEXT_PAGE = 15 * KILOBYTE
#: Forms of all sections, and beside them the site itself with the letters of its theme.
EDITOR = 40 * KILOBYTE


class Wire:
    """Counts the bytes that a page fetches, by address; what the browser has kept weighs nothing."""

    def __init__(self, page: Page) -> None:
        self.fetched: dict[str, int] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self._address: dict[str, str] = {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", self._begin)
        wire.on("Network.loadingFinished", self._end)

    def _begin(self, event: dict[str, Any]) -> None:
        self._address[event["requestId"]] = event["response"]["url"]
        self.headers[event["response"]["url"]] = {
            name.lower(): value for name, value in event["response"]["headers"].items()
        }

    def _end(self, event: dict[str, Any]) -> None:
        address = self._address.get(event["requestId"], "")
        if address.startswith("http"):
            self.fetched[address] = self.fetched.get(address, 0) + int(event["encodedDataLength"])

    def weigh(self, page: Page, path: str) -> int:
        """Open a page and return the bytes that it cost."""
        self.fetched.clear()
        page.goto(path, wait_until="networkidle")
        return sum(self.fetched.values())


@pytest.fixture(scope="module")
def production(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of the site as production serves it; one server for this file."""
    with django_db_blocker.unblock(), served(tmp_path_factory.mktemp("production")) as url:
        yield url


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/", "/accounts/signup/"])
def test_a_first_visit_weighs_sixty_kilobytes_at_most(
    path: str, language: str, production: str, chromium: Browser
) -> None:
    with device(chromium, production, language=language) as person:
        weight = Wire(person.page).weigh(person.page, production + path)
        report.info("%s %s: %d bytes", language, path, weight)
        assert 0 < weight <= FIRST_VISIT


@pytest.mark.parametrize("reviewed", [False, True], ids=["empty", "reviewed"])
def test_the_next_page_of_the_path_weighs_fifteen_kilobytes_at_most(
    reviewed: bool, owner: User, production: str, chromium: Browser
) -> None:
    session = CoachingSessionFactory.create(user=owner)
    path = f"{production}/coaching/{session.session_id}"
    _answer(session, "vision")
    with device(chromium, production, language="fr", by=owner) as person:
        wire = Wire(person.page)
        wire.weigh(person.page, f"{path}/vision/")
        if reviewed:
            _answer(session, "mission")
        weight = wire.weigh(person.page, f"{path}/mission/")
        report.info("next page, reviewed %s: %d bytes", reviewed, weight)
        assert person.page.locator("#id_text").count() == 1
        assert 0 < weight <= NEXT_PAGE


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("briefs:progress", NEXT_PAGE),
        ("briefs:results", NEXT_PAGE),
        ("websites:publish", NEXT_PAGE),
        ("websites:editor", EDITOR),
    ],
)
def test_the_pages_after_the_coaching_stay_light(
    page: str, most: int, owner: User, production: str, chromium: Browser, code_lists: None
) -> None:
    brief = play(by=owner, case=CASES["fr"]).brief
    site = make_site(by=owner, business=create_business(by=owner, brief=brief))
    with device(chromium, production, language="fr", by=owner) as person:
        wire = Wire(person.page)
        wire.weigh(person.page, f"{production}/coaching/")
        weight = wire.weigh(
            person.page, production + reverse(page, args=[site.pk if "websites" in page else brief.pk])
        )
        report.info("%s: %d bytes", page, weight)
        assert 0 < weight <= most


def _answer(session: CoachingSession, name: str) -> None:
    """Let the coach read an answer, and go on."""
    services.submit_answer(by=session.user, session_id=session.session_id, name=name, text=VISION, version=0)
    services.accept_step(by=session.user, session_id=session.session_id, name=name)


def test_static_files_travel_as_brotli_and_are_kept_for_good(production: str, chromium: Browser) -> None:
    with device(chromium, production, language="fr") as person:
        wire = Wire(person.page)
        wire.weigh(person.page, production)
        static = {url: head for url, head in wire.headers.items() if "/static/" in url}
        assert static
        assert all("immutable" in head["cache-control"] for head in static.values())
        text = [head for url, head in static.items() if url.endswith((".css", ".js"))]
        assert {head.get("content-encoding") for head in text} == {"br"}


def test_a_second_visit_fetches_only_the_page(production: str, chromium: Browser) -> None:
    with device(chromium, production, language="fr") as person:
        wire = Wire(person.page)
        wire.weigh(person.page, f"{production}/accounts/login/")
        wire.weigh(person.page, f"{production}/accounts/signup/")
        assert [url for url, weight in wire.fetched.items() if weight] == [f"{production}/accounts/signup/"]

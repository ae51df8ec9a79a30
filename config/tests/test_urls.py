"""A walk over every route: who may come in, whose objects are shown, what a wrong request gets.

Routes are read from the URLconf, so a new one is walked without a new line here. A route that needs no login
stands in OPEN with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.conf import settings
from django.db import connection
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config.tests.ours import APPS
from config.tests.routes import Route, Things, routes

SignIn = Callable[[User], Client]
#: Routes that anybody may open, and why.
OPEN: Final = {
    "home": "the landing page",
    "healthz": "asked by a proxy, says only that the process answers",
    "readyz": "asked by a proxy, says only whether the database answers",
    "set_language": "a visitor chooses a language before there is an account",
    "set_theme": "a visitor chooses colours before there is an account",
    "account_login": "sign-in itself",
    "account_signup": "sign-up itself",
    "account_logout": "tells a visitor that they are signed out",
    "account_inactive": "tells the owner of a suspended account why sign-in fails",
    "account_email_verification_sent": "shown before the first sign-in",
    "account_confirm_email": "the link in a mail may open in a browser that is not signed in",
    "account_reset_password": "for people who cannot sign in",
    "account_reset_password_done": "for people who cannot sign in",
    "account_reset_password_from_key": "for people who cannot sign in; the link's key is the proof",
    "account_reset_password_from_key_done": "for people who cannot sign in",
    "account_confirm_login_code": "part of sign-in",
    "hosting:read": "the hosting partner shows a secret instead",
    "websites_public:sitemap": "for search engines: published sites only",
    "websites_public:robots": "for search engines",
    "websites_public:page": "a published page is for everybody",
    "websites_public:file": "what a published page shows",
    "websites_public:contact": "visitors of a site write to its owner; nobody is signed in there",
}
#: Doors for programs, which show a secret; a person gets 401 there.
SECRET: Final = {"hosting:read"}
#: Routes that take a form from anybody, and why a forged one gains nothing.
ANYBODY_WRITES: Final = {"websites_public:contact": "no cookie is looked at; limits keep robots off"}
#: What people and robots put into query strings.
HOSTILE_QUERY: Final = (
    "?page=zzz&q=%00%27%22%3Cb%3E&sector=nope&status=nope&next=//evil.example&step=%F0%9F%98%80"
)
ALL: Final = routes()
PAGES: Final = [route for route in ALL if not route.is_admin]
#: Routes that name a row; one that anybody may open guards its rows by tests of its own.
ROWS: Final = [route for route in PAGES if route.names_a_row and route.name not in OPEN]
CLOSED: Final = [route for route in ALL if route.name not in OPEN]
pytestmark = pytest.mark.django_db


@pytest.fixture
def things(owner: User) -> Things:
    """Give the owner's rows, made when an address needs them."""
    return Things(owner)


def _is_sent_to_sign_in(response: Any) -> bool:
    doors = {resolve_url(settings.LOGIN_URL), reverse("admin:login")}
    return response.status_code == 302 and response["Location"].split("?")[0] in doors


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_a_visitor_is_sent_to_sign_in(route: Route, method: str, things: Things, client: Client) -> None:
    assert _is_sent_to_sign_in(getattr(client, method)(things.address(route)))


def test_every_open_route_exists() -> None:
    assert {*OPEN} <= {route.name for route in ALL}


@pytest.mark.parametrize("route", [route for route in ALL if route.name in OPEN], ids=str)
def test_an_open_route_really_is_open(route: Route, things: Things, client: Client) -> None:
    response = client.get(things.address(route))
    assert not (_is_sent_to_sign_in(response) and "next=" in response["Location"])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", ROWS, ids=str)
def test_a_stranger_finds_nothing(
    route: Route, method: str, things: Things, stranger: User, client_of: SignIn
) -> None:
    assert getattr(client_of(stranger), method)(things.address(route)).status_code in (404, 405)


@pytest.mark.parametrize("route", ROWS, ids=str)
def test_a_stranger_finds_nothing_by_one_method_at_least(
    route: Route, things: Things, stranger: User, client_of: SignIn
) -> None:
    browser, address = client_of(stranger), things.address(route)
    assert 404 in (browser.get(address).status_code, browser.post(address).status_code)


@pytest.mark.parametrize("route", [route for route in PAGES if route.name not in SECRET], ids=str)
def test_the_owner_comes_in(route: Route, things: Things, owner: User, client_of: SignIn) -> None:
    status = client_of(owner).get(things.address(route)).status_code
    assert status in (200, 302, 403, 405) or (status == 404 and not route.names_a_row)


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_looking_changes_nothing(route: Route, things: Things, owner: User, client_of: SignIn) -> None:
    browser, address = client_of(owner), things.address(route)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(address)
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in writes if any(f'"{app}_' in sql for app in APPS)]


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_hostile_query_strings_are_survived(
    route: Route, things: Things, owner: User, client_of: SignIn
) -> None:
    assert client_of(owner).get(things.address(route) + HOSTILE_QUERY).status_code < 500


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_an_empty_form_is_survived(route: Route, things: Things, owner: User, client_of: SignIn) -> None:
    assert client_of(owner).post(things.address(route), {}).status_code < 500


@pytest.mark.parametrize("route", [route for route in PAGES if route.name not in ANYBODY_WRITES], ids=str)
def test_a_form_from_another_site_is_refused(route: Route, things: Things, owner: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(things.address(route), {}).status_code in (403, 404, 405)

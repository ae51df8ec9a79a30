"""A walk over every route: who may come in, whose objects are shown, what a wrong request gets.

Routes are read from the URLconf, so a new one is walked without a new line here. A route that needs no login
stands in OPEN with its reason. One case looks at one route; each of its subtests is undone in the database
before the next one begins, so that all faults of a route are reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, Final

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config.tests.markup import inline
from config.tests.ours import APPS
from config.tests.routes import Route, Things, routes

SignIn = Callable[[User], Client]
#: Routes that anybody may open, and why.
OPEN: Final = {
    "home": "the landing page",
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
#: What no text of PostgreSQL holds, in every parameter and field that pages read, and in one that none reads.
NUL_QUERY: Final = dict.fromkeys(
    ["q", "page", "next", "status", "sector", "country", "deleted", "draft", "then", "\0"], "\0"
)
NUL_FORM: Final = dict.fromkeys(
    [
        *("email", "login", "password", "password1", "name", "business_name", "sector", "country", "city"),
        *("text", "version", "editor", "then", "picked", "starter", "language", "theme", "next", "status"),
        "\0",
    ],
    "a\0b",
)
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
ALL: Final = routes()
PAGES: Final = [route for route in ALL if not route.is_admin]
pytestmark = pytest.mark.django_db


def test_every_open_route_exists() -> None:
    assert {*OPEN} <= {route.name for route in ALL}


@pytest.mark.parametrize("route", [route for route in ALL if route.is_admin], ids=str)
def test_a_route_of_the_admin_is_for_staff(
    route: Route, subtests: pytest.Subtests, owner: User, client: Client, staff: Client
) -> None:
    address = Things(owner).address(route)
    if route.name not in OPEN:
        _visitors_are_sent_to_sign_in(subtests, client, address)
    if route.name:
        with _step(subtests, "staff get a page under the strict policy"):
            _is_strict(staff.get(address))


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_route_keeps_to_what_all_routes_promise(
    route: Route, subtests: pytest.Subtests, owner: User, stranger: User, client_of: SignIn
) -> None:
    address, theirs = Things(owner).address(route), client_of(owner)
    _lets_in_only_whom_it_may(subtests, route, address, theirs)
    if route.names_a_row and route.name not in OPEN:  # an open one guards its rows by tests of its own
        _hides_its_row_from(subtests, client_of(stranger), address)
    _survives_what_it_is_sent(subtests, route, address, theirs)
    with _step(subtests, "a form from another site is refused"):
        answer = _signed_in(owner, enforce_csrf_checks=True).post(address, {})
        assert answer.status_code in (403, 404, 405) or route.name in ANYBODY_WRITES
    with _step(subtests, "staff get a page under the strict policy"):
        User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
        _is_strict(_signed_in(owner).get(address))


def _lets_in_only_whom_it_may(subtests: pytest.Subtests, route: Route, address: str, owner: Client) -> None:
    """Look at the route as a visitor and as the owner of its row."""
    if route.name in OPEN:
        with _step(subtests, "a visitor comes in"):
            response = Client().get(address)
            assert not (_is_sent_to_sign_in(response) and "next=" in response["Location"])
    else:
        _visitors_are_sent_to_sign_in(subtests, Client(), address)
    if route.name and not route.names_a_row:
        with _step(subtests, "a visitor gets a page under the strict policy"):
            _is_strict(Client().get(address))
    with _step(subtests, "the owner comes in, and looking changes nothing"):
        with CaptureQueriesContext(connection) as queries:
            status = owner.get(address).status_code
        is_let_in = status in (200, 302, 403, 405) or (status == 404 and not route.names_a_row)
        assert is_let_in or route.name in SECRET
        assert _writes(queries) == []


def _visitors_are_sent_to_sign_in(subtests: pytest.Subtests, visitor: Client, address: str) -> None:
    for method in ("get", "post"):
        with _step(subtests, f"a visitor's {method} leads to sign-in"):
            assert _is_sent_to_sign_in(getattr(visitor, method)(address))


def _hides_its_row_from(subtests: pytest.Subtests, stranger: Client, address: str) -> None:
    with _step(subtests, "a stranger finds nothing"):
        found = [stranger.get(address).status_code, stranger.post(address).status_code]
        assert {*found} <= {404, 405}
        assert 404 in found


def _survives_what_it_is_sent(subtests: pytest.Subtests, route: Route, address: str, owner: Client) -> None:
    """Send what robots send: strange queries, no form at all, NULs everywhere."""
    null_address = "/" + "/".join("%00" if "<" in part else part for part in route.path.split("/"))
    sent: dict[str, Callable[[], Any]] = {
        "a hostile query string": lambda: owner.get(address + HOSTILE_QUERY),
        "NULs in the query string": lambda: owner.get(address, NUL_QUERY),
        "NULs for what the address names": lambda: owner.get(null_address),
        "NULs in a visitor's form": lambda: Client().post(address, NUL_FORM),
        "NULs in the owner's form": lambda: owner.post(address, NUL_FORM),
        "an empty form": lambda: owner.post(address, {}),
    }
    for what, send in sent.items():
        cookies = copy(owner.cookies)
        with _step(subtests, f"{what} is survived"):
            assert send().status_code < 500
        owner.cookies = cookies  # one of the routes signs out


@contextmanager
def _step(subtests: pytest.Subtests, what: str) -> Iterator[None]:
    """Report what fails in the block as a fault of its own, and undo what the block did."""
    with subtests.test(what), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _signed_in(user: User, *, enforce_csrf_checks: bool = False) -> Client:
    browser = Client(enforce_csrf_checks=enforce_csrf_checks)
    browser.force_login(user, backend=BACKEND)
    return browser


def _is_sent_to_sign_in(response: Any) -> bool:
    doors = {resolve_url(settings.LOGIN_URL), reverse("admin:login")}
    return response.status_code == 302 and response["Location"].split("?")[0] in doors


def _is_strict(response: Any) -> None:
    """Hold an answer to the strict Content-Security-Policy."""
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.streaming or not inline(response.content.decode(errors="replace"), policy)


def _writes(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements that wrote to a table of ours."""
    asked = [query["sql"] for query in queries]
    writes = [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    return [sql for sql in writes if any(f'"{app}_' in sql for app in APPS)]

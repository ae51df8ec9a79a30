"""Requests see what their person sees: views without any scope, the edges of a request, and the pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib import admin
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection, connections, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path, reverse

from accounts.models import User
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from coaching.models import CoachingSession
from coaching.tests.factories import CoachingSessionFactory
from reference.tests.factories import CountryFactory, SectorFactory

SignIn = Callable[[User], Client]
BACKEND = "accounts.backends.AddressBackend"


def _seen() -> str:
    """Every business that the database shows, as a careless view would list them."""
    return ",".join(business.business_name for business in Business.all_objects.all())


def unscoped(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_seen())


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(_seen() for _ in range(1))


def signing_in(request: HttpRequest) -> HttpResponse:
    before = _seen()
    login(request, User.objects.get(email="owner@example.org"), backend=BACKEND)
    return HttpResponse(f"{before}|{_seen()}")


def signing_out(request: HttpRequest) -> HttpResponse:
    before = _seen()
    logout(request)
    return HttpResponse(f"{before}|{_seen()}")


def failing(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        login(request, User.objects.get(email="owner@example.org"), backend=BACKEND)
        raise RuntimeError(_seen())


urlpatterns = [
    path("unscoped/", unscoped),
    path("admin/unscoped/", unscoped),
    path("streamed/", streamed),
    path("open/", login_not_required(unscoped)),
    path("in/", login_not_required(signing_in)),
    path("out/", signing_out),
    path("failing/", login_not_required(failing)),
    path("", include("config.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def business(owner: User) -> Business:
    """Give the owner a business named Jardin."""
    return BusinessFactory.create(owner=owner, business_name="Jardin")


def _start_form(**more: str) -> dict[str, str]:
    sector, country = SectorFactory.create().pk, CountryFactory.create().pk
    return {
        "business_name": "Jardin",
        "sector": sector,
        "country": country,
        "city": "Dakar",
        "language": "fr",
    } | more


def text(response: Any) -> str:
    return str((response.getvalue() if response.streaming else response.content).decode())


@pytest.mark.parametrize("address", ["/unscoped/", "/streamed/"])
def test_a_view_that_forgot_its_scope_leaks_nothing(
    address: str, business: Business, owner: User, stranger: User, client_of: SignIn
) -> None:
    assert text(client_of(owner).get(address)) == "Jardin"
    assert text(client_of(stranger).get(address)) == ""


def test_a_visitor_sees_nothing(business: Business, client: Client) -> None:
    assert text(client.get("/open/")) == ""
    client.cookies["sessionid"] = "made-up"
    assert text(client.get("/open/")) == ""


def test_a_suspended_person_sees_nothing(business: Business, owner: User, client_of: SignIn) -> None:
    browser = client_of(owner)
    User.objects.filter(pk=owner.pk).update(status="suspended", is_active=False)
    assert text(browser.get("/open/")) == ""


def test_staff_see_everything_in_the_admin_only(
    business: Business, stranger: User, client_of: SignIn
) -> None:
    User.objects.filter(pk=stranger.pk).update(is_staff=True)
    assert text(client_of(stranger).get("/admin/unscoped/")) == "Jardin"
    assert text(client_of(stranger).get("/unscoped/")) == ""


def test_the_admins_address_alone_shows_nothing(
    business: Business, stranger: User, client_of: SignIn
) -> None:
    assert text(client_of(stranger).get("/admin/unscoped/")) == ""


def test_the_admin_is_where_the_middleware_looks_for_it() -> None:
    assert reverse("admin:index") == f"/{admin.site.name}/"


def test_signing_in_and_out_changes_what_is_seen_at_once(
    business: Business, owner: User, client: Client, client_of: SignIn
) -> None:
    assert text(client.get("/in/")) == "|Jardin"
    assert text(client_of(owner).get("/out/")) == "Jardin|"


def test_after_a_request_the_system_sees_everything_again(
    business: Business, stranger: User, client_of: SignIn
) -> None:
    client_of(stranger).get("/unscoped/")
    assert _seen() == "Jardin"


def test_after_a_failed_request_too(business: Business, client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/failing/").status_code == 500
    assert text(client.get("/open/")) == ""
    assert _seen() == "Jardin"


def test_a_person_can_sign_up_and_start_a_session(client: Client) -> None:
    call = {"email": "new@example.org", "password1": "une phrase longue 7"}
    start = client.post(reverse("account_signup"), call)["Location"]
    assert client.post(start, _start_form(), follow=True).status_code == 200
    assert CoachingSession.objects.get().user.email == "new@example.org"


def test_the_id_of_a_session_that_is_hidden_is_replaced(
    owner: User, stranger: User, client_of: SignIn
) -> None:
    taken = CoachingSessionFactory.create(user=owner, session_id="a" * 22)
    client_of(stranger).post(reverse("coaching:new"), _start_form(session_id=taken.session_id))
    assert CoachingSession.objects.get(user=stranger).session_id != taken.session_id


def test_a_request_that_needs_no_database_pays_nothing(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_a_signed_in_request_pays_one_query(
    owner: User, client_of: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    browser = client_of(owner)
    with django_assert_num_queries(3 + 1):  # session, user, whose rows; the view's own
        browser.get("/unscoped/")


# --- One real connection in a real pool, as in production ------------------------------------------------


@pytest.fixture
def pool_of_one(transactional_db: None) -> Iterator[None]:
    """Put a pool with a single connection in the place of the test's own connection."""
    usual = connections["default"]
    pooled = usual.copy()
    pooled.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 5}
    connections["default"] = pooled
    yield
    pooled.close()
    pooled.close_pool()  # type: ignore[attr-defined]  # the stubs know no PostgreSQL
    connections["default"] = usual


def served(address: str, session: str = "") -> str:
    """Serve one request from start to end as a web server does; return what it said."""
    environ = RequestFactory(HTTP_COOKIE=f"sessionid={session}" if session else "").get(address).environ
    response: Any = WSGIHandler()(environ, Mock())
    try:
        return b"".join(response).decode()
    finally:
        response.close()


def _process() -> int:
    """The server's process behind the connection that the pool gives now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process: int = cursor.fetchone()[0]
    close_old_connections()
    return process


def _session_of(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    close_old_connections()
    return browser.cookies["sessionid"].value


def test_a_pooled_connection_forgets_who_had_it_before(
    pool_of_one: None, owner: User, stranger: User, business: Business
) -> None:
    mine, theirs, process = _session_of(owner), _session_of(stranger), _process()
    for _ in range(2):
        assert served("/unscoped/", mine) == "Jardin"
        assert served("/open/") == ""
        assert served("/unscoped/", mine) == "Jardin"
        assert served("/unscoped/", theirs) == ""
        assert served("/open/", "made-up") == ""
    assert _process() == process


def test_a_command_after_a_request_sees_everything(
    pool_of_one: None, stranger: User, business: Business
) -> None:
    theirs, process = _session_of(stranger), _process()
    served("/unscoped/", theirs)
    assert _seen() == "Jardin"
    close_old_connections()
    assert _process() == process


def test_a_person_who_is_not_found_out_leaves_nothing_behind(
    pool_of_one: None, owner: User, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = _session_of(owner)
    assert served("/unscoped/", mine) == "Jardin"
    with monkeypatch.context() as broken:
        broken.setattr("config.middleware._person", lambda request: request.user.pk / 0)
        assert "Jardin" not in served("/open/", mine)
    assert served("/open/") == ""

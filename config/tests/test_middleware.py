"""What stands around every request."""

from typing import Any
from uuid import UUID

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import technical_404_response

from accounts.models import User
from config.refusals import RefusalMiddleware

pytestmark = pytest.mark.django_db


def asked(owner: User, response: HttpResponse) -> HttpResponse:
    """Ask for an address while a view (or none) answers with that response."""
    request: HttpRequest = RequestFactory().get("/nowhere/")
    request.user = owner
    return RefusalMiddleware(lambda _: response)(request)


def test_there_are_few_of_them(settings: Any) -> None:
    ours = [name for name in settings.MIDDLEWARE if name.startswith("config.")]
    assert len(settings.MIDDLEWARE) <= 18
    assert len(ours) <= 5


def test_djangos_list_of_routes_gives_way_to_our_page(owner: User, settings: Any) -> None:
    settings.DEBUG = True
    technical = technical_404_response(RequestFactory().get("/nowhere/"), Http404())
    page = asked(owner, technical)
    assert page.status_code == 404
    assert b"<style" not in page.content
    assert b"Genesis" in page.content


@pytest.mark.parametrize("status", [200, 404, 500])
def test_every_other_answer_stays(status: int, owner: User, settings: Any) -> None:
    settings.DEBUG = True
    answer = HttpResponse("as it was", status=status)
    assert asked(owner, answer) is answer


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_address_of_a_button_says_so_to_who_opens_it(owner: User, language: str) -> None:
    browser = Client(headers={"Accept-Language": language})
    browser.force_login(owner)
    page = browser.get(reverse("accounts:sign_out_everywhere"))
    assert page.status_code == 405
    assert page["Allow"] == "POST"
    assert {"fr": "celle d’un bouton", "en": "belongs to a button"}[language] in page.content.decode()


def test_a_program_gets_no_page_with_a_refused_method(client: Client) -> None:
    refused = client.post(f"/api/v1/business-brief/{UUID(int=7)}")
    assert refused.status_code == 405
    assert refused.json() == {"error": "method_not_allowed"}
    assert refused["Allow"]


def login_of(response: Any) -> str:
    """Return the address that a visitor is sent to sign in at."""
    return str(response.headers.get("HX-Redirect") or response.headers["Location"])


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_pressed_a_button_after_the_login_had_ended_comes_back_to_it(
    client: Client, headers: dict[str, str]
) -> None:
    sent_from = {"Referer": "http://testserver/accounts/profile/?a=1#end"}
    refused = client.post(reverse("accounts:sign_out_everywhere"), headers={**sent_from, **headers})
    assert login_of(refused) == "/accounts/login/?next=/accounts/profile/%3Fa%3D1"


@pytest.mark.parametrize("sent_from", ["", "https://evil.example/accounts/profile/", "//evil.example", "::"])
def test_nobody_is_sent_on_to_a_strangers_page(client: Client, sent_from: str) -> None:
    address = reverse("accounts:sign_out_everywhere")
    refused = client.post(address, headers={"Referer": sent_from})
    assert login_of(refused) == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
def test_health_is_told_by_whatever_host_and_over_plain_http(
    client: Client, settings: Any, page: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(page, headers={"Host": "10.0.0.7:8000"}).status_code == 200

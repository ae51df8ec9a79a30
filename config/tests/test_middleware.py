"""What stands around every request."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.debug import technical_404_response

from accounts.models import User
from config.middleware import OwnNotFoundMiddleware

pytestmark = pytest.mark.django_db


def asked(owner: User, response: HttpResponse) -> HttpResponse:
    """Ask for an address while a view (or none) answers with that response."""
    request: HttpRequest = RequestFactory().get("/nowhere/")
    request.user = owner
    return OwnNotFoundMiddleware(lambda _: response)(request)


def test_djangos_list_of_routes_gives_way_to_our_page(owner: User) -> None:
    technical = technical_404_response(RequestFactory().get("/nowhere/"), Http404())
    page = asked(owner, technical)
    assert page.status_code == 404
    assert b"<style" not in page.content
    assert b"Genesis" in page.content


@pytest.mark.parametrize("status", [200, 404, 500])
def test_every_other_answer_stays(status: int, owner: User) -> None:
    answer = HttpResponse("as it was", status=status)
    assert asked(owner, answer) is answer

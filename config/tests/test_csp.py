"""The Content-Security-Policy is strict on every page, and no page needs it laxer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from config.tests.markup import inline
from config.tests.routes import Route, Things, routes

PAGES = [route for route in routes() if route.name]


def test_the_parser_finds_what_the_policy_blocks() -> None:
    page = '<p style="a"><script>1</script><a onclick="x" href="javascript:1"></a><style>p{}</style>'
    assert len(inline(page)) == 5
    assert len(inline(page, "style-src 'sha256-Xu1Q2Xb8Y9Z'")) == 5
    assert len(inline(page, "style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='")) == 4
    assert not inline('<script src="/a.js"></script><p class="style">on</p>')


@pytest.mark.django_db
@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_page_is_sent_with_the_strict_policy(
    route: Route, owner: User, client_of: Callable[[User], Client]
) -> None:
    User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
    response = client_of(owner).get(Things(owner).address(route))
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.streaming or not inline(response.content.decode(errors="replace"), policy)


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in PAGES if not route.names_a_row], ids=str)
def test_a_visitors_page_is_sent_with_the_strict_policy(route: Route, owner: User, client: Client) -> None:
    response = client.get(Things(owner).address(route))
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not inline(response.content.decode(errors="replace"))


@pytest.mark.django_db
def test_pages_of_errors_are_sent_with_the_strict_policy(owner: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    for response in (browser.get("/nowhere/at/all"), browser.post("/language/")):
        assert response.status_code in (302, 403, 404)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert not inline(response.content.decode())

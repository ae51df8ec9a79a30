"""What a strict Content-Security-Policy would block is found; test_urls.py looks for it on every route."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from config.tests.markup import inline


def test_the_parser_finds_what_the_policy_blocks() -> None:
    page = '<p style="a"><script>1</script><a onclick="x" href="javascript:1"></a><style>p{}</style>'
    assert len(inline(page)) == 5
    assert len(inline(page, "style-src 'sha256-Xu1Q2Xb8Y9Z'")) == 5
    assert len(inline(page, "style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='")) == 4
    assert not inline('<script src="/a.js"></script><p class="style">on</p>')


@pytest.mark.django_db
def test_pages_of_errors_are_sent_with_the_strict_policy(owner: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    for response in (browser.get("/nowhere/at/all"), browser.post("/language/")):
        assert response.status_code in (302, 403, 404)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert not inline(response.content.decode())

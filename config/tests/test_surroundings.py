"""What caches may keep of a person's pages, and what hosts we answer for."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.mark.parametrize("name", ["coaching:sessions", "briefs:briefs", "accounts:profile"])
def test_a_persons_page_is_kept_by_no_shared_cache(owner: User, client_of: ClientOf, name: str) -> None:
    policy = client_of(owner).get(reverse(name))["Cache-Control"]
    assert {"private", "no-cache"} <= set(policy.split(", "))


def test_signing_out_empties_the_browsers_cache(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'


def test_a_visitors_page_may_be_kept(client: Client) -> None:
    page = client.get(reverse("home"))
    assert not page.has_header("Cache-Control")
    assert not page.has_header("Clear-Site-Data")


def test_a_host_that_is_not_ours_gets_the_page_of_a_bad_request(client: Client) -> None:
    client.raise_request_exception = False
    page = client.get(reverse("home"), headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "site-head" in page.content.decode()

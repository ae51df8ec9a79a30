"""Limits that count: over every worker process, by address and by visitor, with a page of ours."""

import os
import subprocess
import sys
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.addresses import MAX_ACCOUNTS
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory, count_hashes

#: A worker of its own: tries to sign in so many times and prints what the last page said.
WORKER = """
import sys, django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from django.urls import reverse
client = Client(REMOTE_ADDR=f"192.0.2.{sys.argv[1]}", headers={"accept-language": "en"})
for _ in range(int(sys.argv[2])):
    page = client.post(reverse("account_login"), {"login": "owner@example.org", "password": "wrong"})
print(page.context["form"].non_field_errors()[0])
"""
TOO_MANY = "That was a lot of tries. Wait five minutes, or choose a new password."


def sign_in(client: Client, password: str, email: str = "owner@example.org") -> Any:
    """Try to sign in."""
    return client.post(reverse("account_login"), {"login": email, "password": password})


def worker(number: int, tries: int) -> str:
    """Run a worker on the test's database; return what it was told last."""
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    command = [sys.executable, "-c", WORKER, str(number), str(tries)]
    done = subprocess.run(
        command, env=env, cwd=configured.BASE_DIR, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_production_counts_in_the_database() -> None:
    assert configured.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


@pytest.mark.django_db
def test_many_visitors_do_not_push_a_count_out() -> None:
    cache.set("a-count", [1])
    for number in range(400):
        cache.set(f"z{number}", [1])
    assert cache.get("a-count") == [1]


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together(owner: User) -> None:
    assert worker(1, tries=3) != TOO_MANY
    assert worker(2, tries=3) == TOO_MANY


@pytest.mark.django_db
def test_failures_lock_the_address_even_for_the_right_password(client: Client, owner: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    sign_in(client, PASSWORD)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_an_unknown_address_is_locked_alike(client: Client) -> None:
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    pages = [sign_in(client, "wrong", "nobody@example.org") for _ in range(6)]
    assert pages[-1].context["form"].non_field_errors() == [TOO_MANY]


@pytest.mark.django_db
def test_signing_in_rightly_uses_nothing_up(owner: User) -> None:
    for _ in range(8):
        client = Client()
        sign_in(client, PASSWORD)
        assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_too_many_sign_ups_from_one_place_get_our_429(client: Client) -> None:
    for number in range(20):
        client.post(reverse("account_signup"), {"email": f"{number}", "password1": "x"})
    response = client.post(reverse("account_signup"), {"email": "z@example.org", "password1": PASSWORD})
    assert response.status_code == 429
    assert "site-head" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_too_many_mails_to_one_address_are_refused(client: Client) -> None:
    answers = [client.post(reverse("account_reset_password"), {"email": "a@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "allowed"), [(0, False), (1, True)])
def test_behind_our_proxy_each_visitor_counts_alone(
    proxies: int, allowed: bool, client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(21):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        answer = client.post(reverse("account_signup"), {"email": "no"}, headers=headers)
    assert (answer.status_code == 200) is allowed


@pytest.mark.django_db
def test_a_visitor_cannot_make_up_an_address_before_the_proxys(client: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(21):
        headers = {"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"}
        answer = client.post(reverse("account_signup"), {"email": "no"}, headers=headers)
    assert answer.status_code == 429


@pytest.mark.django_db
def test_one_address_opens_five_accounts_a_day_wherever_they_come_from(owner: User) -> None:
    for number in range(6):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}", headers={"accept-language": "en"})
        address = {"email": "Owner@example.org" if number % 2 else "owner@example.org", "password1": PASSWORD}
        answer = client.post(reverse("account_signup"), address)
    assert answer.context["form"].non_field_errors() == [
        "That was a lot of tries. Wait a few minutes, then go on."
    ]
    assert User.objects.count() == 6  # the owner and five


@pytest.mark.django_db
def test_many_accounts_with_an_address_do_not_slow_its_sign_in(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(20):
        EmailAddress.objects.create(user=UserFactory.create(email=None), email=owner.email, primary=True)
    hashes = count_hashes(monkeypatch, "check_password")
    sign_in(client, PASSWORD)
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert len(hashes) <= MAX_ACCOUNTS

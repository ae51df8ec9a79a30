"""The profile page and what must be confirmed before anything leaves the account."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries

from accounts.addresses import email_verified
from accounts.http import PersonRequest, verified_email_required
from accounts.models import SESSION_TIMEZONE, User, UserProfile
from accounts.tests.factories import PASSWORD, UserFactory
from reference.models import Country, Timezone

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
PAGE = "accounts:profile"


def filled(**changes: str) -> dict[str, Any]:
    """Return what the form posts."""
    return {"name": "Awa", "preferred_language": "fr", "coaching_style": "direct"} | changes


@verified_email_required
def publish(request: PersonRequest, what: str) -> HttpResponse:
    """Stand for a view by which something leaves the account."""
    return HttpResponse(what)


def ask(user: User | AnonymousUser) -> HttpResponse:
    """Ask for the guarded view."""
    request: Any = RequestFactory().get("/publish/")  # a middleware adds the person
    request.user = user
    return publish(request, "published")


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse(PAGE))["Location"].startswith(reverse("account_login"))


def test_the_profile_is_saved(owner: User, client_of: ClientOf) -> None:
    Country.objects.create(code="SN", name_en="Senegal", name_fr="Sénégal")
    data = filled(name="Awa Ndiaye Fall", country="SN", city="Thiès", calendar="Magal de Touba")
    client_of(owner).post(reverse(PAGE), data)
    profile = User.objects.get(pk=owner.pk).profile
    assert (profile.user.name, profile.country_id, profile.city) == ("Awa Ndiaye Fall", "SN", "Thiès")
    assert (profile.coaching_style, profile.cultural_context) == ("direct", {"calendar": "Magal de Touba"})


def test_an_emptied_answer_is_forgotten_and_others_stay(owner: User, client_of: ClientOf) -> None:
    owner.profile.cultural_context = {"calendar": "Tabaski", "elsewhere": "kept"}
    owner.profile.save()
    client_of(owner).post(reverse(PAGE), filled(calendar=""))
    assert User.objects.get(pk=owner.pk).profile.cultural_context == {"elsewhere": "kept"}


def test_a_new_language_speaks_at_once(owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    response = client.post(reverse(PAGE), filled(preferred_language="en"))
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert 'lang="en"' in client.get(reverse(PAGE)).content.decode()


def test_times_are_shown_where_the_person_lives(owner: User, client_of: ClientOf) -> None:
    Timezone.objects.create(code="Pacific/Auckland", name_en="Auckland", name_fr="Auckland")
    client, moment = client_of(owner), datetime(2026, 1, 1, 12, tzinfo=UTC)
    client.post(reverse(PAGE), filled(timezone="Pacific/Auckland"))
    with patch("accounts.views.render", lambda *_: HttpResponse(localtime(moment).isoformat())):
        assert client.get(reverse(PAGE)).content == b"2026-01-02T01:00:00+13:00"
        assert Client().get(reverse("home")).status_code == 200
        assert localtime(moment).utcoffset() == timedelta(0)


def test_signing_in_brings_the_time_zone_to_the_device(owner: User, client: Client) -> None:
    zone = Timezone.objects.create(code="Africa/Lagos", name_en="Lagos", name_fr="Lagos")
    UserProfile.objects.filter(user=owner).update(timezone=zone)
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    assert client.session[SESSION_TIMEZONE] == "Africa/Lagos"


@pytest.mark.parametrize("changes", [{"country": "XX"}, {"coaching_style": "rude"}, {"calendar": "x" * 301}])
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    changes: dict[str, str], owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(reverse(PAGE), filled(**changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(changes)


def test_markup_in_a_name_is_text(owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    client.post(reverse(PAGE), filled(name="<b>Awa</b>"))
    html = client.get(reverse(PAGE)).content.decode()
    assert "<b>Awa" not in html
    assert "&lt;b&gt;Awa" in html


def test_the_profile_costs_few_queries(
    owner: User, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(owner)
    with django_assert_num_queries(7):  # session, user, whose rows, profile, countries, time zones, address
        client.get(reverse(PAGE))


def test_an_unconfirmed_address_is_mentioned_there(client_of: ClientOf, owner: User) -> None:
    person = UserFactory.create(verified=False)
    assert reverse("accounts:send_confirmation") in client_of(person).get(reverse(PAGE)).content.decode()
    assert reverse("accounts:send_confirmation") not in client_of(owner).get(reverse(PAGE)).content.decode()


def test_email_verified_tells_who_has_confirmed(owner: User) -> None:
    assert email_verified(owner)
    assert not email_verified(UserFactory.create(verified=False))
    assert not email_verified(AnonymousUser())


def test_what_leaves_the_account_needs_a_confirmed_address(owner: User) -> None:
    assert ask(owner).content == b"published"
    refused = ask(UserFactory.create(email="unsure@example.org", verified=False))
    assert refused.status_code == 403
    assert "unsure@example.org" in refused.content.decode()


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_asking_for_the_link_never_leads_to_another_site(
    target: str, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(reverse("accounts:send_confirmation"), {"next": target})
    assert response["Location"] == reverse(PAGE)


@pytest.mark.parametrize("page", ["accounts:send_confirmation", "accounts:sign_out_everywhere"])
def test_actions_need_a_post(page: str, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(reverse(page)).status_code == 405

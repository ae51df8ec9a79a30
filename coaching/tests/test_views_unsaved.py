"""Answers posted after the login had expired are not lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from accounts.tests.factories import PASSWORD
from coaching import services
from coaching.answers import DRAFT_LIMIT
from coaching.models import CoachingSession
from coaching.tests.conftest import VISION, stored

pytestmark = pytest.mark.django_db
UrlOf = Callable[..., str]
ENGLISH = {"Accept-Language": "en"}
BACKEND = "accounts.backends.AddressBackend"


def page(response: Any) -> str:
    return str(response.content.decode())


def back_again(client: Client, user: User, address: str) -> Any:
    client.force_login(user, backend=BACKEND)
    return client.get(address, headers=ENGLISH)


def test_a_visitor_is_sent_to_sign_in_and_back(client: Client, url_of: UrlOf) -> None:
    response = client.post(url_of("draft", "vision"), {"text": VISION, "then": "leave"})
    assert response.headers["Location"] == f"/accounts/login/?next={url_of('step', 'vision')}"


def test_what_was_typed_is_there_after_signing_in(client: Client, url_of: UrlOf, owner: User) -> None:
    client.post(url_of("step", "vision"), {"text": VISION})
    text = page(back_again(client, owner, url_of("step", "vision")))
    assert "Here is what you typed before you signed in again" in text
    assert "300 familles" in text


def test_it_stands_beside_what_is_stored_and_overwrites_nothing(
    client: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    services.save_draft(session=session, name="vision", text="Texte enregistré", version=0)
    client.post(url_of("step", "vision"), {"text": VISION})
    text = page(back_again(client, session.user, url_of("step", "vision")))
    assert "Texte enregistré" in text
    assert "300 familles" in text
    assert stored(session, "vision").text == "Texte enregistré"


@pytest.mark.parametrize("choice", [{"then": "keep"}, {"text": VISION, "version": 0}])
def test_once_chosen_it_is_not_shown_again(
    client: Client, url_of: UrlOf, owner: User, choice: dict[str, str]
) -> None:
    client.post(url_of("step", "vision"), {"text": VISION})
    back_again(client, owner, url_of("step", "vision"))
    client.post(url_of("draft", "vision"), choice)
    assert "before you signed in again" not in page(client.get(url_of("step", "vision"), headers=ENGLISH))


def test_it_is_shown_at_its_own_step_only(client: Client, url_of: UrlOf, session: CoachingSession) -> None:
    services.mark_unknown(by=session.user, session_id=session.session_id, name="vision", text="", version=0)
    client.post(url_of("step", "vision"), {"text": VISION})
    assert "300 familles" not in page(back_again(client, session.user, url_of("step", "mission")))


def test_what_is_kept_for_a_visitor_is_bounded(client: Client, url_of: UrlOf) -> None:
    client.post(url_of("step", "vision"), {"text": "x" * (2 * DRAFT_LIMIT)})
    assert len(client.session["unsaved_answer"]["text"]) == DRAFT_LIMIT


def test_it_waits_for_a_day_and_signing_in_lasts_as_long_as_ever(
    client: Client, url_of: UrlOf, owner: User
) -> None:
    client.post(url_of("step", "vision"), {"text": "Des pagnes."})
    assert client.session.get_expiry_age() == 24 * 3600
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert client.session.get_expiry_age() > 20 * 24 * 3600


def test_one_address_cannot_fill_the_table_with_texts(client: Client, url_of: UrlOf, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"unsaved_form": "1/h/ip"}
    for _ in range(3):
        client.cookies.clear()
        client.post(url_of("step", "vision"), {"text": "Des pagnes."})
    assert Session.objects.count() == 1


def test_nothing_typed_keeps_nothing(client: Client, url_of: UrlOf) -> None:
    client.post(url_of("step", "vision"), {"text": "  "})
    assert "unsaved_answer" not in client.session


def test_an_autosave_says_that_the_login_ended(client: Client, url_of: UrlOf) -> None:
    headers = {"HX-Request": "true", **ENGLISH}
    response = client.post(url_of("draft", "vision"), {"text": VISION, "version": "3"}, headers=headers)
    assert response.status_code == 401
    assert "You are signed out" in page(response)
    assert 'name="version" value="3"' in page(response)


def test_an_answer_sent_in_place_goes_to_the_login(client: Client, url_of: UrlOf) -> None:
    response = client.post(url_of("step", "vision"), {"text": VISION}, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"].startswith("/accounts/login/")


def test_a_form_with_an_old_token_shows_the_text_to_send_again(owner: User, url_of: UrlOf) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner, backend=BACKEND)
    response = client.post(
        url_of("step", "vision"), {"text": f"{VISION} <b>", "version": "2"}, headers=ENGLISH
    )
    assert response.status_code == 403
    assert "300 familles" in page(response)
    assert "&lt;b&gt;" in page(response)
    assert f'action="{url_of("step", "vision")}"' in page(response)


def test_a_body_over_the_limit_gets_a_page_that_says_so(owner: User, url_of: UrlOf, client: Client) -> None:
    client.force_login(owner, backend=BACKEND)
    response = client.post(url_of("step", "vision"), {"text": "x" * 600_000}, headers=ENGLISH)
    assert response.status_code == 400
    assert "too long to be sent" in page(response)

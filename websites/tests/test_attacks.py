"""Malicious requests: to the editor by members, to published pages by visitors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from websites.commands import parse
from websites.commands.matching import Reader
from websites.models import Publication, SiteMessage
from websites.services import definition_of
from websites.tests.salon import salon
from websites.tests.sites import online, site_of

ClientOf = Callable[[User], Client]
FORM = "/s/jardin-de-khady/contact/"
GOOD = {"name": "Moussa", "reach": "+221 77 123 45 67", "text": "Livrez-vous ?", "website": ""}
pytestmark = pytest.mark.django_db


@pytest.fixture
def published(owner: User) -> Publication:
    return online(owner)


# --- Members, in the editor ------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", ["remove 0", "up 3", "remove ²", "remove -1", "down " + "9" * 5000, "x"])
def test_a_forged_entry_action_only_saves_the_section(owner: User, client_of: ClientOf, entry: str) -> None:
    site = site_of(owner)
    hero = definition_of(site).blocks[1].id
    sent = {"block": hero, f"{hero}-version": "1", f"{hero}-headline": "Neuf", "entry": entry}
    assert client_of(owner).post(reverse("websites:save_section", args=[site.pk]), sent).status_code == 302
    site.refresh_from_db()
    assert site.definition["blocks"][1]["headline"] == "Neuf"


def test_an_action_on_a_missing_entry_is_refused(owner: User, client_of: ClientOf) -> None:
    site = site_of(owner, definition=salon("fr").model_dump(mode="json"))
    block = next(one for one in definition_of(site).blocks if one.kind == "services")
    sent = {"block": block.id, f"{block.id}-version": "1", "entry": "remove 999999999"}
    assert client_of(owner).post(reverse("websites:save_section", args=[site.pk]), sent).status_code == 422


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", "", "1e9", "\x00"])
@pytest.mark.parametrize("route", ["preview_keep", "go_online", "undo", "command"])
def test_a_forged_version_changes_nothing(owner: User, client_of: ClientOf, route: str, version: str) -> None:
    site = site_of(owner)
    sent = {"version": version, "text": "undo", "theme": "table"}
    assert client_of(owner).post(reverse(f"websites:{route}", args=[site.pk]), sent).status_code < 500
    site.refresh_from_db()
    assert (site.version, site.status, site.theme) == (1, "draft", "marche")


@pytest.mark.parametrize("said", ["please ", ", ", "«", "section ", "s'il te plaît ", "remove the section "])
def test_matching_a_long_line_takes_no_more_steps_than_a_short_one(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    real = Reader.matches
    monkeypatch.setattr(Reader, "matches", lambda *given: tries.append(1) or real(*given))  # type: ignore[func-returns-value]
    counts = []
    for times in (50, 500):
        tries.clear()
        parse(said * times, salon("fr"), "en")
        counts.append(len(tries))
    assert counts[0] == counts[1]


# --- Visitors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        {"CONTENT_LENGTH": "9" * 40},
        {"HTTP_ORIGIN": "https://[evil"},
        {"HTTP_HOST": "evil.example"},
        {"content_type": "multipart/form-data; boundary="},
        {"content_type": "application/x-www-form-urlencoded; charset=rot13"},
        {"content_type": "application/x-www-form-urlencoded; charset=utf-16"},
        {"content_type": "application/json"},
    ],
    ids=str,
)
def test_a_broken_request_is_refused_without_a_message(
    published: Publication, client: Client, sent: dict[str, Any]
) -> None:
    content_type = sent.pop("content_type", "application/x-www-form-urlencoded")
    body = b"name=Moussa&reach=moussa%40example.org&text=Bonjour"
    page = client.generic("POST", FORM, body, content_type, **sent)
    assert 400 <= page.status_code < 500
    assert not SiteMessage.objects.exists()


def test_invalid_characters_become_a_message_that_can_be_stored(
    published: Publication, client: Client
) -> None:
    body = b"name=%ed%a0%80M&reach=a%40example.org&text=%00%ff%fe%e2%80%aex"
    assert client.generic("POST", FORM, body, "application/x-www-form-urlencoded").status_code == 200
    assert SiteMessage.objects.get().name.endswith("M")


@pytest.mark.parametrize("asked", ['"a\x00"', ",".join(f'"{n}"' for n in range(9000)), "W/", '"', "*"])
def test_an_unknown_etag_gets_the_page(published: Publication, client: Client, asked: str) -> None:
    assert client.get("/s/jardin-de-khady/", headers={"If-None-Match": asked}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["Jardin-de-Khady/", "jardin-de-khady./", "jardin-de-khady%20/", "jardin-dе-khady/",
     "jardin-de-khady/..%2f..%2fpasswd", "jardin-de-khady/logo.svg%0a", "/evil.example", "%00/", "..//"],
)  # fmt: skip
def test_an_address_that_is_almost_right_is_not_found(
    published: Publication, client: Client, path: str
) -> None:
    assert client.get(f"/s/{path}").status_code == 404


def test_no_answer_to_a_visitor_sends_them_to_another_host(published: Publication, client: Client) -> None:
    for path in ("/s/jardin-de-khady", "/s//evil.example", "/s/%5cevil.example", "/s/jardin-de-khady//"):
        location = client.get(path).get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))

"""The peer of the benchmark says what our pages say, so that both are measured at the same work."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from coaching.tests.factories import CoachingSessionFactory
from reference.packs import examples


@pytest.fixture
def peer(settings: LazySettings) -> None:
    """Serve the benchmark's pages."""
    folder = settings.BASE_DIR / "bench" / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]


def sentences(client: Client, address: str) -> set[str]:
    """Return the texts of the page, and the labels that are read aloud, without figures."""
    page = client.get(address).content.decode()
    found = re.findall(r">([^<>]+)<|(?:aria-label|data-saved|data-saving|data-failed)=\"([^\"]+)\"", page)
    return {re.sub(r"[\d\s.,\xa0]+", " ", one or other).strip() for one, other in found}


@pytest.mark.django_db
@pytest.mark.urls("bench.urls")
@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_the_peer_says_what_our_page_says(
    language: str, other: str, answered: bool, peer: None, owner: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(owner)
    session = CoachingSessionFactory.create(user=owner, language=language, sector__slug="agriculture")
    ours, theirs = reverse("coaching:step", args=[session.session_id, "vision"]), "/bench/peer/vision/"
    client.cookies["django_language"] = other
    if answered:
        answer = examples("vision", "crafts", language)[0]
        client.post(ours, {"text": answer, "version": 0})
        client.get(theirs)
        client.post(theirs, {"peer-current_step": "vision", "vision-text": answer})
    elsewhere = sentences(client, ours)
    client.cookies["django_language"] = language
    own_words = elsewhere if answered else set[str]()  # the coach speaks the session's language in both
    said = sentences(client, ours) - own_words
    assert len(said) > 20
    assert said <= sentences(client, theirs)

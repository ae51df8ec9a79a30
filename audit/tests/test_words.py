"""The trail in the admin reads as sentences, not as codes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from audit.services import record
from audit.words import ACTIONS, action_words, kind_words

pytestmark = pytest.mark.django_db


def test_a_code_is_said_in_words_of_the_interface() -> None:
    with override("fr"):
        assert action_words("briefs.brief.made") == "Dossier créé"
        assert kind_words("accounts.user") == "Compte"


@pytest.mark.parametrize("code", ["future.thing.done", ""])
def test_an_unknown_code_is_shown_as_it_is(code: str) -> None:
    assert action_words(code) == code
    assert kind_words(code) == code


def test_every_action_has_french_words() -> None:
    with override("fr"):
        french = {code: str(words) for code, words in ACTIONS.items()}
    with override("en"):
        assert not [code for code, words in ACTIONS.items() if str(words) == french[code]]


def test_the_list_and_its_filters_speak_words(owner: User, client: Client) -> None:
    staff = User.objects.create_superuser("staff@example.org", "a long enough password")
    client.force_login(staff)
    record("accounts.signed_up", by=owner, target=owner)
    record("accounts.email.confirmed", by=owner, target=owner)
    url = reverse("admin:audit_activity_changelist")
    with override("fr"):
        page = client.get(url, {"action": "accounts.signed_up"}, headers={"accept-language": "fr"})
    html = page.content.decode()
    assert page.context["cl"].result_count == 1
    assert "Compte ouvert" in html
    assert "Adresse confirmée" in html  # the other choice of the filter

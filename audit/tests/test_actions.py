"""The trail in the admin reads as sentences, not as codes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.actions import AccountAction
from accounts.models import User
from audit.actions import Action, action_label
from audit.admin import kind_label
from audit.services import record

pytestmark = pytest.mark.django_db


def test_a_code_is_said_in_words_of_the_interface() -> None:
    with override("fr"):
        assert action_label("briefs.brief.made") == "Dossier créé"
        assert kind_label("accounts.user") == "Compte"


@pytest.mark.parametrize("code", ["future.thing.done", ""])
def test_an_unknown_code_is_shown_as_it_is(code: str) -> None:
    assert action_label(code) == code
    assert kind_label(code) == code


def test_every_action_has_french_words() -> None:
    declared = [action for actions in Action.__subclasses__() for action in actions]
    with override("fr"):
        french = {action: str(action.label) for action in declared}
    with override("en"):
        assert not [action for action in declared if str(action.label) == french[action]]
    assert len({action.value for action in declared}) == len(declared) > 30


def test_the_list_and_its_filters_speak_words(owner: User, client: Client) -> None:
    staff = User.objects.create_superuser("staff@example.org", "a long enough password")
    client.force_login(staff)
    record(AccountAction.SIGNED_UP, by=owner, target=owner)
    record(AccountAction.EMAIL_CONFIRMED, by=owner, target=owner)
    url = reverse("admin:audit_activity_changelist")
    with override("fr"):
        page = client.get(url, {"action": "accounts.signed_up"}, headers={"accept-language": "fr"})
    html = page.content.decode()
    assert page.context["cl"].result_count == 1
    assert "Compte ouvert" in html
    assert "Adresse confirmée" in html  # the other choice of the filter

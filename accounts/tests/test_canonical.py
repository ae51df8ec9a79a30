"""An e-mail address is the same however it is spelled, and mail goes to the stored one."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.canonical import canonical, is_mailable
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory

SENEGAL = "awa@xn--sngal-bsab.sn"
#: Spellings of awa@example.org.
SPELLINGS = [
    "AWA@Example.ORG",
    " awa @example.org\t",
    "awa@example.org\u200e",
    "\u200fawa@example.org",
    "a\u200bw\u00ada@exam\u2060ple.org",
    "ａｗａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    "𝓪𝔀𝓪@example。org",
]
UNMAILABLE = [
    "élodie@example.org", "awa@", "@example.org", "awa@example", "awa@-x.org", f"{'a' * 65}@example.org",
    f"awa@{'é' * 70}.org", f"a@{'b.' * 130}org", '"\x01"@example.org', '"a b"@example.org', "a,b@example.org",
    "awa@x..org", "<awa@example.org>", "a\x00wa@example.org", "ıa@example.org", "awa@💩.la",
]  # fmt: skip


def sign_in(client: Client, login: str) -> bool:
    """Try to sign in with the usual password; say whether it worked."""
    return client.post(reverse("account_login"), {"login": login, "password": PASSWORD}).status_code == 302


def sign_up(client: Client, email: str) -> Any:
    """Fill the sign-up page in."""
    return client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})


@pytest.fixture
def awa(db: None) -> User:
    """Give the person of awa@example.org."""
    return UserFactory.create(email="awa@example.org")


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_every_spelling_signs_in(client: Client, awa: User, spelled: str) -> None:
    assert sign_in(client, spelled)


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_reset_goes_to_the_address_as_it_is_stored(client: Client, awa: User, spelled: str) -> None:
    client.post(reverse("account_reset_password"), {"email": spelled})
    assert [sent.to for sent in mail.outbox] == [["awa@example.org"]]
    assert "/reset/key/" in str(mail.outbox[0].body)


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_signing_up_claims_the_same_address(client: Client, awa: User, spelled: str) -> None:
    sign_up(client, spelled)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {"awa@example.org"}
    assert User.objects.filter(email="awa@example.org").get() == awa


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["awa@sénégal.sn", SENEGAL])
@pytest.mark.parametrize("typed", ["awa@sénégal.sn", "awa@SÉNÉGAL.sn", "awa@se\u0301ne\u0301gal.sn", SENEGAL])
def test_a_host_is_the_same_with_accents_and_in_idna(client: Client, stored: str, typed: str) -> None:
    sign_up(client, stored)
    mail.outbox.clear()
    assert sign_in(Client(), typed)
    Client().post(reverse("account_reset_password"), {"email": typed})
    assert [sent.to for sent in mail.outbox] == [[SENEGAL]]


def test_the_own_address_in_another_spelling_is_no_change(awa: User, client_of: Any) -> None:
    page = client_of(awa).post(reverse("account_email"), {"email": "ＡＷＡ@example.org", "action_add": ""})
    assert page.status_code == 200
    assert EmailAddress.objects.filter(user=awa).count() == 1


@pytest.mark.django_db
def test_spellings_count_together(client: Client) -> None:
    for spelled in SPELLINGS[:5]:
        sign_up(Client(), spelled)
    assert sign_up(client, SPELLINGS[5]).status_code == 200
    assert User.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize("email", UNMAILABLE)
@pytest.mark.parametrize("page", ["account_signup", "account_reset_password"])
def test_an_address_that_cannot_be_mailed_is_refused_with_words(
    client: Client, email: str, page: str
) -> None:
    answer = client.post(reverse(page), {"email": email, "password1": PASSWORD})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert mail.outbox == []


@pytest.mark.django_db
def test_staff_add_a_person_under_the_one_form(client: Client) -> None:
    UserFactory.create(email="awa@example.org")
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    page = client.post(reverse("admin:accounts_user_add"), {"email": "ａｗａ@example.org", "name": "Awa"})
    assert page.status_code == 200
    client.post(reverse("admin:accounts_user_add"), {"email": "kofi@sénégal.sn", "name": "Kofi"})
    assert User.objects.filter(email="kofi@xn--sngal-bsab.sn").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["Awa@example.org", "awa@sénégal.sn", "a wa@example.org"])
def test_the_database_keeps_no_other_form(owner: User, email: str) -> None:
    with pytest.raises(IntegrityError, match="user_email_is_canonical"):
        User.objects.filter(pk=owner.pk).update(email=email)


@pytest.mark.django_db
def test_the_database_keeps_no_other_form_of_a_claim(owner: User) -> None:
    with pytest.raises(IntegrityError, match="address_is_canonical"):
        EmailAddress.objects.create(user=owner, email="awa@sénégal.sn")


@given(st.text(max_size=12), st.text(max_size=12))
@example("İ", "example")
def test_the_canonical_form_is_stable_and_what_passes_can_be_sent(name: str, host: str) -> None:
    text = f"{name}@{host}.org"
    email = canonical(text)
    assert canonical(email) == email
    if is_mailable(email):
        assert EmailMessage("Hi", "…", "genesis@example.org", [email]).message()["To"] == email

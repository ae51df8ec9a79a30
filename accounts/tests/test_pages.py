"""Every account page and mail: our look, both languages, nothing that the security policy would stop."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.emails import EMAILS, account_email
from accounts.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
OPEN = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password_from_key_done",
]
OWN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "accounts:profile",
    "account_reset_password",
]
INLINE = re.compile(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:")
#: Kinds of sign-in that Genesis does not offer: by code, by phone, by passkey, and what only they use.
NOT_OFFERED = re.compile(r"code|phone|passkey|messages/|snippets/|base_|/email/|/email\.html")


def judge(html: str, language: str) -> None:
    """Hold a page to the house rules."""
    assert f'<html lang="{language}"' in html
    assert "site-head" in html
    assert html.count("<h1") == 1
    assert not INLINE.search(html)
    assert "MISSING VARIABLE" not in html


def judge_in_both_languages(client: Client, page: str) -> None:
    for language in ("fr", "en"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        judge(client.get(reverse(page)).content.decode(), language)


def test_a_visitors_pages_are_ours(client: Client, subtests: pytest.Subtests) -> None:
    for page in OPEN:
        with subtests.test(page):
            judge_in_both_languages(client, page)


def test_pages_of_ones_own_are_ours(owner: User, client_of: ClientOf, subtests: pytest.Subtests) -> None:
    client = client_of(owner)
    for page in OWN:
        with subtests.test(page):
            judge_in_both_languages(client, page)


@pytest.mark.parametrize("path", ["confirm-email/nonsense/", "password/reset/key/1-nonsense/"])
def test_a_dead_link_says_so_in_our_look(path: str, client: Client) -> None:
    judge(client.get(f"/accounts/{path}").content.decode(), "fr")


def test_no_template_of_allauth_can_be_reached() -> None:
    theirs = Path(allauth.__file__).parent / "templates"
    names = [str(file.relative_to(theirs)) for file in (theirs / "account").rglob("*.html")]
    names += [str(file.relative_to(theirs)) for file in (theirs / "allauth/layouts").rglob("*.html")]
    left = [name for name in names if not NOT_OFFERED.search(name) and str(theirs) in _origin(name)]
    assert left == []


def _origin(name: str) -> str:
    """Return the file that a template name leads to."""
    return str(get_template(name).origin.name)  # type: ignore[attr-defined]  # Django's own engine


def test_every_mail_is_whole_in_both_languages(owner: User, subtests: pytest.Subtests) -> None:
    context: dict[str, Any] = {
        "email": "a@example.org",
        "from_email": "b@example.org",
        "to_email": "c@example.org",
    }
    context |= {"user": owner, "url": "https://genesis.example/x/"}
    for name, language in product(EMAILS, ("fr", "en")):
        with subtests.test(name, language=language), override(language):
            mail = account_email(name, context)
            assert mail.subject
            html = str(mail.alternatives[0][0])
            assert "https://genesis.example/x/" in mail.body
            assert f'<html lang="{language}"' in html
            assert not INLINE.search(html)


def test_a_mail_escapes_what_people_typed(owner: User) -> None:
    mail = account_email(
        "password_set", {"email": "<b>x</b>", "user": owner, "url": "https://genesis.example/"}
    )
    assert "<b>x" not in str(mail.alternatives[0][0])
    assert "<b>x</b>" in mail.body


def test_french_mails_are_french(owner: User) -> None:
    with override("en"):
        english = {name: mail.subject.__str__() for name, mail in EMAILS.items()}
    with override("fr"):
        assert not [name for name, mail in EMAILS.items() if str(mail.subject) == english[name]]

"""The contact form of a published page, and the mail to the owner."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from accounts.tests.factories import UserFactory
from organizations.tenancy import NOBODY, SYSTEM, set_viewer
from websites.messages import services
from websites.messages.services import JOB
from websites.models import Publication, SiteMessage
from websites.tests.factories import SiteMessageFactory
from websites.tests.sites import online

pytestmark = pytest.mark.django_db
FORM = "/s/jardin-de-khady/contact/"
GOOD = {"name": "Moussa", "reach": "+221 77 123 45 67", "text": "Livrez-vous à Ouakam ?", "website": ""}


@pytest.fixture
def published(owner: User) -> Publication:
    return online(owner)


def content_of(response: Any) -> str:
    text: str = response.content.decode()
    return text


def test_a_message_is_kept_and_the_visitor_thanked_in_the_sites_language(
    published: Publication, client: Client
) -> None:
    page = client.post(FORM, GOOD, headers={"Accept-Language": "en"})
    assert "Merci, votre message est parti." in content_of(page)
    message = SiteMessage.objects.get()
    assert (message.name, message.reach, message.text) == (GOOD["name"], GOOD["reach"], GOOD["text"])
    assert (message.site, message.organization) == (published.site, published.site.organization)


def test_the_visitor_gets_no_rights(published: Publication, client: Client) -> None:
    set_viewer(NOBODY)
    try:
        assert client.post(FORM, GOOD).status_code == 200
        set_viewer(NOBODY)
        assert not SiteMessage.objects.exists()
    finally:
        set_viewer(SYSTEM)
    assert SiteMessage.objects.exists()


def test_no_cookie_is_needed_and_none_is_set(published: Publication) -> None:
    page = Client(enforce_csrf_checks=True).post(FORM, GOOD)
    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("name", "", "Écrivez votre nom"),
        ("name", "\u202e\x00 ", "Écrivez votre nom"),
        ("reach", "", "adresse e\u2011mail ou un numéro"),
        ("reach", "plus tard", "ne ressemble ni à"),
        ("text", " \n ", "Écrivez votre message"),
        ("text", "a" * 4001, "4000"),
    ],
)
def test_errors_are_shown_and_typed_text_is_kept(
    published: Publication, client: Client, field: str, value: str, error: str
) -> None:
    page = client.post(FORM, GOOD | {field: value})
    assert page.status_code == 422
    assert error in content_of(page).replace("\u202f", "").replace("\u00a0", "")
    assert all(GOOD[name] in content_of(page) for name in {"name", "reach", "text"} - {field})
    assert not SiteMessage.objects.exists()


def test_markup_is_escaped(published: Publication, client: Client) -> None:
    page = client.post(FORM, GOOD | {"reach": "", "text": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in content_of(page)


def test_control_characters_and_line_ends_do_not_reach_a_header(
    published: Publication, client: Client
) -> None:
    client.post(FORM, GOOD | {"name": "Moussa\r\nBcc: all@example.org", "text": "a\x00b\r\nc"})
    message = SiteMessage.objects.get()
    assert (message.name, message.text) == ("Moussa Bcc: all@example.org", "ab\nc")


def test_a_robot_that_fills_the_hidden_field_is_ignored(published: Publication, client: Client) -> None:
    assert client.post(FORM, GOOD | {"website": "http://spam.example"}).status_code == 200
    assert not SiteMessage.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "https://evil.example/s/"}],
)
def test_a_form_on_another_host_is_refused_with_a_way_on(
    published: Publication, client: Client, headers: dict[str, str]
) -> None:
    page = client.post(FORM, GOOD, headers=headers)
    assert page.status_code == 403
    assert "/s/jardin-de-khady/" in content_of(page)


def test_a_form_on_our_own_host_is_accepted(published: Publication, client: Client) -> None:
    assert client.post(FORM, GOOD, headers={"Origin": "http://testserver"}).status_code == 200


def test_a_request_that_is_too_large_is_refused_unread(published: Publication, client: Client) -> None:
    page = client.post(FORM, GOOD | {"text": "a" * 40_000})
    assert page.status_code == 413
    assert "trop long" in content_of(page)


def test_a_visitor_who_sends_many_waits_and_keeps_the_text(published: Publication, client: Client) -> None:
    for _ in range(5):
        client.post(FORM, GOOD)
    page = client.post(FORM, GOOD)
    assert page.status_code == 429
    assert GOOD["text"] in content_of(page)
    assert SiteMessage.objects.count() == 5


def test_the_messages_of_a_site_are_limited_by_day(
    published: Publication, client: Client, settings: object
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"site_message": "2/d/key"}  # type: ignore[attr-defined]  # pytest-django's
    for number in range(3):
        client.post(FORM, GOOD, REMOTE_ADDR=f"10.0.0.{number}")
    assert SiteMessage.objects.count() == 2


def test_a_site_without_a_form_accepts_no_message(published: Publication, client: Client) -> None:
    Publication.objects.update(takes_messages=False)
    assert client.post(FORM, GOOD).status_code == 404
    assert client.post("/s/nobody/contact/", GOOD).status_code == 404


def test_the_form_url_cannot_be_read(published: Publication, client: Client) -> None:
    assert client.get(FORM).status_code == 405


def test_the_mail_job_is_enqueued_in_the_same_transaction(published: Publication, client: Client) -> None:
    client.post(FORM, GOOD)
    [job] = ProcrastinateJob.objects.filter(task_name=JOB)
    assert job.args == {"message_id": str(SiteMessage.objects.get().pk), "root": "http://testserver/"}


def notify(**values: str) -> SiteMessage:
    owner = UserFactory.create(email="khady@example.org", name="Khady")
    message: SiteMessage = SiteMessageFactory.create(site=online(owner).site, **values)
    services.notify_owner(message.pk)
    return message


def test_the_mail_shows_the_message_and_leads_to_the_inbox() -> None:
    message = notify()
    [sent] = mail.outbox
    assert sent.to == ["khady@example.org"]
    assert sent.subject == "Message de Moussa pour Jardin de Khady"
    assert message.text in sent.body
    assert f"https://genesis.example/sites/{message.site_id}/messages/" in sent.body


def test_an_answer_goes_to_the_visitor_only_when_they_gave_an_address() -> None:
    notify(reach="moussa@example.org")
    assert mail.outbox[0].reply_to == ["moussa@example.org"]
    mail.outbox.clear()
    SiteMessage.objects.update(mailed_at=None, reach="77 000 00 00")
    services.notify_owner(SiteMessage.objects.get().pk)
    assert mail.outbox[0].reply_to == []


def test_the_mail_escapes_what_visitors_write() -> None:
    notify(text="<b>gras</b>\nsuite")
    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    assert "&lt;b&gt;gras&lt;/b&gt;<br>suite" in html


def test_the_owner_gets_one_mail_however_often_the_job_runs() -> None:
    message = notify()
    services.notify_owner(message.pk)
    assert len(mail.outbox) == 1


def test_a_deleted_message_is_not_mailed() -> None:
    message = SiteMessageFactory.create()
    message.delete()
    services.notify_owner(message.pk)
    assert mail.outbox == []


def test_an_address_that_was_never_confirmed_gets_no_mail() -> None:
    message = SiteMessageFactory.create(site__business__owner=UserFactory.create(verified=False))
    services.notify_owner(message.pk)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_the_mail(client: Client) -> None:
    online(UserFactory.create(email="khady@example.org"))
    client.post(FORM, GOOD)
    call_command("worker", once=True, verbosity=0)
    assert [sent.to for sent in mail.outbox] == [["khady@example.org"]]


@pytest.mark.parametrize("reach", ["Moussa@Sénégal.sn\u200e", "ｍｏｕｓｓａ@xn--sngal-bsab.sn"])
def test_the_address_of_a_visitor_is_kept_in_the_form_that_can_be_mailed(
    client: Client, published: Publication, reach: str
) -> None:
    client.post(FORM, GOOD | {"reach": reach})
    assert SiteMessage.objects.get().reach == "moussa@xn--sngal-bsab.sn"

"""The development mailbox shows the e-mails that were written to files, and only in development."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import include, path
from pytest_django.fixtures import Settings

from config.urls import urlpatterns as real_urls
from pages import mailbox
from pages.urls import mailbox_urls

urlpatterns = [path("mailbox/", include(mailbox_urls)), *real_urls]
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def box(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder of a mailbox in development."""
    settings.DEBUG = True
    settings.ROOT_URLCONF = __name__
    settings.EMAIL_BACKEND = FILES
    settings.MAILBOX_DIR = tmp_path
    return tmp_path


def send(box: Path, *subjects: str, text: str = "Click http://testserver/x/", html: str = "") -> None:
    """Send e-mails through one connection."""
    emails = [EmailMultiAlternatives(subject, text, to=["awa@example.org"]) for subject in subjects]
    for email in emails:
        if html:
            email.attach_alternative(html, "text/html")
    get_connection(FILES, file_path=str(box)).send_messages(emails)


@pytest.mark.django_db
def test_an_empty_mailbox_has_no_mails(box: Path, client: Client) -> None:
    assert client.get("/mailbox/").context["mails"] == []


@pytest.mark.django_db
def test_the_newest_mail_is_first(box: Path, client: Client) -> None:
    send(box, "Première", "Deuxième")
    send(box, "Troisième")
    subjects = [mail.message()["subject"] for mail in client.get("/mailbox/").context["mails"]]
    assert subjects == ["Troisième", "Deuxième", "Première"]


@pytest.mark.django_db
def test_links_in_a_mail_can_be_clicked(box: Path, client: Client) -> None:
    send(box, "Confirmez", text="Ouvrez http://testserver/accounts/x/ s’il vous plaît")
    html = client.get(f"/mailbox/{mailbox.mails()[0].name}/").content.decode()
    assert 'href="http://testserver/accounts/x/"' in html


@pytest.mark.django_db
def test_html_of_a_mail_runs_nothing(box: Path, client: Client) -> None:
    send(box, "Attack", text="<script>alert(1)</script>", html="<script>alert(2)</script>")
    html = client.get(f"/mailbox/{mailbox.mails()[0].name}/").content.decode()
    assert "<script>alert" not in html
    assert '<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc=' in html


@pytest.mark.django_db
def test_the_source_of_a_mail_can_be_read(box: Path, client: Client) -> None:
    send(box, "Brut", html="<p>x</p>")
    response = client.get(f"/mailbox/{mailbox.mails()[0].name}/raw/")
    assert response["Content-Type"].startswith("text/plain")
    assert b"Subject: Brut" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["nothing-0", "passwd"])
def test_no_other_file_can_be_read(name: str, box: Path, client: Client) -> None:
    (box.parent / "passwd").write_text("secret")
    assert client.get(f"/mailbox/{name}/").status_code == 404


@pytest.mark.django_db
def test_all_mails_can_be_deleted(box: Path, client: Client) -> None:
    send(box, "Une", "Deux")
    assert client.get("/mailbox/clear/").status_code == 405
    client.post("/mailbox/clear/")
    assert mailbox.mails() == []


@pytest.mark.django_db
def test_without_debug_there_is_no_mailbox(client: Client) -> None:
    assert client.get("/mailbox/").status_code == 404


def test_without_debug_the_view_refuses_even_when_routed(box: Path, settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(Http404):
        mailbox.show_all(RequestFactory().get("/mailbox/"))


def test_with_real_mail_the_view_refuses(box: Path, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(Http404):
        mailbox.show_all(RequestFactory().get("/mailbox/"))

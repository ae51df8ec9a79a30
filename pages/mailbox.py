"""The development mailbox: pages that show the e-mails which Django's file backend wrote."""

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

#: The line that Django's file backend writes after each mail.
_SEPARATOR: Final = b"\n" + b"-" * 79 + b"\n"


class Mail(NamedTuple):
    """An e-mail of the mailbox; `name` identifies it in the URL."""

    name: str
    raw: bytes

    def message(self) -> EmailMessage:
        """Return the parsed e-mail; templates read its headers by name."""
        return BytesParser(policy=email.policy.default).parsebytes(self.raw)

    def body(self, subtype: str) -> str:
        """Return the body of that subtype ("plain" or "html"), or "" when the e-mail has none."""
        part = self.message().get_body((subtype,))
        return str(part.get_content()) if part else ""


def mails() -> list[Mail]:
    """Return all e-mails of the mailbox folder, newest first."""
    found = []
    for file in sorted(_files(), key=lambda file: file.stat().st_mtime_ns):
        parts = [part.strip(b"\n") for part in file.read_bytes().split(_SEPARATOR)]
        found += [Mail(f"{file.stem}-{number}", part) for number, part in enumerate(parts) if part]
    return found[::-1]


def _files() -> list[Path]:
    """Return the files of the mailbox, or raise Http404 unless DEBUG is on and e-mails go to files."""
    if not settings.DEBUG or settings.EMAIL_BACKEND != "django.core.mail.backends.filebased.EmailBackend":
        raise Http404
    return list(Path(settings.MAILBOX_DIR).glob("*.log"))


def _find(name: str) -> Mail:
    """Return the e-mail of that name or raise Http404; a name is compared and never used as a path."""
    for mail in mails():
        if mail.name == name:
            return mail
    raise Http404


@login_not_required
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """List the e-mails, newest first."""
    return render(request, "pages/mailbox.html", {"mails": mails()})


@login_not_required
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Show one e-mail: its text with links, and its HTML in a sandboxed frame."""
    mail = _find(name)
    context = {"mail": mail, "text": mail.body("plain"), "html": mail.body("html")}
    return render(request, "pages/mailbox_mail.html", context)


@login_not_required
@require_safe
def show_raw(request: HttpRequest, name: str) -> HttpResponse:
    """Return the source of one e-mail."""
    return HttpResponse(_find(name).raw, content_type="text/plain; charset=utf-8")


@login_not_required
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Delete all e-mails."""
    for file in _files():
        file.unlink(missing_ok=True)
    return redirect("mailbox:list")

"""The development mailbox: pages that show the e-mails which Django's file backend wrote."""

from __future__ import annotations

import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

#: The line that Django's file backend writes after each mail.
_SEPARATOR: Final = b"\n" + b"-" * 79 + b"\n"
_BACKEND: Final = "django.core.mail.backends.filebased.EmailBackend"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True)
class Mail:
    """An e-mail of the mailbox; `name` identifies it in the URL."""

    name: str
    subject: str
    to: str
    sent: datetime | None
    text: str
    html: str
    raw: bytes


def mails() -> list[Mail]:
    """Return all e-mails of the mailbox folder, newest first."""
    files = sorted(Path(settings.MAILBOX_DIR).glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
    return [mail for file in reversed(files) for mail in reversed(_read(file))]


def _read(file: Path) -> list[Mail]:
    """Return the e-mails of one file, in the order in which they were sent."""
    parts = [part.strip(b"\n") for part in file.read_bytes().split(_SEPARATOR)]
    return [_mail(f"{file.stem}-{number}", part) for number, part in enumerate(parts) if part]


def _mail(name: str, raw: bytes) -> Mail:
    message = BytesParser(policy=email.policy.default).parsebytes(raw)
    date = message["date"]
    return Mail(
        name=name,
        subject=str(message["subject"]),
        to=str(message["to"]),
        sent=date.datetime if date else None,
        text=_part(message, "plain"),
        html=_part(message, "html"),
        raw=raw,
    )


def _part(message: EmailMessage, kind: str) -> str:
    """Return the body of that subtype ("plain" or "html"), or "" when the e-mail has none."""
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _in_development(view: View[P]) -> View[P]:
    """Open the view to anonymous users; raise Http404 unless DEBUG is on and e-mails go to files."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEBUG or settings.EMAIL_BACKEND != _BACKEND:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _find(name: str) -> Mail:
    """Return the e-mail of that name or raise Http404; a name is compared and never used as a path."""
    for mail in mails():
        if mail.name == name:
            return mail
    raise Http404


@_in_development
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """List the e-mails, newest first."""
    return render(request, "pages/mailbox.html", {"mails": mails()})


@_in_development
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Show one e-mail: its text with links, and its HTML in a sandboxed frame."""
    return render(request, "pages/mailbox_mail.html", {"mail": _find(name)})


@_in_development
@require_safe
def show_raw(request: HttpRequest, name: str) -> HttpResponse:
    """Return the source of one e-mail."""
    return HttpResponse(_find(name).raw, content_type="text/plain; charset=utf-8")


@_in_development
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Delete all e-mails."""
    for file in Path(settings.MAILBOX_DIR).glob("*.log"):
        file.unlink(missing_ok=True)
    return redirect("mailbox:list")

"""A login that expired while somebody was typing: the text waits until they are back.

Unlike a form (`accounts.typed`) it waits until it is saved or dropped, and autosaves are told in place.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import HtmxRequest
from accounts.typed import View, lay_by, sign_in, signed_in_or
from coaching.answers import DRAFT_LIMIT
from coaching.forms import DraftForm

#: Where the text waits: one text at most, of one step, of DRAFT_LIMIT characters.
_KEY: Final = "typed_answer"


def keeps_typed_text(view: View) -> View:
    """Ask anonymous people to sign in, and keep what they sent for when they are back at this step."""
    return signed_in_or(_ask, view)


def typed_text(request: HttpRequest, session_id: str, step: str) -> str:
    """Return the text that waits for this step, or nothing."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    return kept.get("text", "") if kept.get("step") == f"{session_id}/{step}" else ""


def forget_typed_text(request: HttpRequest) -> None:
    """Drop the waiting text: it has been saved, or the person does not want it."""
    request.session.pop(_KEY, None)


def _ask(request: HtmxRequest, session_id: str, step: str) -> HttpResponse:
    """Send to the login and back to the step; an autosave says so instead, beside the text being typed."""
    if request.method == "POST":
        _remember(request, session_id, step)
    page = reverse("coaching:step", args=[session_id, step])
    if not request.htmx or "then" in request.POST or not request.path.endswith("/draft/"):
        return sign_in(request, page)
    form = DraftForm(request.POST)
    form.is_valid()
    context = {"login_url": redirect_to_login(page).url, "version": form.sent()["version"]}
    return render(request, "coaching/_saved.html", context, status=401)


def _remember(request: HttpRequest, session_id: str, step: str) -> None:
    form = DraftForm(request.POST)
    form.is_valid()
    text = form.typed.text[:DRAFT_LIMIT]
    if text.strip():
        lay_by(request, _KEY, {"step": f"{session_id}/{step}", "text": text})

"""Answers that were posted after the login had expired: stored, and shown again after the next login.

Unlike a form (`accounts.unsaved`), the text is stored until it is saved or discarded, and the response to an
autosave is a fragment beside the text, not a redirect.
"""

from typing import Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import HtmxRequest
from accounts.unsaved import View, login_redirect, signed_in_or, store_for_a_day
from coaching.answers import DRAFT_LIMIT
from coaching.forms import DraftForm

#: The session key of the stored text: one text of one step, of at most DRAFT_LIMIT characters.
_SESSION_KEY: Final = "unsaved_answer"


def keeps_unsaved_answer(view: View) -> View:
    """Require a login; a text that an anonymous user posts is stored until after the login."""
    return signed_in_or(_store_and_redirect, view)


def unsaved_answer(request: HttpRequest, session_id: str, step: str) -> str:
    """Return the text stored for this step, or an empty string."""
    stored: dict[str, str] = request.session.get(_SESSION_KEY, {})
    return stored.get("text", "") if stored.get("step") == f"{session_id}/{step}" else ""


def discard_unsaved_answer(request: HttpRequest) -> None:
    """Remove the stored text from the session."""
    request.session.pop(_SESSION_KEY, None)


def _store_and_redirect(request: HtmxRequest, session_id: str, step: str) -> HttpResponse:
    """Store a posted text, and redirect to the login; an autosave gets a link to it instead."""
    form = DraftForm(request.POST)
    form.is_valid()
    text = form.answer.text[:DRAFT_LIMIT]
    if text.strip():
        store_for_a_day(request, _SESSION_KEY, {"step": f"{session_id}/{step}", "text": text})
    page = reverse("coaching:step", args=[session_id, step])
    if not request.htmx or "then" in request.POST or not request.path.endswith("/draft/"):
        return login_redirect(request, page)
    context = {"login_url": redirect_to_login(page).url, "version": form.submission()["version"]}
    return render(request, "coaching/_saved.html", context, status=401)

"""A login that expired while somebody was typing: the text waits until they are back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from coaching.forms import AnswerForm
from coaching.services.answers import DRAFT_LIMIT

#: Where the text waits: one text at most, of one step, of DRAFT_LIMIT characters.
_KEY: Final = "typed_answer"
#: How long it waits, in seconds.
_WAITS: Final = 24 * 3600
View = Callable[..., HttpResponse]


def keeps_typed_text(view: View) -> View:
    """Ask anonymous people to sign in, and keep what they sent for when they are back at this step."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, session_id: str, step: str) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, session_id, step)
        if request.method == "POST":
            _remember(request, session_id, step)
        return _sign_in(request, reverse("coaching:step", args=[session_id, step]))

    return guarded


def typed_text(request: HttpRequest, session_id: str, step: str) -> str:
    """Return the text that waits for this step, or nothing."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    return kept.get("text", "") if kept.get("step") == f"{session_id}/{step}" else ""


def forget_typed_text(request: HttpRequest) -> None:
    """Drop the waiting text: it has been saved, or the person does not want it."""
    request.session.pop(_KEY, None)


def _remember(request: HttpRequest, session_id: str, step: str) -> None:
    """Keep the text for a day; how many visitors of one address may leave one is limited."""
    text = AnswerForm(request.POST).sent().text[:DRAFT_LIMIT]
    is_known = _KEY in request.session
    if text.strip() and (is_known or ratelimit.consume(request, action="typed_answer")):
        request.session[_KEY] = {"step": f"{session_id}/{step}", "text": text}
        request.session.set_expiry(_WAITS)  # signing in sets its own


def _sign_in(request: Any, page: str) -> HttpResponse:
    """Send to the login and back to the page; an autosave says so instead, beside the text being typed."""
    login = redirect_to_login(page)
    if not request.htmx:
        return login
    if "then" in request.POST or not request.path.endswith("/draft/"):
        return HttpResponseClientRedirect(login.url)
    context = {"login_url": login.url, "version": AnswerForm(request.POST).sent().version}
    return render(request, "coaching/_saved.html", context, status=401)

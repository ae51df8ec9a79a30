"""The views of sessions: list, start, change, delete, restore."""

import uuid
from collections.abc import Sequence
from typing import Final, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import User, UserProfile
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved
from coaching import services
from coaching.access import missing_as_404, own_session
from coaching.forms import StartForm, cities_of
from coaching.models import CoachingSession, new_session_id
from coaching.signals import Outcome, collect_outcomes, responses
from coaching.steps import PATH

#: The number of sessions on a page of the list.
PAGE_SIZE: Final = 10


@require_safe
def session_list(request: PersonRequest) -> HttpResponse:
    """List the person's sessions, last activity first; with `?deleted=` it offers to restore one."""
    rows = CoachingSession.objects.visible_to(request.user).for_pages().select_related("sector")
    page = Paginator(rows.order_by("-updated_at"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": _cards(list(page)), "deleted": _deleted(request)}
    return render(request, "coaching/sessions.html", context)


class _Card(NamedTuple):
    """A session in the list, and what became of it."""

    session: CoachingSession
    outcome: Outcome
    total: int = len(PATH)

    @property
    def percent(self) -> int:
        """The share of complete steps in percent, rounded."""
        return round(100 * self.session.steps_done / self.total)


def _cards(sessions: Sequence[CoachingSession]) -> list[_Card]:
    """Return the cards of the sessions, with what the apps above know of them."""
    found: list[dict[uuid.UUID, Outcome]] = responses(collect_outcomes, sessions=sessions)
    outcomes = {key: outcome for by_key in found for key, outcome in by_key.items()}
    return [_Card(row, outcomes.get(row.pk, Outcome())) for row in sessions]


def _deleted(request: PersonRequest) -> CoachingSession | None:
    """Return the deleted session named in `?deleted=`, when it is the person's own."""
    session_id = request.GET.get("deleted", "")[:32].replace("\x00", "")
    if not session_id:
        return None
    rows = CoachingSession.all_objects.visible_to(request.user).for_pages()
    return rows.filter(session_id=session_id, deleted_at__isnull=False).first()


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Ask for the details of a new session, start it, and redirect to its first step."""
    data = posted_or_unsaved(request)
    form = StartForm(data, initial=None if data else _initial(request.user))
    if request.method == "POST" and form.is_valid():
        session = services.start_session(by=request.user, **form.cleaned_data)
        return redirect("coaching:step", session.session_id, session.current_step)
    status = 422 if request.method == "POST" else 200
    return render(request, "coaching/new.html", {"form": form, "session": None}, status=status)


def _initial(user: User) -> dict[str, str]:
    """Return initial values from the profile, and the id by which a form sent twice starts one session."""
    profile = UserProfile.objects.filter(user=user).only("country_id", "city").first()
    return {
        "country": (profile and profile.country_id) or "",
        "city": profile.city if profile else "",
        "language": "en" if (get_language() or "fr").startswith("en") else "fr",
        "session_id": new_session_id(),
    }


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
@missing_as_404()
def details(request: PersonRequest, session_id: str) -> HttpResponse:
    """Change the details of a session."""
    row = own_session(request.user, session_id)
    initial = {name: getattr(row, name) for name in ("business_name", "city", "language")}
    initial |= {"sector": row.sector_id, "country": row.country_id}
    form = StartForm(posted_or_unsaved(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in initial}
        services.change_details(by=request.user, session=row, **values)
        messages.success(request, _("Saved."))
        return redirect("coaching:session", session_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "coaching/new.html", {"form": form, "session": row}, status=status)


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Return the cities of a country as options of the form's list."""
    return render(request, "coaching/_cities.html", {"cities": cities_of(request.GET.get("country", "")[:2])})


@require_safe
def session(request: PersonRequest, session_id: str) -> HttpResponse:
    """Redirect to the current step."""
    row = own_session(request.user, session_id)
    return redirect("coaching:step", row.session_id, row.current_step)


@require_POST
def delete(request: PersonRequest, session_id: str) -> HttpResponse:
    """Delete a session, and redirect to the list, which offers to restore it."""
    services.delete_session(by=request.user, session=own_session(request.user, session_id))
    return redirect(f"{reverse('coaching:sessions')}?{urlencode({'deleted': session_id})}")


@require_POST
def restore(request: PersonRequest, session_id: str) -> HttpResponse:
    """Restore a deleted session."""
    services.restore_session(by=request.user, session=own_session(request.user, session_id, is_deleted=True))
    return redirect("coaching:sessions")

"""The views of sessions: list, start, change, delete, restore."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import User, UserProfile
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved
from coaching import services
from coaching import steps as path
from coaching.access import deleted_session, missing_is_not_found, own_session
from coaching.forms import StartForm, cities_of, default_language
from coaching.models import CoachingSession, SessionStatus, new_session_id

PAGE_SIZE: Final = 10
#: The columns that the list shows.
_LIST_COLUMNS: Final = (
    "session_id", "business_name", "sector__name_fr", "sector__name_en", "city", "status", "completed_at",
    "step_completion", "updated_at",
)  # fmt: skip
#: The statuses in which the card links to the progress of the agents.
_AGENT_STATUSES: Final = {SessionStatus.SUB_AGENTS_RUNNING, SessionStatus.FAILED}


@require_safe
def session_list(request: PersonRequest) -> HttpResponse:
    """List the person's sessions, last activity first; with `?deleted=` it offers to restore one."""
    rows = CoachingSession.objects.visible_to(request.user).latest_first()
    rows = rows.select_related("sector").only(*_LIST_COLUMNS)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    agents = _agent_progress(list(page))
    cards = [_Card(row, agents.get(row.pk)) for row in page]
    context = {"page": page, "cards": cards, "deleted": _deleted(request)}
    return render(request, "coaching/sessions.html", context)


class _AgentProgress(NamedTuple):
    """How many of the agents of a session's brief are done."""

    brief_id: uuid.UUID
    done: int
    total: int


@dataclass(frozen=True)
class _Card:
    """A session in the list, with the progress of its agents in `_AGENT_STATUSES`."""

    session: CoachingSession
    agents: _AgentProgress | None

    @property
    def status(self) -> str:
        """Return the label of the status, with the number of agents done while they run."""
        label: str = self.session.get_status_display()
        if self.agents is None or self.session.status != SessionStatus.SUB_AGENTS_RUNNING:
            return label
        counts = {"status": label, "done": self.agents.done, "total": self.agents.total}
        return _("%(status)s (%(done)s of %(total)s)") % counts

    @property
    def done(self) -> int:
        """Return the number of complete steps."""
        return sum(bool(self.session.step_completion.get(step.key)) for step in path.PATH)

    @property
    def total(self) -> int:
        """Return the number of steps."""
        return len(path.PATH)

    @property
    def percent(self) -> int:
        """Return the share of complete steps in percent, rounded."""
        return round(100 * self.done / self.total)


def _agent_progress(sessions: Sequence[CoachingSession]) -> dict[uuid.UUID, _AgentProgress]:
    """Return the progress of the agents by session, for sessions in `_AGENT_STATUSES` (at most one query).

    Briefs and runs belong to an upper app, so they are queried through reverse names and not imported.
    """
    keys = [row.pk for row in sessions if row.status in _AGENT_STATUSES]
    if not keys:
        return {}
    is_open = Q(brief__runs__status__in=["queued", "running"])
    rows = CoachingSession.objects.filter(pk__in=keys, brief__runs__isnull=False).annotate(
        total=Count("brief__runs"), done=Count("brief__runs", filter=~is_open)
    )
    return {
        key: _AgentProgress(brief_id, done, total)
        for key, brief_id, done, total in rows.values_list("pk", "brief__pk", "done", "total")
    }


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
        "language": default_language(),
        "session_id": new_session_id(),
    }


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
@missing_is_not_found()
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
    services.restore_session(by=request.user, session=deleted_session(request.user, session_id))
    return redirect("coaching:sessions")

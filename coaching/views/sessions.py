"""The list of sessions, and how one begins, is left and comes back."""

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
from accounts.typed import keeps_typed, sent_or_typed
from coaching import services
from coaching import steps as path
from coaching.access import deleted_session, missing_is_not_found, own_session
from coaching.forms import StartForm, cities_of, spoken_language
from coaching.models import CoachingSession, SessionStatus, new_session_id

PAGE_SIZE: Final = 10
#: What the list shows of a session.
_LISTED: Final = (
    "session_id", "business_name", "sector__name_fr", "sector__name_en", "city", "status", "completed_at",
    "step_completion", "updated_at",
)  # fmt: skip
#: In these the agents of the brief are at work, or all of them failed.
_WITH_AGENTS: Final = {SessionStatus.SUB_AGENTS_RUNNING, SessionStatus.FAILED}


@require_safe
def sessions(request: PersonRequest) -> HttpResponse:
    """List the person's sessions, last activity first; `?deleted=` offers to bring one back."""
    rows = CoachingSession.objects.visible_to(request.user).latest_first()
    rows = rows.select_related("sector").only(*_LISTED)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    enriched = _enriched(list(page))
    cards = [_Card(row, enriched.get(row.pk)) for row in page]
    context = {"page": page, "cards": cards, "deleted": _deleted(request)}
    return render(request, "coaching/sessions.html", context)


class _Enriched(NamedTuple):
    """How many of the agents of a session's brief are done."""

    brief_id: uuid.UUID
    done: int
    total: int


@dataclass(frozen=True)
class _Card:
    """A session of the list, with the agents of its brief when they are at work or have failed."""

    session: CoachingSession
    agents: _Enriched | None

    @property
    def status(self) -> str:
        """Return the status in words, with how many agents are done while they are at work."""
        label: str = self.session.get_status_display()
        if self.agents is None or self.session.status != SessionStatus.SUB_AGENTS_RUNNING:
            return label
        counts = {"status": label, "done": self.agents.done, "total": self.agents.total}
        return _("%(status)s (%(done)s of %(total)s)") % counts

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(bool(self.session.step_completion.get(step.key)) for step in path.PATH)

    @property
    def total(self) -> int:
        """Return how many steps there are."""
        return len(path.PATH)

    @property
    def percent(self) -> int:
        """Return the share of the steps that are done, in percent."""
        return round(100 * self.done / self.total)


def _enriched(sessions: Sequence[CoachingSession]) -> dict[uuid.UUID, _Enriched]:
    """Return how far the agents are of those sessions that they work on; no query when there are none.

    Briefs and runs belong to the app above and are reached by the names of their links only.
    """
    asked = [row.pk for row in sessions if row.status in _WITH_AGENTS]
    if not asked:
        return {}
    is_open = Q(brief__runs__status__in=["queued", "running"])
    rows = CoachingSession.objects.filter(pk__in=asked, brief__runs__isnull=False).annotate(
        total=Count("brief__runs"), still=Count("brief__runs", filter=is_open)
    )
    found = rows.values_list("pk", "brief__pk", "total", "still")
    return {pk: _Enriched(brief_id, total - still, total) for pk, brief_id, total, still in found}


def _deleted(request: PersonRequest) -> CoachingSession | None:
    """Return the session that the address says was just deleted, when it is the person's own."""
    session_id = request.GET.get("deleted", "")[:32].replace("\x00", "")
    if not session_id:
        return None
    rows = CoachingSession.all_objects.visible_to(request.user).for_pages()
    return rows.filter(session_id=session_id, deleted_at__isnull=False).first()


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Ask what the coach must know before the first question, then go to that question."""
    typed = sent_or_typed(request)
    form = StartForm(typed, initial=None if typed else _known(request.user))
    if request.method == "POST" and form.is_valid():
        session = services.start_session(by=request.user, **form.cleaned_data)
        return redirect("coaching:step", session.session_id, session.current_step)
    status = 422 if request.method == "POST" else 200
    return render(request, "coaching/new.html", {"form": form, "session": None}, status=status)


def _known(user: User) -> dict[str, str]:
    """Return what the profile already says, and the id that makes a form sent twice open one session."""
    profile = UserProfile.objects.filter(user=user).only("country_id", "city").first()
    return {
        "country": (profile and profile.country_id) or "",
        "city": profile.city if profile else "",
        "language": spoken_language(),
        "session_id": new_session_id(),
    }


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@missing_is_not_found()
def details(request: PersonRequest, session_id: str) -> HttpResponse:
    """Change what was given at the start."""
    row = own_session(request.user, session_id)
    given = {name: getattr(row, name) for name in ("business_name", "city", "language")}
    initial = {**given, "sector": row.sector_id, "country": row.country_id}
    form = StartForm(sent_or_typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in initial}
        services.change_details(by=request.user, session=row, **values)
        messages.success(request, _("Saved."))
        return redirect("coaching:session", session_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "coaching/new.html", {"form": form, "session": row}, status=status)


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Suggest the cities of a country, as options of the start form's list."""
    return render(request, "coaching/_cities.html", {"cities": cities_of(request.GET.get("country", "")[:2])})


@require_safe
def session(request: PersonRequest, session_id: str) -> HttpResponse:
    """Go on where the person left off."""
    row = own_session(request.user, session_id)
    return redirect("coaching:step", row.session_id, row.current_step)


@require_POST
def delete(request: PersonRequest, session_id: str) -> HttpResponse:
    """Hide a session; the list then offers to bring it back."""
    services.delete_session(by=request.user, session=own_session(request.user, session_id))
    return redirect(f"{reverse('coaching:sessions')}?{urlencode({'deleted': session_id})}")


@require_POST
def restore(request: PersonRequest, session_id: str) -> HttpResponse:
    """Bring a deleted session back."""
    services.restore_session(by=request.user, session=deleted_session(request.user, session_id))
    return redirect("coaching:sessions")
